import type { RequestError } from '../contract/request-validator.gen.ts'
import { requestErrors } from '../contract/request-validator.gen.ts'
import type { SpecDocument } from './document.ts'
import { childPointer, isMapping, locateField, nearestNode, splitPointer } from './document.ts'
import { isRequired, schemaAt } from './contract-fields.ts'
import type { RuleContext, FieldDiagnostic } from './field-diagnostic.ts'
import { applyRules, BASE_MODEL, needsBaseModel } from './rules.ts'
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
  const { document: readable, diagnostics: misspelt } = renameMisspeltMappings(document, options)
  const schema = checkSchema(readable, options)
  const invalid = new Set(readable.invalidPointers)
  for (const { pointer, suggested, level } of schema) {
    if (level === 'error') for (const each of [pointer, ...suggested]) invalid.add(each)
  }
  const fieldDiagnostics = [...schema, ...applyRules(createRuleContext(readable, invalid), options)]
  const diagnostics = [
    ...misspelt.map((diagnostic) => toDiagnostic(document, diagnostic, name)),
    ...fieldDiagnostics.map((diagnostic) => toDiagnostic(readable, diagnostic, name)),
  ].sort(compareLocations)
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
    .map(({ pointer }) => unknownFieldDiagnostic(pointer, document, options))
  if (isAnotherFile(value, unknown)) return [schemaError('', ANOTHER_FILE)]
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
    const isNeeded = isRequired(pointer) || (pointer === BASE_MODEL && needsBaseModel(value['job_type']))
    const expected = { schema: schemaAt(pointer) ?? {}, isRequired: isNeeded }
    return schemaError(
      pointer,
      describeInvalidValue(valueAt(value, pointer), document.nodes.get(pointer), expected),
    )
  })
  return [...unknown, ...missing, ...invalid]
}

const ANOTHER_FILE = `This has no field of a spec, such as ${(schemaAt('')?.required ?? []).join(' and ')}. Is it another kind of file? Then narrow the input "spec".`

/** Whether nothing at the top level is, or resembles, a field of a spec. */
function isAnotherFile(value: SpecDocument['value'], unknown: readonly SchemaDiagnostic[]): boolean {
  const names = Object.keys(value)
  return (
    names.length > 0 &&
    names.every((name) =>
      unknown.some(
        ({ level, pointer, suggested }) =>
          level === 'error' && pointer === childPointer('', name) && suggested.length === 0,
      ),
    )
  )
}

function unknownFieldDiagnostic(
  pointer: string,
  { value, nodes }: SpecDocument,
  { allowUnknownFields }: ValidationOptions,
): SchemaDiagnostic & { readonly misspelt?: string } {
  const { message, suggested, misspelt } = describeUnknownKey(pointer, valueAt(value, pointer), {
    isSent: allowUnknownFields,
    isOverride: nodes.get(pointer)?.overrideLine !== undefined,
  })
  const level = allowUnknownFields ? 'warning' : 'error'
  return { level, pointer, isAboutKey: true, message, suggested, misspelt }
}

/**
 * Gives misspelt mappings the name that was probably meant, and reports them. So what is inside them is checked in the
 * same pass.
 */
function renameMisspeltMappings(
  document: SpecDocument,
  options: ValidationOptions,
): { readonly document: SpecDocument; readonly diagnostics: readonly FieldDiagnostic[] } {
  if (options.allowUnknownFields) return { document, diagnostics: [] }
  const diagnostics = Object.keys(document.value)
    .map((key) => childPointer('', key))
    .filter((pointer) => schemaAt(pointer) === undefined)
    .map((pointer) => unknownFieldDiagnostic(pointer, document, options))
    .filter(({ misspelt }) => misspelt !== undefined && valueAt(document.value, misspelt) === undefined)
  return {
    document: diagnostics.reduce(
      (each, { pointer, misspelt = '' }) => rename(each, pointer, misspelt),
      document,
    ),
    diagnostics,
  }
}

function rename(document: SpecDocument, from: string, to: string): SpecDocument {
  const { key: oldKey } = splitPointer(from) ?? { key: '' }
  const { key: newKey } = splitPointer(to) ?? { key: '' }
  const move = (pointer: string): string =>
    pointer === from || pointer.startsWith(`${from}/`) ? to + pointer.slice(from.length) : pointer
  return {
    ...document,
    value: Object.fromEntries(
      Object.entries(document.value).map(([key, value]) => [key === oldKey ? newKey : key, value]),
    ),
    nodes: new Map([...document.nodes].map(([pointer, node]) => [move(pointer), node])),
    invalidPointers: new Set([...document.invalidPointers].map(move)),
  }
}

function schemaError(pointer: string, message: string): SchemaDiagnostic {
  return { level: 'error', pointer, message: `${fieldPath(pointer)} ${message}`.trimStart(), suggested: [] }
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
  const { pointer, isAboutKey, relatedTo = [] } = diagnostic
  const nearest = nearestNode(nodes, pointer)
  const line = [nearest, ...relatedTo]
    .map((each) => nodes.get(each)?.overrideLine)
    .find((each) => each !== undefined)
  if (line !== undefined) return { input: 'set', line, specs: [name] }
  return { file: name.file, ...locateField(nodes, pointer, isAboutKey) }
}
