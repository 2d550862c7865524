import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const FOLDER = join(import.meta.dirname, '../.demo')

/** Writes a file into the folder of the demo. Returns its path, as seen from where the viewer is. */
export function keepFile(name: string, text: string): string {
  const file = join(FOLDER, name)
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(file, text)
  return relative(process.cwd(), file)
}

export function readKept(name: string): string | undefined {
  try {
    return readFileSync(join(FOLDER, name), 'utf8')
  } catch {
    return undefined
  }
}
