import { isUnsuccessful, isTerminal, parsePhase } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { areIndistinguishable, type RandomSchedule, type SpecName } from './random-schedule.ts'
import { specOf, type Evidence, type ApiExchange, type ActualJob } from './random-simulation.ts'

/** Returns the violations of an invariant. */
type Invariant = (evidence: Evidence) => readonly string[]

export function violationsOf(evidence: Evidence): readonly string[] {
  return INVARIANTS.flatMap(([title, invariant]) =>
    invariant(evidence).map((message) => `${title}: ${message}`),
  )
}

const MINUTE = 60_000

/** Whether the service may have created a job. */
function isAmbiguous({ result }: ApiExchange): boolean {
  if (result === undefined) return true
  if (result.ok) return false
  const { kind, status = 0 } = result.error
  if (kind !== 'http') return kind !== 'not-sent'
  return [303, 408].includes(status) || (status >= 500 && ![521, 523].includes(status))
}

const createCalls = ({ traffic }: Evidence, spec?: SpecName): readonly ApiExchange[] =>
  traffic.filter(
    ({ operation, spec: sent }) => operation === 'create' && (spec === undefined || sent === spec),
  )

const jobsOf = ({ actualJobs }: Evidence, spec: SpecName): readonly ActualJob[] =>
  actualJobs.filter((actualJob) => actualJob.isOurs && actualJob.spec === spec)

const specNameOf = ({ label }: JobState): SpecName => specOf(label) ?? 'base'

/**
 * Whether the outcome of this spec was reported before the step was stopped, or was reported as unknown for good: then
 * there is nothing to clean up.
 */
function wasSettled({ jobsOutputAtStop, jobsOutput, postState }: Evidence, spec: SpecName): boolean {
  const previous = outcomeIn(jobsOutputAtStop, spec)
  if (previous !== '' && previous !== 'running') return true
  return outcomeIn(jobsOutput, spec) === 'unknown' && postState?.pendingSubmission === undefined
}

function outcomeIn(jobsOutput: string, spec: SpecName): string {
  if (jobsOutput === '') return ''
  const jobs = JSON.parse(jobsOutput) as { spec: string; outcome: string }[]
  return jobs.find((entry) => specOf(entry.spec) === spec)?.outcome ?? ''
}

/** Whether another client has submitted a job that can be mistaken for ours. */
function hasTwin(
  { externalEvents }: RandomSchedule,
  externalSpec: SpecName | undefined,
  ownSpec: SpecName | undefined,
): boolean {
  if (externalSpec === undefined || ownSpec === undefined || !areIndistinguishable(externalSpec, ownSpec))
    return false
  return externalEvents.some(
    ({ action }) =>
      action !== 'other-job' && action !== 'delete-job' && areIndistinguishable(action, externalSpec),
  )
}

const atMostOnce: Invariant = (evidence) => {
  const { specs, inputs } = evidence.schedule
  const maxJobs = inputs.onUnknown === 'fail' ? 1 : 3
  return specs.flatMap((spec) => {
    const jobs = jobsOf(evidence, spec)
    const ambiguous = createCalls(evidence, spec).filter(isAmbiguous)
    const succeeded = createCalls(evidence, spec).filter(({ result }) => result?.ok)
    return [
      ...(jobs.length > maxJobs ? [`${jobs.length} jobs of ${spec}`] : []),
      ...(ambiguous.length + succeeded.length > maxJobs
        ? [`${spec} was sent again after an ambiguous result`]
        : []),
      ...(succeeded.length > 1 ? [`${spec} was sent again after a success`] : []),
    ]
  })
}

const blocksSimilarSpecs: Invariant = (evidence) =>
  evidence.states
    .filter(({ job, outcome }) => job === undefined && outcome === 'unknown')
    .flatMap((unknownState) => {
      const from = createCalls(evidence, specNameOf(unknownState))[0]?.atMs ?? Infinity
      return createCalls(evidence)
        .filter(
          ({ spec, atMs }) =>
            spec !== undefined &&
            spec !== specNameOf(unknownState) &&
            atMs > from &&
            areIndistinguishable(spec, specNameOf(unknownState)),
        )
        .map(({ spec }) => `${spec} was sent although the outcome is unknown for ${unknownState.label}`)
    })

