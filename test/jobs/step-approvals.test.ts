import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { formatManifest } from '../../src/report/manifest.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { accountOf, ApprovedEnvironment, specOf } from '../fakes/approvals.ts'
import { SPEC, type CompletedRun, type FakeRun } from '../fakes/command-context.ts'
import { FORBIDDEN } from '../fakes/comment-store.ts'
import { changingDefaultBranch, fakeDefaultBranch } from '../fakes/default-branch.ts'
import { httpError, jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import type { DefaultBranch } from '../../src/state/github.ts'
import { OWNER } from '../fakes/owners.ts'
import { sampleContext } from '../fakes/samples.ts'

const SECOND = 1_000
const MINUTE = 60_000
const SUCCEEDS: JobLifecycle = {
  statuses: [
    [0, 'RUNNING'],
    [5 * MINUTE, 'SUCCESS'],
  ],
  model: 'ft:x',
}
const FAILS: JobLifecycle = { statuses: [[0, 'FAILED']] }
const OTHER = { 'a.yml': specOf(9) }
const BOTH = { 'a.yml': specOf(8), 'b.yml': specOf(9) }

let environment: ApprovedEnvironment
let pull: ApprovedEnvironment['pull']

function open(...lifecycles: JobLifecycle[]): void {
  environment = new ApprovedEnvironment(...lifecycles)
  pull = environment.pull
}
beforeEach(() => open(SUCCEEDS))
afterEach(() => environment.stop())

const push: ApprovedEnvironment['push'] = (...values) => environment.push(...values)
const run: ApprovedEnvironment['run'] = (options) => environment.run(options)
const outcomeOf: (...values: Parameters<typeof run>) => Promise<string | undefined> = async (options) =>
  (await run(options)).outcome
const outcomesOf = ({ result }: CompletedRun) => result.states.map(({ outcome }) => outcome)
const pass = (ms: number): Promise<void> => environment.clock.sleep(ms)
/** The owner of what somebody starts by hand in the workflow of the pull request. */
const BY_HAND = `${OWNER}abcdef`
const dispatchOf = (login: string) => {
  const dispatch = {
    by: pull.accountOf(login),
    atMs: environment.clock.wall(),
    url: 'u',
    runId: '9',
    runAttempt: '1',
  }
  return { approvals: pull.source({ dispatch }) }
}
const submissions = (): number => environment.api.callsOf('create').length
const digitsOf = ({ result }: CompletedRun, n = 0): string =>
  result.states[n]?.spec?.digest.slice(3, 35) ?? ''

/** As on Gitea, which has no events. */
const NOT_FOUND = { ...FORBIDDEN, isNotFound: true }

const ACTS: Readonly<Record<string, () => unknown>> = {
  review: () => pull.review('ada'),
  comment: () => pull.comment('ada'),
  label: () => pull.label('ada'),
}

describe('a request that needs an approval', () => {
  it('waits for it, and is then submitted once', async () => {
    const first = await push()
    expect(first).toMatchObject({ outcome: 'unapproved', isSuccess: true })
    expect(submissions()).toBe(0)
    pull.label('ada')
    expect(await outcomeOf()).toBe('submitted')
    expect(await outcomeOf()).toBe('submitted')
    expect(environment.jobs.accepted).toEqual([jobId(1)])
  })

  it.each<[string, (digits: string) => unknown]>([
    ...Object.entries(ACTS),
    ['comment that names it', (digits) => pull.comment('ada', `/train ${digits}`)],
    ['review that a push dismissed', () => pull.dismiss(pull.review('ada').id)],
  ])('is approved by a %s', async (_, act) => {
    act(digitsOf(await push()))
    expect(await outcomeOf()).toBe('submitted')
  })

  it.each<[string, (digits: string) => unknown]>([
    [
      'a review taken back',
      () => ['APPROVED', 'CHANGES_REQUESTED'].map((state) => pull.review('ada', state)),
    ],
    ['a review that a person dismissed', () => pull.dismiss(pull.review('ada').id, 'bob')],
    ['the label of somebody else', () => pull.label('bob')],
    ['a comment that names another', () => pull.comment('ada', `/train ${'f'.repeat(32)}`)],
    ['a comment that names too little', (digits) => pull.comment('ada', `/train ${digits.slice(1)}`)],
    ['a comment with words', () => pull.comment('ada', '/train please')],
  ])('is not approved by %s', async (_, act) => {
    act(digitsOf(await push()))
    expect(await outcomeOf()).toBe('unapproved')
    expect(submissions()).toBe(0)
  })

  it.each([
    ['review', 'reviews'],
    ['comment', 'comments'],
    ['label', 'events'],
  ])('by a %s only: counts nothing else, and reads only who has requested changes', async (kind, list) => {
    const approval = `required: always, by: [${kind}]`
    await push({ approval })
    for (const [name, act] of Object.entries(ACTS)) if (name !== kind) act()
    expect(await outcomeOf({ approval })).toBe('unapproved')
    const expected = new Set(['fetch', 'reviews', list, 'pushes to feature'])
    expect([...new Set(pull.calls)].toSorted()).toEqual([...expected].toSorted())
    ACTS[kind]?.()
    expect(await outcomeOf({ approval })).toBe('submitted')
  })

  it('by reviews only: asks who has dismissed them, and still counts no label', async () => {
    const approval = 'required: always, by: [review]'
    await push({ approval })
    pull.label('ada')
    const { id } = pull.review('ada')
    pull.dismiss(id, 'bob')
    expect(await outcomeOf({ approval })).toBe('unapproved')
    pull.dismiss(pull.review('ada').id)
    expect(await outcomeOf({ approval })).toBe('submitted')
  })

  it('needs none for a job that exists', async () => {
    await push()
    pull.label('ada')
    expect(await outcomeOf()).toBe('submitted')
    pull.unlabel('ada')
    expect(await outcomeOf({ inputs: { waitFor: 'completed' } })).toBe('succeeded')
    expect(submissions()).toBe(1)
  })

  it('tells to take the label off that was on before, because nobody can add it twice', async () => {
    const approval = 'required: always, by: [label]'
    const text = () => environment.conversation.bodies.join()
    pull.label('ada')
    await push({ approval })
    expect(text()).toContain('**To start it:** the label `train` (take it off first), by')
    pull.unlabel('ada')
    await run({ approval })
    expect(text()).toContain('**To start it:** the label `train`, by')
    await pass(MINUTE)
    pull.label('ada')
    expect(await outcomeOf({ approval })).toBe('submitted')
  })

  it('tells that two people must act if nobody knows who pushed it', async () => {
    const people = 'by two people, each somebody with the role'
    const { result } = await run()
    expect(result.states[0]?.notes).toMatchObject([{ code: 'approval-missing', needsTwo: true }])
    expect(environment.conversation.bodies.join()).toContain(`the label \`train\`, ${people}`)
    pull.close(true)
    const { result: merged } = await run()
    expect(merged.states[0]?.notes).toMatchObject([{ code: 'approval-missing-after-merge', needsTwo: true }])
    expect(environment.conversation.bodies.join()).toContain(people)
  })

  it.each<[string, string]>([
    ['always', 'a review that approves or the comment `/train`, by two people'],
    [
      'always, by: [label]',
      'the label `train` (leave it on) from one and a start of the workflow by hand (`workflow_dispatch`) from the other, by two people',
    ],
  ])('offers no label to the second of two people: required: %s', async (required, text) => {
    const approval = `required: ${required}`
    await run({ approval })
    await pass(2 * MINUTE)
    pull.label('ada')
    const { result } = await run({ approval })
    expect(result.states[0]?.notes).toContainEqual({ code: 'approval-label-on', isHalf: true })
    expect(environment.conversation.bodies[0]).toContain(`**To start it:** ${text}`)
  })

  /** The label is half of the approval of `a.yml`, then `b.yml` is added. */
  const addAfterLabel = async (): Promise<CompletedRun> => {
    await run()
    await pass(2 * MINUTE)
    pull.label('ada')
    await pass(SECOND)
    pull.push('commit-2', 'olga')
    return run({ files: BOTH, pusher: 'olga' })
  }

  it('advises nobody to take off the label that is half of the approval of another spec', async () => {
    const { result } = await addAfterLabel()
    const needsTwo = (is: boolean) => expect.objectContaining({ code: 'approval-missing', needsTwo: is })
    const labelNote = { code: 'approval-label-on', isHalf: true }
    expect(result.states.map(({ notes }) => notes)).toEqual([
      expect.arrayContaining([needsTwo(true), labelNote]),
      expect.arrayContaining([needsTwo(false), labelNote]),
    ])
    expect(environment.conversation.bodies[0]).toContain(
      '**To start `b.yml`:** a review that approves or the comment `/train`, by somebody',
    )
  })

  it('advises nobody to take it off either if the other spec was settled before', async () => {
    await addAfterLabel()
    await pass(2 * MINUTE)
    const { id } = pull.review('ada')
    await pass(2 * SECOND)
    const running = environment.createRun({ files: BOTH })
    pull.calls.length = 0
    environment.conversation.beforeCall = async () => {
      await pass(3 * SECOND)
      // By then, `b.yml` is approved, and `a.yml` is settled.
      if (pull.calls.includes('pushes to feature')) pull.dismiss(id, 'zoe')
      return undefined
    }
    const completed = await running.execute()
    expect(outcomesOf(completed)).toEqual(['unapproved', 'unapproved'])
    const labelNote = { code: 'approval-label-on', isHalf: true }
    for (const { notes } of completed.result.states) expect(notes).toContainEqual(labelNote)
  })

  it('tells who may approve, and why acts do not count', async () => {
    await push()
    pull.label('olga')
    pull.comment('linter[bot]')
    pull.setRole('bob', 'write')
    await pass(SECOND)
    pull.review('bob')
    const { result } = await run({ approval: 'required: always, users: [cyd]' })
    expect(result.states[0]?.notes).toEqual([
      {
        code: 'approval-missing',
        approvers: ['somebody with the role `maintain` or `admin`', '`cyd`'],
        needsTwo: false,
      },
      { code: 'approval-label-on', isHalf: false },
      {
        code: 'approvals-not-counted',
        acts: [
          'the comment of `linter[bot]`: bots cannot approve',
          'the label of `olga`: they opened the pull request',
          'the review of `bob`: their role is `write`',
        ],
      },
    ])
  })
})

describe('a price', () => {
  const approval = 'required: { above: 9 }'

  it.each<[string, string, string]>([
    ['below', specOf(8), 'submitted'],
    ['at the limit', specOf(9), 'submitted'],
    ['above', specOf(10), 'unapproved'],
    ['unknown', specOf(8).replace('small', 'large'), 'unapproved'],
  ])('%s', async (_, spec, outcome) => {
    expect(await outcomeOf({ approval, files: { 'a.yml': spec } })).toBe(outcome)
    expect(submissions()).toBe(outcome === 'submitted' ? 1 : 0)
  })

  it('decides for each spec', async () => {
    const files = { 'a.yml': specOf(8), 'b.yml': specOf(10) }
    expect(outcomesOf(await run({ approval, files }))).toEqual(['submitted', 'unapproved'])
    expect(submissions()).toBe(1)
  })

  it('cannot be unknown because of the size, which the policy demands', async () => {
    expect(await outcomeOf({ approval, files: { 'a.yml': SPEC } })).toBe('refused')
  })
})

describe('of several requests', () => {
  it('only that which is named is approved', async () => {
    const first = await push({ files: BOTH })
    pull.comment('ada', `/train ${digitsOf(first, 1)}`)
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['unapproved', 'submitted'])
    expect(submissions()).toBe(1)
    pull.label('ada')
    await pass(SECOND)
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['submitted', 'submitted'])
    expect(environment.jobs).toEqual({ accepted: [jobId(1), jobId(2)], cancelled: [] })
  })

  it('that which is added needs an approval of its own', async () => {
    await push()
    pull.label('ada')
    await pass(SECOND)
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['submitted', 'unapproved'])
  })

  it('all are approved by one act, and read once, with a look at it before they are sent', async () => {
    await push({ files: BOTH })
    pull.label('ada')
    await pass(SECOND)
    pull.calls.length = 0
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['submitted', 'submitted'])
    expect(pull.calls.toSorted()).toEqual([
      ...['comments', 'events', 'events', 'fetch', 'pushes to feature', 'reviews', 'role of ada'],
    ])
  })

  it.each([
    ['', 'approval: { required: always }'],
    ['approval: { required: { above: 50 } }', 'approval: { required: { above: 5 } }'],
  ])(
    'the comment shows all that wait for the same if the policy changes meanwhile: %s',
    async (before, after) => {
      expect(await outcomesOfChange(before, after)).toEqual(['submitted', 'unapproved', 'unapproved'])
      environment.api.latencyMs = 0
      pull.comment('ada')
      await pass(SECOND)
      const last = await pushThree(fakeDefaultBranch(priced(after)))
      expect(outcomesOf(last)).toEqual(['submitted', 'submitted', 'submitted'])
    },
  )

  it('none is offered for approval if the policy changes meanwhile and forbids them', async () => {
    const after = 'stop: true\napproval: { required: always }'
    expect(await outcomesOfChange('', after)).toEqual(['submitted', 'refused', 'refused'])
    expect(environment.conversation.bodies[0]).not.toContain('To start')
  })

  it('that which waits for approval is not said to be refused with the others', async () => {
    const before = 'approval: { required: { above: 9 } }'
    const after = `${before}\nlimits: { jobs-per-run: 1 }`
    expect(await outcomesOfChange(before, after)).toEqual(['submitted', 'refused', 'unapproved'])
    const [body] = environment.conversation.bodies
    expect(body).toContain('1 submitted, 1 refused by the policy, 1 not approved')
  })

  it.each(['', 'stop: true'])(
    'that which waits for approval tells how to give it, if the policy becomes: %s',
    async (after) => {
      await outcomesOfChange('approval: { required: { above: 9 } }', after)
      const [body] = environment.conversation.bodies
      expect(body).toContain('waiting for approval')
      expect(body).toContain('**To start')
    },
  )

  const priced = (policy: string): string =>
    `version: 1\nprice: { currency: EUR, per-million-examples: { "small-*": 1000 } }\n${policy}\n`
  const pushThree = (defaultBranch: DefaultBranch) =>
    push({
      files: { ...BOTH, 'c.yml': specOf(10) },
      context: { approvals: pull.source(), defaultBranch },
    })

  /** Of three specs, if the policy changes before the second is submitted. */
  async function outcomesOfChange(before: string, after: string) {
    environment.api.latencyMs = 45 * SECOND
    return outcomesOf(await pushThree(changingDefaultBranch(priced(before), priced(after))))
  }

  it.each<[string, number, number]>([
    ['once if they are sent quickly', 1, 7],
    ['every 20 s if that takes longer', 6, 9],
  ])('ten are approved by one act, with a look at it %s', async (_, seconds, calls) => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}.yml`, specOf(8 + n)]))
    await push({ files })
    pull.comment('ada')
    await pass(MINUTE)
    pull.calls.length = 0
    environment.api.script = ({ operation }) =>
      operation === 'create' ? { durationMs: seconds * SECOND } : undefined
    expect(await outcomeOf({ files })).toBe('submitted')
    expect(pull.calls).toHaveLength(calls)
  })
})

describe('an act that replaces one while a submission is under way', () => {
  /** Three seconds after the first of two submissions begins, which takes long. */
  async function replaceAct(act: () => Promise<void> | void): Promise<CompletedRun> {
    await push({ files: BOTH })
    const { id } = pull.comment('ada')
    pull.setRole('bob', 'maintain')
    await pass(MINUTE)
    environment.api.script = ({ operation }) => {
      if (operation !== 'create' || submissions() > 1) return undefined
      void pass(3 * SECOND).then(() => {
        pull.editComment(id, 'stop')
        return act()
      })
      return { durationMs: 40 * SECOND }
    }
    return run({ files: BOTH })
  }

  it('counts', async () => {
    const completed = await replaceAct(() => void pull.comment('bob'))
    expect(completed.result.states.map(({ approval }) => approval?.by)).toEqual(['ada', 'bob'])
  })

  it('does not count if it is about a push that no run has followed', async () => {
    const completed = await replaceAct(async () => {
      pull.push('commit-9', 'olga')
      await pass(5 * SECOND)
      pull.comment('bob')
    })
    expect(outcomesOf(completed)).toEqual(['submitted', 'unapproved'])
  })
})

it('an approval that only a new policy wants is read again before each submission', async () => {
  const files = { ...BOTH, 'c.yml': specOf(10) }
  await push({ files })
  const { id } = pull.comment('ada')
  await pass(5 * SECOND)
  const wanted = 'version: 1\napproval: { required: always }\n'
  const branch = changingDefaultBranch('version: 1\n', wanted)
  let reads = 0
  const readPolicy: DefaultBranch['readPolicy'] = async (path) => {
    if (reads++ === 0) await pass(75 * SECOND)
    return branch.readPolicy(path)
  }
  const defaultBranch = { ...branch, readPolicy }
  let sent = 0
  environment.api.script = ({ operation }) => {
    if (operation !== 'create') return undefined
    // The policy is old for the second one, but not its claim; the act is withdrawn while that is sent.
    if (++sent === 2) void pass(5 * SECOND).then(() => pull.editComment(id, 'stop'))
    return { durationMs: (sent === 1 ? 15 : 45) * SECOND }
  }
  expect(outcomesOf(await run({ files, context: { defaultBranch } }))).toEqual([
    'submitted',
    'submitted',
    'unapproved',
  ])
})

it('the claim of a lost submission names who approved it last', async () => {
  await push()
  const { id } = pull.comment('ada')
  pull.setRole('bob', 'maintain')
  await pass(5 * SECOND)
  const step = environment.createRun()
  environment.api.script = ({ operation }) => {
    if (operation === 'create') void pass(SECOND).then(() => step.kill())
    else if (environment.api.callsOf('list').length === 1)
      void pass(5 * SECOND).then(() => {
        pull.editComment(id, 'stop')
        pull.comment('bob')
      })
    return { durationMs: 20 * SECOND }
  }
  void step.execute()
  await pass(3 * MINUTE)
  const [request] = Object.values(environment.record.requests)
  expect(submissions()).toBe(1)
  expect(request?.holds.map(({ approval }) => approval?.by)).toEqual(['bob'])
})

describe('a change', () => {
  it('to another request needs another approval, which counts after a minute', async () => {
    await push()
    pull.label('ada')
    await push()
    expect(await outcomeOf({ files: OTHER, pusher: 'olga' })).toBe('unapproved')
    pull.comment('ada')
    expect(await outcomeOf({ files: OTHER })).toBe('unapproved')
    await pass(MINUTE)
    expect(await outcomeOf({ files: OTHER })).toBe('unapproved')
    pull.comment('ada')
    expect(await outcomeOf({ files: OTHER })).toBe('submitted')
    expect(environment.jobs.accepted).toHaveLength(2)
  })

  it('counts at once if the request is named', async () => {
    await push()
    const { result } = await run({ files: OTHER, pusher: 'olga' })
    pull.comment('ada', `/train ${result.states[0]?.spec?.digest ?? ''}`)
    expect(await outcomeOf({ files: OTHER })).toBe('submitted')
    expect(await outcomeOf()).toBe('unapproved')
  })

  it('of the commit only needs none, whoever rebased', async () => {
    await push()
    pull.review('ada')
    const files = { 'a.yml': `# Rebased\n${specOf(8)}` }
    expect((await push({ files }, 'bob')).outcome).toBe('submitted')
  })

  it('that the approver pushes needs the approval of somebody else, but not without a change', async () => {
    await push()
    pull.review('ada')
    expect((await push({}, 'ada')).outcome).toBe('submitted')
    const files = { 'a.yml': specOf(9) }
    await push({ files }, 'ada')
    await pass(2 * MINUTE)
    pull.review('ada')
    await pass(SECOND)
    expect(await outcomeOf({ files })).toBe('unapproved')
    expect(await outcomeOf({ files, approval: 'required: always, allow-self: true' })).toBe('submitted')
  })

  it('back to an earlier request makes its approval count again', async () => {
    await push()
    pull.review('ada')
    await pass(SECOND)
    expect((await push({ files: OTHER })).outcome).toBe('unapproved')
    expect((await push()).outcome).toBe('submitted')
    expect((await push({ files: OTHER })).outcome).toBe('unapproved')
  })

  it('of our comment by somebody makes it show nothing, until a run has shown it for a minute', async () => {
    await push()
    environment.editComment()
    pull.label('ada')
    expect(await outcomeOf()).toBe('unapproved')
    pull.comment('ada')
    expect(await outcomeOf()).toBe('unapproved')
    await pass(MINUTE)
    pull.comment('ada')
    expect(await outcomeOf()).toBe('submitted')
  })
})

