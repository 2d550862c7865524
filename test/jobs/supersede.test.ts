import { FakeWatch } from '../fakes/watch.ts'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { CommandContext } from '../../src/commands/context.ts'
import { withNote, type JobState } from '../../src/jobs/job-state.ts'
import type { Note } from '../../src/jobs/note.ts'
import { requestKey, type Hold, type RecordedJob, type RequestRecord } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import type { Provenance } from '../../src/jobs/provenance.ts'
import { outcomeNote } from '../../src/jobs/job-status.ts'
import { markSuperseded } from '../../src/jobs/mark-superseded.ts'
import { keepSuperseding, supersede } from '../../src/jobs/supersede.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { DIGEST, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { FakeRun, StandaloneRun, FakeEnvironment } from '../fakes/command-context.ts'
import { INTERRUPTED, httpError, jobId, type JobLifecycle, type FaultScript } from '../fakes/forge-api.ts'
import {
  KEY,
  OTHER_DIGEST,
  OTHER_KEY,
  OWNER,
  SERVICE,
  SIBLING,
  SCOPE,
  commentRecordOf,
  recordedJob,
  requestOf,
  runRef,
} from '../state/samples.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const THIRD_DIGEST = 'c'.repeat(64)
const THIRD_KEY = requestKey(THIRD_DIGEST, SERVICE)
const INPUTS = { onSuperseded: 'cancel', waitFor: 'completed' } as const
const OTHER_SIGNATURE = createCodec('k', SCOPE, 'another key')

let run: StandaloneRun
/** The state of this step with job 1. */
let ours: JobState

beforeEach(async () => {
  run = new StandaloneRun({}, RUNNING)
  ours = await withJob(sampleState({ spec: SPEC }))
})

afterEach(() => run.kill())

const readJob = async (id: string) => {
  const result = await run.api.get(id)
  if (!result.ok) throw new Error('job not found')
  return result.value
}

async function withJob(state: JobState): Promise<JobState> {
  return { ...state, job: await readJob(run.api.addJob(RUNNING, SPEC.request)) }
}

/** Creates a job that run 8000 of this step submitted. */
function oldJob(changes: Partial<RecordedJob> = {}, lifecycle = RUNNING): RecordedJob {
  run.api.addJob(lifecycle, SPEC.request, HOUR)
  const n = run.api.jobs.length
  const createdMs = TEST_START_MS - HOUR
  return recordedJob(n, {
    run: runRef(8000),
    atMs: createdMs,
    createdAtS: createdMs / 1000,
    ...changes,
  })
}

/** A request for which run 8000 of this step asked. */
const earlier = (jobs: readonly RecordedJob[], changes: Partial<Hold> = {}): RequestRecord =>
  requestOf(
    { run: runRef(8000), holderId: 'earlier', commit: 'earlier', leaseExpiresAtMs: 0, ...changes },
    jobs,
  )

/** Runs `supersede` with this record. */
async function supersedeWith(
  requests: Record<string, RequestRecord>,
  {
    inputs = {},
    script,
    codec,
  }: { inputs?: object; script?: FaultScript; codec?: ReturnType<typeof createCodec> } = {},
): Promise<readonly JobState[]> {
  run.environment.addRecordComment(commentRecordOf(requests), codec ? { codec } : {})
  run.api.calls.length = 0
  if (script) run.api.script = script
  return superseded([ours], { ...INPUTS, ...inputs })
}

async function superseded(
  states: readonly JobState[],
  inputs: Parameters<typeof supersede>[1] = INPUTS,
  context: CommandContext = run.createContext(),
): Promise<readonly JobState[]> {
  run.reporter.start(states)
  const watch = new FakeWatch(states)
  await supersede(states, inputs, context, watch)
  return watch.states
}

const cancelled = () => run.environment.jobs.cancelled
const notesOf = (states: readonly JobState[]) => states.flatMap(({ notes }) => notes)

