import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { httpError, INTERRUPTED, type FaultScript, type JobLifecycle } from '../fakes/forge-api.ts'
import { OWNER, ownerOf } from '../fakes/owners.ts'
import { FakePullRequest, type BackgroundRun } from '../fakes/pull-request.ts'
import { HOUR, MINUTE, Scene } from '../sync/leftover-scene.ts'

const ENDLESS: JobLifecycle = { statuses: [[0, 'QUEUED'], [MINUTE, 'RUNNING'], [10 * HOUR, 'SUCCESS']], cancelDelayMs: 1_000 } // prettier-ignore
const FAILING: JobLifecycle = {
  statuses: [
    [0, 'QUEUED'],
    [8 * MINUTE, 'FAILED'],
  ],
}
/** A spec whose request has this number of training steps. */
const specOf = (steps: number): string => SPEC.replace('1000', String(steps))
const ONE: Readonly<Record<string, string>> = { 'a.yml': specOf(1) }

let pullRequest: FakePullRequest
let isGitHubDown = false
afterEach(() => pullRequest.stop())

/** GitHub takes a moment for each request. */
function open(...lifecycles: JobLifecycle[]): void {
  pullRequest = new FakePullRequest(...(lifecycles.length > 0 ? lifecycles : [ENDLESS]))
  isGitHubDown = false
  pullRequest.conversation.beforeCall = async () => {
    await pullRequest.clock.sleep(200)
    return isGitHubDown ? BAD_GATEWAY : undefined
  }
}
beforeEach(() => {
  open()
})

/** Numbers of training steps of the jobs that were asked to stop. */
const cancelledSteps = (): readonly (number | undefined)[] => stepsOf(pullRequest.jobs.cancelled)
const stepsOf = (ids: readonly string[]): readonly (number | undefined)[] =>
  pullRequest.api.jobs
    .filter(({ id }) => ids.includes(id))
    .map(({ request }) => request?.hyperparameters?.training_steps)
const submission =
  (steps: number, fault: ReturnType<FaultScript>): FaultScript =>
  ({ operation, request }) =>
    operation === 'create' && request?.hyperparameters?.training_steps === steps ? fault : undefined

/** Starts a run of the step that is not about the head of the pull request. */
function startBeside(content: Readonly<Record<string, string>>, options: FakeRunOptions = {}): BackgroundRun {
  return pullRequest.startRun(content, { commit: 'another', isNotHead: true, ...options })
}