describe('a withdrawal by a review', () => {
  const WITHDRAWALS: Readonly<Record<string, () => void>> = {
    'a request for changes': () => void pull.review('ada', 'CHANGES_REQUESTED'),
    'a dismissal by a person': () => {
      const { id } = pull.review('ada')
      pull.dismiss(id, 'bob')
    },
  }
  const cases = Object.keys(WITHDRAWALS).flatMap((how) =>
    ['comment', 'label'].flatMap((kind) =>
      ['required: always', `required: always, by: [${kind}]`].map((rules) => [how, kind, rules] as const),
    ),
  )

  it.each(cases)('%s ends an earlier %s (%s), but no later one', async (how, kind, approval) => {
    await push({ approval })
    ACTS[kind]?.()
    await pass(SECOND)
    WITHDRAWALS[how]?.()
    const { result, outcome } = await run({ approval })
    expect(outcome).toBe('unapproved')
    const because = how.startsWith('a request')
      ? 'they requested changes later'
      : 'their review was dismissed'
    const last = result.states[0]?.notes.at(-1)
    expect(JSON.stringify(last)).toContain(because)
    await pass(SECOND)
    pull.unlabel('bob')
    ACTS[kind]?.()
    expect(await outcomeOf({ approval })).toBe('submitted')
  })

  describe.each<[string, () => void]>([
    ['have', () => undefined],
    ['do not have yet', () => (pull.hasEventsOfDismissals = false)],
    ['cannot have', () => (pull.beforeCall = (call) => (call === 'events' ? NOT_FOUND : undefined))],
  ])('by a dismissal that the events %s', (_, arrange) => {
    const approval = 'required: always, by: [review, comment]'
    beforeEach(async () => {
      await push({ approval })
      arrange()
    })

    it('ends a comment between the review and its dismissal, and what follows a new review counts', async () => {
      const { id } = pull.review('ada')
      await pass(MINUTE)
      pull.comment('ada')
      await pass(MINUTE)
      pull.dismiss(id, 'bob')
      await pass(MINUTE)
      const { result, outcome } = await run({ approval })
      expect(outcome).toBe('unapproved')
      expect(JSON.stringify(result.states[0]?.notes.at(-1))).toContain('their review was dismissed')
      pull.review('ada')
      await pass(SECOND)
      pull.comment('ada')
      expect(await outcomeOf({ approval: 'required: always, by: [comment]' })).toBe('submitted')
    })

    it('ends nothing of somebody else', async () => {
      pull.dismiss(pull.review('bob').id, 'ada')
      pull.comment('ada')
      expect(await outcomeOf({ approval })).toBe('submitted')
    })
  })

  it('by a push ends nothing, also if the events tell it only when they are read again', async () => {
    const approval = 'required: always, by: [review]'
    await push({ approval })
    pull.dismiss(pull.review('ada').id)
    pull.hasEventsOfDismissals = false
    pull.beforeCall = (call) => {
      pull.hasEventsOfDismissals ||= call === 'events'
      return undefined
    }
    expect(await outcomeOf({ approval })).toBe('submitted')
    expect(pull.calls.filter((call) => call === 'events')).toHaveLength(2)
  })

  it.each<[string, number, () => void]>([
    ['do not have it', 2, () => (pull.hasEventsOfDismissals = false)],
    ['do not exist', 1, () => (pull.beforeCall = (call) => (call === 'events' ? NOT_FOUND : undefined))],
  ])('by a dismissal asks few times for events that %s', async (_, count, arrange) => {
    const approval = 'required: always, by: [review, comment]'
    await push({ approval })
    pull.dismiss(pull.review('bob').id, 'ada')
    pull.comment('ada')
    arrange()
    expect(await outcomeOf({ approval })).toBe('submitted')
    expect(pull.calls.filter((call) => call === 'events')).toHaveLength(count)
  })

  it('by a push ends nothing', async () => {
    await push()
    pull.comment('ada')
    await pass(SECOND)
    pull.dismiss(pull.review('ada').id)
    expect(await outcomeOf({ approval: 'required: always, by: [comment]' })).toBe('submitted')
  })

  it('of somebody else ends nothing', async () => {
    await push()
    pull.comment('ada')
    pull.review('bob', 'CHANGES_REQUESTED')
    expect(await outcomeOf()).toBe('submitted')
  })
})