describe('a job for a request that the step does not ask for any more', () => {
  it('is cancelled, logged and recorded', async () => {
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
    expect(notesOf(states)).toEqual([{ code: 'obsolete-job-cancelled', jobId: jobId(2) }])
    expect(run.log.lines).toContain(`a.yml: The job \`${jobId(2)}\` of an earlier run was cancelled.`)
    expect(run.ledger.requests(states)).toMatchObject({
      [KEY]: { jobs: [{ id: jobId(1), isUnfinished: true }] },
      [OTHER_KEY]: { jobs: [{ id: jobId(2), isUnfinished: false, replacedBy: DIGEST }] },
    })
  })

  it('keeps running with `on-superseded: leave`', async () => {
    const states = await supersedeWith(
      { [OTHER_KEY]: earlier([oldJob()]) },
      { inputs: { onSuperseded: 'leave' } },
    )
    expect(run.api.calls).toEqual([])
    expect(notesOf(states)).toEqual([{ code: 'obsolete-job-left', jobId: jobId(2) }])
  })

  it('that an earlier run has left with `on-superseded: leave` is not noted again', async () => {
    const left = oldJob({ replacedBy: '', replacedByRun: runRef(8100) })
    const inputs = { onSuperseded: 'leave' } as const
    expect(await supersedeWith({ [OTHER_KEY]: earlier([left]) }, { inputs })).toEqual([ours])
  })

  it.each([
    ['is cancelled later, once nobody needs it', false],
    ['is left to the next run if a step with another API key has used it', true],
  ])('%s', async (_, hasOtherKey) => {
    const { holds, jobs } = earlier([oldJob()])
    const other = { ...holds[0]!, holderId: 'other', owner: 'another', isUnsigned: true }
    const request = { holds: hasOtherKey ? [...holds, other] : holds, jobs }
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: request }))
    run.reporter.start([ours])
    const context = run.createContext()
    await run.ledger.read([ours])
    const watch = new FakeWatch([ours])
    const { signal } = new AbortController()
    const ids = new Set([jobId(2)])
    void keepSuperseding({ handled: ids, remaining: ids }, INPUTS, context, { watch, signal })
    await run.clock.sleep(10 * MINUTE)
    expect(cancelled()).toEqual(hasOtherKey ? [] : [jobId(2)])
  })

  it('is cancelled later, once GitHub no longer refuses the announcement', async () => {
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: earlier([oldJob()]) }))
    run.reporter.start([ours])
    const context = run.createContext()
    await run.ledger.read([ours])
    const watch = new FakeWatch([ours])
    const { signal } = new AbortController()
    const attemptsMs: number[] = []
    run.conversation.beforeCall = ({ operation }) => {
      if (operation !== 'update' || run.clock.now() > 10 * MINUTE) return undefined
      attemptsMs.push(run.clock.now())
      return FORBIDDEN
    }
    void keepSuperseding(await supersede([ours], INPUTS, context, watch), INPUTS, context, { watch, signal })
    await run.clock.sleep(10 * MINUTE)
    expect(cancelled()).toEqual([])
    // The announcement waits for a heartbeat that succeeds.
    expect(attemptsMs.length).toBeLessThan(12)
    await run.clock.sleep(10 * MINUTE)
    expect(cancelled()).toEqual([jobId(2)])
  })

  it('is cancelled together with all others', async () => {
    await supersedeWith({
      [OTHER_KEY]: earlier([oldJob(), oldJob(), oldJob({ isUnfinished: false })]),
      [THIRD_KEY]: earlier([oldJob()]),
    })
    expect(cancelled()).toEqual([jobId(2), jobId(3), jobId(5)])
  })

  it('is not cancelled if another service has it', async () => {
    await supersedeWith({ [requestKey(THIRD_DIGEST, 'https://other.example')]: earlier([oldJob()]) })
    expect(run.api.calls).toEqual([])
  })

  it.each<[string, Partial<RecordedJob>]>([
    ['this run submitted it', { run: runRef(8123) }],
    ['a newer run submitted it', { run: runRef(9000) }],
  ])('is not cancelled if %s', async (_, changes) => {
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob(changes)]) })
    expect(run.api.calls).toEqual([])
  })

  it('is not cancelled if this step asks for it in a spec that was refused', async () => {
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: earlier([oldJob()]) }))
    const spec = sampleSpec({ file: 'b.yml', label: 'b.yml', digest: OTHER_DIGEST })
    await superseded([ours, sampleState({ spec, outcome: 'refused' })])
    expect(cancelled()).toEqual([])
  })

  it('is not cancelled if this step asks for it in a spec whose new job was over a limit', async () => {
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: earlier([oldJob()]) }))
    const spec = sampleSpec({ file: 'b.yml', label: 'b.yml', digest: OTHER_DIGEST })
    await superseded([ours], { ...INPUTS, asked: [ours, sampleState({ spec })] })
    expect(cancelled()).toEqual([])
  })

  it('is not cancelled if all other specs are unchanged and the new job was over a limit', async () => {
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: earlier([oldJob()]) }))
    const unchanged = withNote(sampleState({ outcome: 'valid' }), { code: 'spec-unchanged', base: 'main' })
    const spec = sampleSpec({ file: 'b.yml', label: 'b.yml', digest: THIRD_DIGEST })
    await run.ledger.read([unchanged])
    await superseded([unchanged], { ...INPUTS, asked: [unchanged, sampleState({ spec })] })
    expect(cancelled()).toEqual([])
  })

  it.each<[string, Partial<RecordedJob>, Note[]]>([
    [
      'was created at another time',
      { createdAtS: TEST_START_MS / 1000 - 7_200 },
      [{ code: 'obsolete-job-unproven', jobId: jobId(2) }],
    ],
    [
      'is not found, which may pass',
      { id: jobId(9) },
      [{ code: 'obsolete-job-unreadable', jobId: jobId(9), error: 'No job matches the given query.' }],
    ],
  ])('that %s is not cancelled, nor forgotten', async (_, changes, notes) => {
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob(changes)]) })
    expect(run.api.callsOf('get')).toHaveLength(1)
    expect(run.api.callsOf('cancel')).toEqual([])
    expect(notesOf(states)).toEqual(notes)
    expect(run.ledger.requests(states)[OTHER_KEY]?.jobs).toMatchObject([{ isUnfinished: true }])
  })

  describe('at another service', () => {
    const FORMER = 'https://former.example'
    const FORMER_KEY = requestKey(DIGEST, FORMER)
    const named = [{ code: 'obsolete-job-at-other-service', jobId: jobId(2), service: FORMER }]

    it.each<[string, object, Note['code']]>([
      ['is named', {}, 'obsolete-job-at-other-service'],
      ['is named with `wait: false`', { waitFor: 'none' }, 'obsolete-job-at-other-service'],
      ['is left with `on-superseded: leave`', { onSuperseded: 'leave' }, 'obsolete-job-left'],
    ])('%s, and not cancelled', async (_, inputs, code) => {
      const states = await supersedeWith({ [FORMER_KEY]: earlier([oldJob()]) }, { inputs })
      expect(notesOf(states)).toMatchObject([{ code, jobId: jobId(2) }])
      expect(run.log.lines.join('\n')).toContain(`The job \`${jobId(2)}\` of an earlier run `)
      expect(run.api.calls).toEqual([])
    })

    it('is named by a step that asks for nothing new', async () => {
      run.environment.addRecordComment(commentRecordOf({ [FORMER_KEY]: earlier([oldJob()]) }))
      await run.ledger.read([])
      const states = await superseded([sampleState({ spec: SPEC, outcome: 'valid', notes: [{ code: 'spec-unchanged', base: 'main' }] })]) // prettier-ignore
      expect(notesOf(states).slice(1)).toEqual(named)
    })

    it.each<[string, () => RequestRecord]>([
      ['has ended', () => earlier([oldJob({ isUnfinished: false })])],
      ['another step submitted', () => earlier([oldJob({ owner: 'other' })])],
      ['is not proven to be ours', () => earlier([oldJob({ provenance: 'unsigned' })])],
      ['is of a newer run', () => earlier([oldJob({ run: runRef(9_000) })])],
      ['another step needs', () => earlier([oldJob()], { owner: 'other', jobId: jobId(2), leaseExpiresAtMs: TEST_START_MS + 4 * MINUTE })],
    ])('that %s is not named', async (_, request) => {
      expect(notesOf(await supersedeWith({ [FORMER_KEY]: request() }))).toEqual([])
    }) // prettier-ignore
  })

  it('of a record with another signature is not cancelled, nor after our next write', async () => {
    const requests = { [OTHER_KEY]: earlier([oldJob()]) }
    const states = await supersedeWith(requests, { codec: OTHER_SIGNATURE })
    const later = await superseded([ours])
    expect(run.environment.record.requests[OTHER_KEY]?.jobs).toMatchObject([
      { id: jobId(2), provenance: 'unsigned' },
    ])
    expect([run.api.calls, notesOf(states), notesOf(later)]).toEqual([[], [], []])
  })

  it.each(['unsigned', 'listed'] as const)('that is %s is not cancelled', async (provenance) => {
    await supersedeWith({
      [OTHER_KEY]: earlier([oldJob({ provenance })]),
      [KEY]: earlier([oldJob({ provenance })]),
    })
    expect(run.api.calls).toEqual([])
  })

  it.each(['submitted', 'recovered', 'verified'] as const)('that is %s is cancelled', async (provenance) => {
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob({ provenance })]) })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it.each(['SUCCESS', 'FAILED', 'CANCELLED'])('that ended as %s is not cancelled', async (status) => {
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob({}, { statuses: [[0, status]] })]) })
    expect([run.api.callsOf('cancel'), notesOf(states)]).toEqual([[], []])
    expect(run.ledger.requests(states)[OTHER_KEY]?.jobs).toMatchObject([
      { id: jobId(2), isUnfinished: false },
    ])
  })

  it.each<[string, JobLifecycle['statuses'], Note[]]>([
    ['ends at that moment', [[HOUR + 8_000, 'SUCCESS']], []],
    ['takes longer to stop', [], [{ code: 'obsolete-job-asked-to-stop', jobId: jobId(2) }]],
  ])('that %s is not reported as cancelled', async (_, statuses, notes) => {
    const lifecycle: JobLifecycle = { statuses: [[0, 'RUNNING'], ...statuses], model: 'ft:x' }
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob({}, lifecycle)]) })
    expect([cancelled(), notesOf(states)]).toEqual([[jobId(2)], notes])
    expect(run.clock.now()).toBeLessThanOrEqual(36_000)
  })
})

