import { afterEach, describe, expect, it } from '@jest/globals'
import { trainingOf, type Training } from '../../src/jobs/job-state.ts'
import { recall } from '../../src/jobs/deduplicate.ts'
import { recordedJob, type Entry, type KeyRecord, type RecordedJob } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import type { Step } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { FakeStep } from '../fakes/command-context.ts'
import { LOST, answered, jobId, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
const OTHER = sampleSpec({
  file: 'b.yml',
  label: 'b.yml',
  digest: 'b'.repeat(64),
  request: { ...SPEC.request, job_type: 'dpo' },
})
const RUNNING: JobCourse = { statuses: [[0, 'RUNNING']] }
const INPUTS = { reuse: true, isInMatrix: false }

let fake: FakeStep

afterEach(() => fake.kill())

/** A step before whose time a job was made, an hour ago, for the spec that it has now. */
function begun(course: JobCourse = RUNNING, request = SPEC.request): void {
  fake = new FakeStep({}, RUNNING)
  fake.api.add(course, request, HOUR)
}

/** How an earlier run wrote the n-th job down when it was submitted. */
async function jotted(n = 1, changes: Partial<RecordedJob> = {}): Promise<RecordedJob> {
  const reply = await fake.api.get(jobId(n))
  if (!reply.ok) throw new Error('there is no such job')
  fake.api.calls.length = 0
  const about = { digest: SPEC.digest, runId: '8000', atMs: TEST_START_MS - HOUR }
  return { ...recordedJob(reply.value, about), ...changes }
}

/** What an earlier run has left of a spec. */
const entry = (changes: Partial<Entry> = {}): Entry => ({
  digest: SPEC.digest,
  run: { id: '8000', attempt: 1 },
  writer: 'earlier',
  commit: 'earlier',
  atMs: TEST_START_MS - HOUR,
  aliveUntilMs: 0,
  jobs: [],
  ...changes,
})

const recordOf = (changes?: Partial<Entry>): KeyRecord => ({ entries: { 'a.yml': entry(changes) } })

/** An earlier run is in the middle of its submission, for which it counts as alive so long. */
const submitting = (aliveMs: number, sinceMs = 0): Partial<Entry> => ({
  submittingSinceMs: TEST_START_MS + sinceMs,
  aliveUntilMs: TEST_START_MS + aliveMs,
})

async function recalled(
  trainings: readonly Training[] = [trainingOf(SPEC)],
  inputs: Partial<typeof INPUTS> = {},
  step: Partial<Step> = {},
): Promise<readonly Training[]> {
  fake.progress.begin(trainings)
  return recall(trainings, { ...INPUTS, ...inputs }, { ...fake.step(), ...step })
}

/** Somebody writes over the comment so many times, each time a second after it was written. */
function overwritten(times: number): () => number {
  const { conversation, clock, world } = fake
  world.remember(recordOf())
  const [before] = conversation.comments
  let writes = 0
  conversation.answering = ({ operation }) => {
    if (operation === 'update' && ++writes <= times) void clock.sleep(1_000).then(restore)
    return undefined
  }
  const restore = (): void => {
    conversation.comments.splice(0, conversation.comments.length, before!)
  }
  return () => writes
}

/** Why there is no record, and what that means. */
const UNPROTECTED = [expect.stringContaining('could not be'), expect.stringContaining('may train again')]

const free = [trainingOf(SPEC)]
const attachedTo = (n: number) => [
  expect.objectContaining({ isReused: true, job: expect.objectContaining({ id: jobId(n) }) }),
]
const endedAs = (outcome: string, words: RegExp) => [
  expect.objectContaining({ outcome, notes: [expect.stringMatching(words)] as unknown }),
]

describe('a spec that no run has to do with', () => {
  it('may be submitted, when it is written down that this run does', async () => {
    begun()
    expect(await recalled()).toEqual(free)
    expect(fake.world.record.entries['a.yml']).toMatchObject({
      digest: SPEC.digest,
      run: fake.me.run,
      submittingSinceMs: TEST_START_MS,
      jobs: [],
    })
    expect(fake.api.calls).toEqual([])
  })

  it('may be submitted only when that stands there, though somebody has written over it who had read before', async () => {
    begun()
    overwritten(1)
    expect(await recalled()).toEqual(free)
    expect(fake.world.record.entries['a.yml']).toMatchObject({ writer: fake.me.writer, submittingSinceMs: expect.any(Number) })
  }) // prettier-ignore

  it('may be submitted where that never stays written', async () => {
    begun()
    const writes = overwritten(Infinity)
    expect(await recalled()).toEqual(free)
    expect(writes()).toBe(3)
  })

  it('is among others: what is no spec, or decided, is left alone', async () => {
    begun()
    const decided: readonly Training[] = [
      { label: 'broken.yml', outcome: 'invalid', timeline: [], notes: [] },
      { ...trainingOf(OTHER), outcome: 'refused' },
    ]
    expect(await recalled([...decided, ...free])).toEqual([...decided, ...free])
    expect(Object.keys(fake.world.record.entries)).toEqual(['a.yml'])
  })
})

describe('a record that cannot be read', () => {
  it('for 2 minutes is a reason to submit nothing, and to say what to do', async () => {
    begun()
    fake.conversation.intercept = () => PASSING
    expect(await recalled()).toEqual(
      endedAs('refused', /could not be asked for it \(HTTP 502.*Run the step again.*`reuse: false`/),
    )
    expect(fake.clock.now()).toBeLessThanOrEqual(2 * MINUTE)
    expect(fake.clock.now()).toBeGreaterThan(MINUTE)
    expect(fake.api.calls).toEqual([])
  })

  it('for a while is waited for', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }))
    fake.conversation.intercept = () => (fake.clock.now() < MINUTE ? PASSING : undefined)
    expect(await recalled()).toEqual(attachedTo(1))
  })

  it('for good is warned of, and no reason not to train', async () => {
    begun()
    fake.conversation.intercept = () => FORBIDDEN
    expect(await recalled()).toEqual(free)
    expect(fake.log.messages('warning')).toEqual(UNPROTECTED)
    expect(fake.api.calls).toEqual([])
  })

  it('because nobody knows where it is, is a reason to submit nothing', async () => {
    begun()
    const trouble = 'HTTP 503'
    expect(await recalled(free, {}, { trouble })).toEqual(endedAs('refused', /HTTP 503.*`reuse: false`/))
    expect(fake.conversation.calls).toEqual([])
  })

  it.each<[string, Partial<Step>]>([
    ['unreadable', {}],
    ['nowhere', { trouble: 'HTTP 503' }],
  ])('is no reason where everything is to be trained again (%s)', async (_, step) => {
    begun()
    fake.conversation.intercept = () => PASSING
    expect(await recalled(free, { reuse: false }, step)).toEqual(free)
    expect(fake.log.messages('warning')).toEqual(UNPROTECTED)
  })

  it('is not there where nothing is kept: that is told', async () => {
    begun()
    const { books: _, ...step } = fake.step()
    expect(await recall(free, INPUTS, step)).toEqual(free)
    expect(fake.log.lines).toEqual([expect.stringMatching(/Nothing remembers.*`commit-status: true`/)])
  })
})

