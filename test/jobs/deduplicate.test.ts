import { FakeWatch } from '../fakes/watch.ts'
import { afterEach, describe, expect, it } from '@jest/globals'
import { settle, stateFromSpec, type JobState } from '../../src/jobs/job-state.ts'
import type { Note } from '../../src/jobs/note.ts'
import { resolveExistingJobs } from '../../src/jobs/deduplicate.ts'
import type { Provenance } from '../../src/jobs/provenance.ts'
import { requestKey, type CommentRecord, type Hold, type RecordedJob } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import type { CommandContext, PolicyJudge } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { DIGEST, sampleSpec } from '../fakes/samples.ts'
import { FakeRun, StandaloneRun } from '../fakes/command-context.ts'
import { INTERRUPTED, httpError, jobId, type JobLifecycle, type FaultScript } from '../fakes/forge-api.ts'
import {
  KEY,
  OTHER_DIGEST,
  OTHER_KEY,
  OWNER,
  SCOPE,
  commentRecordOf,
  recordedJob,
  requestOf,
  runRef,
} from '../state/samples.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const OTHER = sampleSpec({
  file: 'b.yml',
  label: 'b.yml',
  digest: OTHER_DIGEST,
  request: { ...SPEC.request, job_type: 'dpo' },
})
const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']] }
const INPUTS = { reuse: true, isInMatrix: false }

let run: FakeRun

afterEach(() => run.kill())

/** Starts a run an hour after an earlier run created job 1. */
function startRun(lifecycle: JobLifecycle = RUNNING, request = SPEC.request): void {
  run = new StandaloneRun({}, RUNNING)
  run.api.addJob(lifecycle, request, HOUR)
}

/** Job `n` in the record of an earlier run. */
const earlierJob = (n = 1, changes: Partial<RecordedJob> = {}): RecordedJob =>
  recordedJob(n, { run: runRef(8000), atMs: TEST_START_MS - HOUR, ...changes })

/** What an earlier run did with a request. */
interface Earlier extends Partial<Hold> {
  readonly jobs?: readonly RecordedJob[]
}

const recordOf = ({ jobs = [], ...hold }: Earlier = {}, key = KEY): CommentRecord => {
  const times = { atMs: TEST_START_MS - HOUR, leaseExpiresAtMs: 0 }
  const earlier = { holderId: 'earlier', run: runRef(8000), commit: 'earlier', ...times, ...hold }
  return commentRecordOf({ [key]: requestOf(earlier, jobs) })
}

/** Of a step that follows job 1. */
const IN_USE: Earlier = { jobId: jobId(1), leaseExpiresAtMs: TEST_START_MS + 20 * MINUTE }

/** How this step holds a request, by its record. */
const ownHold = (key = KEY): Hold | undefined =>
  run.environment.record.requests[key]?.holds.find(({ holderId }) => holderId === run.holder.holderId)

/** An earlier run is submitting, and its lease is active for `leaseMs` from now. */
const submitting = (leaseMs: number, sinceMs = 0): Earlier => ({
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
    conversation.replaceComment(before!.id, before!.body)
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
    expect(ownHold()).toMatchObject({
      owner: OWNER,
      run: run.holder.run,
      label: 'a.yml',
      submissionStartedAtMs: TEST_START_MS,
    })
    expect(run.environment.record.requests[KEY]?.jobs).toEqual([])
    expect(run.api.callsOf('create')).toEqual([])
  })

  it('is claimed again if another run overwrites the claim', async () => {
    startRun()
    overwritten(1)
    expect(await resolve()).toEqual(toSubmit)
    expect(ownHold()).toMatchObject({ submissionStartedAtMs: expect.any(Number) })
  })

  it('is submitted although every claim is overwritten', async () => {
    startRun()
    const writes = overwritten(Infinity)
    expect(await resolve()).toEqual(toSubmit)
    expect(writes()).toBe(6)
  })

  it('is claimed once GitHub works again, and for up to 15 minutes', async () => {
    startRun()
    const { conversation, clock } = run
    conversation.beforeCall = ({ operation }) =>
      operation === 'create' && clock.now() < MINUTE ? BAD_GATEWAY : undefined
    expect(await resolve()).toEqual(toSubmit)
    expect(ownHold()).toBeDefined()
    startRun()
    run.conversation.beforeCall = ({ operation }) => (operation === 'create' ? BAD_GATEWAY : undefined)
    expect(await resolve()).toEqual(
      withOutcome('refused', { code: 'record-unavailable', error: BAD_GATEWAY.message }),
    )
    expect(run.clock.now()).toBeGreaterThan(14 * MINUTE)
    expect(run.clock.now()).toBeLessThanOrEqual(15 * MINUTE)
  })

  it('does not affect invalid specs and specs with an outcome', async () => {
    startRun()
    const decided: readonly JobState[] = [
      { label: 'invalid.yml', outcome: 'invalid', timeline: [], notes: [] },
      { ...stateFromSpec(OTHER), outcome: 'refused' },
    ]
    expect(await resolve([...decided, ...toSubmit])).toEqual([...decided, ...toSubmit])
    // The step asks for all of them, whatever becomes of them.
    expect(Object.keys(run.environment.record.requests)).toEqual([OTHER_KEY, KEY])
  })
})

