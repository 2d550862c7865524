import { afterEach, describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { CommitStatus, GitHubError } from '../../src/state/github.ts'
import { RunLedger } from '../../src/state/run-ledger.ts'
import { createCodec, readRecord } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { CommentSink } from '../../src/report/comment-sink.ts'
import { CommitStatusSink } from '../../src/report/commit-status.ts'
import { renderComment } from '../../src/report/render.ts'
import { StatusSigner } from '../../src/report/status-record.ts'
import { ReportWriter } from '../../src/report/report-writer.ts'
import { withCache } from '../fakes/cached-codec.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { BAD_GATEWAY, FORBIDDEN, FakeConversation } from '../fakes/comment-store.ts'
import { FakeLog } from '../fakes/log.ts'
import { sampleContext, sampleJob, sampleState, statusChanges } from '../fakes/samples.ts'
import {
  KEY,
  OTHER_KEY,
  OWNER,
  SERVICE,
  commentRecordOf,
  recordedJob,
  requestOf,
  runRef,
} from '../state/samples.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The default of `timeout-minutes`. */
const MAX_WAIT_MS = 350 * MINUTE_MS
const CODEC = withCache(createCodec('k', '7001#7', 'forge-key'))
const HOLDER = { run: runRef(8123), holderId: 'w', commit: 'abc1234', owner: OWNER, service: SERVICE }

const running = sampleState({ job: sampleJob() })
const succeeded = sampleState({ job: sampleJob({ status: 'SUCCESS' }), outcome: 'succeeded' })
const redact = (text: string) => text

/** Closed after each test, because heartbeats do not end on their own. */
const openWriters: (() => Promise<void>)[] = []
afterEach(() => Promise.all(openWriters.splice(0).map((end) => end())))

/** Creates a writer, and records its writes with their times. */
function openWriter() {
  const clock = new VirtualClock()
  const store = new FakeConversation()
  const writes: { readonly atMs: number; readonly body: string }[] = []
  const statuses: CommitStatus[] = []
  /** Results of the next attempts to set a status. */
  const statusErrors: GitHubError[] = []
  const statusAttempts: { readonly atMs: number; readonly commentCalls: number }[] = []
  store.beforeCall = (call) => {
    if ('body' in call) writes.push({ atMs: clock.now(), body: call.body })
    return undefined
  }
  const recordStore = new CommentRecordStore({ store, codec: CODEC, clock, run: HOLDER.run })
  const ledger = new RunLedger({
    store: recordStore,
    holder: HOLDER,
    clock,
    githubTime: () => clock.wall(),
  })
  const comment = new CommentSink({ recordStore, render: renderComment, log: new FakeLog(), redact })
  const commitStatus = new CommitStatusSink({
    store: {
      list: () => Promise.resolve({ ok: true, value: [] }),
      set: (status) => {
        statuses.push(status)
        statusAttempts.push({ atMs: clock.now(), commentCalls: store.calls.length })
        return Promise.resolve(statusErrors.shift() ?? { ok: true, value: undefined })
      },
    },
    log: new FakeLog(),
    clock,
    holder: HOLDER,
    signer: new StatusSigner('acme/bot', HOLDER.commit, undefined),
    viewerLogin: () => store.viewerLogin(),
    matrixLabel: '',
    commentUrl: () => recordStore.url,
    logUrl: sampleContext().logUrl,
    redact,
  })
  const sleepUnref = (ms: number, signal: AbortSignal) => clock.sleep(ms, signal)
  const writer = new ReportWriter({
    clock,
    sleepUnref,
    comment,
    ledger,
    commitStatus,
  })
  const reportOf = (state: JobState = running) => ({
    states: [state],
    diagnostics: [],
    context: sampleContext(),
    nowMs: clock.wall(),
  })
  openWriters.push(() => writer.finish(reportOf(succeeded)))
  return { clock, store, writes, statuses, statusErrors, statusAttempts, ledger, writer, reportOf }
}

/** Intervals between consecutive times. */
const intervals = (times: readonly number[]) => times.slice(1).map((time, n) => time - (times[n] ?? 0))

/** Maximum number of times within any window of this length. */
function maxWithin(ms: number, times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + ms).length))
}

