import {
  schemaName,
  getSchema,
  REQUEST_SCHEMA,
  mapSubschemas,
  type Contract,
  type Schema,
} from './contract.ts'

/**
 * Generates the JSON Schema (draft 2020-12) of a request body, with shared schemas under `$defs`. Objects are closed,
 * so that a misspelt key is an error.
 */
export function requestSchema(contract: Contract): Schema {
  const definitions = new Map<string, Schema>()
  const body = closeObjects(contract, getSchema(contract, REQUEST_SCHEMA), definitions)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...body,
    $defs: Object.fromEntries(definitions),
  }
}

/** Generates the module that exports the schema. */
export function requestSchemaModule(contract: Contract, header: string): string {
  const schema = JSON.stringify(requestSchema(contract), null, 2)
  return `${header}
/** JSON Schema of the body of createTrainingJob, with a description of each field. */
export const requestSchema = ${schema} as const
`
}

function closeObjects(contract: Contract, schema: Schema, definitions: Map<string, Schema>): Schema {
  if (schema.$ref !== undefined) {
    const name = schemaName(schema.$ref)
    if (!definitions.has(name))
      definitions.set(name, closeObjects(contract, getSchema(contract, name), definitions))
    return { $ref: `#/$defs/${name}` }
  }
  const copy = { ...mapSubschemas(schema, (part) => closeObjects(contract, part, definitions)) }
  delete copy.examples
  return copy.properties ? { ...copy, additionalProperties: false } : copy
}
