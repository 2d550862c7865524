/** How the parts of a pattern match the parts of a text: characters, or the segments of a path. */
interface Matching {
  /** Whether a part of the pattern matches any run of parts, also an empty one. */
  readonly isWildcard: (pattern: string) => boolean
  readonly matchesOne: (part: string, pattern: string) => boolean
}

/** Whether a pattern matches all of `name`: `*` stands for any text, everything else for itself. Case-sensitive. */
export function matchesPattern(name: string, pattern: string): boolean {
  return matchesSequence(Array.from(name), Array.from(pattern), {
    isWildcard: (part) => part === '*',
    matchesOne: (part, expected) => part === expected,
  })
}

/**
 * Whether a pattern matches all parts. Takes at most the product of both lengths: only the last wildcard needs to be
 * tried again, because an earlier one could match nothing that the last one cannot.
 */
export function matchesSequence(
  parts: readonly string[],
  pattern: readonly string[],
  { isWildcard, matchesOne }: Matching,
): boolean {
  let at = 0
  let patternAt = 0
  let retry: { at: number; patternAt: number } | undefined
  while (at < parts.length) {
    const expected = pattern[patternAt]
    if (expected !== undefined && isWildcard(expected)) {
      patternAt += 1
      retry = { at, patternAt }
    } else if (expected !== undefined && matchesOne(parts[at] ?? '', expected)) {
      at += 1
      patternAt += 1
    } else if (retry) {
      retry.at += 1
      at = retry.at
      patternAt = retry.patternAt
    } else return false
  }
  return pattern.slice(patternAt).every(isWildcard)
}
