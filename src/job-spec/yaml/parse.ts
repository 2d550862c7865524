import { LineCounter, isAlias, isMap, parseAllDocuments, visit } from 'yaml'
import type { Document, ParsedNode, YAMLError } from 'yaml'
import type { ParseError, SourceNode, Position, SpecDocument } from '../document.ts'
import { START, isMapping } from '../document.ts'
import { SPEC_FILE, type FileKind } from '../file-kind.ts'
import type { DocumentIndex } from './parse-messages.ts'
import { PARSE_MESSAGES, topLevelMessage } from './parse-messages.ts'
import { explainYamlError } from './explain-yaml-error.ts'
import { NodeReader } from './node-reader.ts'
import { fieldPath } from '../format-value.ts'

/** `count` includes documents that could not be parsed and appear only in `errors`. */
interface ParsedText {
  readonly count: number
  readonly documents: readonly SpecDocument[]
  readonly errors: readonly ParseError[]
}

const MAX_DOCUMENTS = 1000
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  // The library compares every key with every other key; our check is linear and reports where the first one is.
  uniqueKeys: false,
  prettyErrors: false,
} as const

interface Source {
  readonly text: string
  readonly kind: FileKind
  readonly positionAt: (offset: number) => Position
}

/**
 * Parses YAML 1.2 (core schema) or JSON and records the position of every value. Reports the first syntax error of each
 * document or, if there is none, everything that is not allowed (duplicate and merge keys, tags, NaN, ...). Never throws,
 * and limits nesting, the number of documents and the expansion of aliases.
 */
export function parseText(text: string, kind = SPEC_FILE): ParsedText {
  try {
    const { count, results } = parseDocuments(text, kind)
    const errors = results.flatMap((each) => each.errors)
    return {
      count,
      documents: results.flatMap(({ document }) => document ?? []),
      errors: dedupeByLocation(errors),
    }
  } catch {
    // The parser is recursive and does not catch every stack overflow itself.
    return { count: 1, documents: [], errors: [{ ...START, message: PARSE_MESSAGES.tooDeep }] }
  }
}

/** A single parsed value with its nodes by JSON pointer, or error messages. */
export type ValueResult =
  | { readonly ok: true; readonly value: unknown; readonly nodes: ReadonlyMap<string, SourceNode> }
  | { readonly ok: false; readonly messages: readonly string[] }

/** Prepended to a value, so that it is parsed like the value of a key in a spec. */
const KEY_PREFIX = 'x: '

/**
 * Parses text as the value at a pointer, exactly like a value behind a key in a spec. `line` is the line that the text is
 * from, for positions. Never throws.
 */
export function parseValue(text: string, pointer: string, line: number): ValueResult {
  try {
    return readValue(KEY_PREFIX + text, pointer, line)
  } catch {
    return { ok: false, messages: [PARSE_MESSAGES.tooDeep] }
  }
}

function readValue(text: string, pointer: string, line: number): ValueResult {
  const fail = (message: string): ValueResult => ({
    ok: false,
    messages: [`${fieldPath(pointer)}: ${message}`],
  })
  const positionAt = (offset: number): Position => ({ line, column: offset + 1 - KEY_PREFIX.length })
  const [document, ...more] = parseAllDocuments(text, OPTIONS)
  const [error] = document?.errors ?? []
  if (error) return fail(toParseError(document, error, { text, kind: SPEC_FILE, positionAt }).message)
  const items = document && isMap(document.contents) ? document.contents.items : []
  const node = items[0]?.value ?? null
  if (items.length !== 1 || more.length > 0) return fail(PARSE_MESSAGES.severalValues)
  if (node !== null && hasAnchorAliasOrTag(node)) return fail(PARSE_MESSAGES.linked)
  const reader = new NodeReader(positionAt, SPEC_FILE)
  const value = reader.read(node, pointer)
  return reader.errors.length > 0
    ? { ok: false, messages: reader.errors.map(({ message }) => message) }
    : { ok: true, value, nodes: reader.nodes }
}

