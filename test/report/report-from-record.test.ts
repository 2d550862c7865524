import { describe, expect, it } from '@jest/globals'
import type { Training } from '../../src/jobs/job-state.ts'
import type { Entry, KeyRecord } from '../../src/state/record.ts'
import { memoOf, storyTold } from '../../src/report/saved-report.ts'
import { DIGEST, sampleContext, sampleJob, sampleTraining } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, OTHER_DIGEST, recordedJob, runOf, sampleEntry } from '../state/samples.ts'

/** Of the step that tells. */
const CONTEXT = sampleContext({ runId: '9001', commit: 'main', logUrl: 'https://github.example/sync' })
const RUNS = 'https://github.example/acme/bot/actions/runs'

/** What is told of a record whose story was too long to be kept. */
const outlined = (entries: Readonly<Record<string, Entry>>, rest: Partial<KeyRecord> = {}) =>
  storyTold({ memo: { atMs: 77, story: null }, entries, ...rest }, 12, CONTEXT)!

describe('the story of a comment', () => {
  it('is none where its text is final', () => {
    expect(storyTold({ entries: { [LABEL]: sampleEntry() } }, 12, CONTEXT)).toBeUndefined()
  })

  it('is the one that was written down', () => {
    const told = { trainings: [sampleTraining({ job: sampleJob() })], problems: [], context: sampleContext(), nowMs: 77 }
    expect(storyTold({ memo: memoOf(told)!, entries: {} }, 12, CONTEXT)).toEqual(told)
  }) // prettier-ignore

  const open = sampleTraining()
  const holding = sampleEntry({ jobId: jobId(1), jobs: [recordedJob(1)] })
  const jobIn = (training: Training, entry: Entry): string | undefined => {
    const memo = memoOf({ trainings: [open, training], problems: [], context: sampleContext(), nowMs: 77 })!
    return storyTold({ memo, entries: { [training.label]: entry } }, 12, CONTEXT)?.trainings[1]?.job?.id
  }

  it('has the job of a step that ended before it could show it', () => {
    const b = { ...open, label: 'b.yml' }
    expect(jobIn(b, holding)).toBe(jobId(1))
    expect(jobIn(b, sampleEntry())).toBeUndefined()
  })

  it.each<[string, Partial<Training>, string | undefined]>([
    ['that names another job', { job: sampleJob({ id: jobId(2) }) }, jobId(2)],
    ['that ended without a job', { outcome: 'cancelled' }, undefined],
    ['of another version of the spec', { spec: { ...open.spec!, digest: OTHER_DIGEST } }, undefined],
  ])('keeps what a step told %s', (_, changes, id) => {
    expect(jobIn({ ...open, label: 'b.yml', ...changes }, holding)).toBe(id)
  })

  it('has no job of an entry for what has no spec', () => {
    expect(jobIn({ label: 'b.yml', timeline: [], notes: [] }, holding)).toBeUndefined()
  })
})

describe('an outline', () => {
  it('names of each spec the job that it holds, or the newest, with what the service said of it', () => {
    const held = sampleEntry({ jobId: jobId(2), jobs: [recordedJob(1), recordedJob(2, { echo: { jobType: 'dpo' } })] })
    const left = sampleEntry({ digest: DIGEST, jobs: [recordedJob(3), recordedJob(4)] })
    const { trainings, problems, nowMs } = outlined({ 'a.yml': held, 'b.yml': left, 'c.yml': sampleEntry() })
    expect(trainings).toEqual([
      { label: 'a.yml', job: { id: jobId(2), jobType: 'dpo' }, timeline: [], notes: [] },
      { label: 'b.yml', job: { id: jobId(3) }, timeline: [], notes: [] },
    ])
    expect([problems, nowMs]).toEqual([[], 77])
  }) // prettier-ignore

  const jobs = [recordedJob(1)]
  const older = sampleEntry({ run: runOf(8123), commit: 'older', atMs: 1_000, jobs })
  const newer = sampleEntry({ run: runOf(8200, 3), commit: 'newer', atMs: 2_000, jobs })

  it('is of the run that wrote the text', () => {
    const { context } = outlined({ a: older }, { run: runOf(8124, 2) })
    expect(context).toEqual({
      ...CONTEXT,
      issueNumber: 12,
      commit: 'older',
      runId: '8124',
      runAttempt: '2',
      logUrl: `${RUNS}/8124/attempts/2`,
    })
  })

  it.each([
    [{ a: older, b: newer }],
    [{ a: newer, b: older }],
  ])('is of the run and the commit that came last, where nobody has written the text: %#', (entries) => {
    const { runId, runAttempt, commit } = outlined(entries).context
    expect([runId, runAttempt, commit]).toEqual(['8200', '3', 'newer'])
  }) // prettier-ignore

  it('of nothing is of whoever tells', () => {
    const { trainings, context } = outlined({})
    expect(trainings).toEqual([])
    expect(context).toMatchObject({ runId: '9001', commit: 'main', logUrl: `${RUNS}/9001/attempts/1` })
  })
})