describe('an error of the service', () => {
  it('is retried if it is short', async () => {
    const script: FaultScript = ({ atMs }) => (atMs < 5_000 ? { error: INTERRUPTED } : undefined)
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) }, { script })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it('announces the cancellation again after an outage of minutes', async () => {
    const script: FaultScript = ({ atMs, operation }) =>
      operation === 'cancel' && atMs < 5 * MINUTE ? { error: INTERRUPTED } : undefined
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) }, { script })
    expect(cancelled()).toContain(jobId(2))
    expect(notesOf(states)).toEqual([{ code: 'obsolete-job-cancelled', jobId: jobId(2) }])
  })

  it.each<[string, FaultScript, Note]>([
    [
      'an outage',
      () => ({ error: INTERRUPTED }),
      { code: 'obsolete-job-unreadable', jobId: jobId(2), error: INTERRUPTED.message },
    ],
    [
      'a refused read',
      () => ({ error: httpError(403) }),
      { code: 'obsolete-job-unreadable', jobId: jobId(2), error: 'message of 403' },
    ],
    [
      'a refused cancellation',
      ({ operation }) => (operation === 'cancel' ? { error: httpError(409) } : undefined),
      { code: 'obsolete-job-not-cancelled', jobId: jobId(2), error: 'message of 409' },
    ],
  ])('is noted: %s', async (_, script, note) => {
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) }, { script })
    expect(notesOf(states)).toEqual([note])
    expect(states[0]?.job).toEqual(ours.job)
    expect(states[0]?.outcome).toBeUndefined()
    expect(run.clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(run.ledger.requests(states)[OTHER_KEY]?.jobs).toMatchObject([{ id: jobId(2), isUnfinished: true }])
  })
})

