import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createCodec } from '../../src/state/record-codec.ts'
import { EMPTY_RECORD, type CommentRecord } from '../../src/state/record.ts'
import {
  addPusher,
  closePlans,
  showPlan,
  endEditedPlans,
  type PlanOrigin,
  type RequestPushers,
} from '../../src/state/show-plan.ts'
import { findFirstPlan, shortDigest } from '../../src/state/shown-plans.ts'
import { accountOf } from '../fakes/approvals.ts'
import { DIGEST } from '../fakes/samples.ts'
import { CODEC, OTHER_DIGEST, SCOPE, visibleText } from './samples.ts'

const CHECKS = { numRuns: 300, seed: 20_261_122 }
const [A, B] = [shortDigest(DIGEST), shortDigest(OTHER_DIGEST)]

interface Showing {
  readonly text?: string
  readonly pusher?: string
  readonly commit?: string
  readonly inputsHash?: string
  readonly ownerHash?: string
  readonly runId?: string
  readonly origin?: PlanOrigin
  readonly hidden?: readonly string[]
  readonly isPartial?: boolean
  readonly knownPushers?: readonly RequestPushers[]
}

/** Shows these digests at a time. */
function show(
  record: CommentRecord,
  digests: readonly string[],
  nowMs: number,
  {
    text = `text of ${nowMs}`,
    commit = 'c0',
    inputsHash = 'h0',
    ownerHash = 's0',
    runId = '100',
    pusher,
    ...rest
  }: Showing = {},
): CommentRecord {
  const account = pusher === undefined ? undefined : accountOf(pusher)
  const origin = { commit, inputsHash, ownerHash, runId }
  const display = { digests, hidden: [], isPartial: false, origin, pusher: account, ...rest }
  return showPlan(record, display, { key: 'k', text, nowMs })
}

const plansOf = ({ shownPlans = [] }: CommentRecord) => shownPlans
const essenceOf = (record: CommentRecord) =>
  plansOf(record).map(({ digests, sinceMs, untilMs }) => [digests, sinceMs, untilMs])

