/**
 * The text with what stands between `<!-- generated:NAME -->` and the next `<!-- /generated -->` replaced.
 *
 * @throws Error when the text has no such region, or more than one.
 */
export function withRegion(text: string, region: { file: string; name: string; content: string }): string {
  const start = `<!-- generated:${region.name} -->`
  const end = '<!-- /generated -->'
  const [before, after, ...more] = text.split(start)
  const close = after?.indexOf(end) ?? -1
  if (before === undefined || after === undefined || more.length > 0 || close < 0)
    throw new Error(`${region.file}: needs exactly one region ${start} ... ${end}`)
  return `${before}${start}\n\n${region.content}\n\n${after.slice(close)}`
}

/** A Markdown table. Its cells are Markdown; line breaks and pipes in them are made harmless. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  // Without padding, so that a change of one row is a change of one line.
  return ['<!-- prettier-ignore -->', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A code span; nothing for nothing. */
export const code = (text: string) => (text === '' ? '' : `\`${text}\``)

function cell(text: string): string {
  // Every second part stands in a code span, where a `<` is only a character.
  const parts = text.replaceAll(/\s+/g, ' ').trim().split('`')
  const safe = parts.map((part, i) => (i % 2 === 0 ? part.replaceAll('<', '&lt;') : part)).join('`')
  return safe.replaceAll('|', '\\|')
}