describe('a record that cannot be read', () => {
  it('for 15 minutes stops the submission with a hint', async () => {
    startRun()
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await resolve()).toEqual(
      withOutcome('refused', { code: 'record-unavailable', error: BAD_GATEWAY.message }),
    )
    expect(run.clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(run.clock.now()).toBeGreaterThan(14 * MINUTE)
    expect(run.api.calls).toEqual([])
  })

  it('stops the submission at the deadline of the step', async () => {
    startRun()
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await resolve(toSubmit, {}, { deadlineMs: 5 * MINUTE })).toEqual(
      withOutcome('refused', { code: 'record-unavailable' }),
    )
    expect(run.clock.now()).toBeLessThanOrEqual(5 * MINUTE)
  })

  it('for a while is retried', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
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
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    const [{ id, body } = { id: 0, body: '' }] = run.conversation.comments
    await run.conversation.update(id, change(body))
    expect(await resolve()).toEqual(withOutcome('refused', { code: 'record-refused' }))
    expect(run.conversation.bodies).toEqual([change(body)])
  })

  it('because the login of the token is unknown for a moment is retried', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
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
  ])('for 15 minutes stops the submission unless `reuse` is false (%s)', async (reuse, expected) => {
    startRun()
    run.conversation.beforeCall = ({ operation }) => (writes.includes(operation) ? BAD_GATEWAY : undefined)
    expect(await resolve(toSubmit, { reuse })).toEqual(expected)
  })
})

describe('a record', () => {
  const otherCodec = createCodec('k', SCOPE, 'another key')

  it('of another author is ignored', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }), { author: 'mallory' })
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.callsOf('get')).toEqual([])
  })

  it('with another signature is used if its job matches the spec', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }), { codec: otherCodec })
    expect(await resolve()).toEqual(reused(1))
    expect(run.api.calls.map(({ operation, id }) => [operation, id])).toEqual([['get', jobId(1)]])
  })

  it('with another signature is ignored if its job does not match the spec', async () => {
    startRun(RUNNING, OTHER.request)
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }), { codec: otherCodec })
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.callsOf('get')).toHaveLength(1)
  })
})