it('a label that somebody else has put back while a step claims approves nothing', async () => {
  await push()
  pull.label('ada')
  await pass(SECOND)
  await duringClaim(() => {
    pull.unlabel('ada')
    pull.label('bob')
  })
})

it('an approval that is withdrawn while a step claims is not named as one', async () => {
  await push()
  const { id } = pull.review('ada')
  await pass(SECOND)
  const step = await duringClaim(() => pull.dismiss(id, 'ada'))
  expect(environment.conversation.bodies[0]).not.toContain('approved](')
  expect(step.outputs['jobs']).not.toContain('approved-by')
})

/** Somebody does something just before the step looks whether it may still submit, which it then may not. */
async function duringClaim(act: () => void): Promise<FakeRun> {
  const { conversation } = environment
  let isDone = false
  conversation.beforeCall = async ({ operation }) => {
    if (isDone || operation !== 'update') return undefined
    isDone = true
    await pass(6 * SECOND)
    act()
    return undefined
  }
  const step = environment.createRun()
  expect((await step.execute()).outcome).toBe('unapproved')
  expect(isDone).toBe(true)
  expect(submissions()).toBe(0)
  return step
}

describe('a start by hand', () => {
  const byHand = (login: string, atMs = 1, runAttempt = '1') => ({
    context: {
      approvals: pull.source({
        dispatch: { by: accountOf(login), atMs, url: 'https://github.example/run', runId: '8', runAttempt },
      }),
    },
  })

  it('approves the request also for later runs', async () => {
    open(FAILS, SUCCEEDS)
    pull.push('commit-1', 'olga')
    expect(await outcomeOf(byHand('ada'))).toBe('failed')
    expect(await outcomeOf()).toBe('submitted')
    expect(await outcomeOf({ files: OTHER })).toBe('unapproved')
  })

  it('approves together with the label of somebody else, where only labels count', async () => {
    const approval = 'required: always, by: [label]'
    pull.setRole('eve', 'maintain')
    await run({ approval })
    await pass(2 * MINUTE)
    pull.label('ada')
    expect(await outcomeOf({ approval })).toBe('unapproved')
    expect(await outcomeOf({ approval, ...byHand('eve') })).toBe('submitted')
  })

  it('is none of the pusher who starts the run again, also after their plan was dropped', async () => {
    open(FAILS)
    pull.setRole('eve', 'maintain')
    await push({}, 'eve')
    expect(await outcomeOf(byHand('ada'))).toBe('failed')
    for (let n = 0; n < 32; n++) await push({ files: { 'a.yml': specOf(20 + n) } }, 'bob')
    pull.setRole('ada', 'write')
    await push({}, 'bob')
    expect(await outcomeOf(byHand('eve', 1, '2'))).toBe('unapproved')
  })

  describe('by somebody who has requested changes', () => {
    const files = OTHER
    const startLate = () => ({ ...byHand('ada', environment.clock.wall()), files })

    beforeEach(async () => {
      await push()
      pull.review('ada', 'CHANGES_REQUESTED')
      await pass(MINUTE)
    })

    it('approves nothing, because it may have waited for a runner since before', async () => {
      const { result, outcome } = await run(startLate())
      expect(outcome).toBe('unapproved')
      expect(JSON.stringify(result.states[0]?.notes)).toContain('whether the start was after that')
    })

    it.each(['review', 'comment'] as const)(
      'approves nothing because of a later %s of theirs about another request',
      async (kind) => {
        ACTS[kind]?.()
        await pass(MINUTE)
        expect(await outcomeOf(startLate())).toBe('unapproved')
      },
    )

    it('needs no more than a later act of theirs about the request', async () => {
      const [state] = (await run(startLate())).result.states
      pull.comment('ada', `/train ${state?.spec?.digest ?? ''}`)
      await pass(MINUTE)
      expect(await outcomeOf(startLate())).toBe('submitted')
    })

    it('approves nothing if only somebody else has approved since', async () => {
      pull.setRole('eve', 'maintain')
      pull.review('eve')
      await pass(MINUTE)
      expect(await outcomeOf(startLate())).toBe('unapproved')
    })
  })

  describe('that gets no job', () => {
    beforeEach(() => {
      pull.setRole('eve', 'maintain')
      pull.push('commit-1', 'olga')
    })

    async function startInOutage(options = {}): Promise<void> {
      const step = environment.createRun({ ...byHand('ada'), ...options })
      environment.api.script = ({ operation }) =>
        operation === 'list' ? { error: httpError(503) } : undefined
      expect((await step.execute()).outcome).toBe('refused')
      environment.api.script = () => undefined
    }

    it('because of an outage approves the request later', async () => {
      await startInOutage()
      expect(await outcomeOf()).toBe('submitted')
      expect(await outcomeOf({ files: OTHER })).toBe('unapproved')
    })

    it('also approves it if the comment kept the text of a newer run', async () => {
      expect(await outcomeOf({ id: '2' })).toBe('unapproved')
      await startInOutage({ id: '1' })
      expect(await outcomeOf({ id: '3' })).toBe('submitted')
    })

    it.each<[string, () => void]>([
      ['has lost the role', () => pull.setRole('ada', 'write')],
      ['requests changes', () => void pull.review('ada', 'CHANGES_REQUESTED')],
      ['is the author', () => (pull.pullRequest = { ...pull.pullRequest, author: 'ada' })],
    ])('approves nothing later if the person %s', async (_, change) => {
      await startInOutage()
      change()
      expect(await outcomeOf()).toBe('unapproved')
    })

    it('approves it also after the plan of an earlier push of the person was dropped', async () => {
      await push({}, 'ada')
      await push({ files: OTHER })
      await startInOutage({ files: OTHER })
      for (let n = 0; n < 32; n++) await push({ files: { 'a.yml': specOf(20 + n) } }, 'bob')
      expect((await push({ files: OTHER }, 'bob')).outcome).toBe('submitted')
    })

    it('because a second person must act stays one half', async () => {
      pull.isBranchDeleted = true
      expect(await outcomeOf(byHand('ada'))).toBe('unapproved')
      expect(await outcomeOf(byHand('ada'))).toBe('unapproved')
      await pass(2 * MINUTE)
      expect(await outcomeOf()).toBe('unapproved')
      pull.comment('eve')
      expect(await outcomeOf()).toBe('submitted')
    })

    it('because a second person must act suffices alone once the list of pushes names somebody else', async () => {
      pull.isBranchDeleted = true
      expect(await outcomeOf(byHand('ada'))).toBe('unapproved')
      await pass(2 * MINUTE)
      pull.comment('eve')
      await pass(SECOND)
      await startInOutage()
      pull.isBranchDeleted = false
      pull.setRole('eve', 'write')
      expect(await outcomeOf()).toBe('submitted')
    })

    it('because a second person must act is told as one half, whatever the person does too early', async () => {
      pull.isBranchDeleted = true
      expect(await outcomeOf(byHand('ada'))).toBe('unapproved')
      pull.comment('ada')
      const { result } = await run()
      expect(JSON.stringify(result.states[0]?.notes)).toContain('the start by hand of `ada`: it is unknown')
      expect(environment.conversation.bodies[0]).toContain('a second person who may approve must do so, too')
    })

    it('by somebody without the role is no half, also if they get it later', async () => {
      pull.isBranchDeleted = true
      pull.setRole('ada', 'write')
      expect(await outcomeOf(byHand('ada'))).toBe('unapproved')
      pull.setRole('ada', 'maintain')
      await pass(2 * MINUTE)
      pull.comment('eve')
      expect(await outcomeOf()).toBe('unapproved')
    })
  })

  it.each<[string, () => void]>([
    ['without the role', () => pull.setRole('ada', 'write')],
    ['who requests changes', () => void pull.review('ada', 'CHANGES_REQUESTED')],
  ])('does not do so for somebody %s', async (_, change) => {
    open(FAILS)
    pull.push('commit-1', 'olga')
    expect(await outcomeOf(byHand('ada'))).toBe('failed')
    change()
    expect(await outcomeOf()).toBe('unapproved')
  })
})

