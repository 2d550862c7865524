import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createCodec } from '../../src/state/record-codec.ts'
import { ApprovedEnvironment, specOf, type ApprovedRunOptions } from '../fakes/approvals.ts'
import { FORBIDDEN } from '../fakes/comment-store.ts'
import type { CompletedRun } from '../fakes/command-context.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'
import type { CommandContext } from '../../src/commands/context.ts'

const MINUTE = 60_000
const MERGES = ['a', 'b', 'c'].map((digit) => digit.repeat(40))

let environment: ApprovedEnvironment
let pull: ApprovedEnvironment['pull']
beforeEach(() => {
  environment = new ApprovedEnvironment({ statuses: [[0, 'RUNNING']] })
  pull = environment.pull
  pull.setRole('bob', 'maintain')
})
afterEach(() => environment.stop())

/** `bob` comments `/train`, and a run of `options` follows. */
async function outcomeForBob(options: ApprovedRunOptions): Promise<CompletedRun['outcome']> {
  await environment.clock.sleep(2 * MINUTE)
  pull.comment('bob')
  await environment.clock.sleep(2_000)
  return (await environment.run(options)).outcome
}

describe('who pushed the content of a merge with the base branch', () => {
  /** A run that has checked out what merges the commit, whose spec and that of the base cost so many EUR. */
  const merging = (number: number, euros: number, baseEuros?: number): ApprovedRunOptions => ({
    files: { 'a.yml': specOf(euros), '.git/HEAD': `${MERGES[number] ?? ''}\n` },
    context: {
      approvals: pull.source({ testMerge: MERGES[number] }),
      base: baseEuros === undefined ? undefined : baseOf(baseEuros),
    },
  })
  const baseOf = (euros: number) => ({
    ref: 'main',
    listBlobIds: () => Promise.resolve(undefined),
    read: (path: string) =>
      Promise.resolve(
        path === 'a.yml'
          ? ({ kind: 'file', bytes: new TextEncoder().encode(specOf(euros)) } as const)
          : ({ kind: 'missing' } as const),
      ),
  })

  it.each<[string, number | undefined, number | undefined, CompletedRun['outcome']]>([
    ['changes the spec, too', 5, 6, 'unapproved'],
    ['changes something else', 5, 5, 'submitted'],
    ['cannot be read', undefined, undefined, 'unapproved'],
  ])('decides who may approve it alone, if the base branch %s', async (_, before, after, outcome) => {
    await environment.push(merging(0, 5, before), 'olga')
    await environment.push(merging(1, 8, before), 'bob')
    // Somebody merges into the base branch, and olga pushes.
    await environment.push(merging(2, 9, after), 'olga')
    expect(await outcomeForBob(merging(2, 9, after))).toBe(outcome)
  })

  it('counts each push if a later run checks out the head itself', async () => {
    await environment.push(merging(0, 5, 5), 'olga')
    await environment.push(merging(1, 9, 6), 'bob')
    await environment.push(merging(2, 9, 6), 'olga')
    const head: ApprovedRunOptions = { files: { 'a.yml': specOf(8), '.git/HEAD': pull.pullRequest.headSha } }
    await environment.run(head)
    expect(await outcomeForBob(head)).toBe('unapproved')
  })

  it('does not count the pushes before that of a new spec', async () => {
    const both = { 'b.yml': specOf(7), ...merging(2, 5, 5).files }
    await environment.push(merging(0, 5, 5), 'olga')
    await environment.push(merging(1, 5, 5), 'bob')
    await environment.push({ ...merging(2, 5, 5), files: both }, 'olga')
    expect(await outcomeForBob({ ...merging(2, 5, 5), files: both })).toBe('submitted')
  })
})

