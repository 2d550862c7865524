import { afterEach, describe, expect, it } from '@jest/globals'
import { FakeCommitStatuses } from './fakes/commit-statuses.ts'
import { FakePullRequest, type BackgroundRun } from './fakes/pull-request.ts'
import { SPEC, type FakeRunOptions } from './fakes/command-context.ts'
import { BAD_GATEWAY, FORBIDDEN } from './fakes/comment-store.ts'
import { INTERRUPTED, httpError, jobId, type Fault, type JobLifecycle } from './fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MODEL = 'ft:x'
const SUCCEEDS: JobLifecycle = {
  statuses: [
    [0, 'QUEUED'],
    [MINUTE, 'RUNNING'],
    [2 * HOUR, 'SUCCESS'],
  ],
  model: MODEL,
  cancelDelayMs: 3_000,
}
const FAILS: JobLifecycle = {
  statuses: [
    [0, 'RUNNING'],
    [5 * MINUTE, 'FAILED'],
  ],
}

const FIRST = SPEC
const SECOND = SPEC.replace('1000', '2000')
const THIRD = SPEC.replace('1000', '3000')

let pullRequest: FakePullRequest

/** Opens a pull request. By default its jobs succeed. */
function openPullRequest(...lifecycles: JobLifecycle[]): void {
  pullRequest = new FakePullRequest(...(lifecycles.length > 0 ? lifecycles : [SUCCEEDS]))
}

afterEach(() => pullRequest.stop())

