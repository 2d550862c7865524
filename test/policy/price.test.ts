import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Policy } from '../../src/policy/policy.ts'
import { formatBudget, formatPrice } from '../../src/policy/format-price.ts'
import { examplesOf, exceeds, priceOf } from '../../src/policy/price.ts'
import { matchesPattern } from '../../src/policy/wildcard.ts'
import { requestOf } from './policies.ts'

const ratesOf = (rates: Record<string, number>): Pick<Policy, 'price'> => ({
  price: { currency: 'EUR', rates: new Map(Object.entries(rates)) },
})
/** A million examples, so that the price is the rate. */
const million = (base_model?: string) =>
  requestOf({ model_config: { base_model }, hyperparameters: { training_steps: 1000, batch_size: 1000 } })

describe('the examples of a request', () => {
  it.each([
    [
      { training_steps: 1000, batch_size: 8 },
      { kind: 'known', examples: 8000 },
    ],
    [{ training_steps: 1000 }, { kind: 'missing-fields', fields: ['batch_size'] }],
    [{ batch_size: 8 }, { kind: 'missing-fields', fields: ['training_steps'] }],
    [{}, { kind: 'missing-fields', fields: ['training_steps', 'batch_size'] }],
    [undefined, { kind: 'missing-fields', fields: ['training_steps', 'batch_size'] }],
    [
      { training_steps: null, batch_size: '8' },
      { kind: 'missing-fields', fields: ['training_steps', 'batch_size'] },
    ],
    [
      { training_steps: -1, batch_size: Infinity },
      { kind: 'missing-fields', fields: ['training_steps', 'batch_size'] },
    ],
  ])('of %j are %j', (hyperparameters, expected) => {
    expect(examplesOf({ hyperparameters })).toEqual(expected)
  })
})

describe('the price of a request', () => {
  const rates = {
    default: 1,
    'mistral-*': 2,
    'mistral-small-*': 3,
    'mistral-small-latest': 4,
    '*-latest': 5,
    '*': 6,
    'ab*': 7,
    '*ab': 8,
    'mistral-small-late**': 9,
  }

  it.each([
    ['mistral-small-latest', 4],
    ['mistral-small-late', 9],
    ['mistral-small-2501', 3],
    ['mistral-large', 2],
    ['mistral-latest', 2],
    ['codestral-latest', 5],
    ['Mistral-small', 6],
    ['other', 6],
    ['abxab', 8],
    [undefined, 6],
    ['', 6],
  ])('for the base model %j has the rate of the most specific pattern: %i', (model, amount) => {
    expect(priceOf(ratesOf(rates), million(model))).toEqual({
      kind: 'priced',
      price: { amount, currency: 'EUR' },
    })
  })

  it.each([
    ['m', { default: 1 }, 1],
    [undefined, { default: 1, 'mistral-*': 2 }, 1],
    ['default', { default: 1, 'd*': 2 }, 2],
  ])('for the base model %j by the rates %j is %i', (model, each, amount) => {
    expect(priceOf(ratesOf(each), million(model))).toMatchObject({ price: { amount } })
  })

  it.each([
    [{}, million('m'), { kind: 'no-rates' }],
    [ratesOf({ 'x*': 1 }), million('m'), { kind: 'no-matching-rate', baseModel: 'm' }],
    [ratesOf({ 'x*': 1 }), million(), { kind: 'no-matching-rate', baseModel: undefined }],
    [
      ratesOf({ default: 1 }),
      requestOf({ hyperparameters: { training_steps: 5 } }),
      { kind: 'missing-fields', fields: ['batch_size'] },
    ],
    [ratesOf({ default: 1 }), {}, { kind: 'missing-fields', fields: ['training_steps', 'batch_size'] }],
  ])('is unknown: %#', (policy, request, expected) => {
    expect(priceOf(policy, request)).toEqual(expected)
  })

  const anyModel = fc.stringMatching(/^[ab]{1,6}$/)
  const anyRates = fc.dictionary(fc.stringMatching(/^[ab*]{1,5}$/), fc.nat(100), { minKeys: 1, maxKeys: 8 })

  it('grows with the examples and does not depend on the order of the rates', () => {
    fc.assert(
      fc.property(
        anyModel,
        anyRates,
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e4 }),
        (base_model, each, training_steps, batch_size) => {
          const all = { default: 5, ...each }
          const price = (steps: number, rateList: Record<string, number>) => {
            const request = requestOf({
              model_config: { base_model },
              hyperparameters: { training_steps: steps, batch_size },
            })
            const result = priceOf(ratesOf(rateList), request)
            if (result.kind !== 'priced') throw new Error(result.kind)
            return result.price.amount
          }
          const amount = price(training_steps, all)
          expect(price(training_steps, Object.fromEntries(Object.entries(all).reverse()))).toBe(amount)
          expect(price(training_steps + 1, all)).toBeGreaterThanOrEqual(amount)
          const rate = (amount * 1e6) / (training_steps * batch_size)
          expect(Object.values(all).some((known) => Math.abs(known - rate) < 1e-6)).toBe(true)
        },
      ),
    )
  })
})

describe('a pattern', () => {
  it('matches as the regular expression that it stands for', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab.]{0,8}$/), fc.stringMatching(/^[ab.*]{0,8}$/), (name, pattern) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*')
        expect(matchesPattern(name, pattern)).toBe(new RegExp(`^${expression}$`).test(name))
      }),
      { numRuns: 1000 },
    )
  })

  it('with many wildcards takes little time', () => {
    expect(matchesPattern('a'.repeat(10_000), `${'a*'.repeat(99)}b`)).toBe(false)
  })
})

describe('amounts of money', () => {
  it.each([
    [96, '96 EUR', '96 EUR'],
    [0, '0 EUR', '0 EUR'],
    [1234567.5, '1,234,567.50 EUR', '1,234,567.50 EUR'],
    [96.004, '96.01 EUR', '96 EUR'],
    [0.001, '0.01 EUR', '0 EUR'],
    [1.1 * 100, '110 EUR', '110 EUR'],
    [0.1 + 0.2, '0.30 EUR', '0.30 EUR'],
  ])('%d is the price %s and the budget %s', (amount, price, budget) => {
    expect(formatPrice({ amount, currency: 'EUR' })).toBe(price)
    expect(formatBudget({ amount, currency: 'EUR' })).toBe(budget)
  })

  it.each([
    [0.1 + 0.2, 0.3, false],
    [0.31, 0.3, true],
    [0, 0, false],
    [1e-9, 0, true],
    [100, 100, false],
    [NaN, 100, true],
  ])('%d exceeds %d: %s', (amount, limit, expected) => {
    expect(exceeds(amount, limit)).toBe(expected)
  })
})