describe('a spec with a recorded job', () => {
  it('reuses it and publishes that at once', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    expect(await resolve()).toEqual(reused(1))
    expect(run.outputs).toMatchObject({ 'job-id': jobId(1), reused: 'true', outcome: 'running' })
    expect(run.postStates.at(-1)).toMatchObject({ jobIds: [jobId(1)] })
    expect(run.log.lines.join()).toMatch(/follows job .*An earlier run submitted the same spec/)
  })

  it('notes which run created the job and that it has succeeded', async () => {
    startRun({ statuses: [[0, 'SUCCESS']], model: 'ft:x' })
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { run: runRef(8123) })] }))
    const [state] = await resolve()
    expect(state?.notes).toEqual([
      { code: 'already-trained', isSameRun: true, createdAtS: state?.job?.createdAt },
    ])
  })

  it.each<[string, Earlier, Partial<RecordedJob>]>([
    ['this step, under another file name', { label: 'renamed.yml' }, {}],
    ['another step of this run', { owner: 'another step', run: runRef(8123) }, {}],
    ['another workflow', { owner: 'another step', run: runRef(8100) }, {}],
    ['a newer run of another workflow', { owner: 'another step', run: runRef(9000) }, {}],
  ])('follows the job of %s', async (_, hold, job) => {
    startRun()
    const { owner = OWNER, run: itsRun = runRef(8000) } = hold
    const jobs = [earlierJob(1, { owner, run: itsRun, ...job })]
    run.environment.addRecordComment(recordOf({ ...hold, jobs }))
    expect(await resolve()).toEqual(reused(1))
  })

  it('follows a job of a comment with another key', async () => {
    startRun()
    const codec = createCodec('another comment', SCOPE, 'forge-key')
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }), { codec })
    expect(await resolve()).toMatchObject([{ isReused: true, provenance: 'verified' }])
  })

  it.each<[string, string]>([
    ['of another service', requestKey(DIGEST, 'https://other.example')],
    ['of another request', OTHER_KEY],
  ])('does not follow a job %s', async (_, key) => {
    startRun()
    const codec = createCodec('another comment', SCOPE, 'forge-key')
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }, key), { codec })
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.callsOf('get')).toEqual([])
  })

  it.each<[Provenance, Provenance]>([
    ['submitted', 'verified'],
    ['recovered', 'verified'],
    ['verified', 'verified'],
    ['unsigned', 'unsigned'],
    ['listed', 'listed'],
  ])('that is %s is %s afterwards, and stays so in the record', async (provenance, expected) => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { provenance })] }))
    const states = await resolve()
    expect(states).toMatchObject([{ isReused: true, provenance: expected }])
    await run.ledger.write(states)
    expect(run.environment.record.requests[KEY]).toMatchObject({
      holds: [{ holderId: run.holder.holderId }, {}],
      jobs: [{ provenance }],
    })
  })

  it.each<Provenance>(['unsigned', 'listed'])(
    'that is %s is not followed if the service contradicts the request',
    async (provenance) => {
      startRun(RUNNING, OTHER.request)
      run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { provenance })] }))
      expect(await resolve()).toEqual(toSubmit)
    },
  )

  it('is submitted with `reuse: false`', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    expect(await resolve(toSubmit, { reuse: false })).toEqual(toSubmit)
    expect(ownHold()).toBeDefined()
    expect(run.environment.record.requests[KEY]?.jobs).toMatchObject([{ id: jobId(1) }])
  })

  it.each(['FAILED', 'CANCELLED', 'TIMEOUT_EXCEEDED'])(
    'reuses an older job if the newest ended as %s',
    async (status) => {
      startRun()
      run.api.addJob({ statuses: [[0, status]] }, SPEC.request, MINUTE)
      run.environment.addRecordComment(
        recordOf({ jobs: [earlierJob(2, { atMs: TEST_START_MS - MINUTE }), earlierJob(1)] }),
      )
      expect(await resolve()).toEqual(reused(1))
    },
  )

  it('reuses the newest of several jobs', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, MINUTE)
    run.environment.addRecordComment(
      recordOf({ jobs: [earlierJob(2, { atMs: TEST_START_MS - MINUTE }), earlierJob(1)] }),
    )
    expect(await resolve()).toEqual(reused(2))
  })

  it('is submitted if its only job failed', async () => {
    startRun({ statuses: [[0, 'FAILED']] })
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.api.callsOf('get')).toHaveLength(1)
  })

  it.each<[string, Partial<RecordedJob>]>([
    ['had ended', { isUnfinished: false }],
    ['belongs to another API key', { keyId: 'another' }],
    ['is in a record that anybody may have written', { provenance: 'unsigned' }],
  ])('is submitted if the job does not exist and %s', async (_, job) => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { id: jobId(9), ...job })] }))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.clock.now()).toBeLessThan(MINUTE)
    expect(run.log.lines.filter((line) => line.includes(jobId(9)))).toEqual([
      expect.stringMatching(
        /cannot read its job .* \(No job matches the given query\.\); nothing is submitted yet$/,
      ),
      expect.stringMatching(/its earlier job .* no longer exists$/),
    ])
  })

  it.each<[string, Earlier, Partial<RecordedJob>, number]>([
    ['was just recorded with another API key', {}, { keyId: 'another', atMs: TEST_START_MS - 5_000 }, 30_000],
    ['was just recorded by anybody', {}, { provenance: 'unsigned', atMs: TEST_START_MS - 5_000 }, 30_000],
    ['a live step with another API key follows', IN_USE, { keyId: 'another' }, 5 * MINUTE],
  ])('is not submitted while the service does not show a job that %s', async (_, hold, job, hiddenMs) => {
    startRun()
    run.environment.addRecordComment(recordOf({ ...hold, jobs: [earlierJob(1, job)] }))
    run.api.script = ({ atMs }) => (atMs < hiddenMs ? { error: httpError(404) } : undefined)
    expect(await resolve()).toEqual(reused(1))
  })

  it('is submitted if a job of another API key that a live step follows does not exist for ten minutes', async () => {
    startRun()
    const jobs = [earlierJob(1, { id: jobId(9), keyId: 'another' })]
    run.environment.addRecordComment(recordOf({ ...IN_USE, jobId: jobId(9), jobs }))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.clock.now()).toBeGreaterThanOrEqual(10 * MINUTE)
  })

  it('is submitted at once if the job does not exist, and was recorded in the future', async () => {
    startRun()
    const job = { id: jobId(9), provenance: 'unsigned', atMs: TEST_START_MS + HOUR } as const
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, job)] }))
    expect(await resolve()).toEqual(toSubmit)
    expect(run.clock.now()).toBeLessThan(MINUTE)
  })

  it('is not submitted if an unfinished job does not exist for ten minutes', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { id: jobId(9) })] }))
    expect(await resolve()).toEqual(withOutcome('refused', { code: 'recorded-job-missing', jobId: jobId(9) }))
    expect(run.clock.now()).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(run.api.callsOf('list').length).toBeGreaterThan(0)
  })

  it('reuses an unfinished job that only the list shows', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    run.api.script = ({ operation }) => (operation === 'get' ? { error: httpError(404) } : undefined)
    expect(await resolve()).toEqual(reused(1))
  })

  it('retries reading a job that was just created', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { atMs: TEST_START_MS - 5_000 })] }))
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

  it.each([
    {
      isUnfinished: true,
      expected: withOutcome('refused', { code: 'recorded-job-missing', jobId: jobId(1) }),
    },
    { isUnfinished: false, expected: toSubmit },
  ])(
    'counts a job that was created at another time as not found (unfinished: $isUnfinished)',
    async ({ isUnfinished, expected }) => {
      startRun()
      const createdAtS = (TEST_START_MS - 2 * HOUR) / 1000
      run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { createdAtS, isUnfinished })] }))
      expect(await resolve()).toEqual(expected)
      expect(run.api.callsOf('get')).toHaveLength(1)
    },
  )

  it('reuses a job whose fields the service reports otherwise than they were sent', async () => {
    startRun(RUNNING, OTHER.request)
    const createdAtS = (TEST_START_MS - HOUR) / 1000
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, { createdAtS })] }))
    expect(await resolve()).toEqual(reused(1))
  })

  it.each<[string, FaultScript, number]>([
    ['refuses the read', () => ({ error: httpError(403) }), 1],
    ['is unavailable for 15 minutes', () => ({ error: INTERRUPTED }), 15 * MINUTE],
  ])('is not submitted if the service %s', async (_, script, maxMs) => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    run.api.script = script
    expect(await resolve()).toEqual(
      withOutcome('refused', { code: 'recorded-job-unreadable', jobId: jobId(1) }),
    )
    expect(run.clock.now()).toBeLessThanOrEqual(maxMs)
    expect(run.clock.now()).toBeGreaterThanOrEqual(maxMs / 2 - 1)
  })

  it('does not affect the submission of another spec', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    const [one, other] = await resolve([stateFromSpec(SPEC), stateFromSpec(OTHER)])
    expect([one]).toEqual(reused(1))
    expect(other).toEqual(stateFromSpec(OTHER))
    expect(ownHold(OTHER_KEY)).toBeDefined()
    expect(ownHold()).toMatchObject({ jobId: jobId(1) })
  })
})

