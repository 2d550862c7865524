import { isMapping } from './document.ts'
import { escapeInvisible } from './format-value.ts'

const MAX_LENGTH = 120
/** Characters shown before the first difference of two long texts. */
const CONTEXT_LENGTH = 40

/** Formats a value so that two texts are equal exactly if the values are equal as JSON. */
function canonicalText(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return formatNumber(value)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(', ')}]`
  if (!isMapping(value)) return String(value)
  const members = definedEntries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${quote(name)}: ${canonicalText(member)}`).join(', ')}}`
}

/** The entries that a mapping has as JSON, which drops undefined. */
export function definedEntries(
  mapping: Readonly<Record<string, unknown>>,
): [name: string, member: unknown][] {
  return Object.entries(mapping).filter(([, member]) => member !== undefined)
}

/** Formats two different values so that their truncated texts differ. Undefined means no value. */
export function formatValuePair(
  before: unknown,
  after: unknown,
): readonly [string | undefined, string | undefined] {
  const areTexts = typeof before === 'string' && typeof after === 'string'
  const [one, other] = [before, after].map((value) =>
    value === undefined ? undefined : formatUntruncated(value, areTexts),
  )
  return truncatePair(one, other)
}

/** Formats a single value, truncated. */
export function formatValue(value: unknown): string {
  return truncate(Array.from(formatUntruncated(value, false)), 0)
}

/** Formats a dotted path. Names with dots are quoted. */
export function formatPath(path: readonly string[]): string {
  const names = path.map((name) => (name.includes('.') ? quote(name) : quoteIfNeeded(name)))
  return truncate(Array.from(names.join('.')), 0)
}

function formatUntruncated(value: unknown, areBothTexts: boolean): string {
  if (typeof value !== 'string') return canonicalText(value)
  return areBothTexts || !looksLikeOtherType(value) ? quoteIfNeeded(value) : quote(value)
}

/** Quotes a text only if its ends or characters would not be visible otherwise. */
function quoteIfNeeded(text: string): string {
  const isUnambiguous = text !== '' && text === text.trim() && !text.startsWith('"')
  return isUnambiguous &&
    quote(text)
      .slice(1, -1)
      .replace(/\\(["\\])/g, '$1') === text
    ? text
    : quote(text)
}

/** Formats as JSON. Escapes invisible characters, unusual spaces and repeated spaces. */
function quote(text: string): string {
  return escapeInvisible(JSON.stringify(text)).replace(/(?<= ) /g, '\\u0020')
}

function looksLikeOtherType(text: string): boolean {
  return /^(?:true|false|null|~|[[{].*)$/is.test(text) || !Number.isNaN(Number(text))
}

/** `1e-5` and `3e-4`, but `0.001`, `0.05` and `1000`. */
function formatNumber(value: number): string {
  const isTiny = value !== 0 && Math.abs(value) < 0.001
  return (isTiny ? value.toExponential() : String(value)).replace('e+', 'e')
}

/** Starts both texts at the same position, so that the first difference is visible. */
function truncatePair(
  before: string | undefined,
  after: string | undefined,
): readonly [string | undefined, string | undefined] {
  const [one, other] = [before, after].map((text) => Array.from(text ?? '')) as [string[], string[]]
  const isShort = Math.max(one.length, other.length) <= MAX_LENGTH
  const difference = one.findIndex((character, n) => character !== other[n])
  const firstDifference = difference < 0 ? one.length : difference
  const start =
    isShort || firstDifference < MAX_LENGTH - CONTEXT_LENGTH ? 0 : firstDifference - CONTEXT_LENGTH
  return [
    before === undefined ? undefined : truncate(one, start),
    after === undefined ? undefined : truncate(other, start),
  ]
}

function truncate(characters: readonly string[], start: number): string {
  const rest = characters.slice(start)
  const head = start > 0 ? '…' : ''
  if (head.length + rest.length <= MAX_LENGTH) return head + rest.join('')
  return `${head}${rest.slice(0, MAX_LENGTH - head.length - 1).join('')}…`
}
