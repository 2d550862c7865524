import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateUsage, type Spending, type Usage } from '../policy/evaluate-usage.ts'
import { describeViolations } from '../policy/describe-plan.ts'
import type { Plan, Violation } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import { priceOf } from '../policy/price.ts'
import {
  findDuplicateJobs,
  findObsoleteJobs,
  findSubmissionsOfOthers,
  type RecordedRequestJob,
} from '../state/claim.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { serviceOfKey, type CommentRecord, type RecordedJob } from '../state/record.ts'
import { SUPERSEDE_DELAY_MS } from '../timeouts.ts'
import { CLOCK_MARGIN_S } from './clock.ts'
import type { TrainingJob } from './api.ts'
import { cancelJob } from './cancel-job.ts'
import { outageEndMs } from './claim-outcomes.ts'
import { withNote, type JobState } from './job-state.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import type { Note } from './note.ts'
import { listJobsSince } from './list-jobs.ts'
import { findOwners, type StepPlan } from './plan-step.ts'
import { retry } from './retry.ts'
import { cancelOptions } from './supersede-task.ts'
import type { Watch } from './watch.ts'

type LimitedPlan = Pick<StepPlan, 'plan' | 'policy'>

/** More jobs are not counted: the limit then counts as reached. */
const MAX_PAGES = 30
const DAY_S = 86_400
const MONTH_S = 30 * DAY_S
/** The clock of the service may be off by so much. */
const CLOCK_TOLERANCE_S = DAY_S
/** Jobs that are accepted in the same second are then in the list. */
const SETTLE_MS = 5_000

/** Lets claims and jobs be recorded with their estimated price. */
export function recordPrices(
  states: readonly JobState[],
  { plan }: Pick<StepPlan, 'plan'>,
  ledger: RunLedger | undefined,
): void {
  for (const state of states) {
    const price = plan.specs.get(state.label)?.price
    if (price !== undefined) ledger?.setPrice(state, price.amount)
  }
}

interface Submission {
  /** What the step would submit. */
  readonly toSubmit: readonly JobState[]
  /** All that it asks for. */
  readonly states: readonly JobState[]
}

/**
 * Checks the limits of the policy on what exists already. Jobs that the step would only follow are not counted. Empty if they
 * allow the submission.
 */
export async function checkUsage(
  { toSubmit, states }: Submission,
  { plan, policy }: LimitedPlan,
  inputs: Pick<RunInputs, 'onSuperseded'>,
  context: CommandContext,
): Promise<readonly Violation[]> {
  if (policy === undefined || toSubmit.length === 0) return []
  if (!needsList(policy) && policy.budget['per-pull-request'] === undefined) return []
  const listed = await readList(policy, context)
  const { ledger, holder, githubTime } = context
  const record = ledger?.record
  const nowMs = githubTime()
  const claims =
    record === undefined ? [] : findEarlierClaims(record, { ...holder, nowMs }, listed?.jobs ?? [])
  const obsoleteIds = inputs.onSuperseded === 'leave' ? NO_IDS : findObsoleteIds(states, context)
  const prices = toSubmit.map(({ label }) => plan.specs.get(label)?.price?.amount ?? 0)
  return evaluateUsage(policy, {
    submission: { jobs: toSubmit.length, amount: sum(prices) },
    ...(listed && countJobs(policy, withRecorded(listed, record, holder.service), obsoleteIds, claims)),
    perPullRequest: spendingOfPullRequest(policy, listed?.jobs ?? [], claims, context),
  })
}

const NO_IDS: ReadonlySet<string> = new Set()

/** Jobs that this step cancels once its own run. A job that an earlier run has replaced in vain still counts. */
function findObsoleteIds(states: readonly JobState[], { ledger, holder, githubTime }: CommandContext) {
  if (ledger === undefined) return NO_IDS
  const nowMs = githubTime()
  const keys = new Set(states.flatMap((state) => ledger.keyOf(state) ?? []))
  const duplicates = states.flatMap(({ spec, job }) =>
    spec === undefined
      ? []
      : findDuplicateJobs(ledger.record, job?.id ?? '', { ...holder, digest: spec.digest, nowMs }),
  )
  const replaced = [...findObsoleteJobs(ledger.record, keys, { ...holder, nowMs }), ...duplicates]
  const isFirstTime = ({ job }: RecordedRequestJob): boolean =>
    job.replacedBy === undefined || nowMs - job.atMs < SUPERSEDE_DELAY_MS
  return new Set(replaced.filter(isFirstTime).map(({ job }) => job.id))
}

