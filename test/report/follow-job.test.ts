import { describe, expect, it } from '@jest/globals'
import type { Training } from '../../src/jobs/job-state.ts'
import type { KeyRecord } from '../../src/state/record.ts'
import { comment } from '../../src/report/render.ts'
import { Guest, toldOn } from '../../src/report/follow-job.ts'
import { isUnfinished, memoOf, storyOf } from '../../src/report/saved-report.ts'
import type { Story } from '../../src/report/report-model.ts'
import { JOB_ID, sampleContext, sampleJob, sampleTraining } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, recordedJob, recordOf, runOf, sampleEntry } from '../state/samples.ts'
import { STORIES } from './fixtures/reports.ts'

const NOW_MS = 9_000_000
const CONTEXT = sampleContext({ runId: '9000', logUrl: 'https://github.example/run/9000' })
const RUNNING = sampleTraining({
  job: sampleJob({ status: 'RUNNING' }),
  timeline: [{ status: 'RUNNING', atMs: 1_000 }],
})
const story = (...trainings: Training[]): Story => ({
  trainings,
  problems: [],
  context: sampleContext(),
  nowMs: 1_000,
})
const rewritten = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('what a comment was made from', () => {
  it.each(Object.entries(STORIES))('tells the same again, once it was written down: %s', (_, told) => {
    const memo = memoOf(told)
    expect(memo === undefined).toBe(!told.trainings.some(isUnfinished))
    if (memo === undefined) return
    const again = storyOf(rewritten(memo))
    // Who looked, and who goes on, is news of whoever tells it.
    const { trainings, problems, context, comparison, nowMs } = told
    const before = { trainings, problems, context, nowMs, ...(comparison && { comparison }) }
    expect(again && comment(again).body).toBe(comment(before).body)
  })

  it('is left alone in another form', () => {
    const memo = memoOf(story(RUNNING))!
    for (const other of [{ ...(memo.story as object), form: 2 }, 'text', null])
      expect(storyOf({ ...memo, story: other })).toBeUndefined()
  })
})

describe('a story that another step tells on', () => {
  const ended = { ...RUNNING, job: sampleJob({ status: 'SUCCESS' }), outcome: 'succeeded' } as const
  const at = (status: string, atMs: number) => ({ status, atMs })

  it('has what was seen since, of that job only', () => {
    const other = { ...RUNNING, label: 'b.yml', job: sampleJob({ id: jobId(2) }) }
    const now = { ...ended, label: JOB_ID, notes: ['why'], timeline: [at('RUNNING', 5_000), at('SUCCESS', 8_000)] }
    const { trainings, nowMs } = toldOn(story({ ...RUNNING, outcome: 'timed-out', notes: ['x'] }, other), JOB_ID, now, NOW_MS)
    expect(nowMs).toBe(NOW_MS)
    expect(trainings[0]).toEqual({
      ...RUNNING,
      job: ended.job,
      outcome: 'succeeded',
      notes: ['why'],
      timeline: [at('RUNNING', 1_000), at('SUCCESS', 8_000)],
    })
    expect(trainings[1]).toBe(other)
  }) // prettier-ignore

  it('has no longer what stood in the way before, but what stands there now', () => {
    const failure = (words: string) => ({ kind: 'lost', words }) as const
    const told = story({ ...RUNNING, outcome: 'timed-out', failure: failure('then') })
    const on = (now: Partial<Training>) => toldOn(told, JOB_ID, { ...RUNNING, ...now }, NOW_MS).trainings
    expect(on({})).toEqual([RUNNING])
    expect(on({ outcome: 'failed', failure: failure('now') })).toEqual([
      { ...RUNNING, outcome: 'failed', failure: failure('now') },
    ])
  })

  it('leaves alone what has no job yet', () => {
    const waiting = sampleTraining({ label: 'b.yml' })
    expect(toldOn(story(waiting), JOB_ID, RUNNING, NOW_MS).trainings).toEqual([waiting])
  })

  it.each([
    [[], [at('QUEUED', 5)], [at('QUEUED', 5)]],
    [[at('QUEUED', 1)], [], [at('QUEUED', 1)]],
    [[], [], []],
    [[at('QUEUED', 1)], [at('RUNNING', 5)], [at('QUEUED', 1), at('RUNNING', 5)]],
    [[at('QUEUED', 1)], [at('QUEUED', 5), at('RUNNING', 7)], [at('QUEUED', 1), at('RUNNING', 7)]],
  ])('has each change once: %j and %j', (before, after, all) => {
    const told = story({ ...RUNNING, timeline: before })
    expect(toldOn(told, JOB_ID, { ...RUNNING, timeline: after }, NOW_MS).trainings[0]?.timeline).toEqual(all)
  })
})

