import { comesToNothing, isTerminal, phaseOf } from '../../src/jobs/job-status.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import { areAlike, type Schedule, type SpecName } from './random-schedule.ts'
import { specOf, type Evidence, type Exchange, type Truth } from './random-world.ts'

/** What must hold whatever happens: each entry names what does not. */
type Invariant = (evidence: Evidence) => readonly string[]

/** Everything that a run has violated. */
export function violationsOf(evidence: Evidence): readonly string[] {
  return INVARIANTS.flatMap(([promise, invariant]) =>
    invariant(evidence).map((words) => `${promise}: ${words}`),
  )
}

const MINUTE = 60_000

/** Answers after which the service may have made a job all the same. */
function isDoubtful({ reply }: Exchange): boolean {
  if (reply === undefined) return true
  if (reply.ok) return false
  const { kind, status = 0 } = reply.failure
  if (kind !== 'status') return kind !== 'unsent'
  return [303, 408].includes(status) || (status >= 500 && ![521, 523].includes(status))
}

const posts = ({ traffic }: Evidence, spec?: SpecName): readonly Exchange[] =>
  traffic.filter(
    ({ operation, spec: sent }) => operation === 'create' && (spec === undefined || sent === spec),
  )

const jobsOf = ({ truths }: Evidence, spec: SpecName): readonly Truth[] =>
  truths.filter((truth) => truth.isOurs && truth.spec === spec)

const named = ({ label }: Training): SpecName => specOf(label) ?? 'base'

/**
 * Whether the step had said what this spec came to before anybody stopped it, or that nobody will ever know: then there
 * is nothing left to tidy.
 */
function wasDecided({ jobsOutputAtStop, jobsOutput, handover }: Evidence, spec: SpecName): boolean {
  const before = outcomeIn(jobsOutputAtStop, spec)
  if (before !== '' && before !== 'running') return true
  return outcomeIn(jobsOutput, spec) === 'unknown' && handover?.open === undefined
}

function outcomeIn(jobsOutput: string, spec: SpecName): string {
  if (jobsOutput === '') return ''
  const entries = JSON.parse(jobsOutput) as { spec: string; outcome: string }[]
  return entries.find((entry) => specOf(entry.spec) === spec)?.outcome ?? ''
}

/** Whether somebody else has submitted a job that can be taken for one of ours, namely this one. */
function hasTwin({ others }: Schedule, theirs: SpecName | undefined, ours: SpecName | undefined): boolean {
  if (theirs === undefined || ours === undefined || !areAlike(theirs, ours)) return false
  return others.some(({ what }) => what !== 'another job' && what !== 'vanish' && areAlike(what, theirs))
}

const atMostOnce: Invariant = (evidence) => {
  const { specs, inputs } = evidence.schedule
  const most = inputs.onUnknown === 'fail' ? 1 : 3
  return specs.flatMap((spec) => {
    const jobs = jobsOf(evidence, spec)
    const doubtful = posts(evidence, spec).filter(isDoubtful)
    const answered = posts(evidence, spec).filter(({ reply }) => reply?.ok)
    return [
      ...(jobs.length > most ? [`${jobs.length} jobs of ${spec}`] : []),
      ...(doubtful.length + answered.length > most ? [`${spec} was sent again after a doubtful answer`] : []),
      ...(answered.length > 1 ? [`${spec} was sent again after an answer`] : []),
    ]
  })
}

const heldBack: Invariant = (evidence) =>
  evidence.trainings
    .filter(({ job, outcome }) => job === undefined && outcome === 'unknown')
    .flatMap((lost) => {
      const from = posts(evidence, named(lost))[0]?.atMs ?? Infinity
      return posts(evidence)
        .filter(
          ({ spec, atMs }) =>
            spec !== undefined && spec !== named(lost) && atMs > from && areAlike(spec, named(lost)),
        )
        .map(({ spec }) => `${spec} was sent although nobody knows what became of ${lost.label}`)
    })

