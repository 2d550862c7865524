import { describe, expect, it } from '@jest/globals'
import { limitPlans } from '../../src/state/limit-plans.ts'
import type { ShownPlan } from '../../src/state/shown-plans.ts'

const [A, B] = ['a', 'b']
const GOES_ON = { digests: ['a'], hidden: ['b'], sinceMs: 100_000, untilMs: 110_000 }

describe('of too many plans', () => {
  const plans = Array.from({ length: 34 }, (_, n): ShownPlan => ({
    key: 'k',
    digests: [A],
    hidden: [],
    isPartial: false,
    sinceMs: n + 1,
    untilMs: n + 2,
    pushers: [n === 0 ? 'ada' : 'bob'],
    firstCommits: [],
    commits: [],
    newestRuns: {},
  }))

  it('keeps the newest, with those who have pushed the others', () => {
    expect(limitPlans(plans)).toHaveLength(31)
    const [forgotten, ...kept] = limitPlans(plans, 2)
    expect(kept).toEqual(plans.slice(32))
    expect(forgotten).toMatchObject({ digests: [], untilMs: 0, pushers: ['ada', 'bob'] })
    expect(limitPlans(limitPlans(plans, 2), 1)[0]?.pushers).toEqual(['ada', 'bob'])
  })

  it('keeps that there were others, also if nobody knows who has pushed them', () => {
    const unknown = plans.map((plan) => ({ ...plan, pushers: [] }))
    expect(limitPlans(limitPlans(unknown, 2), 2)).toEqual([
      expect.objectContaining({ digests: [], untilMs: 0, pushers: [] }),
      ...unknown.slice(32),
    ])
    expect(limitPlans(unknown.slice(32), 2)).toEqual(unknown.slice(32))
  })
})

describe('of too many plans, first those are dropped that can decide nothing', () => {
  const base: ShownPlan = {
    ...{ key: 'k', digests: [A], hidden: [B], isPartial: false, sinceMs: 1, untilMs: 100_000 },
    ...{ pushers: ['ada'], firstCommits: ['c0'], commits: ['c0', 'c1'], inputsHash: 'h0' },
    newestRuns: {},
  }
  const last = { ...base, sinceMs: 300_000, untilMs: 400_000 }
  const idle = { ...base, digests: [B], hidden: [A], sinceMs: 200_000, untilMs: 259_999 }
  const dropped = (second: Partial<ShownPlan>, first: Partial<ShownPlan>) => {
    const plans = [{ ...base, ...first }, { ...idle, ...second }, last]
    const kept = limitPlans(plans, 2)
    return [
      kept.some(({ untilMs }) => untilMs === 0),
      plans.findIndex(({ sinceMs }) => kept.every((each) => each.sinceMs !== sinceMs)),
    ]
  }

  it.each<[string, Partial<ShownPlan>, Partial<ShownPlan>?]>([
    ['were shown for less than a minute', {}],
    ['show nothing', { digests: [], hidden: [A, B], untilMs: 290_000 }],
    ['are about fewer commits', { commits: ['c1'] }],
    ['have no known pusher', { pushers: [] }],
    ['end within a minute of what they go on with', GOES_ON, { untilMs: GOES_ON.sinceMs, sinceMs: 50_001 }],
  ])('because they %s', (_, second, first = {}) => {
    expect(dropped(second, first)).toEqual([false, 1])
  })

  it.each<[string, Partial<ShownPlan>, Partial<ShownPlan>?]>([
    ['were shown for a minute', { untilMs: 260_000 }],
    ['are shown', { untilMs: undefined }],
    ['go on with what was shown for a minute', GOES_ON, { untilMs: GOES_ON.sinceMs }],
    ['are the first of a request', { hidden: [A, 'c'] }],
    ['ask for less', { hidden: [] }],
    ['have another commit', { commits: ['c2'] }],
    ['have another pusher', { pushers: ['bob'] }],
    ['have all pushers', { hasAllPushers: true }],
    ['are of other inputs', { inputsHash: 'h1' }],
    ['are partial', { isPartial: true }],
    ['are the last of their comment', { key: 'l' }, { key: 'l' }],
    ['are of another comment', {}, { key: 'l' }],
    ['follow one without an origin', {}, { firstCommits: [] }],
    ['follow one that had other inputs', {}, { hasOtherInputs: true }],
  ])('but not if they %s', (_, second, first = {}) => {
    expect(dropped(second, first)).toEqual([true, 0])
  })

  it('as few as possible, oldest first', () => {
    const plans = [base, idle, { ...idle, sinceMs: 210_000 }, last]
    expect(limitPlans(plans, 3)).toEqual([base, plans[2], last])
    expect(limitPlans(plans, 4)).toEqual(plans)
  })
})
