/**
 * Markdown and HTML for GitHub, made so that text of the service or of a spec stays text: it can open no markup, mention
 * nobody, link nothing and forge no marker.
 */

/** A zero-width space. GitHub looks for mentions and references after Markdown and entities, so escaping does not stop it. */
const BREAK = '\u200b'

/** Text inside a paragraph, a quote or a table cell, on one line. */
export function text(value: string): string {
  return escapeMarkdown(oneLine(value)).replace(BLOCK_START, '$1\\$2')
}

/** Text of ours, in which backticks stand around code, on one line. Text of others in it stays text. */
export function prose(value: string): string {
  const parts = oneLine(value).split('`')
  if (parts.length % 2 === 0) return text(value)
  return parts
    .map((part, n) => (n % 2 === 1 ? code(part) : escapeMarkdown(part)))
    .join('')
    .replace(BLOCK_START, '$1\\$2')
}

/** Text inside an HTML block. */
export function htmlText(value: string): string {
  return defang(escapeHtml(oneLine(value)))
}

/** Text in code font inside an HTML block; GitHub neither links nor mentions there. */
export function htmlCode(value: string): string {
  return `<code>${escapeHtml(oneLine(value))}</code>`
}

/** A code span for running text, a heading or a table cell. */
export function code(value: string): string {
  const content = oneLine(value)
  if (content === '') return ''
  // A bar ends a cell even in a code span, and how `\\|` is read there depends on the reader.
  if (content.includes('|')) return `<code>${text(content)}</code>`
  const ticks = '`'.repeat(longestRun(content, '`') + 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${content}${pad}${ticks}`
}

/** A block that people can copy as a whole. Lines are kept. */
export function fence(value: string, language = ''): string {
  const content = value.replace(/\r\n?/g, '\n').replace(CONTROL_BUT_NEWLINE, '\ufffd').toWellFormed()
  const ticks = '`'.repeat(Math.max(3, longestRun(content, '`') + 1))
  return `${ticks}${language}\n${content}\n${ticks}`
}

/** The words of somebody else. */
export function quote(value: string): string {
  return `> ${text(value)}`
}

/** A table with headings. Cells are Markdown already. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A table in pieces, so that a page that is too long is cut between them. */
export function inPieces(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const pieces: string[] = []
  for (let n = 0; n < rows.length; n += 25) pieces.push(table(headings, rows.slice(n, n + 25)))
  return pieces
}

/** A table without the columns that have nothing in any row. */
export function withoutEmpty(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): [headings: readonly string[], rows: readonly (readonly string[])[]] {
  const isUsed = headings.map((_, n) => rows.some((row) => row[n] !== ''))
  const kept = (cells: readonly string[]) => cells.filter((_, n) => isUsed[n])
  return [kept(headings), rows.map(kept)]
}

/** A table of facts with row headings. Cells are HTML already; a Markdown table would need an empty bar on top. */
export function facts(rows: readonly (readonly [heading: string, html: string])[]): string {
  const lines = rows.map(([heading, html]) => `<tr><th align="left">${heading}</th><td>${html}</td></tr>`)
  return ['<table>', ...lines, '</table>'].join('\n')
}

/** A part that is folded until somebody opens it. */
export function details(summary: string, body: string): string {
  return `<details><summary>${htmlText(summary)}</summary>\n\n${body}\n\n</details>`
}

/** A link around HTML, or that HTML alone where the address is not one that a browser may be sent to. */
export function htmlLink(html: string, url: string | undefined): string {
  return url !== undefined && /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url)}">${html}</a>` : html
}

/** A link for running text and table cells around Markdown. The address must be encoded already. */
export function link(markdown: string, url: string): string {
  return `[${markdown}](<${url.replace(/[<>|\s]/g, encodeURIComponent)}>)`
}

/**
 * Joins blocks, leaving out the last ones as far as they do not fit, with a note in their place. Cuts only between
 * blocks, so that no markup stays open. The first block is always kept.
 */
export function fit(blocks: readonly string[], maxLength: number, note: string): string {
  const whole = blocks.join('\n\n')
  if (whole.length <= maxLength) return whole
  const kept: string[] = []
  let length = note.length
  for (const block of blocks) {
    length += block.length + 2
    if (kept.length > 0 && length > maxLength) break
    kept.push(block)
  }
  return [...kept, note].join('\n\n')
}

const CONTROL_BUT_NEWLINE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

function oneLine(value: string): string {
  return value
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(CONTROL_BUT_NEWLINE, '\ufffd')
    .toWellFormed()
    .trim()
}

/** What would begin a list, a heading or an underline, were it the first thing on a line. */
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

/** Stops mentions (@name), references (#12, GH-12) and bare links (https://, www.). */
function defang(value: string): string {
  return value
    .replace(/@|(?<!&)#|(?:GH|gh)(?=\\?-)/g, `$&${BREAK}`)
    .replace(/(https?|ftp)(\\?:)/gi, `$1${BREAK}$2`)
    .replace(/www(?=\\?\.)/gi, `$&${BREAK}`)
}

function longestRun(value: string, character: string): number {
  let longest = 0
  let run = 0
  for (const each of value) {
    run = each === character ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
