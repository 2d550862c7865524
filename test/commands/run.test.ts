import { describe, expect, it } from '@jest/globals'
import type { CommandInputs } from '../../src/inputs.ts'
import { isGreen, perform } from '../../src/commands/index.ts'
import { outcomeOf } from '../../src/jobs/result.ts'
import { MARKER_START } from '../../src/state/record-codec.ts'
import { run } from '../../src/commands/run.ts'
import { PASSING } from '../fakes/comment-store.ts'
import { FakeStep, RUN, SPEC } from '../fakes/command-context.ts'
import { LOST, UNSENT, answered, jobId, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const MODEL = 'ft:x'
const TRAINED: JobCourse = {
  statuses: [
    [0, 'QUEUED'],
    [30_000, 'RUNNING'],
    [600_000, 'SUCCESS'],
  ],
  model: MODEL,
}
const ENDLESS: JobCourse = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const only =
  (operation: string, failure: typeof LOST, nths: readonly number[], accepts = false): Script =>
  (call, nth) =>
    call.operation === operation && nths.includes(nth) ? { failure, accepts } : undefined

interface Setting {
  readonly inputs?: Partial<typeof RUN>
  readonly files?: Readonly<Record<string, string>>
  readonly courses?: readonly JobCourse[]
  readonly script?: Script
  readonly deadlineMs?: number
}

async function ran({ inputs, files, courses = [TRAINED], script, deadlineMs }: Setting = {}) {
  const fake = new FakeStep(files, ...courses)
  if (script) fake.api.script = script
  const result = await run({ ...RUN, ...inputs }, fake.step(deadlineMs))
  return { fake, result, outcome: outcomeOf(result), outcomes: result.trainings.map((each) => each.outcome) }
}

describe('command: run', () => {
  it.each<[string, Setting, string]>([
    ['trains', {}, 'succeeded'],
    ['waits only until it trains', { inputs: { waitFor: 'start' } }, 'submitted'],
    ['does not wait', { inputs: { waitFor: 'nothing' } }, 'submitted'],
    [
      'fails',
      {
        courses: [
          {
            statuses: [
              [0, 'RUNNING'],
              [9_000, 'FAILED'],
            ],
          },
        ],
      },
      'failed',
    ],
    [
      'fails before it trains',
      { inputs: { waitFor: 'start' }, courses: [{ statuses: [[0, 'FAILED']] }] },
      'failed',
    ],
    ['fails at once', { inputs: { waitFor: 'nothing' }, courses: [{ statuses: [[0, 'FAILED']] }] }, 'failed'],
    [
      'is cancelled by somebody',
      {
        courses: [
          {
            statuses: [
              [0, 'RUNNING'],
              [9_000, 'CANCELLED'],
            ],
          },
        ],
      },
      'cancelled',
    ],
    ['never names its model', { courses: [{ statuses: [[0, 'SUCCESS']] }] }, 'failed'],
    [
      'names its model late',
      { courses: [{ statuses: [[0, 'SUCCESS']], model: MODEL, modelDelayMs: 60_000 }] },
      'succeeded',
    ],
    [
      'has a status of its own',
      {
        courses: [
          {
            statuses: [
              [0, 'DANCING'],
              [9_000, 'SUCCESS'],
            ],
            model: MODEL,
          },
        ],
      },
      'succeeded',
    ],
    ['takes too long', { courses: [ENDLESS] }, 'timed-out'],
    [
      'takes too long, and is asked to stop',
      { courses: [ENDLESS], inputs: { onTimeout: 'cancel' } },
      'timed-out',
    ],
    ['is refused', { script: only('create', answered(422), [1]) }, 'refused'],
  ])('a job that %s', async (_, setting, expected) => {
    const { fake, outcome } = await ran(setting)
    expect(outcome).toBe(expected)
    expect(fake.api.of('create')).toHaveLength(1)
    expect(isGreen('run', outcome)).toBe(expected === 'succeeded' || expected === 'submitted')
  })

  it('publishes and remembers the id before it makes another request', async () => {
    const { fake } = await ran()
    const created = fake.story.indexOf('create')
    expect(fake.story.slice(0, created + 4)).toEqual(['list', 'state', 'create', 'outputs', 'state', 'get'])
    expect(fake.handovers[0]?.open).toBeDefined()
    expect(fake.handovers[1]).toMatchObject({ jobs: [jobId(1)] })
    expect(fake.handovers[1]).not.toHaveProperty('open')
  })

  it('survives an outage of an hour, at no more than a request in 30 s', async () => {
    const script: Script = ({ operation, atMs }) =>
      operation === 'get' && atMs > MINUTE && atMs < 61 * MINUTE ? { failure: LOST } : undefined
    const { fake, outcome } = await ran({ script })
    expect(outcome).toBe('succeeded')
    const during = fake.api.of('get').filter(({ atMs }) => atMs > MINUTE && atMs < 61 * MINUTE)
    expect(during.length).toBeLessThanOrEqual(121)
    expect(
      fake.log.lines.filter((line) => /the service (does not answer|answers again)/.test(line)),
    ).toHaveLength(2)
  })

  it('asks a job to stop that ran out of time, and tells its last status', async () => {
    const { fake, result } = await ran({
      courses: [ENDLESS],
      inputs: { onTimeout: 'cancel' },
      deadlineMs: 10 * MINUTE,
    })
    expect(fake.api.of('cancel')).toHaveLength(1)
    expect(result.trainings[0]).toMatchObject({ outcome: 'timed-out', job: { status: 'CANCELLED' } })
    expect(result.trainings[0]?.notes.at(-1)).toContain('last word is CANCELLED')
    const refused = await ran({
      courses: [ENDLESS],
      inputs: { onTimeout: 'cancel' },
      script: (call) => (call.operation === 'cancel' ? { failure: answered(403) } : undefined),
    })
    expect(refused.result.trainings[0]?.notes.at(-1)).toContain('refused to cancel')
  })

  it('sends nothing of specs with a problem', async () => {
    const { fake, outcome } = await ran({ files: { 'a.yml': SPEC, 'b.yml': `${SPEC}colour: red\n` } })
    expect([outcome, fake.api.calls]).toEqual(['invalid', []])
    expect(fake.log.messages('error')).toEqual([expect.stringContaining('colour')])
  })

  it('sends nothing of specs that somebody from outside has written', async () => {
    const fake = new FakeStep()
    const base = { ref: 'main', read: () => Promise.resolve({ kind: 'missing' } as const) }
    const foreign = { event: 'pull_request_target', base }
    expect(outcomeOf(await run(RUN, { ...fake.step(), foreign }))).toBe('refused')
    expect(fake.api.calls).toEqual([])
    expect(fake.log.messages('error').join()).toContain('there is no such spec on main')
  })

  it('tells what the specs change against the base branch, also where they are turned away', async () => {
    // What is there need not be what could be submitted now.
    const there = `${SPEC.replace('1000', '900')}region: eu\nauto_start: false\n`
    const bytes = new TextEncoder().encode(there)
    const base = { ref: 'main', read: () => Promise.resolve({ kind: 'file', bytes } as const) }
    for (const maxJobs of [1, 0]) {
      const fake = new FakeStep(undefined, TRAINED)
      const result = await run({ ...RUN, maxJobs }, { ...fake.step(), base })
      await fake.progress.finish(result, false)
      expect(fake.summaries.join()).toMatch(/training_steps.*900.*1000/)
    }
  })

  it('sends nothing of more specs than are allowed', async () => {
    const { fake, outcome } = await ran({ files: { 'a.yml': SPEC, 'b.yml': SPEC }, inputs: { maxJobs: 1 } })
    expect([outcome, fake.api.calls]).toEqual(['refused', []])
  })
})

describe('a lost answer', () => {
  const lost: Script = only('create', LOST, [1], true)

  async function ranBeside(author: string, marker: string) {
    const fake = new FakeStep(undefined, TRAINED)
    fake.api.script = lost
    fake.conversation.say(author, `${marker}\nabout ${jobId(1).toUpperCase()}`)
    return outcomeOf(await run(RUN, fake.step()))
  }

  it('does not take a job that another comment of ours names', async () => {
    const marker = `${MARKER_START}0123 -->`
    expect(await ranBeside('github-actions[bot]', marker)).toBe('unknown')
    expect(await ranBeside('mallory', marker)).toBe('succeeded')
    expect(await ranBeside('github-actions[bot]', 'no marker')).toBe('succeeded')
  })

  it('is cleared up without GitHub, too', async () => {
    const fake = new FakeStep(undefined, TRAINED)
    fake.api.script = (call, nth) => {
      if (call.operation === 'create') fake.conversation.intercept = () => PASSING
      return lost(call, nth)
    }
    expect(outcomeOf(await run(RUN, fake.step()))).toBe('succeeded')
    expect(fake.api.of('create')).toHaveLength(1)
  })
})

describe('several specs', () => {
  const steps = (number: number) => SPEC.replace('1000', String(number))
  const otherData = SPEC.replace('7c9e6679', '8c9e6679')

  it('are submitted one after the other, and watched together', async () => {
    const files = { 'a.yml': steps(1), 'b.yml': `${steps(2)}---\n${steps(3)}` }
    const { fake, outcomes } = await ran({
      files,
      courses: [TRAINED, { statuses: [[0, 'FAILED']] }, TRAINED],
    })
    expect(
      fake.api.calls
        .slice(0, 6)
        .map(({ operation }) => operation)
        .join(' '),
    ).toBe('list create list create list create')
    expect(outcomes).toEqual(['succeeded', 'failed', 'succeeded'])
    expect(JSON.parse(fake.outputs['jobs'] ?? '')).toHaveLength(3)
    expect(fake.outputs['job-id']).toBe('')
  })

  it('do not stand in for one another: one that is refused stops none', async () => {
    const files = { 'a.yml': steps(1), 'b.yml': steps(2) }
    const { outcome, outcomes } = await ran({ files, script: only('create', answered(422), [1]) })
    expect([outcome, outcomes]).toEqual(['refused', ['refused', 'succeeded']])
  })

  it('that could not be told from a lost one are held back', async () => {
    const files = { 'a.yml': SPEC, 'b.yml': otherData, 'c.yml': steps(3) }
    const { fake, outcomes, result } = await ran({ files, script: only('create', LOST, [1]) })
    expect(outcomes).toEqual(['unknown', 'refused', 'succeeded'])
    expect(fake.api.of('create')).toHaveLength(2)
    expect(result.trainings[1]?.notes.join()).toContain('nobody knows what became of a.yml')
  })

  it('each get their own job when two look alike and the answers are lost', async () => {
    const { result } = await ran({
      files: { 'a.yml': SPEC, 'b.yml': otherData },
      script: only('create', LOST, [1, 2], true),
    })
    expect(result.trainings.map(({ job }) => job?.id)).toEqual([jobId(1), jobId(2)])
  })

  it('do not each wait for a service that is away', async () => {
    const files = { 'a.yml': steps(1), 'b.yml': steps(2), 'c.yml': steps(3) }
    const { fake, outcomes } = await ran({
      files,
      script: ({ operation }) => (operation === 'list' ? { failure: UNSENT } : undefined),
    })
    expect(outcomes).toEqual(['refused', 'refused', 'refused'])
    expect(fake.clock.now()).toBeLessThanOrEqual(16 * MINUTE)
  })
})

describe('the other commands', () => {
  const service = { apiKey: 'k', apiUrl: 'https://api.example' }
  const watching = { timeoutMs: 1, onTimeout: 'leave', onCancel: 'leave' } as const

  async function performed(inputs: CommandInputs, course: JobCourse = TRAINED, script?: Script) {
    const fake = new FakeStep(undefined, course)
    fake.api.add(course)
    if (script) fake.api.script = script
    const { files, progress } = fake
    const result = await perform(inputs, { files, progress, open: () => fake.step() })
    const outcome = outcomeOf(result)
    return { fake, result, outcome, green: isGreen(inputs.command, outcome) }
  }

  const refuses: Script = () => ({ failure: answered(401) })
  const empty: Script = (call) => (call.operation === 'list' ? undefined : { failure: answered(404) })

  it.each<[CommandInputs, JobCourse, Script | undefined, string, boolean]>([
    [{ command: 'status', jobId: jobId(1), ...service }, TRAINED, undefined, 'running', true],
    [
      { command: 'status', jobId: jobId(1), ...service },
      { statuses: [[0, 'FAILED']] },
      undefined,
      'failed',
      true,
    ],
    [{ command: 'status', jobId: jobId(1), ...service }, TRAINED, refuses, 'refused', false],
    [{ command: 'wait', jobId: jobId(1), ...service, ...watching }, TRAINED, undefined, 'succeeded', true],
    [{ command: 'wait', jobId: jobId(9), ...service, ...watching }, TRAINED, undefined, 'refused', false],
    [{ command: 'cancel', jobId: jobId(1), ...service }, ENDLESS, undefined, 'cancelled', true],
    [
      { command: 'cancel', jobId: jobId(1), ...service },
      { statuses: [[0, 'RUNNING']] },
      undefined,
      'running',
      false,
    ],
    [{ command: 'list', ...service }, TRAINED, undefined, 'running', true],
    [{ command: 'list', ...service }, TRAINED, refuses, 'refused', false],
    [{ command: 'list', ...service }, { statuses: [[0, undefined]] }, empty, 'running', true],
    [
      { command: 'validate', spec: ['a.yml'], set: '', allowUnknownFields: false, waitFor: 'end' },
      TRAINED,
      undefined,
      'valid',
      true,
    ],
    [
      { command: 'validate', spec: ['b.yml'], set: '', allowUnknownFields: false, waitFor: 'end' },
      TRAINED,
      undefined,
      'invalid',
      false,
    ],
  ])('%j of %j', async (inputs, course, script, outcome, green) => {
    const done = await performed(inputs, course, script)
    expect([done.outcome, done.green]).toEqual([outcome, green])
    expect(done.fake.api.of('create')).toEqual([])
  })

  it('list is newest first, whatever the service does, and green when there is nothing', async () => {
    const fake = new FakeStep()
    fake.api.order = 'oldest-first'
    const open = () => fake.step()
    const nothing = await perform({ command: 'list', ...service }, { ...fake.step(), open })
    expect([outcomeOf(nothing), nothing.trainings]).toEqual(['succeeded', []])
    for (const ageMs of [9_000, 5_000]) fake.api.add(TRAINED, undefined, ageMs)
    fake.api.listed = ({ createdAt = 0, ...job }) => (job.id === jobId(3) ? job : { ...job, createdAt })
    fake.api.add(TRAINED)
    const listed = await perform({ command: 'list', ...service }, { ...fake.step(), open })
    expect(listed.trainings.map(({ label }) => label)).toEqual([jobId(2), jobId(1), jobId(3)])
  })
})

describe('progress', () => {
  it('warns when the summary cannot be written, and changes nothing', async () => {
    for (const error of [new Error('no room'), 'no room'] as Error[]) {
      const fake = new FakeStep()
      fake.writeSummary = () => Promise.reject(error)
      const result = await run({ ...RUN, waitFor: 'nothing' }, fake.step())
      await fake.progress.finish(result, true)
      expect(fake.log.messages('warning')).toEqual(['The job summary could not be written: no room'])
      expect(fake.outputs).toMatchObject({
        outcome: 'submitted',
        'comment-url': fake.conversation.comments[0]?.url,
      })
    }
  })

  it('does not keep the last words of the comment waiting for the summary', async () => {
    const fake = new FakeStep()
    const result = await run({ ...RUN, waitFor: 'nothing' }, fake.step())
    const before = fake.conversation.bodies.at(-1)
    let written = (): void => undefined
    fake.writeSummary = () => new Promise((resolve) => (written = resolve))
    const finished = fake.progress.finish(result, true)
    await fake.clock.sleep(10_000)
    const after = fake.conversation.bodies.at(-1)
    expect(after).not.toBe(before)
    written()
    await finished
    expect(fake.conversation.bodies.at(-1)).toBe(after)
  })

  it('leaves the jobs of an action that failed, and says how to go on', async () => {
    const fake = new FakeStep()
    await run({ ...RUN, waitFor: 'nothing' }, fake.step())
    fake.progress.crashed()
    expect(fake.handovers.at(-1)).toMatchObject({ jobs: [jobId(1)], hasCrashed: true })
    expect(fake.log.lines.slice(-3).join()).toMatch(/command: wait.*command: cancel/)
  })

  it('shows in red only the jobs that are the reason', async () => {
    const fake = new FakeStep({ 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '5') }, TRAINED, {
      statuses: [[0, 'FAILED']],
    })
    const result = await run(RUN, fake.step())
    await fake.progress.finish(result, false)
    expect(fake.log.messages('error')).toEqual([expect.stringMatching(/^b\.yml: The job failed/)])
    expect(fake.log.lines).toContain(`a.yml  output model ${MODEL}`)
  })
})
