import { requestSchema } from '../contract/request-schema.gen.ts'
import { childPointer, splitPointer } from './document.ts'

/** The API schema of one value, with `$ref` resolved. */
export interface FieldSchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly format?: string
  /** Describes the allowed values, to follow "must be". Default: derived from the rest. */
  readonly expected?: string
  readonly items?: FieldSchema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly $ref?: string
}

/** One named field of a schema. */
export interface SchemaField {
  readonly name: string
  /** JSON pointer of the mapping that contains the field; empty for the top level. */
  readonly parent: string
  readonly schema: FieldSchema
}

const rootSchema: FieldSchema & { readonly $defs: Readonly<Record<string, FieldSchema>> } = requestSchema

/** The API schema of the value at a JSON pointer, if it defines one. */
export function schemaAt(pointer: string): FieldSchema | undefined {
  const split = splitPointer(pointer)
  if (!split) return rootSchema
  const parent = schemaAt(split.parent)
  const properties = parent?.properties ?? {}
  const schema = Object.hasOwn(properties, split.key) ? properties[split.key] : parent?.items
  return schema && resolveRef(schema)
}

export function isRequired(pointer: string): boolean {
  const split = splitPointer(pointer)
  return split !== undefined && (schemaAt(split.parent)?.required ?? []).includes(split.key)
}

/** All fields of a schema, by default that of the API, each before the fields inside it. */
export function listFields(schema: FieldSchema = rootSchema, parent = ''): readonly SchemaField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const field = { name, parent, schema: resolveRef(value) }
    return [field, ...listFields(field.schema, `${parent}/${name}`)]
  })
}

function resolveRef(schema: FieldSchema): FieldSchema {
  return schema.$ref === undefined
    ? schema
    : (rootSchema.$defs[schema.$ref.replace('#/$defs/', '')] ?? schema)
}

/** Whether the parts of a dotted path lead to a field of the API schema. */
export function isContractPath(path: readonly string[]): boolean {
  return path.every((part) => part !== '') && schemaAt(path.reduce<string>(childPointer, '')) !== undefined
}
