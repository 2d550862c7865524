import { beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { IssueComment } from '../../src/approval/approval-reader.ts'
import {
  approvingComments,
  approvingLabel,
  approvingReviews,
  findWithdrawals,
  withdrawnComments,
  withdrawnLabel,
  withdrawnReviews,
  type Act,
} from '../../src/approval/find-acts.ts'
import type { GitHubResult } from '../../src/state/github.ts'
import { FakeApprovals } from '../fakes/approvals.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'

const DIGITS = '3f9a12c4'.repeat(4)
const SECOND = 1_000

let clock: VirtualClock
let pull: FakeApprovals
beforeEach(() => {
  clock = new VirtualClock()
  pull = new FakeApprovals(clock)
})

const valueOf = <T>(result: GitHubResult<T>): T => {
  if (!result.ok) throw new Error(result.message)
  return result.value
}
const reviewActs = async (): Promise<readonly Act[]> =>
  approvingReviews(valueOf(await pull.reviews()), valueOf(await pull.events()))
const labelActs = async (): Promise<readonly Act[]> =>
  approvingLabel(valueOf(await pull.events()), pull.pullRequest.labels ?? [])

describe('reviews', () => {
  it('are acts with their author, time, commit and page', async () => {
    await clock.sleep(2_700)
    const { id, url, commit } = pull.review('ada')
    expect(await reviewActs()).toEqual([
      {
        kind: 'review',
        id: `review ${id}`,
        author: { login: 'ada', isBot: false },
        atMs: TEST_START_MS + 2_000,
        commit,
        url,
      },
    ])
  })

  it.each<[readonly string[], number]>([
    [[], 0],
    [['APPROVED'], 1],
    [['COMMENTED'], 0],
    [['CHANGES_REQUESTED'], 0],
    [['PENDING'], 0],
    [['DISMISSED'], 0],
    [['approved'], 0],
    [['APPROVED', 'APPROVED'], 2],
    [['APPROVED', 'COMMENTED'], 1],
    [['APPROVED', 'PENDING'], 1],
    [['APPROVED', 'CHANGES_REQUESTED'], 0],
    [['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'], 0],
    [['CHANGES_REQUESTED', 'APPROVED'], 1],
    [['APPROVED', 'CHANGES_REQUESTED', 'APPROVED'], 1],
    [['CHANGES_REQUESTED', 'APPROVED', 'COMMENT', 'APPROVED'], 2],
  ])('of one person, %j: %i', async (states, count) => {
    for (const state of states) pull.review('ada', state)
    expect(await reviewActs()).toHaveLength(count)
  })

  it('are in the order of their times, whatever the order of the list', async () => {
    const states = ['APPROVED', 'CHANGES_REQUESTED']
    for (const state of states) {
      pull.review('ada', state)
      await clock.sleep(SECOND)
    }
    const newestFirst = valueOf(await pull.reviews()).toReversed()
    expect(approvingReviews(newestFirst, [])).toEqual([])
    expect(approvingReviews(newestFirst.slice(1), [])).toHaveLength(1)
  })

  it('of one second are in the order of their ids', async () => {
    pull.review('ada', 'CHANGES_REQUESTED')
    pull.review('ada')
    expect(approvingReviews(valueOf(await pull.reviews()).toReversed(), [])).toHaveLength(1)
  })

  it('of others do not matter', async () => {
    pull.review('ada')
    pull.review('bob', 'CHANGES_REQUESTED')
    pull.review('cyd')
    expect((await reviewActs()).map(({ author }) => author.login)).toEqual(['ada', 'cyd'])
  })

  it('are of one person whatever the case of the login', async () => {
    pull.review('Ada')
    pull.review('ada', 'CHANGES_REQUESTED')
    expect(await reviewActs()).toEqual([])
  })

  it('end with a dismissal by a person', async () => {
    const { id } = pull.review('ada')
    pull.dismiss(id, 'bob')
    expect(await reviewActs()).toEqual([])
  })

  it('stay with a dismissal by a push', async () => {
    const { id } = pull.review('ada')
    pull.dismiss(id)
    expect((await reviewActs()).map((act) => act.id)).toEqual([`review ${id}`])
  })

  it('stay dismissed if GitHub tells no event', async () => {
    pull.dismiss(pull.review('ada').id)
    expect(approvingReviews(valueOf(await pull.reviews()), [])).toEqual([])
  })

  it('that requested changes before a push dismissed them approve nothing', async () => {
    pull.review('ada')
    pull.dismiss(pull.review('ada', 'CHANGES_REQUESTED').id)
    expect(await reviewActs()).toEqual([])
  })

  it('before one that a person dismissed end with it, as on GitHub', async () => {
    pull.review('ada')
    pull.dismiss(pull.review('ada').id, 'bob')
    expect(await reviewActs()).toEqual([])
    pull.review('ada')
    expect(await reviewActs()).toHaveLength(1)
  })

  it('of which one was dismissed by a person count without it', async () => {
    const first = pull.review('ada')
    const second = pull.review('ada')
    pull.dismiss(first.id, 'bob')
    expect((await reviewActs()).map(({ id }) => id)).toEqual([`review ${second.id}`])
  })

  it('count only for who has not taken them back, in any order of events', async () => {
    const anyEvent = fc.record({
      who: fc.constantFrom('ada', 'bob'),
      what: fc.constantFrom('APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'by push', 'by person'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 8 }), async (events) => {
        pull = new FakeApprovals(clock)
        for (const { who, what } of events) await applyReviewEvent(who, what)
        const people = new Set((await reviewActs()).map(({ author }) => author.login))
        for (const who of ['ada', 'bob']) {
          const own = events.filter((event) => event.who === who).map(({ what }) => what)
          expect(people.has(who)).toBe(standsAfter(own))
        }
      }),
      { numRuns: 200 },
    )
  })
})

/** Dismissals concern the newest review that is not only a comment. */
async function applyReviewEvent(who: string, what: string): Promise<void> {
  if (!what.startsWith('by ')) {
    pull.review(who, what)
    return
  }
  const own = valueOf(await pull.reviews()).filter(({ author }) => author.login === who)
  const newest = own.findLast(({ state }) => state !== 'COMMENTED')
  if (newest !== undefined) pull.dismiss(newest.id, what === 'by person' ? 'zoe' : undefined)
}

/** Whether somebody's reviews approve after these events. */
function standsAfter(events: readonly string[]): boolean {
  let state = 'none'
  let isDismissed = false
  for (const what of events) {
    if (what === 'COMMENTED' || what === 'by push') isDismissed ||= what === 'by push' && state !== 'none'
    else if (what === 'by person') state = isDismissed ? state : 'none'
    else [state, isDismissed] = [what, false]
  }
  return state === 'APPROVED'
}

describe('withdrawals', () => {
  const found = async () =>
    findWithdrawals(valueOf(await pull.reviews()), valueOf(await pull.events())).map(
      ({ by, atMs, because }) => `${by.login} ${(atMs - TEST_START_MS) / SECOND} ${because}`,
    )
  const dismissLater = async (state: string, by?: string): Promise<void> => {
    const { id } = pull.review('ada', state)
    await clock.sleep(5 * SECOND)
    pull.dismiss(id, by)
  }

  it.each<[string, () => unknown, readonly string[]]>([
    ['no review', () => undefined, []],
    ['an approval', () => pull.review('ada'), []],
    ['a review that only comments', () => pull.review('ada', 'COMMENTED'), []],
    ['a request for changes', () => pull.review('ada', 'CHANGES_REQUESTED'), ['ada 0 changes-requested']],
    [
      'a request for changes before an approval',
      () => [pull.review('ada', 'CHANGES_REQUESTED'), pull.review('ada')],
      ['ada 0 changes-requested'],
    ],
    ['a dismissal by a person', () => dismissLater('APPROVED', 'bob'), ['ada 5 dismissed']],
    ['a dismissal by a push', () => dismissLater('APPROVED'), []],
    [
      'a request for changes that a person dismissed',
      () => dismissLater('CHANGES_REQUESTED', 'bob'),
      ['ada 0 changes-requested'],
    ],
    [
      'a request for changes that a push dismissed',
      () => dismissLater('CHANGES_REQUESTED'),
      ['ada 0 changes-requested'],
    ],
    [
      'a dismissal before another approval',
      async () => {
        await dismissLater('APPROVED', 'bob')
        await clock.sleep(SECOND)
        pull.review('ada')
      },
      ['ada 5 dismissed'],
    ],
    [
      'a dismissal in the second of another approval',
      async () => {
        await dismissLater('APPROVED', 'bob')
        pull.review('ada')
      },
      ['ada 5 dismissed'],
    ],
    [
      'a dismissal of a review that was not the newest one',
      async () => {
        const { id } = pull.review('ada')
        pull.review('ada')
        await clock.sleep(SECOND)
        pull.dismiss(id, 'bob')
      },
      [],
    ],
  ])('by %s', async (_, act, expected) => {
    await act()
    expect(await found()).toEqual(expected)
  })

  it('without the event of the dismissal end all that the person has done', async () => {
    await dismissLater('APPROVED', 'bob')
    expect(findWithdrawals(valueOf(await pull.reviews()), [])).toMatchObject([
      { by: { login: 'ada' }, atMs: Infinity, because: 'dismissed-sometime' },
    ])
  })

  it('without the event end nothing that follows a later review', async () => {
    await dismissLater('APPROVED', 'bob')
    await clock.sleep(SECOND)
    pull.review('ada')
    expect(findWithdrawals(valueOf(await pull.reviews()), [])).toMatchObject([
      { by: { login: 'ada' }, atMs: TEST_START_MS + 6 * SECOND, because: 'dismissed' },
    ])
  })

  it.each([
    ['APPROVED', { atMs: TEST_START_MS + 5 * SECOND, because: 'dismissed' }],
    ['CHANGES_REQUESTED', { atMs: TEST_START_MS, because: 'changes-requested' }],
  ])('without the event use what the review of Gitea tells: %s', (previousState, expected) => {
    const dismissal = { previousState, atMs: TEST_START_MS + 5 * SECOND }
    const review = { ...pull.review('ada', 'DISMISSED'), dismissal }
    expect(findWithdrawals([review], [])).toMatchObject([{ by: { login: 'ada' }, ...expected }])
  })

  it('without the event are not later than the next review: Gitea dismisses with each one', async () => {
    const dismissal = { previousState: 'APPROVED', atMs: TEST_START_MS + 9 * SECOND }
    const review = { ...pull.review('ada', 'DISMISSED'), dismissal }
    await clock.sleep(5 * SECOND)
    const next = pull.review('ada')
    expect(findWithdrawals([review, next], [])).toMatchObject([
      { by: { login: 'ada' }, atMs: TEST_START_MS + 5 * SECOND, because: 'dismissed' },
    ])
  })
})

describe('comments', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['/train', undefined],
    ['/train  \t', undefined],
    ['/TRAIN', undefined],
    ['/train\nThanks!', undefined],
    ['/train\r\nThanks!\r\n', undefined],
    [`/train ${DIGITS}`, [DIGITS]],
    [`/train\t${DIGITS}  ${'a'.repeat(64)} `, [DIGITS, 'a'.repeat(64)]],
    [`/Train ${DIGITS.toUpperCase()}`, [DIGITS]],
    [`/train v1-${DIGITS}`, [DIGITS]],
    [`/train V12-${DIGITS}\r\nThanks!`, [DIGITS]],
  ])('that approve: %j', (body, named) => {
    const comment = pull.comment('ada', body)
    const { id, author, createdAtMs: atMs, url } = comment
    expect(approvingComments([comment])).toEqual([
      { kind: 'comment', id: `comment ${id}`, author, atMs, url, named },
    ])
  })

  it.each([
    '',
    'train',
    ' /train',
    '> /train',
    '\n/train',
    'LGTM\n/train',
    '/train please',
    '/trained',
    `/train${DIGITS}`,
    '/train a.yml',
    `/train ${DIGITS.slice(1)}`,
    `/train ${'a'.repeat(65)}`,
    `/train ${DIGITS} ${DIGITS.slice(1)}`,
    `/train ${DIGITS}, ${DIGITS}`,
    `/train ${DIGITS}g`,
    `/train v-${DIGITS}`,
    `/train ${DIGITS} thanks`,
    '/train\u00a0',
  ])('that do not: %j', (body) => {
    expect(approvingComments([pull.comment('ada', body)])).toEqual([])
  })

  it('do not if somebody has edited them', async () => {
    const { id } = pull.comment('ada', 'What is this?')
    await clock.sleep(SECOND)
    pull.editComment(id, '/train')
    expect(approvingComments(valueOf(await pull.comments()))).toEqual([])
  })

  it('name only digits that they contain', () => {
    const anyComment = fc.array(fc.constantFrom('/train', ' ', '\n', '\r', DIGITS, 'v1-', 'A', 'z'), {
      maxLength: 7,
    })
    fc.assert(
      fc.property(anyComment, (parts) => {
        const body = parts.join('')
        const [act] = approvingComments([commentOf(body)])
        if (act === undefined) return
        expect(body).toMatch(/^\/train(?:\s|$)/)
        expect(body.split('\n')[0]).not.toContain('z')
        for (const digits of act.named ?? []) expect(body.toLowerCase()).toContain(digits)
        expect(act.named?.every((digits) => digits.length >= 32) ?? true).toBe(true)
      }),
    )
  })
})

