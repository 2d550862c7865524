import { describe, expect, it } from '@jest/globals'
import type { Failure } from '../../src/jobs/api.ts'
import type { Finding } from '../../src/jobs/recover-submission.ts'
import { neverTaken, refused, settled } from '../../src/jobs/resolve-submission.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleJob, sampleTraining } from '../fakes/samples.ts'
import { GARBLED, LOST, UNSENT, answered } from '../fakes/forge-api.ts'

const NONE: Finding = { kind: 'none' }
const ADVICE = /`command: list`.*`command: wait`.*`command: cancel`/

/** What a submission with a note from before came to. */
function settle(
  finding: Finding,
  { failure = LOST, isConflict = false, repeats = 0 }: Partial<Parameters<typeof settled>[1]> = {},
) {
  const training = settled(
    sampleTraining({ notes: ['Before.'] }),
    { failure, isConflict, repeats },
    finding,
    TEST_START_MS,
  )
  return { training, words: training.notes.join(' ') }
}

describe('a submission without an answer', () => {
  it('whose job was found goes on with it, and says what could not be verified', () => {
    const job = sampleJob({ status: 'QUEUED' })
    const { training, words } = settle({ kind: 'adopted', job, unproven: ['dataset_ids', 'auto_start'] })
    expect(training).toMatchObject({ job, timeline: [{ status: 'QUEUED', atMs: TEST_START_MS }] })
    expect(training.outcome).toBeUndefined()
    expect(training.failure).toBeUndefined()
    expect(words).toMatch(/^Before\. The answer to the submission was lost\..*was adopted\./)
    expect(words).toMatch(/Not verified, because the service does not tell: dataset_ids, auto_start\.$/)
  })

  it('whose job was found and agrees in every field says so', () => {
    expect(settle({ kind: 'adopted', job: sampleJob(), unproven: [] }).words).toMatch(
      /Every field that was sent agrees\.$/,
    )
  })

  it.each<[string, Finding, RegExp]>([
    ['nothing was found', NONE, /No job that matches it appeared in the list of jobs within 5 minutes\./],
    ['nothing could be seen', { kind: 'unseen' }, /The list of jobs could not be searched for it\./],
    [
      'nothing could be seen, and why',
      { kind: 'unseen', failure: answered(503) },
      /could not be searched for it \(words of 503\)\./,
    ],
    [
      'there is one that may be of somebody else',
      { kind: 'undecided', ids: ['job-1'] },
      /The new job job-1 looks like it, but may be of somebody else .* It was left alone\./,
    ],
    [
      'there are several',
      { kind: 'undecided', ids: ['job-1', 'job-2'] },
      /which one is ours cannot be told: job-1, job-2\. None was cancelled\./,
    ],
  ])('is unknown where %s', (_, finding, expected) => {
    const { training, words } = settle(finding)
    expect(training).toMatchObject({ outcome: 'unknown', failure: LOST })
    expect(training.job).toBeUndefined()
    expect(words).toMatch(/^Before\. The outcome of the submission is unknown/)
    expect(words).toMatch(expected)
    expect(words).toMatch(ADVICE)
  })

  it.each([
    [0, /It was not sent again, because that could train twice\./],
    [1, /It was sent once more, as `on-unknown: resubmit` asks\./],
    [2, /It was sent 2 times more, as `on-unknown: resubmit` asks\./],
  ])('says that it was sent %i times more', (repeats, expected) => {
    expect(settle(NONE, { repeats }).words).toMatch(expected)
  })
})

describe('a submission that the service says it has already', () => {
  const conflict = { failure: answered(409), isConflict: true }

  it('is refused where the whole list has no new job like it', () => {
    const { training, words } = settle(NONE, conflict)
    expect(training).toMatchObject({ outcome: 'refused', failure: { status: 409 } })
    expect(words).toBe('Before.')
  })

  it.each<Finding>([{ kind: 'unseen' }, { kind: 'undecided', ids: ['job-1'] }])(
    'is unknown where the list does not tell (%j)',
    (finding) => {
      expect(settle(finding, conflict).training.outcome).toBe('unknown')
    },
  )

  it('goes on with the new job that it means', () => {
    const job = sampleJob()
    expect(settle({ kind: 'adopted', job, unproven: [] }, conflict).training.job).toEqual(job)
  })

  it('after it was sent before is unknown: what it has already may be ours', () => {
    expect(settle(NONE, { ...conflict, repeats: 1 }).training.outcome).toBe('unknown')
  })
})

describe('a submission that nobody took', () => {
  it.each<[string, Failure, boolean]>([
    ['because it could not be reached', UNSENT, true],
    ['because the answers were lost', LOST, true],
    ['because the answers were unreadable', GARBLED, true],
    ['because it was busy', answered(429), true],
    ['because it was ill', answered(503), true],
    ['because the key is wrong', answered(401), false],
  ])('%s is refused, and says whether waiting may help', (_, failure, saysLater) => {
    const { outcome, notes, failure: told } = neverTaken(sampleTraining({ notes: ['Before.'] }), failure)
    expect([outcome, told]).toEqual(['refused', failure])
    const later = expect.stringMatching(/took nothing.*Run the step again later\.$/) as unknown
    expect(notes).toEqual(saysLater ? ['Before.', later] : ['Before.'])
  })

  it('because it was refused keeps the words of the service', () => {
    expect(refused(sampleTraining(), answered(422))).toEqual({
      ...sampleTraining(),
      outcome: 'refused',
      failure: answered(422),
    })
  })
})
