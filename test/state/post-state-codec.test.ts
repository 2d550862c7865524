import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { PendingSubmission } from '../../src/jobs/recover-submission.ts'
import type { Spec } from '../../src/job-spec/types.ts'
import type { Note } from '../../src/jobs/note.ts'
import type { MainContext, PostState } from '../../src/state/post-state.ts'
import { decodePostState, encodePostState, MAX_POST_STATE_BYTES } from '../../src/state/post-state-codec.ts'
import { sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'

const keep = (text: string): string => text
const encode = (postState: PostState): string => encodePostState(postState, keep)
const throughState = (postState: PostState): PostState | undefined => decodePostState(encode(postState))
const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const uuid = (text: string): string =>
  hash(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')

const noteOf = (error: string): Note => ({ code: 'job-list-unsearchable', error })
/** What the main step worked with. */
const MAIN: MainContext = {
  apiUrl: 'https://forge.example/prefix',
  report: {
    comment: true,
    commitStatus: false,
    commentKey: 'key',
    issueNumber: 7,
    jobUrl: 'https://forge.example/{id}',
    jobCheckRunId: '99',
    matrix: '{"os":"linux"}',
    specText: 'training/*.yml',
  },
  issueNumber: 7,
  commit: 'a'.repeat(40),
  isPullRequest: true,
  isPullRequestHead: true,
  owner: '0123456789abcdef',
}

interface Size {
  readonly jobs: number
  readonly datasets?: number
  readonly known?: number
  /** Characters of each label and note. */
  readonly textLength?: number
  readonly pending?: boolean
}

/** The state of a step with running jobs and a submission in flight, of random content, which compresses badly. */
function largeState({ jobs, datasets = 1, known = 100, textLength = 20, pending = true }: Size): PostState {
  const noise = (seed: string): string =>
    hash(seed)
      .repeat(Math.ceil(textLength / 64))
      .slice(0, textLength)
  const states = Array.from({ length: jobs }, (_, n): JobState => {
    const label = `${n}-${Array.from({ length: Math.ceil(textLength / 64) }, (_, part) =>
      noise(`${n} ${part}`).slice(0, 64),
    )
      .join('')
      .slice(0, textLength)}`
    return sampleState({
      label,
      spec: specWith(n, datasets, label),
      job: sampleJob({ id: uuid(`job ${n}`), createdAt: 1_790_000_000 + n, jobType: noise(`type ${n}`) }),
      timeline: [{ status: 'QUEUED', atMs: 1_790_000_000_000 + n * 1_733 }],
      notes: [noteOf(noise(`note ${n}`))],
    })
  })
  const pendingSubmission: PendingSubmission = {
    fingerprint: fingerprintRequest(specWith(jobs, datasets).request),
    knownIds: Array.from({ length: known }, (_, n) => uuid(`known ${n}`)),
    sinceS: 1_790_000_000,
    isBaselineComplete: false,
    requireExactMatch: true,
  }
  return {
    onCancel: 'cancel',
    holderId: `8123-${uuid('holder')}`,
    jobIds: states.map(({ job }) => job?.id ?? ''),
    ...(pending ? { pendingSubmission: { label: states.at(-1)?.label, pending: pendingSubmission } } : {}),
    states,
    main: MAIN,
  }
}

function specWith(n: number, datasets: number, label = `${n}.yml`): Spec {
  const request = {
    ...sampleSpec().request,
    dataset_ids: Array.from({ length: datasets }, (_, nth) => uuid(`data ${n} ${nth}`)),
    hyperparameters: { learning_rate: n / 7, training_steps: n },
  }
  return sampleSpec({ file: label, label, digest: hash(`digest ${n}`), request })
}

describe('the state for the post step', () => {
  it.each<[string, Size]>([
    ['one job', { jobs: 1 }],
    ['20 documents with 150 datasets each', { jobs: 20, datasets: 150 }],
    ['1,700 datasets', { jobs: 1, datasets: 1_700 }],
    ['225 jobs', { jobs: 225 }],
    ['225 jobs with long names', { jobs: 225, textLength: 400 }],
  ])('has room for the ids and the pending submission of %s', (_, size) => {
    const postState = largeState(size)
    const text = encode(postState)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_POST_STATE_BYTES)
    const decoded = decodePostState(text)!
    expect(decoded).toMatchObject({
      onCancel: 'cancel',
      jobIds: postState.jobIds,
      pendingSubmission: { pending: postState.pendingSubmission?.pending },
      holderId: postState.holderId,
      main: MAIN,
    })
    expect(decoded.omittedJobs).toBeUndefined()
  })

  it('keeps all that the report shows of 20 jobs with 150 datasets each', () => {
    const postState = largeState({ jobs: 20, datasets: 150 })
    const decoded = throughState(postState)!
    const withoutData = ({ spec, ...state }: JobState) => ({
      ...state,
      spec: { ...spec, request: { ...spec?.request, dataset_ids: spec?.request.dataset_ids?.length } },
    })
    expect(decoded.states?.map(withoutData)).toEqual(postState.states?.map(withoutData))
  })

  it('never holds the request', () => {
    const { states, pendingSubmission } = throughState(largeState({ jobs: 1, datasets: 3 }))!
    expect(JSON.stringify([states, pendingSubmission])).not.toContain(uuid('data 0 0'))
    expect(JSON.stringify([states, pendingSubmission])).not.toContain(uuid('data 1 0'))
  })

  it('is smaller without the details, then without the states and the label of the pending submission', () => {
    const shapeOf = (jobs: number) => {
      const { jobIds, states, pendingSubmission } = throughState(largeState({ jobs }))!
      const isLabelled = pendingSubmission?.label !== undefined
      return { jobs: jobIds.length, notes: states?.[0]?.notes.length, isLabelled }
    }
    expect([10, 150, 300, 560].map(shapeOf)).toEqual([
      { jobs: 10, notes: 1, isLabelled: true },
      { jobs: 150, notes: 0, isLabelled: true },
      { jobs: 300, notes: undefined, isLabelled: false },
      { jobs: 560, notes: undefined, isLabelled: false },
    ])
  })

  it.each([1, 225, 400])('never lets post cancel a job that is not proven to be ours (%d jobs)', (jobs) => {
    const full = largeState({ jobs })
    const states = full.states?.map((state, n): JobState => {
      return { ...state, provenance: n % 2 === 0 ? 'unsigned' : 'submitted' }
    })
    const decoded = throughState({ ...full, states })
    const kept = decoded?.jobIds.filter((id) => {
      return decoded.states?.find(({ job }) => job?.id === id)?.provenance !== 'unsigned'
    })
    expect(kept).toEqual(full.jobIds.filter((_, n) => n % 2 === 1))
  })

  it('counts the ids for which there is no room', () => {
    const postState = largeState({ jobs: 1_000 })
    const text = encode(postState)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_POST_STATE_BYTES)
    const { jobIds, omittedJobs = 0, pendingSubmission } = decodePostState(text)!
    expect(jobIds.length).toBeGreaterThan(500)
    expect(jobIds.length + omittedJobs).toBe(1_000)
    expect(jobIds).toEqual(postState.jobIds.slice(0, jobIds.length))
    expect(pendingSubmission).toEqual({ pending: postState.pendingSubmission?.pending })
  })

  it('says only that there is a pending submission if its request has hundreds of fields', () => {
    const fields = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [hash(`field ${n}`), n]))
    const fingerprint = fingerprintRequest({ ...sampleSpec().request, ...fields })
    const { pendingSubmission, ...rest } = largeState({ jobs: 3 })
    const pending: PendingSubmission = { ...pendingSubmission!.pending!, fingerprint }
    const text = encode({ ...rest, pendingSubmission: { label: '2.yml', pending } })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_POST_STATE_BYTES)
    const decoded = decodePostState(text)
    expect(decoded?.jobIds).toEqual(rest.jobIds)
    expect(decoded?.pendingSubmission).toEqual({ label: '2.yml' })
  })

  it('has room for the ids even if the input `spec` has none left', () => {
    const specText = Array.from({ length: 1_000 }, (_, n) => hash(`file ${n}`)).join('\n')
    const postState = { ...largeState({ jobs: 5 }), main: { ...MAIN, report: { ...MAIN.report, specText } } }
    const text = encode(postState)
    expect(text.length).toBeLessThanOrEqual(MAX_POST_STATE_BYTES)
    const { jobIds, main, omittedJobs } = decodePostState(text)!
    expect([jobIds, omittedJobs, main?.report.comment]).toEqual([postState.jobIds, undefined, false])
    expect(main).toMatchObject({ apiUrl: MAIN.apiUrl, commit: MAIN.commit, issueNumber: 7 })
  })

  it('contains no secret that the service echoed', () => {
    const postState = {
      ...largeState({ jobs: 1 }),
      states: [sampleState({ notes: [noteOf('S3CRET')] })],
      jobIds: [],
    }
    const text = encodePostState(postState, (json) => json.replaceAll('S3CRET', '***'))
    expect(decodePostState(text)?.states?.[0]?.notes).toEqual([noteOf('***')])
  })

  it.each(['', 'x', '{}', Buffer.from('{"version":1}').toString('base64')])(
    'is undefined if it is damaged: %j',
    (text) => {
      expect(decodePostState(text)).toBeUndefined()
    },
  )
})