describe('after the record has dropped the plan of a request,', () => {
  const LOOSE = 'required: always, allow-self: true'

  beforeEach(() => open(FAILS))

  async function dropPlans(): Promise<void> {
    await pass(2 * MINUTE)
    for (let n = 0; n < 34; n++) await push({ files: { 'a.yml': specOf(20 + n) } })
  }

  it.each(['review', 'comment', 'label'])('the approver may bring it back: %s', async (kind) => {
    await push()
    ACTS[kind]?.()
    expect(await outcomeOf()).toBe('failed')
    await dropPlans()
    expect((await push({}, 'ada')).outcome).toBe('failed')
  })

  it('one approver is enough, also if the branch is gone since', async () => {
    await push()
    pull.comment('ada')
    expect(await outcomeOf()).toBe('failed')
    await dropPlans()
    pull.push('commit-back', 'olga')
    pull.close(true)
    pull.isBranchDeleted = true
    expect(await outcomeOf()).toBe('failed')
  })

  it('a pusher who approved it where the policy allowed that has not approved it', async () => {
    pull.setRole('eve', 'maintain')
    await push({ files: OTHER, approval: LOOSE })
    expect((await push({ approval: LOOSE }, 'eve')).outcome).toBe('unapproved')
    pull.comment('eve')
    expect(await outcomeOf({ approval: LOOSE })).toBe('failed')
    await dropPlans()
    expect((await push()).outcome).toBe('unapproved')
    expect((await push({ approval: LOOSE })).outcome).toBe('failed')
  })

  it('half of an approval from then is not told as half of one now, as one person is enough', async () => {
    pull.setRole('eve', 'maintain')
    pull.isBranchDeleted = true
    await run()
    await pass(2 * MINUTE)
    pull.comment('eve')
    pull.comment('ada')
    expect(await outcomeOf()).toBe('failed')
    pull.isBranchDeleted = false
    await dropPlans()
    pull.setRole('eve', 'write')
    expect((await push()).outcome).toBe('unapproved')
    expect(environment.conversation.bodies[0]).not.toContain('it is unknown who pushed the change')
    pull.comment('ada')
    expect(await outcomeOf()).toBe('failed')
  })

  it('one of two who approved it together has not approved it alone', async () => {
    pull.setRole('eve', 'maintain')
    pull.isBranchDeleted = true
    await run()
    await pass(2 * MINUTE)
    pull.comment('eve')
    const { id } = pull.comment('ada')
    expect(await outcomeOf()).toBe('failed')
    pull.isBranchDeleted = false
    await dropPlans()
    expect((await push()).outcome).toBe('failed')
    pull.editComment(id, 'no')
    expect(await outcomeOf()).toBe('unapproved')
  })
})