describe('a record that cannot be written', () => {
  const writes = ['create', 'update']

  it('for good is warned of, and no reason not to train', async () => {
    begun()
    fake.conversation.intercept = ({ operation }) => (writes.includes(operation) ? FORBIDDEN : undefined)
    expect(await recalled()).toEqual(free)
    expect(fake.log.messages('warning')).toEqual(UNPROTECTED)
  })

  it.each([
    [true, endedAs('refused', /could not be asked for it/)],
    [false, free],
  ])('for 2 minutes: nothing is submitted, if earlier jobs are to be used (%s)', async (reuse, expected) => {
    begun()
    fake.conversation.intercept = ({ operation }) => (writes.includes(operation) ? PASSING : undefined)
    expect(await recalled(free, { reuse })).toEqual(expected)
  })
})

describe('who wrote the record', () => {
  const forged = sealOf('k', 'acme/bot#7', 'another key')

  it('decides: one of somebody else is not believed', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }), { author: 'mallory' })
    expect(await recalled()).toEqual(free)
    expect(fake.api.calls).toEqual([])
  })

  it('decides: one without our signature is a hint to a job that is what is asked for', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }), { seal: forged })
    expect(await recalled()).toEqual(attachedTo(1))
    expect(fake.api.calls.map(({ operation, id }) => [operation, id])).toEqual([['get', jobId(1)]])
  })

  it('decides: one without our signature is no proof that a job is what is asked for', async () => {
    begun(RUNNING, OTHER.request)
    fake.world.remember(recordOf({ jobs: [await jotted()] }), { seal: forged })
    expect(await recalled()).toEqual(free)
    expect(fake.api.of('get')).toHaveLength(1)
  })
})