describe('showing', () => {
  it('a plan begins an interval', () => {
    const record = show(EMPTY_RECORD, [DIGEST], 5, { pusher: 'ada' })
    expect(plansOf(record)).toEqual([
      {
        key: 'k',
        digests: [A],
        hidden: [],
        isPartial: false,
        sinceMs: 5,
        pushers: ['ada'],
        firstCommits: ['c0'],
        commits: ['c0'],
        inputsHash: 'h0',
        newestRuns: { s0: '100' },
        textHash: expect.stringMatching(/^\w{32}$/),
      },
    ])
  })

  it.each<[string, Showing]>([
    ['further requests that it does not show', { hidden: [OTHER_DIGEST] }],
    ['a spec that cannot be read', { isPartial: true }],
  ])('the same with %s is another plan', (_, changes) => {
    const record = show(show(EMPTY_RECORD, [DIGEST], 5), [DIGEST], 9, changes)
    expect(essenceOf(record)).toEqual([
      [[A], 5, 9],
      [[A], 9, undefined],
    ])
  })

  it('another plan ends the one before', () => {
    const record = show(show(EMPTY_RECORD, [DIGEST], 5), [OTHER_DIGEST], 9)
    expect(essenceOf(record)).toEqual([
      [[A], 5, 9],
      [[B], 9, undefined],
    ])
    expect(plansOf(record)[0]?.textHash).toBeUndefined()
  })

  it('more or fewer requests is another plan', () => {
    const all = show(show(EMPTY_RECORD, [DIGEST], 1), [DIGEST, OTHER_DIGEST], 2)
    expect(essenceOf(show(all, [DIGEST], 3))).toEqual([
      [[A], 1, 2],
      [[B, A].sort(), 2, 3],
      [[A], 3, undefined],
    ])
  })

  it('the same requests in another text, order or number goes on, with all its commits and its first pusher', () => {
    const first = show(EMPTY_RECORD, [DIGEST, OTHER_DIGEST], 5, { pusher: 'bob' })
    const again = show(first, [OTHER_DIGEST, DIGEST, DIGEST], 9, {
      pusher: 'ada',
      commit: 'c1',
    })
    expect(plansOf(again)).toMatchObject([
      { sinceMs: 5, pushers: ['bob'], firstCommits: ['c0'], commits: ['c0', 'c1'] },
    ])
    expect(plansOf(again)[0]?.textHash).not.toBe(plansOf(first)[0]?.textHash)
    const later = show(again, [DIGEST, OTHER_DIGEST], 12)
    expect(plansOf(later)).toMatchObject([{ sinceMs: 5, pushers: ['bob'] }])
  })

  it('keeps who brought in a request with the plan that first asked for it', () => {
    const pushersOf = (record: CommentRecord) => plansOf(record).map(({ pushers }) => pushers)
    const knownPushers = [{ digest: DIGEST, names: ['eve', 'bob'], firstShownMs: 5 }]
    const first = show(EMPTY_RECORD, [DIGEST], 5, { pusher: 'bob', knownPushers })
    expect(pushersOf(first)).toEqual([['bob', 'eve']])
    const second = show(show(EMPTY_RECORD, [DIGEST], 5), [DIGEST, OTHER_DIGEST], 9, { knownPushers })
    expect(pushersOf(second)).toEqual([['bob', 'eve'], []])
  })

  it.each<[number, readonly string[]]>([
    [5, ['eve']],
    [4, ['eve']],
    [6, []],
  ])('keeps who brought in a request that another comment has shown before: at %i', (sinceMs, pushers) => {
    const knownPushers = [{ digest: DIGEST, names: ['eve'], firstShownMs: sinceMs }]
    const record = show(show(EMPTY_RECORD, [DIGEST], 5), [DIGEST], 9, { knownPushers })
    expect(plansOf(record)).toMatchObject([{ pushers }])
  })

  it('does not mix them with those of a request that is new in this comment', () => {
    const first = show(EMPTY_RECORD, [DIGEST, OTHER_DIGEST], 5)
    const other = { digest: OTHER_DIGEST, names: ['eve'], firstShownMs: 4 }
    expect(plansOf(show(first, [DIGEST, OTHER_DIGEST], 6, { knownPushers: [other] }))).toEqual([
      expect.objectContaining({ pushers: [], hasAllPushers: undefined }),
    ])
    const knownPushers = [{ digest: DIGEST, names: ['bob'], firstShownMs: 5 }, other]
    expect(plansOf(show(first, [DIGEST, OTHER_DIGEST], 6, { knownPushers }))).toMatchObject([
      { pushers: ['bob'], hasAllPushers: true },
    ])
  })

  it('keeps them when the first plan is dropped', () => {
    let record = show(EMPTY_RECORD, [DIGEST], 1, { pusher: 'bob' })
    for (let n = 2; n <= 30; n++) record = show(record, [`v1-${n}`], n)
    const knownPushers = [{ digest: DIGEST, names: ['bob'], firstShownMs: 1 }]
    const [forgotten, ...kept] = plansOf(show(record, [DIGEST], 31, { knownPushers }))
    expect(forgotten).toMatchObject({ untilMs: 0, pushers: ['bob'] })
    expect(kept.at(-1)).toMatchObject({ digests: [A], pushers: ['bob'], hasAllPushers: true })
  })

  it('keeps who brought in a request that nobody has shown before', () => {
    const knownPushers = [{ digest: DIGEST, names: ['eve'] }]
    const first = show(EMPTY_RECORD, [DIGEST], 5, { pusher: 'bob', knownPushers })
    expect(plansOf(first)).toMatchObject([{ pushers: ['bob', 'eve'] }])
    expect(plansOf(show(first, [DIGEST], 6, { knownPushers }))).toMatchObject([{ pushers: ['bob', 'eve'] }])
  })

  it.each<[string, readonly string[]]>([
    ['the same plan', [DIGEST]],
    ['another plan with it', [DIGEST, OTHER_DIGEST]],
  ])('does not mistake them for those of a run that has meanwhile shown %s', (_, digests) => {
    const knownPushers = [{ digest: DIGEST, names: ['eve'] }]
    const theirs = show(EMPTY_RECORD, digests, 5, { pusher: 'bob', commit: 'c-other' })
    const pushers = plansOf(show(theirs, [DIGEST], 6, { knownPushers })).flatMap((plan) => plan.pushers)
    expect(pushers).toEqual(['bob'])
  })

  it.each<[string, Showing, readonly RequestPushers[]]>([
    ['that it is about', {}, [{ digest: DIGEST, names: ['bob'] }]],
    ['at its first time', {}, [{ digest: DIGEST, names: ['bob'], firstShownMs: 5 }]],
  ])('keeps that a list of pushes told them all: of the request %s', (_, changes, knownPushers) => {
    const first = show(EMPTY_RECORD, [DIGEST], 5)
    expect(plansOf(first)[0]?.hasAllPushers).toBeUndefined()
    const known = show(first, [DIGEST], 6, { ...changes, knownPushers })
    expect(plansOf(known)).toMatchObject([{ hasAllPushers: true, pushers: ['bob'] }])
    expect(plansOf(show(known, [DIGEST], 7))).toMatchObject([{ hasAllPushers: true }])
    const next = show(known, [OTHER_DIGEST], 8)
    expect(plansOf(next).map(({ hasAllPushers }) => hasAllPushers)).toEqual([true, undefined])
  })

  it('does not keep that of another request or another first time', () => {
    const knownPushers = [
      { digest: OTHER_DIGEST, names: ['eve'] },
      { digest: DIGEST, names: ['eve'], firstShownMs: 6 },
    ]
    const record = show(show(EMPTY_RECORD, [DIGEST], 5), [DIGEST], 6, { knownPushers })
    expect(plansOf(record)[0]?.hasAllPushers).toBeUndefined()
  })

  it('keeps the hash of the first inputs, and whether there were others', () => {
    const hashes = (record: CommentRecord) =>
      plansOf(record).map(
        ({ inputsHash, hasOtherInputs }) => `${inputsHash ?? ''}${hasOtherInputs ? '+' : ''}`,
      )
    const first = show(EMPTY_RECORD, [DIGEST], 5)
    expect(hashes(show(first, [DIGEST], 6))).toEqual(['h0'])
    const other = show(first, [DIGEST], 6, { inputsHash: 'h1' })
    expect(hashes(other)).toEqual(['h0+'])
    expect(hashes(show(other, [DIGEST], 7))).toEqual(['h0+'])
    expect(hashes(show(first, [OTHER_DIGEST], 6, { inputsHash: 'h1' }))).toEqual(['h0', 'h1'])
  })

  it('what only updates a text is about the same commits, but nobody knows who brought it in', () => {
    const first = show(EMPTY_RECORD, [DIGEST], 5)
    const known = { firstCommits: ['c0'], commits: ['c0'], inputsHash: 'h0' }
    expect(plansOf(show(first, [DIGEST], 6, { origin: undefined }))).toMatchObject([known])
    expect(plansOf(show(first, [], 6, { origin: undefined })).at(-1)).toMatchObject({
      ...{ firstCommits: [], commits: ['c0'], inputsHash: undefined },
    })
    expect(plansOf(show(EMPTY_RECORD, [], 6, { origin: undefined }))).toMatchObject([{ commits: [] }])
  })

  it('what only updates a text is never the first plan of a request', () => {
    const updated = show(EMPTY_RECORD, [DIGEST], 5, { origin: undefined, pusher: 'bob' })
    expect(findFirstPlan(plansOf(updated), A)).toBeUndefined()
    const first = { sinceMs: 5, pushers: ['ada', 'bob'], firstCommits: ['c1'], inputsHash: 'h0' }
    expect(plansOf(show(updated, [DIGEST], 6, { commit: 'c1', pusher: 'ada' }))).toMatchObject([first])
    const next = plansOf(show(updated, [DIGEST, OTHER_DIGEST], 6))
    expect(findFirstPlan(next, A)).toMatchObject({ sinceMs: 6, firstCommits: ['c0'] })
  })

  it('a plan that was shown before starts anew', () => {
    const back = [DIGEST, OTHER_DIGEST, DIGEST].reduce(
      (record, digest, n) => show(record, [digest], n),
      EMPTY_RECORD,
    )
    expect(essenceOf(back)).toEqual([
      [[A], 0, 1],
      [[B], 1, 2],
      [[A], 2, undefined],
    ])
  })

  it('nothing is a plan, too', () => {
    expect(essenceOf(show(show(EMPTY_RECORD, [DIGEST], 1), [], 2))).toEqual([
      [[A], 1, 2],
      [[], 2, undefined],
    ])
  })

  it('leaves at most one plan open, and never makes an interval longer', () => {
    const anySteps = fc.array(fc.subarray([DIGEST, OTHER_DIGEST]), { maxLength: 12 })
    fc.assert(
      fc.property(anySteps, (steps) => {
        let record = EMPTY_RECORD
        for (const [n, digests] of steps.entries()) {
          const before = plansOf(record)
          record = show(record, digests, 10 * n)
          const open = plansOf(record).filter(({ untilMs }) => untilMs === undefined)
          expect(open.map((plan) => plan.digests)).toEqual([digests.map(shortDigest).sort()])
          const ended = before.filter(({ untilMs }) => untilMs !== undefined)
          expect(plansOf(record)).toEqual(expect.arrayContaining(ended))
        }
      }),
      CHECKS,
    )
  })
})

