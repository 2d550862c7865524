import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ApprovalSource } from '../../src/commands/context.ts'
import { accountOf, ApprovedEnvironment, specOf, type ApprovedRunOptions } from '../fakes/approvals.ts'
import type { CompletedRun } from '../fakes/command-context.ts'
import { BAD_GATEWAY, FORBIDDEN } from '../fakes/comment-store.ts'
import { changingDefaultBranch, fakeDefaultBranch } from '../fakes/default-branch.ts'
import { httpError, jobId } from '../fakes/forge-api.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HEAD = '3f9a12c4'.repeat(5)
const MERGE = '0b5e77aa'.repeat(5)

let environment: ApprovedEnvironment
let pull: ApprovedEnvironment['pull']
beforeEach(() => {
  environment = new ApprovedEnvironment({ statuses: [[0, 'RUNNING']], cancelDelayMs: SECOND })
  pull = environment.pull
})
afterEach(() => environment.stop())

const run: ApprovedEnvironment['run'] = (options) => environment.run(options)
const submissions = (): number => environment.api.callsOf('create').length
const codesOf = ({ result }: CompletedRun): readonly string[] =>
  result.states.flatMap(({ notes }) => notes.map(({ code }) => code))
/** The outcome of a step with one spec, and its notes. */
const summaryOf = async (options?: ApprovedRunOptions): Promise<string> => {
  const completed = await run(options)
  return [completed.outcome, ...codesOf(completed)].join(' ')
}

/** A run of which only the approvals are different. */
const withSource = (changes: Partial<ApprovalSource>): ApprovedRunOptions => ({
  context: { approvals: pull.source(changes) },
})

/** A request that ada has approved. */
async function approve(options: ApprovedRunOptions = {}): Promise<void> {
  await environment.push(options)
  pull.label('ada')
  await environment.clock.sleep(SECOND)
}

