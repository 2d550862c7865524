import type { RunInputs } from '../inputs.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { outageEndMs } from './claim-outcomes.ts'
import { isTransient } from './retry.ts'
import { readOtherClaims } from './other-claims.ts'
import { isIndistinguishable } from './match-request.ts'
import { renewClaim } from './renew-claim.ts'
import { submit, type SubmitOptions } from './submit.ts'
import { markReplacedJobs } from './replaced-jobs.ts'
import { isNotAllowed, type JobState } from './job-state.ts'
import type { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'

type SubmissionInputs = Pick<RunInputs, 'onUnknown' | 'isInMatrix' | 'reuse' | 'onSuperseded'>

/**
 * Submits one spec at a time, so that a lost response is resolved before the next request. Each job is watched from the
 * moment it exists.
 */
export async function submitAll(
  states: readonly JobState[],
  inputs: SubmissionInputs,
  context: CommandContext,
  watch: Pick<Watch, 'add'>,
): Promise<readonly JobState[]> {
  const settle = (state: JobState): void => {
    // The step may watch other jobs for hours, and must not look as if it submitted this meanwhile.
    if (state.job === undefined) context.reporter.stateDecided(state)
    watch.add(state)
  }
  for (const state of states) if (isDecided(state)) settle(state)
  const results: JobState[] = []
  for (const state of states) {
    const result = await submitUnlessDecided(state, { states, results, watch }, inputs, context)
    settle(result)
    results.push(result)
  }
  return results
}

const isDecided = ({ spec, job, outcome }: JobState): boolean =>
  spec === undefined || job !== undefined || outcome !== undefined

interface Progress {
  /** As before the first submission. */
  readonly states: readonly JobState[]
  /** Of the specs that had their turn. */
  readonly results: readonly JobState[]
  readonly watch: Pick<Watch, 'add'>
}

async function submitUnlessDecided(
  state: JobState,
  progress: Progress,
  inputs: SubmissionInputs,
  context: CommandContext,
): Promise<JobState> {
  const { spec } = state
  if (spec === undefined || isDecided(state)) return state
  const lookalikes = progress.results.filter(
    (other) => other.spec && isIndistinguishable(spec.request, other.spec.request),
  )
  const skip = skipReason(lookalikes, context) ?? (await endClaims(lookalikes, inputs, context))
  if (skip) return { ...state, ...skip }
  const submitted = await submit(state, spec, submitOptions(state, progress, inputs, context))
  return withCurrentApproval(submitted, context)
}

/** As it was just before the submission. A job that another step has submitted keeps its own. */
function withCurrentApproval(state: JobState, { judge }: CommandContext): JobState {
  const isOwn = state.job !== undefined && state.isReused !== true
  return isOwn ? (judge?.withApproval(state) ?? state) : state
}

type Skip = Required<Pick<JobState, 'outcome' | 'notes'>>

/** Why a spec must not be submitted: its origin, or what happened to the specs before it that look the same. */
function skipReason(
  lookalikes: readonly JobState[],
  { clock, deadlineMs, submissionBan, ledger }: CommandContext,
): Skip | undefined {
  if (submissionBan !== undefined) return { outcome: 'refused', notes: [submissionBan] }
  // A job of an earlier spec may not be in the record already.
  if (ledger?.refusal !== undefined)
    return { outcome: 'refused', notes: [{ code: 'record-refused', error: ledger.refusal.message }] }
  const lookalike = lookalikes.find(isUnresolved)
  if (lookalike !== undefined)
    return { outcome: 'refused', notes: [{ code: 'lookalike-unresolved', label: lookalike.label }] }
  if (clock.now() >= deadlineMs)
    return { outcome: 'timed-out', notes: [{ code: 'out-of-time-before-submission' }] }
  return undefined
}

/**
 * If this step is lost during the next submission, its job must not be taken for that of a lookalike that is settled: the record
 * must not show the claim of one any more.
 */
async function endClaims(
  lookalikes: readonly JobState[],
  { reuse }: SubmissionInputs,
  context: CommandContext,
): Promise<Skip | undefined> {
  const { ledger } = context
  const ended = lookalikes.filter((state) => ledger?.isClaimShown(state))
  if (ledger === undefined || ended.length === 0) return undefined
  const result = await retryGitHub(() => ledger.write(ended), { ...context, untilMs: outageEndMs(context) })
  // With `reuse: false`, an outage of GitHub prevents no submission.
  return result.ok || !reuse
    ? undefined
    : { outcome: 'refused', notes: [{ code: 'record-unavailable', error: result.message }] }
}

function submitOptions(
  state: JobState,
  { states, results, watch }: Progress,
  inputs: SubmissionInputs,
  context: CommandContext,
): SubmitOptions {
  const { onUnknown, isInMatrix } = inputs
  const { reporter, clock } = context
  const sawOutage = results.some(({ error, outcome }) => outcome === 'refused' && error && isTransient(error))
  return {
    ...context,
    onUnknown,
    claimedIds: new Set([...states, ...results].flatMap(({ job }) => (job ? [job.id] : []))),
    readOtherClaims: () =>
      readOtherClaims({ digest: state.spec?.digest }, { reports: reporter, step: context }),
    requireExactMatch: isInMatrix || results.some(isUnresolved),
    // The wait for an earlier spec already used up the time for an outage.
    retryUntilMs: Math.min(context.deadlineMs, clock.now() + (sawOutage ? 0 : SERVICE_OUTAGE_TIMEOUT_MS)),
    renewClaim: () => renewClaim(state, inputs, context, watch),
    onSend: (pending) => reporter.submissionStarted(state, pending),
    onNotSent: () => reporter.submissionAborted(),
    onEvent: (event) => reporter.submissionEvent(event),
    onSettled: (settled) => {
      // With the first new job, for whoever comes after a step that is lost during the next submission.
      if (settled.job && context.ledger && ![...states, ...results].some(isNotAllowed))
        markReplacedJobs({ states: [settled], asked: states, inputs, context, ledger: context.ledger })
      return reporter.submissionSettled(withCurrentApproval(settled, context))
    },
  }
}

/** Whether a job with an unknown id may exist. */
function isUnresolved({ spec, job, outcome }: JobState): boolean {
  return spec !== undefined && job === undefined && outcome === 'unknown'
}
