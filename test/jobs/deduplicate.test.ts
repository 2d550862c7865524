import { FakeWatch } from '../fakes/watch.ts'
import { afterEach, describe, expect, it } from '@jest/globals'
import { stateFromSpec, type JobState } from '../../src/jobs/job-state.ts'
import type { Note } from '../../src/jobs/note.ts'
import { resolveExistingJobs } from '../../src/jobs/deduplicate.ts'
import {
  toRecordedJob,
  type SpecRecord,
  type CommentRecord,
  type RecordedJob,
} from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import type { CommandContext } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { StandaloneRun } from '../fakes/command-context.ts'
import { INTERRUPTED, httpError, jobId, type JobLifecycle, type FaultScript } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const OTHER = sampleSpec({
  file: 'b.yml',
  label: 'b.yml',
  digest: 'b'.repeat(64),
  request: { ...SPEC.request, job_type: 'dpo' },
})
const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']] }
const INPUTS = { reuse: true, isInMatrix: false }

let run: StandaloneRun

afterEach(() => run.kill())

/** Starts a run an hour after an earlier run created job 1. */
function startRun(lifecycle: JobLifecycle = RUNNING, request = SPEC.request): void {
  run = new StandaloneRun({}, RUNNING)
  run.api.addJob(lifecycle, request, HOUR)
}

/** The record of job `n`, written by an earlier run. */
async function recordedJob(n = 1, changes: Partial<RecordedJob> = {}): Promise<RecordedJob> {
  const result = await run.api.get(jobId(n))
  if (!result.ok) throw new Error('job not found')
  run.api.calls.length = 0
  const details = { digest: SPEC.digest, runId: '8000', atMs: TEST_START_MS - HOUR }
  return { ...toRecordedJob(result.value, details), ...changes }
}

const specRecord = (changes: Partial<SpecRecord> = {}): SpecRecord => ({
  digest: SPEC.digest,
  run: { id: '8000', attempt: 1 },
  holderId: 'earlier',
  commit: 'earlier',
  atMs: TEST_START_MS - HOUR,
  leaseExpiresAtMs: 0,
  jobs: [],
  ...changes,
})

const recordOf = (changes?: Partial<SpecRecord>): CommentRecord => ({
  specs: { 'a.yml': specRecord(changes) },
})

/** An earlier run is submitting, and its lease is active for `leaseMs` from now. */
const submitting = (leaseMs: number, sinceMs = 0): Partial<SpecRecord> => ({
  submissionStartedAtMs: TEST_START_MS + sinceMs,
  leaseExpiresAtMs: TEST_START_MS + leaseMs,
})

async function resolve(
  states: readonly JobState[] = [stateFromSpec(SPEC)],
  inputs: Partial<typeof INPUTS> = {},
  context: Partial<CommandContext> = {},
): Promise<readonly JobState[]> {
  run.reporter.start(states)
  return resolveExistingJobs(
    states,
    { ...INPUTS, ...inputs },
    { ...run.createContext(), ...context },
    new FakeWatch(),
  )
}

/** Restores the old comment `times` times, each time one second after an update. Returns a counter of the updates. */
function overwritten(times: number): () => number {
  const { conversation, clock, environment } = run
  environment.addRecordComment(recordOf())
  const [before] = conversation.comments
  let writes = 0
  conversation.afterCall = ({ operation }) => {
    if (operation === 'update' && ++writes <= times) void clock.sleep(1_000).then(restore)
    return undefined
  }
  const restore = (): void => {
    conversation.comments.splice(0, conversation.comments.length, before!)
  }
  return () => writes
}

/** The cause, and its consequence. */
const NO_RECORD_WARNING = [
  expect.stringContaining('could not be'),
  expect.stringContaining('may train again'),
]

const toSubmit = [stateFromSpec(SPEC)]
const reused = (n: number) => [
  expect.objectContaining({ isReused: true, job: expect.objectContaining({ id: jobId(n) }) }),
]
const withOutcome = (outcome: string, note: Partial<Note>) => [
  expect.objectContaining({ outcome, notes: [expect.objectContaining(note)] as unknown }),
]

