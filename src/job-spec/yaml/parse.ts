import { LineCounter, isAlias, isMap, parseAllDocuments, visit } from 'yaml'
import type { Document, ParsedNode, YAMLError } from 'yaml'
import type { Fault, Part, Position, SpecDocument } from '../document.ts'
import { START, isMapping } from '../document.ts'
import type { Rank } from './parse-messages.ts'
import { FAULTS, topLevelMessage } from './parse-messages.ts'
import { explain } from './explain-yaml-error.ts'
import { Tree } from './node-reader.ts'
import { fieldPath } from '../format-value.ts'

/** What a text holds. Documents that cannot be read are counted too, but only their faults are returned. */
export interface ParsedText {
  readonly count: number
  readonly documents: readonly SpecDocument[]
  readonly faults: readonly Fault[]
}

const MOST_DOCUMENTS = 1000
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  // Its own check compares every key with every other key; ours is linear and says where the first one is.
  uniqueKeys: false,
  prettyErrors: false,
} as const

interface Source {
  readonly text: string
  readonly place: (offset: number) => Position
}

/**
 * Reads YAML 1.2 (core schema) or JSON, with the place of every value. Of each document it tells the first syntax error,
 * or everything that is readable but not allowed (duplicate and merge keys, tags, NaN, ...). Never throws, and stays
 * bounded whatever the text is: in depth, in documents and in what aliases expand to.
 */
export function parseText(text: string): ParsedText {
  try {
    const { count, read } = readStream(text)
    const faults = read.flatMap((each) => each.faults)
    return { count, documents: read.flatMap(({ document }) => document ?? []), faults: distinct(faults) }
  } catch {
    // The reader recurses. A text that exhausts the stack where it does not catch that itself ends here.
    return { count: 1, documents: [], faults: [{ ...START, message: FAULTS.tooDeep }] }
  }
}

/** A value that was written by itself, and what is known about each value in it, by JSON pointer. */
export interface ParsedValue {
  readonly value: unknown
  readonly parts: ReadonlyMap<string, Part>
}

/** What stands before a value, so that it is read as behind a key of a spec. */
const KEY = 'x: '

/**
 * Reads one line of text as the value at a pointer, exactly as a spec reads what stands behind a key on one line; or says
 * what is wrong with it, a message for each fault. `line` is the line that it is from. Never throws.
 */
export function parseValue(text: string, pointer: string, line: number): ParsedValue | readonly string[] {
  try {
    return readValue(KEY + text, pointer, line)
  } catch {
    return [FAULTS.tooDeep]
  }
}

function readValue(text: string, pointer: string, line: number): ParsedValue | readonly string[] {
  const place = (offset: number): Position => ({ line, column: offset + 1 - KEY.length })
  const field = fieldPath(pointer)
  const [document, ...more] = parseAllDocuments(text, OPTIONS)
  const [error] = document?.errors ?? []
  if (error) return [`${field}: ${syntaxFault(document, error, { text, place }).message}`]
  const items = document && isMap(document.contents) ? document.contents.items : []
  const node = items[0]?.value ?? null
  if (items.length !== 1 || more.length > 0) return [`${field}: ${FAULTS.severalValues}`]
  if (node !== null && isLinked(node)) return [`${field}: ${FAULTS.linked}`]
  const tree = new Tree(place)
  const value = tree.read(node, pointer)
  return tree.faults.length > 0 ? tree.faults.map(({ message }) => message) : { value, parts: tree.parts }
}

/** Whether there is an anchor, an alias or a tag in it: there is nothing to link, and no need of a type. */
function isLinked(node: ParsedNode): boolean {
  let found = false
  visit(node, {
    Node: (_key, each) => {
      found ||= isAlias(each) || each.anchor !== undefined || each.tag !== undefined
    },
  })
  return found
}

/** What aliases repeat is read once for each use, and told for the first one. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const byPlace = new Map(faults.toReversed().map((fault) => [`${fault.line}:${fault.column}`, fault]))
  return [...byPlace.values()].reverse()
}

interface ReadDocument {
  readonly document?: SpecDocument
  readonly faults: readonly Fault[]
}

function readStream(text: string): { readonly count: number; readonly read: readonly ReadDocument[] } {
  const lines = new LineCounter()
  const stream = parseAllDocuments(text, { ...OPTIONS, lineCounter: lines })
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col }
  }
  if ('empty' in stream) {
    const [error] = stream.errors
    const message = text.trim() === '' ? FAULTS.emptyFile : FAULTS.onlyComments
    const fault = error ? syntaxFault(undefined, error, { text, place }) : { ...START, message }
    return { count: 0, read: [{ faults: [fault] }] }
  }
  const count = stream.length
  const read: ReadDocument[] = stream
    .slice(0, MOST_DOCUMENTS)
    .map((document, i) => readDocument(document, { text, place }, { number: i + 1, count }))
  const surplus = stream[MOST_DOCUMENTS]?.range[0]
  if (surplus !== undefined)
    read.push({ faults: [{ ...place(surplus), message: FAULTS.tooManyDocuments(MOST_DOCUMENTS) }] })
  return { count, read }
}

function readDocument(document: Document.Parsed, source: Source, rank: Rank): ReadDocument {
  const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE')
  if (error) return { faults: [syntaxFault(document, error, source)] }
  const tree = new Tree(source.place)
  const value = tree.read(document.contents, '')
  const faults = [...versionFaults(document, source), ...tree.faults]
  const { parts, unreadable, overflown } = tree
  if (isMapping(value) && !overflown) {
    const sound = faults.length === 0
    return { document: { number: rank.number, value, sound, parts, unreadable }, faults }
  }
  if (tree.faults.length > 0) return { faults }
  const { written, value: start } = parts.get('') ?? { written: '', value: START }
  const at = written === '' ? source.place(document.range[0]) : start
  return { faults: [...faults, { ...at, message: topLevelMessage(value, written, rank) }] }
}

function syntaxFault(document: Document.Parsed | undefined, error: YAMLError, source: Source): Fault {
  const { code, message, pos } = error
  const unclosed = /closing|end with a/.test(message)
  const opening = unclosed && document ? openingOf(document, source.text, pos[0]) : undefined
  const { offset, words } = explain({ code, message, offset: pos[0], opening }, source.text)
  return { ...source.place(offset), message: words }
}

/** Where the innermost bracket or quote was opened whose end was missed at `offset`. */
function openingOf(document: Document.Parsed, text: string, offset: number): number | undefined {
  let opening: number | undefined
  const look = (_key: unknown, node: { range?: readonly number[] | null }): void => {
    const start = node.range?.[1] === offset ? node.range[0] : undefined
    if (start !== undefined && /[[{'"]/.test(text.charAt(start))) opening = start
  }
  visit(document, { Scalar: look, Collection: look })
  return opening
}

/** A `%YAML 1.1` line promises readings (`yes` is true, `010` is 8) that a spec does not get. */
function versionFaults({ directives, range }: Document.Parsed, { text, place }: Source): readonly Fault[] {
  if (directives.yaml.version === '1.2') return []
  return [{ ...place(text.lastIndexOf('%YAML', range[0])), message: FAULTS.oldVersion }]
}
