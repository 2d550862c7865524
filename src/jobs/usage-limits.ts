import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateUsage, type Spending, type Usage } from '../policy/evaluate-usage.ts'
import { describeViolations } from '../policy/describe-plan.ts'
import type { Plan, Violation } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import { priceOf } from '../policy/price.ts'
import { findObsoleteJobs, findSubmissionsOfOthers } from '../state/claim.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { serviceOfKey, type CommentRecord } from '../state/record.ts'
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

/**
 * Refuses to submit these specs if that would pass a limit of the policy on what exists already: all or none. Jobs that
 * the step would only follow are not counted.
 */
export async function refuseOverLimits(
  states: readonly JobState[],
  { plan, policy }: LimitedPlan,
  inputs: Pick<RunInputs, 'onSuperseded'>,
  context: CommandContext,
): Promise<readonly JobState[]> {
  const toSubmit = states.filter(({ spec, job, outcome }) => spec && !job && outcome === undefined)
  if (policy === undefined || toSubmit.length === 0 || context.submissionBan !== undefined) return states
  if (!needsList(policy) && policy.budget['per-pull-request'] === undefined) return states
  const listed = await readList(policy, context)
  const { ledger, holder, githubTime } = context
  const record = ledger?.record
  const askedKeys = new Set(states.flatMap((state) => ledger?.keyOf(state) ?? []))
  const obsolete =
    record === undefined || inputs.onSuperseded === 'leave'
      ? []
      : findObsoleteJobs(record, askedKeys, { ...holder, nowMs: githubTime() })
  const obsoleteIds = new Set(obsolete.map(({ job }) => job.id))
  const claims =
    record === undefined ? [] : findSubmissionsOfOthers(record, { ...holder, nowMs: githubTime() })
  const prices = toSubmit.map(({ label }) => plan.specs.get(label)?.price?.amount ?? 0)
  const violations = evaluateUsage(policy, {
    submission: { jobs: toSubmit.length, amount: sum(prices) },
    ...(listed && countJobs(policy, listed, obsoleteIds, claims)),
    perPullRequest:
      record === undefined
        ? 'no-pull-request'
        : toSpending(recordedPrices(policy, record, holder.service, listed?.jobs ?? []), claims),
  })
  if (violations.length === 0) return states
  await reportViolations(plan, violations, context)
  return states.map((state) =>
    toSubmit.includes(state) ? withNote(state, { code: 'policy-refused' }, 'refused') : state,
  )
}

/**
 * Looks again after the submission, because other steps may have submitted at the same time. Of the jobs in the list,
 * ordered by creation time and id, those beyond a limit are cancelled by the steps that submitted them.
 */
export async function cancelOverLimits(
  states: readonly JobState[],
  { plan, policy }: LimitedPlan,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<void> {
  const submitted = states.flatMap((state) =>
    state.job && state.isReused !== true ? [{ state, job: state.job }] : [],
  )
  if (policy === undefined || submitted.length === 0 || !needsList(policy)) return
  await context.clock.sleep(SETTLE_MS)
  const listed = await readList(policy, context)
  if (listed === undefined) return
  const obsoleteIds = new Set(replacedIds(context.ledger))
  let counted = listed.jobs
  for (const { state, job } of submitted.toSorted((a, b) => compareJobs(a.job, b.job))) {
    const earlier = counted.filter((other) => other.id !== job.id && compareJobs(other, job) < 0)
    const violations = evaluateUsage(policy, {
      submission: { jobs: 1, amount: plan.specs.get(state.label)?.price?.amount ?? 0 },
      ...countJobs(policy, { ...listed, jobs: earlier, isComplete: true }, obsoleteIds, []),
      perPullRequest: 'no-pull-request',
    })
    if (violations.length === 0) continue
    counted = counted.filter(({ id }) => id !== job.id)
    await reportViolations(plan, violations, context)
    const cancelled = await cancelJob(state, job.id, cancelOptions(context))
    watch.update(state.label, (current) => markOverLimit(current, cancelled, violations))
  }
}

/** `cancelled`: the state after the cancellation was requested. */
function markOverLimit(current: JobState, cancelled: JobState, violations: readonly Violation[]): JobState {
  const hasStopped = cancelled.outcome === 'cancelled' || cancelled.outcome === 'running'
  const latest = hasStopped ? { ...current, job: cancelled.job, timeline: cancelled.timeline } : current
  // The watch may have seen the cancellation first.
  const notes = current.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
  const note: Note = { code: 'policy-limit-passed', reasons: violations.map(({ message }) => message) }
  return withNote({ ...latest, notes }, note, hasStopped ? 'cancelled' : current.outcome)
}

async function reportViolations(
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
  readonly jobs: readonly TrainingJob[]
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
    jobs.filter(isSince(MONTH_S)).map((job) => ({ id: job.id, price: listedPrice(policy, job) })),
    claims,
  )
  return {
    liveJobs: { jobs: live.length + claims.length, isCutOff },
    jobsPerDay: { jobs: jobs.filter(isSince(DAY_S)).length + claims.length, isCutOff },
    perMonth: { ...month, isCutOff },
  }
}

/** What the jobs of a conversation cost, by its record: their price when they were submitted, else by what is listed. */
function recordedPrices(
  policy: Policy,
  { requests }: CommentRecord,
  service: string,
  listed: readonly TrainingJob[],
): readonly PricedJob[] {
  const listedById = new Map(listed.map((job) => [job.id, job]))
  const recorded = Object.entries(requests).flatMap(([key, { jobs }]) =>
    serviceOfKey(key) === service ? jobs.filter(({ provenance }) => provenance !== 'unsigned') : [],
  )
  return recorded.map(({ id, price }) => {
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

/** Ids of jobs that others take the place of. */
function replacedIds(ledger: RunLedger | undefined): readonly string[] {
  const requests = Object.values(ledger?.record.requests ?? {})
  return requests.flatMap(({ jobs }) => jobs.flatMap(({ id, replacedBy }) => (replacedBy ? [id] : [])))
}

function compareJobs(a: TrainingJob, b: TrainingJob): number {
  const [x, y] = [a.createdAt ?? Infinity, b.createdAt ?? Infinity]
  return x === y ? (a.id < b.id ? -1 : Number(a.id > b.id)) : x - y
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
