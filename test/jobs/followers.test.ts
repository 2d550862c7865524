import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { FakeEnvironment, SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import { ApprovedEnvironment, specOf } from '../fakes/approvals.ts'
import { FORBIDDEN } from '../fakes/comment-store.ts'
import { FakeCommitStatuses } from '../fakes/commit-statuses.ts'
import { jobId } from '../fakes/forge-api.ts'
import { OWNER, ownerOf, SIBLING } from '../fakes/owners.ts'
import { FakePullRequest } from '../fakes/pull-request.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { RefusalHistory } from '../../src/state/refusal-history.ts'
import { HOUR, MINUTE, RUNNING, Scene } from '../sync/leftover-scene.ts'

const OTHER_SPEC = SPEC.replace('1000', '2000')
const SLOW_SPEC = SPEC.replace('1000', '3000')
const SLOW_STEPS = 3000
const OTHER_STEP = { owner: SIBLING }
const ENDLESS = { ...RUNNING, statuses: [[0, 'QUEUED'], [MINUTE, 'RUNNING'], [10 * HOUR, 'SUCCESS']] } as const // prettier-ignore
/** A job that fails before it runs. */
const FAILING = { statuses: [[0, 'QUEUED'], [MINUTE, 'FAILED']] } as const // prettier-ignore

let environment: FakeEnvironment
afterEach(() => environment.stop())

/** GitHub takes a moment for each request. */
function slow<E extends FakeEnvironment>(opened: E): E {
  environment = opened
  opened.conversation.beforeCall = async () => {
    await opened.clock.sleep(200)
    return undefined
  }
  return opened
}

/** The submission of this spec takes so long. */
function delaySubmissions(durationMs: number, steps = SLOW_STEPS): void {
  environment.api.script = ({ operation, request }) =>
    operation === 'create' && request?.hyperparameters?.training_steps === steps ? { durationMs } : undefined
}

describe('two runs of a step for one commit', () => {
  let pullRequest: FakePullRequest
  beforeEach(() => {
    pullRequest = slow(new FakePullRequest(ENDLESS))
  })

  const startTwo = async () => {
    const older = pullRequest.push(SPEC)
    await pullRequest.advance(5)
    const newer = pullRequest.startRun(SPEC)
    await pullRequest.advance(5)
    return { older, newer }
  }

  it.each(['older', 'newer'] as const)(
    'leave the job to the other one, if the %s one is cancelled',
    async (which) => {
      const runs = await startTwo()
      await runs[which].cancel()
      await pullRequest.advance(5)
      expect(pullRequest.summary.cancelled).toEqual([])
      await runs[which === 'older' ? 'newer' : 'older'].cancel()
      expect(pullRequest.summary.cancelled).toEqual([1])
    },
  )

  it('do so with `on-timeout: cancel`', async () => {
    pullRequest.push(SPEC)
    await pullRequest.advance(5)
    pullRequest.startRun(SPEC, { inputs: { onTimeout: 'cancel', timeoutMs: 10 * MINUTE } })
    await pullRequest.advance(20)
    expect(pullRequest.summary.cancelled).toEqual([])
  })

  it('do not do so for a run whose runner was lost an hour ago', async () => {
    const { older, newer } = await startTwo()
    newer.kill()
    await pullRequest.advance(60)
    await older.cancel()
    expect(pullRequest.summary.cancelled).toEqual([1])
  })

  it('protect the job of another step as long as one of them is alive', async () => {
    const submitter = pullRequest.push(SPEC)
    await pullRequest.advance(3)
    pullRequest.startRun(SPEC, OTHER_STEP)
    await pullRequest.advance(3)
    // Their records are kept although there are two newer runs.
    for (const follower of [pullRequest.startRun(SPEC, OTHER_STEP), pullRequest.startRun(SPEC, OTHER_STEP)]) {
      await pullRequest.advance(3)
      await follower.cancel()
    }
    await submitter.cancel()
    await pullRequest.advance(3)
    expect(pullRequest.summary.cancelled).toEqual([])
  })
})

describe('a step to which GitHub refused writes for three minutes while it waited', () => {
  it('keeps its job if the submitter replaces it later, and reports the model', async () => {
    const statuses = [[0, 'QUEUED'], [MINUTE, 'RUNNING'], [4 * HOUR, 'SUCCESS']] as const // prettier-ignore
    const pullRequest = slow(new FakePullRequest({ ...ENDLESS, statuses, model: 'ft:m' }))
    const codec = createCodec('other', '7001#7', 'forge-key')
    pullRequest.push(SPEC)
    await pullRequest.advance(5)
    const other = pullRequest.startRun(SPEC, { owner: ownerOf('other', 'x'), codec })
    await pullRequest.advance(20)
    const history = new RefusalHistory(pullRequest.clock)
    let endMs: number | undefined
    const { beforeCall } = pullRequest.conversation
    pullRequest.conversation.beforeCall = async (call) => {
      await beforeCall(call)
      if (call.operation !== 'update' || !call.body.includes(codec.keyHash)) return undefined
      endMs ??= pullRequest.clock.now() + 3 * MINUTE
      if (pullRequest.clock.now() >= endMs) return undefined
      const result = history.assess(FORBIDDEN, 'comments', 'write')
      return result.ok ? undefined : result
    }
    await pullRequest.advance(120)
    pullRequest.push(OTHER_SPEC)
    await pullRequest.advance(60)
    expect(pullRequest.summary.cancelled).toEqual([])
    expect(other.log.messages('warning')).toHaveLength(1)
    await pullRequest.advance(60)
    expect(await other.completed).toMatchObject({ outcome: 'succeeded' })
    expect(pullRequest.conversation.bodies.find((body) => codec.matches(body))).toContain('· trained')
  })
})

describe('an older run that is still submitting when a newer one asks for something else', () => {
  it('spares what another step of the newer run asks for', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    delaySubmissions(100_000)
    pullRequest.push({ 'a.yml': SPEC, 'slow.yml': SLOW_SPEC })
    await pullRequest.advance(0.5)
    pullRequest.push({ 'b.yml': OTHER_SPEC }, { id: '9000' })
    pullRequest.startRun({ 'a.yml': SPEC }, { id: '9000', ...OTHER_STEP, inputs: { waitFor: 'none' } })
    await pullRequest.advance(12)
    const cancelled = pullRequest.api.jobs.filter(({ cancelRequestedMs }) => cancelRequestedMs !== undefined)
    expect(cancelled.map(({ request }) => request?.hyperparameters?.training_steps)).toEqual([SLOW_STEPS])
  })

  it('keeps its job if that of the newer run failed at once', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS, FAILING))
    delaySubmissions(100_000)
    pullRequest.push(SLOW_SPEC)
    await pullRequest.advance(0.3)
    pullRequest.push(OTHER_SPEC)
    await pullRequest.advance(10)
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [] })
  })
})

