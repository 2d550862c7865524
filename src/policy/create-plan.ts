import type { Spec, TrainingRequest } from '../job-spec/types.ts'
import { evaluateRequest, evaluateRun } from './evaluate-policy.ts'
import type { Plan, Price, SpecPlan } from './plan.ts'
import type { Policy } from './policy.ts'
import { needsApproval } from './needs-approval.ts'
import { examplesOf, priceOf } from './price.ts'

interface PlanOptions {
  /** Absent if the repository has no policy. */
  readonly policy?: Policy
  readonly policyPage?: Plan['policy']
  /** As in `GITHUB_EVENT_NAME`. */
  readonly eventName: string
  /** Whether all of them would be submitted. A step that follows jobs submits fewer. Default: true. */
  readonly countsJobs?: boolean
  /** What the base branch asks for, by spec label. */
  readonly baseRequests?: ReadonlyMap<string, TrainingRequest>
  /** Ids of jobs that exist already, by digest of their request. */
  readonly existingJobs?: ReadonlyMap<string, string>
}

/** What these specs would train, and whether the policy allows each. */
export function createPlan(
  specs: readonly Spec[],
  { policy, policyPage, eventName, baseRequests, existingJobs, countsJobs = true }: PlanOptions,
): Plan {
  const plans = specs.map(({ label, digest, request }): [string, SpecPlan] => {
    const before = baseRequests?.get(label)
    const plan: SpecPlan = {
      examples: knownExamples(request),
      baseExamples: before && knownExamples(before),
      price: policy && knownPrice(policy, request),
      basePrice: policy && before && knownPrice(policy, before),
      violations: policy ? evaluateRequest(policy, request, { eventName }) : [],
      ...(policy && needsApproval(policy, request) ? { needsApproval: true } : {}),
      existingJobId: existingJobs?.get(digest),
    }
    return [label, plan]
  })
  return {
    specs: new Map(plans),
    violations: policy && countsJobs ? evaluateRun(policy, specs.length) : [],
    policy: policyPage,
  }
}

function knownExamples(request: TrainingRequest): number | undefined {
  const result = examplesOf(request)
  return result.kind === 'known' ? result.examples : undefined
}

function knownPrice(policy: Policy, request: TrainingRequest): Price | undefined {
  const result = priceOf(policy, request)
  return result.kind === 'priced' ? result.price : undefined
}
