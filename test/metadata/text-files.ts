import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A file or a part of one. */
export interface TextFile {
  /** The path of the file, or a description of the part. */
  readonly title: string
  readonly text: string
}

/** Reads all files of the project that match these globs. */
export function readFiles(...globs: readonly string[]): readonly TextFile[] {
  return globSync([...globs], { cwd: ROOT })
    .map((path) => path.replaceAll(sep, '/'))
    .sort()
    .map((title) => ({ title, text: readFileSync(join(ROOT, title), 'utf8') }))
}

/** All Markdown pages. */
export const readPages = () => readFiles('*.md', 'docs/**/*.md', 'examples/**/*.md', '.github/**/*.md')

/** Workflow files for users, without the workflows of this repository. */
export const readExampleWorkflows = () =>
  readFiles('examples/**/*.{yml,yaml}').filter(({ text }) => /^jobs:/m.test(text))