describe('a spec without a record', () => {
  it('is submitted after this run has recorded its claim', async () => {
    startRun()
    expect(await resolve()).toEqual(toSubmit)
    expect(run.environment.record.specs['a.yml']).toMatchObject({
      digest: SPEC.digest,
      run: run.holder.run,
      submissionStartedAtMs: TEST_START_MS,
      jobs: [],
    })
    expect(run.api.calls).toEqual([])
  })

  it('is claimed again if another run overwrites the claim', async () => {
    startRun()
    overwritten(1)
    expect(await resolve()).toEqual(toSubmit)
    expect(run.environment.record.specs['a.yml']).toMatchObject({ holderId: run.holder.holderId, submissionStartedAtMs: expect.any(Number) })
  }) // prettier-ignore

  it('is submitted without a claim if every claim is overwritten', async () => {
    startRun()
    const writes = overwritten(Infinity)
    expect(await resolve()).toEqual(toSubmit)
    expect(writes()).toBe(3)
  })

  it('is claimed once GitHub works again, and for up to two minutes', async () => {
    startRun()
    const { conversation, clock } = run
    conversation.beforeCall = ({ operation }) =>
      operation === 'create' && clock.now() < MINUTE ? BAD_GATEWAY : undefined
    expect(await resolve()).toEqual(toSubmit)
    expect(run.environment.record.specs['a.yml']).toMatchObject({ holderId: run.holder.holderId })
    startRun()
    run.conversation.beforeCall = ({ operation }) => (operation === 'create' ? BAD_GATEWAY : undefined)
    expect(await resolve()).toEqual(
      withOutcome('refused', { code: 'record-unavailable', error: BAD_GATEWAY.message }),
    )
    expect(run.clock.now()).toBeGreaterThan(1.5 * MINUTE)
    expect(run.clock.now()).toBeLessThanOrEqual(2 * MINUTE)
  })

  it('does not affect invalid specs and specs with an outcome', async () => {
    startRun()
    const decided: readonly JobState[] = [
      { label: 'invalid.yml', outcome: 'invalid', timeline: [], notes: [] },
      { ...stateFromSpec(OTHER), outcome: 'refused' },
    ]
    expect(await resolve([...decided, ...toSubmit])).toEqual([...decided, ...toSubmit])
    expect(Object.keys(run.environment.record.specs)).toEqual(['a.yml'])
  })
})

describe('a record that cannot be read', () => {
  it('for 2 minutes stops the submission with a hint', async () => {
    startRun()
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await resolve()).toEqual(
      withOutcome('refused', { code: 'record-unavailable', error: BAD_GATEWAY.message }),
    )
    expect(run.clock.now()).toBeLessThanOrEqual(2 * MINUTE)
    expect(run.clock.now()).toBeGreaterThan(MINUTE)
    expect(run.api.calls).toEqual([])
  })

  it('for a while is retried', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    run.conversation.beforeCall = () => (run.clock.now() < MINUTE ? BAD_GATEWAY : undefined)
    expect(await resolve()).toEqual(reused(1))
  })

  it.each([true, false])('for good stops the submission with the way out (reuse: %s)', async (reuse) => {
    startRun()
    run.conversation.beforeCall = () => FORBIDDEN
    expect(await resolve(toSubmit, { reuse })).toEqual(
      withOutcome('refused', { code: 'record-refused', error: FORBIDDEN.message }),
    )
    expect(run.api.calls).toEqual([])
  })

  it.each([
    ['damaged', (body: string) => body.replace(' -->', '')],
    ['of a newer version', (body: string) => body.replace(' v1 ', ' v2 ')],
  ])('because it is %s stops the submission', async (_, change) => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    const [{ id, body } = { id: 0, body: '' }] = run.conversation.comments
    await run.conversation.update(id, change(body))
    expect(await resolve()).toEqual(withOutcome('refused', { code: 'record-refused' }))
    expect(run.conversation.bodies).toEqual([change(body)])
  })

  it('because the login of the token is unknown for a moment is retried', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    run.conversation.beforeCall = ({ operation }) =>
      operation === 'viewerLogin' && run.clock.now() === 0 ? BAD_GATEWAY : undefined
    expect(await resolve()).toEqual(reused(1))
  })

  it.each([true, false])('because there is no token stops the submission (reuse: %s)', async (reuse) => {
    startRun()
    const { ledger: _, ...context } = run.createContext()
    const recordRefusal = 'the input `github-token` is empty'
    const inputs = { ...INPUTS, reuse }
    expect(
      await resolveExistingJobs(toSubmit, inputs, { ...context, recordRefusal }, new FakeWatch()),
    ).toEqual(withOutcome('refused', { code: 'record-refused', error: recordRefusal }))
  })

  it('because its location is unknown stops the submission', async () => {
    startRun()
    const lookupError = 'HTTP 503'
    expect(await resolve(toSubmit, {}, { lookupError })).toEqual(
      withOutcome('refused', { code: 'record-unavailable', error: lookupError }),
    )
    expect(run.conversation.calls).toEqual([])
  })

  it.each<[string, Partial<CommandContext>]>([
    ['GitHub is unavailable', {}],
    ['its location is unknown', { lookupError: 'HTTP 503' }],
  ])('does not stop the submission with `reuse: false` (%s)', async (_, context) => {
    startRun()
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await resolve(toSubmit, { reuse: false }, context)).toEqual(toSubmit)
    expect(run.log.messages('warning')).toEqual(NO_RECORD_WARNING)
  })

  it('because there is no record store is logged', async () => {
    startRun()
    const { ledger: _, ...context } = run.createContext()
    expect(await resolveExistingJobs(toSubmit, INPUTS, context, new FakeWatch())).toEqual(toSubmit)
    expect(run.log.lines).toEqual([expect.stringMatching(/keeps no record.*`commit-status: true`/)])
  })
})

