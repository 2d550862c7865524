/** Reviewed: the mutants that survive above this score are equivalent or cosmetic. */
const MIN_SCORE_PERCENT = 90

/** The part of Stryker's report that is used here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>
}

export interface Score {
  readonly killed: number
  readonly total: number
  /** 0 to 100; NaN if there are no mutants. */
  readonly percent: number
}

/** Computes the score of a folder of `src/`. Ignored mutants and mutants that do not compile do not count. */
export function computeScore(folder: string, { files }: Report): Score {
  // The incremental file contains all files that it was ever used for.
  const statuses = Object.entries(files)
    .filter(([file]) => file.startsWith(`src/${folder}/`))
    .flatMap(([, { mutants }]) => mutants.map(({ status }) => status))
  const count = (...wanted: readonly string[]) => statuses.filter((status) => wanted.includes(status)).length
  const killed = count('Killed', 'Timeout')
  const total = killed + count('Survived', 'NoCoverage')
  return { killed, total, percent: (100 * killed) / total }
}

/** A folder without mutants is not sufficient: its path must be wrong. */
export const isSufficient = ({ percent }: Score): boolean => percent >= MIN_SCORE_PERCENT
