import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** The files of a folder: contents by relative path with forward slashes, sorted by path. */
export type Files = ReadonlyMap<string, Buffer>

/** Reads a folder recursively. A missing folder counts as empty. */
export async function readFiles(folder: string): Promise<Files> {
  if (!existsSync(folder)) return new Map()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const read = paths.map(async (path): Promise<[string, Buffer]> => {
    return [path.slice(folder.length + 1).replaceAll(sep, '/'), await readFile(path)]
  })
  return new Map(await Promise.all(read))
}

/** Paths of files that differ or exist on only one side. */
export function differingPaths(one: Files, other: Files): readonly string[] {
  const paths = new Set([...one.keys(), ...other.keys()])
  return [...paths].filter((path) => {
    const [a, b] = [one.get(path), other.get(path)]
    return !a || !b || !a.equals(b)
  })
}