describe('a pull request', () => {
  it('submits, reuses and cancels jobs through its whole lifecycle', async () => {
    openPullRequest()
    const one = pullRequest.push(FIRST)
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(one.reported).toEqual(['running', 1, 'new'])

    const unchanged = pullRequest.push(`# Another comment.\n${FIRST}`)
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(one.reported).toEqual(['superseded', 1, 'new'])
    expect(unchanged.reported).toEqual(['running', 1, 'reused'])

    const changed = pullRequest.push(SECOND)
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
    expect(unchanged.reported).toEqual(['superseded', 1, 'reused'])
    expect(changed.reported).toEqual(['running', 2, 'new'])

    const back = pullRequest.push(FIRST)
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [1, 2], comments: 1 })
    expect(changed.reported).toEqual(['superseded', 2, 'new'])
    expect(await back.completed).toMatchObject({ outcome: 'succeeded', isSuccess: true })
    expect(back.reported).toEqual(['succeeded', 3, 'new'])

    const again = back.rerun()
    expect(await again.completed).toMatchObject({ outcome: 'succeeded', isSuccess: true })
    expect(again.reported).toEqual(['succeeded', 3, 'reused'])
    expect(again.outputs['output-model']).toBe(MODEL)
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [1, 2], comments: 1 })

    const killed = pullRequest.push(THIRD)
    pullRequest.onNextSubmission(() => (killed.kill(), undefined))
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 4, cancelled: [1, 2], comments: 1 })
    expect(killed.outputs).toEqual({})

    const recovered = killed.rerun()
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 4, cancelled: [1, 2], comments: 1 })
    expect(recovered.reported).toEqual(['running', 4, 'reused'])

    await recovered.cancel()
    expect(recovered.reported).toEqual(['running', 4, 'reused'])
    expect(pullRequest.summary).toEqual({ accepted: 4, cancelled: [1, 2, 4], comments: 1 })

    const closed = pullRequest.close(THIRD)
    expect(await closed.completed).toMatchObject({ outcome: 'valid', isSuccess: true })
    expect(pullRequest.summary).toEqual({ accepted: 4, cancelled: [1, 2, 4], comments: 1 })
    const text = pullRequest.conversation.bodies.join()
    expect(text).toContain('Earlier jobs of this pull request (3)')
    expect(text.match(/^\| (?:✅|❌|⛔|⏳|⚠️) \| [^|]* \|/gm)).toEqual(
      [`✅ | \`${MODEL}\``, '⛔ | replaced by a newer run', '⛔ | replaced by a newer run'].map(
        (row) => `| ${row} |`,
      ),
    )
  })

  it('reuses the model of an earlier spec', async () => {
    openPullRequest()
    await pullRequest.push(FIRST).completed
    const detour = pullRequest.push(SECOND)
    await pullRequest.advance()
    const back = pullRequest.push(FIRST)
    expect(await back.completed).toMatchObject({ outcome: 'succeeded' })
    expect(back.reported).toEqual(['succeeded', 1, 'reused'])
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [2], comments: 1 })
    await pullRequest.advance()
    expect(detour.reported).toEqual(['superseded', 2, 'new'])
  })

  it.each<[string, JobLifecycle]>([
    ['failed', FAILS],
    ['was cancelled', { ...FAILS, statuses: [[0, 'CANCELLED']] }],
  ])('submits a new job after one that %s', async (_, lifecycle) => {
    openPullRequest(lifecycle, SUCCEEDS)
    expect(await pullRequest.push(FIRST).completed).toMatchObject({ isSuccess: false })
    const again = pullRequest.push(FIRST)
    expect(await again.completed).toMatchObject({ outcome: 'succeeded' })
    expect(again.reported).toEqual(['succeeded', 2, 'new'])
  })

  it('submits nothing more once its comment can no longer be written', async () => {
    openPullRequest()
    pullRequest.api.latencyMs = 5_000
    pullRequest.onNextSubmission(() => {
      pullRequest.conversation.beforeCall = ({ operation }) =>
        operation === 'update' ? FORBIDDEN : undefined
      return undefined
    })
    const files = { 'a.yml': FIRST, 'b.yml': SECOND, 'c.yml': THIRD }
    const { result } = await pullRequest.push(files, { inputs: { waitFor: 'none' } }).completed
    expect(result.states.map(({ outcome }) => outcome)).toEqual(['submitted', 'submitted', 'refused'])
    expect(result.states[2]?.notes).toMatchObject([{ code: 'record-refused', error: FORBIDDEN.message }])
    expect(pullRequest.summary.accepted).toBe(2)
  })

  it('submits unchanged specs again with `reuse: false`', async () => {
    openPullRequest()
    const inputs = { reuse: false }
    await pullRequest.push(FIRST, { inputs }).completed
    const again = pullRequest.push(FIRST, { inputs })
    expect(await again.completed).toMatchObject({ outcome: 'succeeded' })
    expect(again.reported).toEqual(['succeeded', 2, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
  })

  it('leaves superseded jobs running with `on-superseded: leave`, but does not wait for them', async () => {
    openPullRequest()
    const inputs = { onSuperseded: 'leave' } as const
    const old = pullRequest.push(FIRST, { inputs })
    await pullRequest.advance()
    const changed = pullRequest.push(SECOND, { inputs })
    expect(await old.completed).toMatchObject({ outcome: 'superseded', isSuccess: false })
    expect(pullRequest.clock.now()).toBeLessThan(35 * MINUTE)
    expect(await changed.completed).toMatchObject({ outcome: 'succeeded' })
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect(changed.log.lines.join()).toContain('keeps running (`on-superseded: leave`)')
  })

  it('cancels the job of a removed spec', async () => {
    openPullRequest()
    const both = pullRequest.push({ 'a.yml': FIRST, 'b.yml': SECOND })
    await pullRequest.advance()
    const less = pullRequest.push({ 'a.yml': FIRST })
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [2], comments: 1 })
    expect(less.reported).toEqual(['running', 1, 'reused'])
    expect((await both.completed).result.states.map(({ outcome }) => outcome)).toEqual([
      'superseded',
      'superseded',
    ])
  })

  it('cancels nothing if a spec is put on top of a file', async () => {
    openPullRequest()
    pullRequest.push(`${FIRST}---\n${SECOND}`)
    await pullRequest.advance()
    const three = pullRequest.push(`${THIRD}---\n${FIRST}---\n${SECOND}`)
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [], comments: 1 })
    const { result } = await three.completed
    expect(result.states.map(({ job, isReused }) => [job?.id, isReused])).toEqual([
      [jobId(3), undefined],
      [jobId(1), true],
      [jobId(2), true],
    ])
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [], comments: 1 })
  })

  it('follows the job of a renamed file', async () => {
    openPullRequest()
    pullRequest.push({ 'a.yml': FIRST })
    await pullRequest.advance()
    const renamed = pullRequest.push({ 'renamed.yml': FIRST })
    expect(await renamed.completed).toMatchObject({ outcome: 'succeeded' })
    expect(renamed.reported).toEqual(['succeeded', 1, 'reused'])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('cancels the older job of the same spec with `reuse: false`, once the new one runs', async () => {
    openPullRequest()
    const old = pullRequest.push(FIRST)
    await pullRequest.advance()
    const again = pullRequest.push(FIRST, { inputs: { reuse: false } })
    await pullRequest.advance(0.5)
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect(await again.completed).toMatchObject({ outcome: 'succeeded' })
    expect(again.reported).toEqual(['succeeded', 2, 'new'])
    expect(await old.completed).toMatchObject({ outcome: 'superseded' })
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
  })

  it('keeps the old job if the new one fails before it runs, and cancels it in the next run', async () => {
    const failsAtOnce: JobLifecycle = {
      statuses: [
        [0, 'QUEUED'],
        [MINUTE, 'FAILED'],
      ],
    }
    openPullRequest(SUCCEEDS, failsAtOnce, SUCCEEDS)
    pullRequest.push(FIRST)
    await pullRequest.advance()
    expect(await pullRequest.push(SECOND).completed).toMatchObject({ outcome: 'failed' })
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    pullRequest.push(THIRD)
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [1], comments: 1 })
  })

  it('keeps the old job for ten minutes while the new one is queued', async () => {
    openPullRequest(SUCCEEDS, { ...SUCCEEDS, statuses: [[0, 'QUEUED']] })
    pullRequest.push(FIRST)
    await pullRequest.advance()
    pullRequest.push(SECOND)
    await pullRequest.advance(9)
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    await pullRequest.advance(2)
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
  })
})