describe('a start by hand whose runner is lost before the answer', () => {
  it('approves the request for later runs, although its job has failed', async () => {
    open(FAILS)
    await push()
    const dispatch = {
      by: accountOf('ada'),
      atMs: environment.clock.wall(),
      url: 'u',
      runId: '8',
      runAttempt: '1',
    }
    const step = environment.createRun({ context: { approvals: pull.source({ dispatch }) } })
    environment.api.onCall = ({ operation }) => {
      if (operation === 'create') step.kill()
    }
    void step.execute()
    await pass(5 * MINUTE)
    environment.api.onCall = () => undefined
    await pass(100 * MINUTE)
    expect(await outcomeOf()).toBe('failed')
    expect(submissions()).toBe(2)
  })
})

describe('at a commit without a run', () => {
  it.each(['comment', 'label'] as const)(
    'a %s approves nothing, also after the branch is gone',
    async (kind) => {
      await push()
      pull.push('commit-without-run', 'olga')
      await pass(2 * MINUTE)
      pull[kind]('ada')
      await pass(2 * MINUTE)
      expect(await outcomeOf({ commit: 'commit-1' })).toBe('unapproved')
      pull.close(true)
      expect(await outcomeOf({ commit: 'commit-merge' })).toBe('refused')
      pull.isBranchDeleted = true
      expect(await outcomeOf({ commit: 'commit-merge' })).toBe('refused')
      expect(submissions()).toBe(0)
    },
  )
})

