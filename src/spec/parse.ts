import { LineCounter, isAlias, isMap, isScalar, parseAllDocuments, visit } from 'yaml'
import type { Alias, Document, ParsedNode, Scalar, YAMLError, YAMLMap } from 'yaml'
import type { Fault, Part, Position, SpecDocument } from './document.ts'
import { childPointer, isMapping } from './document.ts'
import type { Rank } from './faults.ts'
import { DEEPEST, FAULTS, badKeyMessage, fitsTag, numberFault, topLevelMessage } from './faults.ts'
import { explain } from './syntax.ts'
import { fieldPath } from './wording.ts'

/** What a text holds. Documents that cannot be read are counted too, but only their faults are returned. */
export interface ParsedText {
  readonly count: number
  readonly documents: readonly SpecDocument[]
  readonly faults: readonly Fault[]
}

const START: Position = { line: 1, column: 1 }
const MOST_DOCUMENTS = 1000
const MOST_VALUES = 100_000
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
  const stream = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Its own check compares every key with every other key; ours is linear and says where the first one is.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  })
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

/** Turns the nodes of one document into plain values. */
class Tree {
  readonly parts = new Map<string, Part>()
  readonly unreadable = new Set<string>()
  readonly faults: Fault[] = []
  readonly #place: (offset: number) => Position
  readonly #anchors = new Map<string, ParsedNode>()
  /** What each alias means where it stands: the same anchor may be defined again further down. */
  readonly #targets = new Map<ParsedNode, ParsedNode | undefined>()
  readonly #open: ParsedNode[] = []
  #values = 0

  constructor(place: (offset: number) => Position) {
    this.#place = place
  }

  get overflown(): boolean {
    return this.#values > MOST_VALUES
  }

  /** The value of a node, noted under its pointer; undefined where it has a fault of its own. */
  read(node: ParsedNode | null, pointer: string, key?: Position): unknown {
    const found = node === null ? START : this.#place(node.range[0])
    const absent = node === null || (isScalar(node) && node.source === '' && node.type === 'PLAIN')
    const value = absent && key ? key : found
    this.#values += 1
    if (this.overflown) return this.#overflow(value)
    const written = isScalar(node) ? node.source : ''
    const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
    this.parts.set(pointer, { ...(key && { key }), value, written, quoted })
    if (node === null) return null
    if (this.#open.length >= DEEPEST) return this.#refuse(pointer, value, FAULTS.tooDeep)
    if (isAlias(node)) return this.#alias(node, pointer, key)
    if (node.anchor !== undefined && !this.#open.some(isAlias)) this.#anchors.set(node.anchor, node)
    if (!fits(node)) return this.#refuse(pointer, value, FAULTS.tag(fieldPath(pointer), node.tag ?? ''))
    if (isScalar(node)) return this.#scalar(node, pointer, value)
    return this.#within(node, () =>
      isMap(node)
        ? this.#mapping(node, pointer)
        : node.items.map((item, i) => this.read(item, childPointer(pointer, i))),
    )
  }

  #scalar(node: Scalar.Parsed, pointer: string, at: Position): unknown {
    const { value } = node
    const fault = typeof value === 'number' ? numberFault(fieldPath(pointer), value, node.source) : undefined
    return fault === undefined ? value : this.#refuse(pointer, at, fault)
  }

  #alias(node: Alias.Parsed, pointer: string, key: Position | undefined): unknown {
    if (!this.#targets.has(node)) this.#targets.set(node, this.#anchors.get(node.source))
    const target = this.#targets.get(node)
    const at = this.#place(node.range[0])
    if (!target) return this.#refuse(pointer, at, FAULTS.noAnchor(node.source))
    if (this.#open.includes(target)) return this.#refuse(pointer, at, FAULTS.endless(node.source))
    return this.#within(node, () => this.read(target, pointer, key))
  }

  #mapping(node: YAMLMap.Parsed, pointer: string): Record<string, unknown> {
    const entries = new Map<string, unknown>()
    for (const { key, value } of node.items) {
      const at = this.#place(key.range[0])
      const name = isScalar(key) && fits(key) ? key.value : undefined
      if (typeof name !== 'string') {
        this.faults.push({ ...at, message: badKeyMessage(isScalar(key) ? key.source : undefined) })
        // What this mapping lacks may be what was meant here.
        this.unreadable.add(`${pointer}/<<`)
        if (pointer !== '') this.unreadable.add(pointer)
        continue
      }
      const child = childPointer(pointer, name)
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN') this.#refuse(child, at, FAULTS.mergeKey)
      else if (entries.has(name)) {
        const field = fieldPath(child)
        const message = FAULTS.duplicate(field, this.parts.get(child)?.key?.line ?? at.line)
        this.faults.push({ ...at, field, message })
      } else entries.set(name, this.read(value, child, at))
    }
    return Object.fromEntries(entries)
  }

  #within<T>(node: ParsedNode, read: () => T): T {
    this.#open.push(node)
    const value = read()
    this.#open.pop()
    return value
  }

  #overflow(at: Position): unknown {
    if (this.#values === MOST_VALUES + 1)
      this.faults.push({ ...at, message: FAULTS.tooManyValues(MOST_VALUES) })
    return undefined
  }

  #refuse(pointer: string, at: Position, message: string): unknown {
    this.unreadable.add(pointer)
    this.faults.push({ ...at, ...(pointer !== '' && { field: fieldPath(pointer) }), message })
    return undefined
  }
}

function fits(node: ParsedNode): boolean {
  return fitsTag(node.tag, isScalar(node) ? typeof node.value : isMap(node) ? 'map' : 'seq')
}
