import { childPointer, type Part } from './document.ts'
import { DEEPEST } from './yaml/parse-messages.ts'
import { parseValue } from './yaml/parse.ts'
import { decodeText } from './encoding.ts'
import { fieldPath, quoted, shown } from './format-value.ts'

/** One line of the input `set` that says which field it is about. */
export interface Override {
  /** Counts from 1 in the input. */
  readonly line: number
  readonly path: readonly string[]
  /** The same as a JSON pointer. */
  readonly pointer: string
  /** Absent where the value could not be read and has a fault of its own. */
  readonly content?: { readonly value: unknown; readonly parts: ReadonlyMap<string, Part> }
}

/** Something about a line of the input, whatever the specs are. */
export interface OverrideFault {
  readonly level: 'error' | 'advice'
  readonly line: number
  /** Dotted path of the field, where there is one. */
  readonly field?: string
  /** One line: what is wrong, and what to do. */
  readonly message: string
}

/** What the input `set` asks for: at most one override for a field. */
export interface Overrides {
  readonly overrides: readonly Override[]
  readonly faults: readonly OverrideFault[]
}

const MOST_LINES = 100
const LONGEST_LINE = 20_000
const EXAMPLE = 'such as hyperparameters.batch_size=16'

/**
 * Reads the input `set`: `dotted.path=value` on each line that is not blank, the value as YAML. Blanks around the path and
 * the value mean nothing. Of two lines about the same field the later one counts, as where a workflow adds to what it has.
 * Never throws, and stays bounded whatever the text is.
 */
export function parseOverrides(text: string): Overrides {
  const lines = text
    .split(/\r?\n/)
    .map((written, n) => ({ line: n + 1, written: written.trim() }))
    .filter(({ written }) => written !== '')
  const surplus = lines[MOST_LINES]
  if (surplus) {
    const message = `There are more than ${MOST_LINES} lines. Write the values into the file.`
    return { overrides: [], faults: [{ level: 'error', line: surplus.line, message }] }
  }
  const read = lines.map(({ line, written }) => readLine(written, line))
  const all = read.flatMap(({ override }) => override ?? [])
  const faults = [...read.flatMap((each) => each.faults), ...repeats(all), ...conflicts(all)]
  return {
    overrides: all.filter((each) => latest(each, all) === each),
    faults: faults.sort((a, b) => a.line - b.line),
  }
}

interface ReadLine {
  readonly override?: Override
  readonly faults: readonly OverrideFault[]
}

function readLine(written: string, line: number): ReadLine {
  const cut = written.indexOf('=')
  const path = written.slice(0, Math.max(cut, 0)).trim().split('.')
  const wrong = lineFault(written, path)
  if (wrong !== undefined) return { faults: [{ level: 'error', line, message: wrong }] }
  const pointer = path.reduce<string>(childPointer, '')
  const value = valueOf(written.slice(cut + 1).trim(), pointer, line)
  if (!('parts' in value)) {
    const field = fieldPath(pointer)
    const faults = value.map((message): OverrideFault => ({ level: 'error', line, field, message }))
    return { override: { line, path, pointer }, faults }
  }
  const parts = new Map([...value.parts].map(([at, part]) => [at, { ...part, override: line }]))
  return { override: { line, path, pointer, content: { value: value.value, parts } }, faults: [] }
}

/** What is wrong with a line before its value is looked at. */
function lineFault(written: string, path: readonly string[]): string | undefined {
  if (written.length > LONGEST_LINE)
    return `This line has ${written.length} characters, more than ${LONGEST_LINE}. Write the value into the file.`
  if (written.startsWith('#'))
    return `${quoted(written)} is not an override, and the input has no comments. Remove the line.`
  if (!written.includes('=')) return `${quoted(written)} has no =. Write path=value, ${EXAMPLE}.`
  const name = path.join('.')
  if (name === '') return `There is no field before the =. Write path=value, ${EXAMPLE}.`
  if (path.some((step) => step.trim() === ''))
    return `The path ${quoted(name)} has a dot too many. Write path=value, ${EXAMPLE}.`
  const [, list = '', index = ''] = /^([^[\]]+)\[(\d+)\]$/.exec(name) ?? []
  if (list !== '') return `An item of a list is written with a dot: ${shown(list)}.${shown(index)}=value.`
  return path.length > DEEPEST ? `The path ${quoted(name)} has more than ${DEEPEST} parts.` : undefined
}

function valueOf(written: string, pointer: string, line: number): ReturnType<typeof parseValue> {
  const text = decodeText(new TextEncoder().encode(`=${written}`))
  if (typeof text !== 'string') return [`${fieldPath(pointer)}: ${text.message}`]
  const parsed = parseValue(text.slice(1), pointer, line)
  if (!('parts' in parsed)) return parsed
  const isNothing = parsed.value === null && parsed.parts.get(pointer)?.written === ''
  return isNothing || hasBlank(parsed.value) ? [nothing(fieldPath(pointer))] : parsed
}

/** Nobody writes an empty text there on purpose, and in `"${{ … }}"` it is what is left of an output that is not set. */
function hasBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && value !== null && Object.values(value).some(hasBlank)
}

function nothing(field: string): string {
  return `${field} is set to nothing. If the value is an output of an earlier step or job, that one has not set it: check the names of the step and of its output, and that it came to its end. To leave the field as it is in the file, remove the line.`
}

function latest({ pointer }: Override, all: readonly Override[]): Override | undefined {
  return all.findLast((each) => each.pointer === pointer)
}

function repeats(all: readonly Override[]): readonly OverrideFault[] {
  return all.flatMap((each) => {
    const last = latest(each, all)
    if (last === undefined || last === each) return []
    const field = fieldPath(each.pointer)
    const message = `${field} is set again on line ${last.line}, and that value counts. Is one of the two a slip?`
    return [{ level: 'advice', line: each.line, field, message }]
  })
}

/** A field that is set both as a whole and in part: which one was meant? */
function conflicts(all: readonly Override[]): readonly OverrideFault[] {
  return all.flatMap((each, n) => {
    const other = all.slice(0, n).find((earlier) => isInside(each, earlier) || isInside(earlier, each))
    if (other === undefined) return []
    const [field, earlier] = [each, other].map(({ pointer }) => fieldPath(pointer)) as [string, string]
    const [part, whole] = isInside(each, other) ? [field, earlier] : [earlier, field]
    const message = `${part} is a part of ${whole}, and line ${other.line} sets ${earlier}. Set one of the two.`
    return [{ level: 'error', line: each.line, field, message }]
  })
}

function isInside({ pointer }: Override, { pointer: whole }: Override): boolean {
  return pointer.startsWith(`${whole}/`)
}
