import { schemaName, getSchema, REQUEST_SCHEMA, type Contract, type Schema } from './contract.ts'
import { codeSpan, table } from './markdown.ts'
import { SPEC_FILE_FIELDS, JOB_TYPES_WITHOUT_BASE_MODEL } from './rules.ts'

/** Renders the table of all fields of a spec file. */
export function specReference(contract: Contract): string {
  return table(
    ['Field', 'Type', 'Allowed', 'Required', 'Meaning'],
    fieldRows(contract, getSchema(contract, REQUEST_SCHEMA), ''),
  )
}

function fieldRows(contract: Contract, schema: Schema, parentPath: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    if (value === false) return []
    const field = value.$ref === undefined ? value : getSchema(contract, schemaName(value.$ref))
    const path = parentPath + name
    const required = schema.required?.includes(name) ? 'yes' : formatRequired(path)
    const meaning = [field.description, SPEC_FILE_FIELDS[path]?.note].filter(Boolean).join(' ')
    return [
      [codeSpan(path), formatType(field), formatAllowed(field), required, meaning],
      ...fieldRows(contract, field, `${path}.`),
    ]
  })
}

function formatRequired(path: string): string {
  return path === 'model_config.base_model'
    ? `unless ${JOB_TYPES_WITHOUT_BASE_MODEL.map(codeSpan).join(' or ')}`
    : 'no'
}

function formatType(field: Schema): string {
  return field.type === 'array' ? 'list' : (field.type ?? 'any')
}

function formatAllowed(field: Schema): string {
  if (field.items) return `each: ${formatAllowed(field.items) || formatType(field.items)}`
  if (field.enum) return field.enum.map(codeSpan).join(', ')
  if (field.type === 'boolean') return `${codeSpan('true')}, ${codeSpan('false')}`
  const bounds = [
    ...(field.minimum === undefined ? [] : [`≥ ${field.minimum}`]),
    ...(field.maximum === undefined ? [] : [`≤ ${field.maximum}`]),
  ]
  return field.format === 'uuid' ? 'UUID' : bounds.join(', ')
}