describe('nothing is submitted', () => {
  it.each<[string, string, () => ApprovedRunOptions | undefined]>([
    ['without a token', 'refused approval-unreadable', () => ({ context: { approvals: undefined } })],
    [
      'without a pull request',
      'refused approval-without-pull-request',
      () => withSource({ pullRequest: undefined }),
    ],
    [
      'without a comment',
      'refused approval-without-comment',
      () => withSource({ pullRequest: { ...pull.conversation, hasComment: false } }),
    ],
    ['if there is no such pull request', 'refused approval-unreadable', () => failing('fetch', undefined)],
    ['if the pull request cannot be read', 'refused approval-unreadable', () => failing('fetch')],
    ['if the reviews cannot be read', 'refused approval-unreadable', () => failing('reviews')],
    ['if the comments cannot be read', 'refused approval-unreadable', () => failing('comments')],
    ['if the events cannot be read', 'refused approval-unreadable', () => failing('events')],
    ['if the role cannot be read', 'refused approval-unreadable', () => failing('role of ada')],
  ])('%s', async (_, summary, arrange) => {
    await approve()
    expect(await summaryOf(arrange())).toBe(summary)
    expect(submissions()).toBe(0)
  })

  it('if the pushes cannot be read', async () => {
    pull.push('commit-1', 'olga')
    await run()
    pull.label('ada')
    failing('pushes to feature')
    expect(await summaryOf()).toBe('refused approval-unreadable')
  })

  it('if nobody knows the pusher', async () => {
    pull.push('commit-1')
    await run()
    pull.label('ada')
    expect(await summaryOf()).toBe('unapproved approval-missing approval-label-on approvals-not-counted')
  })

  it('while GitHub does not answer, and later if it does', async () => {
    await approve()
    let failures = 0
    pull.beforeCall = () => (failures++ < 4 ? BAD_GATEWAY : undefined)
    expect(await summaryOf()).toBe('submitted')
    expect(failures).toBeGreaterThan(4)
  })

  it('if GitHub does not answer for a quarter of an hour', async () => {
    await approve()
    const startMs = environment.clock.now()
    pull.beforeCall = () => BAD_GATEWAY
    expect(await summaryOf()).toBe('refused approval-unreadable')
    expect(environment.clock.now() - startMs).toBeGreaterThan(14 * MINUTE)
  })

  it('after a quarter of an hour in all, although one answer after the other comes back', async () => {
    await approve()
    const startMs = environment.clock.now()
    const minutes = (): number => (environment.clock.now() - startMs) / MINUTE
    const backAfter: Readonly<Record<string, number>> = { fetch: 8, reviews: 14, comments: 30, events: 50 }
    pull.beforeCall = (call) => (minutes() < (backAfter[call] ?? 0) ? BAD_GATEWAY : undefined)
    expect(await summaryOf()).toBe('refused approval-unreadable')
    expect(minutes()).toBeLessThan(17)
  })

  it('for an act in an outage if the branch had moved before it', async () => {
    await environment.push()
    const startMs = environment.clock.now()
    pull.beforeCall = (call) => {
      if (call !== 'comments' || environment.clock.now() - startMs > 5 * MINUTE) return undefined
      if (pull.pullRequest.headSha !== 'commit-x') pull.push('commit-x', 'olga')
      return BAD_GATEWAY
    }
    void environment.clock.sleep(3 * MINUTE).then(() => pull.label('ada'))
    expect(await summaryOf()).toBe('unapproved approval-missing approval-label-on approvals-not-counted')
  })

  it.each<[string, () => void]>([
    ['shows another plan', () => undefined],
    ['showed another plan before somebody edited it', () => environment.editComment()],
  ])('by an older run that starts late, when the comment %s', async (_, change) => {
    await environment.push()
    pull.label('ada')
    const late = environment.createRun()
    await environment.push({ files: { 'a.yml': specOf(9) } })
    change()
    const completed = await late.execute()
    expect([completed.outcome, ...codesOf(completed)]).toEqual(['superseded', 'newer-run-has-other-version'])
  })

  it('nor by an older run with `reuse: false`, unless somebody has approved that', async () => {
    await environment.push()
    const inputs = { waitFor: 'none', reuse: false } as const
    const late = [environment.createRun({ inputs }), environment.createRun({ inputs })]
    await environment.push({ files: { 'a.yml': specOf(9) } })
    const unapproved = await late[0]?.execute()
    expect(unapproved?.outcome).toBe('unapproved')
    pull.comment('ada', `/train ${unapproved?.result.states[0]?.spec?.digest ?? ''}`)
    expect((await late[1]?.execute())?.outcome).toBe('submitted')
  })

  it('on a pull request that was closed without a merge, even if it was approved', async () => {
    await approve()
    pull.close(false)
    const completed = await run()
    expect(completed).toMatchObject({ outcome: 'valid', isSuccess: true })
    expect(codesOf(completed)).toEqual(['pull-request-closed'])
  })

  it('on a closed pull request that nobody has approved, and the step fails', async () => {
    pull.close(true)
    const completed = await run()
    expect(completed).toMatchObject({ outcome: 'refused', isSuccess: false })
    expect(codesOf(completed)).toEqual(['approval-missing-after-merge'])
  })

  it('for one spec, and for the others neither, if their approvals cannot be read', async () => {
    const files = { 'a.yml': specOf(8), 'b.yml': specOf(9) }
    await approve({ files })
    failing('role of ada')
    const { result } = await run({ files })
    expect(result.states.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })
})

describe('after the merge, when the branch is gone', () => {
  const merge = (): void => {
    pull.close(true)
    pull.isBranchDeleted = true
  }

  it.each<[string, string | undefined]>([
    ['the run of a later push', 'bob'],
    ['a run of no push', undefined],
  ])('whoever has pushed before %s does not approve their own change', async (_, pusher) => {
    pull.setRole('eve', 'maintain')
    pull.push('commit-1', 'eve')
    if (pusher !== undefined) pull.push('commit-2', pusher)
    await environment.run({ pusher })
    await environment.clock.sleep(2 * MINUTE)
    pull.review('eve')
    merge()
    expect((await environment.run()).outcome).toBe('refused')
  })

  it('whoever has pushed something else before may approve', async () => {
    await environment.push({}, 'ada')
    await environment.push({ files: { 'a.yml': specOf(9) } })
    pull.review('ada')
    merge()
    expect((await environment.run({ files: { 'a.yml': specOf(9) } })).outcome).toBe('submitted')
  })
})

it('an approved request is submitted after the pull request was merged', async () => {
  await approve()
  pull.close(true)
  expect(await summaryOf()).toBe('submitted')
})

it.each(['label', 'comment'])(
  'a request approved by %s is refused if the record could never be read',
  async (act) => {
    const { result } = await environment.push()
    const digest = result.states[0]?.spec?.digest ?? ''
    if (act === 'label') pull.label('ada')
    else pull.comment('ada', `/train ${digest}`)
    await environment.clock.sleep(90 * SECOND)
    environment.conversation.beforeCall = ({ operation }) =>
      ['list', 'get'].includes(operation) ? BAD_GATEWAY : undefined
    const inputs = { waitFor: 'none', reuse: false } as const
    expect(await summaryOf({ inputs })).toBe('refused approval-unreadable')
    expect(submissions()).toBe(0)
    environment.conversation.beforeCall = () => undefined
    expect(await summaryOf({ inputs })).toBe('submitted')
  },
)

it('a start by hand is refused if GitHub does not tell its pull request', async () => {
  const dispatch = { by: accountOf('ada'), atMs: environment.clock.wall(), url: 'https://github.example/acme/bot/actions/runs/8123', runId: '8123', runAttempt: '1' } // prettier-ignore
  const approvals = pull.source({ pullRequest: undefined, dispatch })
  const context = { approvals, ledger: undefined, isPullRequest: false, lookupError: 'HTTP 502' }
  const inputs = { waitFor: 'none', reuse: false } as const
  expect(await summaryOf({ context, inputs })).toBe('refused approval-unreadable')
  expect(submissions()).toBe(0)
})

/** GitHub refuses a call, or answers with this. */
function failing(call: string, ...answer: readonly [undefined?]): undefined {
  if (answer.length > 0) pull.fetch = () => Promise.resolve({ ok: true, value: undefined })
  else pull.beforeCall = (each) => (each === call ? FORBIDDEN : undefined)
  return undefined
}

describe('a run that somebody has started by hand', () => {
  const dispatchBy = (login: string): ApprovalSource['dispatch'] => ({
    by: accountOf(login),
    atMs: environment.clock.wall(),
    url: 'https://github.example/acme/bot/actions/runs/8123',
    runId: '8123',
    runAttempt: '1',
  })

  it.each<[string, string, string, string]>([
    ['with the role', 'ada', 'required: always', 'submitted'],
    ['named by the policy', 'eve', 'required: always, users: [EVE]', 'submitted'],
    [
      'without the role',
      'eve',
      'required: always',
      'refused approval-without-pull-request approvals-not-counted',
    ],
    [
      'as a bot',
      'ada[bot]',
      'required: always, users: [ada]',
      'refused approval-without-pull-request approvals-not-counted',
    ],
    ['if none is needed', 'eve', 'required: { above: 100 }', 'submitted'],
  ])('%s', async (_, login, approval, summary) => {
    const { context } = withSource({ pullRequest: undefined, dispatch: dispatchBy(login) })
    expect(await summaryOf({ context, approval })).toBe(summary)
    expect(submissions()).toBe(summary === 'submitted' ? 1 : 0)
  })

  it('has its approval in the record', async () => {
    await run(withSource({ pullRequest: undefined, dispatch: dispatchBy('ada') }))
    const [request] = Object.values(environment.record.requests)
    expect(request?.jobs[0]?.approval).toMatchObject({
      act: 'dispatch',
      by: 'ada',
      actId: 'dispatch 8123/1',
      url: expect.stringMatching(/runs\/8123$/),
    })
  })

  it.each<[string, string, string]>([
    ['the author', 'required: always', 'unapproved approval-missing approvals-not-counted'],
    ['the author, where the policy allows that', 'required: always, allow-self: true', 'submitted'],
  ])('on a pull request by %s', async (_, approval, summary) => {
    pull.setRole('olga', 'admin')
    expect(await summaryOf({ ...withSource({ dispatch: dispatchBy('olga') }), approval })).toBe(summary)
  })

  it('on a pull request without the role needs an act like every run', async () => {
    await approve()
    expect(await summaryOf(withSource({ dispatch: dispatchBy('eve') }))).toBe('submitted')
  })

  it.each(['role of ada', 'fetch'])('submits nothing if GitHub refuses: %s', async (call) => {
    pull.push('commit-1', 'olga')
    failing(call)
    expect(await summaryOf(withSource({ dispatch: dispatchBy('ada') }))).toBe('refused approval-unreadable')
  })

  it('on a pull request by whoever has pushed the change needs the approval of somebody else', async () => {
    pull.push('commit-1', 'ada')
    const summary = await summaryOf(withSource({ dispatch: dispatchBy('ada') }))
    expect(summary).toBe('unapproved approval-missing approvals-not-counted')
  })
})

describe('a run whose event names no commit', () => {
  const filesWith = (head: string | undefined) => ({
    'a.yml': specOf(8),
    ...(head === undefined ? {} : { '.git/HEAD': `${head}\n` }),
  })

  beforeEach(async () => {
    pull.push(HEAD, 'olga')
    pull.pullRequest = { ...pull.pullRequest, mergeCommit: MERGE }
    await run({ pusher: 'olga' })
    await environment.clock.sleep(60_000)
    pull.comment('ada')
    pull.isCheckoutUnproven = true
  })

  it.each<[string, string | undefined, string]>([
    ['its head', HEAD, 'submitted'],
    ['its merge commit', MERGE, 'submitted'],
    ['another commit', 'a'.repeat(40), 'refused approval-of-other-commit'],
    ['nothing that can be read', undefined, 'submitted'],
  ])('has checked out %s', async (_, head, summary) => {
    const step = environment.createRun({ files: filesWith(head) })
    const completed = await step.execute()
    expect([completed.outcome, ...codesOf(completed)].join(' ')).toBe(summary)
    expect(step.log.messages('warning').length > 0).toBe(head === undefined)
  })

  it.each<[string, string, string]>([
    ['the head there', HEAD, 'submitted'],
    ['another commit there', 'a'.repeat(40), 'refused approval-of-other-commit'],
  ])('has its spec in a folder with a repository of its own, and %s', async (_, head, summary) => {
    const files = { 'code/a.yml': specOf(8), 'code/.git/HEAD': head, '.git/HEAD': HEAD }
    expect(await summaryOf({ files, inputs: { waitFor: 'none', spec: ['code/a.yml'] } })).toBe(summary)
  })

  it('has checked out a head that is no longer the newest', async () => {
    pull.push('b'.repeat(40), 'olga')
    expect(await summaryOf({ files: filesWith(HEAD) })).toBe('refused approval-of-other-commit')
  })
})

describe('a run of a commit that the branch never had', () => {
  const FOREIGN = 'f'.repeat(40)
  const UNKNOWN_PUSHER = 'unapproved approval-missing approvals-not-counted'

  it.each<[string, string | undefined, string]>([
    ['the head', HEAD, 'submitted'],
    ['that commit', FOREIGN, UNKNOWN_PUSHER],
    ['nothing that can be read', undefined, UNKNOWN_PUSHER],
  ])('knows who pushed only if it has checked out the head: %s', async (_, head, summary) => {
    pull.push(HEAD, 'olga')
    const files = { 'a.yml': specOf(8), ...(head === undefined ? {} : { '.git/HEAD': `${head}\n` }) }
    const options = { files, commit: FOREIGN }
    await run(options)
    await environment.clock.sleep(MINUTE)
    pull.comment('ada')
    expect(await summaryOf(options)).toBe(summary)
  })
})

describe('a run that names the pull request of a fork', () => {
  const UNKNOWN_PUSHER = 'approval-missing approvals-not-counted'

  beforeEach(() => {
    pull.setRole('mallory', 'maintain')
    const changes = { isFromFork: true, author: 'eve', headSha: HEAD, mergeCommit: MERGE }
    pull.pullRequest = { ...pull.pullRequest, ...changes }
  })

  it.each<[string, string, boolean, string]>([
    ['the head', HEAD, false, 'submitted'],
    ['the merge of the head', MERGE, false, 'submitted'],
    ['its merge commit', MERGE, true, 'submitted'],
    ['something else', 'a'.repeat(40), false, `unapproved ${UNKNOWN_PUSHER}`],
    ['something else, after the merge', 'a'.repeat(40), true, `refused ${UNKNOWN_PUSHER}`],
  ])('takes one person only if it works on what the fork has: %s', async (_, commit, isMerged, summary) => {
    const { result } = await run({ commit })
    if (isMerged) pull.close(true)
    pull.comment('mallory', `/train ${result.states[0]?.spec?.digest ?? ''}`)
    expect((await summaryOf({ commit })).replace('-after-merge', '')).toBe(summary)
  })

  it('and was started by hand, needs a second person for something else', async () => {
    const dispatch = {
      by: accountOf('mallory'),
      atMs: 1,
      url: 'https://x.example',
      runId: '8',
      runAttempt: '1',
    }
    const startAt = (commit: string) => summaryOf({ ...withSource({ dispatch }), commit })
    expect(await startAt('a'.repeat(40))).toBe(`unapproved ${UNKNOWN_PUSHER}`)
    expect(await startAt(HEAD)).toBe('submitted')
  })
})

describe('somebody who renames their account', () => {
  const UNAPPROVED = 'unapproved approval-missing approvals-not-counted'

  beforeEach(() => {
    pull.hasIds = true
    pull.setRole('mallory', 'maintain')
  })

  it.each<[string, boolean, boolean]>([
    ['GitHub lists the pushes', true, false],
    ['the branch is gone', true, true],
    ['the server lists no pushes', false, true],
  ])('does not approve their own change: %s', async (_, hasPushList, isBranchDeleted) => {
    pull.push('commit-1', 'mallory')
    pull.hasPushList = hasPushList
    await run({ pusher: 'mallory' })
    await environment.clock.sleep(2 * MINUTE)
    pull.rename('mallory', 'mallory2')
    pull.isBranchDeleted = isBranchDeleted
    pull.comment('mallory2')
    expect(await summaryOf()).toBe(UNAPPROVED)
  })

  it('is not two people', async () => {
    const by = pull.accountOf('mallory')
    const dispatch = {
      by,
      atMs: environment.clock.wall(),
      url: 'https://x.example',
      runId: '8',
      runAttempt: '1',
    }
    const approval = 'required: always, users: [mallory]'
    expect(await summaryOf({ ...withSource({ dispatch }), approval })).toBe(UNAPPROVED)
    await environment.clock.sleep(2 * MINUTE)
    pull.rename('mallory', 'mallory2')
    pull.comment('mallory2')
    expect(await summaryOf({ approval })).toBe(UNAPPROVED)
    pull.comment('ada')
    expect(await summaryOf({ approval })).toBe('submitted')
  })

  describe('and starts a run again, of which the runner tells only the login', () => {
    const startAgainBy = (login: string) => {
      const [by, atMs] = [accountOf(login), environment.clock.wall()]
      return withSource({ dispatch: { by, atMs, url: 'https://x.example', runId: '8', runAttempt: '2' } })
    }

    it.each(['required: always', 'required: always, users: [mallory2]'])(
      'does not approve their own change: %s',
      async (approval) => {
        await environment.push({}, 'mallory')
        pull.rename('mallory', 'mallory2')
        expect(await summaryOf({ ...startAgainBy('mallory2'), approval })).toBe(UNAPPROVED)
      },
    )

    it('is not two people', async () => {
      const approval = 'required: always, users: [mallory]'
      expect(await summaryOf({ ...startAgainBy('mallory'), approval })).toBe(UNAPPROVED)
      await environment.clock.sleep(2 * MINUTE)
      pull.rename('mallory', 'mallory2')
      pull.comment('mallory2')
      expect(await summaryOf({ approval })).toBe(UNAPPROVED)
    })

    it.each([true, false])(
      'somebody else approves by that: with a list of pushes %s',
      async (hasPushList) => {
        pull.hasPushList = hasPushList
        await environment.push({}, 'mallory')
        expect(await summaryOf(startAgainBy('ada'))).toBe('submitted')
      },
    )

    it.each<[string, boolean, number]>([
      ['once, for the role and the id', false, 1],
      ['not at all, if somebody else has approved before', true, 0],
    ])('is asked about %s', async (_, isApproved, count) => {
      await environment.push({}, 'mallory')
      pull.setRole('ada', 'write')
      const approval = 'required: always, users: [bob], from: [write]'
      if (isApproved) pull.comment('bob')
      pull.calls.length = 0
      expect(await summaryOf({ ...startAgainBy('ada'), approval })).toBe('submitted')
      expect(pull.calls.filter((call) => call.endsWith(' of ada'))).toHaveLength(count)
    })

    it('a bot is not asked about', async () => {
      await environment.push({}, 'mallory')
      expect(await summaryOf(startAgainBy('ada[bot]'))).toBe(UNAPPROVED)
      expect(pull.calls).not.toContain('role of ada[bot]')
    })

    it('without an id approves nothing alone', async () => {
      await environment.push({}, 'mallory')
      pull.setRole('ada', undefined)
      const { result } = await run({ ...startAgainBy('ada'), approval: 'required: always, users: [ada]' })
      expect(JSON.stringify(result.states[0]?.notes.at(-1))).toContain('whether they are a renamed account')
    })

    it('is refused if GitHub does not answer', async () => {
      await environment.push({}, 'mallory')
      failing('role of ada')
      expect(await summaryOf(startAgainBy('ada'))).toBe('refused approval-unreadable')
    })
  })
})

describe('nobody knows all who have pushed', () => {
  const NOT_ENOUGH = 'approval-missing-after-merge approvals-not-counted'
  const merge = (): void => {
    pull.close(true)
    pull.isBranchDeleted = true
  }
  /** Eve, who has pushed it without a run, approves it after the merge; then ada does so, too. */
  async function approveAfterMerge(digest = ''): Promise<readonly string[]> {
    await environment.clock.sleep(2 * MINUTE)
    merge()
    pull.comment('eve', `/train ${digest}`)
    const first = await summaryOf({ commit: MERGE })
    pull.comment('ada', `/train ${digest}`)
    return [first, await summaryOf({ commit: MERGE })]
  }

  beforeEach(() => {
    pull.setRole('eve', 'maintain')
    pull.push('commit-1', 'eve')
    pull.push('commit-2', 'bob')
  })

  it('because the policy refused the only run before the branch was gone', async () => {
    const defaultBranch = fakeDefaultBranch('version: 1\nstop: true\napproval: { required: always }\n')
    const { result } = await run({ pusher: 'bob', context: { defaultBranch } })
    expect(result.states[0]?.outcome).toBe('refused')
    const summaries = await approveAfterMerge(result.states[0]?.spec?.digest)
    expect(summaries).toEqual([`refused ${NOT_ENOUGH}`, 'submitted'])
  })

  it('because there was no list of pushes yet when it was last read', async () => {
    pull.isBranchDeleted = true
    const { result } = await run({ pusher: 'bob' })
    const summaries = await approveAfterMerge(result.states[0]?.spec?.digest)
    expect(summaries).toEqual([`refused ${NOT_ENOUGH}`, 'submitted'])
  })

  it('but a later run does, which has the list', async () => {
    pull.isBranchDeleted = true
    const { result } = await run({ pusher: 'bob' })
    pull.isBranchDeleted = false
    await run()
    await environment.clock.sleep(2 * MINUTE)
    merge()
    pull.comment('ada', `/train ${result.states[0]?.spec?.digest ?? ''}`)
    expect(await summaryOf({ commit: MERGE })).toBe('submitted')
  })

  it('because the run is that of a commit of another branch', async () => {
    const options = { commit: 'f'.repeat(40), pusher: 'bob' }
    await run(options)
    await environment.clock.sleep(2 * MINUTE)
    pull.comment('eve')
    expect(await summaryOf(options)).toBe('unapproved approval-missing approvals-not-counted')
    pull.comment('ada')
    expect(await summaryOf(options)).toBe('unapproved approval-missing approvals-not-counted')
  })

  it('but where the server never lists pushes, the event is enough', async () => {
    pull.hasPushList = false
    pull.isBranchDeleted = true
    await run({ pusher: 'bob' })
    await environment.clock.sleep(2 * MINUTE)
    pull.comment('ada')
    expect(await summaryOf()).toBe('submitted')
  })

  it('also that of an older run, if the comment kept the text of a newer one', async () => {
    pull.hasPushList = false
    pull.isBranchDeleted = true
    await run({ id: '2', pusher: 'bob', commit: '2'.repeat(40) })
    await environment.clock.sleep(2 * MINUTE)
    await run({ id: '1', pusher: 'ada', commit: '1'.repeat(40) })
    await environment.clock.sleep(2 * MINUTE)
    pull.comment('ada')
    expect(await summaryOf({ id: '3' })).toBe('unapproved approval-missing approvals-not-counted')
    pull.setRole('eve', 'maintain')
    pull.comment('eve')
    expect(await summaryOf({ id: '4' })).toBe('submitted')
  })

  it.each([
    ['shown', '2', {}],
    ['not shown', '1', { pushedAtMs: Date.UTC(2100, 0) }],
  ])('but not that of an older run which pushed no request: its commit was %s', async (_, id, options) => {
    pull.hasPushList = false
    pull.isBranchDeleted = true
    await environment.push({ id: '1' }, 'bob')
    if (id === '2') await environment.push({ id }, 'ada')
    await environment.push({ id: '3' }, 'bob')
    pull.comment('ada')
    const again = { id, attempt: 2, commit: id === '2' ? 'commit-2' : 'c'.repeat(40), pusher: 'ada' }
    expect(await summaryOf({ ...again, ...options })).toBe('submitted')
  })
})

describe('a step whose `set` depends on something else than the commit', () => {
  const files = { 'a.yml': specOf(8) }
  const inputs = { waitFor: 'none', set: 'hyperparameters.training_steps=10' } as const

  it.each<[string, Partial<ApprovalSource>]>([
    ['in the run of a push', {}],
    [
      'in a start by hand',
      { dispatch: { by: accountOf('eve'), atMs: 1, url: 'https://x.example', runId: '8', runAttempt: '1' } },
    ],
  ])('has not shown that the commit lacks the request: %s', async (_, source) => {
    pull.setRole('eve', 'maintain')
    pull.push('commit-1', 'eve')
    await run({ ...withSource(source), files, inputs, pusher: 'eve' })
    await environment.clock.sleep(2 * MINUTE)
    pull.push('commit-2', 'bob')
    await run({ files, pusher: 'bob' })
    await environment.clock.sleep(2 * MINUTE)
    pull.comment('eve')
    expect(await summaryOf({ files })).toBe('unapproved approval-missing approvals-not-counted')
    pull.comment('ada')
    expect(await summaryOf({ files })).toBe('submitted')
  })
})

describe('a run that has checked out another commit than that of its event', () => {
  const [FIRST, SECOND_COMMIT, TEST_MERGE] = ['1'.repeat(40), '2'.repeat(40), 'c'.repeat(40)]
  const NOT_ENOUGH = 'unapproved approval-missing approvals-not-counted'
  const filesAt = (commit: string) => ({ 'a.yml': specOf(8), '.git/HEAD': `${commit}\n` })

  beforeEach(async () => {
    pull.setRole('eve', 'maintain')
    pull.push(FIRST, 'bob')
    await environment.clock.sleep(5 * SECOND)
  })

  it('has that of a push after it, whose pusher cannot approve', async () => {
    pull.push(SECOND_COMMIT, 'eve')
    const files = filesAt(SECOND_COMMIT)
    await run({ commit: FIRST, pusher: 'bob', files })
    await run({ commit: SECOND_COMMIT, pusher: 'eve', files })
    await environment.clock.sleep(2 * MINUTE)
    pull.comment('eve')
    expect(await summaryOf({ files })).toBe(NOT_ENOUGH)
    pull.comment('ada')
    expect(await summaryOf({ files })).toBe('submitted')
  })

  it('has that of a push after it, because somebody ran it again', async () => {
    await run({ id: '100', commit: FIRST, pusher: 'bob', files: { ...filesAt(FIRST), 'a.yml': specOf(9) } })
    pull.push(SECOND_COMMIT, 'eve')
    const again = { id: '100', commit: FIRST, pusher: 'bob', files: filesAt(SECOND_COMMIT) }
    const { result } = await run({ ...again, attempt: 2 })
    pull.comment('eve', `/train ${result.states[0]?.spec?.digest ?? ''}`)
    expect(await summaryOf({ ...again, attempt: 3 })).toBe(NOT_ENOUGH)
  })

  it('was started by hand at another commit by whoever pushed it', async () => {
    pull.push(SECOND_COMMIT, 'eve')
    const dispatch = {
      by: accountOf('eve'),
      atMs: environment.clock.wall(),
      url: 'https://x.example',
      runId: '8',
      runAttempt: '1',
    }
    const options = { ...withSource({ dispatch }), commit: FIRST, files: filesAt(SECOND_COMMIT) }
    expect(await summaryOf(options)).toBe(NOT_ENOUGH)
  })

  it('is shown as a plan of that commit, also without a new approval to judge', async () => {
    await run({ files: filesAt(FIRST) })
    await environment.clock.sleep(2 * MINUTE)
    pull.label('ada')
    expect(await summaryOf({ files: filesAt(FIRST) })).toBe('submitted')
    pull.push(SECOND_COMMIT, 'olga')
    await run({ commit: FIRST, files: filesAt(SECOND_COMMIT) })
    const [plan] = environment.record.shownPlans ?? []
    expect(plan?.commits).toContain(SECOND_COMMIT.slice(0, 32))
  })

  it.each<[string, () => ApprovedRunOptions, string]>([
    ['of the run', () => withSource({ testMerge: TEST_MERGE }), 'submitted'],
    ['of the pull request', () => mergedAs(TEST_MERGE), 'submitted'],
    [
      'of a later head',
      () => {
        pull.push(SECOND_COMMIT, 'bob')
        return mergedAs(TEST_MERGE)
      },
      NOT_ENOUGH,
    ],
    ['of another run', () => withSource({ testMerge: MERGE }), NOT_ENOUGH],
  ])('works on the commit of the event in the test merge %s', async (_, arrange, summary) => {
    const options = { ...arrange(), commit: FIRST, files: filesAt(TEST_MERGE) }
    await run(options)
    await environment.clock.sleep(2 * MINUTE)
    pull.review('ada', 'APPROVED', FIRST)
    expect(await summaryOf(options)).toBe(summary)
  })

  it.each([
    ['once', 0, 1],
    ['again for the approvals if the answer is old then', 2 * MINUTE, 2],
  ])('asks for the pull request %s', async (_, ageMs, count) => {
    mergedAs(TEST_MERGE)
    const fetch = async () => {
      const answer = await pull.fetch()
      await environment.clock.sleep(pull.calls.length === 1 ? ageMs : 0)
      return answer
    }
    const source = withSource({ pullRequest: { ...pull.conversation, fetch } })
    const options = { ...source, commit: FIRST, files: filesAt(TEST_MERGE) }
    expect(await summaryOf(options)).toBe('unapproved approval-missing')
    expect(pull.calls.filter((call) => call === 'fetch')).toHaveLength(count)
  })

  function mergedAs(mergeCommit: string): ApprovedRunOptions {
    pull.pullRequest = { ...pull.pullRequest, mergeCommit }
    return {}
  }
})

describe('a submission that the service delays', () => {
  /** The service is busy for this long; meanwhile something happens once. */
  function delay(ms: number, meanwhile: () => void): void {
    const startMs = environment.clock.now()
    let hasHappened = false
    environment.api.script = ({ operation }) => {
      if (operation !== 'create' || environment.clock.now() - startMs > ms) return undefined
      if (!hasHappened) meanwhile()
      hasHappened = true
      return { error: httpError(429) }
    }
  }

  it.each<[string, string, () => void]>([
    ['nothing', 'submitted', () => undefined],
    ['the label is removed', 'unapproved approval-missing approvals-not-counted', () => pull.unlabel('bob')],
    [
      'the role is taken away',
      'unapproved approval-missing approval-label-on approvals-not-counted',
      () => pull.setRole('ada', 'write'),
    ],
  ])('for minutes, while this happens: %s', async (_, summary, meanwhile) => {
    await approve()
    delay(5 * MINUTE, meanwhile)
    expect(await summaryOf()).toBe(summary)
    expect(environment.jobs.accepted).toHaveLength(summary === 'submitted' ? 1 : 0)
  })

  it('is judged by a policy that wants an approval only now', async () => {
    delay(5 * MINUTE, () => undefined)
    const defaultBranch = changingDefaultBranch(
      'version: 1\n',
      'version: 1\napproval: { required: always }\n',
    )
    expect(await summaryOf({ context: { defaultBranch } })).toBe('unapproved approval-missing')
    expect(environment.jobs.accepted).toEqual([])
  })

  it.each<[string, string | undefined]>([
    ['is gone', undefined],
    [
      'wants none at its price',
      'version: 1\nprice: { currency: EUR, per-million-examples: { default: 1 } }\napproval: { required: { above: 50 } }\n',
    ],
  ])('names no approval if the policy %s by then', async (_, after) => {
    await approve()
    delay(5 * MINUTE, () => undefined)
    const defaultBranch = changingDefaultBranch('version: 1\napproval: { required: always }\n', after)
    const step = environment.createRun({ context: { approvals: pull.source(), defaultBranch } })
    expect((await step.execute()).outcome).toBe('submitted')
    expect(step.outputs['jobs']).not.toContain('approved-by')
    expect(JSON.stringify(environment.record.requests)).not.toContain('"by":"ada"')
  })
})

describe('a machine that sleeps for an hour between two submissions, while its monotonic clock stands still', () => {
  const WANTED = 'version: 1\napproval: { required: always }\n'

  it.each<[string, string, (commentId: number) => void]>([
    ['an act', WANTED, (id) => pull.editComment(id, 'stop')],
    ['a role', WANTED, () => pull.setRole('ada', 'read')],
    ['the policy', 'version: 1\nstop: true\n', () => undefined],
  ])('does not rely on %s of before', async (_, after, change) => {
    const files = { 'a.yml': specOf(8), 'b.yml': specOf(9) }
    await environment.push({ files })
    const { id } = pull.comment('ada')
    await environment.clock.sleep(5 * SECOND)
    const { clock: time } = environment
    let asleepMs = 0
    const clock = {
      now: () => time.now() - asleepMs,
      wall: () => time.wall(),
      sleep: (ms: number, signal?: AbortSignal) => time.sleep(ms, signal),
    }
    environment.api.script = ({ operation }) => {
      if (operation !== 'create' || submissions() > 1) return undefined
      void time.sleep(60 * MINUTE - 1).then(() => {
        asleepMs = 60 * MINUTE - 1
        change(id)
      })
      return { durationMs: 60 * MINUTE }
    }
    const defaultBranch = changingDefaultBranch(WANTED, after)
    await run({ files, context: { clock, defaultBranch } })
    expect(environment.jobs.accepted).toHaveLength(1)
  })
})

it('a step that may not submit all cancels no job of an earlier one', async () => {
  await approve()
  expect(await summaryOf()).toBe('submitted')
  const files = { 'b.yml': specOf(9), 'c.yml': specOf(10) }
  const { result } = await environment.push({ files })
  pull.comment('ada', `/train ${result.states[0]?.spec?.digest ?? ''}`)
  expect((await run({ files })).result.states.map(({ outcome }) => outcome)).toEqual([
    'submitted',
    'unapproved',
  ])
  await environment.clock.sleep(30 * MINUTE)
  expect(environment.jobs).toEqual({ accepted: [jobId(1), jobId(2)], cancelled: [] })
  pull.comment('ada')
  await environment.clock.sleep(SECOND)
  await run({ files })
  expect(environment.jobs.cancelled).toEqual([jobId(1)])
})

describe('a start by hand whose person has requested changes', () => {
  const byHand = (atMs: number): ApprovedRunOptions =>
    withSource({
      dispatch: {
        by: pull.accountOf('ada'),
        atMs,
        url: 'https://github.example/run',
        runId: '8',
        runAttempt: '1',
      },
    })

  it('is no approval without a comment either', async () => {
    pull.hasComment = false
    pull.push('commit-1', 'olga')
    pull.review('ada', 'CHANGES_REQUESTED')
    await environment.clock.sleep(MINUTE)
    expect((await run(byHand(environment.clock.wall()))).outcome).toBe('refused')
  })

  it('is no approval after they have renamed their account', async () => {
    pull.hasIds = true
    const approval = 'required: always, users: [ada]'
    pull.push('commit-1', 'olga')
    environment.api.script = ({ operation }) => (operation === 'list' ? { error: httpError(503) } : undefined)
    await run({ approval, ...byHand(environment.clock.wall()) })
    environment.api.script = () => undefined
    pull.rename('ada', 'ada2')
    pull.review('ada2', 'CHANGES_REQUESTED')
    await environment.clock.sleep(MINUTE)
    expect((await run({ approval })).outcome).toBe('unapproved')
  })
})

it('whoever brings a commit back to the branch has pushed it', async () => {
  pull.setRole('eve', 'maintain')
  pull.push('commit-x', 'olga')
  await environment.clock.sleep(MINUTE)
  await environment.push({}, 'olga')
  pull.push('commit-x', 'eve')
  await environment.clock.sleep(SECOND)
  const files = { 'a.yml': specOf(9) }
  await run({ files })
  await environment.clock.sleep(2 * MINUTE)
  pull.comment('eve')
  await environment.clock.sleep(SECOND)
  expect((await run({ files })).outcome).toBe('unapproved')
})
