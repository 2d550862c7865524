import type { Spec, TrainingRequest } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import { wholeRequest } from '../state/job-state-codec.ts'
import {
  isUnfinished as isUnfinishedJob,
  digestOfKey,
  type CommentRecord,
  type RequestRecord,
  type SavedReport,
} from '../state/record.ts'
import type { ReportModel } from './report-model.ts'
import type { RunContext } from './run-context.ts'
import type { Plan, Price, SpecPlan, Violation } from '../policy/plan.ts'
import { ACT_KINDS, ROLES, type ActKind, type Role } from '../policy/policy.ts'
import type { FieldChange, SpecDiff } from '../job-spec/spec-diff.ts'
import {
  list,
  literal,
  mark,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  tuple,
  union,
  versioned,
} from '../state/codec.ts'
import { runStateFields, type RunState } from '../state/run-state.ts'

/** A report of another version cannot be parsed. */
const FORMAT_VERSION = 1

/** What another run needs to continue a report. */
interface SavedRun extends RunState {
  /** The request of a report with a single one, if it is short. The states only have it without lists. */
  readonly request?: TrainingRequest
  readonly specDiffs?: { readonly base: string; readonly diffs: readonly (readonly [string, SpecDiff])[] }
  readonly plan?: Omit<Plan, 'specs'> & { readonly specs: readonly (readonly [string, SpecPlan])[] }
}

const fieldChange = object<FieldChange>({
  field: required('f', text),
  before: optional('b', text),
  after: optional('a', text),
  added: optional('+', list(text)),
  removed: optional('-', list(text)),
})

const specDiff = union<SpecDiff['kind'], SpecDiff>(({ kind }) => kind, {
  new: object({ kind: required('k', oneOf({ new: true })) }),
  same: object({ kind: required('k', oneOf({ same: true })) }),
  changed: object<Extract<SpecDiff, { kind: 'changed' }>>({
    kind: required('k', oneOf({ changed: true })),
    fields: required('f', list(fieldChange)),
  }),
  'not-comparable': object<Extract<SpecDiff, { kind: 'not-comparable' }>>({
    kind: required('k', oneOf({ 'not-comparable': true })),
    message: required('m', text),
  }),
})

const price = object<Price>({ amount: required('n', number), currency: required('c', text) })

const violations = list(
  object<Violation>({
    rule: required('r', text),
    message: required('m', text),
    line: optional('l', number),
    fix: optional('f', text),
  }),
)

type Approvers = NonNullable<NonNullable<Plan['policy']>['approval']>

const approvers = object<Approvers>({
  from: required('from', list(literal((json): json is Role => ROLES.some((each) => each === json)))),
  users: required('users', list(text)),
  by: required('by', list(literal((json): json is ActKind => ACT_KINDS.some((each) => each === json)))),
})

const specPlan = object<SpecPlan>({
  examples: optional('e', number),
  baseExamples: optional('be', number),
  price: optional('p', price),
  basePrice: optional('bp', price),
  violations: required('v', violations),
  needsApproval: optional('ok', mark),
  durationsMs: optional('d', list(number)),
  existingJobId: optional('j', text),
})

const { states, diagnostics, context } = runStateFields
const savedRun = versioned(
  FORMAT_VERSION,
  object<SavedRun>({
    states,
    diagnostics,
    context,
    request: optional('request', wholeRequest),
    specDiffs: optional(
      'diffs',
      object<NonNullable<SavedRun['specDiffs']>>({
        base: required('base', text),
        diffs: required('of', list(tuple(text, specDiff))),
      }),
    ),
    plan: optional(
      'plan',
      object<NonNullable<SavedRun['plan']>>({
        specs: required('of', list(tuple(text, specPlan))),
        violations: required('v', violations),
        policy: optional(
          'by',
          object<NonNullable<Plan['policy']>>({
            url: optional('u', text),
            owners: required('o', list(text)),
            approval: optional('ok', approvers),
          }),
        ),
      }),
    ),
  }),
)

/** In characters. A longer request is shown only in the job summary. */
const MAX_SHOWN_REQUEST_LENGTH = 3_000

/** The request as it is shown. */
export function formatRequest(request: TrainingRequest): string {
  return JSON.stringify(request, undefined, 2)
}

/** Whether a request is short enough for the comment. */
export function isShortRequest(request: TrainingRequest): boolean {
  return formatRequest(request).length <= MAX_SHOWN_REQUEST_LENGTH
}

/** Whether nothing of the request was left out when the report was saved. */
export function hasWholeRequest(
  { digest, request }: Spec,
  { lacksRequests, wholeDigests }: Pick<ReportModel, 'lacksRequests' | 'wholeDigests'>,
): boolean {
  if (lacksRequests === true && wholeDigests?.has(digest) !== true) return false
  return request.dataset_ids?.includes('') !== true
}

