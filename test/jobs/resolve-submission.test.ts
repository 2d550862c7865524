import { describe, expect, it } from '@jest/globals'
import type { ApiError } from '../../src/jobs/api.ts'
import type { Note } from '../../src/jobs/note.ts'
import type { RecoveryResult } from '../../src/jobs/recover-submission.ts'
import { markGaveUp, markRefused, resolveSubmission } from '../../src/jobs/resolve-submission.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleJob, sampleState } from '../fakes/samples.ts'
import { INVALID_RESPONSE, INTERRUPTED, NOT_SENT, httpError } from '../fakes/forge-api.ts'

const NONE: RecoveryResult = { kind: 'none' }
const BEFORE: Note = { code: 'out-of-time-before-submission' }

/** Resolves a submission that already has a note. */
function resolve(
  recovery: RecoveryResult,
  {
    error = INTERRUPTED,
    isConflict = false,
    resubmissions = 0,
  }: Partial<Parameters<typeof resolveSubmission>[1]> = {},
) {
  return resolveSubmission(
    sampleState({ notes: [BEFORE] }),
    { error, isConflict, resubmissions },
    recovery,
    TEST_START_MS,
  )
}

describe('a submission without a response', () => {
  it('adopts the job that was found, and names the unverified fields', () => {
    const job = sampleJob({ status: 'QUEUED' })
    const state = resolve({ kind: 'adopted', job, unverified: ['dataset_ids', 'auto_start'] })
    expect(state).toMatchObject({ job, timeline: [{ status: 'QUEUED', atMs: TEST_START_MS }] })
    expect(state.outcome).toBeUndefined()
    expect(state.error).toBeUndefined()
    expect(state.notes).toEqual([
      BEFORE,
      { code: 'adopted-after-lost-response', unverifiedFields: ['dataset_ids', 'auto_start'] },
    ])
  })

  it.each<[string, RecoveryResult, Note]>([
    ['no job was found', NONE, { code: 'no-job-found', searchedMs: 5 * 60_000 }],
    ['the list was incomplete', { kind: 'unreadable' }, { code: 'job-list-unsearchable' }],
    [
      'the step ran out of time',
      { kind: 'unreadable', isTimedOut: true },
      { code: 'job-list-search-timed-out' },
    ],
    [
      'the step ran out of time during an outage',
      { kind: 'unreadable', isTimedOut: true, error: httpError(503) },
      { code: 'job-list-unsearchable', error: 'message of 503' },
    ],
    [
      'the list was unreadable, with an error',
      { kind: 'unreadable', error: httpError(503) },
      { code: 'job-list-unsearchable', error: 'message of 503' },
    ],
    [
      'one job may belong to someone else',
      { kind: 'ambiguous', ids: ['job-1'] },
      { code: 'match-unproven', jobId: 'job-1' },
    ],
    [
      'several jobs match',
      { kind: 'ambiguous', ids: ['job-1', 'job-2'] },
      { code: 'matches-ambiguous', jobIds: ['job-1', 'job-2'] },
    ],
  ])('is unknown if %s', (_, recovery, note) => {
    const state = resolve(recovery)
    expect(state).toMatchObject({ outcome: 'unknown', error: INTERRUPTED })
    expect(state.job).toBeUndefined()
    expect(state.notes).toEqual([
      BEFORE,
      { code: 'submission-unanswered', resubmissions: 0 },
      note,
      { code: 'how-to-find-job' },
    ])
  })

  it('notes how often it was resent', () => {
    const { notes } = resolve(NONE, { resubmissions: 2 })
    expect(notes).toContainEqual({ code: 'submission-unanswered', resubmissions: 2 })
  })
})

describe('a submission answered with 409', () => {
  const conflict = { error: httpError(409), isConflict: true }

  it('is refused if the complete list has no matching job', () => {
    const state = resolve(NONE, conflict)
    expect(state).toMatchObject({ outcome: 'refused', error: { status: 409 } })
    expect(state.notes).toEqual([BEFORE])
  })

  it.each<RecoveryResult>([{ kind: 'unreadable' }, { kind: 'ambiguous', ids: ['job-1'] }])(
    'is unknown if the search was inconclusive (%j)',
    (recovery) => {
      expect(resolve(recovery, conflict).outcome).toBe('unknown')
    },
  )

  it('adopts the matching new job', () => {
    const job = sampleJob()
    expect(resolve({ kind: 'adopted', job, unverified: [] }, conflict).job).toEqual(job)
  })

  it('is unknown after a resubmission, because the existing job may be ours', () => {
    expect(resolve(NONE, { ...conflict, resubmissions: 1 }).outcome).toBe('unknown')
  })
})

describe('a submission that was not accepted', () => {
  it.each<[string, ApiError, boolean]>([
    ['because the service was unreachable', NOT_SENT, true],
    ['because the responses were lost', INTERRUPTED, true],
    ['because the responses were invalid', INVALID_RESPONSE, true],
    ['because of rate limiting', httpError(429), true],
    ['because of an outage', httpError(503), true],
    ['because the key is wrong', httpError(401), false],
  ])('%s is refused, and suggests a retry if that may help', (_, error, suggestsRetry) => {
    const {
      outcome,
      notes,
      error: reportedError,
    } = markGaveUp(sampleState({ notes: [BEFORE] }), error, 7_000)
    expect([outcome, reportedError]).toEqual(['refused', error])
    expect(notes).toEqual(
      suggestsRetry ? [BEFORE, { code: 'submission-gave-up', waitedMs: 7_000 }] : [BEFORE],
    )
  })

  it('because it was refused keeps the error of the service', () => {
    expect(markRefused(sampleState(), httpError(422))).toEqual({
      ...sampleState(),
      outcome: 'refused',
      error: httpError(422),
    })
  })
})
