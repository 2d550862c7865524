import { beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  checkApproval,
  type ApprovalEvidence,
  type ApprovalQuestion,
  type ApprovalVerdict,
} from '../../src/approval/check-approvals.ts'
import type { Push } from '../../src/approval/approval-reader.ts'
import type { Act } from '../../src/approval/find-acts.ts'
import type { ApprovalRules } from '../../src/policy/policy.ts'
import { limitPlans } from '../../src/state/limit-plans.ts'
import { shortDigest, type ShownPlan } from '../../src/state/shown-plans.ts'
import { accountOf, FakeApprovals } from '../fakes/approvals.ts'
import { TEST_START_MS as START, VirtualClock } from '../fakes/clock.ts'
import { BAD_GATEWAY, FORBIDDEN, type ErrorResult } from '../fakes/comment-store.ts'
import { DIGEST } from '../fakes/samples.ts'
import { OTHER_DIGEST } from '../state/samples.ts'

const SECOND = 1_000
const MINUTE = 60_000
const RULES: ApprovalRules = {
  required: 'always',
  from: ['maintain', 'admin'],
  users: [],
  by: ['review', 'comment', 'label'],
  allowSelf: false,
}

let pull: FakeApprovals
beforeEach(() => {
  pull = new FakeApprovals(new VirtualClock())
  pull.setRole('ada', 'maintain')
  pull.push('commit-0', 'olga')
})

const shown = (changes: Partial<ShownPlan> = {}): ShownPlan => ({
  key: 'k',
  digests: [shortDigest(DIGEST)],
  hidden: [],
  isPartial: false,
  sinceMs: START,
  pushers: ['olga'],
  firstCommits: ['commit-0'],
  commits: ['commit-0'],
  inputsHash: 'h',
  newestRuns: {},
  ...changes,
})

/** Stands for plans that the record has dropped. */
function forgotten(...pushers: readonly string[]): ShownPlan {
  const [plan] = limitPlans([shown({ untilMs: START + 1, pushers }), shown({ sinceMs: START + 1 })], 1)
  return plan ?? shown()
}

const actBy = (login: string, atMs = START + 5 * MINUTE, changes: Partial<Act> = {}): Act => ({
  kind: 'comment',
  id: `comment by ${login} at ${atMs}`,
  author: accountOf(login),
  atMs,
  ...changes,
})

/** As the record keeps an act that has approved the request before. */
const known = (isIndependent?: true, { id } = actBy('ada')): ApprovalQuestion['knownActs'] => [
  { actId: id, isIndependent },
]

const deletionAt = (atMs: number): Push => ({ author: accountOf('zoe'), atMs })

const pushOf = (commit: string, login: string, atMs = START - MINUTE): Push => ({
  author: accountOf(login),
  commit,
  atMs,
})

type Case = Partial<Omit<ApprovalEvidence, 'rules'> & ApprovalQuestion> & {
  readonly rules?: Partial<ApprovalRules>
}

function check({ digest = DIGEST, knownActs = [], rules, ...evidence }: Case = {}) {
  return checkApproval(
    { digest, knownActs },
    {
      acts: [actBy('ada')],
      shownPlans: [shown()],
      author: 'olga',
      permissionOf: (login) => pull.permissionOf(login),
      commit: 'commit-0',
      hasPushList: true,
      pushes: [pushOf('commit-0', 'olga')],
      inputsHash: 'h',
      ...evidence,
      rules: { ...RULES, ...rules },
    },
  )
}

