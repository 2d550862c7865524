import { digestOfKey, type CommentRecord } from '../state/record.ts'
import type { GitHubResult } from '../state/github.ts'
import type { PlanContext } from '../commands/context.ts'
import type { RunInputs, SpecInputs } from '../inputs.ts'
import type { BaseComparison } from '../job-spec/base-branch.ts'
import type { Diagnostic, LoadedSpecs, Spec } from '../job-spec/types.ts'
import { checkMaxJobs } from '../policy/check-max-jobs.ts'
import { EMPTY_TOKEN } from '../state/github.ts'
import { loadPolicy, type LoadedPolicy } from '../policy/load-policy.ts'
import type { Plan, SpecPlan, Violation } from '../policy/plan.ts'
import { POLICY_FILE, type Policy } from '../policy/policy.ts'
import { momentOf, type Moment } from './clock.ts'
import { diffAgainstBase, skipUnchanged } from './create-job-states.ts'
import type { JobState } from './job-state.ts'
import type { Note } from './note.ts'

export interface StepPlan {
  /** Specs that are skipped have an outcome. */
  readonly states: readonly JobState[]
  readonly diagnostics: readonly Diagnostic[]
  /** The outcome of all specs, if none may be submitted or followed. */
  readonly rejection?: 'invalid' | 'refused'
  /** Why none may be submitted. */
  readonly ban?: Note
  readonly plan: Plan
  /** Absent if there is no base branch. */
  readonly comparison?: BaseComparison
  /** Before anything was read. */
  readonly started: Moment
  readonly policy?: Policy
  /** The content of the policy file. */
  readonly policyBytes?: Uint8Array
}

interface CheckedSpecs extends LoadedSpecs {
  /** One for each valid spec and each invalid file. */
  readonly states: readonly JobState[]
}

type PlanInputs = Pick<SpecInputs, 'set' | 'onlyChanged'> &
  Pick<RunInputs, 'maxJobs'> & { readonly command: 'run' | 'validate' }

/**
 * Finds out what a step would train, what that changes, and whether it may. Submits nothing. `githubUntilMs`: how long to try
 * to read what decides about that, on the monotonic clock.
 */
export async function planStep(
  { specs, positions, diagnostics: specDiagnostics, states: initial }: CheckedSpecs,
  inputs: PlanInputs,
  context: PlanContext,
  githubUntilMs: number,
): Promise<StepPlan> {
  const started = momentOf(context.clock)
  const isValid = specDiagnostics.every(({ level }) => level !== 'error')
  const [comparison, loaded, record] = await Promise.all([
    diffAgainstBase(specs, inputs, context, githubUntilMs),
    isValid && specs.length > 0 ? readPolicy(context, githubUntilMs) : undefined,
    isValid ? context.readRecord?.() : undefined,
  ])
  if (comparison !== undefined) context.reporter.setSpecDiff(comparison.specDiffs)
  if (inputs.onlyChanged && comparison?.error !== undefined)
    context.reporter.warn({ code: 'base-unreadable', error: comparison.error })
  const states = inputs.onlyChanged ? skipUnchanged(initial, comparison?.specDiffs, context) : initial
  context.reporter.setStates(states)
  if (!isValid)
    return { states, diagnostics: specDiagnostics, rejection: 'invalid', plan: EMPTY_PLAN, started }
  const planned = states.flatMap(({ spec, outcome }) => (spec && outcome === undefined ? [spec] : []))
  const tooMany = checkMaxJobs(planned, inputs.maxJobs)
  const policyProblems = loaded?.kind === 'invalid' ? loaded.diagnostics : []
  const problems = [...tooMany, ...policyProblems]
  context.reporter.addDiagnostics(problems)
  // A run finds out later how many jobs exist already.
  const countsJobs = inputs.command === 'validate'
  const plan = await createStepPlan(planned, { comparison, loaded, record, countsJobs }, context)
  const { describePlan } = await import(/* webpackChunkName: 'policy' */ '../policy/describe-plan.ts')
  context.reporter.setPlan(plan, describePlan(plan, positions))
  return {
    states,
    diagnostics: [...specDiagnostics, ...problems],
    rejection: tooMany.length > 0 ? 'refused' : undefined,
    ban: findBan(loaded, plan),
    plan,
    comparison,
    started,
    ...(loaded?.kind === 'loaded' ? { policy: loaded.policy, policyBytes: loaded.bytes } : {}),
  }
}

const EMPTY_PLAN: Plan = { specs: new Map(), violations: [] }

async function readPolicy(
  { defaultBranch, mayLackToken, clock, random, reporter }: PlanContext,
  untilMs: number,
): Promise<LoadedPolicy> {
  if (defaultBranch !== undefined) return loadPolicy(defaultBranch, { clock, random, untilMs })
  if (mayLackToken !== true) return { kind: 'unreadable', error: EMPTY_TOKEN }
  reporter.info({ code: 'policy-not-read' })
  return { kind: 'none' }
}