describe('a record that cannot be written', () => {
  const writes = ['create', 'update']

  it.each([true, false])('for good stops the submission (reuse: %s)', async (reuse) => {
    startRun()
    run.conversation.beforeCall = ({ operation }) => (writes.includes(operation) ? FORBIDDEN : undefined)
    expect(await resolve(toSubmit, { reuse })).toEqual(
      withOutcome('refused', { code: 'record-refused', error: FORBIDDEN.message }),
    )
  })

  it.each([
    [true, withOutcome('refused', { code: 'record-unavailable' })],
    [false, toSubmit],
  ])('for 2 minutes stops the submission unless `reuse` is false (%s)', async (reuse, expected) => {
    startRun()
    run.conversation.beforeCall = ({ operation }) => (writes.includes(operation) ? BAD_GATEWAY : undefined)
    expect(await resolve(toSubmit, { reuse })).toEqual(expected)
  })
})

describe('a record', () => {
  const otherCodec = createCodec('k', '7001#7', 'another key')

  it('of another author is ignored', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }), { author: 'mallory' })
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.calls).toEqual([])
  })

  it('with another signature is used if its job matches the spec', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }), { codec: otherCodec })
    expect(await resolve()).toEqual(reused(1))
    expect(run.api.calls.map(({ operation, id }) => [operation, id])).toEqual([['get', jobId(1)]])
  })

  it('with another signature is ignored if its job does not match the spec', async () => {
    startRun(RUNNING, OTHER.request)
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }), { codec: otherCodec })
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.callsOf('get')).toHaveLength(1)
  })
})