describe('a job whose request nobody asks for any more goes on, if its replacement', () => {
  const push = async (): Promise<BackgroundRun> => {
    pullRequest.push({ 'a.yml': specOf(1), 'b.yml': specOf(2) })
    await pullRequest.advance(60)
    const newer = pullRequest.push({ 'a.yml': specOf(1), 'b.yml': specOf(3) })
    await pullRequest.advance(60)
    return newer
  }

  it.each<[string, ReturnType<FaultScript>]>([
    ['is refused', { error: httpError(422) }],
    ['is lost', { error: httpError(500) }],
  ])('%s, although another job of the step is followed', async (_, fault) => {
    pullRequest.api.script = submission(3, fault)
    await push()
    expect(cancelledSteps()).toEqual([])
  })

  it.each<[string, FakeRunOptions | undefined]>([
    ['and is named', undefined],
    ['and is not named while another step follows it', { owner: 'another workflow' }],
  ])('fails before it runs, %s', async (_, follower) => {
    open(ENDLESS, ENDLESS, FAILING)
    if (follower !== undefined) {
      void pullRequest.clock.sleep(5 * MINUTE).then(() => pullRequest.startRun(specOf(2), follower))
    }
    const newer = await push()
    expect(cancelledSteps()).toEqual([])
    const [old] = pullRequest.api.jobs.filter(({ request }) => request?.hyperparameters?.training_steps === 2)
    const notes = newer.log.lines.filter((line) => line.includes('was not cancelled, because no new job ran'))
    expect(notes.map((line) => line.includes(`\`job-id: ${old?.id}\``))).toEqual(follower ? [] : [true])
  })

  it('fails before it runs, also if an older run is submitting meanwhile', async () => {
    open(ENDLESS, ENDLESS, ENDLESS, FAILING)
    pullRequest.push({ 'a.yml': specOf(1), 'b.yml': specOf(2) })
    await pullRequest.advance(60)
    pullRequest.api.script = submission(3, { durationMs: 100_000 })
    pullRequest.push({ 'a.yml': specOf(1), 'b.yml': specOf(2), 'c.yml': specOf(3) })
    await pullRequest.advance(0.4)
    pullRequest.push({ 'a.yml': specOf(4), 'b.yml': specOf(2) })
    await pullRequest.advance(60)
    expect(cancelledSteps()).toEqual([3])
  })

  it('fails before it runs, also for a sync', async () => {
    const scene = new Scene(ENDLESS, ENDLESS, FAILING)
    await scene.start('1', {}, { 'a.yml': specOf(1), 'b.yml': specOf(2) })
    await scene.sleep(HOUR)
    const files = { 'a.yml': specOf(1), 'b.yml': specOf(3) }
    const lost = await scene.start('2', {}, files, { commit: 'def5678' })
    lost.kill()
    scene.client.pullRequests.set(7, { headSha: 'def5678' })
    for (let n = 0; n < 3; n++) {
      await scene.sleep(30 * MINUTE)
      await scene.sync()
    }
    expect(scene.cancelled).toEqual([])
    scene.environment.stop()
  })
})

describe('a start by hand in the workflow that trains the pull request', () => {
  const owner = `${OWNER}abcdef`
  const startByHand = (content: Readonly<Record<string, string>>, options: FakeRunOptions = {}) =>
    startBeside(content, { owner, ...options })

  it('keeps its job, whatever is pushed', async () => {
    pullRequest.push(ONE)
    await pullRequest.advance(10)
    startByHand({ 'a.yml': specOf(2) })
    await pullRequest.advance(30)
    pullRequest.push({ 'a.yml': `# Only a comment\n${specOf(1)}` })
    await pullRequest.advance(30)
    pullRequest.push({ 'a.yml': specOf(3) })
    await pullRequest.advance(30)
    expect(cancelledSteps()).toEqual([1])
  })

  it.each([
    ['waits for it', false, []],
    ['waited for it', true, [1]],
  ])('keeps a job of the head if it %s', async (_, isCancelled, expected) => {
    pullRequest.push(ONE)
    await pullRequest.advance(10)
    const byHand = startByHand(ONE)
    await pullRequest.advance(10)
    if (isCancelled) await byHand.cancel()
    pullRequest.push({ 'a.yml': specOf(2) })
    await pullRequest.advance(30)
    expect(cancelledSteps()).toEqual(expected)
  })

  it('replaces its own job, however many runs have followed it', async () => {
    for (const [n, content] of [ONE, ONE, { 'a.yml': specOf(2) }].entries()) {
      startByHand(content, { commit: `main ${n}` })
      await pullRequest.advance(20)
    }
    expect(cancelledSteps()).toEqual([1])
  })

  it('does not replace a job that the head asks for without waiting, before the head does', async () => {
    const inputs = { waitFor: 'none' } as const
    startByHand(ONE, { inputs })
    await pullRequest.advance(5)
    pullRequest.push(ONE, { inputs })
    await pullRequest.advance(5)
    startByHand({ 'a.yml': specOf(2) }, { inputs })
    await pullRequest.advance(20)
    expect(cancelledSteps()).toEqual([])
    pullRequest.push({ 'a.yml': specOf(3) }, { inputs })
    await pullRequest.advance(20)
    startByHand({ 'a.yml': specOf(4) }, { inputs })
    await pullRequest.advance(20)
    expect(cancelledSteps()).toEqual([1, 2])
  })

  describe('that was lost during its submission', () => {
    const loseByHand = async (options?: FakeRunOptions, hasArrived = true): Promise<string> => {
      const fault = hasArrived ? {} : { error: INTERRUPTED }
      pullRequest.onNextSubmission(() => ({ durationMs: Infinity, ...fault }))
      const lost = startByHand(ONE, options)
      await pullRequest.advance(0.5)
      lost.kill()
      await pullRequest.advance(20)
      return `Run ${lost.holder.run.id} `
    }
    const pushOther = async (): Promise<string> => {
      const push = pullRequest.push({ 'a.yml': specOf(2) })
      await pullRequest.advance(20)
      return push.log.messages('warning').join()
    }

    it.each([owner, `${ownerOf('train', 'only by hand')}abcdef`])(
      'is named by the next push: %s',
      async (by) => {
        const name = await loseByHand({ owner: by })
        expect(await pushOther()).toContain(name)
      },
    )

    it('is not named once somebody has searched for its job', async () => {
      const name = await loseByHand({}, false)
      startByHand(ONE)
      await pullRequest.advance(20)
      expect(await pushOther()).not.toContain(name)
    })
  })

  it('spares a job that the head was using when its runner was lost', async () => {
    startByHand(ONE)
    await pullRequest.advance(5)
    const head = pullRequest.push(ONE)
    await pullRequest.advance(5)
    head.kill()
    await pullRequest.advance(60)
    startByHand({ 'a.yml': specOf(2) })
    await pullRequest.advance(20)
    expect(cancelledSteps()).toEqual([])
    head.rerun()
    await pullRequest.advance(20)
    expect(stepsOf(pullRequest.jobs.accepted)).toEqual([1, 2])
  })

  it('leaves a job that the head left on purpose', async () => {
    await pullRequest.push(ONE, { inputs: { waitFor: 'none' } }).completed
    const byHand = startByHand(ONE)
    await pullRequest.advance(10)
    await byHand.cancel()
    expect(cancelledSteps()).toEqual([])
  })
})