describe('reports on a job that changes all the time', () => {
  const other = sampleState({ job: sampleJob({ status: 'QUEUED' }) })

  it('stay far below the limits of GitHub: 80 writes a minute, 500 an hour, 1,000 statuses', async () => {
    const { clock, writer, reportOf, writes, statuses } = openWriter()
    writer.start(() => reportOf())
    for (let n = 0; clock.now() < MAX_WAIT_MS; n++) {
      writer.show(reportOf(n % 2 === 0 ? running : other))
      await clock.sleep(5_000)
    }
    await writer.finish(reportOf(succeeded))
    const times = writes.map(({ atMs }) => atMs)
    expect(maxWithin(MINUTE_MS, times)).toBeLessThan(40)
    expect(maxWithin(HOUR_MS, times)).toBeLessThan(200)
    expect(statuses.length).toBeLessThan(800)
    expect(statuses.at(-1)?.state).toBe('success')
  })

  it('are published at once up to a rate limit, and end with the current state', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    for (let n = 0; n < 31; n++) {
      writer.show(reportOf(n % 2 === 0 ? running : other))
      await clock.sleep(1_000)
    }
    expect(writes.slice(0, 20).map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 20 }, (_, n) => n * 1_000),
    )
    expect(writes.length).toBeLessThan(23)
    await clock.sleep(MINUTE_MS)
    expect(writes.at(-1)?.body).toContain('· training')
  })
})

describe('reports on a job that does not change for hours', () => {
  it('are published at growing intervals of up to 15 minutes', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    writer.start(() => reportOf())
    writer.show(reportOf())
    await clock.sleep(MAX_WAIT_MS)
    const [first = 0, ...between] = intervals(writes.map(({ atMs }) => atMs))
    // Each step starts at a time of its own, so that those that started together do not write together.
    expect(first).toBeGreaterThan(60_000)
    expect(first).toBeLessThan(80_000)
    expect(between[0]).toBe(60_000)
    expect(between).toEqual([...between].sort((a, b) => a - b))
    expect(between.at(-1)).toBe(15 * MINUTE_MS)
  })

  it('need less than 40 writes in 350 minutes, one comment and two statuses', async () => {
    const { clock, writer, reportOf, writes, statuses, store } = openWriter()
    writer.start(() => reportOf())
    writer.show(reportOf())
    await clock.sleep(MAX_WAIT_MS)
    await writer.finish(reportOf(succeeded))
    expect(writes.length).toBeGreaterThan(25)
    expect(writes.length).toBeLessThan(40)
    expect(store.calls.length).toBeLessThan(2 * 40)
    expect(store.comments).toHaveLength(1)
    expect(statuses.map(({ state }) => state)).toEqual(['pending', 'success'])
  })

  it('show the time of the update', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    writer.start(() => reportOf())
    await clock.sleep(3.5 * MINUTE_MS)
    expect(writes.map(({ body }) => /updated [^<]+/.exec(body)?.[0])).toEqual([
      'updated 2026-11-22 14:03 UTC',
      'updated 2026-11-22 14:04 UTC',
      'updated 2026-11-22 14:05 UTC',
    ])
  })
})

