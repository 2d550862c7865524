import { groupDigits } from '../job-spec/format-value.ts'
import type { Violation } from './plan.ts'
import type { BudgetRule, LimitRule, Policy } from './policy.ts'
import { formatBudget, formatPrice } from './format-price.ts'
import { exceeds } from './price.ts'
import { createViolation, listAll } from './violation.ts'

/** What exists already. Leaves out the jobs that the submission will supersede. */
export interface Usage {
  /** What the step would submit: without jobs that it would only follow. */
  readonly submission: {
    readonly jobs: number
    /** Sum of their prices, in the currency of the policy. */
    readonly amount: number
  }
  /** Unfinished jobs. */
  readonly liveJobs?: JobCount
  /** Jobs created in the last 24 hours. */
  readonly jobsPerDay?: JobCount
  /** Jobs created in the last 30 days. */
  readonly perMonth?: Spending
  /** Jobs of the pull request. */
  readonly perPullRequest?: Spending | 'no-pull-request'
}

export interface JobCount {
  readonly jobs: number
  /** Counting stopped early, so there may be more jobs: a limit counts as reached. */
  readonly isCutOff?: boolean
}

export interface Spending {
  /** Sum of the known prices, in the currency of the policy. */
  readonly amount: number
  /** Ids of the jobs whose price is unknown. Each weighs `budget.per-job`. */
  readonly unpricedJobs: readonly string[]
  /** As in `JobCount`. */
  readonly isCutOff?: boolean
}

/**
 * Checks what a submission would add to the jobs that exist. A rule whose usage is absent or cut off counts as reached. A
 * step that submits nothing violates nothing. Jobs without a price weigh `budget.per-job`, so for them, and only for them, a
 * lower `per-job` makes the other budgets last longer.
 */
export function evaluateUsage(policy: Policy, usage: Usage): readonly Violation[] {
  if (usage.submission.jobs === 0) return []
  const { liveJobs, jobsPerDay, perMonth, perPullRequest } = usage
  return [
    ...checkCount(policy, 'live-jobs', usage, { count: liveJobs, verb: 'be live', soFar: 'now' }),
    ...checkCount(policy, 'jobs-per-day', usage, {
      count: jobsPerDay,
      verb: 'be created in 24 hours',
      soFar: 'so far',
    }),
    ...(perPullRequest === 'no-pull-request'
      ? []
      : checkSpending(policy, 'per-pull-request', usage, {
          spending: perPullRequest,
          what: 'The jobs of the pull request',
        })),
    ...checkSpending(policy, 'per-month', usage, { spending: perMonth, what: 'The jobs of 30 days' }),
  ]
}

function checkCount(
  policy: Policy,
  rule: LimitRule,
  { submission }: Usage,
  {
    count,
    verb,
    soFar,
  }: { readonly count: JobCount | undefined; readonly verb: string; readonly soFar: string },
): readonly Violation[] {
  const limit = policy.limits[rule]
  if (limit === undefined) return []
  const path = `limits.${rule}`
  if (!count || count.isCutOff === true) return [uncounted(policy, path, groupDigits(limit))]
  const total = count.jobs + submission.jobs
  if (total <= limit) return []
  const message = `${groupDigits(total)} jobs would ${verb} (${groupDigits(count.jobs)} ${soFar}), but ${path} allows ${groupDigits(limit)}.`
  return [createViolation(policy, path, message)]
}

function checkSpending(
  policy: Policy,
  rule: BudgetRule,
  { submission }: Usage,
  { spending, what }: { readonly spending: Spending | undefined; readonly what: string },
): readonly Violation[] {
  const limit = policy.budget[rule]
  if (limit === undefined) return []
  const path = `budget.${rule}`
  const currency = policy.price?.currency ?? ''
  const allowed = formatBudget({ amount: limit, currency })
  if (!spending || spending.isCutOff === true) return [uncounted(policy, path, allowed)]
  const { unpricedJobs } = spending
  const perJob = policy.budget['per-job']
  if (unpricedJobs.length > 0 && perJob === undefined) {
    const message = `The price of ${listAll(unpricedJobs)} is unknown, so ${path}, which allows ${allowed}, counts as reached.`
    return [
      createViolation(policy, path, message, 'Add budget.per-job to the policy, as the price of such jobs.'),
    ]
  }
  const soFar = spending.amount + unpricedJobs.length * (perJob ?? 0)
  const total = soFar + submission.amount
  if (!exceeds(total, limit)) return []
  const show = (amount: number): string => formatPrice({ amount, currency })
  const unpriced =
    unpricedJobs.length === 0
      ? ''
      : `, where each of the jobs without a price counts as ${show(perJob ?? 0)}: ${listAll(unpricedJobs)}`
  const message = `${what} would cost ${show(total)} (${show(soFar)} so far${unpriced}), but ${path} allows ${allowed}.`
  return [createViolation(policy, path, message)]
}

function uncounted(policy: Policy, path: string, allowed: string): Violation {
  const message = `Not all jobs could be counted, so ${path}, which allows ${allowed}, counts as reached.`
  return createViolation(policy, path, message)
}
