import type { Part } from './document.ts'
import type { FieldSchema } from './contract-fields.ts'
import { suggestions } from './suggest.ts'
import { eitherOf, shown, shownValue } from './format-value.ts'

const UUID_EXAMPLE = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

/** What the contract takes for a value, as the end of "it must be". */
export function expectation(schema: FieldSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  if (schema.format === 'uuid') return `a UUID, such as ${UUID_EXAMPLE}`
  if (schema.type === 'array') return schema.items?.format === 'uuid' ? 'a list of UUIDs' : 'a list'
  if (schema.type === 'object') return `a mapping of ${Object.keys(schema.properties ?? {}).join(', ')}`
  if (schema.type === 'boolean') return 'true or false'
  if (schema.type === 'string') return 'text'
  const kind = schema.type === 'integer' ? 'a whole number' : 'a number'
  return schema.minimum === undefined ? kind : `${kind}, ${schema.minimum} or more`
}

/** What the contract says about a value and its absence. */
export interface Wanted {
  readonly schema: FieldSchema
  readonly required: boolean
}

/**
 * What is wrong with a value that the contract's schema refuses: the value as written, what is allowed, and, where one
 * can guess what was meant, how to write that. Begins after the name of the field.
 */
export function wrongValue(value: unknown, part: Part | undefined, { schema, required }: Wanted): string {
  if (value === null) {
    const what = part?.written ? `is ${part.written}` : 'has no value'
    return `${what}. Write ${expectation(schema)}${required ? '' : ', or remove the line'}.`
  }
  const what = `is ${shownValue(value, part)}`
  const advised = typeof value === 'string' ? remedy(value, part?.quoted ?? false, schema) : undefined
  if (advised !== undefined) return `${what}${advised}`
  if (schema.type === 'string' && !schema.enum && !schema.format && typeof value !== 'object') {
    return `${what}, a ${typeof value}. Put it in quotes if it is a name.`
  }
  return `${what}, but must be ${expectation(schema)}.`
}

/** The same for a text where something else belongs; undefined if no better guess than what is allowed is possible. */
function remedy(text: string, quoted: boolean, schema: FieldSchema): string | undefined {
  if (text.includes('${{'))
    return ', which GitHub does not fill in inside a file. Use the input "set" for it.'
  if (schema.enum) return enumRemedy(text, schema.enum)
  if (schema.type === 'integer' || schema.type === 'number') return numberRemedy(text, quoted, schema)
  if (schema.type === 'boolean') return booleanRemedy(text, quoted)
  if (schema.format === 'uuid') return uuidRemedy(text)
  if (schema.type === 'array')
    return `, but must be ${expectation(schema)}. Put it in brackets: [${shown(text)}].`
  return undefined
}

function enumRemedy(text: string, allowed: readonly string[]): string | undefined {
  const meant = suggestions(text, allowed)
  if (meant.length === 0) return undefined
  return `. Did you mean ${eitherOf(meant)}? Allowed: ${allowed.join(', ')}.`
}

function numberRemedy(text: string, quoted: boolean, schema: FieldSchema): string | undefined {
  const plain = text.trim().replaceAll('_', '')
  if (/^[-+]?\d+,\d+(,\d+)*$/.test(plain)) {
    return '. Write numbers with a point and without separators for thousands, such as 1000 or 0.5.'
  }
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(plain) || !fits(Number(plain), schema))
    return undefined
  if (quoted && plain === text) return ' in quotes, which makes it text. Remove the quotes.'
  return `, which is text in YAML 1.2. Write ${plain}.`
}

function fits(number: number, { type, minimum = -Infinity }: FieldSchema): boolean {
  return Number.isFinite(number) && number >= minimum && (type === 'number' || Number.isInteger(number))
}

function booleanRemedy(text: string, quoted: boolean): string | undefined {
  const word = text.trim().toLowerCase()
  if (quoted && (word === 'true' || word === 'false')) {
    return ' in quotes, which makes it text. Remove the quotes.'
  }
  if (['yes', 'y', 'on'].includes(word)) return ', which is text in YAML 1.2. Write true.'
  if (['no', 'n', 'off'].includes(word)) return ', which is text in YAML 1.2. Write false.'
  return undefined
}

function uuidRemedy(text: string): string | undefined {
  const digits = /^(?:urn:uuid:)?\{?([\da-f-]+)\}?$/i.exec(text.trim())?.[1]?.replaceAll('-', '') ?? ''
  if (digits.length !== 32) return undefined
  const groups = [8, 12, 16, 20].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end))
  return `. Write it as ${[...groups, digits.slice(20)].join('-')}.`
}
