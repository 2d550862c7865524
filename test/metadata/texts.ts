import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A file, or a part of one. */
export interface Text {
  /** Where it stands, for people. */
  readonly title: string
  readonly text: string
}

/** All files of the project that these globs name. */
export function filesOf(...globs: readonly string[]): readonly Text[] {
  return globSync([...globs], { cwd: ROOT })
    .map((path) => path.replaceAll(sep, '/'))
    .sort()
    .map((title) => ({ title, text: readFileSync(join(ROOT, title), 'utf8') }))
}

/** Everything that people read as a page. */
export const pages = () => filesOf('*.md', 'docs/**/*.md', 'examples/**/*.md', '.github/**/*.md')

/** Complete workflows in files of their own, except those of this repository. */
export const exampleWorkflows = () =>
  filesOf('examples/**/*.{yml,yaml}', 'demo/workflows/*.yml').filter(({ text }) => /^jobs:/m.test(text))
