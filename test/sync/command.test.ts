import { describe, expect, it } from '@jest/globals'
import { isSuccess } from '../../src/commands/index.ts'
import { sync } from '../../src/commands/sync.ts'
import { requestKey } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { overallOutcome } from '../../src/jobs/result.ts'
import type { RepositoryComment } from '../../src/state/github.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { FakeRun, FakeEnvironment } from '../fakes/command-context.ts'
import { httpError, jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import { commentRecordOf, OTHER_DIGEST, OTHER_KEY, recordedJob, requestOf, runRef } from '../state/samples.ts'
import {
  DIGEST,
  HOUR,
  LABEL,
  REQUEST_KEY,
  SyncEnvironment,
  recordOfRequest,
  recordWithReport,
  codecFor,
} from './samples.ts'

/** Runs a sync in a prepared repository. */
async function runSync(
  prepare: (environment: SyncEnvironment, fakes: FakeEnvironment) => void,
  given: { dispatchEvent?: string } = {},
  fakes = new FakeEnvironment(),
  environment = new SyncEnvironment(fakes.clock),
) {
  const step = new FakeRun(fakes, { id: '9001' })
  prepare(environment, fakes)
  const result = await sync(given, { ...step.createContext(), repository: environment.dependencies })
  const outcome = overallOutcome(result)
  const [first] = result.states
  const messages = [...step.log.lines, ...step.log.messages('warning')]
  return { environment, fakes, result, outcome, isGreen: isSuccess('sync', outcome), first, messages }
} // prettier-ignore

const withJob = (course: JobLifecycle) => (environment: SyncEnvironment, fakes: FakeEnvironment) => {
  fakes.api.addJob(course)
  environment.addComment(7)
}
const status = (value: string): JobLifecycle => ({ statuses: [[0, value]], model: 'ft:x' })

describe('sync', () => {
  it('warns about a job that nobody asks for on the newest commit, and lists it in the comment', async () => {
    const { result, messages, environment } = await runSync((given, fakes) => {
      fakes.api.addJob(status('RUNNING'))
      given.addComment(7)
      const renamed = { owner: 'renamed', run: runRef(8999), commit: 'def5678', holderId: 'renamed' }
      given.addComment(7, {
        codec: codecFor(7, 'renamed'),
        record: commentRecordOf({ [OTHER_KEY]: requestOf(renamed) }),
      })
    })
    const orphan = { code: 'sync-found-orphan', jobId: jobId(1), label: LABEL, number: 7 }
    expect(result.messages).toContainEqual(orphan)
    expect(messages).toContainEqual(expect.stringContaining('Nobody asks for the unfinished job'))
    expect(environment.read(7).text).toContain(`job-id: ${jobId(1)}`)
  })
})

describe('the outcome of sync', () => {
  it.each([
    ['SUCCESS', 'succeeded'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'cancelled'],
    ['RUNNING', 'running'],
    ['NEVER_HEARD_OF', 'running'],
  ])('for a job with status %s is %s, and the step succeeds', async (value, expected) => {
    const { outcome, isGreen: green, first } = await runSync(withJob(status(value)))
    expect([outcome, green, first?.label, first?.reportLocation?.number]).toEqual([expected, true, LABEL, 7])
  })

  it('depends on the time of GitHub, not on the clock of the runner', async () => {
    const environment = new SyncEnvironment()
    const step = new FakeRun(new FakeEnvironment(), { id: '9001' })
    const leaseExpiresAtMs = environment.clock.wall() + 60_000
    environment.addComment(7, { record: recordOfRequest(requestOf({ leaseExpiresAtMs }, [recordedJob(1)])) })
    const context = { ...step.createContext(), repository: environment.dependencies }
    const syncAt = async (nowMs: number) => (await sync({}, { ...context, githubTime: () => nowMs })).messages
    expect(await syncAt(leaseExpiresAtMs - 1)).toEqual([{ code: 'sync-found-nothing' }])
    expect(await syncAt(leaseExpiresAtMs)).toMatchObject([{ code: 'sync-summary', jobs: 1 }])
  })

  it('is refused if events are wanted from a server that has none', async () => {
    const withoutEvents = (environment: SyncEnvironment, fakes: FakeEnvironment) => {
      withJob(status('SUCCESS'))(environment, fakes)
      environment.client.dispatchProblem = 'This server has none.'
    }
    const refused = await runSync(withoutEvents, { dispatchEvent: 'forge-job-ended' })
    expect([refused.outcome, refused.isGreen, refused.environment.client.calls]).toEqual([
      'refused',
      false,
      [],
    ])
    expect(refused.first?.notes).toEqual([
      { code: 'sync-events-unsupported', reason: 'This server has none.' },
    ])
    expect((await runSync(withoutEvents)).outcome).toBe('succeeded')
  })

  it('is succeeded if there is nothing to do', async () => {
    const { outcome, result } = await runSync(() => undefined)
    expect([outcome, result.states]).toEqual(['succeeded', []])
  })

  it('is unknown for a job that two syncs do not find, and the steps succeed', async () => {
    const first = await runSync((environment) => void environment.addComment(7))
    expect([first.result.states, first.isGreen]).toEqual([[], true])
    await first.environment.clock.sleep(10 * 60_000)
    const second = await runSync(() => undefined, {}, first.fakes, first.environment)
    expect([second.outcome, second.isGreen]).toEqual(['unknown', true])
    const third = await runSync(() => undefined, {}, first.fakes, first.environment)
    expect(third.result.messages).toEqual([{ code: 'sync-found-nothing' }])
  })

  it('is refused, and not green with nothing found, while the login of the token is unknown', async () => {
    const { outcome, isGreen, result } = await runSync((environment, fakes) => {
      withJob(status('SUCCESS'))(environment, fakes)
      environment.client.beforeCall = ({ operation }) =>
        operation === 'viewerLogin' ? BAD_GATEWAY : undefined
    })
    expect([outcome, isGreen]).toEqual(['refused', false])
    const error = BAD_GATEWAY.message
    expect(result.states[0]?.notes).toEqual([{ code: 'sync-comments-unreadable', error }])
  })

  it('finds its jobs if reading the login of the token fails once', async () => {
    let failures = 1
    const { outcome } = await runSync((environment, fakes) => {
      withJob(status('SUCCESS'))(environment, fakes)
      environment.client.beforeCall = ({ operation }) =>
        operation === 'viewerLogin' && failures-- > 0 ? BAD_GATEWAY : undefined
    })
    expect(outcome).toBe('succeeded')
  })

  it('is refused if the id of the repository is unknown', async () => {
    const lookupError = 'reading the repository: HTTP 502'
    const step = new FakeRun(new FakeEnvironment(), { contextOverrides: { lookupError } })
    const result = await sync({}, step.createContext())
    expect(overallOutcome(result)).toBe('refused')
    expect(result.states[0]?.notes).toEqual([{ code: 'sync-comments-unreadable', error: lookupError }])
  })

  it('is refused without a token', async () => {
    const step = new FakeRun(new FakeEnvironment())
    const result = await sync({}, step.createContext())
    expect([overallOutcome(result), isSuccess('sync', overallOutcome(result))]).toEqual(['refused', false])
    expect(result.states[0]?.notes).toEqual([{ code: 'sync-without-token' }])
  })

  it('is refused if the comments cannot be read', async () => {
    const { outcome, first } = await runSync(
      (environment) => (environment.client.beforeCall = () => FORBIDDEN),
    )
    expect([outcome, first?.notes]).toEqual([
      'refused',
      [{ code: 'sync-comments-unreadable', error: FORBIDDEN.message }],
    ])
  })

  it('is refused if no job can be read, with the message of the service', async () => {
    const { outcome, first } = await runSync((environment, fakes) => {
      environment.addComment(7)
      fakes.api.script = () => ({ error: httpError(401) })
    })
    expect([outcome, first?.error?.message]).toEqual(['refused', 'message of 401'])
  })

  it('is refused without write permission, but not after a transient error', async () => {
    const refuse = (refusal: typeof BAD_GATEWAY) => (environment: SyncEnvironment, fakes: FakeEnvironment) => {
      withJob(status('SUCCESS'))(environment, fakes)
      environment.client.commentStore(7).beforeCall = ({ operation }) => (operation === 'update' ? refusal : undefined)
    }
    const red = await runSync(refuse(FORBIDDEN))
    expect([red.outcome, red.isGreen]).toEqual(['refused', false])
    const green = await runSync(refuse(BAD_GATEWAY))
    expect([green.outcome, green.isGreen]).toEqual(['succeeded', true])
    expect(green.messages).toContainEqual(expect.stringContaining(`${BAD_GATEWAY.message}. The next sync tries again.`))
  }) // prettier-ignore
})

const FILLER: RepositoryComment = { id: 1, number: 9, body: '', author: 'x', url: '', updatedAtMs: Infinity }

describe('the log of sync', () => {
  it('summarizes the updates', async () => {
    const { messages, environment } = await runSync(withJob(status('SUCCESS')), { dispatchEvent: 'ended' })
    expect(messages).toContain('1 unfinished job in 1 comment: 1 comment updated, 1 event sent.')
    expect(environment.client.dispatchedJobIds).toEqual([jobId(1)])
  })

  it('mentions comments of another API key and the limit of the scan', async () => {
    const { messages } = await runSync((environment, fakes) => {
      withJob(status('SUCCESS'))(environment, fakes)
      environment.addComment(8, { codec: createCodec('a key', '7001#8', 'another') })
      const read = environment.client.listComments.bind(environment.client)
      environment.client.listComments = async (page) => {
        const result = await read(1, 0)
        const shown = result.ok && (page === 1 || page === 10) ? result.value.comments : []
        const comments = shown.map((each) => ({ ...each, updatedAtMs: each.updatedAtMs - page * 2 * HOUR }))
        return { ok: true, value: { comments: page === 1 || page === 10 ? comments : [FILLER], hasMore: true } }
      }
    })
    const back = new Date(new SyncEnvironment().clock.wall() - 20 * HOUR).toISOString()
    expect(messages).toContainEqual(expect.stringContaining(`last updated before ${back} were not checked`))
    expect(messages).toContainEqual(expect.stringContaining('1 comment with unfinished jobs skipped, because a different `api-key` signed them'))
  }) // prettier-ignore

  it('mentions jobs of another service, which it does not read', async () => {
    const { messages, fakes, isGreen } = await runSync((environment) => {
      const { requests } = recordWithReport()
      const key = requestKey(DIGEST, 'https://other.example')
      environment.addComment(7, { record: { ...recordWithReport(), requests: { [key]: requests[REQUEST_KEY]! } } })
    })
    expect(messages).toContainEqual(expect.stringContaining('1 unfinished job of another service or API key skipped'))
    expect([fakes.api.calls, isGreen]).toEqual([[], true])
  }) // prettier-ignore

  it('mentions jobs that could not be read, and updates the others', async () => {
    const { messages, environment, result } = await runSync((environment, fakes) => {
      withJob(status('SUCCESS'))(environment, fakes)
      fakes.api.addJob(status('SUCCESS'))
      const request = requestOf({ leaseExpiresAtMs: 0 }, [recordedJob(2)])
      environment.addComment(8, { record: recordOfRequest(request) })
      fakes.api.script = ({ id }) => (id === jobId(2) ? { error: httpError(503) } : undefined)
    })
    expect(messages).toContain(
      'Some jobs could not be read (message of 503). The next sync reads them again.',
    )
    expect(result.states).toMatchObject([{ outcome: 'succeeded' }])
    expect(environment.read(8).record.requests[REQUEST_KEY]?.jobs[0]?.isUnfinished).toBe(true)
  })
})

describe('a job that a newer one replaces', () => {
  /** Run 8124 replaced the job of run 8123, and both have ended. */
  const replaced = (newStatus: string, cancelDelayMs = 1_000) => (environment: SyncEnvironment, fakes: FakeEnvironment) => {
    fakes.api.addJob({ ...status('RUNNING'), cancelDelayMs })
    fakes.api.addJob(status(newStatus))
    const run = runRef(8124)
    const atMs = environment.clock.wall()
    const old = requestOf({ jobId: jobId(1), leaseExpiresAtMs: 0 }, [recordedJob(1, { replacedBy: OTHER_DIGEST })])
    const next = requestOf({ holderId: 'step of 8124', run, jobId: jobId(2), leaseExpiresAtMs: 0 }, [recordedJob(2, { run, atMs })])
    environment.addComment(7, { record: recordWithReport(undefined, { requests: { [REQUEST_KEY]: old, [OTHER_KEY]: next } }) })
  } // prettier-ignore
  const isUnfinished = ({ environment }: { environment: SyncEnvironment }) =>
    environment.read(7).record.requests[REQUEST_KEY]?.jobs[0]?.isUnfinished

  it('is cancelled once that runs, recorded as ended, and named in the summary', async () => {
    const first = await runSync(replaced('RUNNING'))
    expect(first.fakes.jobs.cancelled).toEqual([jobId(1)])
    expect(isUnfinished(first)).toBe(false)
    expect(first.messages).toContainEqual(expect.stringContaining(`cancelled the job \`${jobId(1)}\` (no. 7), because a newer job has replaced it`))
    expect(first.isGreen).toBe(true)
  }) // prettier-ignore

  it('keeps running while that is queued, for ten minutes', async () => {
    const first = await runSync(replaced('QUEUED'))
    expect(first.fakes.jobs.cancelled).toEqual([])
    expect(first.result.messages).toMatchObject([{ code: 'sync-summary' }])
    await first.environment.clock.sleep(10 * 60_000)
    await runSync(() => undefined, {}, first.fakes, first.environment)
    expect(first.fakes.jobs.cancelled).toEqual([jobId(1)])
  })

  it('stays unfinished until its end is confirmed', async () => {
    const first = await runSync(replaced('RUNNING', HOUR))
    expect(first.messages).toContainEqual(expect.stringContaining(`asked the job \`${jobId(1)}\` to stop`))
    expect(isUnfinished(first)).toBe(true)
  })

  it('keeps running if another comment of the conversation shows that another step needs it', async () => {
    const { fakes } = await runSync((environment, fakes) => {
      replaced('RUNNING')(environment, fakes)
      const leaseExpiresAtMs = environment.clock.wall() + 60_000
      const follower = requestOf({
        holderId: 'x',
        owner: 'another step',
        run: runRef(8125),
        leaseExpiresAtMs,
      })
      const record = { ...recordOfRequest(follower), savedReport: undefined }
      environment.addComment(7, { record, codec: codecFor(7, 'another key') })
    })
    expect(fakes.jobs.cancelled).toEqual([])
  })

  it('keeps running if the conversation cannot be read', async () => {
    const { fakes, messages, isGreen } = await runSync((environment, fakes) => {
      replaced('RUNNING')(environment, fakes)
      environment.client.commentStore(7).beforeCall = ({ operation }) =>
        operation === 'list' ? BAD_GATEWAY : undefined
    })
    expect(fakes.jobs.cancelled).toEqual([])
    expect(messages).toContainEqual(expect.stringContaining(BAD_GATEWAY.message))
    expect(isGreen).toBe(true)
  })
})
