import { describe, expect, it } from '@jest/globals'
import { needsApproval } from '../../src/policy/needs-approval.ts'
import { policyOf, requestOf } from './policies.ts'

/** 1,000 examples cost 1 EUR; only of base models named `m-*`. */
const PRICE = 'price: { currency: EUR, per-million-examples: { "m-*": 1000 } }\n'
const above = (amount: number): string => `${PRICE}approval: { required: { above: ${amount} } }\n`
/** A request with this price. */
const priced = (euros: number) =>
  requestOf({
    model_config: { base_model: 'm-small' },
    hyperparameters: { training_steps: 1000, batch_size: euros },
  })

describe('a request needs an approval', () => {
  it.each<[string, string, ReturnType<typeof requestOf>, boolean]>([
    ['not without a rule', PRICE, priced(8), false],
    ['never', 'approval: { required: never }', priced(8), false],
    ['always', 'approval: { required: always }', priced(8), true],
    ['always, with any price', `${PRICE}approval: { required: always }`, priced(1), true],
    ['not below', above(10), priced(8), false],
    ['not at the limit', above(8), priced(8), false],
    ['above', above(7.99), priced(8), true],
    ['above nothing', above(0), priced(1), true],
    ['without a size', above(1_000_000), requestOf({ hyperparameters: {} }), true],
    ['without a rate', above(1_000_000), requestOf({ model_config: { base_model: 'other' } }), true],
    ['without a base model', above(1_000_000), requestOf({ model_config: {} }), true],
  ])('%s', (_, policy, request, expected) => {
    expect(needsApproval(policyOf(policy), request)).toBe(expected)
  })

  it('whose price is not above the limit but for the inaccuracy of sums', () => {
    const rates = 'price: { currency: EUR, per-million-examples: { default: 0.1 } }\n'
    const request = requestOf({ hyperparameters: { training_steps: 3_000_000, batch_size: 1 } })
    expect(needsApproval(policyOf(`${rates}approval: { required: { above: 0.3 } }`), request)).toBe(false)
  })
})
