import { describe, expect, it } from '@jest/globals'
import { cleanUp, type CleanupOptions } from '../../src/cancellation/clean-up.ts'
import type { OwnershipCheck } from '../../src/cancellation/ownership.ts'
import type { CleanupDecision } from '../../src/cancellation/decide-cleanup.ts'
import { limitTime, momentOf } from '../../src/jobs/clock.ts'
import { ServiceGate } from '../../src/jobs/service-gate.ts'
import { withSmallerPages } from '../../src/jobs/smaller-pages.ts'
import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import { stateFromJobId, stateFromSpec, type JobState } from '../../src/jobs/job-state.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import type { PostState } from '../../src/state/post-state.ts'
import { StandaloneRun } from '../fakes/command-context.ts'
import { httpError, jobId, INTERRUPTED, type FaultScript, type JobLifecycle } from '../fakes/forge-api.ts'
import { sampleSpec } from '../fakes/samples.ts'

const MODEL = 'ft:x'
const LONG: JobLifecycle = {
  statuses: [
    [0, 'QUEUED'],
    [60_000, 'RUNNING'],
    [9e6, 'SUCCESS'],
  ],
  model: MODEL,
  cancelDelayMs: 8_000,
}
const REQUEST: TrainingRequest = { job_type: 'dpo', model_config: { base_model: 'x' }, auto_start: true }
const PENDING = {
  fingerprint: fingerprintRequest(REQUEST),
  knownIds: [],
  sinceS: 0,
  isBaselineComplete: true,
  requireExactMatch: false,
}
const UNANSWERED = { label: 'a.yml', pending: PENDING }
const CANCEL: CleanupDecision = { kind: 'cancel' }
const hang = () => new Promise<never>(() => undefined)
const ownedBy = (owner: ReturnType<OwnershipCheck>) => Promise.resolve({ findNewOwner: () => owner })

const stateOf = (label: string, changes: Partial<JobState> = {}): JobState => ({
  ...stateFromSpec(sampleSpec({ file: label, label })),
  ...changes,
})

/** The post step of a run, in virtual time. */
class Post {
  readonly run = new StandaloneRun({}, LONG)
  readonly api = this.run.api
  readonly log = this.run.log
  published: readonly JobState[] = []
  tookMs = 0

  async cleanUp(
    postState: Partial<PostState>,
    decision: CleanupDecision = CANCEL,
    changes: Partial<CleanupOptions> = {},
  ): Promise<boolean> {
    const { clock } = this.run
    const startMs = clock.now()
    const isComplete = await cleanUp(
      { onCancel: 'cancel', holderId: 'w', jobIds: [], ...postState },
      decision,
      {
        api: withSmallerPages(new ServiceGate(this.api, clock)),
        clock,
        log: this.log,
        random: () => 0,
        checkOwnership: () => ownedBy(undefined),
        publish: (states) => {
          this.published = states
          return Promise.resolve()
        },
        ...changes,
      },
    )
    this.tookMs = clock.now() - startMs
    return isComplete
  }

  /** Adds running jobs, and returns the post state of their step. */
  addJobs(count: number, lifecycle = LONG): Pick<PostState, 'jobIds' | 'states'> {
    const jobIds = Array.from({ length: count }, () => this.api.addJob(lifecycle))
    const states = jobIds.map((id, n) => stateOf(`${n}.yml`, { job: { id, status: 'RUNNING' } }))
    return { jobIds, states }
  }
}

