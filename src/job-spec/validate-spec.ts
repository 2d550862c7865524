import type { RequestError } from '../contract/request-validator.gen.ts'
import { requestErrors } from '../contract/request-validator.gen.ts'
import type { SpecDocument } from './document.ts'
import { START, childPointer, isMapping, splitPointer } from './document.ts'
import { isRequired, schemaAt } from './contract-fields.ts'
import type { RuleContext, FieldDiagnostic } from './field-diagnostic.ts'
import { applyRules } from './rules.ts'
import type {
  InputLocation,
  SourceLocation,
  Diagnostic,
  SpecName,
  ValidationOptions,
  TrainingRequest,
} from './types.ts'
import { describeUnknownKey } from './unknown-fields.ts'
import { describeExpected, describeInvalidValue } from './field-messages.ts'
import { fieldPath, describeValue } from './format-value.ts'

/** `request` is undefined if any diagnostic is an error. */
interface ValidationResult {
  readonly request?: TrainingRequest
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Validates a document against the API schema and the rules, and returns all diagnostics in the order of the file.
 * `auto_start` defaults to true, because the API cannot start a job later.
 */
export function validateSpec(
  document: SpecDocument,
  options: ValidationOptions,
  name: SpecName,
): ValidationResult {
  const schema = checkSchema(document, options)
  const invalid = new Set(document.invalidPointers)
  for (const { pointer, suggested, level } of schema) {
    if (level === 'error') for (const each of [pointer, ...suggested]) invalid.add(each)
  }
  const fieldDiagnostics = [...schema, ...applyRules(createRuleContext(document, invalid), options)]
  const diagnostics = fieldDiagnostics
    .map((diagnostic) => toDiagnostic(document, diagnostic, name))
    .sort(compareLocations)
  if (!document.isComplete || diagnostics.some(({ level }) => level === 'error')) return { diagnostics }
  return { request: toRequest(document.value), diagnostics }
}

/** Sorts diagnostics in the order of the file or the input. */
export function compareLocations({ location: a }: Diagnostic, { location: b }: Diagnostic): number {
  return (a.line ?? 0) - (b.line ?? 0) || columnOf(a) - columnOf(b)
}

function columnOf(location: SourceLocation | InputLocation): number {
  return location.input === undefined ? (location.column ?? 0) : 0
}

/** Tells an editor which schema a JSON file has, where YAML has a comment for it. It is not sent. */
const EDITOR_SCHEMA = '$schema'

/** The value must be valid according to the API schema. */
function toRequest({ [EDITOR_SCHEMA]: _, ...value }: SpecDocument['value']): TrainingRequest {
  return { auto_start: true, ...(value as unknown as Omit<TrainingRequest, 'auto_start'>) }
}

type SchemaDiagnostic = FieldDiagnostic & { readonly suggested: readonly string[] }

function checkSchema(document: SpecDocument, options: ValidationOptions): readonly SchemaDiagnostic[] {
  const { value, invalidPointers } = document
  const errors = requestErrors(value).map((error) => ({ error, pointer: errorPointer(error) }))
  const relevant = errors.filter(
    ({ pointer }) => !invalidPointers.has(pointer) && pointer !== `/${EDITOR_SCHEMA}`,
  )
  const unknown = relevant
    .filter(({ error }) => error.keyword === 'additionalProperties')
    .map(({ pointer }) => unknownFieldDiagnostic(pointer, valueAt(value, pointer), options))
  const suggestedPointers = unknown
    .filter(({ level }) => level === 'error')
    .flatMap(({ suggested }) => suggested)
  const missing = relevant
    .filter(
      ({ error, pointer }) =>
        error.keyword === 'required' && !isExplainedElsewhere(pointer, document, suggestedPointers),
    )
    .map(({ pointer }) =>
      schemaError(pointer, `is missing. It must be ${describeExpected(schemaAt(pointer) ?? {})}.`),
    )
  const valueErrors = relevant.filter(
    ({ error }) => !['additionalProperties', 'required'].includes(error.keyword),
  )
  const invalid = [...new Set(valueErrors.map(({ pointer }) => pointer))].map((pointer) => {
    const expected = { schema: schemaAt(pointer) ?? {}, isRequired: isRequired(pointer) }
    return schemaError(
      pointer,
      describeInvalidValue(valueAt(value, pointer), document.nodes.get(pointer), expected),
    )
  })
  return [...unknown, ...missing, ...invalid]
}

function unknownFieldDiagnostic(
  pointer: string,
  value: unknown,
  { allowUnknownFields }: ValidationOptions,
): SchemaDiagnostic {
  const { message, suggested } = describeUnknownKey(pointer, value, allowUnknownFields)
  return { level: allowUnknownFields ? 'warning' : 'error', pointer, isAboutKey: true, message, suggested }
}

function schemaError(pointer: string, message: string): SchemaDiagnostic {
  return { level: 'error', pointer, message: `${fieldPath(pointer)} ${message}`, suggested: [] }
}

/** The value that is invalid, or the key that is unknown or missing. */
function errorPointer({ instancePath, params }: RequestError): string {
  const child = params['additionalProperty'] ?? params['missingProperty']
  return typeof child === 'string' ? childPointer(instancePath, child) : instancePath
}

/** Whether a misspelt, misplaced or merge key already explains why a field is missing. */
function isExplainedElsewhere(
  pointer: string,
  document: SpecDocument,
  suggestedPointers: readonly string[],
): boolean {
  if (suggestedPointers.some((suggested) => suggested === pointer || suggested.startsWith(`${pointer}/`)))
    return true
  return document.invalidPointers.has(`${splitPointer(pointer)?.parent ?? ''}/<<`)
}

function valueAt(value: unknown, pointer: string): unknown {
  const split = splitPointer(pointer)
  if (!split) return value
  const parent = valueAt(value, split.parent)
  if (Array.isArray(parent)) return parent[Number(split.key)]
  return isMapping(parent) ? parent[split.key] : undefined
}

function createRuleContext(document: SpecDocument, invalid: ReadonlySet<string>): RuleContext {
  return {
    // The rest has the types of the schema, because all invalid values are omitted.
    request: omitInvalid(document.value, '', invalid) ?? {},
    isReliable: (pointer) => isReliable(pointer, invalid),
    describeValue: (pointer) => describeValue(valueAt(document.value, pointer), document.nodes.get(pointer)),
  }
}

function omitInvalid(value: unknown, pointer: string, invalid: ReadonlySet<string>): unknown {
  if (invalid.has(pointer)) return undefined
  if (Array.isArray(value))
    return value.map((item, i) => omitInvalid(item, childPointer(pointer, i), invalid))
  if (!isMapping(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, item]) => [key, omitInvalid(item, childPointer(pointer, key), invalid)]),
  )
}

