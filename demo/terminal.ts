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
