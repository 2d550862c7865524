import { parse } from 'yaml'
import { assertShape, createShapeCompiler } from './assert-shape.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The subset of JSON Schema that the contract uses and the generators emit. */
export interface Schema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly title?: string
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly const?: Json
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minItems?: number
  readonly minProperties?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: Json
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema | false>>
  readonly additionalProperties?: Schema | false
  readonly propertyNames?: Schema
  /** Draft 7: fields that a field needs beside it. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly if?: Schema
  readonly then?: Schema
  readonly examples?: readonly Json[]
  /** For editors: what completion inserts. */
  readonly defaultSnippets?: readonly Snippet[]
  /** For editors: the message if `pattern` does not match. */
  readonly patternErrorMessage?: string
}

interface Snippet {
  readonly label: string
  readonly body: Json
}

/** The part of openapi/forge.yml that the generators read. */
export interface Contract {
  readonly schemas: Readonly<Record<string, Schema>>
}

const CONTRACT_SHAPE = {
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
 * Parses the schemas of the contract.
 *
 * @throws Error if a schema uses a keyword that the generators do not support.
 */
export function parseContract(yaml: string): Contract {
  const validate = createShapeCompiler().compile<{ components: Contract }>(CONTRACT_SHAPE)
  return assertShape(parse(yaml), validate, 'openapi/forge.yml').components
}

/**
 * @throws Error if the contract has no such schema.
 */
export function getSchema(contract: Contract, name: string): Schema {
  const schema = contract.schemas[name]
  if (!schema) throw new Error(`openapi/forge.yml: there is no schema ${name}`)
  return schema
}

/** Returns the schema name of a `$ref`. */
export const schemaName = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1)

/** The body of createTrainingJob. A spec file has the same fields. */
export const REQUEST_SCHEMA = 'CreateTrainingJobRequest'

/** The values of `job_type`. */
export function listJobTypes(contract: Contract): readonly string[] {
  const field = getSchema(contract, REQUEST_SCHEMA).properties?.['job_type']
  return (field !== false && field?.enum) || []
}

/** Applies `map` to the direct subschemas of a schema: items, properties and definitions. */
export function mapSubschemas(schema: Schema, map: (subschema: Schema) => Schema): Schema {
  const mapValues = <T extends Schema | false>(subschemas: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(subschemas).map(([key, subschema]) => [key, subschema && map(subschema)]),
    )
  return {
    ...schema,
    ...(schema.items && { items: map(schema.items) }),
    ...(schema.properties && { properties: mapValues(schema.properties) }),
    ...(schema.$defs && { $defs: mapValues(schema.$defs) }),
  }
}