function isReliable(pointer: string, invalid: ReadonlySet<string>): boolean {
  const parent = splitPointer(pointer)?.parent
  if (invalid.has(pointer)) return false
  return parent === undefined || (!invalid.has(`${parent}/<<`) && isReliable(parent, invalid))
}

function toDiagnostic(document: SpecDocument, diagnostic: FieldDiagnostic, name: SpecName): Diagnostic {
  const { level, pointer, message } = diagnostic
  return { level, location: locate(document, diagnostic, name), field: fieldPath(pointer), message }
}

/**
 * Points at the value or its key, or for a missing field at the mapping that lacks it. If an override is involved, points
 * at its line, because the file alone may be valid.
 */
function locate(
  { nodes }: SpecDocument,
  diagnostic: FieldDiagnostic,
  name: SpecName,
): SourceLocation | InputLocation {
  const { pointer, isAboutKey = false, relatedTo = [] } = diagnostic
  const nearest = nearestNode(nodes, pointer)
  const line = [nearest, ...relatedTo]
    .map((each) => nodes.get(each)?.overrideLine)
    .find((each) => each !== undefined)
  if (line !== undefined) return { input: 'set', line, specs: [name] }
  const { keyPosition, valuePosition } = nodes.get(nearest) ?? { valuePosition: START }
  const usesKey = isAboutKey || nearest !== pointer
  return { file: name.file, ...(usesKey && keyPosition ? keyPosition : valuePosition) }
}

/** The pointer itself, or the nearest enclosing one that exists in the document. */
function nearestNode(nodes: SpecDocument['nodes'], pointer: string): string {
  const parent = splitPointer(pointer)?.parent
  return nodes.has(pointer) || parent === undefined ? pointer : nearestNode(nodes, parent)
}
