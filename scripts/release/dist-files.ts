import type { Stats } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

// What the build makes: an entry for each of the two steps, its chunks, and what ncc writes beside them.
const NAME = /^(main|post)\/(index\.js|\d{1,6}\.index\.js|licenses\.txt|package\.json)$/
const NEEDED = ['main/index.js', 'post/index.js']
const MAX_FILES = 40
const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_BYTES = 16 * 1024 * 1024

/** Bytes of the files of a dist, by path from its folder. */
export type Dist = ReadonlyMap<string, Buffer>

/**
 * Reads a dist that somebody else has built. Nothing of it is run, and nothing is read before name, kind and size of
 * everything in the folder are known to be those of a dist.
 *
 * @throws Error that names everything that is wrong.
 */
export async function foreignDist(folder: string): Promise<Dist> {
  // With the kinds of its entries, this walk does not follow links.
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const entries = await Promise.all(
    found.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return { path: relative(folder, path).replaceAll(sep, '/'), stats: await lstat(path) }
    }),
  )
  entries.sort((a, b) => (a.path < b.path ? -1 : 1))
  const faults = structureFaults(entries)
  if (faults.length > 0) throw new Error(`this is no dist:\n${faults.join('\n')}`)
  const files = entries.filter(({ stats }) => stats.isFile())
  const dist = new Map(
    await Promise.all(
      files.map(async ({ path }) => [path, await readFile(join(folder, path))] as [string, Buffer]),
    ),
  )
  const unreadable = [...dist].filter(([, bytes]) => !isText(bytes)).map(([path]) => `${path} is not text`)
  if (unreadable.length > 0) throw new Error(`this is no dist:\n${unreadable.join('\n')}`)
  return dist
}

interface Entry {
  readonly path: string
  readonly stats: Pick<Stats, 'isFile' | 'isDirectory' | 'size'>
}

function structureFaults(entries: readonly Entry[]): readonly string[] {
  const files = entries.filter(({ stats }) => !stats.isDirectory())
  const bytes = files.reduce((sum, { stats }) => sum + stats.size, 0)
  return [
    ...entries
      .filter(({ path, stats }) => stats.isDirectory() && path !== 'main' && path !== 'post')
      .map(({ path }) => `${quoted(path)} is no folder of a dist`),
    ...files.flatMap(({ path, stats }) => {
      if (!stats.isFile()) return [`${quoted(path)} is no regular file`]
      if (!NAME.test(path)) return [`${quoted(path)} is no file of a dist`]
      return stats.size > MAX_FILE_BYTES ? [`${path} has ${stats.size} bytes`] : []
    }),
    ...NEEDED.filter((path) => !files.some((file) => file.path === path)).map((path) => `${path} is missing`),
    ...(files.length > MAX_FILES ? [`it has ${files.length} files`] : []),
    ...(bytes > MAX_BYTES ? [`it has ${bytes} bytes`] : []),
  ]
}

/** Names that others have chosen go into the log, where a line of its own could be a command. */
const quoted = (name: string) => JSON.stringify(name)

function isText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}