const keepsJobIds: Invariant = ({ traffic, jobsOutput, end }) =>
  traffic.flatMap((exchange, n) => {
    const { operation, result, caller } = exchange
    if (operation !== 'create' || caller !== 'step' || !result?.ok || !('id' in result.value)) return []
    const { id } = result.value
    const next = traffic
      .slice(n + 1)
      .find((other) => other.caller === 'step' && other.atMs >= (exchange.endedAtMs ?? 0))
    return [
      ...(next !== undefined && !next.persisted.includes(id)
        ? [`${id} was not published before the next request`]
        : []),
      ...(jobsOutput.includes(id) ? [] : [`${id} is not in the outputs (${end})`]),
    ]
  })

const succeedsOnlyWithModel: Invariant = ({ isSuccess, end, states, actualJobs, schedule }) => {
  if (!isSuccess) return []
  if (end !== 'completed') return [`passed, although ${end}`]
  return states.flatMap(({ label, job, outcome }) => {
    const actualJob = actualJobs.find(({ id }) => id === job?.id)
    const status = actualJob?.job.status
    if (actualJob === undefined) return [`passed, but there is no job of ${label}`]
    if (schedule.inputs.waitFor === 'none') return []
    if (schedule.inputs.waitFor === 'started')
      return status === 'QUEUED' ? [`passed, but ${label} has not started`] : []
    const isTrained =
      outcome === 'succeeded' && status === 'SUCCESS' && actualJob.job.outputModel !== undefined
    return isTrained ? [] : [`passed, but ${label} is ${outcome} and its job ${status ?? 'without a status'}`]
  })
}

/** The reported state of each job is true. */
const reportsActualState: Invariant = (evidence) =>
  evidence.states.flatMap((state) => {
    const { label, job, outcome, notes } = state
    const actualJob = evidence.actualJobs.find(({ id }) => id === job?.id)
    const status = actualJob?.job.status
    const jobs = jobsOf(evidence, specNameOf(state))
    const contradictions: string[] = []
    if (evidence.end !== 'completed' && evidence.end !== 'cancelled') return contradictions
    // A response that arrives during the final report leaves its job to `post`.
    if (outcome === undefined && (evidence.end === 'completed' || job === undefined))
      contradictions.push('open')
    if (outcome === 'succeeded' && (status !== 'SUCCESS' || actualJob?.job.outputModel === undefined))
      contradictions.push(`succeeded, but is ${status ?? 'missing'}`)
    if (
      outcome === 'failed' &&
      status !== 'FAILED' &&
      (status !== 'SUCCESS' || actualJob?.job.outputModel !== undefined)
    )
      contradictions.push(`failed, but is ${status ?? 'missing'}`)
    if (outcome === 'cancelled' && evidence.stoppedAtMs === Infinity && status !== 'CANCELLED')
      contradictions.push(`cancelled, but is ${status ?? 'missing'}`)
    if (job === undefined && outcome !== 'unknown' && jobs.length > 0)
      contradictions.push(
        `${outcome ?? 'nothing'}, but there is the job ${jobs[0]?.id ?? ''} (${notes.map(({ code }) => code).join(' ')})`,
      )
    if (
      job === undefined &&
      outcome === 'unknown' &&
      !createCalls(evidence, specNameOf(state)).some(isAmbiguousOrConflict)
    )
      contradictions.push('unknown, but no result was ambiguous')
    return contradictions.map((message) => `${label} is reported as ${message}`)
  })

function isAmbiguousOrConflict(createCall: ApiExchange): boolean {
  return (
    isAmbiguous(createCall) || (createCall.result?.ok === false && createCall.result.error.status === 409)
  )
}

/** A job found in the list is ours, or another client's of the same spec if there is one. */
const adoptsOnlyMatchingJobs: Invariant = (evidence) => {
  const { states, actualJobs, schedule } = evidence
  const ids = states.flatMap(({ job }) => (job ? [job.id] : []))
  const duplicates = ids
    .filter((id, n) => ids.indexOf(id) !== n)
    .map((id) => `${id} was assigned to two specs`)
  const wrongAdoptions = states.flatMap((state) => {
    const actualJob = actualJobs.find(({ id }) => id === state.job?.id)
    const spec = specNameOf(state)
    if (state.job === undefined || (actualJob?.isOurs && actualJob.spec === spec)) return []
    if (actualJob === undefined || actualJob.isOurs) return [`${state.label} was assigned ${state.job.id}`]
    const { isInMatrix } = schedule.inputs
    const mayAdopt =
      hasTwin(schedule, actualJob.spec, spec) &&
      (!isInMatrix || (schedule.service.reportsWholeRequest && actualJob.spec === spec))
    return mayAdopt ? [] : [`${state.label} was assigned ${state.job.id} of another client`]
  })
  return [...duplicates, ...wrongAdoptions]
}

