import type { Spending, Usage } from '../policy/evaluate-usage.ts'
import type { Policy } from '../policy/policy.ts'
import { priceOf } from '../policy/price.ts'
import { serviceOfKey, type CommentRecord, type RecordedJob } from '../state/record.ts'
import { droppedAmount } from '../state/subtotals.ts'
import type { TrainingJob } from './api.ts'
import { isTerminal, parsePhase } from './job-status.ts'

export const DAY_S = 86_400
export const MONTH_S = 30 * DAY_S

/** A job with the estimate of when it was submitted, if a record has it. */
type CountedJob = TrainingJob & { readonly price?: number }

export interface CountedJobs {
  readonly jobs: readonly CountedJob[]
  /** False if there may be more. */
  readonly isComplete: boolean
  /** The service's time (Unix time in seconds). */
  readonly nowS: number
}

/** A submission of another step whose job is not known yet. */
export interface PendingJob {
  readonly price?: number
}

/** Counts jobs for the limits of a policy. `obsoleteIds`: of jobs that do not count as live. */
export function countJobs(
  policy: Policy,
  { jobs, isComplete, nowS }: CountedJobs,
  obsoleteIds: ReadonlySet<string>,
  pending: readonly PendingJob[],
): Pick<Usage, 'liveJobs' | 'jobsPerDay' | 'perMonth'> {
  const isSince = (seconds: number) => (job: TrainingJob) => (job.createdAt ?? nowS) > nowS - seconds
  const live = jobs.filter(({ id, status }) => !isTerminal(parsePhase(status)) && !obsoleteIds.has(id))
  const isCutOff = !isComplete
  return {
    liveJobs: { jobs: live.length + pending.length, isCutOff },
    jobsPerDay: { jobs: jobs.filter(isSince(DAY_S)).length + pending.length, isCutOff },
    perMonth: { ...addPrices(policy, jobs.filter(isSince(MONTH_S)), pending), isCutOff },
  }
}

/** What the jobs of a conversation cost, also those that its record has dropped. `listed`: what the service shows of them. */
export function countSpending(
  policy: Policy,
  { record, service }: { readonly record: CommentRecord; readonly service: string },
  listed: readonly TrainingJob[],
  pending: readonly PendingJob[],
): Spending {
  const byId = new Map(listed.map((job) => [job.id, job]))
  const jobs = recordedJobs(record, service).map(({ id, price }) => ({ ...byId.get(id), id, price }))
  const spending = addPrices(policy, jobs, pending)
  return { ...spending, amount: spending.amount + droppedAmount(record, service) }
}

/** Adds what a record knows: prices, and jobs that a lagging list does not show yet. */
export function withRecorded(listed: CountedJobs, recorded: readonly RecordedJob[]): CountedJobs {
  const priceById = new Map(recorded.map(({ id, price }) => [id, price]))
  const ids = new Set(listed.jobs.map(({ id }) => id))
  const missing = recorded
    .filter(({ id, isUnfinished }) => isUnfinished && !ids.has(id))
    .map(({ id, createdAtS, price }) => ({ id, createdAt: createdAtS, status: 'QUEUED', price }))
  return {
    ...listed,
    jobs: [...listed.jobs.map((job) => ({ ...job, price: priceById.get(job.id) })), ...missing],
  }
}

/** The jobs of a service that signed records name. */
export function recordedJobs(record: CommentRecord | undefined, service: string): readonly RecordedJob[] {
  return Object.entries(record?.requests ?? {}).flatMap(([key, { jobs }]) =>
    serviceOfKey(key) === service ? jobs.filter(({ provenance }) => provenance !== 'unsigned') : [],
  )
}

function addPrices(policy: Policy, jobs: readonly CountedJob[], pending: readonly PendingJob[]): Spending {
  const priced = jobs.map((job) => ({ id: job.id, price: priceOfJob(policy, job) }))
  return {
    amount: sum([...priced, ...pending].map(({ price = 0 }) => price)),
    unpricedJobs: priced.flatMap(({ id, price }) => (price === undefined ? [id] : [])),
  }
}

/** The higher of both estimates: a service may list another name of the base model, which has another rate. */
function priceOfJob(policy: Policy, { price, modelConfig, hyperparameters }: CountedJob): number | undefined {
  const listed = priceOf(policy, { model_config: modelConfig, hyperparameters })
  if (listed.kind !== 'priced') return price
  return Math.max(listed.price.amount, price ?? 0)
}

/** By creation time and id; without a time by id only, so that all steps agree. */
export function compareJobs(a: TrainingJob, b: TrainingJob): number {
  const order = a.createdAt === undefined || b.createdAt === undefined ? 0 : a.createdAt - b.createdAt
  return order || (a.id < b.id ? -1 : Number(a.id > b.id))
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