describe('heartbeats', () => {
  it('end with the final report', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    writer.start(() => reportOf())
    await clock.sleep(10 * MINUTE_MS)
    await writer.finish(reportOf(succeeded))
    const before = writes.length
    expect(clock.sleeperCount).toBe(0)
    await clock.sleep(HOUR_MS)
    expect(writes).toHaveLength(before)
    expect(writes.at(-1)?.body).toContain('· trained')
  })

  it('are not published once all jobs have finished', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    writer.start(() => reportOf(succeeded))
    await clock.sleep(HOUR_MS)
    expect(writes).toEqual([])
    await writer.finish(reportOf(succeeded))
    expect(writes).toHaveLength(1)
  })

  it('extend the lease to about five minutes after the next heartbeat', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    writer.start(() => reportOf())
    writer.show(reportOf())
    await clock.sleep(MAX_WAIT_MS)
    const startMs = clock.wall() - clock.now()
    const spareMs = writes.slice(0, -1).map(({ body }, n) => {
      const { leaseExpiresAtMs = 0 } = readRecord(CODEC, body).requests[KEY]?.holds[0] ?? {}
      return leaseExpiresAtMs - startMs - (writes[n + 1]?.atMs ?? 0)
    })
    expect(Math.min(...spareMs)).toBeGreaterThan(4.6 * MINUTE_MS)
    expect(Math.min(...spareMs)).toBeLessThanOrEqual(5 * MINUTE_MS)
  })

  it.each([
    ['from the start on', running],
    ['after a late submission', sampleState()],
  ])(
    'are each within the lease of the last but one, which may be the last that others see: %s',
    async (_, first) => {
      const { clock, writer, reportOf, writes } = openWriter()
      let state = first
      writer.start(() => reportOf(state))
      writer.show(reportOf(state))
      await clock.sleep(2 * HOUR_MS)
      state = running
      writer.show(reportOf(state))
      await clock.sleep(3 * HOUR_MS)
      const startMs = clock.wall() - clock.now()
      const leases = writes.flatMap(({ atMs, body }) => {
        const { jobId, leaseExpiresAtMs = 0 } = readRecord(CODEC, body).requests[KEY]?.holds[0] ?? {}
        return jobId === undefined ? [] : [{ atMs, untilMs: leaseExpiresAtMs - startMs }]
      })
      const spareMs = leases.slice(2).map(({ atMs }, n) => (leases[n]?.untilMs ?? 0) - atMs)
      expect(leases.length).toBeGreaterThan(15)
      expect(Math.min(...spareMs)).toBeGreaterThan(0)
    },
  )

  it('are repeated every minute while GitHub is unavailable, so that the lease does not expire', async () => {
    const { clock, writer, reportOf, store, writes } = openWriter()
    writer.start(() => reportOf())
    writer.show(reportOf())
    await clock.sleep(3 * HOUR_MS)
    const { beforeCall } = store
    const [lastMs = 0] = writes.map(({ atMs }) => atMs).slice(-1)
    const dueMs = lastMs + 15 * MINUTE_MS
    const attemptsMs: number[] = []
    store.beforeCall = (call) => {
      if (clock.now() >= dueMs + 3.5 * MINUTE_MS) return beforeCall(call)
      attemptsMs.push(clock.now() - dueMs)
      return BAD_GATEWAY
    }
    await clock.sleep(20 * MINUTE_MS)
    expect(attemptsMs).toEqual([0, 1, 2, 3].map((minutes) => minutes * MINUTE_MS))
    expect(writes.find(({ atMs }) => atMs > lastMs)?.atMs).toBe(dueMs + 4 * MINUTE_MS)
  })

  it('are repeated every few seconds while a new job could not be recorded', async () => {
    const { clock, writer, reportOf, store, writes } = openWriter()
    writer.start(() => reportOf())
    const { beforeCall } = store
    const attemptsMs: number[] = []
    store.beforeCall = (call) => {
      if (clock.now() >= 4 * MINUTE_MS) return beforeCall(call)
      if (call.operation === 'list') attemptsMs.push(clock.now())
      return BAD_GATEWAY
    }
    writer.show(reportOf())
    await clock.sleep(10 * MINUTE_MS)
    expect(Math.max(...intervals([...attemptsMs, 4 * MINUTE_MS]))).toBeLessThanOrEqual(5_000)
    const writesMs = writes.map(({ atMs }) => atMs)
    expect(writesMs[0]).toBeLessThan(4 * MINUTE_MS + 5_000)
    expect(writesMs.filter((atMs) => atMs < 5 * MINUTE_MS)).toHaveLength(2)
  })

  it('go on while GitHub refuses writes, without other attempts, and nothing is missing afterwards', async () => {
    const { clock, writer, reportOf, store, writes, statuses, statusErrors, statusAttempts } = openWriter()
    let state = running
    writer.start(() => reportOf(state))
    writer.show(reportOf(state))
    await clock.sleep(HOUR_MS)
    const { beforeCall } = store
    const attemptsMs: number[] = []
    const [lastMs = 0] = writes.map(({ atMs }) => atMs).slice(-1)
    const endMs = clock.now() + HOUR_MS
    store.beforeCall = (call) => {
      if (clock.now() >= endMs) return beforeCall(call)
      if (call.operation === 'update') attemptsMs.push(clock.now())
      return call.operation === 'update' ? FORBIDDEN : undefined
    }
    const setBefore = statuses.length
    statusErrors.push(FORBIDDEN)
    state = sampleState({ job: sampleJob({ status: 'QUEUED' }) })
    while (clock.now() < endMs) {
      writer.show(reportOf(state))
      await clock.sleep(30_000)
    }
    const attempts = [lastMs, ...attemptsMs]
    expect(attemptsMs.length).toBeGreaterThan(3)
    // The first is that of the changed report.
    expect(Math.min(...intervals(attempts).slice(2))).toBeGreaterThan(14 * MINUTE_MS)
    expect(Math.max(...intervals(attempts))).toBeLessThan(16 * MINUTE_MS)
    expect(statuses.length - setBefore).toBe(2)
    await clock.sleep(16 * MINUTE_MS)
    expect(writes.at(-1)?.atMs).toBeGreaterThan(endMs)
    await writer.finish(reportOf(succeeded))
    expect(writes.at(-1)?.body).toContain('· trained')
    expect(statuses.at(-1)?.state).toBe('success')
    expect(statusAttempts).toHaveLength(statuses.length)
  })

  it('keep the lease of a claim under five minutes, after which steps with another key ignore it', async () => {
    const { clock, writer, reportOf, writes, ledger } = openWriter()
    const { job: _, ...waiting } = running
    await ledger.acquire([waiting])
    writer.start(() => reportOf(waiting))
    const startMs = clock.wall() - clock.now()
    await clock.sleep(HOUR_MS)
    const leasesMs = writes.map(({ body, atMs }) => {
      const { leaseExpiresAtMs = 0 } = readRecord(CODEC, body).requests[KEY]?.holds[0] ?? {}
      return leaseExpiresAtMs - startMs - atMs
    })
    expect(leasesMs.length).toBeGreaterThan(20)
    expect(Math.max(...leasesMs)).toBeLessThan(5 * MINUTE_MS)
    await writer.finish(reportOf(succeeded))
  })

  it('detect that a newer run has superseded this one', async () => {
    const { clock, writer, reportOf, store, ledger } = openWriter()
    writer.start(() => reportOf())
    writer.show(reportOf())
    await clock.sleep(1_000)
    expect(ledger.successorOf(running)).toBeUndefined()
    const run = runRef(8124)
    const newer = requestOf({ run, holderId: 'x', atMs: clock.wall() }, [recordedJob(2, { run })])
    const body = `${CODEC.encode?.(commentRecordOf({ [OTHER_KEY]: newer }, { run }))}\nof the newer run`
    await store.update(store.comments[0]!.id, body)
    await clock.sleep(MINUTE_MS)
    expect(ledger.successorOf(running)).toMatchObject({ run, asksForRequest: false })
    expect(store.bodies[0]).toMatch(/\nof the newer run$/)
  })

  it('do not run without a comment', () => {
    const clock = new VirtualClock()
    const writer = new ReportWriter({ clock, sleepUnref: (ms, signal) => clock.sleep(ms, signal) })
    const { reportOf } = openWriter()
    writer.start(() => reportOf())
    expect(clock.sleeps).toEqual([])
  })
})