describe('a step that goes on with the job of another one', () => {
  const entry = sampleEntry({
    aliveUntilMs: 0,
    jobId: JOB_ID,
    jobs: [recordedJob(1, { id: JOB_ID, echo: { jobType: 'dpo' } }), recordedJob(2)],
  })
  const record = recordOf(entry, runOf(8123))
  const clock = { wall: () => NOW_MS }
  const guest = () => new Guest({ clock, jobId: JOB_ID, record, story: story(RUNNING), context: CONTEXT })
  const own: Training = { label: JOB_ID, timeline: [], notes: [] }

  it('tells its story, and who goes on with it', () => {
    const before = guest().retell(story(own))
    expect(before.trainings).toEqual([{ ...RUNNING, notes: [] }])
    const after = guest().retell(story({ ...own, job: sampleJob({ status: 'CANCELLED' }), outcome: 'cancelled' }))
    expect(after.trainings).toMatchObject([{ label: LABEL, outcome: 'cancelled' }])
    expect(after.follower).toEqual({ runId: '9000', logUrl: CONTEXT.logUrl })
    expect(comment(after).body).toContain('followed by run 9000')
  }) // prettier-ignore

  it('tells of its own job only, and nothing new before it knows that', () => {
    const other = { ...own, label: jobId(2), job: sampleJob({ id: jobId(2), status: 'FAILED' }), outcome: 'failed' } as const
    expect(guest().retell(story(other)).trainings).toEqual([RUNNING])
    const ended = { ...own, job: sampleJob({ status: 'SUCCESS' }), outcome: 'succeeded' } as const
    expect(guest().retell(story(other, ended)).trainings).toMatchObject([{ outcome: 'succeeded' }])
    expect(guest().retell({ ...story(other), nowMs: 7 })).toMatchObject({ nowMs: 7 })
  }) // prettier-ignore

  it('writes into the entry that its job is in, if any', () => {
    const before = sampleEntry({ jobId: jobId(3), jobs: [recordedJob(3)] })
    const several = { entries: { 'a.yml': before, [LABEL]: entry } }
    const running = { ...own, job: sampleJob({ status: 'RUNNING' }) }
    const entriesIn = (given: KeyRecord) =>
      new Guest({ clock, jobId: JOB_ID, record: given, story: story(RUNNING), context: CONTEXT }).entries([running])
    expect(Object.keys(entriesIn(several))).toEqual([LABEL])
    expect(entriesIn({ entries: { 'a.yml': before } })).toEqual({})
  }) // prettier-ignore

  it('says that it is alive while it waits, and that the job has ended; the rest stays', () => {
    const step = guest()
    step.nextBeatMs = 600_000
    const { atMs, writer, run } = entry
    expect(step.entries([own])).toEqual({})
    expect(step.entries([{ ...own, job: sampleJob({ status: 'RUNNING' }) }])).toEqual({
      [LABEL]: { ...entry, aliveUntilMs: NOW_MS + 600_000 + 300_000, jobs: [entry.jobs[0]] },
    })
    const ended = { ...own, job: sampleJob({ status: 'FAILED' }), outcome: 'failed' } as const
    const { echo: _, ...job } = entry.jobs[0]!
    expect(step.entries([ended])[LABEL]).toMatchObject({ atMs, writer, run, aliveUntilMs: 0 })
    expect(step.entries([ended])[LABEL]?.jobs).toEqual([{ ...job, isOpen: false }])
    const left = { ...own, job: sampleJob({ status: 'RUNNING' }), outcome: 'timed-out' } as const
    expect(step.entries([left])[LABEL]).toMatchObject({ aliveUntilMs: 0, jobs: [{ isOpen: true }] })
  })
})
