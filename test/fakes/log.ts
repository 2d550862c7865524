import type { Log } from '../../src/report/log.ts'
import type { Place } from '../../src/job-spec/types.ts'

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly place?: Place
  readonly title?: string
}

/** A log that keeps what it is told. */
export class RecordingLog implements Log {
  readonly lines: string[] = []
  readonly annotations: Annotation[] = []

  info(line: string): void {
    this.lines.push(line)
  }

  annotate(level: Annotation['level'], message: string, place?: Place, title?: string): void {
    this.annotations.push({
      level,
      message,
      ...(place === undefined ? {} : { place }),
      ...(title === undefined ? {} : { title }),
    })
  }

  /** Messages of the annotations of one level. */
  messages(level: Annotation['level']): readonly string[] {
    return this.annotations.filter((each) => each.level === level).map(({ message }) => message)
  }
}
