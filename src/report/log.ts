import type { Place } from '../spec/spec.ts'

/** The log of the step, as this room needs it. Implementations neutralise what the runner would obey. */
export interface Log {
  info(line: string): void
  /** Shows on the page of the run, and on the line of the file where there is one. One line. */
  annotate(level: 'error' | 'warning' | 'notice', message: string, place?: Place, title?: string): void
}
