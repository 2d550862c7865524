import type { SourceNode } from './document.ts'
import { splitPointer } from './document.ts'

const MAX_QUOTE_LENGTH = 60

/** Unusual spaces, control and formatting (such as bidirectional) characters, and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

/**
 * Text of a spec for use inside a message: one line, invisible characters as escapes, long text shortened in the middle.
 * Not escaped for Markdown or for the runner.
 */
export function printable(text: string): string {
  const characters = Array.from(text.slice(0, MAX_QUOTE_LENGTH * 4))
  const short =
    text.length <= MAX_QUOTE_LENGTH
      ? text
      : `${characters.slice(0, 40).join('')}…${Array.from(text.slice(-16)).join('')}`
  return escapeInvisible(short)
}

/** Like `printable`, but at full length. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, escapeCharacter)
}

/** The first character of a text that cannot be seen, such as `U+200B`; undefined if there is none. */
export function firstInvisible(text: string): string | undefined {
  const code = text.match(INVISIBLE)?.[0]?.codePointAt(0)
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

/** Like `printable`, in double quotes. */
export function quote(text: string): string {
  return `"${printable(text)}"`
}

/** A value of a spec as written, for use in the middle of a sentence. */
export function describeValue(value: unknown, node: SourceNode | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping'
  if (typeof value === 'string') return quote(value)
  return printable(node?.source ?? '') || String(value)
}

/** Formats the pointer `/dataset_ids/2` as `dataset_ids[2]`, and the empty pointer as an empty string. */
export function fieldPath(pointer: string): string {
  const split = splitPointer(pointer)
  if (!split) return ''
  const parent = fieldPath(split.parent)
  if (/^\d+$/.test(split.key)) return `${parent}[${split.key}]`
  return parent === '' ? printable(split.key) : `${parent}.${printable(split.key)}`
}

/** `1,000`. Unlike `toLocaleString`, it does not load ICU, which takes a tenth of a short step. */
export function groupDigits(number: number | string): string {
  return String(number).replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','))
}

/** `a`, `a or b`, `a, b or c`. */
export function joinWithOr(items: readonly string[]): string {
  return joinWith('or', items)
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWithAnd(items: readonly string[]): string {
  return joinWith('and', items)
}

function joinWith(word: string, items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`
}
