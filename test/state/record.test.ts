import { describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../src/jobs/job-status.ts'
import {
  asHearsay,
  isNewer,
  mergeEntries,
  mergeRecords,
  recordedJob as recorded,
  type Entry,
  type RecordedJob,
} from '../../src/state/record.ts'
import { DIGEST, sampleJob } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, OTHER_DIGEST, recordedJob, recordOf, runOf, sampleEntry } from './samples.ts'

/** What is remembered of one job after two have told of it. */
function mergeJobs(a: RecordedJob, b: RecordedJob): RecordedJob {
  const { jobs } = mergeEntries(sampleEntry({ jobs: [a] }), sampleEntry({ jobs: [b] }))
  expect(jobs).toHaveLength(1)
  return jobs[0]!
}

const numbers = ({ jobs }: Entry) => jobs.map(({ id }) => Number(id.slice(-12)))

describe('of two runs', () => {
  it.each([
    ['began later', runOf(8124), runOf(8123)],
    ['began later, with a longer number', runOf(10_000), runOf(9_999)],
    ['is a later attempt', runOf(8123, 2), runOf(8123, 1)],
    ['is a later attempt, counted in tens', runOf(8123, 10), runOf(8123, 9)],
    ['began later, though the other was run again', runOf(8124, 1), runOf(8123, 7)],
    [
      'began later, with a number that JavaScript cannot count to',
      { id: '90071992547409931', attempt: 1 },
      { id: '90071992547409930', attempt: 1 },
    ],
  ])('the newer %s', (_, newer, older) => {
    expect([isNewer(newer, older), isNewer(older, newer), isNewer(newer, newer)]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('two words about one spec', () => {
  it('leave it to the newer run, whatever the clocks say', () => {
    const newer = sampleEntry({ run: runOf(8124), digest: OTHER_DIGEST, atMs: 1 })
    const older = sampleEntry({ atMs: 9_000, jobId: jobId(1), submittingSinceMs: 8_000 })
    for (const merged of [mergeEntries(newer, older), mergeEntries(older, newer)]) {
      expect(merged).toEqual(newer)
    }
  })

  it('leave it to the later word of one run', () => {
    const submitting = sampleEntry({ atMs: 9_000, submittingSinceMs: 9_000 })
    const submitted = sampleEntry({ atMs: 10_000, jobId: jobId(1), jobs: [recordedJob(1)] })
    expect(mergeEntries(submitting, submitted)).toEqual(submitted)
    expect(mergeEntries(submitted, submitting)).toEqual(submitted)
  })

  it('believe the latest sign of life of a word, and only of that word', () => {
    const word = sampleEntry({ aliveUntilMs: 5_000 })
    for (const untilMs of [9_000, 10_000]) {
      const again = { ...word, aliveUntilMs: untilMs }
      expect(mergeEntries(word, again).aliveUntilMs).toBe(untilMs)
      expect(mergeEntries(again, word).aliveUntilMs).toBe(untilMs)
    }
    const over = { ...word, atMs: 1_001, aliveUntilMs: 0 }
    expect(mergeEntries(word, over).aliveUntilMs).toBe(0)
    const sibling = { ...word, writer: 'z, another step', aliveUntilMs: 0 }
    expect(mergeEntries(word, sibling).aliveUntilMs).toBe(0)
  })

  it('are no hearsay where one of ours has said the same', () => {
    const ours = sampleEntry({ aliveUntilMs: 10_000 })
    const hearsay = sampleEntry({ aliveUntilMs: 9_000, isHearsay: true })
    expect(mergeEntries(ours, hearsay)).toEqual(ours)
    expect(mergeEntries(hearsay, ours)).toEqual(ours)
    expect(mergeEntries(ours, { ...hearsay, atMs: 9_999 }).isHearsay).toBe(true)
  })

  it('know the jobs of both, the newest first', () => {
    const a = sampleEntry({ jobs: [recordedJob(3), recordedJob(1)] })
    const b = sampleEntry({ run: runOf(8124), jobs: [recordedJob(4), recordedJob(2)] })
    expect(numbers(mergeEntries(a, b))).toEqual([4, 3, 2, 1])
  })
})

describe('a job that two know', () => {
  it('has ended for good once somebody saw that, and needs no description any more', () => {
    const open = recordedJob(1, { echo: { jobType: 'dpo' } })
    const ended = recordedJob(1, { isOpen: false })
    expect(mergeJobs(open, ended)).toEqual(ended)
    expect(mergeJobs(ended, { ...open, atMs: 0 })).toEqual({ ...ended, atMs: 0 })
  })

  it('was submitted by whoever wrote it down first', () => {
    const first = recordedJob(1, { runId: '8123', atMs: 5, echo: { jobType: 'dpo' } })
    const attached = recordedJob(1, { runId: '8124', atMs: 9, echo: { jobType: 'odpo' } })
    expect(mergeJobs(first, attached)).toEqual(first)
    expect(mergeJobs(attached, first)).toEqual(first)
  })

  it('is what one of ours says, however early others claim to have known it', () => {
    const ours = recordedJob(1, { atMs: 9, echo: { jobType: 'dpo' } })
    const hearsay = recordedJob(1, { atMs: 1, runId: '1', digest: OTHER_DIGEST, isHearsay: true })
    expect(mergeJobs(hearsay, ours)).toEqual(ours)
    expect(mergeJobs(ours, hearsay)).toEqual(ours)
  })

  it('stays hearsay as long as only others say so', () => {
    const hearsay = recordedJob(1, { isHearsay: true })
    expect(mergeJobs(hearsay, { ...hearsay, atMs: 0 })).toEqual({ ...hearsay, atMs: 0 })
  })
})

describe('more jobs than an entry remembers', () => {
  const ended = (n: number): Entry =>
    sampleEntry({ run: runOf(8000 + n), jobs: [recordedJob(n, { isOpen: false })] })
  const after = (entry: Entry, from: number, to: number): Entry => {
    let merged = entry
    for (let n = from; n <= to; n++) merged = mergeEntries(merged, ended(n))
    return merged
  }

  it('lose the oldest, from the twenty-first on', () => {
    expect(numbers(after(ended(1), 2, 20))).toHaveLength(20)
    expect(numbers(after(ended(1), 2, 21))).toEqual(Array.from({ length: 20 }, (_, n) => 21 - n))
  })

  it('never lose one that has not ended: it costs money until somebody ends it', () => {
    const open = sampleEntry({ run: runOf(8001), jobs: [recordedJob(1)] })
    expect(numbers(after(open, 2, 40))).toContain(1)
  })

  it('never lose the one that is held', () => {
    const held = sampleEntry({
      run: runOf(9_000),
      jobId: jobId(1),
      jobs: [recordedJob(1, { isOpen: false })],
    })
    expect(numbers(after(held, 2, 40))).toContain(1)
  })
})

describe('two records', () => {
  it('know the specs of both', () => {
    const a = { entries: { 'a.yml': sampleEntry() } }
    const b = { entries: { 'b.yml': sampleEntry({ digest: OTHER_DIGEST }) } }
    expect(mergeRecords(a, b)).toEqual({ entries: { ...a.entries, ...b.entries } })
  })

  it('have the text of the newer run', () => {
    const [a, b] = [
      { run: runOf(8123), entries: {} },
      { run: runOf(8124), entries: {} },
    ]
    expect(mergeRecords(a, b).run).toEqual(runOf(8124))
    expect(mergeRecords(b, a).run).toEqual(runOf(8124))
    expect(mergeRecords({ entries: {} }, a).run).toEqual(runOf(8123))
    expect(mergeRecords({ entries: {} }, { entries: {} })).toEqual({ entries: {} })
  })

  it.each(['constructor', 'toString', '__proto__'])('may have a spec that is called %s', (label) => {
    const record = { entries: Object.fromEntries([[label, sampleEntry()]]) }
    for (const merged of [mergeRecords(record, { entries: {} }), mergeRecords({ entries: {} }, record)]) {
      expect(Object.entries(merged.entries)).toEqual([[label, sampleEntry()]])
    }
  })
})

describe('what is remembered of a job', () => {
  const about = { digest: DIGEST, runId: '8123', atMs: 7 }
  const description = {
    jobType: 'supervised_fine_tuning',
    modelConfig: { base_model: 'mistral-small-2603' },
    hyperparameters: { training_steps: 1000 },
    createdAt: 1_795_000_000,
  }

  it('is how the service described it, while it has not ended', () => {
    const job = sampleJob({ ...description, modifiedAt: 1, outputModel: 'ft:x', datasetIds: ['a'] })
    expect(recorded(job, about, undefined)).toEqual({ id: job.id, ...about, isOpen: true, echo: description })
    expect(recorded({ id: job.id }, about, 'submitted')).toEqual({
      id: job.id,
      ...about,
      isOpen: true,
      echo: {},
    })
  })

  it.each(['SUCCESS', 'FAILED', 'CANCELLED'])('is no more than that it ended with %s', (status) => {
    const job = sampleJob({ ...description, status, outputModel: 'ft:x' })
    expect(recorded(job, about, 'succeeded')).toEqual({ id: job.id, ...about, isOpen: false })
  })

  it.each([
    ['SUCCESS', undefined, true],
    ['FAILED', undefined, true],
    ['SUCCESS', 'superseded', true],
    ['FAILED', 'superseded', true],
    ['CANCELLED', 'superseded', false],
    ['RUNNING', 'cancelled', true],
  ] as [string, Outcome | undefined, boolean][])(
    'has ended when somebody has told of its end: %s and %p',
    (status, outcome, isOpen) => {
      const job = sampleJob({ ...description, status, outputModel: 'ft:x' })
      expect(recorded(job, about, outcome)).toMatchObject({ isOpen })
    },
  )

  it('has not ended before it has named its model, unless nobody waits for that any more', () => {
    const job = sampleJob({ ...description, status: 'SUCCESS' })
    expect(recorded(job, about, 'submitted')).toMatchObject({ isOpen: true, echo: description })
    expect(recorded(job, about, 'failed')).toEqual({ id: job.id, ...about, isOpen: false })
  })
})

it('What others have written is hearsay with all its jobs, and says the same', () => {
  const record = recordOf(sampleEntry({ jobs: [recordedJob(1), recordedJob(2)] }), runOf(1))
  const { run, entries } = asHearsay(record)
  expect(run).toEqual(runOf(1))
  expect(entries[LABEL]).toMatchObject({
    ...record.entries[LABEL],
    jobs: [{ id: jobId(1) }, { id: jobId(2) }],
  })
  expect(entries[LABEL]?.jobs.map(({ isHearsay }) => isHearsay)).toEqual([true, true])
})