describe('between two runs', () => {
  it.each<[string, () => void]>([
    ['the label', () => pull.unlabel('bob')],
    ['the role', () => pull.setRole('ada', 'write')],
    ['the membership', () => pull.setRole('ada', undefined)],
  ])('%s can be taken away', async (_, takeAway) => {
    open(FAILS)
    await push()
    pull.label('ada')
    expect(await outcomeOf()).toBe('failed')
    takeAway()
    expect(await outcomeOf()).toBe('unapproved')
    expect(submissions()).toBe(1)
  })

  it('a job that failed needs no new approval, even if our comment was edited since', async () => {
    open(FAILS, SUCCEEDS)
    await push()
    pull.label('ada')
    expect(await outcomeOf()).toBe('failed')
    environment.editComment()
    expect(await outcomeOf()).toBe('submitted')
    expect(environment.jobs.accepted).toEqual([jobId(1), jobId(2)])
  })
})

describe('after another spec was added,', () => {
  const approveSoon = async (): Promise<void> => {
    await pass(20 * SECOND)
    pull.comment('ada')
    await pass(SECOND)
  }

  it('an act approves at once what was shown before, but not the new one', async () => {
    await push()
    pull.push('commit-2', 'olga')
    await run({ files: BOTH, pusher: 'olga' })
    await approveSoon()
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['submitted', 'unapproved'])
  })

  it('an act approves at once what was shown before, although somebody started that by hand, too', async () => {
    await push()
    await pass(2 * MINUTE)
    await run({ owner: BY_HAND, isNotHead: true, context: dispatchOf('eve') })
    pull.push('commit-2', 'olga')
    await run({ files: BOTH, pusher: 'olga' })
    await approveSoon()
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['submitted', 'unapproved'])
  })

  it.each<[string, () => unknown]>([
    ['was away in between', () => run({ files: { 'a.yml': specOf(10) } })],
    ['was in no valid spec in between', () => run({ files: { 'a.yml': 'oops' } })],
    ['could not be judged in between', () => run({ context: { defaultBranch: fakeDefaultBranch('{') } })],
    ['was in a comment that somebody has edited', () => environment.editComment()],
  ])('an act approves nothing so soon that %s', async (_, arrange) => {
    await push()
    await arrange()
    await pass(2 * MINUTE)
    pull.push('commit-2', 'olga')
    await run({ files: BOTH, pusher: 'olga' })
    await approveSoon()
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['unapproved', 'unapproved'])
    expect(submissions()).toBe(0)
  })
})

