import { afterEach, describe, expect, it } from '@jest/globals'
import { PullRequest, type LiveRun } from './fakes/pull-request.ts'
import { SPEC, type RunFacts } from './fakes/command-context.ts'
import { LOST, answered, type Fault, type JobCourse } from './fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MODEL = 'ft:x'
const TRAINS: JobCourse = {
  statuses: [
    [0, 'QUEUED'],
    [MINUTE, 'RUNNING'],
    [2 * HOUR, 'SUCCESS'],
  ],
  model: MODEL,
  cancelDelayMs: 3_000,
}
const FAILS: JobCourse = {
  statuses: [
    [0, 'RUNNING'],
    [5 * MINUTE, 'FAILED'],
  ],
}

const FIRST = SPEC
const SECOND = SPEC.replace('1000', '2000')
const THIRD = SPEC.replace('1000', '3000')

let pull: PullRequest

/** Somebody opens a pull request. Its jobs train, unless something else is said. */
function opened(...courses: JobCourse[]): void {
  pull = new PullRequest(...(courses.length > 0 ? courses : [TRAINS]))
}

afterEach(() => pull.stop())

describe('the story of a pull request', () => {
  it('has the jobs, and loses the jobs, that a person expects', async () => {
    opened()
    const one = pull.push(FIRST)
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(one.told).toEqual(['running', 1, 'new'])

    const unchanged = pull.push(`# Another comment.\n${FIRST}`)
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
    expect(one.told).toEqual(['superseded', 1, 'new'])
    expect(unchanged.told).toEqual(['running', 1, 'reused'])

    const changed = pull.push(SECOND)
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
    expect(unchanged.told).toEqual(['superseded', 1, 'reused'])
    expect(changed.told).toEqual(['running', 2, 'new'])

    const back = pull.push(FIRST)
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 3, cancelled: [1, 2], comments: 1 })
    expect(changed.told).toEqual(['superseded', 2, 'new'])
    expect(await back.end).toMatchObject({ outcome: 'succeeded', isGreen: true })
    expect(back.told).toEqual(['succeeded', 3, 'new'])

    const again = back.again()
    expect(await again.end).toMatchObject({ outcome: 'succeeded', isGreen: true })
    expect(again.told).toEqual(['succeeded', 3, 'reused'])
    expect(again.outputs['output-model']).toBe(MODEL)
    expect(pull.state).toEqual({ accepted: 3, cancelled: [1, 2], comments: 1 })

    const killed = pull.push(THIRD)
    pull.atNextPost(() => (killed.kill(), undefined))
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 4, cancelled: [1, 2], comments: 1 })
    expect(killed.outputs).toEqual({})

    const recovered = killed.again()
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 4, cancelled: [1, 2], comments: 1 })
    expect(recovered.told).toEqual(['running', 4, 'reused'])

    await recovered.cancel()
    expect(recovered.told).toEqual(['cancelled', 4, 'reused'])
    expect(pull.state).toEqual({ accepted: 4, cancelled: [1, 2, 4], comments: 1 })

    const closed = pull.close(THIRD)
    expect(await closed.end).toMatchObject({ outcome: 'valid', isGreen: true })
    expect(pull.state).toEqual({ accepted: 4, cancelled: [1, 2, 4], comments: 1 })
  })

  it('goes back to the model of an earlier spec', async () => {
    opened()
    await pull.push(FIRST).end
    const detour = pull.push(SECOND)
    await pull.wait()
    const back = pull.push(FIRST)
    expect(await back.end).toMatchObject({ outcome: 'succeeded' })
    expect(back.told).toEqual(['succeeded', 1, 'reused'])
    expect(pull.state).toEqual({ accepted: 2, cancelled: [2], comments: 1 })
    await pull.wait()
    expect(detour.told).toEqual(['superseded', 2, 'new'])
  })

  it.each<[string, JobCourse]>([
    ['failed', FAILS],
    ['was cancelled', { ...FAILS, statuses: [[0, 'CANCELLED']] }],
  ])('has another job after one that %s', async (_, course) => {
    opened(course, TRAINS)
    expect(await pull.push(FIRST).end).toMatchObject({ isGreen: false })
    const again = pull.push(FIRST)
    expect(await again.end).toMatchObject({ outcome: 'succeeded' })
    expect(again.told).toEqual(['succeeded', 2, 'new'])
  })

  it('trains unchanged specs again where the user wants that', async () => {
    opened()
    const inputs = { reuse: false }
    await pull.push(FIRST, { inputs }).end
    const again = pull.push(FIRST, { inputs })
    expect(await again.end).toMatchObject({ outcome: 'succeeded' })
    expect(again.told).toEqual(['succeeded', 2, 'new'])
    expect(pull.state).toEqual({ accepted: 2, cancelled: [], comments: 1 })
  })

  it('keeps the jobs of earlier specs where the user wants that, but does not wait for them', async () => {
    opened()
    const inputs = { onSuperseded: 'leave' } as const
    const old = pull.push(FIRST, { inputs })
    await pull.wait()
    const changed = pull.push(SECOND, { inputs })
    expect(await old.end).toMatchObject({ outcome: 'superseded', isGreen: false })
    expect(pull.clock.now()).toBeLessThan(35 * MINUTE)
    expect(await changed.end).toMatchObject({ outcome: 'succeeded' })
    expect(pull.state).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect(changed.log.lines.join()).toContain('goes on, as `on-superseded: leave` asks')
  })

  it('ends the job of a spec that is not asked for any more', async () => {
    opened()
    const both = pull.push({ 'a.yml': FIRST, 'b.yml': SECOND })
    await pull.wait()
    const less = pull.push({ 'a.yml': FIRST })
    await pull.wait()
    expect(pull.state).toEqual({ accepted: 2, cancelled: [2], comments: 1 })
    expect(less.told).toEqual(['running', 1, 'reused'])
    expect((await both.end).result.trainings.map(({ outcome }) => outcome)).toEqual([
      'superseded',
      'cancelled',
    ])
  })
})

