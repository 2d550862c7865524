import { FakeWatch } from '../fakes/watch.ts'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { CommandContext } from '../../src/commands/context.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { Note } from '../../src/jobs/note.ts'
import { toRecordedJob, type SpecRecord, type RecordedJob } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { outcomeNote } from '../../src/jobs/job-status.ts'
import { markSuperseded, supersede } from '../../src/jobs/supersede.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { FakeRun, StandaloneRun, FakeEnvironment } from '../fakes/command-context.ts'
import { INTERRUPTED, httpError, jobId, type JobLifecycle, type FaultScript } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const OLD_DIGEST = '0'.repeat(64)
const INPUTS = { onSuperseded: 'cancel', reuse: true } as const

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

/** Creates a job and its record of an earlier run with an older version of the spec. */
async function oldJob(changes: Partial<RecordedJob> = {}, lifecycle = RUNNING): Promise<RecordedJob> {
  const job = await readJob(run.api.addJob(lifecycle, SPEC.request, HOUR))
  const details = { digest: OLD_DIGEST, runId: '8000', atMs: TEST_START_MS - HOUR }
  return { ...toRecordedJob(job, details), isUnfinished: true, ...changes }
}

const specRecord = (jobs: readonly RecordedJob[], changes: Partial<SpecRecord> = {}): SpecRecord => ({
  digest: OLD_DIGEST,
  run: { id: '8000', attempt: 1 },
  holderId: 'earlier',
  commit: 'earlier',
  atMs: TEST_START_MS - HOUR,
  leaseExpiresAtMs: 0,
  jobs,
  ...changes,
})

/** Runs `supersede` with this record. */
async function supersedeWith(
  specs: Record<string, SpecRecord>,
  {
    inputs = {},
    script,
    codec,
  }: { inputs?: object; script?: FaultScript; codec?: ReturnType<typeof createCodec> } = {},
): Promise<readonly JobState[]> {
  run.environment.addRecordComment({ specs }, codec ? { codec } : {})
  run.reporter.start([ours])
  run.api.calls.length = 0
  if (script) run.api.script = script
  return superseded([ours], { ...INPUTS, ...inputs })
}

async function superseded(
  states: readonly JobState[],
  inputs: typeof INPUTS = INPUTS,
  context: CommandContext = run.createContext(),
): Promise<readonly JobState[]> {
  const watch = new FakeWatch(states)
  await supersede(states, inputs, context, watch)
  return watch.states
}

const cancelled = () => run.environment.jobs.cancelled
const notesOf = (states: readonly JobState[]) => states.flatMap(({ notes }) => notes)