describe('an older run that starts again after the approval', () => {
  const inputs = { waitFor: 'completed' } as const
  const again = (options: Parameters<typeof run>[0] = {}) => run({ id: '1', attempt: 2, inputs, ...options })
  const headline = (): string => /^### .*$/m.exec(environment.conversation.bodies[0] ?? '')?.[0] ?? ''
  const WAITS = /waiting for approval/

  it('reports its job to the end where a newer one waited for the same', async () => {
    await push()
    await push()
    pull.review('ada')
    const running = again()
    await pass(2 * MINUTE)
    expect(headline()).toMatch(/training/)
    expect((await running).outcome).toBe('succeeded')
    expect(headline()).toMatch(/trained in/)
    expect(environment.record.run).toEqual({ id: '2', attempt: 1 })
    expect(environment.record.savedReport).toBeUndefined()
    expect((await run({ files: OTHER })).outcome).toBe('unapproved')
    expect(headline()).toMatch(WAITS)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['waits for more', () => push({ files: BOTH })],
    [
      'has a text that somebody has edited',
      async () => {
        await push()
        environment.editComment()
      },
    ],
  ])('keeps the text of a newer one that %s', async (_, arrange) => {
    const digits = digitsOf(await push())
    await arrange()
    pull.comment('ada', `/train ${digits}`)
    expect((await again()).outcome).toBe('succeeded')
    expect(environment.conversation.bodies.join()).toMatch(WAITS)
  })
})

describe('an approval of what gets no job for a long time', () => {
  it.each<[string, () => void]>([
    ['a review', () => void pull.review('ada')],
    ['a comment', () => void pull.comment('ada')],
    ['the label', () => pull.label('ada')],
  ])('stands, however often the comment changes: %s', async (_, act) => {
    await push()
    act()
    await pass(MINUTE)
    environment.api.script = ({ operation }) =>
      operation === 'create' ? { error: httpError(422) } : undefined
    for (let n = 0; n < 16; n++) {
      expect(await outcomeOf()).toBe('refused')
      await pass(MINUTE)
      await run({ files: OTHER })
      await pass(MINUTE)
    }
    environment.api.script = () => undefined
    expect(await outcomeOf({ files: OTHER })).toBe('unapproved')
    expect(await outcomeOf()).toBe('submitted')
  })

  it('does not stand after it was withdrawn', async () => {
    await push()
    const { id } = pull.comment('ada')
    await pass(MINUTE)
    environment.api.script = ({ operation }) =>
      operation === 'create' ? { error: httpError(422) } : undefined
    expect(await outcomeOf()).toBe('refused')
    environment.api.script = () => undefined
    pull.editComment(id, 'no')
    expect(await outcomeOf()).toBe('unapproved')
  })
})