const noIdLost: Invariant = ({ traffic, jobsOutput, end }) =>
  traffic.flatMap((exchange, n) => {
    const { operation, reply, by } = exchange
    if (operation !== 'create' || by !== 'step' || !reply?.ok || !('id' in reply.value)) return []
    const { id } = reply.value
    const next = traffic
      .slice(n + 1)
      .find((other) => other.by === 'step' && other.atMs >= (exchange.doneMs ?? 0))
    return [
      ...(next !== undefined && !next.told.includes(id)
        ? [`${id} was not told before the next request`]
        : []),
      ...(jobsOutput.includes(id) ? [] : [`${id} is not in the outputs (${end})`]),
    ]
  })

const neverFalselyGreen: Invariant = ({ isGreen, end, trainings, truths, schedule }) => {
  if (!isGreen) return []
  if (end !== 'by itself') return [`green, although ${end}`]
  return trainings.flatMap(({ label, job, outcome }) => {
    const truth = truths.find(({ id }) => id === job?.id)
    const status = truth?.job.status
    if (truth === undefined) return [`green, but there is no job of ${label}`]
    if (schedule.inputs.waitFor === 'nothing') return []
    if (schedule.inputs.waitFor === 'start')
      return status === 'QUEUED' ? [`green, but ${label} has not started`] : []
    const isGood = outcome === 'succeeded' && status === 'SUCCESS' && truth.job.outputModel !== undefined
    return isGood ? [] : [`green, but ${label} is ${outcome} and its job ${status ?? 'of no status'}`]
  })
}

/** What is said of each training is so. */
const saysWhatIs: Invariant = (evidence) =>
  evidence.trainings.flatMap((training) => {
    const { label, job, outcome, notes } = training
    const truth = evidence.truths.find(({ id }) => id === job?.id)
    const status = truth?.job.status
    const jobs = jobsOf(evidence, named(training))
    const lies: string[] = []
    if (evidence.end !== 'by itself' && evidence.end !== 'interrupted') return lies
    // An answer that comes while the last words are said leaves its job to `post`.
    if (outcome === undefined && (evidence.end === 'by itself' || job === undefined)) lies.push('open')
    if (outcome === 'succeeded' && (status !== 'SUCCESS' || truth?.job.outputModel === undefined))
      lies.push(`succeeded, but is ${status ?? 'gone'}`)
    if (
      outcome === 'failed' &&
      status !== 'FAILED' &&
      (status !== 'SUCCESS' || truth?.job.outputModel !== undefined)
    )
      lies.push(`failed, but is ${status ?? 'gone'}`)
    if (outcome === 'cancelled' && evidence.stopMs === Infinity && status !== 'CANCELLED')
      lies.push(`cancelled, but is ${status ?? 'gone'}`)
    if (job === undefined && outcome !== 'unknown' && jobs.length > 0)
      lies.push(`${outcome ?? 'nothing'}, but there is the job ${jobs[0]?.id ?? ''} (${notes.join(' ')})`)
    if (
      job === undefined &&
      outcome === 'unknown' &&
      !posts(evidence, named(training)).some(isDoubtfulOrConflict)
    )
      lies.push('unknown, but nothing is in doubt')
    return lies.map((words) => `${label} is said to be ${words}`)
  })

function isDoubtfulOrConflict(post: Exchange): boolean {
  return isDoubtful(post) || (post.reply?.ok === false && post.reply.failure.status === 409)
}

/** A job that was found in the list is ours, or somebody else's of the very same spec where there is one. */
const adoptsWhatMatches: Invariant = (evidence) => {
  const { trainings, truths, schedule } = evidence
  const ids = trainings.flatMap(({ job }) => (job ? [job.id] : []))
  const twice = ids.filter((id, n) => ids.indexOf(id) !== n).map((id) => `${id} stands for two specs`)
  const wrong = trainings.flatMap((training) => {
    const truth = truths.find(({ id }) => id === training.job?.id)
    const spec = named(training)
    if (training.job === undefined || (truth?.isOurs && truth.spec === spec)) return []
    if (truth === undefined || truth.isOurs) return [`${training.label} was given ${training.job.id}`]
    const { isInMatrix } = schedule.inputs
    const mayTake =
      hasTwin(schedule, truth.spec, spec) &&
      (!isInMatrix || (schedule.service.tellsAll && truth.spec === spec))
    return mayTake ? [] : [`${training.label} was given ${training.job.id} of somebody else`]
  })
  return [...twice, ...wrong]
}

