import type { Log } from '../../src/report/log.ts'
import type { SourceLocation } from '../../src/job-spec/types.ts'

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly location?: SourceLocation
  readonly title?: string
}

/** Records all lines and annotations. */
export class FakeLog implements Log {
  readonly lines: string[] = []
  readonly annotations: Annotation[] = []
  readonly #onLine: (line: string) => void

  constructor(onLine: (line: string) => void = () => undefined) {
    this.#onLine = onLine
  }

  info(line: string): void {
    this.lines.push(line)
    this.#onLine(line)
  }

  annotate(level: Annotation['level'], message: string, location?: SourceLocation, title?: string): void {
    this.annotations.push({ level, message, location, title })
  }

  /** Messages of the annotations of one level. */
  messages(level: Annotation['level']): readonly string[] {
    return this.annotations.filter((each) => each.level === level).map(({ message }) => message)
  }
}