describe('a spec with a recorded job, on `schedule`', () => {
  const SUCCEEDED: JobLifecycle = { statuses: [[0, 'SUCCESS']], model: 'ft:x' }
  const ended = { isUnfinished: false, outputModel: 'ft:x' }

  it.each<[string, JobLifecycle, Partial<RecordedJob>]>([
    ['a live job of an earlier run', RUNNING, {}],
    ['a live job of another step', RUNNING, { owner: 'another step' }],
    ['the model of an earlier attempt', SUCCEEDED, { ...ended, run: runRef(8123) }],
  ])('follows %s', async (_, lifecycle, job) => {
    startRun(lifecycle)
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, job)] }))
    expect(await resolve(toSubmit, {}, { isScheduled: true })).toEqual(reused(1))
  })

  it.each<[string, Partial<RecordedJob>]>([
    ['has succeeded', ended],
    ['has succeeded, which nobody has recorded', {}],
  ])('trains again if the job of an earlier run %s', async (_, job) => {
    startRun(SUCCEEDED)
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, job)] }))
    expect(await resolve(toSubmit, {}, { isScheduled: true })).toEqual(toSubmit)
    run.kill()
    startRun(SUCCEEDED)
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob(1, job)] }))
    expect(await resolve()).toEqual(reused(1))
  })
})