describe('a record that cannot be written', () => {
  it('for a moment is retried', async () => {
    run.conversation.beforeCall = () => (run.clock.now() < 10_000 ? BAD_GATEWAY : undefined)
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it('for long leaves the jobs running with a warning', async () => {
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })).toEqual([ours])
    expect(run.clock.now()).toBeLessThanOrEqual(30_000)
    expect(run.api.calls).toEqual([])
    expect(run.log.messages('warning')).toEqual([expect.stringMatching(/may keep running: HTTP 502/)])
  })

  it('permanently leaves the jobs running without another warning', async () => {
    run.conversation.beforeCall = () => FORBIDDEN
    expect(await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })).toEqual([ours])
    expect([run.api.calls, run.clock.now()]).toEqual([[], 0])
    expect(run.log.messages('warning').join()).not.toContain('may keep running')
  })

  it('because there is no record store changes nothing', async () => {
    const { ledger: _, ...context } = run.createContext()
    expect(await superseded([ours], INPUTS, context)).toEqual([ours])
    expect(await markSuperseded([{ ...ours, outcome: 'cancelled' }], context)).toMatchObject([
      { outcome: 'cancelled' },
    ])
    expect(run.api.callsOf('cancel')).toEqual([])
  })
})

describe('a step without a new job', () => {
  it('replaces nothing', async () => {
    const { job: _, ...rest } = ours
    ours = { ...rest, outcome: 'refused' }
    expect(await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })).toEqual([ours])
    expect(run.api.calls).toEqual([])
  })
})

describe('a step whose specs were all taken back', () => {
  const spec = sampleSpec({ file: 'b.yml', label: 'b.yml', digest: THIRD_DIGEST })
  const note: Note = { code: 'spec-unchanged', base: 'main' }
  const takenBack = withNote(sampleState({ spec }), note, 'valid')
  const reverted = async (record: Record<string, RequestRecord>, onSuperseded: 'cancel' | 'leave') => {
    run.environment.addRecordComment(commentRecordOf(record))
    await run.ledger.read([takenBack])
    await superseded([takenBack], { ...INPUTS, onSuperseded })
    return run.environment.record.requests[THIRD_KEY]
  }

  it.each<['cancel' | 'leave', string[]]>([
    ['cancel', [jobId(2)]],
    ['leave', []],
  ])('records that, for older runs (`on-superseded: %s`)', async (onSuperseded, expected) => {
    const recorded = await reverted({ [OTHER_KEY]: earlier([oldJob()]) }, onSuperseded)
    expect(recorded?.holds).toMatchObject([{ run: runRef(8123), leaseExpiresAtMs: 0, isUnchanged: true }])
    expect(recorded?.holds[0]?.submissionStartedAtMs).toBeUndefined()
    expect(cancelled()).toEqual(expected)
  })

  it('writes nothing if no older run has recorded anything', async () => {
    expect(await reverted({ [OTHER_KEY]: earlier([], { owner: 'another step' }) }, 'cancel')).toBeUndefined()
  })
})

