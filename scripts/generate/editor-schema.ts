import {
  schemaName,
  getSchema,
  REQUEST_SCHEMA,
  mapSubschemas,
  type Contract,
  type Schema,
} from './contract.ts'
import { SPEC_FILE_FIELDS, JOB_TYPES_WITHOUT_BASE_MODEL, DENSE_MODEL } from './rules.ts'

/**
 * Generates the JSON Schema of a spec file for editors. Uses draft 7, which yaml-language-server and most editors
 * support. Inlines all references, because draft 7 ignores a description next to `$ref`.
 *
 * @throws Error if rules.ts names a field or value that the contract does not have.
 */
export function editorSchema(contract: Contract): string {
  const request = inlineRefs(contract, getSchema(contract, REQUEST_SCHEMA))
  const model = requireField(request, 'model_config')
  const schema: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Forge training job',
    ...request,
    properties: {
      $schema: { type: 'string', description: 'The schema that editors use for this file. It is not sent.' },
      ...request.properties,
      ...specFileFields(request),
      model_config: { ...model, ...forbidExpertsInDense(model) },
    },
    ...requireBaseModel(request, model),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function inlineRefs(contract: Contract, schema: Schema): Schema {
  if (schema.$ref !== undefined) return inlineRefs(contract, getSchema(contract, schemaName(schema.$ref)))
  const copy = mapSubschemas(schema, (part) => inlineRefs(contract, part))
  return copy.properties ? { ...copy, additionalProperties: false } : copy
}

function requireField(schema: Schema, name: string): Schema {
  const found = schema.properties?.[name]
  if (!found) throw new Error(`scripts/generate/rules.ts: the contract has no field ${name}`)
  return found
}

function specFileFields(request: Schema): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(SPEC_FILE_FIELDS).map(([name, rule]) => {
      const field = requireField(request, name)
      const description = [field.description, rule.note].filter(Boolean).join(' ')
      return [name, { ...field, description, default: rule.default }]
    }),
  )
}

function forbidExpertsInDense(model: Schema): Pick<Schema, 'if' | 'then'> {
  const { architecture, fields } = DENSE_MODEL
  if (!requireField(model, 'architecture').enum?.includes(architecture))
    throw new Error(`scripts/generate/rules.ts: the contract has no architecture ${architecture}`)
  for (const field of fields) requireField(model, field)
  return {
    if: { required: ['architecture'], properties: { architecture: { const: architecture } } },
    then: { properties: Object.fromEntries(fields.map((field) => [field, false])) },
  }
}

function requireBaseModel(request: Schema, model: Schema): Pick<Schema, 'if' | 'then'> {
  const types = requireField(request, 'job_type').enum ?? []
  const unknown = JOB_TYPES_WITHOUT_BASE_MODEL.find((type) => !types.includes(type))
  if (unknown !== undefined)
    throw new Error(`scripts/generate/rules.ts: the contract has no job type ${unknown}`)
  requireField(model, 'base_model')
  const typesWithBaseModel = types.filter((type) => !JOB_TYPES_WITHOUT_BASE_MODEL.includes(type))
  return {
    if: { required: ['job_type'], properties: { job_type: { enum: typesWithBaseModel } } },
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
