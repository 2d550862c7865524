/** In percent. What survives above it was read, and is equivalent or cosmetic. */
const LEAST_SCORE = 90

/** What Stryker writes, as far as it is looked at. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>
}

/** What came of the mutants of a room of `src/`. */
export interface Score {
  readonly noticed: number
  readonly all: number
  /** 0 to 100; NaN where there are no mutants. */
  readonly percent: number
}

/** Mutants that do not compile, or that were told to be ignored, do not count. */
export function scoreOf(room: string, { files }: Report): Score {
  // The incremental file remembers all files that it was ever used for.
  const statuses = Object.entries(files)
    .filter(([file]) => file.startsWith(`src/${room}/`))
    .flatMap(([, { mutants }]) => mutants.map(({ status }) => status))
  const count = (...wanted: readonly string[]) => statuses.filter((status) => wanted.includes(status)).length
  const noticed = count('Killed', 'Timeout')
  const all = noticed + count('Survived', 'NoCoverage')
  return { noticed, all, percent: (100 * noticed) / all }
}

/** Whether the tests of a room notice enough; a room without mutants was not looked at. */
export const isEnough = ({ percent }: Score): boolean => percent >= LEAST_SCORE
