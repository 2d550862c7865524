/** Where something was written; line and column count from 1, columns in UTF-16 units as editors count them. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Where a text begins. */
export const START: Position = { line: 1, column: 1 }

/** Something wrong with a file at one place in it, found before its fields are looked at. */
export interface Fault extends Position {
  /** One line: what is wrong, and what to do. */
  readonly message: string
  /** Dotted path of the field, where there is one. */
  readonly field?: string
}

/** What is known about one value of a document besides the value itself. */
export interface Part {
  /** Where its key was written; a list item and the document itself have none. */
  readonly key?: Position
  /** Where the value was written; for a value that comes from an alias, where the anchor is. */
  readonly value: Position
  /** A scalar as it stands in the file, without its quotes; empty for lists, mappings and absent values. */
  readonly written: string
  readonly quoted: boolean
  /** Line of the input `set` that it comes from; its positions are then in that input and not in the file. */
  readonly override?: number
}

/** One document of a file: plain JSON values, and the way back to where they were written. */
export interface SpecDocument {
  /** Counts from 1 in the file. */
  readonly number: number
  readonly value: Readonly<Record<string, unknown>>
  /** False where the text of this document has a fault, so that `value` is not all that its author wrote. */
  readonly sound: boolean
  /** By JSON pointer (RFC 6901); the document itself is the empty pointer. */
  readonly parts: ReadonlyMap<string, Part>
  /** Pointers whose value could not be read and has a fault of its own, so that nothing more is said about it. */
  readonly unreadable: ReadonlySet<string>
}

/** The JSON pointer of a child of `parent`. */
export function childPointer(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The pointer of the mapping or list that holds `pointer`, and the key or index in it; undefined for the document. */
export function splitPointer(pointer: string): { parent: string; key: string } | undefined {
  const cut = pointer.lastIndexOf('/')
  if (cut < 0) return undefined
  const key = pointer
    .slice(cut + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  return { parent: pointer.slice(0, cut), key }
}

/** Whether a value of a document is a mapping (a JSON object). */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
