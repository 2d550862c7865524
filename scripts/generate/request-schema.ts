import { nameOf, named, requestName, withParts, type Contract, type Schema } from './contract.ts'

/**
 * The JSON Schema (draft 2020-12) of a request body: closed objects, so that a misspelt key is an error, and its
 * parts under `$defs`.
 */
export function requestSchema(contract: Contract): Schema {
  const parts = new Map<string, Schema>()
  const body = closed(contract, named(contract, requestName), parts)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...body,
    $defs: Object.fromEntries(parts),
  }
}

/** The module that holds the schema for error messages and help texts. */
export function requestSchemaModule(contract: Contract, header: string): string {
  const schema = JSON.stringify(requestSchema(contract), null, 2)
  return `${header}
/** JSON Schema of the body of createTrainingJob: what a spec file may hold, with an explanation of each field. */
export const requestSchema = ${schema} as const
`
}

function closed(contract: Contract, schema: Schema, parts: Map<string, Schema>): Schema {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref)
    if (!parts.has(name)) parts.set(name, closed(contract, named(contract, name), parts))
    return { $ref: `#/$defs/${name}` }
  }
  const copy = { ...withParts(schema, (part) => closed(contract, part, parts)) }
  delete copy.examples
  return copy.properties ? { ...copy, additionalProperties: false } : copy
}
