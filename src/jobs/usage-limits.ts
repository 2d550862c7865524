import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateUsage, type Usage } from '../policy/evaluate-usage.ts'
import type { Violation } from '../policy/plan.ts'
import { findEarlierSubmissions } from '../state/claim.ts'
import type { CommentRecord } from '../state/record.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import type { TrainingJob } from './api.ts'
import { CLOCK_MARGIN_S } from './clock.ts'
import { countJobs, countSpending, recordedJobs, sum, withRecorded, type PendingJob } from './count-jobs.ts'
import type { JobState } from './job-state.ts'
import { listCountedJobs, needsList } from './list-counted-jobs.ts'
import { findObsoleteIds } from './obsolete-ids.ts'
import type { StepPlan } from './plan-step.ts'

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
  { plan, policy }: Pick<StepPlan, 'plan' | 'policy'>,
  inputs: Pick<RunInputs, 'onSuperseded'>,
  context: CommandContext,
): Promise<readonly Violation[]> {
  if (policy === undefined || toSubmit.length === 0) return []
  if (!needsList(policy) && policy.budget['per-pull-request'] === undefined) return []
  const listed = await listCountedJobs(policy, context)
  const { ledger, holder, githubTime } = context
  const record = ledger?.record
  const recorded = recordedJobs(record, holder.service)
  const claimant = { ...holder, nowMs: githubTime() }
  const pending = record === undefined ? [] : findPendingJobs(record, claimant, listed?.jobs ?? [])
  const obsoleteIds = findObsoleteIds(states, inputs, context)
  const prices = toSubmit.map(({ label }) => plan.specs.get(label)?.price?.amount ?? 0)
  return evaluateUsage(policy, {
    submission: { jobs: toSubmit.length, amount: sum(prices) },
    ...(listed && countJobs(policy, withRecorded(listed, recorded), obsoleteIds, pending)),
    perPullRequest: spendingOfPullRequest(context, () =>
      countSpending(policy, recorded, listed?.jobs ?? [], pending),
    ),
  })
}

/** Submissions of others that go before ours, without those whose job is in the list already. */
function findPendingJobs(
  record: CommentRecord,
  claimant: Parameters<typeof findEarlierSubmissions>[1],
  listed: readonly TrainingJob[],
): readonly PendingJob[] {
  const claims = findEarlierSubmissions(record, claimant).map(({ claim }) => claim)
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

/** Undefined if the jobs of the pull request are not known. */
function spendingOfPullRequest(
  { ledger, isPullRequest }: CommandContext,
  count: () => Exclude<Usage['perPullRequest'], 'no-pull-request'>,
): Usage['perPullRequest'] {
  if (isPullRequest !== true) return 'no-pull-request'
  return ledger === undefined ? undefined : count()
}