const bounded: Invariant = ({ end, workedMs, goneMs, stopMs, schedule }) => [
  ...(end === 'hung' ? ['it never ended'] : []),
  ...(end === 'by itself' && workedMs > schedule.inputs.timeoutMs + 5 * MINUTE
    ? [`ended ${Math.round((workedMs - schedule.inputs.timeoutMs) / 1000)} s after its time`]
    : []),
  ...(end === 'interrupted' && goneMs - stopMs > 7_000
    ? [`gone only ${goneMs - stopMs} ms after the signal`]
    : []),
]

/** Only where there is one job, so that each request follows from the one before it. */
const polite: Invariant = ({ traffic, schedule, begunAtStop }) => {
  if (schedule.specs.length > 1) return []
  const calls = traffic.slice(0, begunAtStop).filter(({ by }) => by === 'step')
  return calls.flatMap(({ operation, atMs }, n) => {
    const before = calls[n - 1]
    if (before?.reply === undefined || before.reply.ok || operation === 'cancel') return []
    const quietMs = before.reply.failure.retryAfterMs ?? 0
    const gapMs = atMs - (before.doneMs ?? 0)
    const isLastLook = atMs >= schedule.inputs.timeoutMs
    const isOutage = operation === 'get' && before.operation === 'get' && !isLastLook
    return [
      ...(gapMs < quietMs ? [`${operation} ${gapMs} ms after being asked for ${quietMs} ms`] : []),
      ...(isOutage && gapMs < 30_000 ? [`looked again ${gapMs} ms after a failure`] : []),
    ]
  })
}

/** Only where nothing stands between the service and the watch. */
const prompt: Invariant = ({ traffic, truths, schedule }) => {
  const gets = traffic.filter(({ operation, by }) => operation === 'get' && by === 'step')
  const { latencyMs } = schedule.service
  const isClear = gets.every(({ reply, doneMs = Infinity, atMs }) => reply?.ok && doneMs - atMs <= latencyMs)
  // What comes after an attempt to cancel is no part of the watch.
  if (traffic.some(({ operation }) => operation === 'cancel')) return []
  if (!isClear || schedule.specs.length > 1) return []
  const seen = gets.map(({ atMs, id, reply }) => ({
    atMs,
    id,
    status: reply?.ok ? statusIn(reply.value) : undefined,
  }))
  const end = seen.find(({ status }) => isTerminal(phaseOf(status)))
  const truth = truths.find(({ id }) => id === end?.id)
  if (end === undefined || truth === undefined || truth.isCancelAsked) return []
  const watchedMs = (seen[0]?.atMs ?? 0) - 5_000
  const last = seen.filter(({ status }) => !isTerminal(phaseOf(status))).at(-1)
  const changedMs = seen.find(({ status }) => status === last?.status)?.atMs ?? watchedMs
  const ageMs = Math.max(0, truth.endsMs - Math.min(changedMs, watchedMs))
  const lateMs = end.atMs - Math.max(truth.endsMs, watchedMs)
  const promisedMs = Math.min(300_000, Math.max(5_000, 0.05 * ageMs)) + 2 * latencyMs
  return lateMs > promisedMs + 1 ? [`the end was seen ${lateMs} ms late, ${promisedMs} ms are promised`] : []
}

const statusIn = (value: object) =>
  'status' in value && typeof value.status === 'string' ? value.status : undefined

