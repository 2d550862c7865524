import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const OUTPUT_DIR = join(import.meta.dirname, '../.demo')

/** Writes a file into `.demo/`. Returns its path relative to the working directory. */
export function writeOutput(name: string, text: string): string {
  const file = join(OUTPUT_DIR, name)
  mkdirSync(OUTPUT_DIR, { recursive: true })
  writeFileSync(file, text)
  return relative(process.cwd(), file)
}

/** Reads a file of `.demo/`; undefined if it cannot be read. */
export function readOutput(name: string): string | undefined {
  try {
    return readFileSync(join(OUTPUT_DIR, name), 'utf8')
  } catch {
    return undefined
  }
}
