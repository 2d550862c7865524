import {
  schemaName,
  getSchema,
  REQUEST_SCHEMA,
  mapSubschemas,
  type Contract,
  type Json,
  type Schema,
} from './contract.ts'
import { schemaAddress } from './schema-address.ts'
import { SPEC_FILE_FIELDS, JOB_TYPES_WITHOUT_BASE_MODEL, DENSE_MODEL } from './rules.ts'

/**
 * Generates the JSON Schema of a spec file for editors. Uses draft 7, which yaml-language-server and most editors
 * support. Inlines all references, because draft 7 ignores a description next to `$ref`.
 *
 * @throws Error if rules.ts names a field or value that the contract does not have.
 */
export function editorSchema(contract: Contract): string {
  const plain = inlineRefs(contract, getSchema(contract, REQUEST_SCHEMA))
  const request = helpEditors(plain, plain.examples ?? [])
  const model = requireField(request, 'model_config')
  const schema: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: schemaAddress('forge-training-job.schema.json'),
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

const UUID = '^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$'

/**
 * Adds what editors need beyond the contract, with values from the examples: titles, which name the place of an error;
 * a pattern for UUIDs, because yaml-language-server ignores the format; and snippets, without which completion inserts 0
 * for a number.
 */
export function helpEditors(schema: Schema, examples: readonly Json[], name?: string): Schema {
  const inside = (key: string): readonly Json[] =>
    examples.flatMap((example) => {
      const value = isRecord(example) ? example[key] : undefined
      return value === undefined ? [] : [value]
    })
  const { properties, items } = schema
  return {
    ...schema,
    ...(properties && name !== undefined && { title: name }),
    ...(schema.format === 'uuid' && {
      pattern: UUID,
      patternErrorMessage: `A dataset id is a UUID, such as ${labelOf(examples[0] ?? '')}.`,
    }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, field]) => [
          key,
          field && helpEditors(field, inside(key), key),
        ]),
      ),
    }),
    ...(items && { items: helpEditors(items, examples.flat()) }),
    ...(schema.enum === undefined && createSnippets(schema, examples)),
  }
}

/** A mapping has a snippet for each example, everything else one. */
function createSnippets({ type }: Schema, examples: readonly Json[]): Pick<Schema, 'defaultSnippets'> {
  const bodies = type === 'object' ? examples : examples.slice(0, 1)
  return bodies.length === 0
    ? {}
    : { defaultSnippets: bodies.map((body) => ({ label: labelOf(body), body })) }
}

/** The first value, which distinguishes the examples. */
function labelOf(body: Json): string {
  if (typeof body !== 'object' || body === null) return String(body)
  const [first = null] = Object.values<Json>(body)
  return labelOf(first)
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
          title: model.title,
          type: 'object',
          required: ['base_model'],
          properties: {
            base_model: {
              type: 'string',
              minLength: 1,
              pattern: '^\\S(?:.*\\S)?$',
              patternErrorMessage: 'base_model is the name of a model, without blanks around it.',
            },
          },
        },
      },
    },
  }
}