describe('an older job for the same request', () => {
  it('is cancelled if this run submitted another', async () => {
    const states = await supersedeWith({ [KEY]: earlier([oldJob()]) })
    expect([cancelled(), notesOf(states)]).toEqual([
      [jobId(2)],
      [{ code: 'obsolete-job-cancelled', jobId: jobId(2) }],
    ])
  })

  it.each<[string, Partial<JobState>, Partial<RecordedJob>, Partial<Hold>]>([
    ['this run follows a job', { isReused: true }, {}, {}],
    ['another step submitted it', {}, { owner: 'another step' }, {}],
    ['another step follows it', {}, {}, { owner: SIBLING }],
    ['an earlier attempt of this run submitted it', {}, { run: runRef(8123) }, {}],
    ['a newer run submitted it', {}, { run: runRef(9000) }, {}],
    ['it has ended', {}, { isUnfinished: false }, {}],
  ])('keeps running if %s', async (_, state, job, hold) => {
    ours = { ...ours, ...state }
    const others = requestOf({ run: runRef(8000), holderId: 'previous run' })
    const states = await supersedeWith({ [KEY]: earlier([oldJob(job)], hold), [THIRD_KEY]: others })
    expect([run.api.calls, states]).toEqual([[], [ours]])
  })

  it('keeps running if another spec of this step follows it', async () => {
    const old = oldJob()
    run.environment.addRecordComment(commentRecordOf({ [KEY]: earlier([old]) }))
    const job = await readJob(old.id)
    const follower = sampleState({ spec: sampleSpec({ label: 'b.yml' }), job, isReused: true })
    await superseded([ours, follower])
    expect(cancelled()).toEqual([])
  })
})

describe('an obsolete job that another step uses', () => {
  const live = { leaseExpiresAtMs: TEST_START_MS + 10 * MINUTE }
  /** Run 8000 of this step submitted job 2, and run 7500 another. */
  const supersedeFollowed = async (hold: Partial<Hold>, others: Record<string, RequestRecord> = {}) => {
    const { holds, jobs } = earlier([oldJob()])
    const follower = requestOf({ owner: SIBLING, holderId: 'follower', leaseExpiresAtMs: 0, ...hold })
    await supersedeWith({ [OTHER_KEY]: { holds: [...holds, ...follower.holds], jobs }, ...others })
    return cancelled()
  }

  it.each<[string, Partial<Hold>]>([
    ['in this run', { run: runRef(8123) }],
    ['in the previous run', { run: runRef(8000) }],
    ['in an older run that is alive', { run: runRef(7500), ...live }],
    ['in a newer run that is alive', { run: runRef(9000), ...live }],
  ])('keeps running if that was %s', async (_, hold) => {
    expect(await supersedeFollowed(hold)).toEqual([])
    expect(run.api.calls).toEqual([])
  })

  it.each<[string, Partial<Hold>]>([
    ['in an older run that has ended', { run: runRef(7500) }],
    ['with an impossible lease', { run: runRef(7500), leaseExpiresAtMs: TEST_START_MS + 2 * HOUR }],
    ['and is the same step', { run: runRef(7500), owner: OWNER, ...live }],
  ])('is cancelled if that was %s', async (_, hold) => {
    expect(await supersedeFollowed(hold)).toEqual([jobId(2)])
  })

  it('is cancelled once the newest run of that step asks for something else', async () => {
    const newest = requestOf({ owner: SIBLING, holderId: 'its newest', run: runRef(7600) })
    const hold = { run: runRef(7500), ...live }
    expect(await supersedeFollowed(hold, { [THIRD_KEY]: newest })).toEqual([jobId(2)])
  })

  it('is never cancelled by that step', async () => {
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob({ owner: SIBLING })], { run: runRef(7500) }) })
    expect(run.api.calls).toEqual([])
  })

  it('is spared even if only an unsigned record says that another step uses it', async () => {
    const follower = requestOf({ owner: SIBLING, holderId: 'forged', run: runRef(8123), ...live })
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: follower }), { codec: OTHER_SIGNATURE })
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    expect(cancelled()).toEqual([])
  })
})

describe('an owner that two steps of one run share', () => {
  it.each<[string, Partial<Hold>]>([
    ['this run', { run: runRef(8123) }],
    ['an older run', { run: runRef(8000) }],
  ])('supersedes nothing and asks for a `comment-key`: in %s', async (_, hold) => {
    const twin = requestOf({ holderId: 'twin', leaseExpiresAtMs: 0, ...hold })
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]), [THIRD_KEY]: twin, [KEY]: earlier([oldJob()]) })
    expect(run.api.calls).toEqual([])
    expect(run.log.messages('warning')).toEqual([expect.stringContaining('`comment-key`')])
  })

  it('is not made by attempts of one run, nor by an unsigned record', async () => {
    const attempt = requestOf({ holderId: 'first attempt', run: runRef(8000, 2), leaseExpiresAtMs: 0 })
    const forged = requestOf({ holderId: 'forged', run: runRef(8000) })
    run.environment.addRecordComment(commentRecordOf({ [THIRD_KEY]: forged }), { codec: OTHER_SIGNATURE })
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]), [THIRD_KEY]: attempt })
    expect(cancelled()).toEqual([jobId(2)])
    expect(run.log.messages('warning')).toEqual([])
  })
})

