import type { Part } from './document.ts'
import { splitPointer } from './document.ts'

const LONGEST_QUOTE = 60

/** Blanks that look like a space or like nothing, control and direction characters, halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

/**
 * Text of a spec for use inside a message: one line, every invisible character written as its code, shortened in the
 * middle where it is long. It is not escaped for Markdown or for the runner.
 */
export function shown(text: string): string {
  const characters = Array.from(text.slice(0, LONGEST_QUOTE * 4))
  const short =
    text.length <= LONGEST_QUOTE
      ? text
      : `${characters.slice(0, 40).join('')}…${Array.from(text.slice(-16)).join('')}`
  return visible(short)
}

/** The same at its full length. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, codeOf)
}

function codeOf(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

/** The same in double quotes. */
export function quoted(text: string): string {
  return `"${shown(text)}"`
}

/** A value of a spec as its author wrote it, for use in the middle of a sentence. */
export function shownValue(value: unknown, part: Part | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping'
  if (typeof value === 'string') return quoted(value)
  return shown(part?.written ?? '') || String(value)
}

/** `/dataset_ids/2` as people write it: `dataset_ids[2]`; `the document` for the empty pointer. */
export function fieldPath(pointer: string): string {
  const split = splitPointer(pointer)
  if (!split) return ''
  const parent = fieldPath(split.parent)
  if (/^\d+$/.test(split.key)) return `${parent}[${split.key}]`
  return parent === '' ? shown(split.key) : `${parent}.${shown(split.key)}`
}

/** `a`, `a or b`, `a, b or c`. */
export function eitherOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
