import { requestSchema } from '../contract/request-schema.gen.ts'
import { listFields } from '../job-spec/contract-fields.ts'
import {
  isMapping,
  locateField,
  START,
  type ParseError,
  type Position,
  type SpecDocument,
} from '../job-spec/document.ts'
import { decodeText } from '../job-spec/encoding.ts'
import type { FieldDiagnostic } from '../job-spec/field-diagnostic.ts'
import { tooLargeMessage } from '../job-spec/file-kind.ts'
import { fieldPath } from '../job-spec/format-value.ts'
import { limitDiagnostics } from '../job-spec/limit-diagnostics.ts'
import { MAX_FILE_BYTES, type Diagnostic } from '../job-spec/types.ts'
import { compareLocations } from '../job-spec/validate-spec.ts'
import { parseText } from '../job-spec/yaml/parse.ts'
import { checkPolicyFields, POLICY_KIND } from './check-policy-fields.ts'
import { ACT_KINDS, POLICY_FILE, type ApprovalRules, type Policy } from './policy.ts'
import { createPolicySchema } from './policy-schema.ts'

export type PolicyParseResult =
  | { readonly ok: true; readonly policy: Policy }
  /** Everything that is wrong, in the order of the file. All are errors. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Parses the policy file. Never throws. */
export function parsePolicy(content: Uint8Array | string, file = POLICY_FILE): PolicyParseResult {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const { errors, document, found } = readDocument(bytes)
  if (document && errors.length === 0 && found.length === 0) return { ok: true, policy: toPolicy(document) }
  const diagnostics = [
    ...errors.map(({ field, message, ...position }) => toDiagnostic(file, position, message, field)),
    ...found.map(({ pointer, isAboutKey, message }) =>
      toDiagnostic(
        file,
        locateField(document?.nodes ?? new Map(), pointer, isAboutKey),
        message,
        fieldPath(pointer),
      ),
    ),
  ]
  return { ok: false, diagnostics: limitDiagnostics(diagnostics.sort(compareLocations)) }
}

function toDiagnostic(file: string, position: Position, message: string, field?: string): Diagnostic {
  const { line, column } = position
  return { level: 'error', location: { file, line, column }, field, message }
}

interface ReadDocument {
  readonly errors: readonly ParseError[]
  /** The first document of the file; undefined if it could not be parsed. */
  readonly document?: SpecDocument
  readonly found: readonly FieldDiagnostic[]
}

function readDocument(bytes: Uint8Array): ReadDocument {
  const text =
    bytes.length > MAX_FILE_BYTES
      ? { ...START, message: tooLargeMessage(bytes.length, POLICY_KIND) }
      : decodeText(bytes)
  if (typeof text !== 'string') return { errors: [text], found: [] }
  const { documents, errors } = parseText(text, POLICY_KIND)
  const [document] = documents
  if (!document) return { errors, found: [] }
  const schema = createPolicySchema(requestSchema.properties.job_type.enum)
  const found = [...checkPolicyFields(document, schema), ...checkPriceExists(document)]
  return { document, errors: [...errors, ...findFurtherDocuments(documents)], found }
}

function findFurtherDocuments([, second]: readonly SpecDocument[]): readonly ParseError[] {
  if (!second) return []
  const message =
    'A policy is one document, and a second one starts here. Put all rules into one, without ---.'
  return [{ ...(second.nodes.get('')?.valuePosition ?? START), message }]
}

/** Without rates, no job has a price. */
function checkPriceExists({ value, invalidPointers }: SpecDocument): readonly FieldDiagnostic[] {
  if (Object.hasOwn(value, 'price') || invalidPointers.has('/<<')) return []
  const needs = (pointer: string): readonly FieldDiagnostic[] => {
    if (invalidPointers.has(pointer)) return []
    const message = `${fieldPath(pointer)} needs price, without which no job has one. Add price with currency and per-million-examples.`
    return [{ level: 'error', pointer, isAboutKey: true, message }]
  }
  const { approval } = value
  const hasThreshold = isMapping(approval) && isMapping(approval['required'])
  return [
    ...(Object.hasOwn(value, 'budget') ? needs('/budget') : []),
    ...(hasThreshold ? needs('/approval/required') : []),
  ]
}

/** The value of a policy file without errors. */
interface PolicyFile extends Partial<Pick<Policy, 'stop' | 'allow' | 'limits' | 'budget'>> {
  readonly price?: {
    readonly currency: string
    readonly 'per-million-examples': Readonly<Record<string, number>>
  }
  readonly approval?: Partial<Omit<ApprovalRules, 'required' | 'allowSelf'>> & {
    readonly required: ApprovalRules['required'] | 'never'
    readonly 'allow-self'?: boolean
  }
}

function toPolicy({ value, nodes }: SpecDocument): Policy {
  const { stop = false, allow = {}, limits = {}, price, budget = {}, approval } = value as PolicyFile
  return {
    stop,
    allow,
    limits,
    budget,
    price: price && {
      currency: price.currency,
      rates: new Map(Object.entries(price['per-million-examples'])),
    },
    approval: approval && toApprovalRules(approval),
    lines: linesOf(nodes),
  }
}

function toApprovalRules({
  required,
  from = ['maintain', 'admin'],
  users = [],
  by = ACT_KINDS,
  'allow-self': allowSelf = false,
}: NonNullable<PolicyFile['approval']>): ApprovalRules | undefined {
  return required === 'never' ? undefined : { required, from, users, by, allowSelf }
}

function linesOf(nodes: SpecDocument['nodes']): ReadonlyMap<string, number> {
  const pointers = listFields(createPolicySchema([])).map(({ parent, name }) => `${parent}/${name}`)
  return new Map(
    pointers.flatMap((pointer): [string, number][] => {
      const line = nodes.get(pointer)?.keyPosition?.line
      return line === undefined ? [] : [[fieldPath(pointer), line]]
    }),
  )
}