describe('a run for a commit that is not the head of the pull request', () => {
  it('replaces nothing of it, and the run of the head can be run again', async () => {
    const head = pullRequest.push(ONE)
    await pullRequest.advance(30)
    startBeside({ 'a.yml': specOf(2) })
    await pullRequest.advance(30)
    expect(cancelledSteps()).toEqual([])
    const again = head.rerun()
    await pullRequest.advance(30)
    expect(again.reported).toEqual(['running', 1, 'reused'])
  })

  it('replaces nothing that a run of the head follows', async () => {
    startBeside(ONE)
    await pullRequest.advance(5)
    pullRequest.push(ONE)
    await pullRequest.advance(5)
    startBeside({ 'a.yml': specOf(2) })
    await pullRequest.advance(30)
    expect(cancelledSteps()).toEqual([])
  })

  it('does not make the record forget the newest run of the head', async () => {
    const inputs = { waitFor: 'none' } as const
    const older = pullRequest.push(ONE, { inputs })
    await older.completed
    await pullRequest.push({ 'a.yml': specOf(2) }, { inputs }).completed
    for (const steps of [3, 4]) await startBeside({ 'a.yml': specOf(steps) }, { inputs }).completed
    await older.rerun().completed
    expect(pullRequest.jobs.accepted).toHaveLength(4)
  })

  it('is replaced by another one, and by a run of the head', async () => {
    startBeside(ONE)
    await pullRequest.advance(30)
    startBeside({ 'a.yml': specOf(2) })
    await pullRequest.advance(30)
    expect(cancelledSteps()).toEqual([1])
    pullRequest.push({ 'a.yml': specOf(3) })
    await pullRequest.advance(30)
    expect(cancelledSteps()).toEqual([1, 2])
  })

  it('does not keep the job of a cancelled run once it has ended', async () => {
    const head = pullRequest.push(ONE)
    await pullRequest.advance(5)
    const beside = startBeside(ONE)
    await pullRequest.advance(5)
    await beside.cancel()
    await pullRequest.advance(5)
    expect(cancelledSteps()).toEqual([])
    await head.cancel()
    expect(cancelledSteps()).toEqual([1])
  })
})

