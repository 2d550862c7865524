import { afterEach, describe, expect, it } from '@jest/globals'
import type { Training } from '../../src/jobs/job-state.ts'
import type { CommentStore } from '../../src/state/comment-store.ts'
import { Books } from '../../src/state/run-ledger.ts'
import { recordedJob, type Entry } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { Notebook } from '../../src/state/comment-record-store.ts'
import { LiveComment } from '../../src/report/comment-publisher.ts'
import { Reports } from '../../src/report/report-publisher.ts'
import { StatusBoard, type CommitStatus } from '../../src/report/commit-status.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { MemoryConversation } from '../fakes/comment-store.ts'
import { RecordingLog } from '../fakes/log.ts'
import { sampleContext, sampleJob, sampleTraining, sightings } from '../fakes/samples.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The longest time that a step waits by default. */
const LONGEST_MS = 350 * MINUTE_MS
const SEAL = sealOf('k', 'acme/bot#7', 'forge-key')
const ME = { run: { id: '8123', attempt: 1 }, writer: 'w', commit: 'abc1234' }

const going = sampleTraining({ job: sampleJob() })
const over = sampleTraining({ job: sampleJob({ status: 'SUCCESS' }), outcome: 'succeeded' })
const redact = (text: string) => text

function liveCommentOf(store: CommentStore, clock: VirtualClock, onRecord: Books['hear']): LiveComment {
  const notebook = new Notebook({ store, seal: SEAL, clock, run: ME.run })
  return new LiveComment({ notebook, clock, log: new RecordingLog(), redact, onRecord })
}

/** What is still to be ended, because signs of life go on for ever. */
const opened: (() => Promise<void>)[] = []
afterEach(() => Promise.all(opened.splice(0).map((end) => end())))

/** Reports on a training that stands as the test says, and when what was written. */
function openReports() {
  const clock = new VirtualClock()
  const store = new MemoryConversation()
  const writes: { readonly atMs: number; readonly body: string }[] = []
  const statuses: CommitStatus[] = []
  store.intercept = (call) => {
    if ('body' in call) writes.push({ atMs: clock.now(), body: call.body })
    return undefined
  }
  const liveComment: LiveComment = liveCommentOf(store, clock, (record) => books.hear(record))
  const books = new Books({ ledgers: [liveComment], me: ME, clock })
  const board = new StatusBoard({
    store: {
      list: () => Promise.resolve({ ok: true, value: [] }),
      set: (status) => {
        statuses.push(status)
        return Promise.resolve({ ok: true, value: undefined })
      },
    },
    log: new RecordingLog(),
    me: ME,
    self: () => Promise.resolve(store.login),
    leg: '',
    logUrl: sampleContext().logUrl,
    redact,
  })
  const idle = (ms: number, signal: AbortSignal) => clock.sleep(ms, signal)
  const reports = new Reports({ clock, idle, liveComment, books, statuses: board })
  const story = (training: Training = going) => ({
    trainings: [training],
    problems: [],
    context: sampleContext(),
    nowMs: clock.wall(),
  })
  opened.push(() => reports.finish(story(over)))
  return { clock, store, writes, statuses, books, reports, story }
}

/** Times between one and the next. */
const gaps = (times: readonly number[]) => times.slice(1).map((time, n) => time - (times[n] ?? 0))

/** The most of these that fall into any stretch of time. */
function mostWithin(ms: number, times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + ms).length))
}

describe('a job that changes all the time', () => {
  const other = sampleTraining({ job: sampleJob({ status: 'QUEUED' }) })

  it('stays far below what GitHub takes: 80 writes a minute, 500 an hour, 1,000 statuses', async () => {
    const { clock, reports, story, writes, statuses } = openReports()
    reports.begin(() => story())
    for (let n = 0; clock.now() < LONGEST_MS; n++) {
      reports.show(story(n % 2 === 0 ? going : other))
      await clock.sleep(5_000)
    }
    await reports.finish(story(over))
    const times = writes.map(({ atMs }) => atMs)
    expect(mostWithin(MINUTE_MS, times)).toBeLessThan(40)
    expect(mostWithin(HOUR_MS, times)).toBeLessThan(200)
    expect(statuses.length).toBeLessThan(800)
    expect(statuses.at(-1)?.state).toBe('success')
  })

  it('is told of at once as long as that is not too often, and in the end as it is', async () => {
    const { clock, reports, story, writes } = openReports()
    for (let n = 0; n < 31; n++) {
      reports.show(story(n % 2 === 0 ? going : other))
      await clock.sleep(1_000)
    }
    expect(writes.slice(0, 20).map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 20 }, (_, n) => n * 1_000),
    )
    expect(writes.length).toBeLessThan(23)
    await clock.sleep(MINUTE_MS)
    expect(writes.at(-1)?.body).toContain('The job is training')
  })
})

