import { isMapping, splitPointer } from './document.ts'
import type { Field } from './contract-fields.ts'
import { contractFields } from './contract-fields.ts'
import { sameWord, suggestions } from './suggest.ts'
import { eitherOf, fieldPath, quoted } from './format-value.ts'

/** A key that the contract does not name. */
export interface UnknownKey {
  /** What is wrong with it, and what was probably meant. */
  readonly message: string
  /** Pointers of the fields that it was probably meant to be. */
  readonly meant: readonly string[]
}

/** Explains the unknown key at a pointer; `sent` means that it goes to the service all the same. */
export function unknownKey(pointer: string, value: unknown, sent: boolean): UnknownKey {
  const { parent, key } = splitPointer(pointer) ?? { parent: '', key: '' }
  const glued = value === null ? /^([\w-]+):\S/.exec(key)?.[1] : undefined
  const fields = contractFields()
  const meant = meantFields(glued ?? key, value, parent, fields)
  const ask = question(meant, parent)
  const what = `${quoted(key)} is not a field of ${parent === '' ? 'a spec' : fieldPath(parent)}`
  const names = fields.filter((field) => field.parent === parent).map(({ name }) => name)
  let message = `${what}.${ask || ` Its fields are ${names.join(', ')}.`}`
  const [first] = meant
  if (sent) message = `${what} in the contract. It is sent as it is.${ask}`
  else if (key.startsWith('//')) message = `Comments begin with # in a spec, not with //.`
  else if (glued !== undefined) message = `${quoted(key)} needs a space after the colon.`
  else if (first && first.parent !== parent && sameWord(first.name, key)) {
    const here = parent === '' ? 'at the top level' : `in ${fieldPath(parent)}`
    const there = first.parent === '' ? 'to the top level' : `into ${fieldPath(first.parent)}`
    message = `${quoted(key)} does not belong ${here}. Move it ${there}${first.name === key ? '' : `, as ${first.name}`}.`
  }
  return { message, meant: meant.map(pointerOf) }
}

/** The same word in the right place, in another place, a similar word in the right place, in another place. */
function meantFields(
  key: string,
  value: unknown,
  parent: string,
  fields: readonly Field[],
): readonly Field[] {
  const same = fields.filter(({ name }) => sameWord(name, key))
  const [right] = same.filter((field) => field.parent === parent)
  if (right) return [right]
  if (same.length > 0) return same
  const fitting = fields.filter(({ schema }) => couldBe(value, schema.type))
  const near = similar(
    key,
    fitting.filter((field) => field.parent === parent),
  )
  return near.length > 0
    ? near
    : similar(
        key,
        fitting.filter((field) => field.parent !== parent),
      )
}

/** Nobody gives a mapping to a number, or a number to a mapping, by a slip; a single value in place of a list is one. */
function couldBe(value: unknown, type: string | undefined): boolean {
  if (value === null) return true
  if (Array.isArray(value)) return type === 'array'
  return isMapping(value) === (type === 'object')
}

function similar(key: string, fields: readonly Field[]): readonly Field[] {
  const names = suggestions(
    key,
    fields.map(({ name }) => name),
  )
  return fields.filter(({ name }) => names.includes(name))
}

function question(meant: readonly Field[], parent: string): string {
  const names = meant.map((field) => (field.parent === parent ? field.name : fieldPath(pointerOf(field))))
  return names.length === 0 ? '' : ` Did you mean ${eitherOf(names)}?`
}

function pointerOf({ parent, name }: Field): string {
  return `${parent}/${name}`
}