describe('a spec with a recorded job', () => {
  it('reuses it and publishes that at once', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    expect(await resolve()).toEqual(reused(1))
    expect(run.outputs).toMatchObject({ 'job-id': jobId(1), reused: 'true', outcome: 'running' })
    expect(run.postStates.at(-1)).toMatchObject({ jobIds: [jobId(1)] })
    expect(run.log.lines.join()).toMatch(/follows job .*An earlier run submitted the same spec/)
  })

  it('notes which run created the job and that it has succeeded', async () => {
    startRun({ statuses: [[0, 'SUCCESS']], model: 'ft:x' })
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob(1, { runId: '8123' })] }))
    const [state] = await resolve()
    expect(state?.notes).toEqual([{ code: 'already-trained', isSameRun: true }])
  })

  it('is submitted with `reuse: false`', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    expect(await resolve(toSubmit, { reuse: false })).toEqual(toSubmit)
    expect(run.environment.record.specs['a.yml']).toMatchObject({
      holderId: run.holder.holderId,
      jobs: [{ id: jobId(1) }],
    })
  })

  it.each(['FAILED', 'CANCELLED', 'TIMEOUT_EXCEEDED'])(
    'reuses an older job if the newest ended as %s',
    async (status) => {
      startRun()
      run.api.addJob({ statuses: [[0, status]] }, SPEC.request, MINUTE)
      run.environment.addRecordComment(
        recordOf({ jobs: [await recordedJob(2, { atMs: TEST_START_MS - MINUTE }), await recordedJob(1)] }),
      )
      expect(await resolve()).toEqual(reused(1))
    },
  )

  it('reuses the newest of several jobs', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, MINUTE)
    run.environment.addRecordComment(
      recordOf({ jobs: [await recordedJob(2, { atMs: TEST_START_MS - MINUTE }), await recordedJob(1)] }),
    )
    expect(await resolve()).toEqual(reused(2))
  })

  it('is submitted if its only job failed', async () => {
    startRun({ statuses: [[0, 'FAILED']] })
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.callsOf('get')).toHaveLength(1)
  })

  it('is submitted if the job does not exist', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob(1, { id: jobId(9) })] }))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.clock.now()).toBeLessThan(MINUTE)
    expect(run.log.lines.filter((line) => line.includes(jobId(9)))).toEqual([
      expect.stringMatching(
        /cannot read its job .* \(No job matches the given query\.\); nothing is submitted yet$/,
      ),
    ])
  })

  it('retries reading a job that was just created', async () => {
    startRun()
    run.environment.addRecordComment(
      recordOf({ jobs: [await recordedJob(1, { atMs: TEST_START_MS - 5_000 })] }),
    )
    run.api.script = ({ atMs }) => (atMs < MINUTE ? { error: httpError(404) } : undefined)
    const loggedAtMs: number[] = []
    const info = run.log.info.bind(run.log)
    run.log.info = (line) => {
      if (line.includes('cannot read its job')) loggedAtMs.push(run.clock.now())
      info(line)
    }
    expect(await resolve()).toEqual(reused(1))
    expect(loggedAtMs).toEqual([0])
  })

  it('is submitted if the job does not match its record', async () => {
    startRun()
    const other = await recordedJob(1, { snapshot: { jobType: 'dpo' } })
    run.environment.addRecordComment(recordOf({ jobs: [other] }))
    expect(await resolve()).toEqual(toSubmit)
  })

  it.each<[string, FaultScript, number]>([
    ['refuses the read', () => ({ error: httpError(403) }), 1],
    ['is unavailable for 15 minutes', () => ({ error: INTERRUPTED }), 15 * MINUTE],
  ])('is not submitted if the service %s', async (_, script, maxMs) => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    run.api.script = script
    expect(await resolve()).toEqual(
      withOutcome('refused', { code: 'recorded-job-unreadable', jobId: jobId(1) }),
    )
    expect(run.clock.now()).toBeLessThanOrEqual(maxMs)
    expect(run.clock.now()).toBeGreaterThanOrEqual(maxMs / 2 - 1)
  })

  it('does not affect the submission of another spec', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [await recordedJob()] }))
    const [one, other] = await resolve([stateFromSpec(SPEC), stateFromSpec(OTHER)])
    expect([one]).toEqual(reused(1))
    expect(other).toEqual(stateFromSpec(OTHER))
    expect(run.environment.record.specs['b.yml']).toMatchObject({ holderId: run.holder.holderId })
    expect(run.environment.record.specs['a.yml']).toMatchObject({
      holderId: run.holder.holderId,
      jobId: jobId(1),
    })
  })
})

describe('a spec that a newer run holds', () => {
  const newer = { run: { id: '9000', attempt: 1 }, digest: OTHER.digest }

  it('with other content is superseded', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(newer))
    expect(await resolve()).toEqual(
      withOutcome('superseded', { code: 'newer-run-has-other-version', runId: '9000' }),
    )
    expect(run.environment.record.specs['a.yml']).toMatchObject(newer)
  })

  it('with other content is submitted with `reuse: false`', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(newer))
    expect(await resolve(toSubmit, { reuse: false })).toEqual(toSubmit)
  })

  it.each<[string, Partial<SpecRecord>, readonly unknown[]]>([
    [
      'another commit is not submitted',
      { commit: 'newer' },
      withOutcome('superseded', { code: 'newer-run-has-other-commit', runId: '9000' }),
    ],
    ['this commit is submitted', { commit: 'abc1234' }, toSubmit],
  ])('with the same content and no job for %s', async (_, changes, expected) => {
    startRun()
    run.environment.addRecordComment(recordOf({ ...newer, digest: SPEC.digest, ...changes }))
    expect(await resolve()).toEqual(expected)
    expect(run.clock.now()).toBeLessThan(MINUTE)
  })
})

