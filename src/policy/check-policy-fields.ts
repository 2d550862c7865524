import type { SchemaField } from '../job-spec/contract-fields.ts'
import { listFields } from '../job-spec/contract-fields.ts'
import { childPointer, isMapping, type SourceNode, type SpecDocument } from '../job-spec/document.ts'
import type { FieldDiagnostic } from '../job-spec/field-diagnostic.ts'
import { describeExpected, describeInvalidValue } from '../job-spec/field-messages.ts'
import type { FileKind } from '../job-spec/file-kind.ts'
import { describeValue, fieldPath } from '../job-spec/format-value.ts'
import { describeUnknownKey } from '../job-spec/unknown-fields.ts'
import { DEFAULT_RATE, POLICY_VERSION, type PolicyField } from './policy-schema.ts'

export const POLICY_KIND: FileKind = {
  noun: 'policy',
  minimum: `Write at least version: ${POLICY_VERSION}.`,
  topLevel: `A policy is a mapping that starts with version: ${POLICY_VERSION}.`,
  insteadOfTemplate: 'Write the value itself.',
  allowsSeveral: false,
}

interface Checked {
  readonly document: SpecDocument
  readonly fields: readonly SchemaField[]
}

/** Finds everything in a policy file that the schema does not allow. */
export function checkPolicyFields(document: SpecDocument, schema: PolicyField): readonly FieldDiagnostic[] {
  return checkMapping('', document.value, schema, { document, fields: listFields(schema) })
}

function checkValue(
  pointer: string,
  value: unknown,
  schema: PolicyField,
  { isRequired, ...checked }: Checked & { readonly isRequired?: boolean },
): readonly FieldDiagnostic[] {
  const { nodes, invalidPointers } = checked.document
  if (invalidPointers.has(pointer)) return []
  const message = findValueError(value, nodes.get(pointer), { schema, isRequired })
  if (message !== undefined) return [error(pointer, message)]
  if (Array.isArray(value))
    return value.flatMap((item, i) => checkValue(childPointer(pointer, i), item, schema.items ?? {}, checked))
  if (!isMapping(value)) return []
  return schema.values
    ? checkEntries(pointer, value, schema, checked)
    : checkMapping(pointer, value, schema, checked)
}

/** A mapping with fixed fields. */
function checkMapping(
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  schema: PolicyField,
  checked: Checked,
): readonly FieldDiagnostic[] {
  const properties = schema.properties ?? {}
  const suggested: string[] = []
  const problems = Object.entries(value).flatMap(([key, item]) => {
    const child = childPointer(pointer, key)
    const field = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (field)
      return checkValue(child, item, field, { ...checked, isRequired: schema.required?.includes(key) })
    if (checked.document.invalidPointers.has(child)) return []
    const unknown = describeUnknownKey(child, item, {
      isSent: false,
      isOverride: false,
      kind: POLICY_KIND,
      fields: checked.fields,
    })
    suggested.push(...unknown.suggested)
    // What is inside a misspelt mapping is checked in the same pass.
    const meant = unknown.misspelt?.slice(pointer.length + 1)
    const inside = meant === undefined || Object.hasOwn(value, meant) ? undefined : properties[meant]
    const nested = inside ? checkValue(child, item, inside, checked) : []
    return [{ ...error(child, unknown.message, ''), isAboutKey: true }, ...nested]
  })
  return [...problems, ...findMissing(pointer, value, schema, { checked, suggested })]
}

function findMissing(
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  { required = [], properties }: PolicyField,
  { checked, suggested }: { readonly checked: Checked; readonly suggested: readonly string[] },
): readonly FieldDiagnostic[] {
  // A key that could not be read may be the one that is missing.
  if (checked.document.invalidPointers.has(`${pointer}/<<`)) return []
  return required
    .map((key) => ({ key, child: childPointer(pointer, key) }))
    .filter(({ key, child }) => !Object.hasOwn(value, key) && !suggested.includes(child))
    .map(({ key, child }) =>
      error(child, `is missing. ${describeMissingField(key, properties?.[key] ?? {})}`),
    )
}

function describeMissingField(key: string, schema: PolicyField): string {
  return schema.const === undefined
    ? `It must be ${describeExpected(schema)}.`
    : `Write ${key}: ${schema.const}.`
}

/** A mapping whose keys are patterns. */
function checkEntries(
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  { keys = {}, values = {} }: PolicyField,
  checked: Checked,
): readonly FieldDiagnostic[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const child = childPointer(pointer, key)
    const message = findValueError(key, undefined, { schema: keys })
    const about = `The key ${describeValue(key, undefined)} of ${fieldPath(pointer)}`
    const wrongKey =
      message === undefined
        ? []
        : [{ ...error(child, `${about} must be ${describeExpected(keys)}.`, ''), isAboutKey: true }]
    return [...wrongKey, ...checkValue(child, item, values, checked)]
  })
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Describes why a value is not allowed, without its fields or items. The text follows the name of the field. */
function findValueError(
  value: unknown,
  node: SourceNode | undefined,
  { schema, isRequired = false }: { readonly schema: PolicyField; readonly isRequired?: boolean },
): string | undefined {
  const shown = `is ${describeValue(value, node)}`
  if (schema.const !== undefined && typeof value === 'number' && value !== schema.const)
    return `${shown}, but this version of the action reads only ${schema.const}. Update the action, or write ${schema.const}.`
  if (!isAllowed(value, schema))
    return describeInvalidValue(value, node, { schema, isRequired, kind: POLICY_KIND })
  if (Array.isArray(value) && value.length === 0)
    return `${shown}, ${schema.emptyMeans ?? 'which allows no job at all. To refuse every job, write stop: true. To allow every job, remove the line.'}`
  if (isMapping(value) && schema.values && Object.keys(value).length === 0)
    return `has no rates. Write at least one, such as ${DEFAULT_RATE}: 12.00.`
  if (typeof value === 'number' && /^[-+]?0[xo\d]/i.test(node?.source ?? ''))
    return `${shown}, which is read as ${value}. Write ${value}.`
  return undefined
}

function isAllowed(value: unknown, schema: PolicyField): boolean {
  switch (schema.type) {
    case 'object':
      return isMapping(value)
    case 'array':
      return Array.isArray(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'number':
      return typeof value === 'number' && isAllowedNumber(value, schema)
    case undefined:
    default:
      if (isMapping(value)) return schema.properties !== undefined
      return typeof value === 'string' && isAllowedText(value, schema)
  }
}

function isAllowedNumber(value: number, { type, minimum = -Infinity }: PolicyField): boolean {
  return Number.isFinite(value) && value >= minimum && (type === 'number' || Number.isInteger(value))
}

function isAllowedText(value: string, { enum: allowed, format, pattern }: PolicyField): boolean {
  if (allowed) return allowed.includes(value)
  if (format === 'uuid') return UUID.test(value)
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

function error(pointer: string, message: string, field = fieldPath(pointer)): FieldDiagnostic {
  return { level: 'error', pointer, message: `${field} ${message}`.trimStart() }
}