describe('a spec that has a job', () => {
  it('is attached to it, and that is told before anything else is asked', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }))
    expect(await recalled()).toEqual(attachedTo(1))
    expect(fake.outputs).toMatchObject({ 'job-id': jobId(1), reused: 'true', outcome: 'running' })
    expect(fake.handovers.at(-1)).toMatchObject({ jobs: [jobId(1)] })
    expect(fake.log.lines.join()).toMatch(/attached to .*An earlier run submitted this very spec/)
  })

  it('is told whose it is, and whether it is trained', async () => {
    begun({ statuses: [[0, 'SUCCESS']], model: 'ft:x' })
    fake.world.remember(recordOf({ jobs: [await jotted(1, { runId: '8123' })] }))
    const [training] = await recalled()
    expect(training?.notes.join()).toMatch(/^An earlier attempt of this run trained.*`reuse: false`/)
  })

  it('submits all the same where the user wants that', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }))
    expect(await recalled(free, { reuse: false })).toEqual(free)
    expect(fake.world.record.entries['a.yml']).toMatchObject({
      writer: fake.me.writer,
      jobs: [{ id: jobId(1) }],
    })
  })

  it.each(['FAILED', 'CANCELLED', 'TIMEOUT_EXCEEDED'])(
    'that ended as %s takes an older one',
    async (status) => {
      begun()
      fake.api.add({ statuses: [[0, status]] }, SPEC.request, MINUTE)
      fake.world.remember(
        recordOf({ jobs: [await jotted(2, { atMs: TEST_START_MS - MINUTE }), await jotted(1)] }),
      )
      expect(await recalled()).toEqual(attachedTo(1))
    },
  )

  it('takes the newest of several', async () => {
    begun()
    fake.api.add(RUNNING, SPEC.request, MINUTE)
    fake.world.remember(
      recordOf({ jobs: [await jotted(2, { atMs: TEST_START_MS - MINUTE }), await jotted(1)] }),
    )
    expect(await recalled()).toEqual(attachedTo(2))
  })

  it('that failed, and no other, may be submitted', async () => {
    begun({ statuses: [[0, 'FAILED']] })
    fake.world.remember(recordOf({ jobs: [await jotted()] }))
    expect(await recalled()).toEqual(free)
    expect(fake.api.of('get')).toHaveLength(1)
  })

  it('that the service does not have (any more) may be submitted', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted(1, { id: jobId(9) })] }))
    expect(await recalled()).toEqual(free)
    expect(fake.clock.now()).toBeLessThan(MINUTE)
  })

  it('that the service does not show yet is asked for again', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted(1, { atMs: TEST_START_MS - 5_000 })] }))
    fake.api.script = ({ atMs }) => (atMs < MINUTE ? { failure: answered(404) } : undefined)
    expect(await recalled()).toEqual(attachedTo(1))
  })

  it('that is not what was written down may be submitted', async () => {
    begun()
    const other = await jotted(1, { echo: { jobType: 'dpo' } })
    fake.world.remember(recordOf({ jobs: [other] }))
    expect(await recalled()).toEqual(free)
  })

  it.each<[string, Script, number]>([
    ['says no', () => ({ failure: answered(403) }), 1],
    ['is away for 15 minutes', () => ({ failure: LOST }), 15 * MINUTE],
  ])('submits nothing where the service %s', async (_, script, mostMs) => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }))
    fake.api.script = script
    expect(await recalled()).toEqual(
      endedAs('refused', /has the job .*, which could not be read; nothing was/),
    )
    expect(fake.clock.now()).toBeLessThanOrEqual(mostMs)
    expect(fake.clock.now()).toBeGreaterThanOrEqual(mostMs / 2 - 1)
  })

  it('does not keep others from being submitted, and each has its own', async () => {
    begun()
    fake.world.remember(recordOf({ jobs: [await jotted()] }))
    const [one, other] = await recalled([trainingOf(SPEC), trainingOf(OTHER)])
    expect([one]).toEqual(attachedTo(1))
    expect(other).toEqual(trainingOf(OTHER))
    expect(fake.world.record.entries['b.yml']).toMatchObject({ writer: fake.me.writer })
    expect(fake.world.record.entries['a.yml']).toMatchObject({ writer: fake.me.writer, jobId: jobId(1) })
  })
})

