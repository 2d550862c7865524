import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ApprovedEnvironment } from '../fakes/approvals.ts'
import { FakeEnvironment, FakeRun, SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'
import { httpError } from '../fakes/forge-api.ts'
import { createCodec } from '../../src/state/record-codec.ts'

const MINUTE = 60_000
let environment: FakeEnvironment
beforeEach(() => {
  environment = new FakeEnvironment()
})
afterEach(() => environment.stop())

/** The same environment for a run that GitHub does not answer while `isCut`. */
function withUnreliableGitHub(isCut: () => boolean): FakeEnvironment {
  const conversation = new Proxy(environment.conversation, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...values: unknown[]): unknown =>
        isCut() ? Promise.resolve(BAD_GATEWAY) : (Reflect.apply(member, target, values) as unknown)
    },
  })
  return Object.assign(Object.create(environment) as FakeEnvironment, { conversation })
}

/** A request that ada has approved. */
async function approve(approved: ApprovedEnvironment): Promise<FakeRunOptions> {
  const { pull } = approved
  const { result } = await approved.push({ id: '0', files: { 'a.yml': SPEC } })
  pull.comment('ada', `/train ${result.states[0]?.spec?.digest ?? ''}`)
  await approved.clock.sleep(1_000)
  const defaultBranch = fakeDefaultBranch('version: 1\napproval: { required: always }\n')
  return { contextOverrides: { defaultBranch, approvals: pull.source() }, commit: pull.pullRequest.headSha }
}

describe('a submission that is retried for minutes', () => {
  it.each<[string, (approved: ApprovedEnvironment) => Promise<FakeRunOptions>]>([
    ['', () => Promise.resolve({})],
    [', also if it is approved', approve],
  ])(
    'leaves the request to a step that took over its claim while GitHub did not answer%s',
    async (_, arrange) => {
      const approved = new ApprovedEnvironment()
      environment = approved
      const options = await arrange(approved)
      const { clock, api } = environment
      const startMs = clock.now()
      const isCut = (): boolean => clock.now() - startMs > 20_000 && clock.now() - startMs < 12 * MINUTE
      // Until the other step has searched for the job of the first one.
      api.script = ({ operation }) =>
        operation === 'create' && clock.now() - startMs < 9 * MINUTE ? { error: httpError(429) } : undefined
      const first = new FakeRun(withUnreliableGitHub(isCut), {
        ...options,
        id: '1',
        owner: 'first',
      }).execute()
      await clock.sleep(4 * MINUTE)
      const codec = createCodec('another key', '7001#7', 'forge-key')
      const second = new FakeRun(environment, { ...options, id: '2', owner: 'second', codec }).execute()
      const [{ result: one }, { result: other }] = await Promise.all([first, second])
      expect(environment.jobs.accepted).toHaveLength(1)
      const jobIds = [...one.states, ...other.states].map(({ job }) => job?.id)
      expect(jobIds).toEqual([environment.jobs.accepted[0], environment.jobs.accepted[0]])
    },
  )

  it('submits nothing once the pull request is closed', async () => {
    const { clock, api } = environment
    api.script = ({ operation }) =>
      operation === 'create' && clock.now() < 5 * MINUTE ? { error: httpError(429) } : undefined
    environment.pullRequest = { isClosed: false, isMerged: false, headSha: 'abc1234' }
    const running = new FakeRun(environment, { id: '1' }).execute()
    await clock.sleep(3 * MINUTE)
    environment.pullRequest = { isClosed: true, isMerged: false, headSha: 'abc1234' }
    const { result } = await running
    expect(environment.jobs.accepted).toEqual([])
    expect(result.states).toEqual([
      expect.objectContaining({
        outcome: 'valid',
        notes: [{ code: 'pull-request-closed', isMerged: false }],
      }),
    ])
  })
})

describe('a pull request whose state GitHub does not tell', () => {
  const STATE = { isClosed: false, isMerged: false, headSha: 'abc1234' }
  const FORBIDDEN = { ...BAD_GATEWAY, message: 'HTTP 403', isPermanent: true }
  const start = (error: typeof BAD_GATEWAY, untilMs: number) => {
    environment.pullRequest = STATE
    environment.pullRequestError = () => (environment.clock.now() < untilMs ? error : undefined)
    return new FakeRun(environment, { inputs: { waitFor: 'none' } }).execute()
  }

  it('is waited for before the submission', async () => {
    const { outcome } = await start(BAD_GATEWAY, 10 * MINUTE)
    expect([outcome, environment.jobs.accepted.length]).toEqual(['submitted', 1])
    expect(environment.clock.now()).toBeGreaterThan(10 * MINUTE)
  })

  it.each([BAD_GATEWAY, FORBIDDEN])('trains nothing: $message', async (error) => {
    const { result } = await start(error, Infinity)
    expect(environment.jobs.accepted).toEqual([])
    expect(result.states).toMatchObject([
      { outcome: 'refused', notes: [{ code: 'pull-request-unreadable', error: error.message }] },
    ])
  })

  it('trains nothing if it turns out to be closed', async () => {
    const running = start(BAD_GATEWAY, 3 * MINUTE)
    environment.pullRequest = { ...STATE, isClosed: true }
    expect((await running).outcome).toBe('valid')
    expect(environment.jobs.accepted).toEqual([])
  })
})

describe('GitHub that answers each request only after 12 s', () => {
  const answerSlowly = () => {
    environment.conversation.afterCall = async () => {
      await environment.clock.sleep(12_000)
      return undefined
    }
  }

  it('confirms no claim while it is young enough, so that nothing is submitted', async () => {
    answerSlowly()
    const { result } = await new FakeRun(environment).execute()
    expect(environment.jobs.accepted).toEqual([])
    expect(result.states).toEqual([
      expect.objectContaining({
        outcome: 'refused',
        notes: [expect.objectContaining({ code: 'record-unavailable' }) as unknown],
      }),
    ])
  })

  it('does not prevent a submission with `reuse: false`', async () => {
    answerSlowly()
    await new FakeRun(environment, { inputs: { reuse: false } }).execute()
    expect(environment.jobs.accepted).toHaveLength(1)
  })
})
