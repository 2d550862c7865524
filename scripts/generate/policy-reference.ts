import type { PolicyField } from '../../src/policy/policy-schema.ts'
import { codeSpan, table } from './markdown.ts'

/** Renders the table of all fields of the policy file. */
export function policyReference(policy: PolicyField): string {
  return table(['Field', 'Type', 'Allowed', 'Unit', 'Meaning'], fieldRows(policy, ''))
}

function fieldRows(schema: PolicyField, parentPath: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = parentPath + name
    const unit = field.unit?.includes('.') ? codeSpan(field.unit) : (field.unit ?? '')
    const row = [
      codeSpan(path),
      formatType(field),
      formatAllowed(field),
      unit,
      markNames(field.description ?? ''),
    ]
    return [row, ...fieldRows(field, `${path}.`)]
  })
}

function formatType({ type = 'any', enum: words, properties }: PolicyField): string {
  if (words && properties) return 'word or mapping'
  if (type === 'object') return 'mapping'
  return type === 'array' ? 'list' : type
}

function formatAllowed(field: PolicyField): string {
  if (field.items) return `each: ${formatAllowed(field.items)}`
  if (field.const !== undefined) return codeSpan(String(field.const))
  if (field.expected !== undefined) return markNames(field.expected)
  if (field.enum) return field.enum.map(codeSpan).join(', ')
  if (field.format === 'uuid') return 'a UUID'
  if (field.type === 'boolean') return `${codeSpan('true')}, ${codeSpan('false')}`
  return field.minimum === undefined ? '' : `≥ ${field.minimum}`
}

/** Puts names of fields and patterns, in which Markdown may see emphasis, into code spans. */
function markNames(text: string): string {
  return text.replace(/[\w-]*[_*][\w*-]*/g, codeSpan)
}