describe('post, after the workflow was cancelled', () => {
  it('reads the job, cancels it and waits for the confirmation', async () => {
    const post = new Post()
    expect(await post.cleanUp(post.addJobs(1))).toBe(true)
    expect(post.run.events).toEqual(['get', 'cancel', 'get', 'get'])
    expect(post.log.lines.join()).toContain(
      `${jobId(1)} was asked to stop, because the workflow was cancelled: CANCELLED`,
    )
    expect(post.published).toMatchObject([
      {
        outcome: 'cancelled',
        job: { status: 'CANCELLED' },
        notes: [{ code: 'step-cancelled-with-job' }],
      },
    ])
  })

  it.each<[string, JobLifecycle, Partial<JobState>]>([
    [
      'has ended before',
      { statuses: [[0, 'SUCCESS']], model: MODEL },
      { outcome: 'succeeded', notes: [{ code: 'step-cancelled-after-job-ended' }] },
    ],
    [
      'ends just before the cancellation',
      {
        statuses: [
          [0, 'RUNNING'],
          [4_000, 'SUCCESS'],
        ],
        model: MODEL,
      },
      { outcome: 'succeeded', notes: [{ code: 'step-cancelled-after-job-ended' }] },
    ],
    [
      'does not confirm in time',
      { statuses: [[0, 'RUNNING']] },
      { outcome: 'cancelled', notes: [{ code: 'step-cancelled-job-asked-to-stop' }] },
    ],
  ])('says what is true of a job that %s', async (_, lifecycle, published) => {
    const post = new Post()
    expect(await post.cleanUp(post.addJobs(1, lifecycle))).toBe(true)
    expect(post.published).toMatchObject([published])
  })

  it('does not cancel a job that has ended', async () => {
    const post = new Post()
    await post.cleanUp(post.addJobs(1, { statuses: [[0, 'FAILED']] }))
    expect(post.run.events).toEqual(['get'])
    expect(post.log.lines.join()).toContain('has already ended: FAILED')
  })

  it('leaves a job that another run needs', async () => {
    const post = new Post()
    const { jobIds, states } = post.addJobs(2)
    const findNewOwner: OwnershipCheck = ({ label }) => (label === '0.yml' ? 'newer-run' : undefined)
    const checkOwnership = () => Promise.resolve({ findNewOwner })
    expect(await post.cleanUp({ jobIds, states }, CANCEL, { checkOwnership })).toBe(true)
    expect(post.api.callsOf('cancel').map(({ id }) => id)).toEqual([jobId(2)])
    expect(post.published.map(({ outcome }) => outcome)).toEqual(['superseded', 'cancelled'])
    expect(post.log.lines.join()).toContain(`${jobId(1)} keeps running. A newer run follows this job.`)
  })

  it('does not say that a job is superseded which another step follows', async () => {
    const post = new Post()
    await post.cleanUp(post.addJobs(1), CANCEL, { checkOwnership: () => ownedBy('other-step') })
    expect(post.api.callsOf('cancel')).toEqual([])
    expect(post.published).toMatchObject([
      { outcome: 'running', notes: [{ code: 'step-cancelled-job-transferred', to: 'other-step' }] },
    ])
  })

  it('finds the job of a pending submission and cancels it, without submitting', async () => {
    const post = new Post()
    post.api.addJob(LONG, REQUEST)
    expect(await post.cleanUp({ pendingSubmission: UNANSWERED, states: [stateOf('a.yml')] })).toBe(true)
    expect(post.api.callsOf('cancel').map(({ id }) => id)).toEqual([jobId(1)])
    expect(post.api.callsOf('create')).toEqual([])
    expect(post.published).toMatchObject([{ outcome: 'cancelled', job: { id: jobId(1) } }])
  })

  it('leaves a job that a record of another step names', async () => {
    const post = new Post()
    post.api.addJob(LONG, REQUEST)
    const claims = { jobIds: new Set([jobId(1)]), submissions: [] }
    const readOtherClaims = () => Promise.resolve({ ok: true, value: claims } as const)
    const states = [stateOf('a.yml')]
    expect(await post.cleanUp({ pendingSubmission: UNANSWERED, states }, CANCEL, { readOtherClaims })).toBe(
      false,
    )
    expect(post.api.callsOf('cancel')).toEqual([])
  })

  it('leaves a job that another run follows although GitHub is too slow to announce the cancellation', async () => {
    const post = new Post()
    const { jobIds, states } = post.addJobs(1)
    let isFollowed = false
    const checkOwnership: CleanupOptions['checkOwnership'] = (_, onRead) => {
      onRead(() => (isFollowed ? 'newer-run' : undefined))
      return new Promise<never>(() => undefined)
    }
    void post.run.clock.sleep(10_000).then(() => (isFollowed = true))
    expect(await post.cleanUp({ jobIds, states }, CANCEL, { checkOwnership })).toBe(true)
    expect(post.api.callsOf('cancel')).toEqual([])
  })

  it('leaves a job that the step only followed if GitHub does not answer', async () => {
    const post = new Post()
    const id = post.api.addJob(LONG)
    const states = [{ ...stateOf('a.yml'), job: { id }, isReused: true as const }]
    const checkOwnership = () => new Promise<never>(() => undefined)
    await post.cleanUp({ jobIds: [id], states }, CANCEL, { checkOwnership })
    expect(post.api.callsOf('cancel')).toEqual([])
    expect(post.published).toMatchObject([
      { outcome: 'running', job: { id }, notes: [{ code: 'step-cancelled-job-transferred', to: 'unknown' }] },
    ])
  })

  it('announces the cancellation again as long as the service does not answer, once for all jobs', async () => {
    const post = new Post()
    const { clock } = post.run
    const postState = post.addJobs(2)
    const announcedMs: number[] = []
    const checkOwnership = async () => {
      announcedMs.push(clock.now())
      const limit = limitTime(clock, momentOf(clock), 30_000)
      await clock.sleep(7_000)
      return { findNewOwner: () => undefined, limit }
    }
    post.api.script = ({ operation, atMs }) =>
      operation === 'cancel' && atMs < 60_000 ? { error: httpError(503) } : undefined
    expect(await post.cleanUp(postState, CANCEL, { checkOwnership })).toBe(true)
    expect(announcedMs).toEqual([0, 30_000, 60_000])
    for (const { atMs } of post.api.callsOf('cancel'))
      expect(announcedMs.some((each) => atMs >= each + 7_000 && atMs <= each + 30_000)).toBe(true)
    expect(post.published.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled'])
  })

  it('requests nothing once the last announcement has expired, and says that the job was not cancelled', async () => {
    const post = new Post()
    const { clock } = post.run
    const checkOwnership = () =>
      Promise.resolve({ findNewOwner: () => undefined, limit: limitTime(clock, momentOf(clock), 30_000) })
    post.api.script = ({ operation }) => (operation === 'cancel' ? { error: httpError(503) } : undefined)
    expect(await post.cleanUp(post.addJobs(1), CANCEL, { checkOwnership })).toBe(false)
    expect(post.api.callsOf('cancel').at(-1)?.atMs).toBeLessThanOrEqual(90_000)
    expect(post.tookMs).toBeLessThan(120_000)
    expect(post.published).toMatchObject([{ outcome: 'running', notes: [{ code: 'job-not-cancelled' }] }])
  })

  it('leaves a job that another step follows once the announcement has expired', async () => {
    const post = new Post()
    const { clock } = post.run
    const checkOwnership = () => {
      const owner = clock.now() === 0 ? undefined : ('other-step' as const)
      return Promise.resolve({ findNewOwner: () => owner, limit: limitTime(clock, momentOf(clock), 30_000) })
    }
    // The read takes so long that nothing can be requested before.
    post.api.script = ({ operation }) => (operation === 'get' ? { durationMs: 30_000 } : undefined)
    expect(await post.cleanUp(post.addJobs(1), CANCEL, { checkOwnership })).toBe(true)
    expect(post.api.callsOf('cancel')).toEqual([])
    expect(post.published).toMatchObject([{ outcome: 'running' }])
  })

  it('leaves the job of a pending submission that another run has asked for during the search', async () => {
    const post = new Post()
    post.api.addJob(LONG, REQUEST)
    const owners: readonly ReturnType<OwnershipCheck>[] = [undefined, 'newer-run']
    let calls = 0
    const checkOwnership = () => ownedBy(owners[calls++])
    const postState = { pendingSubmission: UNANSWERED, states: [stateOf('a.yml')] }
    expect(await post.cleanUp(postState, CANCEL, { checkOwnership })).toBe(true)
    expect(post.api.callsOf('cancel')).toEqual([])
    expect(post.published).toMatchObject([{ outcome: 'superseded', job: { id: jobId(1) } }])
  })

  it('finds the job of a pending submission that another run needs, and records its id', async () => {
    const post = new Post()
    post.api.addJob(LONG, REQUEST)
    const checkOwnership = () => ownedBy('newer-commit')
    await post.cleanUp({ pendingSubmission: UNANSWERED, states: [stateOf('a.yml')] }, CANCEL, {
      checkOwnership,
    })
    expect(post.api.callsOf('cancel')).toEqual([])
    expect(post.published).toMatchObject([{ outcome: 'superseded', job: { id: jobId(1) } }])
  })

  it('does not take another spec without a job for the pending submission', async () => {
    const post = new Post()
    post.api.addJob(LONG, REQUEST)
    const states = [stateOf('lost.yml', { outcome: 'unknown' }), stateOf('a.yml'), stateOf('z.yml')]
    await post.cleanUp({ pendingSubmission: UNANSWERED, states })
    expect(post.published.map(({ outcome, job }) => [outcome, job?.id])).toEqual([
      ['unknown', undefined],
      ['cancelled', jobId(1)],
      ['cancelled', undefined],
    ])
    await post.cleanUp({ pendingSubmission: UNANSWERED, states }, { kind: 'leave', because: 'crash' })
    expect(post.published.map(({ notes }) => notes.map(({ code }) => code))).toEqual([
      [],
      ['step-ended-during-submission'],
      ['step-ended-before-submission'],
    ])
  })

  it('cancels the job of `wait`, which was not read yet', async () => {
    const post = new Post()
    const id = post.api.addJob(LONG)
    await post.cleanUp({ jobIds: [id], states: [stateFromJobId(id)] })
    expect(post.published).toMatchObject([{ outcome: 'cancelled', job: { id } }])
  })

  it('cancels its jobs although the service is down for a minute', async () => {
    const post = new Post()
    post.api.script = ({ atMs }) => (atMs < 60_000 ? { error: httpError(503) } : undefined)
    expect(await post.cleanUp(post.addJobs(5))).toBe(true)
    expect(post.published.map(({ outcome }) => outcome)).toEqual(Array(5).fill('cancelled'))
  })

  it('keeps outcomes that the step has decided', async () => {
    const post = new Post()
    const states = [
      stateOf('a.yml', { outcome: 'timed-out', job: { id: post.api.addJob(LONG) } }),
      stateOf('b.yml'),
    ]
    expect(await post.cleanUp({ states })).toBe(true)
    expect(post.run.events).toEqual([])
    expect(post.published).toMatchObject([
      { outcome: 'timed-out', notes: [] },
      { outcome: 'cancelled', notes: [{ code: 'step-ended-before-submission' }] },
    ])
  })

  it('fails if a job may still be running', async () => {
    const post = new Post()
    post.api.script = (call) => (call.operation === 'cancel' ? { error: httpError(503) } : undefined)
    expect(await post.cleanUp(post.addJobs(1))).toBe(false)
    expect(post.log.messages('error').join()).toMatch(/could not be cancelled.*command: cancel/)
    expect(post.published).toMatchObject([{ outcome: 'running' }])
  })

  it.each<[string, PostState['pendingSubmission'], number, RegExp]>([
    ['it is not found', UNANSWERED, 0, /submission status is unknown/],
    ['several match', UNANSWERED, 2, new RegExp(`These jobs may be ours: ${jobId(2)}, ${jobId(1)}`)],
    [
      'it may be of another leg',
      { label: 'a.yml', pending: { ...PENDING, requireExactMatch: true } },
      1,
      /These jobs may be ours/,
    ],
    ['there was no list', { label: 'a.yml' }, 0, /submission status is unknown/],
  ])('fails and cancels nothing if a job may exist: %s', async (_, pendingSubmission, count, message) => {
    const post = new Post()
    for (let n = 0; n < count; n++) post.api.addJob(LONG, REQUEST)
    expect(await post.cleanUp({ pendingSubmission, states: [stateOf('a.yml')] })).toBe(false)
    expect(post.log.messages('error').join()).toMatch(message)
    expect(post.api.callsOf('cancel')).toEqual([])
    expect(post.published).toMatchObject([{ outcome: 'unknown' }])
  })
})

describe('post, after anything else', () => {
  const LEAVE: CleanupDecision = { kind: 'leave', because: 'not-cancelled' }

  it('leaves the jobs, says how to continue, and asks nobody', async () => {
    const post = new Post()
    const checkOwnership = () => Promise.reject(new Error('asked'))
    const postState = { ...post.addJobs(1), pendingSubmission: UNANSWERED }
    expect(await post.cleanUp(postState, LEAVE, { checkOwnership })).toBe(true)
    expect(post.run.events).toEqual([])
    expect(post.log.lines.join()).toMatch(
      /keeps running, because the workflow was not cancelled.*command: wait.*command: cancel/,
    )
    expect(post.log.messages('warning').join()).toContain('ended during the submission')
  })

  it('reports the state of each spec', async () => {
    const post = new Post()
    const [first] = post.addJobs(1).states ?? []
    const states = [first!, stateOf('b.yml'), stateOf('c.yml'), stateOf('d.yml', { outcome: 'refused' })]
    const pendingSubmission = { label: 'b.yml', pending: PENDING }
    await post.cleanUp({ jobIds: [jobId(1)], pendingSubmission, states }, LEAVE)
    expect(post.published.map(({ outcome }) => outcome)).toEqual([
      'running',
      'unknown',
      'cancelled',
      'refused',
    ])
    expect(post.published.map(({ notes }) => notes)).toEqual([
      [{ code: 'step-ended-job-left', because: 'not-cancelled' }],
      [{ code: 'step-ended-during-submission' }],
      [{ code: 'step-ended-before-submission' }],
      [],
    ])
  })
})

/** As long as one request may take. */
const HANGS: FaultScript = () => ({ error: INTERRUPTED, durationMs: 30_000 })

describe('post is bounded in time', () => {
  it.each([1, 100])('ends within 60 s if GitHub hangs, with %d jobs', async (count) => {
    const post = new Post()
    const options = { checkOwnership: hang, publish: hang }
    expect(await post.cleanUp(post.addJobs(count), CANCEL, options)).toBe(true)
    expect(post.api.callsOf('cancel')).toHaveLength(count)
    expect(post.tookMs).toBeLessThan(60_000)
    expect(post.log.messages('warning').join()).toContain('could not be published in time')
  })

  it('ends within 60 s if GitHub hangs, with jobs that do not confirm', async () => {
    const post = new Post()
    const postState = post.addJobs(3, { statuses: [[0, 'RUNNING']] })
    await post.cleanUp(postState, CANCEL, { checkOwnership: hang, publish: hang })
    expect(post.tookMs).toBeLessThan(60_000)
  })

  it('ends within 60 s if GitHub hangs, with a pending submission', async () => {
    const post = new Post()
    post.api.addJob(LONG, REQUEST)
    const options = { checkOwnership: hang, publish: hang }
    await post.cleanUp({ pendingSubmission: UNANSWERED, states: [stateOf('a.yml')] }, CANCEL, options)
    expect(post.api.callsOf('cancel')).toHaveLength(1)
    expect(post.tookMs).toBeLessThan(60_000)
  })

  it('ends within 60 s if GitHub hangs and it leaves the jobs', async () => {
    const post = new Post()
    await post.cleanUp(post.addJobs(3), { kind: 'leave', because: 'crash' }, { publish: hang })
    expect(post.tookMs).toBeLessThan(60_000)
  })

  it.each([1, 100])('ends within 3 minutes if the service and GitHub hang, with %d jobs', async (count) => {
    const post = new Post()
    post.api.script = HANGS
    const postState = { ...post.addJobs(count), pendingSubmission: UNANSWERED }
    expect(await post.cleanUp(postState, CANCEL, { checkOwnership: hang, publish: hang })).toBe(false)
    expect(post.tookMs).toBeLessThan(180_000)
    expect(post.log.messages('error')).toHaveLength(count + 1)
  })

  it('ends within 3 minutes if every answer of the service is as slow as it can be', async () => {
    const post = new Post()
    post.api.script = ({ operation }) =>
      ({ get: { durationMs: 29_000 }, list: { durationMs: 29_000 } })[operation as 'get']
    post.api.addJob(LONG, REQUEST)
    const postState = { ...post.addJobs(30), pendingSubmission: UNANSWERED }
    await post.cleanUp(postState, CANCEL, { publish: hang })
    expect(post.tookMs).toBeLessThan(180_000)
  })
})