describe('a spec that a newer run holds', () => {
  const newer = { run: { id: '9000', attempt: 1 }, digest: OTHER.digest }

  it('with another content is superseded', async () => {
    begun()
    fake.world.remember(recordOf(newer))
    expect(await recalled()).toEqual(
      endedAs('superseded', /Run 9000 is newer and has another.*`reuse: false`/),
    )
    expect(fake.world.record.entries['a.yml']).toMatchObject(newer)
  })

  it('with another content is submitted where the user wants that', async () => {
    begun()
    fake.world.remember(recordOf(newer))
    expect(await recalled(free, { reuse: false })).toEqual(free)
  })

  it.each<[string, Partial<Entry>, readonly unknown[]]>([
    [
      'another commit, is not submitted',
      { commit: 'newer' },
      endedAs('superseded', /Run 9000.*Run that one again/),
    ],
    ['this commit, may be submitted', { commit: 'abc1234' }, free],
  ])('with this content and without a job, for %s', async (_, about, expected) => {
    begun()
    fake.world.remember(recordOf({ ...newer, digest: SPEC.digest, ...about }))
    expect(await recalled()).toEqual(expected)
    expect(fake.clock.now()).toBeLessThan(MINUTE)
  })
})

describe('a spec that an earlier run left in the middle of its submission', () => {
  const SINCE = -10 * MINUTE

  it.each<[string, number[], boolean, readonly unknown[]]>([
    ['none: may be submitted', [], false, free],
    ['one: is attached to it', [9], false, attachedTo(2)],
    ['one from before: may be submitted', [12], false, free],
    ['one in a matrix: nobody knows', [9], true, [expect.objectContaining({ outcome: 'unknown' })]],
    ['several: nobody knows', [9, 8], false, [expect.objectContaining({ outcome: 'unknown' })]],
  ])('and that has made, as far as the list tells, %s', async (_, ages, isInMatrix, expected) => {
    begun()
    for (const age of ages) fake.api.add(RUNNING, SPEC.request, age * MINUTE)
    fake.world.remember(recordOf(submitting(SINCE, SINCE)))
    expect(await recalled(free, { isInMatrix })).toEqual(expected)
    expect(fake.api.of('list').length).toBeGreaterThan(0)
  })

  it('is said to be unknown with the jobs that it could be, and with what to do', async () => {
    begun()
    for (const age of [9, 8]) fake.api.add(RUNNING, SPEC.request, age * MINUTE)
    fake.world.remember(recordOf(submitting(SINCE, SINCE)))
    const [training] = await recalled()
    expect(training?.notes.join(' ')).toMatch(/0002.*0003|0003.*0002/)
    expect(training?.notes.join(' ')).toMatch(/Nothing was submitted now.*`reuse: false`/)
  })

  it('is looked for over 5 minutes where that was just now', async () => {
    begun()
    fake.world.remember(recordOf(submitting(-1, -1_000)))
    expect(await recalled()).toEqual(free)
    expect(fake.clock.now()).toBeGreaterThanOrEqual(5 * MINUTE - 1_000)
  })

  it.each<[string, JobCourse, Script | undefined, readonly unknown[]]>([
    ['a job that failed: may be submitted', { statuses: [[0, 'FAILED']] }, undefined, free],
    [
      'a list that is closed: nobody knows',
      RUNNING,
      () => ({ failure: answered(403) }),
      [expect.objectContaining({ outcome: 'unknown' })],
    ],
  ])('and finds %s', async (_, course, script, expected) => {
    begun()
    fake.api.add(course, SPEC.request, 9 * MINUTE)
    fake.world.remember(recordOf(submitting(SINCE, SINCE)))
    if (script) fake.api.script = script
    expect(await recalled()).toEqual(expected)
  })

  it('is not taken for a job that another spec has', async () => {
    begun()
    for (const age of [9, 8]) fake.api.add(RUNNING, SPEC.request, age * MINUTE)
    const jobs = [await jotted(3, { digest: OTHER.digest })]
    const { entries } = recordOf(submitting(SINCE, SINCE))
    fake.world.remember({ entries: { ...entries, 'b.yml': entry({ digest: OTHER.digest, jobs }) } })
    expect(await recalled()).toEqual(attachedTo(2))
  })

  it('is not taken for a job that another comment of ours names', async () => {
    begun()
    fake.api.add(RUNNING, SPEC.request, 9 * MINUTE)
    fake.world.remember(recordOf(submitting(SINCE, SINCE)))
    fake.conversation.say(fake.conversation.login, `<!-- forge-training-job v1 0123 -->\n${jobId(2)}`)
    expect(await recalled()).toEqual([expect.objectContaining({ outcome: 'unknown' })])
  })

  it('by an earlier attempt of this run is looked for at once: that one is over', async () => {
    begun()
    fake.api.add(RUNNING, SPEC.request, 9 * MINUTE)
    const me = { run: { id: '8123', attempt: 2 }, writer: 'second', commit: 'abc1234' }
    fake.world.remember(recordOf({ ...submitting(HOUR, SINCE), run: { id: '8123', attempt: 1 } }))
    expect(await recalled(free, {}, { me })).toEqual(attachedTo(2))
    expect(fake.clock.now()).toBeLessThan(MINUTE)
  })
})