describe('concurrent runs', () => {
  it('for one commit and one spec share a job', async () => {
    openPullRequest()
    const [one, other] = [pullRequest.push(FIRST), pullRequest.startRun(FIRST)]
    expect([await one.completed, await other.completed]).toMatchObject([
      { isSuccess: true },
      { isSuccess: true },
    ])
    expect([one.reported, other.reported]).toEqual([
      ['succeeded', 1, 'new'],
      ['succeeded', 1, 'reused'],
    ])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('for two commits and one spec leave the job to the newer run', async () => {
    openPullRequest()
    const [one, other] = [pullRequest.push(FIRST), pullRequest.push(FIRST)]
    expect([await one.completed, await other.completed]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('for two versions of a spec submit only the newer', async () => {
    openPullRequest()
    const [one, other] = [pullRequest.push(FIRST), pullRequest.push(SECOND)]
    expect([await one.completed, await other.completed]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    expect(one.reported).toEqual(['superseded', 0, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('for two versions of a spec leave one job with `reuse: false`', async () => {
    openPullRequest()
    const inputs = { reuse: false }
    const [one, other] = [pullRequest.push(FIRST, { inputs }), pullRequest.push(SECOND, { inputs })]
    expect([await one.completed, await other.completed]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    const left = pullRequest.jobs.accepted.filter((id) => !pullRequest.jobs.cancelled.includes(id))
    expect(left).toEqual([other.outputs['job-id']])
  })

  it('for two versions of a spec cancel an older job that was being submitted', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 30_000 }))
    const one = pullRequest.push(FIRST)
    await pullRequest.advance(0.2)
    const other = pullRequest.push(SECOND)
    expect([await one.completed, await other.completed]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
  })

  it.each<[string, (older: BackgroundRun) => Fault | undefined]>([
    ['is refused', () => ({ error: httpError(422) })],
    ['is killed', (older) => (older.kill(), { error: INTERRUPTED })],
    ['is cancelled', (older) => (void older.cancel(), { error: httpError(429) })],
  ])('for one commit continue if the older run %s', async (_, fail) => {
    openPullRequest()
    const [one, other] = [pullRequest.push(FIRST), pullRequest.startRun(FIRST)]
    pullRequest.onNextSubmission(() => fail(one))
    expect(await other.completed).toMatchObject({ outcome: 'succeeded' })
    expect(other.reported).toEqual(['succeeded', 1, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('share a job even if GitHub is slow to store the claim of the newer run', async () => {
    openPullRequest()
    const newer: BackgroundRun = pullRequest.startRun(FIRST, { id: '9000' })
    let isSlow = true
    pullRequest.conversation.beforeCall = async ({ operation }) => {
      if (operation === 'create' && isSlow) {
        isSlow = false
        await pullRequest.clock.sleep(20_000)
      }
      return undefined
    }
    const older = pullRequest.startRun(FIRST)
    await Promise.all([older.completed, newer.completed])
    expect([older.reported, newer.reported]).toEqual([
      ['succeeded', 1, 'new'],
      ['succeeded', 1, 'reused'],
    ])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('find the job of a killed run although another that did not search for it has failed', async () => {
    openPullRequest(SUCCEEDS, FAILS)
    pullRequest.onNextSubmission(() => ({ durationMs: MINUTE }))
    const killed = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    killed.kill()
    await pullRequest.advance(10)
    const retrained = pullRequest.startRun(FIRST, { inputs: { reuse: false } })
    await retrained.completed
    expect(retrained.reported).toEqual(['failed', 2, 'new'])
    const last = pullRequest.startRun(FIRST)
    await pullRequest.advance()
    expect(last.reported).toEqual(['running', 1, 'reused'])
    expect(pullRequest.summary.accepted).toBe(2)
  })

  it.each([5, 10])('train a spec again whose job takes %d min to stop, once it has', async (minutes) => {
    openPullRequest({ ...SUCCEEDS, cancelDelayMs: minutes * MINUTE })
    pullRequest.push(FIRST)
    await pullRequest.advance()
    pullRequest.push(SECOND)
    await pullRequest.advance(4)
    const back = pullRequest.push(FIRST)
    await pullRequest.advance()
    expect(back.reported).toEqual(['running', 3, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [1, 2], comments: 1 })
  })

  it('follow a job again that does not stop although the service has accepted to cancel it', async () => {
    openPullRequest({ ...SUCCEEDS, cancelDelayMs: 30 * MINUTE })
    const cancelled = pullRequest.push(FIRST)
    await pullRequest.advance()
    await cancelled.cancel()
    const rerun = cancelled.rerun()
    await pullRequest.advance(10)
    expect(rerun.outputs['job-id']).toBeUndefined()
    await pullRequest.advance(10)
    expect(rerun.reported).toEqual(['running', 1, 'reused'])
    const { outcome, result } = await rerun.completed
    expect(outcome).toBe('cancelled')
    expect(result.states[0]?.notes.map(({ code }) => code)).toEqual([
      'follows-recorded-job',
      'cancelled-by-other-step',
    ])
  })

  it('follow a job that has succeeded before it could stop', async () => {
    const statuses: JobLifecycle['statuses'] = [
      [0, 'RUNNING'],
      [5 * MINUTE, 'SUCCESS'],
    ]
    openPullRequest({ ...SUCCEEDS, statuses, cancelDelayMs: HOUR })
    const cancelled = pullRequest.push(FIRST)
    await pullRequest.advance(3)
    await cancelled.cancel()
    const rerun = cancelled.rerun()
    await rerun.completed
    expect(rerun.reported).toEqual(['succeeded', 1, 'reused'])
  })

  it('share a job even if a third run was killed and the service is slow', async () => {
    const late = Array.from({ length: 24 }, (_, n) => n / 20)
    for (const minutes of late) {
      openPullRequest()
      const dead = pullRequest.push(FIRST)
      pullRequest.onNextSubmission(() => (dead.kill(), { error: INTERRUPTED }))
      await pullRequest.advance(7)
      pullRequest.api.latencyMs = 15_000
      const one = pullRequest.startRun(FIRST)
      await pullRequest.advance(minutes)
      const other = pullRequest.startRun(FIRST)
      await pullRequest.advance(30)
      expect([minutes, pullRequest.summary.accepted]).toEqual([minutes, 1])
      expect([one.outputs['job-id'], other.outputs['job-id']]).toEqual([
        ...pullRequest.jobs.accepted,
        ...pullRequest.jobs.accepted,
      ])
      pullRequest.stop()
    }
  })
})

describe('another step', () => {
  it.each<[string, FakeRunOptions]>([
    ['of the same run', { id: '8123', owner: 'another step' }],
    ['of another workflow', { owner: 'another step' }],
  ])('%s follows the job of an equal spec, and never cancels it', async (_, options) => {
    openPullRequest()
    pullRequest.push(FIRST)
    await pullRequest.advance()
    const follower = pullRequest.startRun(FIRST, options)
    await pullRequest.advance()
    expect(follower.reported).toEqual(['running', 1, 'reused'])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    // It asks for something else now, and the step that submitted the job does not run.
    const changed = pullRequest.startRun(SECOND, { owner: 'another step' })
    await pullRequest.advance()
    expect(follower.reported).toEqual(['superseded', 1, 'reused'])
    expect(changed.reported).toEqual(['running', 2, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
  })

  it('keeps the job that it follows, until it asks for something else', async () => {
    openPullRequest()
    pullRequest.push(FIRST)
    await pullRequest.advance()
    const follower = pullRequest.startRun(FIRST, { owner: 'another step' })
    await pullRequest.advance()
    pullRequest.push(SECOND)
    await pullRequest.advance()
    expect(follower.reported).toEqual(['running', 1, 'reused'])
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    await pullRequest.advance(30)
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    pullRequest.startRun(SECOND, { owner: 'another step' })
    await pullRequest.advance()
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
  })
})

describe('what the report says about a re-run', () => {
  it('is true of a job that stops slowly after `on-timeout: cancel`', async () => {
    openPullRequest({ ...SUCCEEDS, cancelDelayMs: 3 * MINUTE })
    const run = pullRequest.push(FIRST, { inputs: { timeoutMs: 20 * MINUTE, onTimeout: 'cancel' } })
    await run.completed
    for (const text of [pullRequest.conversation.bodies[0], run.summaries.at(-1)]) {
      expect(text).toContain('timed out, the job was asked to stop')
      expect(text).not.toMatch(/follows this job|job continues|To resume/)
    }
    expect(run.log.lines.join()).not.toContain('To resume: command: wait')
    const again = run.rerun()
    await pullRequest.advance()
    expect(again.reported).toEqual(['running', 2, 'new'])
  })

  it('is true of a job without a model', async () => {
    openPullRequest({ statuses: [[0, 'SUCCESS']] })
    const run = pullRequest.push(FIRST)
    await run.completed
    expect(run.summaries.at(-1)).toContain('set `reuse: false`. A re-run follows this job')
    const again = run.rerun()
    await again.completed
    expect(again.reported).toEqual(['failed', 1, 'reused'])
    await run.rerun({ attempt: 3, inputs: { reuse: false } }).completed
    expect(pullRequest.summary).toMatchObject({ accepted: 2 })
  })
})

describe('a time-out with `on-timeout: cancel` during an outage of GitHub', () => {
  it.each([
    ['leaves a job of another step', 'another step', [], 'timed-out-followers-unknown'],
    ['cancels the job that this step submitted', undefined, [1], 'timed-out-asked-to-stop'],
  ])('%s', async (_, owner, expected, code) => {
    openPullRequest()
    if (owner !== undefined) {
      pullRequest.push(FIRST)
      await pullRequest.advance()
    }
    const inputs = { timeoutMs: 60 * MINUTE, onTimeout: 'cancel' } as const
    const run = pullRequest.startRun(FIRST, { inputs, ...(owner !== undefined && { owner }) })
    await pullRequest.advance()
    pullRequest.conversation.beforeCall = () => BAD_GATEWAY
    const { result } = await run.completed
    expect(result.states[0]?.notes).toContainEqual(expect.objectContaining({ code }))
    expect(pullRequest.summary.cancelled).toEqual(expected)
  })
})

describe('steps of one run', () => {
  it('with one owner and two versions of a spec do not cancel each other', async () => {
    openPullRequest()
    const options = { id: '8123', inputs: { isInMatrix: true } }
    const one = pullRequest.push(FIRST, options)
    await pullRequest.advance(0.01)
    const other = pullRequest.startRun(SECOND, options)
    expect([await one.completed, await other.completed]).toMatchObject([
      { isSuccess: true },
      { isSuccess: true },
    ])
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect([...one.log.messages('warning'), ...other.log.messages('warning')]).toEqual([
      expect.stringContaining('Give each step its own `comment-key`'),
      expect.stringContaining('Give each step its own `comment-key`'),
    ])
  })
})

describe('steps that time out at the same moment', () => {
  it('cancel the job that they share with `on-timeout: cancel`', async () => {
    openPullRequest()
    const inputs = { timeoutMs: 4 * MINUTE, onTimeout: 'cancel' } as const
    const one = pullRequest.push(FIRST, { inputs })
    const other = pullRequest.startRun(FIRST, { owner: 'another step', inputs })
    await pullRequest.advance(3.9)
    // Neither can say in time that it has ended.
    pullRequest.conversation.beforeCall = async ({ operation }) => {
      await pullRequest.clock.sleep(operation === 'update' ? 3_000 : 100)
      return undefined
    }
    await Promise.all([one.completed, other.completed])
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
  })
})

describe('a step that was killed during its submission', () => {
  it('is named by the next run with another spec, and when the pull request is closed', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: MINUTE }))
    const killed = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    killed.kill()
    await pullRequest.advance(10)
    const other = pullRequest.push(SECOND)
    await pullRequest.advance(5)
    const warning = /Run 8123 was to submit a\.yml .* ended during the submission\. .*`command: list`/
    expect(other.log.messages('warning')).toEqual([expect.stringMatching(warning)])
    expect(pullRequest.conversation.bodies[0]).toContain('Run 8123 was to submit a.yml')
    const closed = pullRequest.close(SECOND)
    await closed.completed
    expect(closed.log.messages('warning')).toEqual([expect.stringMatching(warning)])
    expect(pullRequest.conversation.bodies[0]).toContain('Run 8123 was to submit a.yml')
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [2] })
  })

  it('is not named by the run that finds its job', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: MINUTE }))
    const killed = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    killed.kill()
    await pullRequest.advance(10)
    const again = pullRequest.push(FIRST)
    await pullRequest.advance(5)
    expect(again.reported).toEqual(['running', 1, 'reused'])
    const closed = pullRequest.close(FIRST)
    await closed.completed
    expect([...again.log.messages('warning'), ...closed.log.messages('warning')]).toEqual([])
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
  })
})

describe('a rerun of an older run', () => {
  it('submits nothing that a newer run has replaced', async () => {
    openPullRequest()
    const old = pullRequest.push(FIRST)
    await pullRequest.advance()
    const newer = pullRequest.push(SECOND)
    await newer.completed
    const again = old.rerun()
    expect(await again.completed).toMatchObject({ outcome: 'superseded', isSuccess: false })
    expect(again.reported).toEqual(['superseded', 0, 'new'])
    expect(again.log.messages('error').join()).toMatch(/Run 8124 is newer.*`reuse: false`/)
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
    expect(pullRequest.conversation.bodies.join()).toContain('run [8124]')
  })

  it('submits a replaced spec with `reuse: false`', async () => {
    openPullRequest()
    const old = pullRequest.push(FIRST)
    await pullRequest.advance()
    await pullRequest.push(SECOND).completed
    const again = old.rerun({ inputs: { reuse: false } })
    expect(await again.completed).toMatchObject({ outcome: 'succeeded', isSuccess: true })
    expect(pullRequest.summary).toEqual({ accepted: 3, cancelled: [1], comments: 1 })
  })

  it('reuses the job of a newer run with the same spec', async () => {
    openPullRequest()
    const old = pullRequest.push(FIRST)
    await pullRequest.advance()
    await pullRequest.push(FIRST).completed
    expect(await old.rerun().completed).toMatchObject({ outcome: 'succeeded', isSuccess: true })
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('does not repeat a failed job of a newer run', async () => {
    openPullRequest(FAILS)
    const old = pullRequest.push(FIRST)
    await old.completed
    await pullRequest.push(FIRST).completed
    const { length: calls } = pullRequest.conversation.calls
    const again = old.rerun()
    expect(await again.completed).toMatchObject({ outcome: 'superseded' })
    expect(again.log.messages('error').join()).toMatch(/Run 8124 is newer.*Rerun that run/)
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect(pullRequest.conversation.calls.length - calls).toBeLessThan(10)
  })
})

describe('a stopped step', () => {
  /** A run whose job trains since 5 minutes. */
  const startTraining = async (): Promise<BackgroundRun> => {
    openPullRequest()
    const run = pullRequest.push(FIRST)
    await pullRequest.advance(5)
    return run
  }
  const comment = () => pullRequest.conversation.bodies[0]

  it('of a cancelled workflow cancels its job in `post`', async () => {
    const run = await startTraining()
    await run.stop()
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(comment()).toContain('· training')
    expect(await run.post('cancelled')).toBe(true)
    expect(run.reported).toEqual(['running', 1, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [1], comments: 1 })
    expect(comment()).toMatch(/· cancelled\n[^]*its job with it/)
  })

  it.each([
    ['that timed out, or whose machine is taken away, leaves it', 'failure'],
    ['that was killed under continue-on-error leaves it', 'success'],
    ['on a runner that gives no job status leaves it', ''],
  ])('%s', async (_, jobStatus) => {
    const run = await startTraining()
    await run.stop()
    expect(await run.post(jobStatus)).toBe(true)
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(comment()).toContain('Its job keeps running, because the workflow was not cancelled.')
    expect(await run.rerun().completed).toMatchObject({ outcome: 'succeeded' })
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('leaves a job that a newer run follows', async () => {
    const run = await startTraining()
    pullRequest.startRun(FIRST)
    await pullRequest.advance(0.5)
    await run.cancel()
    expect(run.reported).toEqual(['running', 1, 'new'])
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it.each([
    ['at the same moment', 3, 0],
    ['one after the other', 4, 700],
    ['ten seconds apart', 2, 10_000],
  ])('cancels a job that other steps follow if they are cancelled %s', async (_, count, delayMs) => {
    openPullRequest()
    const { conversation, clock } = pullRequest
    conversation.beforeCall = async () => {
      await clock.sleep(300)
      return undefined
    }
    const runs = [pullRequest.push(FIRST, { id: '8123' })]
    for (let n = 1; n < count; n++) {
      await pullRequest.advance(1)
      runs.push(pullRequest.startRun(FIRST, { id: '8123', owner: `leg ${n}` }))
    }
    await pullRequest.advance(5)
    const cancelAfter = async (run: BackgroundRun, ms: number) => {
      await clock.sleep(ms)
      await run.cancel()
    }
    await Promise.all(runs.map((run, n) => cancelAfter(run, n * delayMs)))
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
  })

  it('cancels its job if another step that waited for the submission is cancelled, too', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 30_000 }))
    const one = pullRequest.push(FIRST, { id: '8123' })
    await pullRequest.advance(0.05)
    const other = pullRequest.startRun(FIRST, { id: '8123', owner: 'another leg' })
    await pullRequest.advance(0.4)
    await Promise.all([one.cancel(), other.cancel()])
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
  })

  it('leaves a job that another step goes on to follow, and does not call it newer', async () => {
    const older = await startTraining()
    const run = pullRequest.startRun(FIRST, { owner: 'another step' })
    await pullRequest.advance(5)
    await run.cancel()
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [] })
    expect(run.log.lines.at(-1)).toContain('keeps running. Another step follows this job.')
    expect(comment()).not.toContain('newer run')
    expect(await older.completed).toMatchObject({ outcome: 'succeeded' })
  })

  it('does not cancel a job under a step that begins to follow it while the service is down', async () => {
    openPullRequest()
    const fetchState = () => Promise.resolve({ ok: true, value: pullRequest.pullRequest } as const)
    const run = pullRequest.push(FIRST, {
      contextOverrides: { pullRequest: { isClosed: false, isMerged: false, fetchState } },
    })
    await pullRequest.advance(5)
    const downUntilMs = pullRequest.clock.now() + 70_000
    pullRequest.api.script = ({ operation, atMs }) =>
      operation === 'cancel' && atMs < downUntilMs ? { error: httpError(503) } : undefined
    const cancelled = run.cancel()
    await pullRequest.advance(61 / 60)
    const other = pullRequest.startRun(FIRST, { owner: 'another step' })
    await cancelled
    await pullRequest.advance(10)
    expect(other.reported[0]).toBe('running')
  })

  it('leaves its job to the run of a newer commit, and says so', async () => {
    const run = await startTraining()
    pullRequest.pullRequest = { isClosed: false, isMerged: false, headSha: 'a newer one' }
    await run.cancel()
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(comment()).toContain('The pull request has a newer commit')
  })

  it('leaves its job to the push after a merge, and says so', async () => {
    const run = await startTraining()
    pullRequest.pullRequest = { isClosed: true, isMerged: true, headSha: 'commit-1' }
    await run.cancel()
    expect(pullRequest.summary).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(comment()).toContain('The pull request was merged')
    expect(comment()).not.toContain('newer run')
  })

  it('ends its claim if nothing was submitted', async () => {
    openPullRequest()
    const run = pullRequest.push(FIRST)
    await pullRequest.advance(0.05)
    await run.cancel()
    expect(comment()).toContain('· cancelled before anything was submitted')
    const [request] = Object.values(pullRequest.record.requests)
    expect(request?.holds).toMatchObject([{ holderId: run.holder.holderId, leaseExpiresAtMs: 0 }])
    expect(request?.holds[0]?.submissionStartedAtMs).toBeUndefined()
    expect(pullRequest.summary).toEqual({ accepted: 0, cancelled: [], comments: 1 })
  })
})

describe('a closed pull request', () => {
  it.each<[string, { isMerged?: boolean; inputs?: NonNullable<FakeRunOptions['inputs']> }, number[]]>([
    ['cancels its jobs', {}, [1, 2]],
    ['leaves its jobs running with `on-superseded: leave`', { inputs: { onSuperseded: 'leave' } }, []],
    ['leaves its jobs running if it was merged', { isMerged: true }, []],
  ])('%s', async (_, options, cancelled) => {
    openPullRequest()
    const both = { 'a.yml': FIRST, 'b.yml': SECOND }
    const run = pullRequest.push(both)
    await pullRequest.advance()
    const closed = pullRequest.close(both, options)
    expect(await closed.completed).toMatchObject({ outcome: 'valid', isSuccess: true })
    expect(pullRequest.summary).toEqual({ accepted: 2, cancelled, comments: 1 })
    expect(await run.completed).toMatchObject({ outcome: cancelled.length > 0 ? 'cancelled' : 'succeeded' })
  })

  it.each([
    ['at once', 3_000],
    ['slowly', 5 * MINUTE],
  ])('says to reopen it, which is true, to the run whose job it stops %s', async (_, cancelDelayMs) => {
    openPullRequest({ ...SUCCEEDS, cancelDelayMs })
    const run = pullRequest.push(FIRST)
    await pullRequest.advance()
    await pullRequest.close(FIRST).completed
    const { outcome, result } = await run.completed
    expect(outcome).toBe('cancelled')
    expect(result.states[0]?.notes).toEqual([{ code: 'cancelled-after-closing' }])
    expect(run.summaries.at(-1)).toContain('Reopen the pull request, then re-run')
    await run.rerun().completed
    expect(pullRequest.summary).toMatchObject({ accepted: 1 })
    pullRequest.pullRequest = { isClosed: false, isMerged: false, headSha: 'commit-1' }
    await run.rerun({ attempt: 3 }).completed
    expect(pullRequest.summary).toMatchObject({ accepted: 2 })
  })

  it('keeps a job that a run follows since it was reopened, while the service was down', async () => {
    openPullRequest()
    const older = pullRequest.push(FIRST)
    await pullRequest.advance()
    older.kill()
    const untilMs = pullRequest.clock.now() + 6 * MINUTE
    pullRequest.api.script = ({ operation }) =>
      operation === 'cancel' && pullRequest.clock.now() < untilMs ? { error: httpError(503) } : undefined
    const closed = pullRequest.close(FIRST)
    await pullRequest.clock.sleep(70_000)
    const newer = pullRequest.push(FIRST)
    await closed.completed
    expect(await newer.completed).toMatchObject({ outcome: 'succeeded' })
    expect(pullRequest.summary).toMatchObject({ accepted: 1 })
  })

  it('cancels a job that is accepted during the run for the closing', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 60_000 }))
    const run = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    expect(await pullRequest.close(FIRST).completed).toMatchObject({ outcome: 'valid' })
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
    expect(await run.completed).toMatchObject({ outcome: 'cancelled' })
  })

  it('keeps a late job if it is reopened and merged while the run for the closing waits', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 60_000 }))
    pullRequest.push(FIRST)
    await pullRequest.advance(0.3)
    pullRequest.close(FIRST)
    await pullRequest.advance(0.3)
    pullRequest.close(FIRST, { isMerged: true })
    await pullRequest.advance(10)
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [] })
  })

  it('cancels its jobs at once, although another step is submitting', async () => {
    openPullRequest()
    pullRequest.push(FIRST)
    await pullRequest.advance(5)
    pullRequest.onNextSubmission(() => ({ durationMs: 100_000 }))
    pullRequest.startRun(SECOND, { owner: 'another step' })
    await pullRequest.clock.sleep(20_000)
    pullRequest.close(FIRST)
    await pullRequest.clock.sleep(20_000)
    expect(pullRequest.summary.cancelled).toEqual([1])
    await pullRequest.advance(5)
    expect(pullRequest.summary.cancelled).toEqual([1, 2])
  })

  it.each<['leave' | 'cancel', number[]]>([
    ['leave', []],
    ['cancel', [1]],
  ])(
    'does what its step says where a commit status is the record: `on-superseded: %s`',
    async (onSuperseded, cancelled) => {
      openPullRequest()
      const options = { statuses: new FakeCommitStatuses(pullRequest.clock), inputs: { onSuperseded } }
      pullRequest.push(FIRST, options)
      await pullRequest.advance(5)
      await pullRequest.close(FIRST, options).completed
      expect(pullRequest.summary.cancelled).toEqual(cancelled)
    },
  )

  it.each(['first', 'last'])(
    'keeps the job of a step with `on-superseded: leave`, and cancels that of another: closed %s',
    async (order) => {
      openPullRequest()
      const leave = { owner: 'leaving', inputs: { onSuperseded: 'leave' } } as const
      pullRequest.push(FIRST, leave)
      await pullRequest.advance(2)
      pullRequest.startRun(SECOND)
      await pullRequest.advance(5)
      const closings = [() => pullRequest.close(FIRST, leave), () => pullRequest.close(SECOND)]
      for (const close of order === 'first' ? closings : closings.toReversed()) await close().completed
      expect(pullRequest.summary.cancelled).toEqual([2])
    },
  )

  it.each([0.5, 1.5, 2.5])(
    'names the submission of a step that is lost %d minutes later',
    async (minutes) => {
      openPullRequest()
      pullRequest.onNextSubmission(() => ({ durationMs: Infinity }))
      const run = pullRequest.push(FIRST)
      await pullRequest.clock.sleep(20_000)
      const closing = pullRequest.close(FIRST)
      await pullRequest.advance(minutes)
      run.kill()
      await pullRequest.advance(10)
      const codes = closing.reporter.states.flatMap(({ notes }) => notes.map(({ code }) => code))
      expect(codes).toContain('earlier-submission-interrupted')
    },
  )

  it('cancels a job that another step with `on-superseded: leave` only follows', async () => {
    openPullRequest()
    pullRequest.push(FIRST)
    await pullRequest.advance(2)
    pullRequest.startRun(FIRST, { owner: 'follower', inputs: { onSuperseded: 'leave' } })
    await pullRequest.advance(5)
    await pullRequest.close(FIRST).completed
    expect(pullRequest.summary.cancelled).toEqual([1])
  })

  it.each([0.5, 2, 10])('names the submission of a step that was lost %d minutes before', async (minutes) => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: Infinity }))
    const run = pullRequest.push(FIRST)
    await pullRequest.clock.sleep(20_000)
    run.kill()
    await pullRequest.advance(minutes)
    const closing = pullRequest.close(FIRST)
    await pullRequest.advance(10)
    expect(closing.reporter.states).toMatchObject([
      { notes: [{ code: 'pull-request-closed' }, { code: 'earlier-submission-interrupted' }] },
    ])
  })

  /** The runner of the run for the closing is lost while that waits for a submission. */
  async function closeAndEnd(): Promise<void> {
    const closing = pullRequest.close(FIRST)
    await pullRequest.clock.sleep(2_000)
    closing.kill()
  }

  it('cancels a job that is accepted after the run for the closing has ended', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 60_000 }))
    const run = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    await closeAndEnd()
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [] })
    expect(await run.completed).toMatchObject({ outcome: 'cancelled' })
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
    expect(pullRequest.conversation.bodies[0]).toContain('was closed during the submission')
  })

  it('cancels a job that is found after the run for the closing has ended', async () => {
    openPullRequest()
    pullRequest.api.listLagMs = 40_000
    pullRequest.onNextSubmission(() => ({ error: INTERRUPTED, takesEffect: true }))
    const run = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    await closeAndEnd()
    expect(await run.completed).toMatchObject({ outcome: 'cancelled' })
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
  })

  it('cancels a late job that another step has waited for', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 60_000 }))
    const one = pullRequest.push(FIRST)
    await pullRequest.advance(0.3)
    const other = pullRequest.startRun(FIRST, { owner: 'another step' })
    await pullRequest.advance(0.2)
    await closeAndEnd()
    await Promise.all([one.completed, other.completed])
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [1] })
  })

  it('keeps a late job if it was merged', async () => {
    openPullRequest()
    pullRequest.onNextSubmission(() => ({ durationMs: 60_000 }))
    const run = pullRequest.push(FIRST)
    await pullRequest.advance(0.5)
    await pullRequest.close(FIRST, { isMerged: true }).completed
    expect(await run.completed).toMatchObject({ outcome: 'succeeded' })
    expect(pullRequest.summary).toMatchObject({ accepted: 1, cancelled: [] })
  })

  it('submits nothing if it is closed after the push', async () => {
    openPullRequest()
    const run = pullRequest.push(FIRST)
    pullRequest.pullRequest = { isClosed: true, isMerged: false, headSha: 'commit-1' }
    expect(await run.completed).toMatchObject({ outcome: 'valid' })
    expect(pullRequest.summary).toEqual({ accepted: 0, cancelled: [], comments: 0 })
  })
})
