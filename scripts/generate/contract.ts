import { parse } from 'yaml'
import { checked, shapes } from './assert-shape.ts'

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The part of JSON Schema that the contract uses, and that the generators add to it. */
export interface Schema {
  readonly $schema?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly title?: string
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: Json
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema | false>>
  readonly additionalProperties?: false
  readonly items?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly examples?: readonly Json[]
}

/** What the generators read from openapi/forge.yml. */
export interface Contract {
  readonly schemas: Readonly<Record<string, Schema>>
}

const contractShape = {
  type: 'object',
  required: ['components'],
  properties: {
    components: {
      type: 'object',
      required: ['schemas'],
      properties: { schemas: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } } },
    },
  },
  definitions: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        $ref: { type: 'string', pattern: '^#/components/schemas/\\w+$' },
        type: { enum: ['object', 'array', 'string', 'integer', 'number', 'boolean'] },
        description: { type: 'string' },
        enum: { type: 'array', items: { type: 'string' } },
        format: { const: 'uuid' },
        minimum: { type: 'number' },
        maximum: { type: 'number' },
        default: {},
        required: { type: 'array', items: { type: 'string' } },
        properties: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } },
        items: { $ref: '#/definitions/schema' },
        examples: { type: 'array' },
      },
    },
  },
}

/**
 * The schemas of the contract.
 *
 * @throws Error when the text uses a keyword that no generator knows.
 */
export function parseContract(yaml: string): Contract {
  const is = shapes().compile<{ components: Contract }>(contractShape)
  return checked(parse(yaml), is, 'openapi/forge.yml').components
}

/**
 * The schema that a `$ref` names.
 *
 * @throws Error when the contract has no such schema.
 */
export function named(contract: Contract, name: string): Schema {
  const schema = contract.schemas[name]
  if (!schema) throw new Error(`openapi/forge.yml: no schema is called ${name}`)
  return schema
}

/** The last part of a `$ref`: the name of the schema. */
export const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1)

/** The body of createTrainingJob: what a spec file holds. */
export const requestName = 'CreateTrainingJobRequest'

/** The schema with each of the schemas in it (items, properties, definitions) replaced by what `change` makes of it. */
export function withParts(schema: Schema, change: (part: Schema) => Schema): Schema {
  const each = <T extends Schema | false>(parts: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, part && change(part)]))
  return {
    ...schema,
    ...(schema.items && { items: change(schema.items) }),
    ...(schema.properties && { properties: each(schema.properties) }),
    ...(schema.$defs && { $defs: each(schema.$defs) }),
  }
}
