import type { SourceNode } from './document.ts'
import type { FieldSchema } from './contract-fields.ts'
import { isMapping } from './document.ts'
import { SPEC_FILE, type FileKind } from './file-kind.ts'
import { isTemplate } from './placeholders.ts'
import { suggest } from './suggest.ts'
import { joinWithOr, printable, describeValue, quote } from './format-value.ts'

const UUID_EXAMPLE = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

/** Describes the allowed values, to follow "must be". */
export function describeExpected(schema: FieldSchema): string {
  if (schema.expected !== undefined) return schema.expected
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  if (schema.format === 'uuid') return `a UUID, such as ${UUID_EXAMPLE}`
  if (schema.type === 'array') return schema.items?.format === 'uuid' ? 'a list of UUIDs' : 'a list'
  if (schema.type === 'object') return `a mapping of ${Object.keys(schema.properties ?? {}).join(', ')}`
  if (schema.type === 'boolean') return 'true or false'
  if (schema.type === 'string') return 'text, such as mistral-small-latest'
  const kind = schema.type === 'integer' ? 'a whole number' : 'a number'
  return schema.minimum === undefined ? kind : `${kind}, ${schema.minimum} or more`
}

interface FieldExpectation {
  readonly schema: FieldSchema
  readonly isRequired: boolean
  readonly kind?: FileKind
}

/**
 * Describes why the schema rejects a value: the value as written, what is allowed and, if it can be guessed, the fix.
 * The text follows the name of the field.
 */
export function describeInvalidValue(
  value: unknown,
  node: SourceNode | undefined,
  { schema, isRequired, kind = SPEC_FILE }: FieldExpectation,
): string {
  if (value === null) {
    const what = node?.source ? `is ${node.source}` : 'has no value'
    return `${what}. Write ${describeExpected(schema)}${isRequired ? '' : ', or remove the line'}.`
  }
  const what = `is ${describeValue(value, node)}`
  const ids = idsIn(value, schema)
  if (ids.length > 0)
    return `is ${typeof value === 'string' ? 'text' : 'a mapping'}, but must be ${schema.type === 'array' ? 'a list of UUIDs' : 'one UUID'}. ${writeIds(ids, schema)}`
  const fix =
    typeof value === 'string' ? suggestFix(value, node?.isQuoted ?? false, { schema, kind }) : undefined
  if (fix !== undefined) return `${what}${fix}`
  const isOtherScalar = typeof value === 'number' || typeof value === 'boolean'
  if (schema.type === 'string' && !schema.enum && !schema.format && isOtherScalar) {
    return `${what}, a ${typeof value}. Put it in quotes if it is a name.`
  }
  return `${what}, but must be ${describeExpected(schema)}.`
}

/** Guesses what an invalid text was meant to be; undefined if no guess is possible. */
function suggestFix(
  text: string,
  isQuoted: boolean,
  { schema, kind }: { readonly schema: FieldSchema; readonly kind: FileKind },
): string | undefined {
  if (text.includes('${{'))
    return `, but GitHub does not evaluate expressions in this file. ${kind.insteadOfTemplate}`
  if (isTemplate(text)) return `, but must be ${describeExpected(schema)}. Nothing replaces it.`
  if (schema.type === 'object' && /^[\w-]+:\s*\S/.test(text)) return '. Put a space after the colon.'
  if (schema.enum) return suggestEnumValue(text, schema.enum, schema.expected)
  if (schema.type === 'integer' || schema.type === 'number') return suggestNumber(text, isQuoted, schema)
  if (schema.type === 'boolean') return suggestBoolean(text, isQuoted)
  if (schema.format === 'uuid') return suggestUuid(text)
  if (schema.type === 'array')
    return `, but must be ${describeExpected(schema)}. Put it in brackets: [${/^\w/.test(text) ? printable(text) : quote(text)}].`
  return undefined
}

const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi
/** With more, a message would be longer than a line. */
const MAX_SHOWN_IDS = 3

/** The UUIDs in a text that consists of nothing else, or in a mapping such as `id: UUID`. Empty if they are not allowed. */
function idsIn(value: unknown, { type, format, items }: FieldSchema): readonly string[] {
  const isList = type === 'array' && items?.format === 'uuid'
  if (!isList && format !== 'uuid') return []
  const texts = isMapping(value) ? Object.values(value) : [value]
  const text = texts.every((each) => typeof each === 'string') ? texts.join(' ') : ''
  if (/[^\s,;|"'[\]-]/.test(text.replace(UUID, ''))) return []
  const ids = text.match(UUID) ?? []
  // One id with something around it has its own message.
  return isList || isMapping(value) || ids.length > 1 ? ids : []
}

function writeIds(ids: readonly string[], { type }: FieldSchema): string {
  const [first] = ids
  if (ids.length > MAX_SHOWN_IDS || (type !== 'array' && ids.length > 1))
    return 'Write each id on a line of its own, after a dash and a space.'
  return type === 'array' ? `Write [${ids.join(', ')}].` : `Write only ${first}.`
}

function suggestEnumValue(
  text: string,
  allowed: readonly string[],
  expected: string | undefined,
): string | undefined {
  const candidates = suggest(text, allowed)
  if (candidates.length === 0) return undefined
  // Something else describes the values if there are too many to list.
  const list = expected === undefined ? ` Allowed: ${allowed.join(', ')}.` : ''
  return `. Did you mean ${joinWithOr(candidates)}?${list}`
}

function suggestNumber(text: string, isQuoted: boolean, schema: FieldSchema): string | undefined {
  const plain = text.trim().replaceAll('_', '')
  if (/^[-+]?\d+,\d+(,\d+)*$/.test(plain)) {
    return '. Write numbers with a decimal point and without thousands separators, such as 1000 or 0.5.'
  }
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(plain) || !isValidNumber(Number(plain), schema))
    return undefined
  if (isQuoted && plain === text) return ' in quotes, which makes it text. Remove the quotes.'
  return `, which is text in YAML 1.2. Write ${plain}.`
}

function isValidNumber(number: number, { type, minimum = -Infinity }: FieldSchema): boolean {
  return Number.isFinite(number) && number >= minimum && (type === 'number' || Number.isInteger(number))
}

function suggestBoolean(text: string, isQuoted: boolean): string | undefined {
  const lower = text.trim().toLowerCase()
  if (isQuoted && (lower === 'true' || lower === 'false')) {
    return ' in quotes, which makes it text. Remove the quotes.'
  }
  if (['yes', 'y', 'on'].includes(lower)) return ', which is text in YAML 1.2. Write true.'
  if (['no', 'n', 'off'].includes(lower)) return ', which is text in YAML 1.2. Write false.'
  return undefined
}

function suggestUuid(text: string): string | undefined {
  const digits = /^(?:urn:uuid:)?\{?([\da-f-]+)\}?$/i.exec(text.trim())?.[1]?.replaceAll('-', '') ?? ''
  if (digits.length !== 32) return undefined
  const groups = [8, 12, 16, 20].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end))
  return `. Write it as ${[...groups, digits.slice(20)].join('-')}.`
}