/** Submissions that go before ours, without those whose job is in the list already. */
function findEarlierClaims(
  record: CommentRecord,
  claimant: Parameters<typeof findSubmissionsOfOthers>[1],
  listed: readonly TrainingJob[],
): readonly Claim[] {
  const claims = findSubmissionsOfOthers(record, claimant)
  const [firstMs = Infinity] = claims
    .map(({ submissionStartedAtMs = Infinity }) => submissionStartedAtMs)
    .sort((a, b) => a - b)
  const known = new Set(
    Object.values(record.requests).flatMap(({ jobs, holds }) => [
      ...jobs.map(({ id }) => id),
      ...holds.flatMap(({ baseline }) => baseline?.knownIds ?? []),
    ]),
  )
  const sinceS = firstMs / 1000 - CLOCK_MARGIN_S
  const arrived = listed.filter(({ id, createdAt = 0 }) => createdAt >= sinceS && !known.has(id))
  return claims.slice(Math.min(arrived.length, claims.length))
}

/** Adds the recorded jobs that a lagging list does not show yet. */
function withRecorded(listed: ListedJobs, record: CommentRecord | undefined, service: string): ListedJobs {
  const ids = new Set(listed.jobs.map(({ id }) => id))
  const missing = recordedJobs(record, service)
    .filter(({ id, isUnfinished }) => isUnfinished && !ids.has(id))
    .map(({ id, createdAtS, price }) => ({ id, createdAt: createdAtS, status: 'QUEUED', price }))
  return { ...listed, jobs: [...listed.jobs, ...missing] }
}

function recordedJobs(record: CommentRecord | undefined, service: string): readonly RecordedJob[] {
  return Object.entries(record?.requests ?? {}).flatMap(([key, { jobs }]) =>
    serviceOfKey(key) === service ? jobs.filter(({ provenance }) => provenance !== 'unsigned') : [],
  )
}

/** Undefined if the jobs of a pull request are not known. */
function spendingOfPullRequest(
  policy: Policy,
  listed: readonly TrainingJob[],
  claims: readonly Claim[],
  { ledger, holder, isPullRequest }: CommandContext,
): Usage['perPullRequest'] {
  if (isPullRequest !== true) return 'no-pull-request'
  if (ledger === undefined) return undefined
  return toSpending(recordedPrices(policy, ledger.record, holder.service, listed), claims)
}

/**
 * Looks again after the submission, because other steps may have submitted at the same time. Of the jobs in the list,
 * ordered by creation time and id, those beyond a limit are cancelled by the steps that submitted them. Resolves to the states
 * that stay.
 */