describe('a job that does not change for hours', () => {
  it('is reported on ever more rarely, at least every quarter of an hour', async () => {
    const { clock, reports, story, writes } = openReports()
    reports.begin(() => story())
    reports.show(story())
    await clock.sleep(LONGEST_MS)
    const between = gaps(writes.map(({ atMs }) => atMs))
    expect(between.slice(0, 4)).toEqual([60_000, 60_000, 60_000, 90_000])
    expect(between).toEqual([...between].sort((a, b) => a - b))
    expect(between.at(-1)).toBe(15 * MINUTE_MS)
  })

  it('costs less than 40 writes in 350 minutes, one comment and two statuses', async () => {
    const { clock, reports, story, writes, statuses, store } = openReports()
    reports.begin(() => story())
    reports.show(story())
    await clock.sleep(LONGEST_MS)
    await reports.finish(story(over))
    expect(writes.length).toBeGreaterThan(25)
    expect(writes.length).toBeLessThan(40)
    expect(store.calls.length).toBeLessThan(2 * 40)
    expect(store.comments).toHaveLength(1)
    expect(statuses.map(({ state }) => state)).toEqual(['pending', 'success'])
  })

  it('is told of with the time of the report', async () => {
    const { clock, reports, story, writes } = openReports()
    reports.begin(() => story())
    await clock.sleep(3.5 * MINUTE_MS)
    expect(writes.map(({ body }) => /updated [^<]+/.exec(body)?.[0])).toEqual([
      'updated 2026-11-22 14:03 UTC',
      'updated 2026-11-22 14:04 UTC',
      'updated 2026-11-22 14:05 UTC',
    ])
  })
})

describe('signs of life', () => {
  it('end with the last words', async () => {
    const { clock, reports, story, writes } = openReports()
    reports.begin(() => story())
    await clock.sleep(10 * MINUTE_MS)
    await reports.finish(story(over))
    const before = writes.length
    expect(clock.asleep).toBe(0)
    await clock.sleep(HOUR_MS)
    expect(writes).toHaveLength(before)
    expect(writes.at(-1)?.body).toContain('The model is trained')
  })

  it('are not given once everything is over', async () => {
    const { clock, reports, story, writes } = openReports()
    reports.begin(() => story(over))
    await clock.sleep(HOUR_MS)
    expect(writes).toEqual([])
    await reports.finish(story(over))
    expect(writes).toHaveLength(1)
  })

  it('promise the next one, and keep that with five minutes to spare', async () => {
    const { clock, reports, story, writes } = openReports()
    reports.begin(() => story())
    reports.show(story())
    await clock.sleep(LONGEST_MS)
    const startMs = clock.wall() - clock.now()
    const spareMs = writes.slice(0, -1).map(({ body }, n) => {
      const { aliveUntilMs = 0 } = SEAL.read(body).entries[going.label] ?? {}
      return aliveUntilMs - startMs - (writes[n + 1]?.atMs ?? 0)
    })
    expect(Math.min(...spareMs)).toBe(5 * MINUTE_MS)
  })

  it('hear when a newer run has taken over', async () => {
    const { clock, reports, story, store, books } = openReports()
    reports.begin(() => story())
    reports.show(story())
    await clock.sleep(1_000)
    expect(books.isTakenOver(going)).toBe(false)
    const newer: Entry = {
      digest: 'another',
      run: { id: '8124', attempt: 1 },
      writer: 'x',
      commit: 'def5678',
      atMs: clock.wall(),
      aliveUntilMs: clock.wall() + HOUR_MS,
      jobs: [recordedJob(sampleJob(), { digest: 'another', runId: '8124', atMs: clock.wall() })],
    }
    const body = `${SEAL.write?.({ run: newer.run, entries: { [going.label]: newer } })}\nof the newer run`
    await store.update(store.comments[0]!.id, body)
    await clock.sleep(MINUTE_MS)
    expect(books.isTakenOver(going)).toBe(true)
    expect(store.bodies[0]).toMatch(/\nof the newer run$/)
  })

  it('are nothing that a step without a comment would wait for', () => {
    const clock = new VirtualClock()
    const reports = new Reports({ clock, idle: (ms, signal) => clock.sleep(ms, signal) })
    const { story } = openReports()
    reports.begin(() => story())
    expect(clock.sleeps).toEqual([])
  })
})

