/**
 * Markdown and HTML for GitHub. Text of the service or of a spec stays text: it cannot open markup, mention anybody,
 * create links or forge a record marker.
 */

/** GitHub finds mentions and references after it has resolved Markdown and entities, so escaping does not stop it. */
const ZERO_WIDTH_SPACE = '\u200b'

/** Escapes text for a paragraph, a quote or a table cell. Joins lines. */
export function escapeText(value: string): string {
  return escapeMarkdown(toSingleLine(value)).replace(BLOCK_START, '$1\\$2')
}

/** Escapes one of our messages: code in backticks stays code, everything else stays text. Joins lines. */
export function escapeMessage(value: string): string {
  const parts = toSingleLine(value).split('`')
  if (parts.length % 2 === 0) return escapeText(value)
  return parts
    .map((part, n) => (n % 2 === 1 ? code(part) : escapeMarkdown(part)))
    .join('')
    .trimStart() // Four blanks would begin a code block.
    .replace(BLOCK_START, '$1\\$2')
}

/** Text inside an HTML block. */
export function htmlText(value: string): string {
  return defang(escapeHtml(toSingleLine(value)))
}

/** A code span for running text, a heading or a table cell. */
export function code(value: string): string {
  const content = toSingleLine(value)
  if (content === '') return ''
  // A bar ends a table cell even in a code span, and renderers disagree about `\\|` there.
  if (content.includes('|')) return `<code>${escapeText(content)}</code>`
  const ticks = '`'.repeat(longestRunLength(content, '`') + 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${content}${pad}${ticks}`
}

/** One of our own short texts, on one line even in a narrow column. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '&nbsp;')
}

/** A code block. Keeps lines. */
export function fence(value: string, language = ''): string {
  const content = value.replace(/\r\n?/g, '\n').replace(CONTROL_BUT_NEWLINE, '\ufffd').toWellFormed()
  const ticks = '`'.repeat(Math.max(3, longestRunLength(content, '`') + 1))
  return `${ticks}${language}\n${content}\n${ticks}`
}

/** Code in backticks stays code. */
export function quote(value: string): string {
  return `> ${escapeMessage(value)}`
}

/** A table whose cells are Markdown already. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Splits a long table, so that `truncateBlocks` can drop parts of it. */
export function chunkTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const tables: string[] = []
  for (let n = 0; n < rows.length; n += 25) tables.push(table(headings, rows.slice(n, n + 25)))
  return tables
}

/** Drops columns without any content. */
export function dropEmptyColumns(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): [headings: readonly string[], rows: readonly (readonly string[])[]] {
  const isUsed = headings.map((_, n) => rows.some((row) => row[n] !== ''))
  const kept = (cells: readonly string[]) => cells.filter((_, n) => isUsed[n])
  return [kept(headings), rows.map(kept)]
}

/** A folded section. */
export function details(summary: string, body: string): string {
  return `<details><summary>${htmlText(summary)}</summary>\n\n${body}\n\n</details>`
}

/** A link around Markdown, or only the Markdown if the URL is not http(s). The URL must be encoded already. */
export function link(markdown: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\//.test(url)) return markdown
  return `[${markdown}](<${url.replace(/[<>|"\s\\]/g, encodeURIComponent)}>)`
}

/**
 * Joins blocks, and replaces the last ones by a note if the text would be too long. Always keeps the first block. Cuts
 * only between blocks, so that no markup stays open.
 */
export function truncateBlocks(blocks: readonly string[], maxLength: number, truncationNote: string): string {
  const whole = blocks.join('\n\n')
  if (whole.length <= maxLength) return whole
  const kept: string[] = []
  let length = truncationNote.length
  for (const block of blocks) {
    length += block.length + 2
    if (kept.length > 0 && length > maxLength) break
    kept.push(block)
  }
  return [...kept, truncationNote].join('\n\n')
}

const CONTROL_BUT_NEWLINE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

function toSingleLine(value: string): string {
  return value
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(CONTROL_BUT_NEWLINE, '\ufffd')
    .toWellFormed()
    .trim()
}

/** Starts a list, a heading or an underline at the beginning of a line. */
const BLOCK_START = /^(\d*)([-+=#.)])/

function escapeMarkdown(value: string): string {
  return defang(escapeHtml(value).replace(/[\\`*_[\]|~$]/g, '\\$&'))
}

function escapeHtml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Breaks mentions (@name), references (#12, GH-12) and bare links (https://, www.). */
function defang(value: string): string {
  return value
    .replace(/@|(?<!&)#|GH(?=\\?-)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/(https?|ftp)(\\?:)/gi, `$1${ZERO_WIDTH_SPACE}$2`)
    .replace(/www(?=\\?\.)/gi, `$&${ZERO_WIDTH_SPACE}`)
}

function longestRunLength(value: string, character: string): number {
  let longest = 0
  let run = 0
  for (const each of value) {
    run = each === character ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