/** A cancelled workflow cancels its jobs, and nothing else; it never submits. */
const tidy: Invariant = (evidence) => {
  const { traffic, schedule, end, stopMs, workedMs, begunAtStop, isSettled, truths, trainings } = evidence
  const { onCancel } = schedule.inputs
  const late = traffic.slice(begunAtStop)
  const cancels = traffic.filter(({ operation }) => operation === 'cancel')
  const ids = trainings.map(({ job }) => job?.id)
  const strangers = cancels.filter(({ id }) => {
    const truth = truths.find((each) => each.id === id)
    const isTwin = !schedule.inputs.isInMatrix && hasTwin(schedule, truth?.spec, truth?.spec)
    return !truth?.isOurs && !ids.includes(id) && !isTwin
  })
  const violations = [
    ...strangers.map(({ id = '' }) => `${id} of somebody else was cancelled`),
    ...(end === 'by itself' && stopMs < workedMs ? ['the work went on to its own end after the signal'] : []),
    ...late.filter(({ operation }) => operation === 'create').map(() => 'submitted after it was stopped'),
  ]
  if (end !== 'interrupted' && end !== 'killed') return violations
  const mustLeave = onCancel === 'leave'
  const wasFailure = schedule.stop?.jobStatus === 'failure'
  for (const { operation, by, id = '' } of late) {
    if (operation === 'cancel' && (mustLeave || (wasFailure && by === 'post')))
      violations.push(`${id} was cancelled by ${by}, although it should be left`)
  }
  if (!mustLeave && !wasFailure && isSettled !== false) violations.push(...leftOvers(evidence))
  return violations
}

/**
 * Our jobs that go on although everybody believes that all is done. Where somebody submitted the same, theirs may have
 * been taken for ours while ours was still under way, and where it was sent again, the first may come late: no client
 * can know better.
 */
function leftOvers(evidence: Evidence): readonly string[] {
  const { truths, handover, end, schedule } = evidence
  if (end === 'killed' && handover?.isOver) return []
  return truths
    .filter(({ isOurs, isCancelAsked, job }) => isOurs && !isCancelAsked && !isTerminal(phaseOf(job.status)))
    .filter(({ spec }) => spec !== undefined && !wasDecided(evidence, spec))
    .filter(({ spec }) => !hasTwin(schedule, spec, spec))
    .filter(({ spec }) => schedule.inputs.onUnknown === 'fail' || posts(evidence, spec).length === 1)
    .map(({ id, spec }) => `the job ${id} of ${spec ?? ''} goes on, and nobody says so`)
}

/**
 * Running it again submits nothing that has a job, be it alive or trained. What GitHub refused to keep cannot be
 * remembered, a twin of somebody else may stand for ours, and what was sent again may have made two.
 */
const remembers: Invariant = (evidence) => {
  const { schedule, again, truths } = evidence
  const isKept = schedule.comments.every(({ reply }) => reply === 'passing' || reply === 'proper')
  const isCertain = isKept && schedule.inputs.onUnknown === 'fail'
  const twice = again.submitted.filter((spec) =>
    truths.some(
      ({ isOurs, spec: theirs, job }) => isOurs && theirs === spec && !comesToNothing(phaseOf(job.status)),
    ),
  )
  return [
    ...(again.comments > 1 ? [`${again.comments} comments in the end`] : []),
    ...(isCertain ? twice : [])
      .filter((spec) => !hasTwin(schedule, spec, spec))
      .map((spec) => `${spec} was trained twice when it was run again`),
  ]
}

const INVARIANTS: readonly (readonly [promise: string, invariant: Invariant])[] = [
  ['P1 at most one job', atMostOnce],
  ['P1 remembers', remembers],
  ['P1 held back', heldBack],
  ['P1 adopts what matches', adoptsWhatMatches],
  ['P2 no id lost', noIdLost],
  ['P3 never falsely green', neverFalselyGreen],
  ['P3 says what is', saysWhatIs],
  ['P4 prompt', prompt],
  ['P7 polite', polite],
  ['P8 bounded', bounded],
  ['P10 tidy', tidy],
]