describe('before it cancels an obsolete job, the step waits', () => {
  /** Our job is queued. From `afterMs` on, it has the status `status`. */
  const queuedUntil = (afterMs: number, status: string): void => {
    const { clock, reporter } = run
    ours = { ...ours, job: { ...ours.job, id: jobId(1), status: 'QUEUED' } }
    const outcome = status === 'FAILED' ? 'failed' : undefined
    const state: JobState = { ...ours, job: { id: jobId(1), status }, outcome }
    void clock.sleep(afterMs).then(() => reporter.jobEvent({ kind: 'changed', state, afterMs }))
  }
  const cancelledAtMs = () => run.api.callsOf('cancel').map(({ atMs }) => atMs)

  it('until its own job runs', async () => {
    queuedUntil(4 * MINUTE, 'RUNNING')
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    const [atMs = 0] = cancelledAtMs()
    expect(atMs).toBeGreaterThanOrEqual(4 * MINUTE)
    expect(atMs).toBeLessThanOrEqual(4 * MINUTE + 8_000)
  })

  it('and marks the obsolete job meanwhile', async () => {
    queuedUntil(4 * MINUTE, 'RUNNING')
    const task = supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    await run.clock.sleep(MINUTE)
    expect(run.environment.record.requests[OTHER_KEY]?.jobs).toMatchObject([
      { id: jobId(2), isUnfinished: true, replacedBy: DIGEST },
    ])
    await task
  })

  it('and announces that it cancels the job, so that a step that followed it just now is seen', async () => {
    const { clock, environment } = run
    const follower = requestOf({
      owner: 'another step',
      holderId: 'new',
      run: runRef(8200),
      leaseExpiresAtMs: TEST_START_MS + 5 * MINUTE,
    })
    const codec = createCodec('another comment', SCOPE, 'forge-key')
    const task = supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    await clock.sleep(3_000)
    expect(environment.record.requests[OTHER_KEY]?.jobs).toMatchObject([{ stopAtMs: expect.any(Number) }])
    environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: follower }), { codec })
    await task
    expect(cancelled()).toEqual([])
  })

  it('10 minutes at the latest', async () => {
    queuedUntil(HOUR, 'RUNNING')
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    const [atMs = 0] = cancelledAtMs()
    expect(atMs).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(atMs).toBeLessThanOrEqual(10 * MINUTE + 8_000)
  })

  it.each<[string, string, Note[]]>([
    [
      'keeps it if no new job runs by then',
      'QUEUED',
      [{ code: 'obsolete-job-not-replaced', jobId: jobId(3) }],
    ],
    ['leaves it to the next run although a new job runs', 'RUNNING', []],
  ])('until its deadline at most, and %s', async (_, status, notes) => {
    queuedUntil(HOUR, 'RUNNING')
    const spec = sampleSpec({ file: 'b.yml', label: 'b.yml', digest: THIRD_DIGEST })
    const { job } = await withJob(sampleState({ spec }))
    const other: JobState = { ...sampleState({ spec }), job: job && { ...job, status } }
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: earlier([oldJob()]) }))
    const states = await superseded([ours, other], INPUTS, {
      ...run.createContext(),
      deadlineMs: 3 * MINUTE,
    })
    expect(run.environment.record.requests[OTHER_KEY]?.jobs).toMatchObject([{ replacedBy: DIGEST }])
    expect([cancelled(), notesOf(states)]).toEqual([[], notes])
    expect(run.clock.now()).toBeLessThan(4 * MINUTE)
  })

  it('for good if its own job fails before it runs', async () => {
    queuedUntil(MINUTE, 'FAILED')
    const states = await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    expect(states).toEqual([{ ...ours, notes: [{ code: 'obsolete-job-not-replaced', jobId: jobId(2) }] }])
    expect(run.api.calls).toEqual([])
    expect(run.clock.now()).toBeLessThan(2 * MINUTE)
  })

  it.each<[string, object]>([
    ['the step does not wait for its job', { waitFor: 'none' }],
    ['`on-superseded: leave` cancels nothing', { onSuperseded: 'leave' }],
  ])('not at all if %s', async (_, inputs) => {
    queuedUntil(HOUR, 'RUNNING')
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) }, { inputs })
    expect(run.clock.now()).toBeLessThan(MINUTE)
  })

  it.each<[string, Record<string, RequestRecord>, string[]]>([
    [
      'nothing if a newer run of this step asks for it again',
      { [OTHER_KEY]: requestOf({ holderId: 'newer', run: runRef(9000) }) },
      [],
    ],
    [
      'nothing if a newer run of this step asks for something else',
      { [THIRD_KEY]: requestOf({ holderId: 'newer', run: runRef(9000) }) },
      [],
    ],
    [
      'nothing if another step follows it',
      {
        [OTHER_KEY]: requestOf({
          owner: 'another step',
          holderId: 'newer',
          run: runRef(9000),
          leaseExpiresAtMs: TEST_START_MS + 10 * MINUTE,
        }),
      },
      [],
    ],
    [
      'the job if a newer run of another step asks for something else',
      { [THIRD_KEY]: requestOf({ owner: 'another step', holderId: 'newer', run: runRef(9000) }) },
      [jobId(2)],
    ],
  ])('and then reads the record again, and cancels %s', async (_, requests, expected) => {
    queuedUntil(4 * MINUTE, 'RUNNING')
    const codec = createCodec('another comment', SCOPE, 'forge-key')
    void run.clock
      .sleep(MINUTE)
      .then(() => run.environment.addRecordComment(commentRecordOf(requests), { codec }))
    await supersedeWith({ [OTHER_KEY]: earlier([oldJob()]) })
    expect(run.clock.now()).toBeGreaterThanOrEqual(4 * MINUTE)
    expect(cancelled()).toEqual(expected)
  })
})

