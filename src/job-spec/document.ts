/** A position in a text. Line and column count from 1, columns in UTF-16 units as in editors. */
export interface Position {
  readonly line: number
  readonly column: number
}

export const START: Position = { line: 1, column: 1 }

/** An error found while parsing a file, before its fields are validated. */
export interface ParseError extends Position {
  /** One line: what is wrong and how to fix it. */
  readonly message: string
  /** Dotted path of the field, if any. */
  readonly field?: string
}

/** Where and how one value of a document was written. */
export interface SourceNode {
  /** Undefined for list items and for the document itself. */
  readonly keyPosition?: Position
  /** For a value that comes from an alias, the position of the anchored value. */
  readonly valuePosition: Position
  /** A scalar as written, without quotes; empty for lists, mappings and absent values. */
  readonly source: string
  readonly isQuoted: boolean
  /** Line of the `set` input that the value comes from; if set, the positions refer to that input, not to the file. */
  readonly overrideLine?: number
}

/** One document of a file: plain JSON values with their source positions. */
export interface SpecDocument {
  /** Index in the file, from 1. */
  readonly number: number
  readonly value: Readonly<Record<string, unknown>>
  /** False if parsing reported errors, so `value` may lack parts of what was written. */
  readonly isComplete: boolean
  /** By JSON pointer (RFC 6901); the empty pointer is the document itself. */
  readonly nodes: ReadonlyMap<string, SourceNode>
  /** Pointers of values that already have an error; later checks skip them. */
  readonly invalidPointers: ReadonlySet<string>
}

export function childPointer(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Splits a pointer into its parent and its last key or index; undefined for the document itself. */
export function splitPointer(pointer: string): { parent: string; key: string } | undefined {
  const slash = pointer.lastIndexOf('/')
  if (slash < 0) return undefined
  const key = pointer
    .slice(slash + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  return { parent: pointer.slice(0, slash), key }
}

/** The pointer itself, or the nearest enclosing one that exists in the document. */
export function nearestNode(nodes: SpecDocument['nodes'], pointer: string): string {
  const parent = splitPointer(pointer)?.parent
  return nodes.has(pointer) || parent === undefined ? pointer : nearestNode(nodes, parent)
}

/** Where the value at a pointer or its key stands, or for a missing field the mapping that lacks it. */
export function locateField(nodes: SpecDocument['nodes'], pointer: string, isAboutKey = false): Position {
  const nearest = nearestNode(nodes, pointer)
  const { keyPosition, valuePosition } = nodes.get(nearest) ?? { valuePosition: START }
  return (isAboutKey || nearest !== pointer ? keyPosition : undefined) ?? valuePosition
}

/** Whether a value is a mapping (a JSON object). */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
