import { renderComment, renderSummary } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { REPORTS } from './fixtures/reports.ts'

export const GOLDEN_FOLDER = new URL('./golden/', import.meta.url)

/** Renders the golden files: one for each report, by file name. */
export function renderGoldenFiles(): ReadonlyMap<string, () => string> {
  return new Map(
    Object.entries(REPORTS).map(([name, model]) => [`${name}.md`, () => renderGoldenFile(model)]),
  )
}

/**
 * The comment, followed by only those lines of the job summary that differ from it. Both texts can be rebuilt from the
 * file, so that it changes if either of them changes.
 */
function renderGoldenFile(model: ReportModel): string {
  const comment = `${renderComment(model).body}\n`
  const commentLines = comment.split('\n')
  const summaryLines = renderSummary(model).split('\n')
  const start = commonLength(commentLines, summaryLines)
  const end = commonLength(commentLines.slice(start).reverse(), summaryLines.slice(start).reverse())
  const replaced = commentLines.slice(start, commentLines.length - end)
  const changed = summaryLines.slice(start, summaryLines.length - end)
  if (replaced.length + changed.length === 0) return `${comment}\n<!-- The job summary is the same. -->\n`
  const last = start + replaced.length
  const place = replaced.length === 0 ? `after line ${start}` : `instead of lines ${start + 1} to ${last}`
  return `${comment}\n<!-- The job summary has this ${place}: -->\n${changed.join('\n')}\n`
}

/** Number of equal lines at the start. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const length = a.findIndex((line, index) => line !== b[index])
  return length < 0 ? a.length : length
}
