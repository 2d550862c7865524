import { nameOf, named, requestName, type Contract, type Schema } from './contract.ts'
import { code, table } from './markdown.ts'
import { specFile, startsFromNothing } from './rules.ts'

/** The table of every field of a spec file. */
export function specReference(contract: Contract): string {
  return table(
    ['Field', 'Type', 'Allowed', 'Required', 'Meaning'],
    rows(contract, named(contract, requestName), ''),
  )
}

function rows(contract: Contract, schema: Schema, above: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    if (value === false) return []
    const field = value.$ref === undefined ? value : named(contract, nameOf(value.$ref))
    const path = above + name
    const needed = schema.required?.includes(name) ? 'yes' : needs(path)
    const meaning = [field.description, specFile[path]?.note].filter(Boolean).join(' ')
    return [
      [code(path), typeOf(field), allowed(field), needed, meaning],
      ...rows(contract, field, `${path}.`),
    ]
  })
}

function needs(path: string): string {
  return path === 'model_config.base_model' ? `unless ${startsFromNothing.map(code).join(' or ')}` : 'no'
}

function typeOf(field: Schema): string {
  return field.type === 'array' ? 'list' : (field.type ?? 'any')
}

function allowed(field: Schema): string {
  if (field.items) return `each: ${allowed(field.items) || typeOf(field.items)}`
  if (field.enum) return field.enum.map(code).join(', ')
  if (field.type === 'boolean') return `${code('true')}, ${code('false')}`
  const bounds = [
    ...(field.minimum === undefined ? [] : [`≥ ${field.minimum}`]),
    ...(field.maximum === undefined ? [] : [`≤ ${field.maximum}`]),
  ]
  return field.format === 'uuid' ? 'UUID' : bounds.join(', ')
}
