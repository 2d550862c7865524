import { requestSchema } from '../contract/request-schema.gen.ts'
import { splitPointer } from './document.ts'

/** What the contract says about one value, with references followed. */
export interface FieldSchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly format?: string
  readonly items?: FieldSchema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly $ref?: string
}

/** One named field of the contract. */
export interface Field {
  readonly name: string
  /** JSON pointer of the mapping that it belongs in; empty for the top level. */
  readonly parent: string
  readonly schema: FieldSchema
}

const root: FieldSchema & { readonly $defs: Readonly<Record<string, FieldSchema>> } = requestSchema

/** The contract's word on the value at a JSON pointer; undefined where it has none. */
export function schemaAt(pointer: string): FieldSchema | undefined {
  const split = splitPointer(pointer)
  if (!split) return root
  const parent = schemaAt(split.parent)
  const properties = parent?.properties ?? {}
  const schema = Object.hasOwn(properties, split.key) ? properties[split.key] : parent?.items
  return schema && resolved(schema)
}

/** Whether the contract demands the field at a pointer. */
export function isRequired(pointer: string): boolean {
  const split = splitPointer(pointer)
  return split !== undefined && (schemaAt(split.parent)?.required ?? []).includes(split.key)
}

/** All fields of the contract, each before the fields inside it. */
export function contractFields(parent = '', schema: FieldSchema = root): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const field = { name, parent, schema: resolved(value) }
    return [field, ...contractFields(`${parent}/${name}`, field.schema)]
  })
}

function resolved(schema: FieldSchema): FieldSchema {
  return schema.$ref === undefined ? schema : (root.$defs[schema.$ref.replace('#/$defs/', '')] ?? schema)
}