async function verdictOf(given: Case = {}): Promise<ApprovalVerdict> {
  const result = await check(given)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

/** `approved`, the objections of the acts that do not count, or `none`. */
async function summaryOf(given: Case = {}): Promise<string> {
  const { approval, rejected } = await verdictOf(given)
  if (approval !== undefined) return 'approved'
  return rejected.map(({ objection }) => objection.kind).join(', ') || 'none'
}

describe('an act', () => {
  it('becomes the approval, with its page', async () => {
    const url = 'https://github.example/review'
    const act = actBy('ada', START + MINUTE, { kind: 'review', url })
    const made = { act: 'review', by: 'ada', atMs: START + MINUTE, url, actId: act.id }
    const approval = { ...made, isIndependent: true }
    expect(await verdictOf({ acts: [act] })).toEqual({ approval, needsTwo: false, rejected: [] })
  })

  it.each<[string, string, Case]>([
    ['is needed', 'none', { acts: [] }],
    ['of a bot does not count', 'bot', { acts: [actBy('merge[bot]')], rules: { users: ['merge[bot]'] } }],
    ['of the author does not count', 'author', { author: 'ada' }],
    ['of the author does not count, whatever the case', 'author', { author: 'ADA' }],
    ['counts if nobody is known as the author', 'approved', { author: undefined }],
    ['of the pusher does not count', 'pusher', { shownPlans: [shown({ pushers: ['Ada'] })] }],
    [
      'of a pusher of another time does not count',
      'pusher',
      { shownPlans: [shown({ pushers: ['bob'] }), shown({ sinceMs: 1, untilMs: 2, pushers: ['ada'] })] },
    ],
    ['of a pusher of a forgotten plan does not count', 'pusher', { shownPlans: [forgotten('ada'), shown()] }],
    [
      'of a pusher of a forgotten plan counts if it was independent before',
      'approved',
      { shownPlans: [forgotten('ada'), shown()], knownActs: known(true) },
    ],
    [
      'of a pusher of a forgotten plan does not count although it approved something before',
      'pusher',
      { shownPlans: [forgotten('ada'), shown()], knownActs: known() },
    ],
    [
      'of the pusher counts if it was independent before',
      'approved',
      { shownPlans: [shown({ pushers: ['ada'] })], knownActs: known(true) },
    ],
    [
      'of the pusher does not count although it approved something before',
      'pusher',
      { shownPlans: [shown({ pushers: ['ada'] })], knownActs: known() },
    ],
    [
      'of the author does not count, whatever it was before',
      'author',
      { author: 'ada', knownActs: known(true) },
    ],
    [
      'of the same person as an independent one does not count for that',
      'pusher',
      { shownPlans: [shown({ pushers: ['ada'] })], knownActs: known(true, actBy('ada', START)) },
    ],
    [
      'of a pusher of something else counts',
      'approved',
      { shownPlans: [shown(), shown({ digests: [shortDigest(OTHER_DIGEST)], pushers: ['ada'] })] },
    ],
    ['of the author counts if the policy says so', 'approved', { author: 'ada', rules: { allowSelf: true } }],
    [
      'of the pusher counts if the policy says so',
      'approved',
      { shownPlans: [shown({ pushers: ['ada'] })], rules: { allowSelf: true } },
    ],
    [
      'of the author still needs a role',
      'role',
      { author: 'ada', rules: { allowSelf: true, from: ['admin'] } },
    ],
    ['counts for one of several requests', 'approved', { shownPlans: [shown({ digests: both() })] }],
    ['is about what was shown', 'not-shown', { shownPlans: [] }],
    ['is not about another request', 'not-shown', { digest: `v1-${OTHER_DIGEST}` }],
  ])('%s (%s)', async (_, summary, given) => {
    expect(await summaryOf(given)).toBe(summary)
  })

  it('by the oldest that counts decides, whatever the order', async () => {
    pull.setRole('bob', 'admin')
    const acts = [actBy('ada', START + 3 * MINUTE), actBy('bob', START + 2 * MINUTE), actBy('eve', START + 1)]
    expect((await verdictOf({ acts })).approval?.by).toBe('bob')
    expect((await verdictOf({ acts: acts.toReversed() })).approval?.by).toBe('bob')
  })

  it('that does not count is told once for each person: the newest', async () => {
    pull.setRole('eve', 'write')
    const acts = [
      actBy('eve', START - 2),
      actBy('bot[bot]'),
      actBy('eve', START + 2 * MINUTE),
      actBy('eve', START - 1),
    ]
    const { rejected } = await verdictOf({ acts })
    expect(rejected.map(({ act, objection }) => [act.atMs - START, objection])).toEqual([
      [2 * MINUTE, { kind: 'role', role: 'write' }],
      [5 * MINUTE, { kind: 'bot' }],
    ])
  })
})

function both(): readonly string[] {
  return [OTHER_DIGEST, DIGEST].map(shortDigest).sort()
}

describe('the role', () => {
  it.each<[string | undefined, Partial<ApprovalRules>, string]>([
    ['maintain', {}, 'approved'],
    ['admin', {}, 'approved'],
    ['write', {}, 'role'],
    ['triage', {}, 'role'],
    ['read', {}, 'role'],
    ['ML lead', {}, 'role'],
    [undefined, {}, 'role'],
    ['admin', { from: ['maintain'] }, 'role'],
    ['write', { from: ['write'] }, 'approved'],
    ['write', { users: ['ADA'] }, 'approved'],
    [undefined, { users: ['bob', 'Ada'] }, 'approved'],
    ['write', { users: ['adam'] }, 'role'],
  ])('%s with %j: %s', async (role, rules, summary) => {
    pull.setRole('ada', role)
    expect(await summaryOf({ rules })).toBe(summary)
  })

  it('is told if it does not suffice', async () => {
    pull.setRole('ada', 'triage')
    expect((await verdictOf()).rejected[0]?.objection).toEqual({ kind: 'role', role: 'triage' })
    pull.setRole('ada', undefined)
    expect((await verdictOf()).rejected[0]?.objection).toEqual({ kind: 'role', role: undefined })
  })

  it('is not asked for somebody in `users`, or who may not approve anyway', async () => {
    await verdictOf({ rules: { users: ['ada'] } })
    await verdictOf({ author: 'ada' })
    await verdictOf({ shownPlans: [] })
    await verdictOf({ acts: [actBy('bot[bot]')] })
    expect(pull.calls.filter((call) => call.startsWith('role'))).toEqual([])
  })
})

describe('an author of whom only the login is known', () => {
  const start = actBy('ada', START + 5 * MINUTE, { kind: 'dispatch', isByLogin: true })
  const shownPlans = [shown({ pushers: ['mallory', '#6'] })]
  beforeEach(() => void (pull.hasIds = true))

  it('is identified by the answer about the role', async () => {
    const { id } = pull.accountOf('ada')
    expect((await verdictOf({ acts: [start], shownPlans })).approval).toMatchObject({ by: 'ada', byId: id })
    expect(pull.calls).toEqual(['role of ada'])
  })

  it.each<[string, string, Case]>([
    ['has pushed the request under another login', 'pusher', { rules: { users: ['ada'] } }],
    ['has pushed it, and has the role', 'pusher', {}],
    ['may have pushed it, if the server does not tell', 'account-unknown', { permissionOf: tellNoId }],
  ])('%s', async (_, summary, given) => {
    const plans = [shown({ pushers: ['mallory', `#${pull.accountOf('ada').id ?? 0}`] })]
    expect(await summaryOf({ acts: [start], shownPlans: plans, ...given })).toBe(summary)
  })

  it.each<[string, string, Case]>([
    ['if the policy names them, and lets them approve their own', 'approved', { rules: { allowSelf: true } }],
    ['if they opened the pull request', 'author', { author: 'ada' }],
    ['if somebody else has approved', 'approved', { acts: [start, eve()], rules: { users: ['eve'] } }],
  ])('is not asked about %s', async (_, summary, { rules, ...given }) => {
    const users = rules?.users ?? ['ada']
    expect(await summaryOf({ acts: [start], shownPlans, ...given, rules: { ...rules, users } })).toBe(summary)
    expect(pull.calls).toEqual([])
  })

  function eve(): Act {
    return actBy('eve', undefined, { author: { ...accountOf('eve'), id: 7 } })
  }

  function tellNoId(): ReturnType<FakeApprovals['permissionOf']> {
    return Promise.resolve({ ok: true, value: { role: 'maintain' } })
  }
})

describe('the time of an act', () => {
  const closed = { untilMs: START + 10 * MINUTE }

  it.each<[string, Partial<ShownPlan>, number, string]>([
    ['before', {}, -1, 'not-shown'],
    ['at the first moment', {}, 0, 'just-changed'],
    ['within the first second', { sinceMs: START + 1 }, 0, 'not-shown'],
    ['in the last whole second', closed, 10 * MINUTE - SECOND, 'approved'],
    ['in the second in which it ended', closed, 10 * MINUTE - SECOND + 1, 'not-shown'],
    ['at the end', closed, 10 * MINUTE, 'not-shown'],
    ['after it', closed, 11 * MINUTE, 'not-shown'],
    ['long after, while it is shown', {}, 900 * MINUTE, 'approved'],
    ['just before the end of the grace', {}, MINUTE - 1, 'just-changed'],
    ['at the end of the grace', {}, MINUTE, 'approved'],
    ['in a plan that lasted 30 s', { untilMs: START + 30_000 }, 10_000, 'just-changed'],
  ])('%s', async (_, plan, offsetMs, summary) => {
    expect(await summaryOf({ acts: [actBy('ada', START + offsetMs)], shownPlans: [shown(plan)] })).toBe(
      summary,
    )
  })

  it('counts by the other comment if one had just changed', async () => {
    const shownPlans = [shown(), shown({ sinceMs: START - MINUTE })]
    expect(await summaryOf({ acts: [actBy('ada', START)], shownPlans })).toBe('approved')
  })

  it('does not count between two times of the same plan', async () => {
    const again = shown({ sinceMs: START + 20 * MINUTE })
    const shownPlans = [shown(closed), again]
    const at = (minutes: number) => summaryOf({ acts: [actBy('ada', START + minutes * MINUTE)], shownPlans })
    expect(await Promise.all([9, 15, 20, 21].map(at))).toEqual([
      'approved',
      'not-shown',
      'just-changed',
      'approved',
    ])
  })

  it('is of no matter for an act by which a job of the request was approved', async () => {
    const acts = [actBy('ada')]
    const other = known(true, actBy('ada', START))
    expect(await summaryOf({ acts, shownPlans: [], knownActs: other })).toBe('not-shown')
    expect(await summaryOf({ acts, shownPlans: [], knownActs: known(true) })).toBe('approved')
    expect(await summaryOf({ acts, knownActs: known() })).toBe('approved')
  })

  it('of a known act does not replace the role', async () => {
    pull.setRole('ada', 'write')
    const knownActs = known(true)
    expect(await summaryOf({ knownActs })).toBe('role')
    expect(await summaryOf({ knownActs, author: 'ada' })).toBe('author')
  })

  it('counts only in whole seconds in which nothing else was shown, a minute after the start', async () => {
    const anyPlans = fc.array(fc.tuple(fc.nat(9_000), fc.nat(5_000), fc.boolean()), { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(anyPlans, fc.nat(9), async (intervals, second) => {
        const shownPlans = intervals.map(([since, lasts, isOpen]) =>
          shown({
            sinceMs: START + since - MINUTE,
            ...(isOpen ? {} : { untilMs: START + since + lasts }),
          }),
        )
        const atMs = START + second * SECOND
        const isCovered = intervals.some(
          ([since, lasts, isOpen]) =>
            since <= second * SECOND && (isOpen || since + lasts >= (second + 1) * SECOND),
        )
        const summary = await summaryOf({ acts: [actBy('ada', atMs)], shownPlans })
        expect(summary === 'approved').toBe(isCovered)
      }),
    )
  })
})

describe('the first minute of a request', () => {
  const CHANGE = START + 10 * MINUTE
  const before = (changes: Partial<ShownPlan> = {}) => shown({ untilMs: CHANGE, ...changes })
  const after = (changes: Partial<ShownPlan> = {}) => shown({ sinceMs: CHANGE, digests: both(), ...changes })
  const acts = [actBy('ada', CHANGE + 20 * SECOND)]
  const short = shortDigest(DIGEST)
  const halfway = START + 5 * MINUTE

  it.each<[string, readonly ShownPlan[]]>([
    ['when another one is added', [before(), after()]],
    ['when another one is taken away', [before({ digests: both() }), after({ digests: [short] })]],
    [
      'when several are added',
      [before({ untilMs: halfway }), before({ sinceMs: halfway, digests: both() }), after()],
    ],
    ['whatever other comments show', [before(), before({ key: 'l', digests: [] }), after()]],
  ])('does not start again %s', async (_, shownPlans) => {
    expect(await summaryOf({ acts, shownPlans })).toBe('approved')
    expect(await summaryOf({ acts, shownPlans: shownPlans.toReversed() })).toBe('approved')
  })

  const BREAKS: readonly [string, readonly ShownPlan[]][] = [
    ['after a break', [before({ untilMs: CHANGE - 1 }), after()]],
    [
      'after a plan without it',
      [
        before({ untilMs: halfway }),
        before({ sinceMs: halfway, digests: [shortDigest(OTHER_DIGEST)] }),
        after(),
      ],
    ],
    ['after a plan that did not show it', [before({ digests: [], hidden: [short] }), after()]],
    ['after a plan that may lack a request', [before({ isPartial: true }), after()]],
    ['after a plan that was shown for other inputs', [before({ inputsHash: 'g' }), after()]],
    ['after a plan that was also shown for other inputs', [before({ hasOtherInputs: true }), after()]],
    ['if nobody knows the inputs', [before({ inputsHash: undefined }), after({ inputsHash: undefined })]],
    ['after a plan of another comment', [before({ key: 'l' }), after()]],
    ['after several plans at once', [before(), before({ sinceMs: halfway }), after()]],
    ['after several plans at once, one without it', [before(), before({ digests: [] }), after()]],
    [
      'after two plans that lasted no time',
      [after({ untilMs: CHANGE }), before({ sinceMs: CHANGE }), after()],
    ],
  ]

  it.each(BREAKS)('starts again %s', async (_, shownPlans) => {
    expect(await summaryOf({ acts, shownPlans })).toBe('just-changed')
    expect(await summaryOf({ acts, shownPlans: shownPlans.toReversed() })).toBe('just-changed')
  })

  it('is over for no other request', async () => {
    expect(await summaryOf({ acts, digest: `v1-${OTHER_DIGEST}`, shownPlans: [before(), after()] })).toBe(
      'just-changed',
    )
  })

  it.each([
    [29, 'just-changed'],
    [30, 'approved'],
  ])('is counted over two plans: 30 s and %d s', async (seconds, summary) => {
    const shownPlans = [before({ sinceMs: CHANGE - 30 * SECOND }), after()]
    expect(await summaryOf({ acts: [actBy('ada', CHANGE + seconds * SECOND)], shownPlans })).toBe(summary)
  })

  describe('and an act in the second of a change', () => {
    /** Cut to whole seconds. */
    const inSecond = (offsetMs: number) => [actBy('ada', CHANGE + offsetMs)]

    it.each([
      [0, 'approved'],
      [-1, 'approved'],
      [-SECOND + 1, 'approved'],
      // Not in that second: it is about the earlier plan.
      [-SECOND, 'approved'],
    ])('counts for what was shown before and after: %d ms', async (offsetMs, summary) => {
      const shownPlans = [before(), after()]
      expect(await summaryOf({ acts: inSecond(offsetMs), shownPlans })).toBe(summary)
      const longer = [before({ untilMs: halfway }), before({ sinceMs: halfway, digests: both() }), after()]
      expect(await summaryOf({ acts: inSecond(offsetMs), shownPlans: longer })).toBe(summary)
    })

    it('counts for nothing new', async () => {
      const given = { acts: inSecond(-1), digest: `v1-${OTHER_DIGEST}` }
      expect(await summaryOf({ ...given, shownPlans: [before(), after()] })).toBe('not-shown')
    })

    it.each(BREAKS)('does not count %s', async (_, shownPlans) => {
      expect(await summaryOf({ acts: inSecond(-1), shownPlans })).toBe('not-shown')
    })

    it('does not count for what is taken away', async () => {
      const shownPlans = [before({ digests: both() }), after({ digests: [shortDigest(OTHER_DIGEST)] })]
      expect(await summaryOf({ acts: inSecond(-1), shownPlans })).toBe('not-shown')
      const soon = [before(), after({ untilMs: CHANGE + SECOND - 2 })]
      expect(await summaryOf({ acts: inSecond(-1), shownPlans: soon })).toBe('not-shown')
    })

    it('does not count in the first minute', async () => {
      const shownPlans = [before({ sinceMs: CHANGE - MINUTE }), after()]
      expect(await summaryOf({ acts: inSecond(-1), shownPlans })).toBe('just-changed')
    })

    it.each([
      [-1, 'not-head'],
      // Before that second, only the commits of the earlier plan matter.
      [-SECOND, 'approved'],
    ])('is about the commit of the later plan: %d ms', async (offsetMs, summary) => {
      const pushes = [pushOf('commit-1', 'olga', CHANGE), pushOf('commit-0', 'olga')]
      const shownPlans = [before(), after({ commits: ['commit-1'] })]
      const given = { acts: inSecond(offsetMs), shownPlans, pushes, commit: 'commit-1' }
      expect(await summaryOf(given)).toBe(summary)
    })
  })

  it('may be over, but the act is about the commit of the plan at its time', async () => {
    const pushes = [
      pushOf('commit-2', 'olga', CHANGE + 10 * SECOND),
      pushOf('commit-1', 'olga', CHANGE - SECOND),
      pushOf('commit-0', 'olga'),
    ]
    const shownPlans = [before({ commits: ['commit-0', 'commit-2'] }), after({ commits: ['commit-1'] })]
    expect(await summaryOf({ acts, shownPlans, pushes, commit: 'commit-1' })).toBe('not-head')
  })
})

describe('an act that names digests', () => {
  const digits = DIGEST.slice(3)
  const naming = (...named: readonly string[]) => ({
    acts: [actBy('ada', START, { named })],
    shownPlans: [shown()],
  })

  it.each<[string, readonly string[], string]>([
    ['one', [digits.slice(0, 32)], 'approved'],
    ['all of it', [digits], 'approved'],
    ['one of several', ['f'.repeat(32), digits.slice(0, 32)], 'approved'],
    ['another one', ['f'.repeat(32)], 'not-named'],
    ['the middle', [digits.slice(4, 40)], 'not-named'],
    ['none', [], 'not-named'],
  ])('%s', async (_, named, summary) => {
    expect(await summaryOf(naming(...named))).toBe(summary)
  })

  it('needs no comment that shows them', async () => {
    expect(await summaryOf({ ...naming(digits.slice(0, 32)), shownPlans: [] })).toBe('approved')
  })

  it('is not about what is shown', async () => {
    const acts = [actBy('ada', undefined, { named: ['f'.repeat(32)] })]
    expect(await summaryOf({ acts })).toBe('not-named')
  })
})

describe('a pusher', () => {
  const unknown = { shownPlans: [shown({ pushers: [] })] }
  const withoutRequest = {
    digests: ['other'],
    pushers: [],
    sinceMs: START - 9 * MINUTE,
    commits: ['commit-a'],
  }

  it.each<[string, readonly Push[], string]>([
    ['of the first commit with the plan', [pushOf('commit-0', 'ADA')], 'pusher'],
    ['of somebody else', [pushOf('commit-0', 'bob')], 'approved'],
    ['whom nobody knows', [], 'pusher-unknown'],
    ['before it, whom no run has shown', [pushOf('commit-0', 'bob'), pushOf('commit-x', 'ada')], 'pusher'],
    [
      'before a commit that a run has shown',
      [pushOf('commit-0', 'bob'), pushOf('commit-b', 'bob'), pushOf('commit-a', 'ada')],
      'approved',
    ],
    [
      'of a later commit with the same plan',
      [pushOf('commit-1', 'ada'), pushOf('commit-0', 'bob')],
      'approved',
    ],
  ])('%s', async (_, pushes, summary) => {
    const shownPlans = [
      shown({ pushers: [], commits: ['commit-0', 'commit-1'] }),
      shown({ ...withoutRequest, commits: ['commit-b'] }),
    ]
    expect(await summaryOf({ ...unknown, shownPlans, pushes, commit: 'commit-1' })).toBe(summary)
  })

  it('whom nobody knows may be one of two who approve, but not both', async () => {
    pull.setRole('bob', 'admin')
    const given = { ...unknown, pushes: [] }
    const [ada, bob] = [actBy('ada'), actBy('bob', START + 7 * MINUTE)]
    const { approval } = await verdictOf({ ...given, acts: [bob, ada] })
    expect(approval).toMatchObject({ by: 'bob', actId: bob.id, first: { by: 'ada', actId: ada.id } })
    const again = actBy('ADA', START + 7 * MINUTE)
    expect(await summaryOf({ ...given, acts: [ada, again] })).toBe('pusher-unknown')
    pull.setRole('bob', 'write')
    expect(await summaryOf({ ...given, acts: [ada, bob] })).toBe('role, pusher-unknown')
    expect(await summaryOf({ ...given, acts: [ada], rules: { allowSelf: true } })).toBe('approved')
  })

  it.each<[string, string, Case]>([
    ['needs no second person for an act that was independent', 'approved', { knownActs: known(true) }],
    ['needs one for another act that approved something before', 'pusher-unknown', { knownActs: known() }],
    [
      'is still unknown for such an act after the record has dropped its plan',
      'not-shown',
      {
        knownActs: known(),
        shownPlans: [forgotten('olga'), shown({ sinceMs: START + 9 * MINUTE })],
        pushes: [pushOf('commit-0', 'olga')],
      },
    ],
    [
      'is also unknown then if nobody is known to have pushed what was dropped',
      'not-shown',
      {
        knownActs: known(),
        shownPlans: [forgotten(), shown({ sinceMs: START + 9 * MINUTE })],
        pushes: [pushOf('commit-0', 'olga')],
      },
    ],
    [
      'is known for an act that is older than its plan, if the record has dropped none',
      'approved',
      {
        acts: [actBy('ada', START - SECOND, { kind: 'dispatch' })],
        knownActs: known(undefined, actBy('ada', START - SECOND)),
        pushes: [pushOf('commit-0', 'olga')],
      },
    ],
    [
      'is known for a new act then',
      'approved',
      {
        acts: [actBy('ada', START + 15 * MINUTE)],
        knownActs: known(),
        shownPlans: [forgotten('olga'), shown({ sinceMs: START + 9 * MINUTE })],
        pushes: [pushOf('commit-0', 'olga')],
      },
    ],
  ])('whom nobody knew %s', async (_, summary, given) => {
    expect(await summaryOf({ ...unknown, pushes: [], ...given })).toBe(summary)
  })

  it.each<[string, Case]>([
    ['is about another plan', { acts: [actBy('ada'), actBy('Ada', START + 6 * MINUTE, { named: ['f'] })] }],
    [
      'does not stand any more',
      { withdrawn: [{ act: actBy('ada', START + 6 * MINUTE), because: 'edited' }], acts: [actBy('ada')] },
    ],
  ])('whom nobody knows: half of an approval is told rather than a later act that %s', async (_, given) => {
    const { rejected, half } = await verdictOf({ ...unknown, pushes: [], ...given })
    expect(half).toMatchObject({ by: 'ada', atMs: actBy('ada').atMs })
    expect(rejected).toEqual([{ act: actBy('ada'), objection: { kind: 'pusher-unknown' } }])
  })

  it.each<[string, string, Case]>([
    ['the author', 'ada', { author: 'ada' }],
    ['the pusher', 'ada', { shownPlans: [shown({ pushers: ['ada'] })] }],
    ['a pusher of a forgotten plan', 'ada', { shownPlans: [forgotten('ada'), shown()] }],
    ['anybody, if nobody knows the pusher', 'ada', { shownPlans: [shown({ pushers: [] })], pushes: [] }],
  ])('who may approve because the policy says so is not independent: %s', async (_, by, given) => {
    const { approval } = await verdictOf({ ...given, rules: { allowSelf: true } })
    expect(approval).toMatchObject({ by })
    expect(approval).not.toHaveProperty('isIndependent')
  })

  it('of something else is independent, whatever the policy says', async () => {
    const { approval } = await verdictOf({ rules: { allowSelf: true } })
    expect(approval).toMatchObject({ isIndependent: true })
  })

  it('whom nobody knows makes neither of two who approve independent', async () => {
    pull.setRole('bob', 'admin')
    const acts = [actBy('ada'), actBy('bob', START + 7 * MINUTE)]
    const { approval } = await verdictOf({ ...unknown, pushes: [], acts })
    expect(approval).not.toHaveProperty('isIndependent')
    expect(approval?.first).not.toHaveProperty('isIndependent')
  })

  it('whom nobody knows does not make the author or somebody in `users` count twice', async () => {
    const acts = [actBy('ada'), actBy('olga')]
    const rules = { users: ['olga', 'ada'] }
    expect(await summaryOf({ ...unknown, pushes: [], acts, rules })).toBe('author, pusher-unknown')
  })

  it('after the commit of this step has not brought in what no step has asked for', async () => {
    const pushes = [pushOf('commit-9', 'ada'), pushOf('commit-0', 'olga')]
    const named = { acts: [actBy('ada', undefined, { named: [DIGEST.slice(3)] })] }
    expect(await summaryOf({ ...named, shownPlans: [], pushes })).toBe('approved')
    expect(await summaryOf({ ...named, shownPlans: [], pushes, commit: 'commit-9' })).toBe('pusher')
  })

  it.each<[string, Case, string]>([
    ['may be missing in a list that does not have the head yet', { shownPlans: [] }, 'pusher-unknown'],
    ['of another branch is not known', { shownPlans: [], headSha: 'commit-0' }, 'pusher-unknown'],
    ['of the first plan is in a list that has its commit', {}, 'approved'],
    [
      'may be another one than that of the run',
      { shownPlans: [], pusher: accountOf('olga') },
      'pusher-unknown',
    ],
    [
      'may be another one than that of the first plan',
      { shownPlans: [shown({ firstCommits: ['commit-x'] })] },
      'pusher-unknown',
    ],
    ['is not known because of a forgotten plan', { shownPlans: [forgotten('bob')] }, 'pusher-unknown'],
    [
      'of a list without anybody is not known',
      { shownPlans: [forgotten('bob')], pushes: [] },
      'pusher-unknown',
    ],
    [
      'is in a list that an earlier run has read',
      { shownPlans: [shown({ firstCommits: ['commit-x'], hasAllPushers: true })] },
      'approved',
    ],
    [
      'is in a list of which only a later plan knows',
      {
        shownPlans: [
          shown({ firstCommits: ['commit-x'] }),
          shown({ sinceMs: START + 1, hasAllPushers: true }),
        ],
      },
      'approved',
    ],
    [
      'is in such a list, as the approver',
      {
        shownPlans: [
          shown({ firstCommits: ['commit-x'] }),
          shown({ sinceMs: START + 1, hasAllPushers: true, pushers: ['ada'] }),
        ],
      },
      'pusher',
    ],
    [
      'is in a list of which only a later plan knows, which is the first of another request',
      {
        shownPlans: [
          shown({ firstCommits: ['commit-x'] }),
          shown({ sinceMs: START + 1, hasAllPushers: true, hidden: ['other'] }),
        ],
      },
      'pusher-unknown',
    ],
  ])('%s', async (_, given, summary) => {
    const acts = [actBy('ada', undefined, { named: [DIGEST.slice(3)] })]
    expect(await summaryOf({ acts, commit: 'commit-9', headSha: 'commit-9', ...given })).toBe(summary)
  })

  it.each<[string, Case, string]>([
    ['that of the first plan', {}, 'approved'],
    ['that of the first plan, although a later head is another', { commit: 'commit-9' }, 'approved'],
    ['that of this run', { shownPlans: [], pusher: accountOf('olga') }, 'approved'],
    ['nobody', unknown, 'pusher-unknown'],
    ['that of this run, who approves', { shownPlans: [], pusher: accountOf('ada') }, 'pusher'],
  ])('is who the events name where the server lists no pushes: %s', async (_, given, summary) => {
    const acts = [actBy('ada', undefined, { named: [DIGEST.slice(3)] })]
    expect(await summaryOf({ acts, pushes: [], hasPushList: false, ...given })).toBe(summary)
  })

  it.each<[string, Case, string]>([
    ['a commit of a fork', { forkCommits: [undefined, 'commit-9'] }, 'approved'],
    ['another commit, for a fork', { forkCommits: [undefined, 'commit-8'] }, 'pusher-unknown'],
    ['a commit of this repository', {}, 'pusher-unknown'],
  ])('need not be known of what can only be from a fork: %s', async (_, given, summary) => {
    expect(await summaryOf({ ...unknown, commit: 'commit-9', pushes: [], ...given })).toBe(summary)
  })

  it('of what no step has asked for is everybody', async () => {
    const named = { acts: [actBy('ada', undefined, { named: [DIGEST.slice(3)] })] }
    const shownPlans = [shown({ digests: ['other'], pushers: [], commits: ['commit-b'] })]
    const pushes = [pushOf('commit-0', 'olga'), pushOf('commit-b', 'bob'), pushOf('commit-1', 'ada')]
    expect(await summaryOf({ ...named, shownPlans, pushes })).toBe('pusher')
    expect(await summaryOf({ ...named, shownPlans, pushes: pushes.slice(0, 2) })).toBe('approved')
  })

  /** Ada pushed `commit-a`, then olga `commit-0`, which shows the request. */
  const adaFirst = [pushOf('commit-0', 'olga'), pushOf('commit-a', 'ada')]

  it.each<[string, readonly ShownPlan[], string]>([
    ['ends where the same step asked for less', [shown(withoutRequest)], 'approved'],
    [
      'goes on where the step asked for less only later',
      [shown({ ...withoutRequest, sinceMs: START + MINUTE, untilMs: START + 2 * MINUTE })],
      'pusher',
    ],
    ['goes on where a spec could not be read', [shown({ ...withoutRequest, isPartial: true })], 'pusher'],
    ['goes on where only another step ran', [shown({ ...withoutRequest, key: 'other' })], 'pusher'],
    ['goes on where the step had other inputs', [shown({ ...withoutRequest, inputsHash: 'x' })], 'pusher'],
    [
      'goes on where other inputs asked for less of another commit',
      [shown({ ...withoutRequest, firstCommits: ['commit-x'], hasOtherInputs: true })],
      'pusher',
    ],
    ['goes on where the inputs are unknown', [shown({ ...withoutRequest, inputsHash: undefined })], 'pusher'],
    [
      'begins where a step asked for the request without showing it',
      [shown({ ...withoutRequest, hidden: [shortDigest(DIGEST)], firstCommits: ['commit-a'] })],
      'pusher',
    ],
  ])('before the plan: the search %s', async (_, earlier, summary) => {
    expect(await summaryOf({ shownPlans: [...earlier, shown()], pushes: adaFirst })).toBe(summary)
  })

  it.each<[string, Partial<ShownPlan>, string]>([
    ['as a list of pushes told them', { hasAllPushers: true }, 'approved'],
    ['else anybody before', {}, 'pusher'],
  ])('before a first plan without earlier ones: %s', async (_, first, summary) => {
    expect(await summaryOf({ shownPlans: [shown(first)], pushes: adaFirst })).toBe(summary)
  })

  it.each<[string, Partial<ShownPlan>, string]>([
    ['before', { sinceMs: START - 1 }, 'pusher'],
    ['after', { sinceMs: START + 1 }, 'approved'],
  ])('counts if a text that was only updated %s the first plan names the request', async (_, at, summary) => {
    const update = shown({ pushers: ['ada'], firstCommits: [], inputsHash: undefined, ...at })
    expect(await summaryOf({ shownPlans: [shown(), update] })).toBe(summary)
  })

  it('before a plan of unknown inputs: the search goes to all', async () => {
    const shownPlans = [withoutRequest, {}].map((changes) => shown({ ...changes, inputsHash: undefined }))
    expect(await summaryOf({ shownPlans, pushes: adaFirst, inputsHash: undefined })).toBe('pusher')
  })

  it.each<[string, Case, string]>([
    ['where its own key is known, as far as it asked for less', { planKey: 'k' }, 'approved'],
    ['where it had other inputs, to all', { planKey: 'k', inputsHash: 'x' }, 'pusher'],
    ['where another step asked for less, to all', { planKey: 'other' }, 'pusher'],
    ['where no plan is shown, to all', { planKey: undefined }, 'pusher'],
  ])('before a request that no step has asked for: the search goes, %s', async (_, step, summary) => {
    const acts = [actBy('ada', undefined, { named: [DIGEST.slice(3)] })]
    const given = { acts, shownPlans: [shown(withoutRequest)], pushes: adaFirst }
    expect(await summaryOf({ ...given, ...step })).toBe(summary)
  })

  it.each<[string, Partial<ShownPlan>]>([
    ['with a further request', { digests: [shortDigest(DIGEST), 'other'] }],
    ['of another step', { key: 'other' }],
  ])('of a later plan %s is none of the request', async (_, changes) => {
    const later = shown({ sinceMs: START + MINUTE, pushers: ['ada'], firstCommits: ['commit-1'], ...changes })
    const pushes = [pushOf('commit-1', 'ada', START + MINUTE), pushOf('commit-0', 'olga')]
    const act = { acts: [actBy('ada')], commit: 'commit-1' }
    expect(await summaryOf({ ...act, shownPlans: [shown(), later], pushes })).toBe('approved')
  })

  it('who moves the branch back to the commit is none of the request', async () => {
    const pushes = [
      pushOf('commit-0', 'ada', START + 3 * MINUTE),
      pushOf('commit-1', 'bob', START + 2 * MINUTE),
      pushOf('commit-0', 'olga'),
    ]
    expect(await summaryOf({ pushes })).toBe('approved')
  })

  it('may be the last one before the plan, or anybody, if the run worked on another commit', async () => {
    const shownPlans = [shown({ pushers: [], firstCommits: ['commit-of-main'], commits: ['commit-1'] })]
    const by = (login: string) => [
      pushOf('commit-1', login === 'ada' ? 'bob' : 'ada', START + MINUTE),
      pushOf('commit-0', login),
    ]
    expect(await summaryOf({ shownPlans, pushes: by('ada') })).toBe('pusher')
    expect(await summaryOf({ shownPlans, pushes: by('bob') })).toBe('pusher-unknown')
  })
})

describe('the head at the time of an act', () => {
  const before = START + MINUTE
  const away = [pushOf('commit-2', 'bob', before), pushOf('commit-0', 'olga')]

  it.each<[string, Case, string]>([
    ['was another commit', { pushes: away }, 'not-head'],
    ['is that of this run', { pushes: away, commit: 'commit-2' }, 'approved'],
    [
      'was shown with the plan',
      { pushes: away, shownPlans: [shown({ commits: ['commit-0', 'commit-2'] })] },
      'approved',
    ],
    ['is not known', { pushes: [], shownPlans: [shown({ hasAllPushers: true })] }, 'approved'],
    [
      'is older than the list of pushes',
      { pushes: [pushOf('commit-0', 'bob', START + 6 * MINUTE)] },
      'not-head',
    ],
    [
      'was pushed in the same second',
      { pushes: [pushOf('commit-2', 'bob', START + 5 * MINUTE), pushOf('commit-0', 'olga')] },
      'not-head',
    ],
    [
      'changed later',
      { pushes: [pushOf('commit-2', 'bob', START + 9 * MINUTE), pushOf('commit-0', 'olga')] },
      'approved',
    ],
    [
      'does not matter for a plan of a commit that the branch never had',
      { pushes: away, shownPlans: [shown({ commits: ['commit-of-main'] })], commit: 'commit-of-main' },
      'approved',
    ],
    [
      'matters for the plan of the branch, if another plan is of a commit that it never had',
      { pushes: away, shownPlans: [shown(), shown({ commits: ['commit-of-main'] })] },
      'not-head',
    ],
    [
      'matters if the branch has had one commit of the plan',
      { pushes: away, shownPlans: [shown({ commits: ['commit-of-main', 'commit-0'] })] },
      'not-head',
    ],
    ['was none, because the branch was deleted', { pushes: [deletionAt(before), ...away] }, 'not-head'],
    [
      'was the right one before the branch was deleted, and another one made',
      {
        pushes: [
          pushOf('commit-9', 'bob', START + 9 * MINUTE),
          deletionAt(START + 8 * MINUTE),
          pushOf('commit-0', 'olga'),
        ],
        shownPlans: [shown({ hasAllPushers: true })],
      },
      'approved',
    ],
    [
      'does not matter if the act names the request',
      { pushes: away, acts: [actBy('ada', undefined, { named: [DIGEST.slice(3)] })] },
      'approved',
    ],
  ])('%s', async (_, given, summary) => {
    expect(await summaryOf(given)).toBe(summary)
  })
})

describe('the commit of a review', () => {
  const plan = shown({ commits: ['commit-0', 'commit-1'] })
  const given = {
    shownPlans: [plan, shown({ digests: ['other'], commits: ['commit-x'] })],
    pushes: [pushOf('commit-1', 'bob', START + 2 * MINUTE), pushOf('commit-0', 'olga')],
    commit: 'commit-2',
  }

  it.each<[string, string | undefined, Case, string]>([
    ['is one of the plan', 'commit-1', {}, 'approved'],
    ['was one of the plan before a rebase', 'commit-0', {}, 'approved'],
    ['is that of this step, which asks for the same', 'commit-2', {}, 'approved'],
    ['is not known', undefined, {}, 'approved'],
    ['is that of another plan', 'commit-x', {}, 'not-head'],
    ['is that of another plan, and nobody knows the pushes', 'commit-x', { pushes: [] }, 'not-head'],
    ['is that of a plan that has just begun', 'commit-9', { shownPlans: [plan, justBegun()] }, 'not-head'],
    ['is that of a later push, to which GitHub has moved the review', 'commit-3', movedAfter(), 'approved'],
    [
      'is that of a later push, and the head was that of another plan',
      'commit-3',
      movedAfter(pushOf('commit-x', 'bob', START + 3 * MINUTE)),
      'not-head',
    ],
    [
      'is that of a later push, which brings an earlier commit back',
      'commit-3',
      movedAfter(pushOf('commit-1', 'bob', START + 3 * MINUTE), pushOf('commit-3', 'bob', START + MINUTE)),
      'not-head',
    ],
    [
      'does not matter for a plan of a commit that the branch never had',
      'commit-1',
      { shownPlans: [shown({ commits: ['commit-of-main'] })] },
      'approved',
    ],
    [
      'does not matter if the review has approved a job before',
      'commit-x',
      { knownActs: known() },
      'approved',
    ],
  ])('%s', async (_, commit, changes, summary) => {
    const acts = [actBy('ada', undefined, { commit })]
    expect(await summaryOf({ acts, ...given, ...changes })).toBe(summary)
  })

  function movedAfter(...earlier: readonly Push[]): Case {
    const pushes = [pushOf('commit-3', 'olga', START + 9 * MINUTE), ...earlier, ...given.pushes]
    return { pushes: pushes.toSorted((a, b) => b.atMs - a.atMs) }
  }

  function justBegun(): ShownPlan {
    return shown({ sinceMs: START + 5 * MINUTE - SECOND, commits: ['commit-9', 'commit-0'] })
  }
})

describe('of many people who act', () => {
  const strangers = Array.from({ length: 60 }, (_, n) => actBy(`stranger-${n}`, START + (5 + n) * MINUTE))
  const asked = () => pull.calls.filter((call) => call.startsWith('role')).length

  it('those whose act has approved the request before are asked for first, however many strangers act later', async () => {
    const known = actBy('ada')
    const { approval } = await verdictOf({ acts: [known, ...strangers], knownActs: [{ actId: known.id }] })
    expect(approval).toMatchObject({ by: 'ada' })
  })

  it('at most eight strangers are asked for, the newest', async () => {
    const { rejected } = await verdictOf({ acts: strangers })
    expect(asked()).toBe(8)
    const roles = rejected.filter(({ objection }) => objection.kind === 'role')
    expect(roles.map(({ act }) => act.author.login)).toEqual(
      strangers.slice(-8).map(({ author }) => author.login),
    )
  })

  it.each<[string, Partial<Act>, Partial<ApprovalRules>, string, number]>([
    ['who seems to belong to the repository', { isInsider: true }, {}, 'approved', 1],
    ['whom the policy names', {}, { users: ['ADA'] }, 'approved', 0],
  ])('one %s is found although all others acted later', async (_, act, rules, summary, count) => {
    const acts = [actBy('ada', START + 2 * MINUTE, act), ...strangers]
    expect(await summaryOf({ acts, rules })).toBe(summary)
    expect(asked()).toBe(count)
  })

  it('one who acts last is found', async () => {
    const acts = [...strangers, actBy('ada', START + 99 * MINUTE)]
    expect(await summaryOf({ acts })).toBe('approved')
  })

  it('at most twenty who seem to belong to the repository are asked for, whatever strangers do', async () => {
    const insiders = strangers.map((act, n) => ({
      ...act,
      author: accountOf(`insider-${n}`),
      isInsider: true,
    }))
    await verdictOf({ acts: [...insiders, ...strangers] })
    expect(asked()).toBe(28)
  })

  it('each is asked for once, however often they act', async () => {
    const acts = Array.from({ length: 60 }, (_, n) => actBy('eve', START + (5 + n) * MINUTE))
    expect((await verdictOf({ acts })).rejected).toHaveLength(1)
  })
})

describe('an error of GitHub', () => {
  it.each<[string, ErrorResult]>([
    ['role of ada', BAD_GATEWAY],
    ['role of ada', FORBIDDEN],
  ])('%s: no verdict', async (call, error) => {
    pull.beforeCall = (each) => (each === call ? error : undefined)
    expect(await check()).toEqual(error)
  })

  it('of a later act does not matter', async () => {
    pull.beforeCall = (call) => (call === 'role of bob' ? BAD_GATEWAY : undefined)
    expect(await summaryOf({ acts: [actBy('bob', START + 9 * MINUTE), actBy('ada')] })).toBe('approved')
  })
})
