import { describe, expect, it } from '@jest/globals'
import { sync } from '../../src/commands/sync.ts'
import { isSuccess } from '../../src/commands/index.ts'
import { overallOutcome } from '../../src/jobs/result.ts'
import type { RecordedJob } from '../../src/state/record.ts'
import { createNoticeCodec } from '../../src/state/notice-codec.ts'
import { FakeEnvironment, FakeRun } from '../fakes/command-context.ts'
import { BAD_GATEWAY, FORBIDDEN, type StoreCall } from '../fakes/comment-store.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob, requestOf } from '../state/samples.ts'
import { recordOfRequest, SyncEnvironment } from './samples.ts'

const PULL_REQUEST = 7
const CODEC = createNoticeCodec(`7001#${PULL_REQUEST}`, 'forge-key')

interface Given {
  readonly jobs?: number
  readonly status?: string
  readonly job?: Partial<RecordedJob>
}

/** A pull request with a comment that records unfinished jobs, all of which have ended. */
function prepare({ jobs = 1, status = 'SUCCESS', job = { submittedBy: 'ada' } }: Given = {}) {
  const fakes = new FakeEnvironment()
  const numbers = Array.from({ length: jobs }, (_, n) => n + 1)
  numbers.forEach(() => fakes.api.addJob({ statuses: [[0, status]], model: 'ft:x' }))
  const environment = new SyncEnvironment(fakes.clock)
  const recorded = numbers.map((n) => recordedJob(n, job))
  const record = recordOfRequest(requestOf({ jobId: jobId(1), leaseExpiresAtMs: 0 }, recorded))
  environment.addComment(PULL_REQUEST, { record })
  const conversation = environment.client.commentStore(PULL_REQUEST)
  /** The id of a run that syncs; syncs with different ids may run at once. */
  const runSync = async (id = '9001', inputs: Parameters<typeof sync>[0] = { notify: true }) => {
    const step = new FakeRun(fakes, { id })
    const context = { ...step.createContext(), repository: environment.dependencies }
    const result = await sync(inputs, context)
    return { result, step, errors: step.log.messages('error'), warnings: step.log.messages('warning') }
  }
  const notices = () =>
    conversation.comments.flatMap(({ body }) => {
      const id = CODEC.decode(body)
      return id === undefined ? [] : [{ id, text: body.slice(body.indexOf('\n') + 1) }]
    })
  return { environment, conversation, runSync, notices, fakes }
}

const creations = (calls: readonly StoreCall[]) => calls.filter(({ operation }) => operation === 'create')