describe('a newer run of this step', () => {
  const newer = { run: runRef(9000), holderId: 'newer', commit: 'newer' }

  it.each<[string, object, Partial<Hold>, string[]]>([
    ['is cancelled', {}, {}, [jobId(1)]],
    ['keeps running with `on-superseded: leave`', { onSuperseded: 'leave' }, {}, []],
    ['keeps running while that run has no job', {}, { jobId: undefined }, []],
  ])('with another version supersedes our run: our job %s', async (_, inputs, changes, expectedCancelled) => {
    ours = { ...ours, provenance: 'submitted' }
    const job = oldJob({ run: runRef(9000) })
    const requests = { [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id, ...changes }) }
    const states = await supersedeWith(requests, { inputs })
    expect(states).toMatchObject([{ outcome: 'superseded', job: { id: jobId(1) } }])
    expect(notesOf(states)).toContainEqual({ code: 'superseded-by-run', runId: '9000', has: 'other-version' })
    expect(cancelled()).toEqual(expectedCancelled)
  })

  it('that asks only for what the base branch has makes our run cancel its job', async () => {
    ours = { ...ours, provenance: 'submitted' }
    const hold = { ...newer, jobId: undefined, isUnchanged: true } as const
    await supersedeWith({ [OTHER_KEY]: earlier([], hold) })
    expect(cancelled()).toEqual([jobId(1)])
  })

  it.each<Provenance>(['unsigned', 'listed'])(
    'does not make our run cancel a job that is %s',
    async (provenance) => {
      ours = { ...ours, isReused: true, provenance }
      const job = oldJob({ run: runRef(9000) })
      const states = await supersedeWith({ [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id }) })
      expect(states).toMatchObject([{ outcome: 'superseded' }])
      expect(cancelled()).toEqual([])
    },
  )

  it('does not make our run cancel a job that another step submitted', async () => {
    ours = { ...ours, isReused: true, provenance: 'verified' }
    const job = oldJob({ run: runRef(9000) })
    const theirs = oldJob({ id: jobId(1), owner: 'another step', run: runRef(7000) })
    const submitter = { owner: 'another step', holderId: 'theirs', run: runRef(7000), leaseExpiresAtMs: 0 }
    const states = await supersedeWith({
      [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id }),
      [KEY]: requestOf(submitter, [theirs]),
    })
    expect(states).toMatchObject([{ outcome: 'superseded' }])
    expect(cancelled()).toEqual([])
  })

  it('does not make our run cancel a job that another step follows', async () => {
    ours = { ...ours, provenance: 'submitted' }
    const job = oldJob({ run: runRef(9000) })
    const follower = requestOf({ owner: SIBLING, holderId: 'follower', run: runRef(8123) })
    await supersedeWith({ [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id }), [KEY]: follower })
    expect(cancelled()).toEqual([])
  })

  it('does not make our run cancel its job because another step of that run has one of its own', async () => {
    ours = { ...ours, provenance: 'submitted' }
    const job = oldJob({ run: runRef(9000) })
    const follows = { ...newer, commit: 'newer', jobId: jobId(1) }
    const additional = { ...follows, owner: 'another step', holderId: 'other', jobId: jobId(3) }
    const request = requestOf(follows)
    const states = await supersedeWith({
      [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id }),
      [KEY]: { ...request, holds: [...request.holds, ...requestOf(additional).holds] },
    })
    expect(states).toMatchObject([{ outcome: 'superseded' }])
    expect(cancelled()).toEqual([])
  })

  it('does not make our run cancel a job that another step starts to follow at that moment', async () => {
    ours = { ...ours, provenance: 'submitted' }
    const job = oldJob({ run: runRef(9000) })
    const leaseExpiresAtMs = TEST_START_MS + 10 * MINUTE
    const follower = requestOf({
      owner: 'another step',
      holderId: 'follower',
      run: runRef(9000),
      leaseExpiresAtMs,
    })
    const codec = createCodec('another comment', SCOPE, 'forge-key')
    let announced: number | undefined
    void run.clock.sleep(3_000).then(() => {
      announced = run.environment.record.requests[KEY]?.jobs[0]?.stopAtMs
      run.environment.addRecordComment(commentRecordOf({ [KEY]: follower }), { codec })
    })
    await supersedeWith({ [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id }) })
    expect(announced).toBe(TEST_START_MS)
    expect(cancelled()).toEqual([])
  })

  it('with another version does not cancel our job if it has ended', async () => {
    ours = { ...ours, provenance: 'submitted', job: { id: jobId(1), status: 'SUCCESS' } }
    const job = oldJob({ run: runRef(9000) })
    const requests = { [OTHER_KEY]: earlier([job], { ...newer, jobId: job.id }) }
    expect(await supersedeWith(requests)).toMatchObject([{ outcome: 'superseded' }])
    expect(run.api.calls).toEqual([])
  })

  it('does not supersede a run with `reuse: false`', async () => {
    run.environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: earlier([], newer) }))
    await run.ledger.read([ours])
    run.ledger.overrideNewerRuns()
    expect(await superseded([ours])).toEqual([ours])
    expect(cancelled()).toEqual([])
  })

  it('with the same version follows our job and cancels the older ones itself', async () => {
    ours = { ...ours, provenance: 'submitted' }
    const states = await supersedeWith({ [KEY]: earlier([], newer), [OTHER_KEY]: earlier([oldJob()]) })
    expect(states).toMatchObject([{ outcome: 'superseded' }])
    expect(run.api.calls).toEqual([])
  })

  it('with the same version and commit changes nothing', async () => {
    const commit = run.holder.commit
    expect(await supersedeWith({ [KEY]: earlier([], { ...newer, commit }) })).toEqual([ours])
  })
})

