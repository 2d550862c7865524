import { styleText } from 'node:util'

/** What the viewer sees while the demo plays. */
export interface Terminal {
  readonly say: (...lines: readonly string[]) => void
  readonly bold: (text: string) => string
  readonly faint: (text: string) => string
}

export function terminal(hasColor: boolean): Terminal {
  const styled = (style: 'bold' | 'dim') => (text: string) => (hasColor ? styleText(style, text) : text)
  return {
    say: (...lines) => lines.forEach((line) => console.log(line)),
    bold: styled('bold'),
    faint: styled('dim'),
  }
}

/** The lines of a text, as a block of their own. */
export function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
}

/** Rows whose columns stand below each other; the first row is their heading. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
