import { describe, expect, it } from '@jest/globals'
import type { ApiError } from '../../src/jobs/api.ts'
import type { RecoveryResult } from '../../src/jobs/recover-submission.ts'
import { markGaveUp, markRefused, resolveSubmission } from '../../src/jobs/resolve-submission.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleJob, sampleState } from '../fakes/samples.ts'
import { INVALID_RESPONSE, INTERRUPTED, NOT_SENT, httpError } from '../fakes/forge-api.ts'

const NONE: RecoveryResult = { kind: 'none' }
const HOW_TO_CHECK = /`command: list`.*`command: wait`.*`command: cancel`/

/** Resolves a submission that already has a note. */
function resolve(
  recovery: RecoveryResult,
  {
    error = INTERRUPTED,
    isConflict = false,
    resubmissions = 0,
  }: Partial<Parameters<typeof resolveSubmission>[1]> = {},
) {
  const state = resolveSubmission(
    sampleState({ notes: ['Before.'] }),
    { error, isConflict, resubmissions },
    recovery,
    TEST_START_MS,
  )
  return { state, message: state.notes.join(' ') }
}

describe('a submission without a response', () => {
  it('adopts the job that was found, and names the unverified fields', () => {
    const job = sampleJob({ status: 'QUEUED' })
    const { state, message } = resolve({
      kind: 'adopted',
      job,
      unverified: ['dataset_ids', 'auto_start'],
    })
    expect(state).toMatchObject({ job, timeline: [{ status: 'QUEUED', atMs: TEST_START_MS }] })
    expect(state.outcome).toBeUndefined()
    expect(state.error).toBeUndefined()
    expect(message).toMatch(/^Before\. The response to the submission was lost\..*was adopted/)
    expect(message).toMatch(
      /Not verified, because the service does not return these fields: dataset_ids, auto_start\.$/,
    )
  })

  it('says so if all fields of the job match', () => {
    expect(resolve({ kind: 'adopted', job: sampleJob(), unverified: [] }).message).toMatch(
      /All submitted fields match\.$/,
    )
  })

  it.each<[string, RecoveryResult, RegExp]>([
    ['no job was found', NONE, /No matching job appeared in the list of jobs within 5 minutes\./],
    ['the list was unreadable', { kind: 'unreadable' }, /The list of jobs could not be searched\./],
    [
      'the list was unreadable, with an error',
      { kind: 'unreadable', error: httpError(503) },
      /could not be searched \(message of 503\)\./,
    ],
    [
      'one job may belong to someone else',
      { kind: 'ambiguous', ids: ['job-1'] },
      /The new job job-1 matches, but may belong to someone else .* neither adopted nor cancelled\./,
    ],
    [
      'several jobs match',
      { kind: 'ambiguous', ids: ['job-1', 'job-2'] },
      /cannot tell which is ours: job-1, job-2\. None was cancelled\./,
    ],
  ])('is unknown if %s', (_, recovery, expected) => {
    const { state, message } = resolve(recovery)
    expect(state).toMatchObject({ outcome: 'unknown', error: INTERRUPTED })
    expect(state.job).toBeUndefined()
    expect(message).toMatch(/^Before\. Submission status unknown: /)
    expect(message).toMatch(expected)
    expect(message).toMatch(HOW_TO_CHECK)
  })

  it.each([
    [0, /It was not resent, because that could train twice\./],
    [1, /It was resent once, as `on-unknown: resubmit` requests\./],
    [2, /It was resent 2 times, as `on-unknown: resubmit` requests\./],
  ])('says that it was resent %i times', (resubmissions, expected) => {
    expect(resolve(NONE, { resubmissions }).message).toMatch(expected)
  })
})

describe('a submission answered with 409', () => {
  const conflict = { error: httpError(409), isConflict: true }

  it('is refused if the complete list has no matching job', () => {
    const { state, message } = resolve(NONE, conflict)
    expect(state).toMatchObject({ outcome: 'refused', error: { status: 409 } })
    expect(message).toBe('Before.')
  })

  it.each<RecoveryResult>([{ kind: 'unreadable' }, { kind: 'ambiguous', ids: ['job-1'] }])(
    'is unknown if the search was inconclusive (%j)',
    (recovery) => {
      expect(resolve(recovery, conflict).state.outcome).toBe('unknown')
    },
  )

  it('adopts the matching new job', () => {
    const job = sampleJob()
    expect(resolve({ kind: 'adopted', job, unverified: [] }, conflict).state.job).toEqual(job)
  })

  it('is unknown after a resubmission, because the existing job may be ours', () => {
    expect(resolve(NONE, { ...conflict, resubmissions: 1 }).state.outcome).toBe('unknown')
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
    const { outcome, notes, error: reportedError } = markGaveUp(sampleState({ notes: ['Before.'] }), error)
    expect([outcome, reportedError]).toEqual(['refused', error])
    const later = expect.stringMatching(/^Could not submit.*Run the step again later\.$/) as unknown
    expect(notes).toEqual(suggestsRetry ? ['Before.', later] : ['Before.'])
  })

  it('because it was refused keeps the error of the service', () => {
    expect(markRefused(sampleState(), httpError(422))).toEqual({
      ...sampleState(),
      outcome: 'refused',
      error: httpError(422),
    })
  })
})
