import type { PolicyField } from '../../src/policy/policy-schema.ts'
import type { Schema } from './contract.ts'
import { helpEditors } from './editor-schema.ts'
import { schemaAddress } from './schema-address.ts'

/** Generates the JSON Schema of the policy file for editors, in draft 7 as `editorSchema` does. */
export function policyEditorSchema(policy: PolicyField): string {
  const { examples = [] } = policy
  const schema: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: schemaAddress('forge-policy.schema.json'),
    title: 'Forge policy',
    ...helpEditors(toSchema(policy), examples),
    dependencies: { budget: ['price'] },
    examples,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function toSchema(field: PolicyField): Schema {
  if (field.enum && field.properties) {
    const { enum: words, description, ...mapping } = field
    return { description, anyOf: [{ enum: words }, toSchema({ ...mapping, type: 'object' })] }
  }
  const { type, description, const: value, format, minimum, required, pattern, expected } = field
  return {
    type,
    description,
    const: value,
    enum: field.enum,
    format,
    minimum,
    pattern,
    patternErrorMessage: pattern === undefined ? undefined : `Write ${expected}.`,
    ...(field.items && { items: toSchema(field.items), minItems: 1 }),
    required,
    ...(field.properties && {
      properties: Object.fromEntries(
        Object.entries(field.properties).map(([name, each]) => [name, toSchema(each)]),
      ),
      additionalProperties: false,
    }),
    ...(field.values && {
      propertyNames: field.keys && { pattern: field.keys.pattern },
      additionalProperties: toSchema(field.values),
      minProperties: 1,
    }),
  }
}