describe('a spec that moved to another step', () => {
  it('keeps its job although the step that submitted it was skipped by two pushes', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    const inputs = { waitFor: 'none' } as const
    const push = async (id: string, ...steps: readonly FakeRunOptions[]): Promise<void> => {
      for (const [n, { files = {}, ...step }] of steps.entries())
        pullRequest[n === 0 ? 'push' : 'startRun'](files, { id, inputs, ...step })
      await pullRequest.advance(15)
    }
    const other = { ...OTHER_STEP, files: { 'a.yml': SPEC } }
    await push('9001', { files: { 'a.yml': SPEC, 'b.yml': OTHER_SPEC } })
    await push('9002', { files: { 'b.yml': OTHER_SPEC } }, other)
    await push('9003', other)
    await push('9004', other)
    await push('9005', { files: { 'b.yml': OTHER_SPEC } })
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [] })
  })
})

describe('a replaced job', () => {
  const CHANGED = { commit: 'def5678' }

  it.each([15, 60, 400])(
    'that another step leaves %i s later is cancelled by whoever replaced it',
    async (delayS) => {
      const pullRequest = slow(new FakePullRequest(ENDLESS))
      pullRequest.push(SPEC)
      await pullRequest.advance(5)
      pullRequest.startRun(SPEC, OTHER_STEP)
      await pullRequest.advance(5)
      pullRequest.push(OTHER_SPEC)
      await pullRequest.advance(delayS / 60)
      pullRequest.startRun(OTHER_SPEC, OTHER_STEP)
      await pullRequest.advance(30)
      expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [1] })
    },
  )

  it('of a step that was lost during its next submission is cancelled by a sync', async () => {
    const scene = new Scene(RUNNING)
    slow(scene.environment)
    await scene.start('1')
    delaySubmissions(HOUR)
    const files: Record<string, string> = { 'b.yml': OTHER_SPEC, 'slow.yml': SLOW_SPEC }
    const lost = await scene.start('2', {}, files, CHANGED)
    lost.kill()
    scene.client.pullRequests.set(7, { headSha: CHANGED.commit })
    await scene.sleep(2 * HOUR)
    await scene.sync()
    expect(scene.cancelled).toEqual([environment.jobs.accepted[0]])
  })
})