it('a run goes on watching a job until the newer run follows it', async () => {
  const older = pullRequest.push({ 'b.yml': specOf(2) })
  await pullRequest.advance(30)
  let isServiceDown = false
  pullRequest.api.script = ({ operation }) => {
    isServiceDown ||= operation === 'create'
    return isServiceDown ? { error: httpError(503) } : undefined
  }
  pullRequest.push(ONE, { owner: 'another step', id: '9000' })
  await pullRequest.advance(1)
  const newer = pullRequest.startRun({ ...ONE, 'b.yml': specOf(2) }, { id: '9001' })
  await pullRequest.advance(5)
  await newer.cancel()
  await pullRequest.advance(5)
  expect(older.reporter.states.map(({ outcome }) => outcome)).toEqual([undefined])
})

it('a replaced job is cancelled later, if GitHub does not answer when the new one starts', async () => {
  pullRequest.push(ONE)
  await pullRequest.advance(60)
  pullRequest.push({ 'a.yml': specOf(2) })
  await pullRequest.advance(1)
  isGitHubDown = true
  await pullRequest.advance(2)
  expect(cancelledSteps()).toEqual([])
  isGitHubDown = false
  await pullRequest.advance(5)
  expect(cancelledSteps()).toEqual([1])
})

describe('with `reuse: false`', () => {
  it('a job is replaced, although another step follows the newer one', async () => {
    pullRequest.push(ONE, { inputs: { reuse: false } })
    await pullRequest.advance(5)
    pullRequest.startRun(ONE, { owner: 'another step' })
    await pullRequest.advance(5)
    pullRequest.push(ONE, { inputs: { reuse: false } })
    await pullRequest.advance(5)
    pullRequest.startRun(ONE, { owner: 'another step' })
    await pullRequest.advance(10)
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [1] })
  })

  it('a cancelled step takes its job along, although another one has a job for the request', async () => {
    const inputs = { reuse: false }
    const one = pullRequest.push(ONE, { inputs })
    await pullRequest.advance(5)
    const other = pullRequest.startRun(ONE, { inputs, owner: 'another step' })
    await pullRequest.advance(5)
    await one.cancel()
    expect(pullRequest.summary.cancelled).toEqual([1])
    await other.cancel()
    expect(pullRequest.summary.cancelled).toEqual([1, 2])
  })
})

it('a timed-out step whose runner was suspended leaves a job that is followed meanwhile', async () => {
  const step = pullRequest.push(ONE, { inputs: { onTimeout: 'cancel', timeoutMs: 20 * MINUTE } })
  await pullRequest.advance(20)
  await pullRequest.clock.sleep(6_700)
  step.suspend(3 * MINUTE)
  await pullRequest.clock.sleep(65_000)
  const other = pullRequest.startRun(ONE, { owner: 'another step' })
  await pullRequest.advance(10)
  expect(cancelledSteps()).toEqual([])
  expect(other.reported).toEqual(['running', 1, 'reused'])
})

it('a suspended step leaves its job to a start by hand that came after the push of another version', async () => {
  const suspended = pullRequest.push(ONE)
  const isRecorded = () => Object.values(pullRequest.record.requests).some(({ jobs }) => jobs.length > 0)
  while (!isRecorded()) await pullRequest.clock.sleep(10)
  suspended.suspend(MINUTE)
  pullRequest.push({ 'a.yml': specOf(2) })
  const byHand = pullRequest.startRun(ONE, { isNotHead: true })
  await pullRequest.advance(10)
  expect(cancelledSteps()).toEqual([])
  expect(byHand.reported).toEqual(['running', 1, 'reused'])
})
