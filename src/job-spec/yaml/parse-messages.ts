import { quoted, shown } from '../format-value.ts'

/** More levels of nesting than this are refused; the contract needs three. */
export const DEEPEST = 32

/** What is said about texts and documents that can be read, or are bounded, but not allowed. */
export const FAULTS = {
  emptyFile: 'The file is empty. Write a spec in it: job_type and model_config at least.',
  onlyComments:
    'The file holds no spec, only comments or --- lines. Write job_type and model_config at least.',
  tooDeep: `This is nested more than ${DEEPEST} levels deep. Is a bracket too many, or an indentation wrong?`,
  tooManyDocuments: (most: number) => `The file holds more than ${most} documents. Split it.`,
  tooManyValues: (most: number) =>
    `The document holds more than ${most} values once its aliases are written out.`,
  tab: 'This line is indented with a tab, which YAML does not allow. Replace each tab by two spaces.',
  oldVersion:
    'YAML 1.1 is not supported: it reads yes as true and 010 as 8. Remove this line: specs are YAML 1.2.',
  mergeKey: 'Merge keys (<<) are not part of YAML 1.2. Write the fields out here.',
  noAnchor: (name: string) =>
    `There is no anchor &${shown(name)} above this alias. Put the value in quotes if the * belongs to it.`,
  endless: (name: string) =>
    `The alias *${shown(name)} stands inside the value that it repeats. Write the value out.`,
  severalValues: 'This is more than one value. Put it in quotes if it is one text.',
  linked:
    'Anchors (&), aliases (*) and tags (!) are for files. Put the value in quotes if the sign belongs to it.',
  duplicate: (field: string, line: number) =>
    `${field} is set twice, first on line ${line}. Remove one of the two.`,
  tag: (field: string, tag: string) =>
    `${field || 'The document'} has the tag ${shown(tag.replace('tag:yaml.org,2002:', '!!'))}, which does not fit a spec. Remove the tag; quote the value if the ! belongs to it.`,
} as const

/** What is said about a list, mapping or quoted text that begins at a place and does not end. */
export function neverClosed(opening: string, insideBlock: boolean): string {
  if (opening === '[' || opening === '{') {
    const closing = opening === '[' ? ']' : '}'
    const indent = insideBlock ? ', and indent all lines up to it further than the key' : ''
    return `The ${opening} here is not closed. Add ${closing}${indent}.`
  }
  return `The text that begins here has no closing quote. Add ${opening} at its end.`
}

/** What is said about a key that is not text; `written` is absent for lists, mappings and aliases. */
export function badKeyMessage(written: string | undefined): string {
  if (written === undefined) {
    return 'A list, a mapping or an alias cannot be a key. If this is meant as text, put the whole of it in quotes.'
  }
  if (written === '') return 'There is no key before this colon.'
  return `The key ${shown(written)} is not text. Specs have no such field; put it in quotes if it is meant as text.`
}

/** Which document of a file it is; both count from 1. */
export interface Rank {
  readonly number: number
  readonly count: number
}

/** What is said about a document that is not a mapping: one of nothing, a list, or text. */
export function topLevelMessage(value: unknown, written: string, { number, count }: Rank): string {
  if (value === null && written === '') {
    if (count === 1) return FAULTS.onlyComments
    return `Document ${number} of ${count} is empty. Remove the --- line that begins it, or write a spec below it.`
  }
  const wanted = 'A spec is a mapping that begins with job_type.'
  if (Array.isArray(value))
    return `The top level is a list. ${wanted} For several jobs, put --- between the specs.`
  const missing = /^[\w-]+:\S/.test(written)
    ? 'Put a space after each colon.'
    : 'Write fields as "key: value".'
  return `The top level is ${typeof value === 'string' ? quoted(value) : shown(written)}. ${wanted} ${missing}`
}

/** What is wrong with a number that JSON cannot carry, or that would not arrive as it was written. */
export function numberFault(field: string, value: number, written = ''): string | undefined {
  if (Number.isNaN(value) || /inf$/i.test(written))
    return `${field} is ${shown(written)}. Write a finite number.`
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return `${field} is ${shown(written)}, too large to be sent exactly. The largest number allowed is ${Number.MAX_SAFE_INTEGER}.`
  }
  const digits = written.replace(/e.*$/i, '')
  if (value === 0 && /[1-9]/.test(digits)) {
    return `${field} is ${shown(written)}, so small that it would be sent as 0. Write 0, or a number of at least 5e-324.`
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
 * Whether a value may have this tag: none, `!`, or one of the core schema that it fits. `kind` is `map`, `seq` or the
 * `typeof` of a scalar.
 */
export function fitsTag(tag: string | undefined, kind: string): boolean {
  if (tag === undefined || tag === '!') return true
  const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : ''
  return Object.hasOwn(CORE_KINDS, name) && CORE_KINDS[name] === kind
}