describe('the approval of a job', () => {
  it('is that which stood when it was submitted', async () => {
    await push()
    pull.label('ada')
    pull.setRole('bob', 'maintain')
    await pass(SECOND)
    environment.conversation.beforeCall = async ({ operation }) => {
      if (operation !== 'update' || !pull.pullRequest.labels?.includes('train')) return undefined
      await pass(6 * SECOND)
      pull.unlabel('ada')
      pull.review('bob')
      return undefined
    }
    const step = environment.createRun()
    expect((await step.execute()).outcome).toBe('submitted')
    expect(JSON.parse(step.outputs['jobs'] ?? '')).toMatchObject([{ 'approved-by': 'bob' }])
    const [job] = Object.values(environment.record.requests).flatMap(({ jobs }) => jobs)
    expect(job?.approval).toMatchObject({ by: 'bob' })
  })

  it('costs one more look at the events if they lack that of a dismissal', async () => {
    pull.hasEventsOfDismissals = false
    await push()
    pull.dismiss(pull.review('bob').id)
    pull.label('ada')
    await pass(SECOND)
    pull.calls.length = 0
    expect(await outcomeOf()).toBe('submitted')
    expect(pull.calls.filter((call) => call === 'events')).toHaveLength(3)
  })

  it('is in the record, the outputs, the manifest and the comment, also for later runs', async () => {
    await push()
    const { id, url = '', submittedAtMs } = pull.review('ada')
    const approval = { act: 'review', by: 'ada', atMs: submittedAtMs, url, actId: `review ${id}` }
    const at = new Date(submittedAtMs).toISOString()
    for (const inputs of [{ waitFor: 'none' }, { waitFor: 'completed' }] as const) {
      const step = environment.createRun({ inputs })
      const { result } = await step.execute()
      const jobs = Object.values(environment.record.requests).flatMap((request) => request.jobs)
      expect(jobs).toMatchObject([{ id: jobId(1), approval }])
      const output = { 'approved-by': 'ada', 'approved-at': at, 'approval-url': url }
      expect(JSON.parse(step.outputs['jobs'] ?? '')).toMatchObject([output])
      expect(environment.conversation.bodies[0]).toContain(`[approved](<${url}>) by \`ada\``)
      if (inputs.waitFor === 'none') continue
      const manifest = JSON.parse(formatManifest(result.states, sampleContext()) ?? '{}') as object
      const entry = { approved_by: 'ada', approved_at: at, approval_url: url }
      expect(manifest).toMatchObject({ jobs: [{ job_id: jobId(1), ...entry }] })
    }
  })

  it('is absent if the job needed none', async () => {
    const step = environment.createRun({ approval: 'required: { above: 9 }' })
    await step.execute()
    expect(step.outputs['jobs']).not.toContain('approv')
    expect(Object.values(environment.record.requests)[0]?.jobs[0]).not.toHaveProperty(
      'approval',
      expect.anything(),
    )
  })
})

describe('who pushed a request stays known', () => {
  it('after somebody has started the same by hand', async () => {
    await push()
    await push({}, 'ada')
    await run({ owner: BY_HAND, isNotHead: true, context: dispatchOf('ada') })
    await pass(10 * MINUTE)
    await push({ files: BOTH })
    pull.label('ada')
    await pass(2 * SECOND)
    expect(outcomesOf(await run({ files: BOTH }))).toEqual(['succeeded', 'submitted'])
  })

  const [FIRST, SECOND_COMMIT] = ['1'.repeat(40), '2'.repeat(40)]

  it('if only the post step of its first run has shown something', async () => {
    await push()
    pull.push(FIRST, 'olga')
    const killed = environment.createRun({ files: OTHER, pusher: 'olga' })
    pull.beforeCall = () => {
      killed.kill()
      return undefined
    }
    void killed.execute()
    await pass(SECOND)
    pull.beforeCall = () => undefined
    await killed.post('failure')
    await pass(MINUTE)
    await run({ files: OTHER })
    await pass(2 * MINUTE)
    pull.comment('ada')
    expect(await outcomeOf({ files: OTHER })).toBe('submitted')
  })

  it('if another way to name its spec asks for it again', async () => {
    open(FAILS)
    await push({}, 'ada')
    await push({ files: OTHER })
    pull.review('ada')
    await pass(2 * MINUTE)
    const inputs = { waitFor: 'completed', spec: ['./a.yml'] } as const
    for (let n = 1; n <= 2; n++) {
      await push({ files: OTHER, inputs })
      expect(submissions()).toBe(n)
    }
  })

  it('if another comment has shown it first, and the branch is gone', async () => {
    pull.push(FIRST, 'olga')
    const limit = 'version: 1\nlimits: { training-steps: 1 }\napproval: { required: always }\n'
    await run({ pusher: 'olga', context: { defaultBranch: fakeDefaultBranch(limit) } })
    await pass(2 * MINUTE)
    const other = { codec: createCodec('k2', '7001#7', 'forge-key'), owner: 'other' }
    expect(await outcomeOf(other)).toBe('unapproved')
    await pass(2 * MINUTE)
    pull.review('ada')
    await pass(2 * MINUTE)
    pull.close(true)
    pull.isBranchDeleted = true
    expect(await outcomeOf({ ...other, commit: SECOND_COMMIT })).toBe('submitted')
  })

  it.each<[string, string]>([
    ['invalid', 'approval: { required: alwys }'],
    ['not JSON or YAML', '{'],
  ])('if a run works on the test merge while the policy is %s', async (_, policy) => {
    const merge = 'a'.repeat(40)
    const files = { ...OTHER, '.git/HEAD': `${merge}\n` }
    pull.isCheckoutUnproven = true
    await push()
    pull.push(FIRST, 'olga')
    pull.pullRequest = { ...pull.pullRequest, mergeCommit: merge }
    const defaultBranch = fakeDefaultBranch(`version: 1\n${policy}\n`)
    expect(await outcomeOf({ files, pusher: 'olga', context: { defaultBranch } })).toBe('refused')
    await pass(2 * MINUTE)
    expect(await outcomeOf({ files })).toBe('unapproved')
    await pass(2 * MINUTE)
    pull.comment('ada')
    expect(await outcomeOf({ files })).toBe('submitted')
  })
})
