import { distance } from 'fastest-levenshtein'

const MAX_NAME_LENGTH = 64
const MAX_SUGGESTIONS = 2

/**
 * Finds the candidates that `name` may stand for. Returns the first kind of match that exists: equal except for case and
 * separators (`learningRate`, `supervised-fine-tuning`), a typo (`learning_rte`), an abbreviation (`sft`, `lr`), or a part
 * (`experts`, `finetuning`).
 */
export function suggest(name: string, candidates: readonly string[]): readonly string[] {
  const normalized = normalize(name)
  if (normalized === '' || name.length > MAX_NAME_LENGTH) return []
  const typos = findTypos(name, candidates)
  if (typos.length > 0) return typos.every((each) => isSameName(each, name)) ? typos : unlessTooMany(typos)
  const abbreviated = candidates.filter((candidate) => initials(candidate) === normalized)
  if (abbreviated.length > 0) return abbreviated
  return unlessTooMany(candidates.filter((candidate) => overlaps(normalize(candidate), normalized)))
}

/** The candidates that are equal except for case and separators, or else those that are a typo away. */
export function findTypos(name: string, candidates: readonly string[]): readonly string[] {
  const normalized = normalize(name)
  const exact = candidates.filter((candidate) => normalize(candidate) === normalized)
  return exact.length > 0 ? exact : findClosest(normalized, candidates)
}

function unlessTooMany(names: readonly string[]): readonly string[] {
  return names.length <= MAX_SUGGESTIONS ? names : []
}

/** Whether two names are equal except for case and separators. */
export function isSameName(a: string, b: string): boolean {
  return normalize(a) === normalize(b)
}

function normalize(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function findClosest(normalized: string, candidates: readonly string[]): readonly string[] {
  const distances = candidates.map((candidate) => ({
    candidate,
    edits: distance(normalized, normalize(candidate)),
  }))
  const nearest = Math.min(...distances.map(({ edits }) => edits))
  if (normalized.length < 3 || nearest > Math.max(1, Math.floor(normalized.length / 4))) return []
  return distances.filter(({ edits }) => edits === nearest).map(({ candidate }) => candidate)
}

function initials(candidate: string): string {
  return candidate
    .split(/[_-]/)
    .map((part) => part.charAt(0))
    .join('')
}

function overlaps(candidate: string, normalized: string): boolean {
  if (normalized.length < 4) return false
  return (
    candidate.includes(normalized) ||
    normalized.includes(candidate) ||
    commonPrefixLength(candidate, normalized) * 3 >= candidate.length * 2
  )
}

function commonPrefixLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