const endsInTime: Invariant = ({ end, finishedAtMs, exitedAtMs, stoppedAtMs, postMs, schedule }) => [
  ...(postMs > 3 * MINUTE ? [`post took ${postMs} ms`] : []),
  ...(end === 'timed-out' ? ['it did not end'] : []),
  ...(end === 'completed' && finishedAtMs > schedule.inputs.timeoutMs + 5 * MINUTE
    ? [`ended ${Math.round((finishedAtMs - schedule.inputs.timeoutMs) / 1000)} s after its time-out`]
    : []),
  ...(end === 'cancelled' && exitedAtMs - stoppedAtMs > 7_000
    ? [`exited ${exitedAtMs - stoppedAtMs} ms after the signal`]
    : []),
]

/** Only checked for a single job, where each request follows from the previous one. */
const respectsRetryAfter: Invariant = ({ traffic, schedule, callCountAtStop }) => {
  if (schedule.specs.length > 1) return []
  const calls = traffic.slice(0, callCountAtStop).filter(({ caller }) => caller === 'step')
  return calls.flatMap(({ operation, atMs }, n) => {
    const previous = calls[n - 1]
    if (previous?.result === undefined || previous.result.ok || operation === 'cancel') return []
    const retryAfterMs = previous.result.error.retryAfterMs ?? 0
    const gapMs = atMs - (previous.endedAtMs ?? 0)
    const isFinalRead = atMs >= schedule.inputs.timeoutMs
    const isOutage = operation === 'get' && previous.operation === 'get' && !isFinalRead
    return [
      ...(gapMs < retryAfterMs ? [`${operation} ${gapMs} ms after a Retry-After of ${retryAfterMs} ms`] : []),
      ...(isOutage && gapMs < 30_000 ? [`read again ${gapMs} ms after a failure`] : []),
    ]
  })
}

/** Only checked if no read failed or was delayed. */
const detectsEndPromptly: Invariant = ({ traffic, actualJobs, schedule }) => {
  const gets = traffic.filter(({ operation, caller }) => operation === 'get' && caller === 'step')
  const { latencyMs } = schedule.service
  const isClear = gets.every(
    ({ result, endedAtMs = Infinity, atMs }) => result?.ok && endedAtMs - atMs <= latencyMs,
  )
  // Reads after a cancellation are not part of the watch.
  if (traffic.some(({ operation }) => operation === 'cancel')) return []
  if (!isClear || schedule.specs.length > 1) return []
  const readings = gets.map(({ atMs, id, result }) => ({
    atMs,
    id,
    status: result?.ok ? statusIn(result.value) : undefined,
  }))
  const end = readings.find(({ status }) => isTerminal(parsePhase(status)))
  const actualJob = actualJobs.find(({ id }) => id === end?.id)
  if (end === undefined || actualJob === undefined || actualJob.isCancelRequested) return []
  const watchedMs = (readings[0]?.atMs ?? 0) - 5_000
  const last = readings.filter(({ status }) => !isTerminal(parsePhase(status))).at(-1)
  const changedMs = readings.find(({ status }) => status === last?.status)?.atMs ?? watchedMs
  const ageMs = Math.max(0, actualJob.endsAtMs - Math.min(changedMs, watchedMs))
  const delayMs = end.atMs - Math.max(actualJob.endsAtMs, watchedMs)
  const maxDelayMs = Math.min(300_000, Math.max(5_000, 0.05 * ageMs)) + 2 * latencyMs
  return delayMs > maxDelayMs + 1
    ? [`the end was detected ${delayMs} ms late; the limit is ${maxDelayMs} ms`]
    : []
}

const statusIn = (value: object) =>
  'status' in value && typeof value.status === 'string' ? value.status : undefined

