/**
 * Replaces the text between `<!-- generated:NAME -->` and the next `<!-- /generated -->`.
 *
 * @throws Error unless the text has exactly one such region.
 */
export function replaceRegion(text: string, region: { file: string; name: string; content: string }): string {
  const start = `<!-- generated:${region.name} -->`
  const end = '<!-- /generated -->'
  const [before, after, ...more] = text.split(start)
  const endIndex = after?.indexOf(end) ?? -1
  if (before === undefined || after === undefined || more.length > 0 || endIndex < 0)
    throw new Error(`${region.file}: needs exactly one region ${start} ... ${end}`)
  return `${before}${start}\n\n${region.content}\n\n${after.slice(endIndex)}`
}

/** Formats a table. Cells are Markdown; their line breaks and pipes are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const formatRow = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`
  // No padding, so that changing one row changes one line.
  return [
    '<!-- prettier-ignore -->',
    formatRow(head),
    formatRow(head.map(() => '---')),
    ...rows.map(formatRow),
  ].join('\n')
}

/** Formats a code span; empty text stays empty. */
export const codeSpan = (text: string) => (text === '' ? '' : `\`${text}\``)

function escapeCell(text: string): string {
  // Every second part is a code span, in which `<` needs no escaping.
  const parts = text.replaceAll(/\s+/g, ' ').trim().split('`')
  const escaped = parts.map((part, i) => (i % 2 === 0 ? part.replaceAll('<', '&lt;') : part)).join('`')
  return escaped.replaceAll('|', '\\|')
}