function hasAnchorAliasOrTag(node: ParsedNode): boolean {
  let isFound = false
  visit(node, {
    Node: (_key, each) => {
      isFound ||= isAlias(each) || each.anchor !== undefined || each.tag !== undefined
    },
  })
  return isFound
}

/** An error inside an anchored value is found once per alias. Keeps the first one. */
function dedupeByLocation(errors: readonly ParseError[]): readonly ParseError[] {
  const byLocation = new Map(errors.toReversed().map((error) => [`${error.line}:${error.column}`, error]))
  return [...byLocation.values()].reverse()
}

interface DocumentResult {
  readonly document?: SpecDocument
  readonly errors: readonly ParseError[]
}

function parseDocuments(
  text: string,
  kind: FileKind,
): {
  readonly count: number
  readonly results: readonly DocumentResult[]
} {
  const lines = new LineCounter()
  const stream = parseAllDocuments(text, { ...OPTIONS, lineCounter: lines })
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col }
  }
  const source = { text, kind, positionAt }
  if ('empty' in stream) {
    const [yamlError] = stream.errors
    const message = (text.trim() === '' ? PARSE_MESSAGES.emptyFile : PARSE_MESSAGES.onlyComments)(kind)
    const error = yamlError ? toParseError(undefined, yamlError, source) : { ...START, message }
    return { count: 0, results: [{ errors: [error] }] }
  }
  const count = stream.length
  const results: DocumentResult[] = stream
    .slice(0, MAX_DOCUMENTS)
    .map((document, i) => readDocument(document, source, { number: i + 1, count }))
  const firstOverLimit = stream[MAX_DOCUMENTS]?.range[0]
  if (firstOverLimit !== undefined)
    results.push({
      errors: [{ ...positionAt(firstOverLimit), message: PARSE_MESSAGES.tooManyDocuments(MAX_DOCUMENTS) }],
    })
  return { count, results }
}

function readDocument(document: Document.Parsed, source: Source, index: DocumentIndex): DocumentResult {
  const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE')
  if (error) return { errors: [toParseError(document, error, source)] }
  const reader = new NodeReader(source.positionAt, source.kind)
  const value = reader.read(document.contents, '')
  const errors = [...findVersionErrors(document, source), ...reader.errors]
  const { nodes, invalidPointers, exceedsLimit } = reader
  if (isMapping(value) && !exceedsLimit) {
    const isComplete = errors.length === 0
    return {
      document: { number: index.number, value, isComplete, nodes, invalidPointers },
      errors,
    }
  }
  if (reader.errors.length > 0) return { errors }
  const root = nodes.get('') ?? { source: '', valuePosition: START }
  const position = root.source === '' ? source.positionAt(document.range[0]) : root.valuePosition
  return {
    errors: [...errors, { ...position, message: topLevelMessage(value, root.source, source.kind, index) }],
  }
}

function toParseError(document: Document.Parsed | undefined, error: YAMLError, source: Source): ParseError {
  const { code, message, pos } = error
  const isUnclosed = /closing|end with a/.test(message)
  const opening = isUnclosed && document ? findOpening(document, source.text, pos[0]) : undefined
  const { offset, message: explanation } = explainYamlError(
    { code, message, offset: pos[0], opening },
    source.text,
  )
  return { ...source.positionAt(offset), message: explanation }
}

/** The offset of the innermost bracket or quote that is still open at `offset`. */
function findOpening(document: Document.Parsed, text: string, offset: number): number | undefined {
  let opening: number | undefined
  const check = (_key: unknown, node: { range?: readonly number[] | null }): void => {
    const start = node.range?.[1] === offset ? node.range[0] : undefined
    if (start !== undefined && /[[{'"]/.test(text.charAt(start))) opening = start
  }
  visit(document, { Scalar: check, Collection: check })
  return opening
}

/** Rejects `%YAML 1.1`, which reads `yes` as true and `010` as 8. */
function findVersionErrors(
  { directives, range }: Document.Parsed,
  { text, positionAt }: Source,
): readonly ParseError[] {
  if (directives.yaml.version === '1.2') return []
  return [{ ...positionAt(text.lastIndexOf('%YAML', range[0])), message: PARSE_MESSAGES.oldVersion }]
}