/** Only `post` cancels jobs of a stopped step, only if the workflow was cancelled, and only its own. */
const cancelsOnlyOwnJobs: Invariant = (evidence) => {
  const {
    traffic,
    schedule,
    end,
    stoppedAtMs,
    finishedAtMs,
    callCountAtStop,
    isSettled,
    actualJobs,
    states,
  } = evidence
  const { onCancel } = schedule.inputs
  const callsAfterStop = traffic.slice(callCountAtStop)
  const cancels = traffic.filter(({ operation }) => operation === 'cancel')
  const ids = states.map(({ job }) => job?.id)
  const foreignCancels = cancels.filter(({ id }) => {
    const actualJob = actualJobs.find((each) => each.id === id)
    const isTwin = !schedule.inputs.isInMatrix && hasTwin(schedule, actualJob?.spec, actualJob?.spec)
    return !actualJob?.isOurs && !ids.includes(id) && !isTwin
  })
  const violations = [
    ...foreignCancels.map(({ id = '' }) => `${id} of another client was cancelled`),
    ...(end === 'completed' && stoppedAtMs < finishedAtMs
      ? ['the work continued to its end after the signal']
      : []),
    ...callsAfterStop
      .filter(({ operation }) => operation === 'create')
      .map(() => 'submitted after it was stopped'),
  ]
  if (end !== 'cancelled' && end !== 'killed') return violations
  const leavesJobs = onCancel === 'leave'
  const wasCancelled = schedule.stop?.jobStatus === 'cancelled'
  for (const { operation, caller, id = '' } of callsAfterStop) {
    if (operation === 'cancel' && (leavesJobs || !wasCancelled || caller === 'step'))
      violations.push(`${id} was cancelled by ${caller}, although it should be left running`)
  }
  if (!leavesJobs && wasCancelled && isSettled !== false) violations.push(...findAbandonedJobs(evidence))
  return violations
}

/**
 * Our jobs that keep running although everything is reported as done. Excluded is what no client can know: another
 * client's identical job may have been mistaken for ours, and with `resubmit` the first request may be processed late.
 */
function findAbandonedJobs(evidence: Evidence): readonly string[] {
  const { actualJobs, postState, end, schedule } = evidence
  if (end === 'killed' && postState?.isFinished) return []
  return actualJobs
    .filter(
      ({ isOurs, isCancelRequested, job }) =>
        isOurs && !isCancelRequested && !isTerminal(parsePhase(job.status)),
    )
    .filter(({ spec }) => spec !== undefined && !wasSettled(evidence, spec))
    .filter(({ spec }) => !hasTwin(schedule, spec, spec))
    .filter(({ spec }) => schedule.inputs.onUnknown === 'fail' || createCalls(evidence, spec).length === 1)
    .map(({ id, spec }) => `the job ${id} of ${spec ?? ''} keeps running unreported`)
}

/**
 * A second run submits nothing that already has an unfinished or successful job. Excluded are records that GitHub
 * rejected, identical jobs of other clients, and `resubmit`, which may have created two.
 */
const avoidsResubmission: Invariant = (evidence) => {
  const { schedule, rerun, actualJobs } = evidence
  const isKept = schedule.commentFaults.every(({ failure }) => failure === 'transient' || failure === 'none')
  const isCertain = isKept && schedule.inputs.onUnknown === 'fail'
  const duplicates = rerun.submitted.filter((spec) =>
    actualJobs.some(
      ({ isOurs, spec: externalSpec, job }) =>
        isOurs && externalSpec === spec && !isUnsuccessful(parsePhase(job.status)),
    ),
  )
  return [
    ...(rerun.comments > 1 ? [`${rerun.comments} comments at the end`] : []),
    ...(isCertain ? duplicates : [])
      .filter((spec) => !hasTwin(schedule, spec, spec))
      .map((spec) => `${spec} was submitted again by the second run`),
  ]
}

const INVARIANTS: readonly (readonly [title: string, invariant: Invariant])[] = [
  ['P1 at most one job', atMostOnce],
  ['P1 no resubmission by a second run', avoidsResubmission],
  ['P1 no submission similar to an unknown one', blocksSimilarSpecs],
  ['P1 adopts only matching jobs', adoptsOnlyMatchingJobs],
  ['P2 no job id lost', keepsJobIds],
  ['P3 passes only with a model', succeedsOnlyWithModel],
  ['P3 reports the actual state', reportsActualState],
  ['P4 detects the end promptly', detectsEndPromptly],
  ['P7 honours Retry-After', respectsRetryAfter],
  ['P8 ends in time', endsInTime],
  ['P10 cancels only its own jobs', cancelsOnlyOwnJobs],
]
