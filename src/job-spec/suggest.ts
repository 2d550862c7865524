import { distance } from 'fastest-levenshtein'

const LONGEST_WORD = 64
const MOST_SUGGESTIONS = 2

/**
 * The candidates that somebody may have meant who wrote `word`, best first; few or none. In this order: the same but for
 * case and separators (`learningRate`, `supervised-fine-tuning`), a slip of the fingers (`learning_rte`), an abbreviation
 * (`sft`, `lr`), a part (`experts`, `finetuning`).
 */
export function suggestions(word: string, candidates: readonly string[]): readonly string[] {
  const plain = bare(word)
  if (plain === '' || word.length > LONGEST_WORD) return []
  const same = candidates.filter((candidate) => bare(candidate) === plain)
  if (same.length > 0) return same
  const near = closest(plain, candidates)
  if (near.length > 0) return fewOf(near)
  const short = candidates.filter((candidate) => initials(candidate) === plain)
  if (short.length > 0) return short
  return fewOf(candidates.filter((candidate) => shares(bare(candidate), plain)))
}

/** A guess among many is none. */
function fewOf(words: readonly string[]): readonly string[] {
  return words.length <= MOST_SUGGESTIONS ? words : []
}

/** Whether two spellings differ in case and separators only. */
export function sameWord(a: string, b: string): boolean {
  return bare(a) === bare(b)
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function closest(plain: string, candidates: readonly string[]): readonly string[] {
  const distances = candidates.map((candidate) => ({ candidate, far: distance(plain, bare(candidate)) }))
  const nearest = Math.min(...distances.map(({ far }) => far))
  if (plain.length < 3 || nearest > Math.max(1, Math.floor(plain.length / 4))) return []
  return distances.filter(({ far }) => far === nearest).map(({ candidate }) => candidate)
}

function initials(candidate: string): string {
  return candidate
    .split('_')
    .map((part) => part.charAt(0))
    .join('')
}

function shares(candidate: string, plain: string): boolean {
  if (plain.length < 4) return false
  return (
    candidate.includes(plain) ||
    plain.includes(candidate) ||
    commonStart(candidate, plain) * 3 >= candidate.length * 2
  )
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
