import { isMapping } from '../job-spec/document.ts'
import { visible } from '../job-spec/format-value.ts'

const MOST_CHARACTERS = 120
/** How much stands in front of the first difference of two long texts. */
const LEAD = 40

/** One text for each value: two values are equal as JSON exactly when their texts are. Numbers as people write them. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return shortNumber(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (!isMapping(value)) return String(value)
  const members = membersOf(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${quoted(name)}: ${literal(member)}`).join(', ')}}`
}

/** The members that a mapping has as JSON, which knows no undefined. */
export function membersOf(mapping: Readonly<Record<string, unknown>>): [name: string, member: unknown][] {
  return Object.entries(mapping).filter(([, member]) => member !== undefined)
}

/** Two different values as they are shown side by side, such that the texts differ; undefined stands for no value. */
export function shownPair(
  before: unknown,
  after: unknown,
): readonly [string | undefined, string | undefined] {
  const areTexts = typeof before === 'string' && typeof after === 'string'
  const [one, other] = [before, after].map((value) =>
    value === undefined ? undefined : shownWhole(value, areTexts),
  )
  return cutPair(one, other)
}

/** A value that stands for itself. */
export function shownAlone(value: unknown): string {
  return cut(Array.from(shownWhole(value, false)), 0)
}

/** A dotted path; a name that the dots would make ambiguous is in quotes. */
export function shownPath(path: readonly string[]): string {
  const names = path.map((name) => (name.includes('.') ? quoted(name) : plain(name)))
  return cut(Array.from(names.join('.')), 0)
}

function shownWhole(value: unknown, isAmongTexts: boolean): string {
  if (typeof value !== 'string') return literal(value)
  return isAmongTexts || !looksLikeAnotherType(value) ? plain(value) : quoted(value)
}

/** Without quotes, unless nobody could see where the text ends or what is in it. */
function plain(text: string): string {
  const isClear = text !== '' && text === text.trim() && !text.startsWith('"')
  return isClear &&
    quoted(text)
      .slice(1, -1)
      .replace(/\\(["\\])/g, '$1') === text
    ? text
    : quoted(text)
}

/** As JSON, with every character that shows as nothing or as a space, and every space after a space, as its code. */
function quoted(text: string): string {
  return visible(JSON.stringify(text)).replace(/(?<= ) /g, '\\u0020')
}

function looksLikeAnotherType(text: string): boolean {
  return /^(?:true|false|null|~|[[{].*)$/is.test(text) || !Number.isNaN(Number(text))
}

/** `1e-5` and `3e-4`, but `0.001`, `0.05` and `1000`. */
function shortNumber(value: number): string {
  const isTiny = value !== 0 && Math.abs(value) < 0.001
  return (isTiny ? value.toExponential() : String(value)).replace('e+', 'e')
}

/** Both texts from the same place on, so that what differs is in what is left of them. */
function cutPair(
  before: string | undefined,
  after: string | undefined,
): readonly [string | undefined, string | undefined] {
  const [one, other] = [before, after].map((text) => Array.from(text ?? '')) as [string[], string[]]
  const isShort = Math.max(one.length, other.length) <= MOST_CHARACTERS
  const difference = one.findIndex((character, n) => character !== other[n])
  const firstDifference = difference < 0 ? one.length : difference
  const start = isShort || firstDifference < MOST_CHARACTERS - LEAD ? 0 : firstDifference - LEAD
  return [
    before === undefined ? undefined : cut(one, start),
    after === undefined ? undefined : cut(other, start),
  ]
}

function cut(characters: readonly string[], start: number): string {
  const rest = characters.slice(start)
  const head = start > 0 ? '…' : ''
  if (head.length + rest.length <= MOST_CHARACTERS) return head + rest.join('')
  return `${head}${rest.slice(0, MOST_CHARACTERS - head.length - 1).join('')}…`
}