describe('a job that was cancelled while this step waited for it', () => {
  /** The record says that a step announced the cancellation. `hold`: of the other run. */
  const announcedFor = (hold: Partial<Hold>, key = OTHER_KEY) => {
    const announced = { [KEY]: requestOf({}, [recordedJob(1, { stopAtMs: TEST_START_MS })]) }
    const other = earlier(announced[key]?.jobs ?? [], hold)
    return commentRecordOf({ ...announced, [key]: other })
  }
  const outcomeAfter = async (
    details: Partial<Hold>,
    key = OTHER_KEY,
    outcome: 'cancelled' | 'failed' = 'cancelled',
  ) => {
    run.environment.addRecordComment(announcedFor(details, key))
    const [state] = await markSuperseded([{ ...ours, outcome }], run.createContext())
    return state?.outcome
  }
  const newer = { run: runRef(9000) }

  it('has one explanation', async () => {
    run.environment.addRecordComment(announcedFor(newer))
    const before: Note = { code: 'follows-recorded-job', isSameRun: false }
    const note = outcomeNote(sampleJob({ status: 'CANCELLED' }), 'cancelled', 0)
    const cancelled: JobState = { ...ours, outcome: 'cancelled', notes: [before, note!] }
    const [state] = await markSuperseded([cancelled], run.createContext())
    expect(state?.notes).toEqual([before, { code: 'taken-over-and-cancelled' }])
  })

  it.each<[string, Partial<Hold>, string, string]>([
    ['a newer run with another version', newer, OTHER_KEY, 'superseded'],
    ['a newer run with another commit', newer, KEY, 'superseded'],
    ['an older run', {}, OTHER_KEY, 'cancelled'],
    ['a later attempt of this run', { run: runRef(8123, 2) }, OTHER_KEY, 'cancelled'],
    ['a newer run with the same version and commit', { ...newer, commit: 'abc1234' }, KEY, 'cancelled'],
    ['a newer run of another step', { ...newer, owner: 'another step' }, OTHER_KEY, 'cancelled'],
  ])('is superseded or cancelled: there is %s', async (_, details, key, outcome) => {
    expect(await outcomeAfter(details, key)).toBe(outcome)
  })

  it('stays cancelled if no step has announced it: a person did it', async () => {
    const record = commentRecordOf({
      [KEY]: requestOf({}, [recordedJob(1)]),
      [OTHER_KEY]: earlier([], newer),
    })
    run.environment.addRecordComment(record)
    const [state] = await markSuperseded([{ ...ours, outcome: 'cancelled' }], run.createContext())
    expect(state?.outcome).toBe('cancelled')
  })

  it('is the only state that is changed', async () => {
    expect(await outcomeAfter(newer, OTHER_KEY, 'failed')).toBe('failed')
    expect(run.conversation.calls).toEqual([])
  })

  it('stays cancelled if GitHub does not respond', async () => {
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await outcomeAfter(newer)).toBe('cancelled')
  })
})

describe('two steps of a run with the same spec and different overrides', () => {
  it('share a record with a warning and supersede nothing', async () => {
    const environment = new FakeEnvironment(RUNNING, RUNNING)
    const sizes = [8, 16]
    const runs = sizes.map((size) => {
      const inputs = { set: `hyperparameters.batch_size=${size}`, waitFor: 'none' as const }
      return new FakeRun(environment, { id: '8123', inputs })
    })
    const warnings: number[] = []
    for (const context of runs) {
      expect(await context.execute()).toMatchObject({ outcome: 'submitted', isSuccess: true })
      warnings.push(context.log.messages('warning').filter((each) => each.includes('`comment-key`')).length)
    }
    expect(warnings).toEqual([0, 1])
    expect(environment.jobs).toEqual({ accepted: [jobId(1), jobId(2)], cancelled: [] })
    const submittedSizes = environment.api.jobs.map(({ request }) => request?.hyperparameters?.batch_size)
    expect(submittedSizes).toEqual(sizes)
    environment.stop()
  })
})