describe('a new job', () => {
  const claiming = sampleState()
  /** Another run, which read the comment before it had the job, overwrites it. Returns the headline after `afterMs`. */
  async function overwritten(reported: readonly JobState[], afterMs = 5_000) {
    const { clock, writer, reportOf, store } = openWriter()
    writer.show(reportOf(claiming))
    await clock.sleep(1_000)
    const before = store.bodies[0]!
    for (const state of reported) {
      writer.show(reportOf(state))
      await clock.sleep(1_000)
    }
    await store.update(store.comments[0]!.id, before)
    await clock.sleep(afterMs)
    return /· training|being submitted/.exec(store.bodies[0]!)?.[0]
  }

  it('is written again after 4 s, in case another run has overwritten it', async () => {
    expect(await overwritten([running])).toBe('· training')
    expect(await overwritten([running], 2_900)).toBe('being submitted')
  })

  it('is not written again after later updates', async () => {
    const later = { ...running, timeline: statusChanges([1, 'RUNNING']) }
    expect(await overwritten([running, later, later, later, later])).toBe('being submitted')
  })

  it('is not written again after the final report', async () => {
    const { clock, writer, reportOf, store } = openWriter()
    writer.show(reportOf(running))
    await clock.sleep(1_000)
    await writer.finish(reportOf(succeeded))
    await store.update(store.comments[0]!.id, 'of another run')
    await clock.sleep(MINUTE_MS)
    expect(store.bodies).toEqual(['of another run'])
  })
})