const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const anyState = (n: number): fc.Arbitrary<JobState> =>
  fc
    .record({
      hasJob: fc.boolean(),
      hasSpec: fc.boolean(),
      outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
      notes: fc.array(fc.string({ unit: 'binary', maxLength: 2_000 }), { maxLength: 3 }),
      label: fc.string({ unit: 'binary', maxLength: 300 }),
      datasets: fc.nat(200),
    })
    .map(({ hasJob, hasSpec, outcome, notes, label, datasets }) => ({
      label,
      spec: hasSpec ? specWith(n, datasets, label) : undefined,
      job: hasJob ? sampleJob({ id: uuid(`job ${n}`), reason: label }) : undefined,
      outcome,
      notes: notes.map(noteOf),
      timeline: [],
    }))

describe('any state for the post step', () => {
  const anyPostState: fc.Arbitrary<PostState> = fc
    .nat(225)
    .chain((count) =>
      fc.record({
        states: fc.tuple(...Array.from({ length: count }, (_, n) => anyState(n))),
        onCancel: fc.constantFrom('leave', 'cancel'),
        isFinished: fc.option(fc.boolean(), { nil: undefined }),
        hasCrashed: fc.option(fc.boolean(), { nil: undefined }),
        hasStates: fc.boolean(),
        pending: fc.constantFrom(undefined, 'no-baseline', 'baseline'),
        known: fc.nat(100),
        actor: anyText,
      }),
    )
    .map(({ states, hasStates, pending, known, actor, ...rest }) => ({
      ...rest,
      jobIds: states.flatMap(({ job }) => (job ? [job.id] : [])),
      states: hasStates ? states : undefined,
      holderId: actor,
      main: MAIN,
      pendingSubmission: pending && {
        label: 'a.yml',
        pending:
          pending === 'baseline' ? largeState({ jobs: 0, known }).pendingSubmission?.pending : undefined,
      },
    }))

  it('fits, and keeps every job id and the pending submission', () => {
    fc.assert(
      fc.property(anyPostState, (postState) => {
        const text = encode(postState)
        expect(text).toMatch(/^[\w+/=]+$/)
        expect(text.length).toBeLessThanOrEqual(MAX_POST_STATE_BYTES)
        const decoded = decodePostState(text)!
        const { onCancel, jobIds, isFinished, hasCrashed, pendingSubmission } = postState
        expect(decoded).toMatchObject({ onCancel, jobIds })
        expect([decoded.isFinished, decoded.hasCrashed]).toEqual([isFinished, hasCrashed])
        expect(decoded.pendingSubmission === undefined).toBe(pendingSubmission === undefined)
        expect(decoded.pendingSubmission?.pending).toEqual(pendingSubmission?.pending)
        if (decoded.states) expect(decoded.pendingSubmission?.label).toBe(pendingSubmission?.label)
      }),
      { numRuns: 40, seed: 20_261_122 },
    )
  })
})
