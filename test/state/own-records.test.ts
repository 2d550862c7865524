import { describe, expect, it } from '@jest/globals'
import type { Training } from '../../src/jobs/job-state.ts'
import { Holdings, type Writer } from '../../src/state/own-records.ts'
import { DIGEST, JOB_ID, sampleJob, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { LABEL, recordedJob, recordOf, runOf, sampleEntry } from './samples.ts'

const ME: Writer = { run: runOf(8123), writer: 'me', commit: 'abc1234' }
const OPEN = sampleTraining()
const RUNNING = sampleTraining({ job: sampleJob() })
const ALIVE_UNTIL_MS = 99_000

/** Holdings, and what they say of one spec at a moment. */
function hold() {
  const holdings = new Holdings(ME)
  const say = (training: Training, wallMs: number, aliveUntilMs = ALIVE_UNTIL_MS) =>
    holdings.entries([training], wallMs, aliveUntilMs)[training.label]
  return { holdings, say }
}

describe('what a step writes down of a spec', () => {
  it('is nothing before it has to do with it', () => {
    const { holdings } = hold()
    expect(holdings.entries([OPEN, { label: JOB_ID, job: sampleJob(), timeline: [], notes: [] }], 1, 2)).toEqual({})
  }) // prettier-ignore

  it('is since when it is submitting, before that can be known to anybody else', () => {
    const { holdings, say } = hold()
    holdings.claim([OPEN], 1_000)
    expect(say(OPEN, 1_500)).toEqual({
      ...ME,
      digest: DIGEST,
      atMs: 1_500,
      aliveUntilMs: ALIVE_UNTIL_MS,
      submittingSinceMs: 1_000,
      jobs: [],
    })
    holdings.claim([OPEN], 3_000)
    expect(say(OPEN, 3_000)).toMatchObject({ submittingSinceMs: 1_000, atMs: 1_500 })
  })

  it('is the job, once there is one, whoever submitted it', () => {
    const { holdings, say } = hold()
    const job = { id: JOB_ID, digest: DIGEST, runId: '8123', isOpen: true, atMs: 2_000 }
    const echo = { jobType: 'supervised_fine_tuning' }
    holdings.claim([OPEN], 1_000)
    say(OPEN, 1_000)
    const entry = say(RUNNING, 2_000)
    expect(entry).toEqual({
      ...ME,
      digest: DIGEST,
      atMs: 2_000,
      aliveUntilMs: ALIVE_UNTIL_MS,
      jobId: JOB_ID,
      jobs: [{ ...job, echo }],
    })
    expect(hold().say(RUNNING, 2_000)).toEqual(entry)
  })

  it.each<[string, Partial<Training>, boolean]>([
    ['is still open', {}, true],
    ['is not known', { outcome: 'unknown' }, true],
    ['was refused', { outcome: 'refused' }, false],
    ['was given up before it was sent', { outcome: 'timed-out' }, false],
    ['was cancelled before it was sent', { outcome: 'cancelled' }, false],
  ])(
    'tells whether a job of it may exist that nobody has seen, of one that %s',
    (_, changes, isSubmitting) => {
      const { holdings, say } = hold()
      holdings.claim([OPEN], 1_000)
      expect(say({ ...OPEN, ...changes }, 2_000)?.submittingSinceMs).toBe(isSubmitting ? 1_000 : undefined)
    },
  )

  it('has no sign of life any more after the last word', () => {
    const { say } = hold()
    expect(say(RUNNING, 1)?.aliveUntilMs).toBe(ALIVE_UNTIL_MS)
    expect(say({ ...RUNNING, outcome: 'submitted' }, 2)?.aliveUntilMs).toBe(0)
  })

  it('does not become another word by a sign of life, or by what the service tells besides', () => {
    const { say } = hold()
    expect(say(RUNNING, 1_000, 10)).toMatchObject({ atMs: 1_000, aliveUntilMs: 10 })
    const later = sampleTraining({ job: sampleJob({ status: 'QUEUED', modifiedAt: 7 }) })
    expect(say(later, 5_000, 20)).toMatchObject({ atMs: 1_000, aliveUntilMs: 20, jobs: [{ atMs: 1_000 }] })
  })

  it('is a later word for each news, though the clock stands still or goes back', () => {
    const { holdings, say } = hold()
    const ended = sampleTraining({ job: sampleJob({ status: 'SUCCESS' }) })
    holdings.claim([OPEN], 5_000)
    const words = [say(OPEN, 5_000), say(RUNNING, 5_000), say(ended, 1_000), say({ ...ended, outcome: 'succeeded' }, 0)]
    expect(words.map((word) => word?.atMs)).toEqual([5_000, 5_001, 5_001, 5_002])
  }) // prettier-ignore

  it('is said of each spec for itself', () => {
    const { holdings } = hold()
    const other = sampleTraining({ spec: sampleSpec({ label: 'b.yml', digest: 'other' }), job: sampleJob() })
    holdings.claim([OPEN], 1_000)
    const entries = holdings.entries([OPEN, other], 1_000, 2_000)
    expect(Object.keys(entries).sort()).toEqual(['b.yml', LABEL])
    expect(entries['b.yml']).toMatchObject({ digest: 'other', jobId: JOB_ID })
    expect(entries[LABEL]).not.toHaveProperty('jobId')
  })
})

describe('a job that anybody may have named', () => {
  const hearsay = recordedJob(1, { id: JOB_ID, isHearsay: true })
  const record = recordOf(sampleEntry({ jobs: [hearsay] }))
  const jobs = (training: Training) =>
    new Holdings(ME).entries([training], 1, 2, record)[LABEL]?.jobs.map(({ isHearsay }) => isHearsay)

  it('stays one when it is followed', () => {
    expect(jobs({ ...RUNNING, isReused: true })).toEqual([true])
  })

  it('is ours where we have submitted it', () => {
    expect(jobs(RUNNING)).toEqual([undefined])
  })
})

describe('jobs of others that have ended', () => {
  const old = recordedJob(1, { runId: '8000', digest: 'older', echo: { jobType: 'dpo' } })
  const older = recordedJob(2, { runId: '7000', digest: 'oldest', isHearsay: true })

  it('are written down as ended, as those whose they are', () => {
    const { holdings, say } = hold()
    holdings.ended(LABEL, [old])
    holdings.ended(LABEL, [older])
    holdings.ended('b.yml', [recordedJob(3)])
    const { echo: _, ...rest } = old
    expect(say(RUNNING, 1)?.jobs.slice(1)).toEqual([{ ...rest, isOpen: false }, { ...older, isOpen: false }])
    expect([...holdings.endedJobs.keys()]).toEqual([LABEL, 'b.yml'])
  }) // prettier-ignore

  it('are news', () => {
    const { holdings, say } = hold()
    expect(say(RUNNING, 1_000)?.atMs).toBe(1_000)
    holdings.ended(LABEL, [old])
    expect(say(RUNNING, 2_000)?.atMs).toBe(2_000)
  })
})