export async function cancelOverLimits(
  states: readonly JobState[],
  { plan, policy }: LimitedPlan,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<readonly JobState[]> {
  const submitted = states.flatMap((state) =>
    state.job && state.isReused !== true ? [{ state, job: state.job }] : [],
  )
  if (policy === undefined || submitted.length === 0 || !needsList(policy)) return states
  await context.clock.sleep(SETTLE_MS)
  const listed = await readList(policy, context)
  if (listed === undefined) {
    context.reporter.warn({ code: 'policy-not-rechecked' })
    return states
  }
  const obsoleteIds = findObsoleteIds(states, context)
  // The answer to the submission may describe the job in another way than the list.
  const own = submitted.map(({ state, job }) => ({
    state,
    job: listed.jobs.find(({ id }) => id === job.id) ?? job,
  }))
  let counted = listed.jobs
  const cancelledLabels = new Set<string>()
  for (const { state, job } of own.toSorted((x, y) => compareJobs(x.job, y.job))) {
    const earlier = counted.filter((other) => other.id !== job.id && compareJobs(other, job) < 0)
    const violations = evaluateUsage(policy, {
      submission: { jobs: 1, amount: plan.specs.get(state.label)?.price?.amount ?? 0 },
      ...countJobs(policy, { ...listed, jobs: earlier, isComplete: true }, obsoleteIds, []),
      perPullRequest: 'no-pull-request',
    })
    if (violations.length === 0) continue
    counted = counted.filter(({ id }) => id !== job.id)
    cancelledLabels.add(state.label)
    await reportViolations(plan, violations, context)
    const cancelled = await cancelJob(state, job.id, cancelOptions(context))
    watch.update(state.label, (current) => markOverLimit(current, cancelled, violations))
  }
  return states.filter(({ label }) => !cancelledLabels.has(label))
}

/** `cancelled`: the state after the cancellation was requested. */
function markOverLimit(current: JobState, cancelled: JobState, violations: readonly Violation[]): JobState {
  const { outcome, job, timeline } = cancelled
  const reasons = violations.map(({ message }) => message)
  // The watch may have seen the cancellation first.
  const notes = current.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
  if (outcome === 'cancelled' || outcome === 'running')
    return withNote(
      { ...current, job, timeline, notes },
      { code: 'policy-limit-passed', reasons },
      'cancelled',
    )
  const note: Note = { code: 'policy-limit-not-enforced', reasons }
  // A job that had ended has its own outcome.
  return withNote(current, note, isTerminal(parsePhase(job?.status)) ? current.outcome : 'refused')
}

export async function reportViolations(
  plan: Plan,
  violations: readonly Violation[],
  { reporter, defaultBranch }: CommandContext,
): Promise<void> {
  const owners = await findOwners(defaultBranch)
  const problems = describeViolations(violations, owners)
  reporter.setPlan({ ...plan, violations, policy: { ...plan.policy, owners } }, { lines: [], problems })
}

function needsList({ limits, budget }: Policy): boolean {
  return [limits['live-jobs'], limits['jobs-per-day'], budget['per-month']].some((each) => each !== undefined)
}

interface ListedJobs {
  /** `price`: of a job that only our record knows. */
  readonly jobs: readonly (TrainingJob & { readonly price?: number })[]
  readonly isComplete: boolean
  /** The service's time (Unix time in seconds). */
  readonly nowS: number
}

/** The jobs that the limits of the policy are about. Undefined if the list cannot be read, or if no limit needs it. */
async function readList(policy: Policy, context: CommandContext): Promise<ListedJobs | undefined> {
  if (!needsList(policy)) return undefined
  const { api, clock, githubTime, reporter } = context
  const untilMs = outageEndMs(context)
  const githubS = githubTime() / 1000
  const oldestS =
    policy.limits['live-jobs'] === undefined ? githubS - periodS(policy) - CLOCK_TOLERANCE_S : -Infinity
  const list = () => listJobsSince({ api, clock, deadlineMs: untilMs, maxPages: MAX_PAGES }, oldestS)
  const result = await retry(list, 'never-read', { ...context, untilMs })
  if (result.ok) {
    const { jobs, isComplete, serverNowMs } = result.value
    return { jobs, isComplete, nowS: serverNowMs === undefined ? githubS : serverNowMs / 1000 }
  }
  reporter.info({ code: 'policy-jobs-uncounted', error: result.error.message })
  return undefined
}

const periodS = ({ budget }: Policy): number => (budget['per-month'] === undefined ? DAY_S : MONTH_S)

/** A submission of another step whose job is not known yet. */
interface Claim {
  readonly price?: number
}

function countJobs(
  policy: Policy,
  { jobs, isComplete, nowS }: ListedJobs,
  obsoleteIds: ReadonlySet<string>,
  claims: readonly Claim[],
): Pick<Usage, 'liveJobs' | 'jobsPerDay' | 'perMonth'> {
  const isSince = (seconds: number) => (job: TrainingJob) => (job.createdAt ?? nowS) > nowS - seconds
  const live = jobs.filter(({ id, status }) => !isTerminal(parsePhase(status)) && !obsoleteIds.has(id))
  const isCutOff = !isComplete
  const month = toSpending(
    jobs
      .filter(isSince(MONTH_S))
      .map((job) => ({ id: job.id, price: job.price ?? listedPrice(policy, job) })),
    claims,
  )
  return {
    liveJobs: { jobs: live.length + claims.length, isCutOff },
    jobsPerDay: { jobs: jobs.filter(isSince(DAY_S)).length + claims.length, isCutOff },
    perMonth: { ...month, isCutOff },
  }
}

/** What the jobs of a conversation cost: their price when they were submitted, or the present one if that is higher. */
function recordedPrices(
  policy: Policy,
  record: CommentRecord,
  service: string,
  listed: readonly TrainingJob[],
): readonly PricedJob[] {
  const listedById = new Map(listed.map((job) => [job.id, job]))
  return recordedJobs(record, service).map(({ id, price }) => {
    const job = listedById.get(id)
    return { id, price: price ?? (job && listedPrice(policy, job)) }
  })
}

interface PricedJob {
  readonly id: string
  /** Absent if it is unknown. */
  readonly price?: number
}

function toSpending(jobs: readonly PricedJob[], claims: readonly Claim[]): Spending {
  return {
    amount: sum([...jobs, ...claims].map(({ price = 0 }) => price)),
    unpricedJobs: jobs.flatMap(({ id, price }) => (price === undefined ? [id] : [])),
  }
}

function listedPrice(policy: Policy, { modelConfig, hyperparameters }: TrainingJob): number | undefined {
  const result = priceOf(policy, { model_config: modelConfig, hyperparameters })
  return result.kind === 'priced' ? result.price.amount : undefined
}

/** By creation time and id; without a time by id only, so that all steps agree. */
function compareJobs(a: TrainingJob, b: TrainingJob): number {
  const order = a.createdAt === undefined || b.createdAt === undefined ? 0 : a.createdAt - b.createdAt
  return order || (a.id < b.id ? -1 : Number(a.id > b.id))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
