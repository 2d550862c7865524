import { childPointer, type SourceNode } from './document.ts'
import { parseValue, type ValueResult } from './yaml/parse.ts'
import { decodeText } from './encoding.ts'
import { fieldPath } from './format-value.ts'
import { findLineError, joinLines } from './override-lines.ts'

/** A valid line of the `set` input. */
export interface Override {
  readonly line: number
  readonly path: readonly string[]
  /** `path` as a JSON pointer. */
  readonly pointer: string
  /** Undefined if the value is invalid and has an error. */
  readonly content?: { readonly value: unknown; readonly nodes: ReadonlyMap<string, SourceNode> }
}

/** A problem in a line of the `set` input. */
export interface OverrideIssue {
  readonly level: 'error' | 'warning'
  readonly line: number
  /** Dotted path of the field, if any. */
  readonly field?: string
  /** One line: what is wrong and how to fix it. */
  readonly message: string
}

/** The parsed `set` input, with at most one override per field. */
interface Overrides {
  readonly overrides: readonly Override[]
  readonly issues: readonly OverrideIssue[]
}

const MAX_LINES = 100
/** Makes the value stand where it would in a file. */
const KEY_PREFIX = 'x: '

/**
 * Parses the `set` input: one `dotted.path=value` per line, with a YAML value. Ignores blank lines and whitespace around
 * path and value. If two lines set the same field, the later one wins. Never throws, and bounds time and memory for any
 * text.
 */
export function parseOverrides(input: string): Overrides {
  const lines = joinLines(input.split(/\r?\n/))
    .map(({ line, text }) => ({ line, text: text.trim() }))
    .filter((each) => each.text !== '')
  const firstOverLimit = lines[MAX_LINES]
  if (firstOverLimit) {
    const message = `There are more than ${MAX_LINES} lines. Put the values into the file instead.`
    return { overrides: [], issues: [{ level: 'error', line: firstOverLimit.line, message }] }
  }
  const parsed = lines.map(({ line, text }) => parseLine(text, line))
  const all = parsed.flatMap(({ override }) => override ?? [])
  const issues = [...parsed.flatMap((each) => each.issues), ...findRepeated(all), ...findConflicting(all)]
  return {
    overrides: all.filter((each) => findLatest(each, all) === each),
    issues: issues.sort((a, b) => a.line - b.line),
  }
}

interface ParsedLine {
  readonly override?: Override
  readonly issues: readonly OverrideIssue[]
}

function parseLine(text: string, line: number): ParsedLine {
  const equals = text.indexOf('=')
  const path = text.slice(0, Math.max(equals, 0)).trim().split('.')
  const error = findLineError(text, path)
  if (error !== undefined) return { issues: [{ level: 'error', line, message: error }] }
  const pointer = path.reduce<string>(childPointer, '')
  const value = parseOverrideValue(text.slice(equals + 1).trim(), pointer, line)
  if (!value.ok) {
    const field = fieldPath(pointer)
    const issues = value.messages.map((message): OverrideIssue => ({ level: 'error', line, field, message }))
    return { override: { line, path, pointer }, issues }
  }
  const nodes = new Map([...value.nodes].map(([at, node]) => [at, { ...node, overrideLine: line }]))
  return { override: { line, path, pointer, content: { value: value.value, nodes } }, issues: [] }
}

function parseOverrideValue(source: string, pointer: string, line: number): ValueResult {
  const text = decodeText(new TextEncoder().encode(KEY_PREFIX + source))
  if (typeof text !== 'string') return { ok: false, messages: [`${fieldPath(pointer)}: ${text.message}`] }
  const parsed = parseValue(text.slice(KEY_PREFIX.length), pointer, line)
  if (!parsed.ok) return parsed
  const isEmpty = parsed.value === null && parsed.nodes.get(pointer)?.source === ''
  if (!isEmpty && !containsBlankText(parsed.value)) return parsed
  return { ok: false, messages: [emptyValueMessage(fieldPath(pointer))] }
}

/** An empty text is hardly intended: `"${{ … }}"` becomes one if the output in it is not set. */
function containsBlankText(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && value !== null && Object.values(value).some(containsBlankText)
}

function emptyValueMessage(field: string): string {
  return `${field} is set to an empty value. If the value is an output of an earlier step or job, that output was not set: check the names of the step and the output, and that the step or job ran to completion. To keep the value from the file, remove the line.`
}

function findLatest({ pointer }: Override, all: readonly Override[]): Override | undefined {
  return all.findLast((each) => each.pointer === pointer)
}

function findRepeated(all: readonly Override[]): readonly OverrideIssue[] {
  return all.flatMap((each) => {
    const last = findLatest(each, all)
    if (last === undefined || last === each) return []
    const field = fieldPath(each.pointer)
    const message = `${field} is set again on line ${last.line}, and that value takes precedence. Is one of the two a mistake?`
    return [{ level: 'warning', line: each.line, field, message }]
  })
}

/** Finds fields that are set both as a whole and in part. */
function findConflicting(all: readonly Override[]): readonly OverrideIssue[] {
  return all.flatMap((each, n) => {
    const other = all.slice(0, n).find((earlier) => isInside(each, earlier) || isInside(earlier, each))
    if (other === undefined) return []
    const [field, earlier] = [each, other].map(({ pointer }) => fieldPath(pointer)) as [string, string]
    const [inner, outer] = isInside(each, other) ? [field, earlier] : [earlier, field]
    const message = `${inner} is part of ${outer}, and line ${other.line} sets ${earlier}. Set only one of the two.`
    return [{ level: 'error', line: each.line, field, message }]
  })
}

function isInside({ pointer }: Override, { pointer: outer }: Override): boolean {
  return pointer.startsWith(`${outer}/`)
}
