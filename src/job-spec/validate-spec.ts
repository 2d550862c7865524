import type { RequestError } from '../contract/request-validator.gen.ts'
import { requestErrors } from '../contract/request-validator.gen.ts'
import type { SpecDocument } from './document.ts'
import { START, childPointer, isMapping, splitPointer } from './document.ts'
import { isRequired, schemaAt } from './contract-fields.ts'
import type { Draft, Finding } from './field-diagnostic.ts'
import { ruleFindings } from './rules.ts'
import type { InputLine, Place, Problem, SpecName, SpecRules, TrainingRequest } from './types.ts'
import { unknownKey } from './unknown-fields.ts'
import { expectation, wrongValue } from './field-messages.ts'
import { fieldPath, shownValue } from './format-value.ts'

/** What became of one document: the request that it stands for, unless a problem is an error. */
export interface Validated {
  readonly request?: TrainingRequest
  readonly problems: readonly Problem[]
}

/**
 * Judges a document by the contract's schema, its prose and the rules of this action, and tells everything at once, in
 * the order of the file. `auto_start` is made explicit: true where it is not set, because the contract has no call that
 * starts a job, so that one which is not started at once never ends.
 */
export function validate(document: SpecDocument, rules: SpecRules, name: SpecName): Validated {
  const schema = schemaFindings(document, rules)
  const wrong = new Set(document.unreadable)
  for (const { pointer, meant, level } of schema) {
    if (level === 'error') for (const each of [pointer, ...meant]) wrong.add(each)
  }
  const findings = [...schema, ...ruleFindings(draftOf(document, wrong), rules)]
  const problems = findings.map((finding) => problemOf(document, finding, name)).sort(byPlace)
  if (!document.sound || problems.some(({ level }) => level === 'error')) return { problems }
  return { request: requestOf(document.value), problems }
}

/** In the order of the file or of the input. */
export function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || columnOf(a) - columnOf(b)
}

function columnOf(place: Place | InputLine): number {
  return 'input' in place ? 0 : (place.column ?? 0)
}

/** Only for values without errors of the contract's schema. */
function requestOf(value: unknown): TrainingRequest {
  return { auto_start: true, ...(value as Omit<TrainingRequest, 'auto_start'>) }
}

type SchemaFinding = Finding & { readonly meant: readonly string[] }

function schemaFindings(document: SpecDocument, rules: SpecRules): readonly SchemaFinding[] {
  const { value, unreadable } = document
  const errors = requestErrors(value).map((error) => ({ error, pointer: pointerOf(error) }))
  const open = errors.filter(({ pointer }) => !unreadable.has(pointer))
  const unknown = open
    .filter(({ error }) => error.keyword === 'additionalProperties')
    .map(({ pointer }): SchemaFinding => {
      const { message, meant } = unknownKey(pointer, valueAt(value, pointer), rules.allowUnknownFields)
      return { level: rules.allowUnknownFields ? 'advice' : 'error', pointer, aboutKey: true, message, meant }
    })
  const explained = unknown.filter(({ level }) => level === 'error').flatMap(({ meant }) => meant)
  const missing = open
    .filter(({ error, pointer }) => error.keyword === 'required' && !hidden(pointer, document, explained))
    .map(({ pointer }) => finding(pointer, `is missing. It must be ${expectation(schemaAt(pointer) ?? {})}.`))
  const others = open.filter(({ error }) => !['additionalProperties', 'required'].includes(error.keyword))
  const wrong = [...new Set(others.map(({ pointer }) => pointer))].map((pointer) => {
    const wanted = { schema: schemaAt(pointer) ?? {}, required: isRequired(pointer) }
    return finding(pointer, wrongValue(valueAt(value, pointer), document.parts.get(pointer), wanted))
  })
  return [...unknown, ...missing, ...wrong]
}

function finding(pointer: string, message: string): SchemaFinding {
  return { level: 'error', pointer, message: `${fieldPath(pointer)} ${message}`, meant: [] }
}

/** The value, or the key, that a schema error is about. */
function pointerOf({ instancePath, params }: RequestError): string {
  const child = params['additionalProperty'] ?? params['missingProperty']
  return typeof child === 'string' ? childPointer(instancePath, child) : instancePath
}

/** A missing field is no news where a misspelt or misplaced key was meant to be it, or a merge key to bring it. */
function hidden(pointer: string, document: SpecDocument, explained: readonly string[]): boolean {
  if (explained.some((meant) => meant === pointer || meant.startsWith(`${pointer}/`))) return true
  return document.unreadable.has(`${splitPointer(pointer)?.parent ?? ''}/<<`)
}

function valueAt(value: unknown, pointer: string): unknown {
  const split = splitPointer(pointer)
  if (!split) return value
  const parent = valueAt(value, split.parent)
  if (Array.isArray(parent)) return parent[Number(split.key)]
  return isMapping(parent) ? parent[split.key] : undefined
}

function draftOf(document: SpecDocument, wrong: ReadonlySet<string>): Draft {
  return {
    // What the schema refuses has been taken out, so the rest has the types of the contract.
    request: without(document.value, '', wrong) ?? {},
    settled: (pointer) => isSettled(pointer, wrong),
    written: (pointer) => shownValue(valueAt(document.value, pointer), document.parts.get(pointer)),
  }
}

function without(value: unknown, pointer: string, wrong: ReadonlySet<string>): unknown {
  if (wrong.has(pointer)) return undefined
  if (Array.isArray(value)) return value.map((item, i) => without(item, childPointer(pointer, i), wrong))
  if (!isMapping(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, item]) => [key, without(item, childPointer(pointer, key), wrong)]),
  )
}

function isSettled(pointer: string, wrong: ReadonlySet<string>): boolean {
  const parent = splitPointer(pointer)?.parent
  if (wrong.has(pointer)) return false
  return parent === undefined || (!wrong.has(`${parent}/<<`) && isSettled(parent, wrong))
}

function problemOf(document: SpecDocument, finding: Finding, name: SpecName): Problem {
  const { level, pointer, message } = finding
  return { level, place: placeOf(document, finding, name), field: fieldPath(pointer), message }
}

/**
 * Where to look: at the value or key, or for what is missing at the mapping that it is missing from. Where an override has
 * to do with it, at its line: the file may be right by itself.
 */
function placeOf({ parts }: SpecDocument, finding: Finding, name: SpecName): Place | InputLine {
  const { pointer, aboutKey = false, because = [] } = finding
  const known = knownAt(parts, pointer)
  const line = [known, ...because].map((each) => parts.get(each)?.override).find((each) => each !== undefined)
  if (line !== undefined) return { input: 'set', line, specs: [name] }
  const { key, value } = parts.get(known) ?? { value: START }
  return { file: name.file, ...((aboutKey || known !== pointer) && key ? key : value) }
}

/** The pointer, or that of the nearest thing around it that is there. */
function knownAt(parts: SpecDocument['parts'], pointer: string): string {
  const parent = splitPointer(pointer)?.parent
  return parts.has(pointer) || parent === undefined ? pointer : knownAt(parts, parent)
}
