import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { limitPlans } from '../../src/state/limit-plans.ts'
import {
  findReplacingRun,
  mergeShownPlans,
  shortDigest,
  type ShownPlan,
} from '../../src/state/shown-plans.ts'
import { DIGEST } from '../fakes/samples.ts'
import { OTHER_DIGEST } from './samples.ts'

const CHECKS = { numRuns: 300, seed: 20_261_122 }
const [A, B] = [shortDigest(DIGEST), shortDigest(OTHER_DIGEST)]

const PLAN: ShownPlan = {
  key: 'k',
  digests: [A],
  hidden: [],
  isPartial: false,
  sinceMs: 1,
  pushers: ['bob'],
  firstCommits: ['c0'],
  commits: ['c0', 'c1'],
  inputsHash: 'h0',
  newestRuns: { s0: '100' },
  textHash: 'x',
}

describe('a short digest', () => {
  it.each([
    [DIGEST, '3f9a12c4'.repeat(4)],
    [`v23-${'ab'.repeat(32)}`, 'ab'.repeat(16)],
    [OTHER_DIGEST, '0b5e77aa'.repeat(4)],
    ['abc', 'abc'],
  ])('of %s', (digest, short) => {
    expect(shortDigest(digest)).toBe(short)
  })
})

/** What writers can say about one plan: versions of one interval differ in what they know. */
const anyPlan: fc.Arbitrary<ShownPlan> = fc
  .record({
    digests: fc.subarray([A, B]),
    sinceMs: fc.nat(2),
    untilMs: fc.option(fc.integer({ min: 3, max: 6 }), { nil: undefined }),
    key: fc.constantFrom('k', 'l'),
    hidden: fc.subarray(['h']),
    isPartial: fc.boolean(),
    pushers: fc.subarray(['ada', 'bob', 'cyd']),
    hasAllPushers: fc.constantFrom(true as const, undefined),
    inputsHash: fc.constantFrom('h1', 'h2', undefined),
    hasOtherInputs: fc.constantFrom(true as const, undefined),
    firstCommits: fc.subarray(['c1', 'c2']),
    commits: fc.subarray(['c1', 'c2', 'c3']),
    newestRuns: fc.dictionary(fc.constantFrom('s0', 's1'), fc.constantFrom('9', '10', '11')),
    hash: fc.constantFrom('x', 'y'),
  })
  .map(({ hash, ...plan }) => ({
    ...plan,
    ...(plan.untilMs === undefined ? { textHash: hash } : {}),
  }))
/** As in a record: one version of each interval, in order. There are at most twelve intervals. */
const anyPlans = fc.option(
  fc
    .uniqueArray(anyPlan, {
      selector: ({ key, sinceMs, digests, hidden, isPartial }) =>
        JSON.stringify([key, sinceMs, digests, hidden, isPartial]),
      maxLength: 8,
    })
    .map((plans) => limitPlans(plans)),
  { nil: undefined },
)

describe('the run that has replaced a request', () => {
  const of = { key: 'k', ownerHash: 's0', runId: '99', digest: A }
  const shown = (digest: string, runId: string, changes: Partial<ShownPlan> = {}): ShownPlan => ({
    ...PLAN,
    digests: [digest],
    newestRuns: { s0: runId },
    ...changes,
  })

  it.each<[string, readonly ShownPlan[], string | undefined]>([
    ['is the newest one of the step', [shown(A, '99'), shown(B, '101'), shown(B, '100')], '101'],
    ['is no older one', [shown(B, '98')], undefined],
    ['is not this one', [shown(B, '99')], undefined],
    ['is none that has shown the request', [shown(B, '100'), shown(A, '100')], undefined],
    ['is none that has only asked for it', [shown(B, '100', { hidden: [A] })], undefined],
    ['is none of another step', [shown(B, '100', { newestRuns: { s1: '100' } })], undefined],
    ['is none of another comment', [shown(B, '100', { key: 'l' })], undefined],
    ['has replaced what another comment still shows', [shown(A, '98', { key: 'l' }), shown(B, '100')], '100'],
    ['came before one that shows it again', [shown(B, '100'), shown(A, '101')], undefined],
  ])('%s', (_, plans, runId) => {
    expect(findReplacingRun(plans, of)).toBe(runId)
  })
})

describe('merging plans', () => {
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (a, b) => {
        expect(mergeShownPlans(a, b)).toEqual(mergeShownPlans(b, a))
      }),
      CHECKS,
    )
  })

  it('is associative', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, anyPlans, (a, b, c) => {
        expect(mergeShownPlans(mergeShownPlans(a, b), c)).toEqual(mergeShownPlans(a, mergeShownPlans(b, c)))
      }),
      CHECKS,
    )
  })

  it('of the same changes nothing', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (a, b) => {
        const merged = mergeShownPlans(a, b)
        expect(mergeShownPlans(merged, a)).toEqual(merged)
        expect(mergeShownPlans(a, a)).toEqual(a)
      }),
      CHECKS,
    )
  })

  it('takes the earlier end and all who pushed', () => {
    const other: ShownPlan = {
      ...PLAN,
      untilMs: 9,
      pushers: ['ada'],
      hasAllPushers: true,
      commits: ['c2'],
      textHash: undefined,
    }
    expect(mergeShownPlans([PLAN], [other])).toEqual([
      {
        ...PLAN,
        ...{ untilMs: 9, pushers: ['ada', 'bob'], hasAllPushers: true, textHash: undefined },
        ...{ firstCommits: ['c0'], commits: ['c0', 'c1', 'c2'] },
      },
    ])
    expect(mergeShownPlans([other], [{ ...other, untilMs: 5 }])).toMatchObject([{ untilMs: 5 }])
    const merged = mergeShownPlans([other], [{ ...other, inputsHash: 'h1' }])
    expect(merged?.[0]?.inputsHash).toBeUndefined()
  })

  it('keeps all', () => {
    const plans = Array.from({ length: 34 }, (_, n) => ({ ...PLAN, sinceMs: n + 1, untilMs: n + 2 }))
    expect(mergeShownPlans(plans.slice(17), plans.slice(0, 17))).toEqual(plans)
  })
})
