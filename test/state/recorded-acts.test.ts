import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { RecordedAct } from '../../src/state/record.ts'
import { limitActs, mergeActs } from '../../src/state/recorded-acts.ts'

const CHECKS = { numRuns: 300, seed: 20_261_130 }

const actOf = (changes: Partial<RecordedAct>): RecordedAct => ({
  ...{ digests: ['a'], by: 'ada', act: 'dispatch', actId: 'dispatch 8/1', atMs: 0 },
  ...changes,
})

const anyAct = fc
  .record({
    digests: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    isHalf: fc.constantFrom(true as const, undefined),
    isIndependent: fc.constantFrom(true as const, undefined),
    by: fc.constantFrom('ada', 'bob'),
    act: fc.constantFrom('dispatch' as const, 'review' as const),
    atMs: fc.nat(3),
    actId: fc.constantFrom('1', '2'),
  })
  .map(actOf)
/** As in a record. */
const anyActs = fc.option(
  fc.array(anyAct, { maxLength: 6 }).map((acts) => mergeActs(acts, []) ?? []),
  { nil: undefined },
)

describe('merging recorded acts', () => {
  it('keeps the newest act of a kind of each person for each request', () => {
    const [older, newer] = [actOf({ atMs: 1 }), actOf({ atMs: 2 })]
    const others = [actOf({ by: 'bob' }), actOf({ digests: ['b'] }), actOf({ act: 'review' })]
    expect(new Set(mergeActs([older, ...others], [newer]))).toEqual(new Set([newer, ...others]))
  })

  it('keeps an act for several requests once, and as a half only where it was never more', () => {
    const half = actOf({ digests: ['a', 'b'], isHalf: true })
    const merged = mergeActs([half, actOf({ digests: ['c'] })], [actOf({ digests: ['b'] })])
    expect(merged).toEqual([{ ...half, digests: ['a'] }, actOf({ digests: ['b', 'c'] })])
  })

  it('keeps an act as an independent one for the requests for which it ever was', () => {
    const act = actOf({ digests: ['a', 'b'] })
    const independent = actOf({ digests: ['b', 'c'], byId: 5, isIndependent: true })
    expect(new Set(mergeActs([act], [independent]))).toEqual(
      new Set([actOf({ digests: ['a'] }), independent]),
    )
  })

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(anyActs, anyActs, anyActs, (a, b, c) => {
        expect(mergeActs(a, b)).toEqual(mergeActs(b, a))
        expect(mergeActs(mergeActs(a, b), c)).toEqual(mergeActs(a, mergeActs(b, c)))
      }),
      CHECKS,
    )
  })

  it('of the same changes nothing', () => {
    fc.assert(
      fc.property(anyActs, anyActs, (a, b) => {
        const merged = mergeActs(a, b)
        expect(mergeActs(merged, a)).toEqual(merged)
      }),
      CHECKS,
    )
  })
})

it('a record keeps the newest acts', () => {
  const acts = Array.from({ length: 50 }, (_, n) => actOf({ by: `user ${n}`, atMs: n }))
  expect(limitActs(acts)).toEqual(acts.slice(10))
  expect(limitActs(acts, 2)).toEqual(acts.slice(48))
})

it('keeps starts by hand rather than other acts', () => {
  const acts = [actOf({}), ...[1, 2].map((atMs) => actOf({ act: 'review', atMs }))]
  expect(limitActs(acts, 2)).toEqual([acts[0], acts[2]])
})