describe('a spec whose submission by an earlier run was interrupted', () => {
  const SUBMITTED_AT = -10 * MINUTE

  it.each<[string, number[], boolean, readonly unknown[]]>([
    ['is submitted if the list has no match', [], false, toSubmit],
    ['reuses the only match', [9], false, reused(2)],
    ['is submitted if the only match is older', [12], false, toSubmit],
    ['is unknown in a matrix', [9], true, [expect.objectContaining({ outcome: 'unknown' })]],
    [
      'is unknown if there are several matches',
      [9, 8],
      false,
      [expect.objectContaining({ outcome: 'unknown' })],
    ],
  ])('%s', async (_, ages, isInMatrix, expected) => {
    startRun()
    for (const age of ages) run.api.addJob(RUNNING, SPEC.request, age * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    expect(await resolve(toSubmit, { isInMatrix })).toEqual(expected)
    expect(run.api.callsOf('list').length).toBeGreaterThan(0)
  })

  it('names the possible jobs and what to do if it is unknown', async () => {
    startRun()
    for (const age of [9, 8]) run.api.addJob(RUNNING, SPEC.request, age * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    const [state] = await resolve()
    expect(state?.notes).toEqual([
      { code: 'matches-ambiguous', jobIds: expect.arrayContaining([jobId(2), jobId(3)]) as unknown },
      { code: 'interrupted-run-unresolved' },
    ])
  })

  it('is searched for 5 minutes if the submission just started', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(-1, -1_000)))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.clock.now()).toBeGreaterThanOrEqual(5 * MINUTE - 1_000)
  })

  it.each<[string, JobLifecycle, FaultScript | undefined, readonly unknown[]]>([
    ['is submitted if the match has failed', { statuses: [[0, 'FAILED']] }, undefined, toSubmit],
    [
      'is unknown if the list cannot be read',
      RUNNING,
      () => ({ error: httpError(403) }),
      [expect.objectContaining({ outcome: 'unknown' })],
    ],
  ])('%s', async (_, lifecycle, script, expected) => {
    startRun()
    run.api.addJob(lifecycle, SPEC.request, 9 * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    if (script) run.api.script = script
    expect(await resolve()).toEqual(expected)
  })

  it('does not reuse a job of another spec', async () => {
    startRun()
    for (const age of [9, 8]) run.api.addJob(RUNNING, SPEC.request, age * MINUTE)
    const jobs = [await recordedJob(3, { digest: OTHER.digest })]
    const { specs } = recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT))
    run.environment.addRecordComment({
      specs: { ...specs, 'b.yml': specRecord({ digest: OTHER.digest, jobs }) },
    })
    expect(await resolve()).toEqual(reused(2))
  })

  it('does not reuse a job of another comment of ours', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    run.conversation.addComment(
      run.conversation.login,
      `${createCodec('other', 'acme/bot#7', undefined).prefix} -->\n${jobId(2)}`,
    )
    expect(await resolve()).toEqual([expect.objectContaining({ outcome: 'unknown' })])
  })

  it('is searched at once if it was an earlier attempt of this run', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    const holder = { run: { id: '8123', attempt: 2 }, holderId: 'second', commit: 'abc1234' }
    run.environment.addRecordComment(
      recordOf({ ...submitting(HOUR, SUBMITTED_AT), run: { id: '8123', attempt: 1 } }),
    )
    expect(await resolve(toSubmit, {}, { holder })).toEqual(reused(2))
    expect(run.clock.now()).toBeLessThan(MINUTE)
  })
})

describe('a spec that another run is submitting', () => {
  /** The other run changes its record. */
  const replaceRecordAfter = (minutes: number, changes: Partial<SpecRecord>): void => {
    void run.clock.sleep(minutes * MINUTE).then(() => {
      run.conversation.deleteComment(101)
      run.environment.addRecordComment(recordOf({ atMs: TEST_START_MS, ...changes }))
    })
  }

  it('waits for the job of that run', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    const jobs = [await recordedJob()]
    replaceRecordAfter(3, { jobs })
    expect(await resolve()).toEqual(reused(1))
    expect(run.clock.now()).toBeGreaterThanOrEqual(3 * MINUTE)
    expect(run.clock.now()).toBeLessThan(3.5 * MINUTE)
    expect(run.log.lines.filter((line) => line.includes('waiting for its job'))).toHaveLength(1)
  })

  it('is submitted if the submission of that run is refused', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    replaceRecordAfter(3, {})
    expect(await resolve()).toEqual(toSubmit)
    expect(run.clock.now()).toBeLessThan(4 * MINUTE)
  })

  it('searches for the job when the lease of that run expires', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 0)
    run.environment.addRecordComment(recordOf(submitting(6 * MINUTE)))
    expect(await resolve()).toEqual(reused(2))
    expect(run.clock.now()).toBeGreaterThanOrEqual(6 * MINUTE)
    expect(run.clock.now()).toBeLessThan(7 * MINUTE)
  })

  it('stops waiting at the deadline of the step', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    const deadlineMs = 10 * MINUTE
    expect(await resolve(toSubmit, {}, { deadlineMs })).toEqual(
      withOutcome('timed-out', { code: 'out-of-time-before-submission' }),
    )
    expect(run.clock.now()).toBe(deadlineMs)
  })

  it('is refused if GitHub is unavailable for 2 minutes', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    run.conversation.beforeCall = () => (run.clock.now() < MINUTE ? undefined : BAD_GATEWAY)
    expect(await resolve()).toEqual(withOutcome('refused', { code: 'record-unavailable' }))
    expect(run.clock.now()).toBeLessThanOrEqual(3.5 * MINUTE)
  })
})