describe('a job that ended unwatched', () => {
  it('is announced once, to who submitted it', async () => {
    const { runSync, notices, conversation, environment } = prepare()
    const { result } = await runSync()
    const report = conversation.comments[0]?.url ?? ''
    expect(notices()).toEqual([
      { id: jobId(1), text: expect.stringMatching(/^✅ @ada `training\/support-bot.yml` · trained/) },
    ])
    expect(notices()[0]?.text).toContain(`[report](<${report}>)`)
    expect(result.messages).toContainEqual({ code: 'sync-notified', comments: 1 })
    expect(environment.read(PULL_REQUEST).text).toContain('· trained')
    await runSync()
    expect(conversation.bodies).toHaveLength(2)
  })

  it('is not announced in a comment of its own unless asked for', async () => {
    const { runSync, notices } = prepare()
    await runSync('9001', {})
    expect(notices()).toEqual([])
  })

  it('is announced without a mention if it is unknown who submitted it', async () => {
    const { runSync, notices } = prepare({ job: {} })
    await runSync()
    expect(notices()[0]?.text).toMatch(/^✅ `training/)
  })

  it('is not announced while it runs', async () => {
    const { runSync, notices } = prepare({ status: 'RUNNING' })
    await runSync()
    expect(notices()).toEqual([])
  })

  it('is announced for each of several jobs, but only for so many in one sync', async () => {
    const { runSync, notices, environment } = prepare({ jobs: 60 })
    const { warnings } = await runSync()
    expect(notices()).toHaveLength(50)
    expect(warnings).toContainEqual(expect.stringContaining('The next sync continues'))
    // Its jobs are not recorded as ended before all are announced.
    expect((await environment.find()).records[0]?.jobs).toHaveLength(60)
    await runSync()
    expect(
      notices()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Array.from({ length: 60 }, (_, n) => jobId(n + 1)).sort())
    expect((await environment.find()).records).toEqual([])
  })
})

describe('two syncs at once', () => {
  it('leave one announcement, whatever they see of each other', async () => {
    for (const delayMs of [0, 1, 500, 2_000, 5_000]) {
      const { runSync, notices, conversation, fakes } = prepare()
      conversation.listBehavior = { random: () => 1, lagMs: 2_000, isShuffled: false }
      const second = fakes.clock.sleep(delayMs).then(() => runSync('9002'))
      await Promise.all([runSync('9001'), second])
      expect([delayMs, notices().map(({ id }) => id)]).toEqual([delayMs, [jobId(1)]])
    }
  })

  it('do not delete the announcement of another job, or a comment of somebody else', async () => {
    const { runSync, conversation, notices } = prepare({ jobs: 2 })
    conversation.addComment('mallory', CODEC.encode(jobId(1)))
    await Promise.all([runSync('9001'), runSync('9002')])
    expect(
      notices()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([jobId(1), jobId(1), jobId(2)].sort())
    expect(conversation.comments.filter(({ author }) => author === 'mallory')).toHaveLength(1)
  })
})

describe('a sync that fails in between', () => {
  it('announces nothing twice after it died before it updated the report', async () => {
    const { runSync, notices, conversation, environment } = prepare()
    conversation.beforeCall = ({ operation }) => (operation === 'update' ? BAD_GATEWAY : undefined)
    await runSync()
    expect([notices().length, environment.read(PULL_REQUEST).text]).toEqual([1, 'A report'])
    conversation.beforeCall = () => undefined
    await runSync('9002')
    expect(notices()).toHaveLength(1)
    expect(environment.read(PULL_REQUEST).text).toContain('· trained')
  })

  it('loses nothing if the comment cannot be created for a moment', async () => {
    const { runSync, notices, conversation, environment } = prepare()
    conversation.beforeCall = ({ operation }) => (operation === 'create' ? BAD_GATEWAY : undefined)
    const { result } = await runSync()
    expect([notices(), environment.read(PULL_REQUEST).text]).toEqual([[], 'A report'])
    expect(result.messages).toContainEqual({ code: 'sync-updates-not-written', error: BAD_GATEWAY.message })
    conversation.beforeCall = () => undefined
    await runSync('9002')
    expect(notices()).toHaveLength(1)
  })

  it('does not create the comment again if the response was lost', async () => {
    const { runSync, notices, conversation } = prepare()
    conversation.afterCall = ({ operation }) => (operation === 'create' ? BAD_GATEWAY : undefined)
    await runSync()
    conversation.afterCall = () => undefined
    await runSync('9002')
    expect([notices().length, creations(conversation.calls).length]).toEqual([1, 1])
  })

  it('updates the report if such comments are refused, and says so', async () => {
    const { runSync, conversation, environment } = prepare()
    conversation.beforeCall = ({ operation }) => (operation === 'create' ? FORBIDDEN : undefined)
    const { result, warnings } = await runSync('9001', { notify: true, dispatchEvent: 'ended' })
    expect(environment.read(PULL_REQUEST).text).toContain('· trained')
    expect(environment.client.dispatchedJobIds).toEqual([jobId(1)])
    expect(result.messages).toContainEqual({ code: 'sync-notice-refused', error: FORBIDDEN.message })
    expect(warnings).toHaveLength(1)
  })
})

describe('what is not ours', () => {
  it('a forged announcement under our login silences nothing', async () => {
    const { runSync, notices, conversation } = prepare()
    const forged = createNoticeCodec(`7001#${PULL_REQUEST}`, 'another key').encode(jobId(1))
    conversation.addComment(conversation.login, forged)
    await runSync()
    expect(notices()).toHaveLength(1)
  })

  it('a job that an unsigned record names is not announced', async () => {
    const { runSync, notices, environment } = prepare()
    const unsigned = recordedJob(9, { provenance: 'unsigned' })
    environment.addComment(8, { record: recordOfRequest(requestOf({ leaseExpiresAtMs: 0 }, [unsigned])) })
    await runSync()
    expect(environment.client.commentStore(8).bodies).toHaveLength(1)
    expect(notices()).toHaveLength(1)
  })
})

describe('`fail-on: failed`', () => {
  it('fails the step if a job has failed, after all was written', async () => {
    const { runSync, environment } = prepare({ status: 'FAILED' })
    const { result, errors } = await runSync('9001', { failOn: 'failed' })
    expect([result.failsStep, overallOutcome(result)]).toEqual([true, 'failed'])
    expect(errors).toEqual([expect.stringContaining('training/support-bot.yml (no. 7)')])
    expect(environment.read(PULL_REQUEST).text).toContain('· failed')
  })

  it.each(['SUCCESS', 'CANCELLED', 'RUNNING'])('does not fail it for %s', async (status) => {
    const { result, errors } = await prepare({ status }).runSync('9001', { failOn: 'failed' })
    expect([result.failsStep, errors]).toEqual([false, []])
  })

  it('is not the default', async () => {
    const { result } = await prepare({ status: 'FAILED' }).runSync('9001', {})
    expect([result.failsStep, isSuccess('sync', overallOutcome(result))]).toEqual([false, true])
  })
})