const commentOf = (body: string): IssueComment => ({
  id: 1,
  author: { login: 'ada', isBot: false },
  body,
  createdAtMs: 0,
  updatedAtMs: 0,
})

describe('what was withdrawn', () => {
  const withdrawals = async (): Promise<readonly string[]> => {
    const [reviews, comments, events] = [await pull.reviews(), await pull.comments(), await pull.events()]
    return [
      ...withdrawnReviews(valueOf(reviews), valueOf(events)),
      ...withdrawnComments(valueOf(comments)),
      ...withdrawnLabel(valueOf(events), pull.pullRequest.labels ?? []),
    ].map(({ act, because }) => `${act.author.login}: ${because}`)
  }
  const dismiss = (by?: string, state?: string) => pull.dismiss(pull.review('ada', state).id, by)

  it.each<[string, readonly string[], () => void]>([
    ['nothing', [], () => undefined],
    ['an approval', [], () => pull.review('ada')],
    ['a request for changes', [], () => pull.review('ada', 'CHANGES_REQUESTED')],
    [
      'an approval before a request for changes',
      ['ada: changes-requested'],
      () => ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'].map((state) => pull.review('ada', state)),
    ],
    [
      'an approval after it',
      [],
      () => ['CHANGES_REQUESTED', 'APPROVED'].map((state) => pull.review('ada', state)),
    ],
    ['a dismissed approval', ['ada: dismissed'], () => dismiss('bob')],
    ['an approval that a push dismissed', [], () => dismiss()],
    ['a dismissed request for changes', [], () => dismiss('bob', 'CHANGES_REQUESTED')],
    [
      'an approval before it',
      ['ada: changes-requested'],
      () => {
        pull.review('ada')
        dismiss('bob', 'CHANGES_REQUESTED')
      },
    ],
    ['the label', [], () => pull.label('ada')],
    [
      'the label that is off',
      ['ada: taken-off'],
      () => {
        pull.label('ada')
        pull.unlabel('bob')
      },
    ],
    [
      'the label that is on again',
      [],
      () => {
        pull.label('ada')
        pull.unlabel('bob')
        pull.label('cyd')
      },
    ],
    ['a comment', [], () => pull.comment('ada')],
  ])('%s: %j', async (_, expected, act) => {
    act()
    expect(await withdrawals()).toEqual(expected)
  })

  it('an edited comment with `/train`, but no other', async () => {
    const ids = ['/train', 'What?'].map((body) => pull.comment('ada', body).id)
    await clock.sleep(SECOND)
    for (const id of ids) pull.editComment(id, id === ids[0] ? '/train' : 'What!')
    expect(await withdrawals()).toEqual(['ada: edited'])
  })
})