describe('a spec that a newer run holds', () => {
  const newer = { run: runRef(9000) }

  it('with other content is superseded', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(newer, OTHER_KEY))
    expect(await resolve()).toEqual(
      withOutcome('superseded', { code: 'newer-run-has-other-version', runId: '9000' }),
    )
    expect(ownHold()).toBeUndefined()
  })

  it('with other content is submitted with `reuse: false`', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(newer, OTHER_KEY))
    expect(await resolve(toSubmit, { reuse: false })).toEqual(toSubmit)
  })

  it.each<[string, Earlier]>([
    ['another step', { owner: 'another step' }],
    ['an unsigned record', { isUnsigned: true }],
  ])('with other content is submitted if the newer run is one of %s', async (_, hold) => {
    startRun()
    const codec = hold.isUnsigned === true ? { codec: createCodec('k', SCOPE, 'another key') } : {}
    run.environment.addRecordComment(recordOf({ ...newer, ...hold }, OTHER_KEY), codec)
    expect(await resolve()).toEqual(toSubmit)
  })

  it.each<[string, Earlier, readonly unknown[]]>([
    [
      'another commit is not submitted',
      { commit: 'newer' },
      withOutcome('superseded', { code: 'newer-run-has-other-commit', runId: '9000' }),
    ],
    ['this commit is submitted', { commit: 'abc1234' }, toSubmit],
  ])('with the same content and no job for %s', async (_, changes, expected) => {
    startRun()
    run.environment.addRecordComment(recordOf({ ...newer, ...changes }))
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

  it.each([-1_000, -12 * MINUTE])(
    'is searched for until 5 minutes after the claim has expired, if it began %d ms ago',
    async (sinceMs) => {
      startRun()
      run.environment.addRecordComment(recordOf(submitting(-1_000, sinceMs)))
      expect(await resolve()).toEqual(toSubmit)
      expect(run.clock.now()).toBeGreaterThanOrEqual(5 * MINUTE - 1_000)
    },
  )

  it.each<[string, JobLifecycle, FaultScript | undefined, readonly unknown[]]>([
    [
      'is submitted if the match has failed',
      { statuses: [[0, 'FAILED']] },
      undefined,
      [{ ...toSubmit[0], notes: [{ code: 'earlier-job-unused', jobId: jobId(2), status: 'FAILED' }] }],
    ],
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
    const { requests } = recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT))
    const others = recordOf({ jobs: [earlierJob(3)] }, OTHER_KEY).requests
    run.environment.addRecordComment(commentRecordOf({ ...requests, ...others }))
    expect(await resolve()).toEqual(reused(2))
  })

  it('is not submitted again because a forged record names its job for another spec', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    const forged = recordOf({ jobs: [earlierJob(2)] }, OTHER_KEY)
    run.environment.addRecordComment(forged, { codec: createCodec('forged', SCOPE, 'a guess') })
    expect(await resolve()).toMatchObject([{ outcome: 'unknown', notes: [{ jobId: jobId(2) }, {}] }])
  })

  it('does not reuse a job of another comment of ours', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    run.conversation.addComment(
      run.conversation.login,
      `${createCodec('other', SCOPE, undefined).prefix} -->\n${jobId(2)}`,
    )
    expect(await resolve()).toEqual([expect.objectContaining({ outcome: 'unknown' })])
  })

  it.each([-24 * HOUR, 24 * HOUR])('is found if the service’s clock is %d ms off', async (clockOffsetMs) => {
    startRun()
    run.api.clockOffsetMs = clockOffsetMs
    for (const age of [9, 8]) run.api.addJob(RUNNING, SPEC.request, age * MINUTE)
    const sinceS = (TEST_START_MS + clockOffsetMs - 9 * MINUTE) / 1000
    const baseline = { sinceS, knownIds: [jobId(2)] }
    run.environment.addRecordComment(recordOf({ ...submitting(SUBMITTED_AT, SUBMITTED_AT), baseline }))
    expect(await resolve()).toEqual(reused(3))
  })

  it('does not reuse a job that was created after the earlier run could have submitted', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, MINUTE)
    // After the job of `startRun`, which is an hour old.
    const sentAt = SUBMITTED_AT - 40 * MINUTE
    const baseline = { sinceS: (TEST_START_MS + sentAt) / 1000, knownIds: [] }
    const interrupted = {
      ...submitting(sentAt, sentAt),
      atMs: TEST_START_MS + sentAt,
      baseline,
    }
    run.environment.addRecordComment(recordOf(interrupted))
    expect(await resolve()).toEqual(toSubmit)
  })

  it('is recorded as a job of the step that submitted it, so that no other step supersedes it', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    const submitter = { owner: 'another step', run: runRef(8000) }
    run.environment.addRecordComment(recordOf({ ...submitting(SUBMITTED_AT, SUBMITTED_AT), ...submitter }))
    const recorded = run.ledger.requests(await resolve())[KEY]
    expect(recorded?.jobs).toMatchObject([{ id: jobId(2), provenance: 'recovered', ...submitter }])
  })

  it('is recorded with what its step says, also if the match has failed', async () => {
    startRun()
    run.api.addJob({ statuses: [[0, 'FAILED']] }, SPEC.request, 9 * MINUTE)
    const approval = { act: 'review', by: 'ada', atMs: TEST_START_MS - HOUR, actId: 'review 1' } as const
    const claim = { owner: 'another step', run: runRef(8000), approval, price: 3 }
    run.environment.addRecordComment(recordOf({ ...submitting(SUBMITTED_AT, SUBMITTED_AT), ...claim }))
    await resolve()
    const jobs = run.environment.record.requests[KEY]?.jobs
    expect(jobs).toMatchObject([{ id: jobId(2), provenance: 'recovered', isUnfinished: false, ...claim }])
  })

  describe('where nobody has approved it any more', () => {
    const APPROVAL = { act: 'review', by: 'ada', atMs: TEST_START_MS - HOUR, actId: 'review 1' } as const
    const judge: PolicyJudge = {
      judge: (states) => Promise.resolve(states.map((state) => settle(state, 'unapproved'))),
      judgeAgain: () => Promise.resolve([]),
      withApproval: (state) => state,
    }

    it('follows the job that was submitted, and says who approved that', async () => {
      startRun()
      run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
      const interrupted = { ...submitting(SUBMITTED_AT, SUBMITTED_AT), approval: APPROVAL }
      run.environment.addRecordComment(recordOf(interrupted))
      const states = await resolve(toSubmit, {}, { judge })
      expect(states).toMatchObject([{ job: { id: jobId(2) }, provenance: 'recovered', approval: APPROVAL }])
      expect(run.ledger.requests(states)[KEY]?.jobs).toMatchObject([{ approval: APPROVAL }])
    })

    it('is not submitted if there is no such job', async () => {
      startRun()
      run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
      expect(await resolve(toSubmit, {}, { judge })).toMatchObject([{ outcome: 'unapproved' }])
    })
  })

  it('keeps in its own claim who has approved it', async () => {
    startRun()
    const approval = { act: 'label', by: 'bob', atMs: TEST_START_MS, actId: 'label 1' } as const
    const judge: PolicyJudge = {
      judge: () => Promise.resolve([]),
      judgeAgain: () => Promise.resolve([]),
      withApproval: (state) => ({ ...state, approval }),
    }
    await resolve(toSubmit, {}, { judge })
    expect(ownHold()?.approval).toEqual(approval)
  })

  it('is searched by one step at a time, which holds a claim meanwhile', async () => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    run.environment.addRecordComment(recordOf(submitting(SUBMITTED_AT, SUBMITTED_AT)))
    const claims: (number | undefined)[] = []
    run.api.onCall = ({ operation }) => {
      if (operation === 'list') claims.push(ownHold()?.submissionStartedAtMs)
    }
    expect(await resolve()).toEqual(reused(2))
    // The first request is for the baseline of the claim.
    const [, ...searches] = claims
    expect(searches.length).toBeGreaterThan(0)
    expect(searches.every((claim) => claim !== undefined)).toBe(true)
  })

  it.each<[string, number, number, number]>([
    [
      'once its lease has expired if it was an earlier attempt of this run',
      2 * MINUTE,
      2 * MINUTE,
      3 * MINUTE,
    ],
    ['at once if that attempt has ended', -TEST_START_MS, 0, MINUTE],
  ])('is searched %s', async (_, leaseMs, minMs, maxMs) => {
    startRun()
    run.api.addJob(RUNNING, SPEC.request, 9 * MINUTE)
    run.environment.addRecordComment(recordOf({ ...submitting(leaseMs, SUBMITTED_AT), run: runRef(8123) }))
    run = new FakeRun(run.environment, { attempt: 2 })
    expect(await resolve()).toEqual(reused(2))
    expect(run.clock.now()).toBeGreaterThanOrEqual(minMs)
    expect(run.clock.now()).toBeLessThan(maxMs)
  })
})