describe('a spec that another run is about to submit', () => {
  /** After so many minutes the other run has something else to say. */
  const later = (minutes: number, changes: Partial<Entry>): void => {
    void fake.clock.sleep(minutes * MINUTE).then(() => {
      fake.conversation.delete(101)
      fake.world.remember(recordOf({ atMs: TEST_START_MS, ...changes }))
    })
  }

  it('waits until its job is there', async () => {
    begun()
    fake.world.remember(recordOf(submitting(HOUR)))
    const jobs = [await jotted()]
    later(3, { jobs })
    expect(await recalled()).toEqual(attachedTo(1))
    expect(fake.clock.now()).toBeGreaterThanOrEqual(3 * MINUTE)
    expect(fake.clock.now()).toBeLessThan(3.5 * MINUTE)
    expect(fake.log.lines.filter((line) => line.includes('waiting for its job'))).toHaveLength(1)
  })

  it('is submitted when the other is refused', async () => {
    begun()
    fake.world.remember(recordOf(submitting(HOUR)))
    later(3, {})
    expect(await recalled()).toEqual(free)
    expect(fake.clock.now()).toBeLessThan(4 * MINUTE)
  })

  it('waits until the other counts as dead, and looks for what it has left', async () => {
    begun()
    fake.api.add(RUNNING, SPEC.request, 0)
    fake.world.remember(recordOf(submitting(6 * MINUTE)))
    expect(await recalled()).toEqual(attachedTo(2))
    expect(fake.clock.now()).toBeGreaterThanOrEqual(6 * MINUTE)
    expect(fake.clock.now()).toBeLessThan(7 * MINUTE)
  })

  it('waits no longer than the step may take', async () => {
    begun()
    fake.world.remember(recordOf(submitting(HOUR)))
    const deadlineMs = 10 * MINUTE
    expect(await recalled(free, {}, { deadlineMs })).toEqual(
      endedAs('timed-out', /before this spec was sent/),
    )
    expect(fake.clock.now()).toBe(deadlineMs)
  })

  it('is given up when GitHub goes away for 2 minutes', async () => {
    begun()
    fake.world.remember(recordOf(submitting(HOUR)))
    fake.conversation.intercept = () => (fake.clock.now() < MINUTE ? undefined : PASSING)
    expect(await recalled()).toEqual(endedAs('refused', /could not be asked for it/))
    expect(fake.clock.now()).toBeLessThanOrEqual(3.5 * MINUTE)
  })
})
