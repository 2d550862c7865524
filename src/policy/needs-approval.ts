import type { Policy } from './policy.ts'
import { exceeds, priceOf, type PricedRequest } from './price.ts'

/** Whether somebody must approve this request before it is submitted. An unknown price counts as too high. */
export function needsApproval(policy: Pick<Policy, 'approval' | 'price'>, request: PricedRequest): boolean {
  const { required } = policy.approval ?? {}
  if (required === undefined) return false
  if (required === 'always') return true
  const result = priceOf(policy, request)
  return result.kind !== 'priced' || exceeds(result.price.amount, required.above)
}