describe('the job of an older version', () => {
  it('is cancelled, logged and recorded', async () => {
    const states = await supersedeWith({ 'a.yml': specRecord([await oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
    expect(notesOf(states)).toEqual([{ code: 'obsolete-job-cancelled', jobId: jobId(2) }])
    expect(run.log.lines).toContain(`a.yml: The job \`${jobId(2)}\` of an earlier run was cancelled.`)
    expect(run.ledger.specRecords(states)['a.yml']?.jobs).toMatchObject([
      { id: jobId(1), isUnfinished: true },
      { id: jobId(2), isUnfinished: false },
    ])
  })

  it('keeps running with `on-superseded: leave`', async () => {
    const states = await supersedeWith(
      { 'a.yml': specRecord([await oldJob()]) },
      { inputs: { onSuperseded: 'leave' } },
    )
    expect(run.api.calls).toEqual([])
    expect(notesOf(states)).toEqual([{ code: 'obsolete-job-left', jobId: jobId(2) }])
  })

  it('is cancelled together with other unfinished jobs', async () => {
    const jobs = [
      await oldJob(),
      await oldJob({ digest: '1'.repeat(64) }),
      await oldJob({ isUnfinished: false }),
    ]
    await supersedeWith({ 'a.yml': specRecord(jobs) })
    expect(cancelled()).toEqual([jobId(2), jobId(3)])
  })

  it('is cancelled if it has the same version but was unknown before the submission', async () => {
    await supersedeWith({ 'a.yml': specRecord([await oldJob({ digest: SPEC.digest })]) })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it.each<[string, Partial<JobState>, object]>([
    ['this run reuses a job', { isReused: true }, {}],
    ['`reuse` is false', {}, { reuse: false }],
  ])('keeps running with the same version if %s', async (_, changes, inputs) => {
    ours = { ...ours, ...changes }
    const states = await supersedeWith(
      { 'a.yml': specRecord([await oldJob({ digest: SPEC.digest })]) },
      { inputs },
    )
    expect([run.api.calls, states]).toEqual([[], [ours]])
  })

  it('keeps running with a warning if another step of this run submitted it', async () => {
    await supersedeWith({ 'a.yml': specRecord([await oldJob({ runId: '8123' })]) })
    expect(run.api.calls).toEqual([])
    expect(run.log.messages('warning')).toEqual([expect.stringMatching(/a\.yml.*`comment-key`/)])
  })

  it.each<[string, Partial<RecordedJob>, Note[]]>([
    [
      'does not match its record',
      { snapshot: { jobType: 'dpo' } },
      [{ code: 'obsolete-job-unproven', jobId: jobId(2) }],
    ],
    ['does not exist', { id: jobId(9) }, []],
  ])('that %s is not cancelled', async (_, changes, notes) => {
    const states = await supersedeWith({ 'a.yml': specRecord([await oldJob(changes)]) })
    expect(run.api.callsOf('get')).toHaveLength(1)
    expect(run.api.callsOf('cancel')).toEqual([])
    expect(notesOf(states)).toEqual(notes)
  })

  it('of a record with another signature is not cancelled', async () => {
    const codec = createCodec('k', '7001#7', 'another key')
    const states = await supersedeWith({ 'a.yml': specRecord([await oldJob()]) }, { codec })
    expect(run.api.callsOf('cancel')).toEqual([])
    expect(notesOf(states)).toEqual([{ code: 'obsolete-job-unproven', jobId: jobId(2) }])
  })

  it('of a record with another signature stays unsigned after our next write', async () => {
    const codec = createCodec('k', '7001#7', 'another key')
    await supersedeWith({ 'a.yml': specRecord([await oldJob()]) }, { codec })
    const later = await superseded([ours])
    expect(run.environment.record.specs['a.yml']?.jobs.map(({ id }) => id)).toContain(jobId(2))
    expect(run.api.callsOf('cancel')).toEqual([])
    expect(notesOf(later)).toEqual([{ code: 'obsolete-job-unproven', jobId: jobId(2) }])
  })

  it.each(['SUCCESS', 'FAILED', 'CANCELLED'])('that ended as %s is not cancelled', async (status) => {
    const states = await supersedeWith({
      'a.yml': specRecord([await oldJob({}, { statuses: [[0, status]] })]),
    })
    expect([run.api.callsOf('cancel'), notesOf(states)]).toEqual([[], []])
    expect(run.ledger.specRecords(states)['a.yml']?.jobs[1]).toMatchObject({
      id: jobId(2),
      isUnfinished: false,
    })
  })

  it.each<[string, JobLifecycle['statuses'], Note[]]>([
    ['ends at that moment', [[HOUR + 2_000, 'SUCCESS']], []],
    ['takes longer to stop', [], [{ code: 'obsolete-job-asked-to-stop', jobId: jobId(2) }]],
  ])('that %s is not reported as cancelled', async (_, statuses, notes) => {
    const lifecycle: JobLifecycle = { statuses: [[0, 'RUNNING'], ...statuses], model: 'ft:x' }
    const states = await supersedeWith({ 'a.yml': specRecord([await oldJob({}, lifecycle)]) })
    expect([cancelled(), notesOf(states)]).toEqual([[jobId(2)], notes])
    expect(run.clock.now()).toBeLessThanOrEqual(30_000)
  })
})

describe('an error of the service', () => {
  it('is retried if it is short', async () => {
    const script: FaultScript = ({ atMs }) => (atMs < 5_000 ? { error: INTERRUPTED } : undefined)
    await supersedeWith({ 'a.yml': specRecord([await oldJob()]) }, { script })
    expect(cancelled()).toEqual([jobId(2)])
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
    const states = await supersedeWith({ 'a.yml': specRecord([await oldJob()]) }, { script })
    expect(notesOf(states)).toEqual([note])
    expect(states[0]?.job).toEqual(ours.job)
    expect(states[0]?.outcome).toBeUndefined()
    expect(run.clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(run.ledger.specRecords(states)['a.yml']?.jobs.map(({ id }) => id)).toEqual([jobId(1)])
  })
})

describe('a record that cannot be written', () => {
  it('for a moment is retried', async () => {
    run.conversation.beforeCall = () => (run.clock.now() < 10_000 ? BAD_GATEWAY : undefined)
    await supersedeWith({ 'a.yml': specRecord([await oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it('for long leaves the jobs running with a warning', async () => {
    run.conversation.beforeCall = () => BAD_GATEWAY
    expect(await supersedeWith({ 'a.yml': specRecord([await oldJob()]) })).toEqual([ours])
    expect(run.clock.now()).toBeLessThanOrEqual(30_000)
    expect(run.api.calls).toEqual([])
    expect(run.log.messages('warning')).toEqual([expect.stringMatching(/may keep running: HTTP 502/)])
  })

  it('permanently leaves the jobs running without another warning', async () => {
    run.conversation.beforeCall = () => FORBIDDEN
    expect(await supersedeWith({ 'a.yml': specRecord([await oldJob()]) })).toEqual([ours])
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
    expect(
      await supersedeWith({ 'a.yml': specRecord([await oldJob()]), 'b.yml': specRecord([await oldJob()]) }),
    ).toEqual([ours])
    expect(run.api.calls).toEqual([])
  })

  it('replaces nothing of a refused spec even if another was accepted', async () => {
    const { job: _, ...refused } = { ...ours, outcome: 'refused' as const }
    const other = { ...ours, label: 'b.yml' }
    run.environment.addRecordComment({
      specs: { 'a.yml': specRecord([await oldJob()]), 'b.yml': specRecord([await oldJob()]) },
    })
    await superseded([refused, other])
    expect(cancelled()).toEqual([jobId(3)])
  })
})

describe('a newer run', () => {
  const newer = { run: { id: '9000', attempt: 1 }, commit: 'newer' }

  it.each<[string, object, object, string[]]>([
    ['is cancelled', {}, {}, [jobId(1)]],
    ['keeps running with `on-superseded: leave`', { onSuperseded: 'leave' }, {}, []],
    ['keeps running while that run has no job', {}, { jobId: undefined }, []],
  ])('with another version supersedes our run: our job %s', async (_, inputs, changes, expectedCancelled) => {
    const job = await oldJob({ runId: '9000' })
    const newerRecord = { ...newer, jobId: job.id, ...changes }
    const states = await supersedeWith({ 'a.yml': specRecord([job], newerRecord) }, { inputs })
    expect(states).toMatchObject([{ outcome: 'superseded', job: { id: jobId(1) } }])
    expect(notesOf(states)).toContainEqual({ code: 'superseded-by-run', runId: '9000', has: 'other-version' })
    expect(cancelled()).toEqual(expectedCancelled)
  })

  it('with another version does not cancel our job if it has ended', async () => {
    ours = { ...ours, job: { id: jobId(1), status: 'SUCCESS' } }
    expect(await supersedeWith({ 'a.yml': specRecord([], newer) })).toMatchObject([{ outcome: 'superseded' }])
    expect(run.api.calls).toEqual([])
  })

  it('does not supersede a run with `reuse: false`', async () => {
    run.environment.addRecordComment({
      specs: { 'a.yml': specRecord([await oldJob({ runId: '9000' })], newer) },
    })
    await run.ledger.read([ours])
    run.ledger.overrideNewerRuns([ours])
    expect(await superseded([ours])).toEqual([ours])
    expect(run.environment.jobs.cancelled).toEqual([])
  })

  it('with the same version cancels the older jobs itself', async () => {
    const jobs = [await oldJob()]
    expect(await supersedeWith({ 'a.yml': specRecord(jobs, { ...newer, digest: SPEC.digest }) })).toEqual([
      ours,
    ])
    expect(run.api.calls).toEqual([])
  })
})

describe('the job of a removed spec', () => {
  it('is cancelled and logged', async () => {
    await supersedeWith({ 'b.yml': specRecord([await oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
    expect(run.log.lines.join()).toContain(`b.yml: The job \`${jobId(2)}\``)
  })

  it.each<[string, Partial<SpecRecord>, Partial<RecordedJob>]>([
    ['a newer run has the spec', { run: { id: '9000', attempt: 1 } }, {}],
    ['another step of this run has the spec', { run: { id: '8123', attempt: 1 } }, {}],
    ['another step of this run submitted it', {}, { runId: '8123' }],
    ['it has ended', {}, { isUnfinished: false }],
  ])('is not cancelled if %s', async (_, details, changes) => {
    await supersedeWith({ 'b.yml': specRecord([await oldJob(changes)], details) })
    expect(run.api.calls).toEqual([])
  })
})

describe('a job that was cancelled while this step waited for it', () => {
  const outcomeAfter = async (
    details: Partial<SpecRecord>,
    outcome: 'cancelled' | 'failed' = 'cancelled',
  ) => {
    run.environment.addRecordComment({ specs: { 'a.yml': specRecord([], details) } })
    const [state] = await markSuperseded([{ ...ours, outcome }], run.createContext())
    return state?.outcome
  }
  const newer = { run: { id: '9000', attempt: 1 } }

  it('has one explanation', async () => {
    run.environment.addRecordComment({ specs: { 'a.yml': specRecord([], newer) } })
    const before: Note = { code: 'follows-recorded-job', isSameRun: false }
    const note = outcomeNote(sampleJob({ status: 'CANCELLED' }), 'cancelled', 0)
    const cancelled: JobState = { ...ours, outcome: 'cancelled', notes: [before, note!] }
    const [state] = await markSuperseded([cancelled], run.createContext())
    expect(state?.notes).toEqual([before, { code: 'taken-over-and-cancelled' }])
  })

  it.each<[string, Partial<SpecRecord>, string]>([
    ['a newer run with another version', newer, 'superseded'],
    ['an older run', {}, 'cancelled'],
    ['a later attempt of this run', { run: { id: '8123', attempt: 2 } }, 'cancelled'],
    [
      'a newer run with the same version and commit',
      { ...newer, digest: SPEC.digest, commit: 'abc1234' },
      'cancelled',
    ],
  ])('is superseded or cancelled: spec held by %s -> %j, %s', async (_, details, outcome) => {
    expect(await outcomeAfter(details)).toBe(outcome)
  })

  it('is the only state that is changed', async () => {
    expect(await outcomeAfter(newer, 'failed')).toBe('failed')
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