describe('a report delayed by the rate limit', () => {
  it('is dropped after the final report', async () => {
    const { clock, writer, reportOf, writes } = openWriter()
    for (let n = 0; n < 40; n++) {
      writer.show(reportOf({ ...running, timeline: statusChanges([n, 'RUNNING']) }))
      await clock.sleep(100)
    }
    await writer.finish(reportOf(succeeded))
    const before = writes.length
    await clock.sleep(10 * MINUTE_MS)
    expect(writes).toHaveLength(before)
    expect(writes.at(-1)?.body).toContain('· trained')
  })
})

describe('a report writer', () => {
  it('claims with the first text of the comment', async () => {
    const { writer, reportOf, ledger, store } = openWriter()
    writer.start(() => reportOf(sampleState()))
    await ledger.acquire([sampleState()])
    expect(store.bodies).toEqual([
      expect.stringMatching(
        /^<!-- [^\n]* -->\n### ⏳ Forge training · `training\/support-bot.yml` · being submitted\n/,
      ),
    ])
    expect(writer.commentUrl).toBe(store.comments[0]!.url)
  })

  it('links its statuses to its comment, and publishes the final report in both', async () => {
    const { writer, reportOf, statuses, store, writes } = openWriter()
    await writer.finish(reportOf(succeeded))
    expect(writes.map(({ body }) => body)).toEqual([expect.stringContaining('· trained')])
    expect(statuses).toMatchObject([{ state: 'success', targetUrl: store.comments[0]!.url }])
  })

  it('repeats the final report only where it is missing', async () => {
    const { writer, reportOf, statusAttempts, statusErrors } = openWriter()
    statusErrors.push({ ...BAD_GATEWAY, retryAfterMs: 20_000 }, BAD_GATEWAY)
    await writer.finish(reportOf(succeeded))
    expect(statusAttempts.map(({ atMs }) => atMs)).toEqual([0, 20_000, 24_000])
    expect(new Set(statusAttempts.map(({ commentCalls }) => commentCalls)).size).toBe(1)
  })

  it('publishes nothing without a comment and statuses', async () => {
    const clock = new VirtualClock()
    const writer = new ReportWriter({ clock, sleepUnref: (ms, signal) => clock.sleep(ms, signal) })
    const { reportOf } = openWriter()
    writer.show(reportOf())
    await writer.finish(reportOf(succeeded))
    expect(writer.commentUrl).toBeUndefined()
    expect(await writer.readClaims()).toMatchObject({ ok: true, value: { jobIds: new Set() } })
    expect(clock.sleeps).toEqual([])
  })
})