/** Whether the comment shows the whole request, which whoever approves it must be able to see. */
export function showsRequest(
  spec: Spec,
  model: Pick<ReportModel, 'lacksRequests' | 'wholeDigests'>,
): boolean {
  return hasWholeRequest(spec, model) && isShortRequest(spec.request)
}

/** Saves what another run needs to continue a report. Returns undefined if no job is unfinished. */
export function serializeReport(model: ReportModel): SavedReport | undefined {
  const { states, diagnostics, context, specDiffs, plan, nowMs } = model
  if (!states.some(isUnfinished)) return undefined
  const diffs = specDiffs && { base: specDiffs.base, diffs: [...specDiffs.diffs] }
  const request = states.length === 1 ? states[0]?.spec?.request : undefined
  const plans = plan && { ...plan, specs: [...plan.specs] }
  return {
    atMs: nowMs,
    report: savedRun.encode({
      ...{ states, diagnostics, context, specDiffs: diffs, plan: plans },
      request: request && isShortRequest(request) ? request : undefined,
    }),
  }
}

/** Restores a saved report, or returns undefined if it has another format or version. */
export function parseReport({ atMs, report }: SavedReport): ReportModel | undefined {
  const saved = savedRun.decode(report)
  if (saved === undefined) return undefined
  const { specDiffs, plan, request, ...rest } = saved
  return {
    ...rest,
    states: rest.states.map((state) =>
      state.spec && request ? { ...state, spec: { ...state.spec, request } } : state,
    ),
    lacksRequests: request === undefined || undefined,
    specDiffs: specDiffs && { ...specDiffs, diffs: new Map(specDiffs.diffs) },
    plan: plan && { ...plan, specs: new Map(plan.specs) },
    nowMs: atMs,
  }
}

/** Whether the state can still change, whatever the outcome of its step. */
export function isUnfinished({ spec, job, outcome, isNotFound }: JobState): boolean {
  if (job === undefined) return spec !== undefined && outcome === undefined
  return isNotFound !== true && isUnfinishedJob(job, outcome)
}

/** Restores the report of a comment, as far as the record has it. Returns undefined if the report was final. */
export function restoreReport(
  record: CommentRecord,
  issueNumber: number,
  context: RunContext,
): ReportModel | undefined {
  const { savedReport } = record
  if (savedReport === undefined) return undefined
  const model =
    parseReport(savedReport) ?? reportFromRecord(record, savedReport.atMs, { ...context, issueNumber })
  return { ...model, states: model.states.map((state) => addRecordedJob(state, record)) }
}

/** Adds the job if a step recorded it and then ended before it could report it. */
function addRecordedJob(state: JobState, record: CommentRecord): JobState {
  const { spec, job, outcome } = state
  if (job !== undefined || outcome !== undefined || spec === undefined) return state
  const holds = requestsOfDigest(record, spec.digest).flatMap((request) => request.holds)
  const jobId = holds.find((hold) => hold.jobId !== undefined)?.jobId
  return jobId === undefined ? state : { ...state, job: { id: jobId } }
}

function requestsOfDigest({ requests }: CommentRecord, digest: string): readonly RequestRecord[] {
  return Object.entries(requests).flatMap(([key, request]) => (digestOfKey(key) === digest ? [request] : []))
}

/** Builds a report with the job of each spec, for a record that was too long to keep its report. */
function reportFromRecord(record: CommentRecord, nowMs: number, context: RunContext): ReportModel {
  const holds = Object.values(record.requests).flatMap((request) => request.holds)
  const [newest] = holds.toSorted((a, b) => b.atMs - a.atMs)
  const current = holds.flatMap(({ label, jobId, run }) =>
    jobId !== undefined && run.id === newest?.run.id ? [{ label, jobId }] : [],
  )
  const { id = context.runId, attempt = 1 } = record.run ?? newest?.run ?? {}
  const runUrl = `${context.serverUrl}/${context.repository}/actions/runs/${id}`
  // On Gitea a run has only one page.
  const lacksAttemptPages = context.logUrl.endsWith(`/actions/runs/${context.runId}`)
  return {
    states: current
      .sort((a, b) => (a.label < b.label ? -1 : 1))
      .map(({ label, jobId }) => ({ label, job: { id: jobId }, timeline: [], notes: [] })),
    diagnostics: [],
    context: {
      ...context,
      commit: newest?.commit ?? context.commit,
      runId: id,
      // The record does not have it.
      runNumber: undefined,
      runAttempt: String(attempt),
      logUrl: lacksAttemptPages ? runUrl : `${runUrl}/attempts/${attempt}`,
    },
    nowMs,
  }
}