describe('a job that its submitter has left on purpose', () => {
  it.each<[string, FakeRunOptions['inputs']]>([
    ['`wait: false`', { waitFor: 'none' }],
    ['`wait: started`', { waitFor: 'started' }],
    ['a time-out with `on-timeout: leave`', { timeoutMs: 4 * MINUTE }],
  ])('goes on when a follower is cancelled: %s', async (_, inputs) => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    pullRequest.push(SPEC, { inputs })
    await pullRequest.advance(3)
    const follower = pullRequest.startRun(SPEC, OTHER_STEP)
    await pullRequest.advance(5)
    await follower.cancel()
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [] })
  })
})

describe('a step that may submit only one of its specs', () => {
  it('marks no job as replaced', async () => {
    const approved = new ApprovedEnvironment(ENDLESS)
    environment = approved
    const approval = 'required: { above: 50 }'
    await approved.push({ approval, files: { 'a.yml': specOf(8), 'b.yml': specOf(9) } })
    await approved.push({ approval, files: { 'a.yml': specOf(10), 'b.yml': specOf(80) } })
    const jobs = Object.values(approved.record.requests).flatMap((request) => request.jobs)
    expect(jobs.map(({ replacedBy }) => replacedBy)).toEqual([undefined, undefined, undefined])
  })
})

const onlyChanged = (before: Readonly<Record<string, string>>) => ({
  inputs: { onlyChanged: true },
  contextOverrides: {
    eventName: 'push',
    beforePush: {
      ref: 'before',
      listBlobIds: () => Promise.resolve(undefined),
      read: (path: string) => {
        const text = before[path]
        return Promise.resolve(
          text === undefined
            ? ({ kind: 'missing' } as const)
            : ({ kind: 'file', bytes: new TextEncoder().encode(text) } as const),
        )
      },
    },
  },
})

describe('a request that a newer run skips as unchanged', () => {
  it('is trained by the run of the push that brought it, although a newer one has started before', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    pullRequest.push(
      { 'a.yml': SPEC, 'b.yml': OTHER_SPEC },
      { ...onlyChanged({ 'a.yml': SPEC }), id: '8124' },
    )
    await pullRequest.advance(2)
    pullRequest.startRun({ 'a.yml': SPEC }, { ...onlyChanged({}), id: '8123', commit: 'commit-0' })
    await pullRequest.advance(20)
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [] })
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing else', {}],
    ['another spec', { 'b.yml': OTHER_SPEC }],
  ])('stays with the run that waits for its job, if the newer one trains %s', async (_, added) => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    const older = pullRequest.push({ 'a.yml': SPEC }, onlyChanged({}))
    await pullRequest.advance(10)
    pullRequest.push({ 'a.yml': SPEC, ...added }, onlyChanged({ 'a.yml': SPEC }))
    await pullRequest.advance(60)
    expect(older.reporter.states.map(({ outcome }) => outcome)).toEqual([undefined])
  })

  it('stays in the comment of that run, which shows its model', async () => {
    const statuses = [[0, 'RUNNING'], [30 * MINUTE, 'SUCCESS']] as const // prettier-ignore
    const pullRequest = slow(new FakePullRequest({ statuses, model: 'ft:x' }))
    const comment = () => pullRequest.conversation.comments.map(({ body }) => body).join('\n')
    const older = pullRequest.push({ 'a.yml': SPEC }, onlyChanged({}))
    await pullRequest.advance(10)
    const newer = pullRequest.push({ 'a.yml': SPEC }, onlyChanged({ 'a.yml': SPEC }))
    await newer.completed
    expect(comment()).toContain('RUNNING')
    await older.completed
    expect(comment()).toContain('ft:x')
    await pullRequest.push({ 'a.yml': SPEC }, onlyChanged({ 'a.yml': SPEC })).completed
    expect(comment()).toContain('It asks for the same training as on')
  })
})

describe('a run that asks for nothing new', () => {
  it('names the submission of a step that was lost', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    pullRequest.onNextSubmission(() => ({ durationMs: Infinity }))
    const lost = pullRequest.push({ 'a.yml': OTHER_SPEC }, onlyChanged({}))
    await pullRequest.advance(0.5)
    lost.kill()
    await pullRequest.advance(10)
    const reverted = pullRequest.push({ 'a.yml': SPEC }, onlyChanged({ 'a.yml': SPEC }))
    await reverted.completed
    const warning = /ended during the submission/
    expect(reverted.log.messages('warning')).toEqual([expect.stringMatching(warning)])
  })
})

