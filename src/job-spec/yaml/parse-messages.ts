import type { FileKind } from '../file-kind.ts'
import { quote, printable } from '../format-value.ts'

/** Maximum nesting depth; the API schema needs three levels. */
export const MAX_DEPTH = 32

export const PARSE_MESSAGES = {
  emptyFile: ({ minimum }: FileKind) => `The file is empty. ${minimum}`,
  onlyComments: ({ noun, minimum }: FileKind) =>
    `The file contains no ${noun}, only comments or --- lines. ${minimum}`,
  tooDeep: `Nested more than ${MAX_DEPTH} levels deep. Check for an extra bracket or wrong indentation.`,
  tooManyDocuments: (max: number) => `The file contains more than ${max} documents. Split it.`,
  tooManyValues: (max: number) =>
    `The document contains more than ${max} values after its aliases are expanded.`,
  tab: 'This line is indented with a tab, which YAML does not allow. Replace each tab with two spaces.',
  oldVersion:
    'YAML 1.1 is not supported: it reads yes as true and 010 as 8. Remove this line: the file is YAML 1.2.',
  mergeKey: 'Merge keys (<<) are not part of YAML 1.2. Write out the fields here.',
  noAnchor: (name: string) =>
    `There is no anchor &${printable(name)} above this alias. Put the value in quotes if the * is part of it.`,
  endless: (name: string) =>
    `The alias *${printable(name)} is inside the value it refers to. Write out the value.`,
  severalValues: 'This is more than one value. Put it in quotes if it is meant as one text.',
  template: ({ insteadOfTemplate }: FileKind) => `Nothing replaces {{ }} in this file. ${insteadOfTemplate}`,
  linked:
    'Anchors (&), aliases (*) and tags (!) work only in files. Put the value in quotes if the character is part of it.',
  duplicate: (field: string, line: number) =>
    `${field} is set twice, first on line ${line}. Remove one of the two.`,
  tag: (field: string, tag: string) =>
    `${field || 'The document'} has the tag ${printable(tag.replace('tag:yaml.org,2002:', '!!'))}, which is not allowed here. Remove the tag, or quote the value if the ! is part of it.`,
} as const

/** Message for a list, mapping or quoted text that is not closed. */
export function unclosedMessage(opening: string, insideBlock: boolean): string {
  if (opening === '[' || opening === '{') {
    const closing = opening === '[' ? ']' : '}'
    const indent = insideBlock ? ', and indent all lines up to it further than the key' : ''
    return `This ${opening} is not closed. Add ${closing}${indent}.`
  }
  return `The text that starts here has no closing quote. Add ${opening} at its end.`
}

/** Message for a key that is not text; `source` is undefined for lists, mappings and aliases. */
export function badKeyMessage(source: string | undefined): string {
  if (source === undefined) {
    return 'A list, mapping or alias cannot be a key. If it is meant as text, put all of it in quotes.'
  }
  if (source === '') return 'The key before this colon is missing.'
  return `The key ${printable(source)} is not text, and there is no such field. Put it in quotes if it is meant as text.`
}

/** `number` counts from 1. */
export interface DocumentIndex {
  readonly number: number
  readonly count: number
}

/** Message for a document that is not a mapping. */
export function topLevelMessage(
  value: unknown,
  source: string,
  kind: FileKind,
  { number, count }: DocumentIndex,
): string {
  const { topLevel: expected, allowsSeveral } = kind
  if (value === null && source === '') {
    if (count === 1) return PARSE_MESSAGES.onlyComments(kind)
    const fix = allowsSeveral
      ? `Remove its --- line, or add a ${kind.noun} below it.`
      : 'Remove its --- line.'
    return `Document ${number} of ${count} is empty. ${fix}`
  }
  if (Array.isArray(value))
    return `The top level is a list. ${expected}${allowsSeveral ? ' For several jobs, put --- between the specs.' : ''}`
  const hint = /^[\w-]+:\S/.test(source) ? 'Put a space after each colon.' : 'Write fields as "key: value".'
  return `The top level is ${typeof value === 'string' ? quote(value) : printable(source)}. ${expected} ${hint}`
}

/** Checks that JSON can represent a number without changing its value. */
export function findNumberError(field: string, value: number, source = ''): string | undefined {
  if (Number.isNaN(value) || /inf$/i.test(source))
    return `${field} is ${printable(source)}. Write a finite number.`
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return `${field} is ${printable(source)}, too large to be exact. The largest number allowed is ${Number.MAX_SAFE_INTEGER}.`
  }
  const digits = source.replace(/e.*$/i, '')
  if (value === 0 && /[1-9]/.test(digits)) {
    return `${field} is ${printable(source)}, so small that it counts as 0. Write 0, or a number of at least 5e-324.`
  }
  return undefined
}

const CORE_TAG = 'tag:yaml.org,2002:'
const CORE_KINDS: Readonly<Record<string, string>> = {
  str: 'string',
  int: 'number',
  float: 'number',
  bool: 'boolean',
  null: 'object',
  map: 'map',
  seq: 'seq',
}

/**
 * Whether a value may have this tag: none, `!`, or a tag of the core schema that matches its type. `kind` is `map`, `seq`
 * or the `typeof` of a scalar.
 */
export function isTagAllowed(tag: string | undefined, kind: string): boolean {
  if (tag === undefined || tag === '!') return true
  const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : ''
  return Object.hasOwn(CORE_KINDS, name) && CORE_KINDS[name] === kind
}
