import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Training } from '../../src/jobs/job-state.ts'
import { recordedJob, type Entry, type RecordedJob } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { explainCancelled, supersede } from '../../src/jobs/supersede.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { FakeRun, FakeStep, SharedWorld } from '../fakes/command-context.ts'
import { LOST, answered, jobId, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RUNNING: JobCourse = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const OLD_DIGEST = '0'.repeat(64)
const INPUTS = { onSuperseded: 'cancel', reuse: true } as const

let fake: FakeStep
/** The training of this step, with its job, which is the first. */
let ours: Training

beforeEach(async () => {
  fake = new FakeStep({}, RUNNING)
  ours = await withJob(sampleTraining({ spec: SPEC }))
})

afterEach(() => fake.kill())

const read = async (id: string) => {
  const reply = await fake.api.get(id)
  if (!reply.ok) throw new Error('there is no such job')
  return reply.value
}

async function withJob(training: Training): Promise<Training> {
  return { ...training, job: await read(fake.api.add(RUNNING, SPEC.request)) }
}

/** A job that an earlier run made for an older version of the spec, as it was written down then. */
async function oldJob(changes: Partial<RecordedJob> = {}, course = RUNNING): Promise<RecordedJob> {
  const job = await read(fake.api.add(course, SPEC.request, HOUR))
  const about = { digest: OLD_DIGEST, runId: '8000', atMs: TEST_START_MS - HOUR }
  return { ...recordedJob(job, about), isOpen: true, ...changes }
}

const entry = (jobs: readonly RecordedJob[], changes: Partial<Entry> = {}): Entry => ({
  digest: OLD_DIGEST,
  run: { id: '8000', attempt: 1 },
  writer: 'earlier',
  commit: 'earlier',
  atMs: TEST_START_MS - HOUR,
  aliveUntilMs: 0,
  jobs,
  ...changes,
})

/** What the record says when the job of this step was accepted; then the step goes on. */
async function superseded(
  entries: Record<string, Entry>,
  { inputs = {}, script, seal }: { inputs?: object; script?: Script; seal?: ReturnType<typeof sealOf> } = {},
): Promise<readonly Training[]> {
  fake.world.remember({ entries }, seal ? { seal } : {})
  fake.progress.begin([ours])
  fake.api.calls.length = 0
  if (script) fake.api.script = script
  return supersede([ours], { ...INPUTS, ...inputs }, fake.step())
}

const cancelled = () => fake.world.jobs.cancelled
const notesOf = (trainings: readonly Training[]) => trainings.flatMap(({ notes }) => notes).join(' ')

describe('the job of an older version', () => {
  it('is cancelled, which is told and written down', async () => {
    const done = await superseded({ 'a.yml': entry([await oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
    expect(notesOf(done)).toBe(`The job \`${jobId(2)}\` of an earlier run was cancelled.`)
    expect(fake.log.lines).toContain(`a.yml: ${notesOf(done)}`)
    expect(fake.books.entries(done)['a.yml']?.jobs).toMatchObject([
      { id: jobId(1), isOpen: true },
      { id: jobId(2), isOpen: false },
    ])
  })

  it('goes on where the user wants that', async () => {
    const done = await superseded({ 'a.yml': entry([await oldJob()]) }, { inputs: { onSuperseded: 'leave' } })
    expect(fake.api.calls).toEqual([])
    expect(notesOf(done)).toContain(`\`${jobId(2)}\` of an earlier run goes on, as \`on-superseded: leave\``)
  })

  it('is one of several, of which all that are open are cancelled', async () => {
    const jobs = [await oldJob(), await oldJob({ digest: '1'.repeat(64) }), await oldJob({ isOpen: false })]
    await superseded({ 'a.yml': entry(jobs) })
    expect(cancelled()).toEqual([jobId(2), jobId(3)])
  })

  it('is also one of the very same version that was not known when this run submitted its own', async () => {
    await superseded({ 'a.yml': entry([await oldJob({ digest: SPEC.digest })]) })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it.each<[string, Partial<Training>, object]>([
    ['this run follows', { isReused: true }, {}],
    ['this run was to train beside', {}, { reuse: false }],
  ])('is no job of the very same version that %s', async (_, changes, inputs) => {
    ours = { ...ours, ...changes }
    const done = await superseded({ 'a.yml': entry([await oldJob({ digest: SPEC.digest })]) }, { inputs })
    expect([fake.api.calls, done]).toEqual([[], [ours]])
  })

  it('is no job of another step of this run: that is warned of', async () => {
    await superseded({ 'a.yml': entry([await oldJob({ runId: '8123' })]) })
    expect(fake.api.calls).toEqual([])
    expect(fake.log.messages('warning')).toEqual([expect.stringMatching(/a\.yml.*`comment-key`/)])
  })

  it.each<[string, Partial<RecordedJob>, string]>([
    [
      'says otherwise than what was written down',
      { echo: { jobType: 'dpo' } },
      'goes on, because nothing proves',
    ],
    ['the service does not have any more', { id: jobId(9) }, ''],
  ])('that %s is left alone', async (_, changes, note) => {
    const done = await superseded({ 'a.yml': entry([await oldJob(changes)]) })
    expect(fake.api.of('get')).toHaveLength(1)
    expect(fake.api.of('cancel')).toEqual([])
    expect(notesOf(done)).toContain(note)
    expect(notesOf(done) === '').toBe(note === '')
  })

  it('that nobody with our key has written down is left alone', async () => {
    const seal = sealOf('k', 'acme/bot#7', 'another key')
    const done = await superseded({ 'a.yml': entry([await oldJob()]) }, { seal })
    expect(fake.api.of('cancel')).toEqual([])
    expect(notesOf(done)).toContain('nothing proves that it was submitted here')
  })

  it('stays what somebody else has said, also when one of ours has written after that', async () => {
    const seal = sealOf('k', 'acme/bot#7', 'another key')
    await superseded({ 'a.yml': entry([await oldJob()]) }, { seal })
    const later = await supersede([ours], INPUTS, fake.step())
    expect(fake.world.record.entries['a.yml']?.jobs.map(({ id }) => id)).toContain(jobId(2))
    expect(fake.api.of('cancel')).toEqual([])
    expect(notesOf(later)).toContain('nothing proves')
  })

  it.each(['SUCCESS', 'FAILED', 'CANCELLED'])('that has ended as %s needs nothing', async (status) => {
    const done = await superseded({ 'a.yml': entry([await oldJob({}, { statuses: [[0, status]] })]) })
    expect([fake.api.of('cancel'), notesOf(done)]).toEqual([[], ''])
    expect(fake.books.entries(done)['a.yml']?.jobs[1]).toMatchObject({ id: jobId(2), isOpen: false })
  })

  it.each<[string, JobCourse['statuses'], string]>([
    ['ends just then', [[HOUR + 2_000, 'SUCCESS']], ''],
    ['takes longer to stop', [], `The job \`${jobId(2)}\` of an earlier run was asked to stop.`],
  ])('that %s is not said to be cancelled', async (_, statuses, note) => {
    const course: JobCourse = { statuses: [[0, 'RUNNING'], ...statuses], model: 'ft:x' }
    const done = await superseded({ 'a.yml': entry([await oldJob({}, course)]) })
    expect([cancelled(), notesOf(done)]).toEqual([[jobId(2)], note])
    expect(fake.clock.now()).toBeLessThanOrEqual(30_000)
  })
})

describe('a service that is away', () => {
  it('for a moment is waited for', async () => {
    const script: Script = ({ atMs }) => (atMs < 5_000 ? { failure: LOST } : undefined)
    await superseded({ 'a.yml': entry([await oldJob()]) }, { script })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it.each<[string, Script, RegExp]>([
    ['for long', () => ({ failure: LOST }), /could not be read .*ECONNRESET.* may go on/],
    ['to us', () => ({ failure: answered(403) }), /could not be read .*may go on/],
    [
      'to the cancellation',
      ({ operation }) => (operation === 'cancel' ? { failure: answered(409) } : undefined),
      /could not be cancelled \(words of 409\), and may go on/,
    ],
  ])('%s is told', async (_, script, note) => {
    const done = await superseded({ 'a.yml': entry([await oldJob()]) }, { script })
    expect(notesOf(done)).toMatch(note)
    expect(done[0]?.job).toEqual(ours.job)
    expect(done[0]?.outcome).toBeUndefined()
    expect(fake.clock.now()).toBeLessThanOrEqual(MINUTE)
    expect(fake.books.entries(done)['a.yml']?.jobs.map(({ id }) => id)).toEqual([jobId(1)])
  })
})

describe('a record that cannot be written', () => {
  it('for a moment is waited for', async () => {
    fake.conversation.intercept = () => (fake.clock.now() < 10_000 ? PASSING : undefined)
    await superseded({ 'a.yml': entry([await oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
  })

  it('for long leaves the jobs, and says so', async () => {
    fake.conversation.intercept = () => PASSING
    expect(await superseded({ 'a.yml': entry([await oldJob()]) })).toEqual([ours])
    expect(fake.clock.now()).toBeLessThanOrEqual(30_000)
    expect(fake.api.calls).toEqual([])
    expect(fake.log.messages('warning')).toEqual([expect.stringMatching(/may go on: HTTP 502/)])
  })

  it('for good leaves the jobs, and does not say so again', async () => {
    fake.conversation.intercept = () => FORBIDDEN
    expect(await superseded({ 'a.yml': entry([await oldJob()]) })).toEqual([ours])
    expect([fake.api.calls, fake.clock.now()]).toEqual([[], 0])
    expect(fake.log.messages('warning').join()).not.toContain('may go on')
  })

  it('because there is none changes nothing', async () => {
    const { books: _, ...step } = fake.step()
    expect(await supersede([ours], INPUTS, step)).toEqual([ours])
    expect(await explainCancelled([{ ...ours, outcome: 'cancelled' }], step)).toMatchObject([
      { outcome: 'cancelled' },
    ])
    expect(fake.api.of('cancel')).toEqual([])
  })
})

describe('a step without a new job', () => {
  it('replaces nothing', async () => {
    const { job: _, ...rest } = ours
    ours = { ...rest, outcome: 'refused' }
    expect(await superseded({ 'a.yml': entry([await oldJob()]), 'b.yml': entry([await oldJob()]) })).toEqual([
      ours,
    ])
    expect(fake.api.calls).toEqual([])
  })

  it('replaces nothing of one spec that was refused, though another was accepted', async () => {
    const { job: _, ...refused } = { ...ours, outcome: 'refused' as const }
    const other = { ...ours, label: 'b.yml' }
    fake.world.remember({ entries: { 'a.yml': entry([await oldJob()]), 'b.yml': entry([await oldJob()]) } })
    await supersede([refused, other], INPUTS, fake.step())
    expect(cancelled()).toEqual([jobId(3)])
  })
})

describe('a newer run', () => {
  const newer = { run: { id: '9000', attempt: 1 }, commit: 'newer' }

  it.each<[string, object, object, string[]]>([
    ['is ended', {}, {}, [jobId(1)]],
    ['goes on where the user wants that', { onSuperseded: 'leave' }, {}, []],
    ['goes on while that run has no job yet, which may be refused', {}, { jobId: undefined }, []],
  ])('that came with another version is given way: our job %s', async (_, inputs, held, ends) => {
    const job = await oldJob({ runId: '9000' })
    const its = { ...newer, jobId: job.id, ...held }
    const done = await superseded({ 'a.yml': entry([job], its) }, { inputs })
    expect(done).toMatchObject([{ outcome: 'superseded', job: { id: jobId(1) } }])
    expect(notesOf(done)).toContain('Run 9000 is newer')
    expect(cancelled()).toEqual(ends)
  })

  it('that came with another version finds nothing to end of ours that has ended', async () => {
    ours = { ...ours, job: { id: jobId(1), status: 'SUCCESS' } }
    expect(await superseded({ 'a.yml': entry([], newer) })).toMatchObject([{ outcome: 'superseded' }])
    expect(fake.api.calls).toEqual([])
  })

  it('is not given way where this one was to train all the same', async () => {
    fake.world.remember({ entries: { 'a.yml': entry([await oldJob({ runId: '9000' })], newer) } })
    await fake.books.read([ours])
    fake.books.insist([ours])
    expect(await supersede([ours], INPUTS, fake.step())).toEqual([ours])
    expect(fake.world.jobs.cancelled).toEqual([])
  })

  it('with the same version ends what is older itself', async () => {
    const jobs = [await oldJob()]
    expect(await superseded({ 'a.yml': entry(jobs, { ...newer, digest: SPEC.digest }) })).toEqual([ours])
    expect(fake.api.calls).toEqual([])
  })
})

describe('the job of a spec that is not asked for any more', () => {
  it('is cancelled, which is told', async () => {
    await superseded({ 'b.yml': entry([await oldJob()]) })
    expect(cancelled()).toEqual([jobId(2)])
    expect(fake.log.lines.join()).toContain(`b.yml: The job \`${jobId(2)}\``)
  })

  it.each<[string, Partial<Entry>, Partial<RecordedJob>]>([
    ['a newer run asks for it', { run: { id: '9000', attempt: 1 } }, {}],
    ['another step of this run asks for it', { run: { id: '8123', attempt: 1 } }, {}],
    ['another step of this run has made it', {}, { runId: '8123' }],
    ['it has ended', {}, { isOpen: false }],
  ])('is left alone where %s', async (_, about, changes) => {
    await superseded({ 'b.yml': entry([await oldJob(changes)], about) })
    expect(fake.api.calls).toEqual([])
  })
})

describe('a job that was cancelled while this step waited for it', () => {
  const explained = async (about: Partial<Entry>, outcome: 'cancelled' | 'failed' = 'cancelled') => {
    fake.world.remember({ entries: { 'a.yml': entry([], about) } })
    const [training] = await explainCancelled([{ ...ours, outcome }], fake.step())
    return training?.outcome
  }
  const newer = { run: { id: '9000', attempt: 1 } }

  it.each<[string, Partial<Entry>, string]>([
    ['a newer run with another version', newer, 'superseded'],
    ['an older run', {}, 'cancelled'],
    ['a later attempt of this run', { run: { id: '8123', attempt: 2 } }, 'cancelled'],
    [
      'a newer run with the same version and commit',
      { ...newer, digest: SPEC.digest, commit: 'abc1234' },
      'cancelled',
    ],
  ])('where the spec is held by %s', async (_, about, outcome) => {
    expect(await explained(about)).toBe(outcome)
  })

  it('is explained, and nothing else is', async () => {
    expect(await explained(newer, 'failed')).toBe('failed')
    expect(fake.conversation.calls).toEqual([])
  })

  it('is cancelled where GitHub does not answer', async () => {
    fake.conversation.intercept = () => PASSING
    expect(await explained(newer)).toBe('cancelled')
  })
})

describe('two steps of a run with the same spec and different overrides', () => {
  it('share a record: that is warned of, and nothing is superseded', async () => {
    const world = new SharedWorld(RUNNING, RUNNING)
    const sizes = [8, 16]
    const runs = sizes.map((size) => {
      const inputs = { set: `hyperparameters.batch_size=${size}`, waitFor: 'nothing' as const }
      return new FakeRun(world, { id: '8123', inputs })
    })
    const warnings: number[] = []
    for (const step of runs) {
      expect(await step.play()).toMatchObject({ outcome: 'submitted', isGreen: true })
      warnings.push(step.log.messages('warning').filter((each) => each.includes('`comment-key`')).length)
    }
    expect(warnings).toEqual([0, 1])
    expect(world.jobs).toEqual({ accepted: [jobId(1), jobId(2)], cancelled: [] })
    const asked = world.api.jobs.map(({ request }) => request?.hyperparameters?.batch_size)
    expect(asked).toEqual(sizes)
    world.stop()
  })
})
