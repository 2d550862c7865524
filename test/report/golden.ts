import { comment, summary } from '../../src/report/render.ts'
import { STORIES } from './fixtures/reports.ts'

/** Where the golden files are. */
export const GOLDEN = new URL('./golden/', import.meta.url)

/** What the golden files must say, by their names: the comment and the job summary of every story. */
export function golden(): ReadonlyMap<string, () => string> {
  return new Map(
    Object.entries(STORIES).flatMap(([name, story]) => [
      [`${name}.md`, () => `${comment(story).body}\n`],
      [`${name}.summary.md`, () => summary(story)],
    ]),
  )
}