describe('a job that is new', () => {
  const claiming = sampleTraining()
  /** The comment is written over by somebody who had read before it had the job, and is looked at after that. */
  async function overwritten(stories: readonly Training[], afterMs = 5_000) {
    const { clock, reports, story, store } = openReports()
    reports.show(story(claiming))
    await clock.sleep(1_000)
    const before = store.bodies[0]!
    for (const training of stories) {
      reports.show(story(training))
      await clock.sleep(1_000)
    }
    await store.update(store.comments[0]!.id, before)
    await clock.sleep(afterMs)
    return /The job is training|Being submitted/.exec(store.bodies[0]!)?.[0]
  }

  it('is written down once more 4 s later, for the case that somebody has written over it', async () => {
    expect(await overwritten([going])).toBe('The job is training')
    expect(await overwritten([going], 2_900)).toBe('Being submitted')
  })

  it('is not written down once more where it was new longer ago', async () => {
    const later = { ...going, timeline: sightings([1, 'RUNNING']) }
    expect(await overwritten([going, later, later, later, later])).toBe('Being submitted')
  })

  it('leaves the last words as they are', async () => {
    const { clock, reports, story, store } = openReports()
    reports.show(story(going))
    await clock.sleep(1_000)
    await reports.finish(story(over))
    await store.update(store.comments[0]!.id, 'of somebody else')
    await clock.sleep(MINUTE_MS)
    expect(store.bodies).toEqual(['of somebody else'])
  })
})

describe('what is to be shown when the pace allows it', () => {
  it('is not shown after the last words', async () => {
    const { clock, reports, story, writes } = openReports()
    for (let n = 0; n < 40; n++) {
      reports.show(story({ ...going, timeline: sightings([n, 'RUNNING']) }))
      await clock.sleep(100)
    }
    await reports.finish(story(over))
    const before = writes.length
    await clock.sleep(10 * MINUTE_MS)
    expect(writes).toHaveLength(before)
    expect(writes.at(-1)?.body).toContain('The model is trained')
  })
})

describe('a step', () => {
  it('claims with the words that its comment begins with', async () => {
    const { reports, story, books, store } = openReports()
    reports.begin(() => story(sampleTraining()))
    await books.claim([sampleTraining()])
    expect(store.bodies).toEqual([expect.stringMatching(/^<!-- [^\n]* -->\n### 🟡 Being submitted\n/)])
    expect(reports.commentUrl).toBe(store.comments[0]!.url)
  })

  it('leads from its statuses to its comment, and says its last words in both', async () => {
    const { reports, story, statuses, store, writes } = openReports()
    await reports.finish(story(over))
    expect(writes.map(({ body }) => body)).toEqual([expect.stringContaining('The model is trained')])
    expect(statuses).toMatchObject([{ state: 'success', targetUrl: store.comments[0]!.url }])
  })

  it('in a hurry does not let its statuses wait for its comment', async () => {
    const { reports, story, statuses, store } = openReports()
    store.intercept = () => new Promise(() => undefined)
    opened.length = 0
    void reports.finish(story(over), true)
    await new Promise((resolve) => setImmediate(resolve))
    expect(statuses).toMatchObject([{ state: 'success' }])
  })

  it('without a comment and statuses reports nothing', async () => {
    const clock = new VirtualClock()
    const reports = new Reports({ clock, idle: (ms, signal) => clock.sleep(ms, signal) })
    const { story } = openReports()
    reports.show(story())
    await reports.finish(story(over))
    expect(reports.commentUrl).toBeUndefined()
    expect(await reports.claimedElsewhere()).toEqual(new Set())
    expect(clock.sleeps).toEqual([])
  })
})