describe('a run whose record is the commit status', () => {
  it('cancels its job although it has just shown it there', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    const statuses = new FakeCommitStatuses(pullRequest.clock)
    const run = pullRequest.startRun(SPEC, { statuses })
    await pullRequest.advance(2)
    await run.cancel()
    expect(pullRequest.summary.cancelled).toEqual([1])
  })

  it('leaves its job to another run that has just shown it there', async () => {
    const pullRequest = slow(new FakePullRequest(ENDLESS))
    const statuses = new FakeCommitStatuses(pullRequest.clock)
    const run = pullRequest.startRun(SPEC, { statuses })
    await pullRequest.advance(5)
    pullRequest.startRun(SPEC, { statuses, ...OTHER_STEP })
    await pullRequest.advance(2)
    await run.cancel()
    expect(pullRequest.summary.cancelled).toEqual([])
  })

  it('leaves its jobs to two others of which each asks for one', async () => {
    const pullRequest = new FakePullRequest(ENDLESS, ENDLESS)
    const statuses = new FakeCommitStatuses(pullRequest.clock)
    const [one, other] = [{ 'a.yml': SPEC }, { 'b.yml': OTHER_SPEC }]
    const run = pullRequest.startRun({ ...one, ...other }, { statuses })
    await pullRequest.advance(5)
    pullRequest.startRun(one, { statuses, ...OTHER_STEP })
    await pullRequest.advance(1)
    pullRequest.startRun(other, { statuses, owner: ownerOf('other', 'train') })
    await pullRequest.advance(1)
    await run.cancel()
    expect(pullRequest.summary.cancelled).toEqual([])
  })
})

describe('after a push that merged two pull requests of one workflow, of which it follows both jobs,', () => {
  let scene: Scene

  /** Runs 8001 and 8002 are the newest of the pull requests 7 and 8. */
  async function mergeBoth(push: FakeRunOptions = {}, inputs: FakeRunOptions['inputs'] = {}) {
    scene = new Scene(ENDLESS)
    environment = scene.environment
    const seven = { conversation: environment.conversation, codec: environment.codec }
    const eight = { conversation: scene.client.add(8), codec: createCodec('k', '7001#8', 'forge-key') }
    for (const number of [7, 8]) scene.client.pullRequests.set(number, { isClosed: true, isMerged: true })
    await scene.start('8001', inputs, { 'a.yml': SPEC }, seven)
    await scene.start('8002', inputs, { 'b.yml': OTHER_SPEC }, eight)
    const options = { ...eight, otherConversations: [seven], isNotHead: true, ...push } as const
    return scene.start('8010', push.inputs, { 'a.yml': SPEC, 'b.yml': OTHER_SPEC }, options)
  }

  it.each([OWNER, 'push'])(
    'sync takes none for replaced by that of the other one: owner %s',
    async (owner) => {
      await mergeBoth({ owner, inputs: { waitFor: 'none' } })
      await scene.sleep(HOUR)
      await scene.sync()
      expect(environment.jobs).toMatchObject({ accepted: [jobId(1), jobId(2)], cancelled: [] })
    },
  )

  it.each<[string, FakeRunOptions['inputs']]>([
    ['still follow', {}],
    ['have left', { waitFor: 'none' }],
  ])('its cancellation leaves what the runs of the pull requests %s', async (_, inputs) => {
    const push = await mergeBoth({ owner: 'push' }, inputs)
    await push.cancel()
    expect(scene.cancelled).toEqual([])
  })

  it.each<[string, readonly string[], readonly string[]]>([
    ['keeps a job that a run of its pull request follows', ['8010', '8002'], [jobId(2)]],
    ['keeps a job that the run of the push follows', ['8001', '8002'], []],
    ['cancels the jobs that nobody follows', ['8010', '8001', '8002'], [jobId(1), jobId(2)]],
  ])('sync %s, if the runs that followed it, too, were cancelled', async (_, ids, cancelled) => {
    await mergeBoth({ owner: 'push' })
    const killed = environment.runs.filter(({ holder }) => ids.includes(holder.run.id))
    for (const each of killed) each.kill()
    for (const id of ids) scene.client.workflowRuns.set(id, { attempt: 1, wasCancelled: true })
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.cancelled).toEqual(cancelled)
  })
})
