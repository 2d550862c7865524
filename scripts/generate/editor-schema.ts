import { nameOf, named, requestName, withParts, type Contract, type Schema } from './contract.ts'
import { specFile, startsFromNothing, withoutExperts } from './rules.ts'

/**
 * The JSON Schema of a spec file for editors. Draft 7 is what yaml-language-server and most editors understand; parts
 * are inlined because draft 7 drops a description beside `$ref`.
 *
 * @throws Error when a rule names a field or value that the contract no longer has.
 */
export function editorSchema(contract: Contract): string {
  const request = inlined(contract, named(contract, requestName))
  const model = property(request, 'model_config')
  const schema: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Forge training job',
    ...request,
    properties: {
      ...request.properties,
      ...specFileFields(request),
      model_config: { ...model, ...noExpertsInDense(model) },
    },
    ...baseModelNeeded(request, model),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function inlined(contract: Contract, schema: Schema): Schema {
  if (schema.$ref !== undefined) return inlined(contract, named(contract, nameOf(schema.$ref)))
  const copy = withParts(schema, (part) => inlined(contract, part))
  return copy.properties ? { ...copy, additionalProperties: false } : copy
}

function property(schema: Schema, name: string): Schema {
  const found = schema.properties?.[name]
  if (!found) throw new Error(`scripts/generate/rules.ts: the contract has no field ${name}`)
  return found
}

function specFileFields(request: Schema): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(specFile).map(([name, rule]) => {
      const field = property(request, name)
      const description = [field.description, rule.note].filter(Boolean).join(' ')
      return [name, { ...field, description, default: rule.default }]
    }),
  )
}

function noExpertsInDense(model: Schema): Pick<Schema, 'if' | 'then'> {
  const { architecture, fields } = withoutExperts
  if (!property(model, 'architecture').enum?.includes(architecture))
    throw new Error(`scripts/generate/rules.ts: the contract has no architecture ${architecture}`)
  for (const field of fields) property(model, field)
  return {
    if: { required: ['architecture'], properties: { architecture: { const: architecture } } },
    then: { properties: Object.fromEntries(fields.map((field) => [field, false])) },
  }
}

function baseModelNeeded(request: Schema, model: Schema): Pick<Schema, 'if' | 'then'> {
  const types = property(request, 'job_type').enum ?? []
  const unknown = startsFromNothing.find((type) => !types.includes(type))
  if (unknown !== undefined)
    throw new Error(`scripts/generate/rules.ts: the contract has no job type ${unknown}`)
  property(model, 'base_model')
  const needing = types.filter((type) => !startsFromNothing.includes(type))
  return {
    if: { required: ['job_type'], properties: { job_type: { enum: needing } } },
    then: {
      properties: {
        model_config: {
          type: 'object',
          required: ['base_model'],
          properties: { base_model: { type: 'string', minLength: 1, pattern: '\\S' } },
        },
      },
    },
  }
}