describe('of a run whose text was not written, the pusher', () => {
  const first = show(EMPTY_RECORD, [DIGEST], 5, { pusher: 'bob' })
  const shown = show(first, [DIGEST], 7, { commit: 'c1' })
  const known = { digest: DIGEST, names: ['bob'], firstShownMs: 5 }

  it.each<[string, Parameters<typeof addPusher>[1], readonly string[]]>([
    ['may have brought in the request', displayAt('c9'), ['ada', 'bob']],
    ['may have pushed the commit of the first plan', displayAt('c0'), ['ada', 'bob']],
    ['may have pushed just before it', { ...displayAt('c9'), pushedAtMs: 5 }, ['ada', 'bob']],
    ['has pushed after it', { ...displayAt('c9'), pushedAtMs: 6 }, ['bob']],
    ['has pushed what was shown later', displayAt('c1'), ['bob']],
    ['has not, as a list of pushes told', { ...displayAt('c9'), knownPushers: [known] }, ['bob']],
    ['has pushed another request', { ...displayAt('c9'), digests: [OTHER_DIGEST] }, ['bob']],
  ])('%s', (_, display, pushers) => {
    expect(plansOf(addPusher(shown, display))).toMatchObject([{ pushers }])
  })

  it('is not recorded without plans', () => {
    expect(addPusher(EMPTY_RECORD, displayAt('c0'))).toBe(EMPTY_RECORD)
  })

  function displayAt(commit: string) {
    return {
      digests: [DIGEST],
      hidden: [],
      origin: { commit, inputsHash: 'h0', ownerHash: 's0', runId: '100' },
      pusher: accountOf('ada'),
    }
  }
})