describe('the label', () => {
  it('approves with who has added it', async () => {
    pull.label('ada')
    expect(await labelActs()).toEqual([
      {
        kind: 'label',
        id: 'label 5001',
        author: { login: 'ada', isBot: false },
        atMs: TEST_START_MS,
        isInsider: true,
      },
    ])
  })

  it('must be there', async () => {
    expect(await labelActs()).toEqual([])
    pull.label('ada')
    await clock.sleep(SECOND)
    pull.unlabel('bob')
    expect(await labelActs()).toEqual([])
  })

  it('counts anew when it is added again', async () => {
    pull.label('ada')
    pull.unlabel('bob')
    await clock.sleep(SECOND)
    pull.label('cyd')
    expect(await labelActs()).toMatchObject([{ author: { login: 'cyd' }, atMs: TEST_START_MS + SECOND }])
  })

  it('is the newest event, whatever the order of the list', async () => {
    pull.label('ada')
    pull.unlabel('bob')
    pull.label('cyd')
    const newestFirst = valueOf(await pull.events()).toReversed()
    expect(approvingLabel(newestFirst, ['train'])).toMatchObject([{ author: { login: 'cyd' } }])
    expect(approvingLabel(newestFirst.slice(1), ['train'])).toEqual([])
  })

  it.each(['train me', 'training', ''])('is not the label %j', async (label) => {
    pull.label('ada', label)
    expect(await labelActs()).toEqual([])
  })

  it('must still be on the pull request: the events of a renamed label have the new name', async () => {
    pull.label('ada')
    expect(approvingLabel(valueOf(await pull.events()), ['trained'])).toEqual([])
  })

  it('stays when another label is removed', async () => {
    pull.label('ada')
    pull.label('ada', 'bug')
    pull.unlabel('ada', 'bug')
    pull.dismiss(pull.review('bob').id, 'ada')
    expect(await labelActs()).toHaveLength(1)
  })
})
