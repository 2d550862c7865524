import { SUPERSEDE_DELAY_MS } from '../../src/timeouts.ts'
import type { RequestName } from './identity-schedule.ts'
import type { IdentityEvidence, ModelCall, ModelStep, StepSnapshot } from './identity-evidence.ts'

/** From the start of a step until it cancels the jobs that its own replace. */
const REPLACEMENT_MS = SUPERSEDE_DELAY_MS + 2 * 60_000

/** The rules of identity, ownership and provenance that a schedule has broken. */
export function identityViolationsOf(evidence: IdentityEvidence): readonly string[] {
  return [
    ...evidence.calls.flatMap((call) => findDuplicate(call, evidence)),
    ...evidence.calls.flatMap((call) => findWrongCancellation(call, evidence)),
    ...evidence.steps.flatMap(findUnloggedIds),
    ...findLeftovers(evidence),
  ]
}

/**
 * At most one live job for a request, unless the user asks for another one. A step cannot search for a
 * job whose own step could not identify it, or was killed before it recorded the id, if the claim has the signature of
 * another API key, or of a step that has written the comment since.
 */
function findDuplicate(
  { kind, jobId, request, liveJobs, namedIds, sender }: ModelCall,
  { jobs, schedule }: IdentityEvidence,
): readonly string[] {
  if (kind !== 'accepted' || !sender.event.reuse) return []
  const known = liveJobs.filter((id) => {
    const submitter = jobs.find((job) => job.id === id)?.submittedBy
    const keys = schedule.events.flatMap((event) => (event.kind === 'step' ? [event.key] : []))
    if (submitter === undefined || new Set(keys).size === 1) return true
    return !endedUnknown(submitter) && namedIds.has(id)
  })
  if (known.length === 0) return []
  return [`${jobId} was submitted for ${request} although ${known.join(', ')} trains it`]
}

function findWrongCancellation(call: ModelCall, { jobs }: IdentityEvidence): readonly string[] {
  if (call.kind !== 'cancelled') return []
  const { jobId, request, sender, steps, hasOwnJob } = call
  const submitter = jobs.find(({ id }) => id === jobId)?.submittedBy
  const requestOf = (id: string): RequestName | undefined => jobs.find((job) => job.id === id)?.request
  const violations: string[] = []
  if (submitter === undefined) violations.push(`${jobId} of somebody else was cancelled`)
  else if (sender.sync !== undefined) {
    // Nobody needs the jobs of a closed pull request.
    if (sender.sync.isClosed) return violations
    const isLeftover = steps.some((snapshot) => hasLeft(snapshot, submitter, call))
    if (!isLeftover) violations.push(`${jobId} was cancelled by a sync, although no step has left it behind`)
  } else if (submitter.holder.owner !== sender.holder.owner && sender.end !== 'cancelled')
    violations.push(`${jobId} of ${submitter.holder.owner} was cancelled by ${sender.holder.owner}`)
  const isReplacedOnPurpose = !sender.event.reuse && sender.event.requests.includes(request)
  if (isReplacedOnPurpose) return violations
  for (const { step, isRunning, isVisible, isNewest, jobIds, settled } of steps) {
    const isSender = step === sender
    if (
      !isSender &&
      isRunning &&
      isNewest &&
      jobIds.includes(jobId) &&
      step.holder.owner !== sender.holder.owner
    )
      violations.push(`${jobId} was cancelled although ${nameOf(step)} follows it`)
    // With `reuse: false`, a step has a job of its own, whatever other jobs there are for the request.
    const hasOther = jobIds.some((id) => id !== jobId && requestOf(id) === request)
    const asksFor = step.event.requests.includes(request) && !settled.has(request)
    // With `reuse: false`, it will submit one, too.
    const isWanted = isRunning && isNewest && asksFor && !hasOther && step.event.reuse
    // A step that has just started finds the announcement, waits, and submits a new job.
    if (isWanted && isVisible && !isSender)
      violations.push(`${jobId} was cancelled although ${nameOf(step)} asks for ${request}`)
    // A step that has a job of its own for the request cancels its owner's older one.
    if (isSender && isWanted && !hasOwnJob)
      violations.push(`${jobId} was cancelled by ${nameOf(step)}, which asks for it`)
  }
  return violations
}

/**
 * Whether a step has ended before it could cancel a job: it was cancelled or killed while it used the job, or the newer run
 * of the submitter asks for something else.
 */
function hasLeft(
  { step, isNewest }: StepSnapshot,
  submitter: ModelStep,
  { request, sender }: ModelCall,
): boolean {
  const wasForced = step.end === 'killed' && sender.sync?.conclusion === 'cancelled'
  const wasStopped = step.end === 'cancelled' || wasForced
  if (wasStopped && step.event.requests.includes(request)) return true
  const isBeside = step.holder.isNotHead && !submitter.holder.isNotHead
  return step.holder.owner === submitter.holder.owner && step !== submitter && isNewest && !isBeside
}

/** A job id that the step was told is in its log. */
function findUnloggedIds({ run, result }: ModelStep): readonly string[] {
  const text = run.log.lines.join('\n')
  return (result?.result.states ?? []).flatMap(({ job }) =>
    job === undefined || text.includes(job.id) ? [] : [`${job.id} is not in the log of ${nameOf({ run })}`],
  )
}

/** It could not tell its job from others, said so, and is red. */
function endedUnknown({ result }: ModelStep): boolean {
  return result?.result.states.some(({ outcome }) => outcome === 'unknown') === true
}

/** Nothing is replaced and left running if the newest step of its owner ended by itself. */
function findLeftovers({ jobs, steps, schedule }: IdentityEvidence): readonly string[] {
  // Without these, the record is complete, and one key signs all of it.
  const isUndisturbed =
    schedule.events.every((event) => event.kind === 'step' && event.key === 0 && !event.isRerun) &&
    steps.every(({ end, holder }) => end === 'completed' && !holder.isNotHead)
  if (!isUndisturbed) return []
  return jobs.flatMap(({ id, request, isLive, endMs, submittedBy }) => {
    if (!isLive || submittedBy === undefined || endedUnknown(submittedBy)) return []
    const { owner } = submittedBy.holder
    const isAskedFor = steps.some(
      ({ isNewest, event, result, holder }) =>
        event.requests.includes(request) && (isNewest || holder.owner !== owner) && result !== undefined,
    )
    const newest = steps.findLast(({ holder, isNewest }) => holder.owner === owner && isNewest)
    const states = newest?.result?.result.states ?? []
    const wanted = states.filter(({ isReused }) => isReused !== true)
    // Where a replacement could not be had, what was trained before goes on.
    const hasJobs = (wanted.length > 0 ? wanted : states).some(({ job }) => job !== undefined)
    const endsBefore = newest !== undefined && endMs < newest.startedMs + REPLACEMENT_MS
    return isAskedFor || !hasJobs || newest === submittedBy || endsBefore
      ? []
      : [`${id} of ${nameOf(submittedBy)} keeps running, although nobody asks for ${request}`]
  })
}

function nameOf({ run }: Pick<ModelStep, 'run'>): string {
  const { owner, run: ref } = run.holder
  return `run ${ref.id}.${ref.attempt} of ${owner}`
}
