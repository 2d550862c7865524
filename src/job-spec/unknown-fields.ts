import { isMapping, splitPointer } from './document.ts'
import type { ContractField } from './contract-fields.ts'
import { listContractFields } from './contract-fields.ts'
import { isSameName, suggest } from './suggest.ts'
import { joinWithOr, fieldPath, quote } from './format-value.ts'

interface UnknownKey {
  readonly message: string
  /** Pointers of the fields that were probably meant. */
  readonly suggested: readonly string[]
}

/** Describes the unknown key at a pointer; `isSent` means that it is sent to the service nevertheless. */
export function describeUnknownKey(pointer: string, value: unknown, isSent: boolean): UnknownKey {
  const { parent, key } = splitPointer(pointer) ?? { parent: '', key: '' }
  const keyWithoutSpace = value === null ? /^([\w-]+):\S/.exec(key)?.[1] : undefined
  const fields = listContractFields()
  const suggested = findSuggestedFields(keyWithoutSpace ?? key, value, parent, fields)
  const hint = didYouMean(suggested, parent)
  const what = `${quote(key)} is not a field of ${parent === '' ? 'a spec' : fieldPath(parent)}`
  const names = fields.filter((field) => field.parent === parent).map(({ name }) => name)
  let message = `${what}.${hint || ` Its fields are ${names.join(', ')}.`}`
  const [first] = suggested
  if (isSent) message = `${what} in the API schema. It is sent unchanged.${hint}`
  else if (key.startsWith('//')) message = `Comments in a spec start with #, not with //.`
  else if (keyWithoutSpace !== undefined) message = `${quote(key)} needs a space after the colon.`
  else if (first && first.parent !== parent && isSameName(first.name, key)) {
    const here = parent === '' ? 'at the top level' : `in ${fieldPath(parent)}`
    const there = first.parent === '' ? 'to the top level' : `into ${fieldPath(first.parent)}`
    message = `${quote(key)} does not belong ${here}. Move it ${there}${first.name === key ? '' : `, as ${first.name}`}.`
  }
  return { message, suggested: suggested.map(pointerTo) }
}

/** In order of preference: the same name in this mapping, elsewhere, a similar name in this mapping, elsewhere. */
function findSuggestedFields(
  key: string,
  value: unknown,
  parent: string,
  fields: readonly ContractField[],
): readonly ContractField[] {
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

function findSimilar(key: string, fields: readonly ContractField[]): readonly ContractField[] {
  const names = suggest(
    key,
    fields.map(({ name }) => name),
  )
  return fields.filter(({ name }) => names.includes(name))
}

function didYouMean(suggested: readonly ContractField[], parent: string): string {
  const names = suggested.map((field) => (field.parent === parent ? field.name : fieldPath(pointerTo(field))))
  return names.length === 0 ? '' : ` Did you mean ${joinWithOr(names)}?`
}

function pointerTo({ parent, name }: ContractField): string {
  return `${parent}/${name}`
}
