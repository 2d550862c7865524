import { isMapping, splitPointer } from './document.ts'
import type { SchemaField } from './contract-fields.ts'
import { listFields } from './contract-fields.ts'
import { SPEC_FILE, type FileKind } from './file-kind.ts'
import { isSameName, suggest } from './suggest.ts'
import { joinWithOr, fieldPath, quote } from './format-value.ts'

interface UnknownKey {
  readonly message: string
  /** Pointers of the fields that were probably meant. */
  readonly suggested: readonly string[]
  /** Pointer of the mapping that the key would be if it were spelt correctly; undefined if the key is no misspelt mapping. */
  readonly misspelt?: string
}

interface KeyContext {
  /** It is sent to the service nevertheless. */
  readonly isSent: boolean
  /** It comes from a line of the `set` input. */
  readonly isOverride: boolean
  /** Default: a spec. */
  readonly kind?: FileKind
  /** All fields of the file. Default: those of the API schema. */
  readonly fields?: readonly SchemaField[]
}

/** Describes the unknown key at a pointer. */
export function describeUnknownKey(pointer: string, value: unknown, context: KeyContext): UnknownKey {
  const { parent, key } = splitPointer(pointer) ?? { parent: '', key: '' }
  const nested = parent === '' ? describeWrapper(key, value, context) : undefined
  if (nested !== undefined) return nested
  const keyWithoutSpace = value === null ? /^([\w-]+):\S/.exec(key)?.[1] : undefined
  const { kind = SPEC_FILE, fields = listFields() } = context
  const suggested = findSuggestedFields(keyWithoutSpace ?? key, value, parent, fields)
  const hint = didYouMean(suggested, parent)
  const what = `${quote(key)} is not a field of ${parent === '' ? `a ${kind.noun}` : fieldPath(parent)}`
  const names = fields.filter((field) => field.parent === parent).map(({ name }) => name)
  let message = `${what}.${hint || ` Its fields are ${names.join(', ')}.`}`
  const [first] = suggested
  if (context.isSent) message = `${what} in the API schema. It is sent unchanged.${hint}`
  else if (key.startsWith('//')) message = 'Comments start with #, not with //.'
  else if (keyWithoutSpace !== undefined) message = `${quote(key)} needs a space after the colon.`
  else if (first) message = describeOtherPlace(key, parent, first, context) ?? message
  const isMisspelt = suggested.length === 1 && first?.parent === parent && first.schema.type === 'object'
  return {
    message,
    suggested: suggested.map(pointerTo),
    misspelt: isMisspelt && isMapping(value) ? pointerTo(first) : undefined,
  }
}

/** `model_config.base_model` as one key. */
const isJoined = (key: string): boolean => /[./]/.test(key)

/** Explains a field in the wrong mapping; undefined if only its name is wrong. */
function describeOtherPlace(
  key: string,
  parent: string,
  field: SchemaField,
  { isOverride }: KeyContext,
): string | undefined {
  const path = fieldPath(pointerTo(field))
  if (isJoined(key) && isSameName(path, key)) {
    if (isOverride) return `Write the path with dots: ${path}=…`
    return `${quote(key)} is two names in one. Write ${field.name} on a line below "${fieldPath(field.parent)}:", indented by two spaces.`
  }
  if (field.parent === parent || !isSameName(field.name, key)) return undefined
  if (isOverride) return `${quote(key)} is not the full path. Write ${path}=…`
  const here = parent === '' ? 'at the top level' : `in ${fieldPath(parent)}`
  const there = field.parent === '' ? 'to the top level' : `into ${fieldPath(field.parent)}`
  return `${quote(key)} does not belong ${here}. Move it ${there}${field.name === key ? '' : `, as ${field.name}`}.`
}

/** Recognizes a key that only wraps a spec, such as `job:`, or a list of specs, such as `jobs:`. */
function describeWrapper(
  key: string,
  value: unknown,
  { isOverride, kind = SPEC_FILE, fields = listFields() }: KeyContext,
): UnknownKey | undefined {
  const spec: unknown = Array.isArray(value) ? value[0] : value
  if (!isMapping(spec)) return undefined
  const inside = fields.filter(
    ({ name, parent }) => parent === '' && Object.keys(spec).some((each) => isSameName(each, name)),
  )
  if (inside.length === 0) return undefined
  const suggested = inside.map(pointerTo)
  if (isOverride) return { message: `Remove ${quote(`${key}.`)} from the start of the path.`, suggested }
  const message =
    Array.isArray(value) && kind.allowsSeveral
      ? `A spec describes one job, not a list of ${quote(key)}. Write each job without it, and put --- between the jobs.`
      : `A ${kind.noun} has its fields at the top level, not in ${quote(key)}. Move them up, and remove ${quote(key)}.`
  return { message, suggested }
}

/** In order of preference: the same name in this mapping, elsewhere, a similar name in this mapping, elsewhere. */
function findSuggestedFields(
  key: string,
  value: unknown,
  parent: string,
  fields: readonly SchemaField[],
): readonly SchemaField[] {
  const joined = fields.find((field) => isJoined(key) && isSameName(fieldPath(pointerTo(field)), key))
  if (joined) return [joined]
  const same = fields.filter(({ name }) => isSameName(name, key))
  const [exact] = same.filter((field) => field.parent === parent)
  if (exact) return [exact]
  if (same.length > 0) return same
  const compatible = fields.filter(({ schema }) => isTypeCompatible(value, schema.type))
  const local = findSimilar(
    key,
    compatible.filter((field) => field.parent === parent),
  )
  return local.length > 0
    ? local
    : findSimilar(
        key,
        compatible.filter((field) => field.parent !== parent),
      )
}

/** A single value in place of a list is a likely mistake; a mapping in place of a scalar, or vice versa, is not. */
function isTypeCompatible(value: unknown, type: string | undefined): boolean {
  if (value === null) return true
  if (Array.isArray(value)) return type === 'array'
  return isMapping(value) === (type === 'object')
}

function findSimilar(key: string, fields: readonly SchemaField[]): readonly SchemaField[] {
  const names = suggest(
    key,
    fields.map(({ name }) => name),
  )
  return fields.filter(({ name }) => names.includes(name))
}

function didYouMean(suggested: readonly SchemaField[], parent: string): string {
  const names = suggested.map((field) => (field.parent === parent ? field.name : fieldPath(pointerTo(field))))
  return names.length === 0 ? '' : ` Did you mean ${joinWithOr(names)}?`
}

function pointerTo({ parent, name }: SchemaField): string {
  return `${parent}/${name}`
}