describe('closing', () => {
  it('ends what is shown, once', () => {
    const closed = closePlans(closePlans(show(EMPTY_RECORD, [DIGEST], 5), 9), 20)
    expect(essenceOf(closed)).toEqual([[[A], 5, 9]])
    expect(plansOf(closed)[0]?.textHash).toBeUndefined()
  })

  it('changes nothing in a record without plans', () => {
    expect(closePlans(EMPTY_RECORD, 9)).toBe(EMPTY_RECORD)
    expect(endEditedPlans(EMPTY_RECORD, 'text')).toBe(EMPTY_RECORD)
  })
})

describe('a comment that somebody has edited', () => {
  const text = '### A report\n\nof a job'
  const record = show(show(EMPTY_RECORD, [OTHER_DIGEST], 1), [DIGEST], 5, { text })
  const body = `${CODEC.encode?.(record) ?? ''}\n${text}`

  it.each<[string, string]>([
    ['as we wrote it', text],
    ['with the line ends of a browser', text.replaceAll('\n', '\r\n')],
    ['with blanks around it', `\n${text}\n `],
  ])('is still ours %s', (_, same) => {
    expect(endEditedPlans(record, same)).toEqual(record)
  })

  it.each<[string, string]>([
    ['with another word', text.replace('job', 'model')],
    ['with a line more', `${text}\n\nTrust me.`],
    ['with a line less', text.split('\n')[0] ?? ''],
    ['without a text', ''],
    ['with blanks inside', text.replace('of a', 'of  a')],
  ])('does not show the plan any more %s', (_, edited) => {
    expect(essenceOf(endEditedPlans(record, edited))).toEqual([
      [[B], 1, 5],
      [[A], 5, 5],
    ])
  })

  it.each<[string, number | undefined, number]>([
    ['until we last wrote it', 9, 9],
    ['not before it did', 3, 5],
    ['not at all if we have never said when', undefined, 5],
  ])('has shown the plan %s', (_, writtenAtMs, untilMs) => {
    expect(essenceOf(endEditedPlans({ ...record, writtenAtMs }, 'another text')).at(-1)).toEqual([
      [A],
      5,
      untilMs,
    ])
    const late = endEditedPlans({ ...record, writtenAtMs }, text, 99_000)
    expect(essenceOf(late).at(-1)).toEqual([[A], 5, writtenAtMs === undefined ? undefined : untilMs])
  })

  it.each<[string, string, boolean]>([
    ['as it was', body, true],
    ['with CRLF', body.replaceAll('\n', '\r\n'), true],
    ['with a line at the end', `${body}\nTrust me.`, false],
    ['with a line at the start', `Trust me.\n${body}`, false],
    ['with the marker at the end', `${visibleText(body)}\n${body.split('\n')[0] ?? ''}`, true],
  ])('%s', (_, edited, isShown) => {
    const decoded = CODEC.decode(edited)
    const plans = decoded.kind === 'record' ? plansOf(decoded.record) : []
    expect(plans).toHaveLength(2)
    expect(plans.at(-1)?.untilMs === undefined).toBe(isShown)
  })

  it('has no plans if the signature is of another key', () => {
    const decoded = createCodec('a key', SCOPE, 'another-key').decode(body)
    expect(decoded).toMatchObject({ kind: 'record', isSigned: false })
    expect(decoded.kind === 'record' && decoded.record.shownPlans).toBeUndefined()
  })
})
