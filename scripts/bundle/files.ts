import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** What a folder holds: bytes by path from the folder, with forward slashes, in order of the paths. */
export type Files = ReadonlyMap<string, Buffer>

/** Reads a folder and all folders in it. A folder that does not exist holds nothing. */
export async function filesIn(folder: string): Promise<Files> {
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

/** Paths that are not the same in both: different bytes, or only in one of them. */
export function differing(one: Files, other: Files): readonly string[] {
  const paths = new Set([...one.keys(), ...other.keys()])
  return [...paths].filter((path) => {
    const [a, b] = [one.get(path), other.get(path)]
    return !a || !b || !a.equals(b)
  })
}