describe('runs that start together', () => {
  it('for one commit and one spec share its job to the end', async () => {
    opened()
    const [one, other] = [pull.push(FIRST), pull.begin(FIRST)]
    expect([await one.end, await other.end]).toMatchObject([{ isGreen: true }, { isGreen: true }])
    expect([one.told, other.told]).toEqual([
      ['succeeded', 1, 'reused'],
      ['succeeded', 1, 'new'],
    ])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('for two commits and one spec leave its job to the newer', async () => {
    opened()
    const [one, other] = [pull.push(FIRST), pull.push(FIRST)]
    expect([await one.end, await other.end]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('for two specs submit the newer only', async () => {
    opened()
    const [one, other] = [pull.push(FIRST), pull.push(SECOND)]
    expect([await one.end, await other.end]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    expect(one.told).toEqual(['superseded', 0, 'new'])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('for two specs leave one job, also where everything is to be trained again', async () => {
    opened()
    const inputs = { reuse: false }
    const [one, other] = [pull.push(FIRST, { inputs }), pull.push(SECOND, { inputs })]
    expect([await one.end, await other.end]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    const left = pull.jobs.accepted.filter((id) => !pull.jobs.cancelled.includes(id))
    expect(left).toEqual([other.outputs['job-id']])
  })

  it('for two specs end the job of the older that was being submitted', async () => {
    opened()
    pull.atNextPost(() => ({ takesMs: 30_000 }))
    const one = pull.push(FIRST)
    await pull.wait(0.2)
    const other = pull.push(SECOND)
    expect([await one.end, await other.end]).toMatchObject([
      { outcome: 'superseded' },
      { outcome: 'succeeded' },
    ])
    expect(pull.state).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
  })

  it.each<[string, (newer: LiveRun) => Fault | undefined]>([
    ['is refused', () => ({ failure: answered(422) })],
    ['dies', (newer) => (newer.kill(), { failure: LOST })],
    ['is cancelled', (newer) => (void newer.cancel(), { failure: answered(429) })],
  ])('for one commit go on where the newer %s', async (_, fate) => {
    opened()
    const [one, other] = [pull.push(FIRST), pull.begin(FIRST)]
    pull.atNextPost(() => fate(other))
    expect(await one.end).toMatchObject({ outcome: 'succeeded' })
    expect(one.told).toEqual(['succeeded', 1, 'new'])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('are one job though GitHub takes its time with what the newer writes', async () => {
    opened()
    const newer: LiveRun = pull.begin(FIRST, { id: '9000' })
    let isSlow = true
    pull.conversation.intercept = async ({ operation }) => {
      if (operation === 'create' && isSlow) {
        isSlow = false
        await pull.clock.sleep(20_000)
      }
      return undefined
    }
    const older = pull.begin(FIRST)
    await Promise.all([older.end, newer.end])
    expect([older.told, newer.told]).toEqual([
      ['succeeded', 1, 'new'],
      ['succeeded', 1, 'reused'],
    ])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('are one job though a third has died and the service is slow', async () => {
    const late = Array.from({ length: 24 }, (_, n) => n / 20)
    for (const minutes of late) {
      opened()
      const dead = pull.push(FIRST)
      pull.atNextPost(() => (dead.kill(), { failure: LOST }))
      await pull.wait(7)
      pull.api.latencyMs = 15_000
      const one = pull.begin(FIRST)
      await pull.wait(minutes)
      const other = pull.begin(FIRST)
      await pull.wait(30)
      expect([minutes, pull.state.accepted]).toEqual([minutes, 1])
      expect([one.outputs['job-id'], other.outputs['job-id']]).toEqual([
        ...pull.jobs.accepted,
        ...pull.jobs.accepted,
      ])
      pull.stop()
    }
  })
})

describe('steps of one run', () => {
  it('with one record and two versions of a spec do not touch each other', async () => {
    opened()
    const facts = { id: '8123', inputs: { isInMatrix: true } }
    const one = pull.push(FIRST, facts)
    await pull.wait(0.01)
    const other = pull.begin(SECOND, facts)
    expect([await one.end, await other.end]).toMatchObject([{ isGreen: true }, { isGreen: true }])
    expect(pull.state).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect([...one.log.messages('warning'), ...other.log.messages('warning')]).toEqual([
      expect.stringContaining('Give each a `comment-key` of its own'),
    ])
  })
})

describe('an old run that is run again', () => {
  it('submits nothing that a newer one has replaced', async () => {
    opened()
    const old = pull.push(FIRST)
    await pull.wait()
    const newer = pull.push(SECOND)
    await newer.end
    const again = old.again()
    expect(await again.end).toMatchObject({ outcome: 'superseded', isGreen: false })
    expect(again.told).toEqual(['superseded', 0, 'new'])
    expect(again.log.messages('error').join()).toMatch(/Run 8124 is newer.*`reuse: false`/)
    expect(pull.state).toEqual({ accepted: 2, cancelled: [1], comments: 1 })
    expect(pull.conversation.bodies.join()).toContain('run 8124')
  })

  it('trains it all the same where the user wants that', async () => {
    opened()
    const old = pull.push(FIRST)
    await pull.wait()
    await pull.push(SECOND).end
    const again = old.again({ inputs: { reuse: false } })
    expect(await again.end).toMatchObject({ outcome: 'succeeded', isGreen: true })
    expect(pull.state).toEqual({ accepted: 3, cancelled: [1], comments: 1 })
  })

  it('attaches to the job of the newer where that is for the same spec', async () => {
    opened()
    const old = pull.push(FIRST)
    await pull.wait()
    await pull.push(FIRST).end
    expect(await old.again().end).toMatchObject({ outcome: 'succeeded', isGreen: true })
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('leaves it to the newer to try again what has failed', async () => {
    opened(FAILS)
    const old = pull.push(FIRST)
    await old.end
    await pull.push(FIRST).end
    const { length: calls } = pull.conversation.calls
    const again = old.again()
    expect(await again.end).toMatchObject({ outcome: 'superseded' })
    expect(again.log.messages('error').join()).toMatch(/Run 8124 is newer.*Run that one again/)
    expect(pull.state).toEqual({ accepted: 2, cancelled: [], comments: 1 })
    expect(pull.conversation.calls.length - calls).toBeLessThan(10)
  })
})

describe('a cancelled workflow', () => {
  it('ends its job', async () => {
    opened()
    const run = pull.push(FIRST)
    await pull.wait(5)
    await run.cancel()
    expect(run.told).toEqual(['cancelled', 1, 'new'])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [1], comments: 1 })
  })

  it('leaves a job that a newer run follows', async () => {
    opened()
    const run = pull.push(FIRST)
    await pull.wait(5)
    pull.begin(FIRST)
    await pull.wait(0.5)
    await run.cancel()
    expect(run.told).toEqual(['superseded', 1, 'new'])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })

  it('leaves its job to the run of a newer commit', async () => {
    opened()
    const run = pull.push(FIRST)
    await pull.wait(5)
    pull.pull = { isClosed: false, isMerged: false, headSha: 'a newer one' }
    await run.cancel()
    expect(run.told).toEqual(['superseded', 1, 'new'])
    expect(pull.state).toEqual({ accepted: 1, cancelled: [], comments: 1 })
  })
})

describe('a closed pull request', () => {
  it.each<[string, { isMerged?: boolean; inputs?: NonNullable<RunFacts['inputs']> }, number[]]>([
    ['ends its jobs', {}, [1, 2]],
    ['leaves its jobs where the user wants that', { inputs: { onSuperseded: 'leave' } }, []],
    ['leaves its jobs when it was merged', { isMerged: true }, []],
  ])('%s', async (_, how, cancelled) => {
    opened()
    const both = { 'a.yml': FIRST, 'b.yml': SECOND }
    const run = pull.push(both)
    await pull.wait()
    const closed = pull.close(both, how)
    expect(await closed.end).toMatchObject({ outcome: 'valid', isGreen: true })
    expect(pull.state).toEqual({ accepted: 2, cancelled, comments: 1 })
    expect(await run.end).toMatchObject({ outcome: cancelled.length > 0 ? 'cancelled' : 'succeeded' })
  })

  it('trains nothing, also where it was closed after the push', async () => {
    opened()
    const run = pull.push(FIRST)
    pull.pull = { isClosed: true, isMerged: false, headSha: 'commit-1' }
    expect(await run.end).toMatchObject({ outcome: 'valid' })
    expect(pull.state).toEqual({ accepted: 0, cancelled: [], comments: 0 })
  })
})