describe('a job that is announced to be cancelled while this step reads it', () => {
  it('is not followed, however long that takes', async () => {
    startRun()
    run.environment.addRecordComment(recordOf({ jobs: [earlierJob()] }))
    run.api.script = ({ operation }) => (operation === 'get' ? { durationMs: 20_000 } : undefined)
    const announce = (changes: Partial<RecordedJob>): void => {
      const [comment] = run.conversation.comments
      const record = recordOf({ jobs: [earlierJob(1, changes)] })
      const marker = createCodec('k', SCOPE, 'forge-key').encode?.(record) ?? ''
      run.conversation.replaceComment(comment!.id, `${marker}\n### A report`)
    }
    void run.clock.sleep(10_000).then(() => announce({ stopAtMs: TEST_START_MS + 10_000 }))
    void run.clock.sleep(40_000).then(() => announce({ isUnfinished: false }))
    run.api.jobs[0]!.cancelRequestedMs = run.clock.now() + 20_000
    Object.assign(run.api.jobs[0]!.lifecycle, { cancelDelayMs: 0 })
    const [state] = await resolve()
    expect(state?.job).toBeUndefined()
    expect(ownHold()?.submissionStartedAtMs).toBeDefined()
  })
})

describe('a spec that another run is submitting', () => {
  /** The other run changes its record. */
  const replaceRecordAfter = (minutes: number, changes: Earlier): void => {
    void run.clock.sleep(minutes * MINUTE).then(() => {
      run.conversation.deleteComment(101)
      run.environment.addRecordComment(recordOf({ atMs: TEST_START_MS, ...changes }))
    })
  }

  it('waits for the job of that run', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    const jobs = [earlierJob()]
    replaceRecordAfter(3, { jobs })
    expect(await resolve()).toEqual(reused(1))
    expect(run.clock.now()).toBeGreaterThanOrEqual(3 * MINUTE)
    expect(run.clock.now()).toBeLessThan(3.5 * MINUTE)
    expect(run.log.lines.filter((line) => line.includes('waiting for its job'))).toHaveLength(1)
  })

  it('is waited for without a claim on other specs, which that run may wait for', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    replaceRecordAfter(3, { jobs: [earlierJob()] })
    const claims: (number | undefined)[] = []
    run.conversation.afterCall = () => {
      if (run.clock.now() < 3 * MINUTE) claims.push(ownHold(OTHER_KEY)?.submissionStartedAtMs)
      return undefined
    }
    const other = stateFromSpec(OTHER)
    expect(await resolve([stateFromSpec(SPEC), other])).toEqual([...reused(1), other])
    expect(claims.length).toBeGreaterThan(0)
    expect(claims.filter((claim) => claim !== undefined)).toEqual([])
    expect(ownHold(OTHER_KEY)?.submissionStartedAtMs).toBeDefined()
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

  it('is refused if GitHub is unavailable for 15 minutes', async () => {
    startRun()
    run.environment.addRecordComment(recordOf(submitting(HOUR)))
    run.conversation.beforeCall = () => (run.clock.now() < MINUTE ? undefined : BAD_GATEWAY)
    expect(await resolve()).toEqual(withOutcome('refused', { code: 'record-unavailable' }))
    expect(run.clock.now()).toBeLessThanOrEqual(16.5 * MINUTE)
  })
})
