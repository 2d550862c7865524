import type { Stats } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

// The files of a build: what the runner starts, the bundle, and its chunks and licences.
const ALLOWED_PATH =
  /^(package\.json|(main|post|terminal)\/index\.js|action\/(index\.js|\d{1,6}\.index\.js|licenses\.txt))$/
const REQUIRED_PATHS = [
  'main/index.js',
  'post/index.js',
  'terminal/index.js',
  'action/index.js',
  'package.json',
]
const FOLDERS = ['main', 'post', 'terminal', 'action']
const MAX_FILES = 40
const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_TOTAL_BYTES = 16 * 1024 * 1024

/** File contents by path relative to dist. */
export type Dist = ReadonlyMap<string, Buffer>

/**
 * Reads a dist from an untrusted build. Never executes it, and validates names, types and sizes of all entries before
 * reading any file.
 *
 * @throws Error that lists all violations.
 */
export async function readUntrustedDist(folder: string): Promise<Dist> {
  // With `withFileTypes`, this does not follow symlinks.
  const directoryEntries = await readdir(folder, { recursive: true, withFileTypes: true })
  const entries = await Promise.all(
    directoryEntries.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return { path: relative(folder, path).replaceAll(sep, '/'), stats: await lstat(path) }
    }),
  )
  entries.sort((a, b) => (a.path < b.path ? -1 : 1))
  const errors = findStructureErrors(entries)
  if (errors.length > 0) throw new Error(`not a valid dist:\n${errors.join('\n')}`)
  const files = entries.filter(({ stats }) => stats.isFile())
  const dist = new Map(
    await Promise.all(
      files.map(async ({ path }) => [path, await readFile(join(folder, path))] as [string, Buffer]),
    ),
  )
  const unreadable = [...dist].filter(([, bytes]) => !isText(bytes)).map(([path]) => `${path} is not text`)
  if (unreadable.length > 0) throw new Error(`not a valid dist:\n${unreadable.join('\n')}`)
  return dist
}

interface Entry {
  readonly path: string
  readonly stats: Pick<Stats, 'isFile' | 'isDirectory' | 'size'>
}

function findStructureErrors(entries: readonly Entry[]): readonly string[] {
  const files = entries.filter(({ stats }) => !stats.isDirectory())
  const totalBytes = files.reduce((sum, { stats }) => sum + stats.size, 0)
  return [
    ...entries
      .filter(({ path, stats }) => stats.isDirectory() && !FOLDERS.includes(path))
      .map(({ path }) => `${quote(path)} is not a directory of a dist`),
    ...files.flatMap(({ path, stats }) => {
      if (!stats.isFile()) return [`${quote(path)} is not a regular file`]
      if (!ALLOWED_PATH.test(path)) return [`${quote(path)} is not a file of a dist`]
      return stats.size > MAX_FILE_BYTES ? [`${path} is too large (${stats.size} bytes)`] : []
    }),
    ...REQUIRED_PATHS.filter((path) => !files.some((file) => file.path === path)).map(
      (path) => `${path} is missing`,
    ),
    ...(files.length > MAX_FILES ? [`too many files (${files.length})`] : []),
    ...(totalBytes > MAX_TOTAL_BYTES ? [`too large in total (${totalBytes} bytes)`] : []),
  ]
}

/** Escapes untrusted names for the log, where a line break could start a workflow command. */
const quote = (name: string) => JSON.stringify(name)

function isText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}
