import { formatColumns } from './terminal.ts'

const SEPARATOR_ROW = /^\|[ |:-]+\|$/

/** A Markdown text for a terminal: without hidden comments and link targets, and with aligned tables. */
export function toReadableText(markdown: string): string {
  const text = removeMarkup(markdown).trim()
  return text.replace(/^\|.*(?:\n\|.*)*/gm, (table) => formatColumns(toRows(table)).join('\n'))
}

/** The rows of all tables in a Markdown text. */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  return toRows(removeMarkup(markdown))
}

function removeMarkup(markdown: string): string {
  return markdown
    .replace(/<!--[^]*?-->\n?/g, '')
    .replace(/<\/?sub>/g, '')
    .replace(/\[([^\]]+)\]\(<[^>]*>\)/g, '$1')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('**', '')
    .replace(/\\([^\w\s|])|\\(_)/g, '$1$2')
    .replaceAll('\u200b', '')
}

function toRows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !SEPARATOR_ROW.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