describe('on an event whose GITHUB_SHA is not the commit of the pull request, the merge that is checked out', () => {
  const [merge] = MERGES as [string]
  const files = { 'a.yml': specOf(8), '.git/HEAD': merge }

  async function outcomeFor(parents: readonly string[]): Promise<CompletedRun['outcome']> {
    // GitHub computes another one.
    pull.pullRequest = { ...pull.pullRequest, mergeCommit: undefined }
    pull.parents.set(
      merge,
      parents.map((parent) => (parent === 'head' ? pull.pullRequest.headSha : parent)),
    )
    pull.isCheckoutUnproven = true
    return outcomeForBob({ files })
  }

  it.each<[string, readonly string[], CompletedRun['outcome']]>([
    ['may be of an earlier base', ['base', 'head'], 'submitted'],
    ['must be of the head', ['base', 'earlier head'], 'refused'],
    ['must be a merge', ['head'], 'refused'],
    ['must be made by GitHub', ['head', 'base'], 'refused'],
    ['must be known', [], 'refused'],
  ])('%s: %j', async (_, parents, outcome) => {
    await environment.push({ files, context: { approvals: pull.source({ testMerge: merge }) } })
    expect(await outcomeFor(parents)).toBe(outcome)
  })

  it('must be readable', async () => {
    await environment.push({ files, context: { approvals: pull.source({ testMerge: merge }) } })
    pull.beforeCall = (call) => (call.startsWith('parents') ? FORBIDDEN : undefined)
    expect(await outcomeFor(['base', 'head'])).toBe('refused')
  })

  it('must not have been the head itself', async () => {
    await environment.push({ files, context: { approvals: pull.source({ testMerge: merge }) } })
    const { headSha } = pull.pullRequest
    pull.push(merge, 'bob')
    pull.push(headSha, 'bob')
    expect(await outcomeFor(['base', 'head'])).toBe('refused')
  })

  it('is of the pusher of the head also if this run shows it first', async () => {
    pull.push('commit-1', 'olga')
    expect(await outcomeFor(['base', 'head'])).toBe('unapproved')
    expect(await outcomeForBob({ files })).toBe('submitted')
  })

  describe('needs no second person later because the first run that shows it', () => {
    const lax = (): Partial<CommandContext> => ({
      defaultBranch: fakeDefaultBranch('version: 1\nstop: true\n'),
    })

    it.each<[string, () => Partial<CommandContext> | undefined]>([
      ['cannot read its parents', () => failFirst('parents')],
      ['cannot read the pull request', () => failFirst('fetch')],
      [
        'has checked out that of an earlier head',
        () => void pull.parents.set(merge, ['base', 'earlier head']),
      ],
      ['finds a policy without approvals', lax],
    ])('%s', async (_, arrange) => {
      // The record has plans.
      await environment.push({ files: { 'a.yml': specOf(7) } }, 'olga')
      pull.push('commit-5', 'olga')
      pull.isCheckoutUnproven = true
      const context = arrange()
      await environment.run({ files, context })
      pull.beforeCall = () => undefined
      pull.parents.set(merge, ['base', 'commit-5'])
      await environment.clock.sleep(40 * MINUTE)
      await environment.run({ files })
      expect(await outcomeForBob({ files })).toBe('submitted')
    })

    function failFirst(question: string): undefined {
      pull.parents.set(merge, ['base', 'commit-5'])
      pull.beforeCall = (call) => (call.startsWith(question) ? FORBIDDEN : undefined)
    }
  })
})

it('whoever starts by hand what they have merged with the head does not approve it alone', async () => {
  const [merge] = MERGES as [string]
  await environment.push({}, 'olga')
  pull.parents.set(merge, ['base', pull.pullRequest.headSha])
  const [by, url] = [pull.accountOf('bob'), 'https://github.example/run']
  const dispatch = { by, atMs: environment.clock.wall(), url, runId: '8', runAttempt: '1' }
  const { outcome } = await environment.run({
    isNotHead: true,
    files: { 'a.yml': specOf(9), '.git/HEAD': merge },
    context: { approvals: pull.source({ dispatch }) },
  })
  expect(outcome).toBe('unapproved')
})

it('whoever pushed before a request that no push has brought in does not approve it alone', async () => {
  await environment.push({}, 'bob')
  await environment.push({}, 'olga')
  // For the same commit, a step before this one writes another spec.
  const later = { files: { 'a.yml': specOf(9) } }
  await environment.run(later)
  expect(await outcomeForBob(later)).toBe('unapproved')
  pull.comment('ada')
  await environment.clock.sleep(2_000)
  expect((await environment.run(later)).outcome).toBe('submitted')
})

it('a run that has checked out another commit does not know who pushed that', async () => {
  pull.hasPushList = false
  const [opened, pushed] = ['1', '2'].map((digit) => digit.repeat(40)) as [string, string]
  pull.push(opened)
  const approvals = pull.source({ pusher: { login: 'olga', isBot: false } })
  const options = { id: '50', commit: opened, pusher: 'olga', context: { approvals } }
  await environment.run({ ...options, files: { 'a.yml': specOf(8), '.git/HEAD': opened } })
  pull.push(pushed)
  const again = { ...options, files: { 'a.yml': specOf(9), '.git/HEAD': pushed } }
  await environment.run({ ...again, attempt: 2 })
  expect(await outcomeForBob({ ...again, attempt: 3 })).toBe('unapproved')
})

describe('an older run that starts late', () => {
  async function outcomeAfter(arrange: () => Promise<unknown>): Promise<CompletedRun['outcome']> {
    await environment.push()
    pull.label('ada')
    await environment.clock.sleep(2_000)
    const late = environment.createRun()
    await arrange()
    return (await late.execute()).outcome
  }
  const other = { files: { 'b.yml': specOf(9) } }

  it.each<[string, ApprovedRunOptions, CompletedRun['outcome']]>([
    ['its own step', {}, 'superseded'],
    ['another step that has the same comment', { owner: 'other' }, 'submitted'],
    ['a start by hand', { isNotHead: true }, 'submitted'],
    ['a checkout of another commit', { files: { ...other.files, '.git/HEAD': 'e'.repeat(40) } }, 'submitted'],
  ])('after a newer run of %s has shown something else: %s', async (_, options, outcome) => {
    expect(await outcomeAfter(() => environment.push({ ...other, ...options }))).toBe(outcome)
  })

  it('submits nothing because a comment that nobody writes any more still shows it', async () => {
    await environment.push({ codec: createCodec('old', '7001#7', 'forge-key'), owner: 'old' })
    expect(await outcomeAfter(() => environment.push(other))).toBe('superseded')
  })
})