/** What a plan is made from; absent if it does not exist or cannot be read. */
interface PlanSources {
  readonly comparison?: BaseComparison
  readonly loaded?: LoadedPolicy
  readonly record?: GitHubResult<CommentRecord>
  readonly countsJobs: boolean
}

/** The newest live or successful job of each request, by digest. */
function findExistingJobs({ requests }: CommentRecord): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(requests).flatMap(([key, { jobs }]): [string, string][] => {
      const job = jobs.find(({ isUnfinished, outputModel }) => isUnfinished || outputModel !== undefined)
      return job === undefined ? [] : [[digestOfKey(key), job.id]]
    }),
  )
}

async function createStepPlan(
  specs: readonly Spec[],
  { comparison, loaded, record, countsJobs }: PlanSources,
  { eventName, defaultBranch }: PlanContext,
): Promise<Plan> {
  const { createPlan } = await import(/* webpackChunkName: 'policy' */ '../policy/create-plan.ts')
  const existingJobs = record?.ok ? findExistingJobs(record.value) : undefined
  const options = { eventName, baseRequests: comparison?.requests, existingJobs, countsJobs }
  if (loaded?.kind !== 'loaded') return createPlan(specs, options)
  const { policy, url } = loaded
  const { approval } = policy
  const policyPage = {
    url,
    owners: [],
    approval: approval && { from: approval.from, users: approval.users, by: approval.by },
  }
  const plan = createPlan(specs, { ...options, policy, policyPage })
  // Nobody needs to know them while nothing is refused.
  return isRefused(plan)
    ? { ...plan, policy: { ...policyPage, owners: await findOwners(defaultBranch) } }
    : plan
}

/** Who may change the policy. */
async function findOwners(defaultBranch: PlanContext['defaultBranch']): Promise<readonly string[]> {
  const [{ ownersOf }, codeowners] = await Promise.all([
    import(/* webpackChunkName: 'policy' */ '../policy/codeowners.ts'),
    defaultBranch?.readCodeowners(),
  ])
  return codeowners === undefined ? [] : ownersOf(POLICY_FILE, codeowners)
}

function isRefused({ specs, violations }: Plan): boolean {
  return violations.length > 0 || [...specs.values()].some((spec) => spec.violations.length > 0)
}

/** All or none: half a sweep is useless but costs money. */
function findBan(loaded: LoadedPolicy | undefined, plan: Plan): Note | undefined {
  if (loaded?.kind === 'unreadable') return { code: 'policy-unreadable', error: loaded.error }
  if (loaded?.kind === 'invalid') return { code: 'policy-invalid' }
  return isRefused(plan) ? { code: 'policy-refused' } : undefined
}

/** Reports rules that turn out to forbid the submissions of a step. */
export async function reportViolations(
  plan: Plan,
  violations: readonly Violation[],
  { reporter, defaultBranch }: PlanContext,
): Promise<void> {
  const owners = await findOwners(defaultBranch)
  const { describeViolations } = await import(/* webpackChunkName: 'policy' */ '../policy/describe-plan.ts')
  const problems = describeViolations(violations, owners)
  reporter.setPlan({ ...plan, violations, policy: { ...plan.policy, owners } }, { lines: [], problems })
}

/** The plan with the verdict about these specs by a policy that was read again. Reports it. */
export async function planAgain(
  specs: readonly Spec[],
  loaded: LoadedPolicy,
  before: Plan,
  context: PlanContext,
): Promise<Pick<StepPlan, 'plan' | 'policy' | 'ban'>> {
  const again = await createStepPlan(specs, { loaded, countsJobs: false }, context)
  const changed = [...again.specs].map(
    ([label, { price, violations, needsApproval }]): [string, SpecPlan] => [
      label,
      { ...before.specs.get(label), price, violations, needsApproval },
    ],
  )
  const page = again.policy ?? before.policy
  // What waits for an approval by the policy of before still tells how to give it.
  const approval = again.policy?.approval ?? before.policy?.approval
  const plan = {
    ...again,
    specs: new Map([...before.specs, ...changed]),
    policy: page && { ...page, approval },
  }
  const { describePlan } = await import(/* webpackChunkName: 'policy' */ '../policy/describe-plan.ts')
  const problems = loaded.kind === 'invalid' ? loaded.diagnostics : describePlan(again, new Map()).problems
  context.reporter.setPlan(plan, { lines: [], problems })
  const policy = loaded.kind === 'loaded' ? loaded.policy : undefined
  return { plan, policy, ban: findBan(loaded, again) }
}
