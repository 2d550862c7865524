import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateUsage, type Usage } from '../policy/evaluate-usage.ts'
import type { Violation } from '../policy/plan.ts'
import { findDeadClaims, findSubmissions, goesBefore, type RecordedClaim } from '../state/claim.ts'
import { EMPTY_RECORD, type CommentRecord, type Hold } from '../state/record.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import type { TrainingJob } from './api.ts'
import { CLOCK_MARGIN_S } from './clock.ts'
import { countJobs, countSpending, recordedJobs, sum, withRecorded } from './count-jobs.ts'
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
  /** Claims of others that this step saw before it had one of its own. They go before it; more of them are added. */
  readonly seenClaims: Set<string>
}

/**
 * Checks the limits of the policy on what exists already. Jobs that the step would only follow are not counted. Empty if they
 * allow the submission.
 */
export async function checkUsage(
  submission: Submission,
  { plan, policy }: Pick<StepPlan, 'plan' | 'policy'>,
  inputs: Pick<RunInputs, 'onSuperseded' | 'reuse'>,
  context: CommandContext,
): Promise<readonly Violation[]> {
  const { toSubmit, states } = submission
  if (policy === undefined || toSubmit.length === 0) return []
  if (!needsList(policy) && policy.budget['per-pull-request'] === undefined) return []
  const listed = await listCountedJobs(policy, context)
  const { ledger, holder } = context
  const record = ledger?.record ?? EMPTY_RECORD
  const recorded = recordedJobs(record, holder.service)
  const claims = findEarlierClaims(submission, record, context)
  const pending = withoutListed(claims, listed?.jobs ?? [], record)
  const obsoleteIds = findObsoleteIds(states, inputs, context)
  const prices = toSubmit.map(({ label }) => plan.specs.get(label)?.price?.amount ?? 0)
  return evaluateUsage(policy, {
    submission: { jobs: toSubmit.length, amount: sum(prices) },
    ...(listed && countJobs(policy, withRecorded(listed, recorded), obsoleteIds, pending)),
    perPullRequest: spendingOfPullRequest(context, () => {
      const lost = findLostClaims(inputs.reuse ? toSubmit : [], record, context)
      return countSpending(policy, { record, service: holder.service }, listed?.jobs ?? [], [
        ...claims,
        ...lost,
      ])
    }),
  })
}

/** Submissions of others that go before ours: those that we saw first, and of those that did not see each other the older. */
function findEarlierClaims(
  { toSubmit, seenClaims }: Submission,
  record: CommentRecord,
  { ledger, holder, githubTime }: CommandContext,
): readonly Hold[] {
  const claimant = { ...holder, nowMs: githubTime() }
  const hasClaimed = toSubmit.some((state) => ledger?.isClaimShown(state))
  const idOf = ({ key, claim }: RecordedClaim): string => `${key} ${claim.holderId}`
  const submissions = findSubmissions(record, claimant)
  if (!hasClaimed) for (const each of submissions) seenClaims.add(idOf(each))
  return submissions
    .filter((each) => seenClaims.has(idOf(each)) || goesBefore(each.claim, claimant))
    .map(({ claim }) => claim)
}

/** The job of a claim may be in the list already. */
function withoutListed(
  claims: readonly Hold[],
  listed: readonly TrainingJob[],
  record: CommentRecord,
): readonly Hold[] {
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

/** Submissions of steps that died, whose job may exist. Of these states it was searched for. */
function findLostClaims(
  searched: readonly JobState[],
  record: CommentRecord,
  { ledger, holder, githubTime }: CommandContext,
): readonly Hold[] {
  const searchedKeys = searched.map((state) => ledger?.keyOf(state))
  return findDeadClaims(record, { ...holder, nowMs: githubTime() })
    .filter(({ key }) => !searchedKeys.includes(key))
    .map(({ claim }) => claim)
}

/** Undefined if the jobs of the pull request are not known. */
function spendingOfPullRequest(
  { ledger, isPullRequest, lookupError }: CommandContext,
  count: () => Exclude<Usage['perPullRequest'], 'no-pull-request'>,
): Usage['perPullRequest'] {
  // GitHub may not have told the pull request of a push.
  if (isPullRequest !== true) return lookupError === undefined ? 'no-pull-request' : undefined
  return ledger?.isOfConversation === true && ledger.isRead ? count() : undefined
}
