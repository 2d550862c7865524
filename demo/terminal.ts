import { styleText } from 'node:util'

export interface Terminal {
  readonly print: (...lines: readonly string[]) => void
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
}

export function createTerminal(hasColor: boolean): Terminal {
  const styled = (style: 'bold' | 'dim') => (text: string) => (hasColor ? styleText(style, text) : text)
  return {
    print: (...lines) => lines.forEach((line) => console.log(line)),
    bold: styled('bold'),
    dim: styled('dim'),
  }
}

/** Splits a text into lines, each indented by two spaces. */
export function indent(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
}

/** Aligns the cells of each column. The first row is the header and sets the number of columns. */
export function formatColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => widthOf(row[n] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, n) => cell + ' '.repeat(Math.max(0, (widths[n] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  )
}

/** In columns of a terminal, where an emoji takes two. */
function widthOf(text: string): number {
  return Array.from(text).length + (text.match(/\p{Emoji_Presentation}/gu)?.length ?? 0)
}
