import { describe, expect, it } from '@jest/globals'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import type { Fault } from '../simulator/faults.ts'
import { person } from '../simulator/github-world.ts'
import { recordOf } from './records.ts'
import { inWorld, SPEC_FILE, type World } from './world.ts'

const HOUR = 60 * 60_000
const ENDS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: HOUR, status: 'SUCCESS' },
]
const GOES_ON = [{ afterMs: 0, status: 'RUNNING' }]

/** A scheduled run of `command: sync`. */
function sync(world: World, given: Record<string, string> = {}, id = 9001): Promise<StepResult> {
  return world.run({
    event: scheduleEvent(),
    run: { id, actor: 'octocat' },
    with: { command: 'sync', spec: '', 'dispatch-event': 'forge-job-ended', ...given },
  })
}

const submit = (world: World, given: Record<string, string> = {}) =>
  world.run({ with: { wait: 'false', ...given } })
/** What was done to GitHub since a number of requests. */
const operations = ({ github }: World, from = 0) =>
  github.requests.slice(from).map(({ operation }) => operation)
const visible = (body = '') => body.slice(body.indexOf('\n') + 1)

describe('a job that nobody waits for', () => {
  it('is told of when it has ended, in its comment and to other workflows, once', async () => {
    await inWorld({}, async (world) => {
      await submit(world)
      expect(visible(world.comments[0])).toContain('`command: sync`')
      const [job] = world.forge.jobs
      world.clock.advance(HOUR)
      const result = await sync(world)
      expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': job?.id })
      expect(JSON.parse(result.outputs['jobs'] ?? '')).toMatchObject([
        { spec: SPEC_FILE, status: 'SUCCESS', outcome: 'succeeded', 'job-id': job?.id },
      ])
      expect(visible(world.comments[0])).toContain('The model is trained')
      expect(visible(world.comments[0])).toContain(result.outputs['output-model'] ?? 'no model')
      expect(world.github.world.dispatches).toEqual([
        {
          eventType: 'forge-job-ended',
          payload: {
            job_id: job?.id,
            status: 'SUCCESS',
            outcome: 'succeeded',
            output_model: result.outputs['output-model'],
            spec: SPEC_FILE,
            spec_digest: result.outputs['spec-digest'],
            pull_request: 12,
            commit: 'a'.repeat(40),
          },
        },
      ])
      const before = world.github.requests.length
      expect((await sync(world)).outputs['outcome']).toBe('succeeded')
      expect(operations(world, before)).toEqual(['listRepoComments', 'graphql'])
    })
  })

  it('is looked after until then: who looks, and when, is in its comment, which is touched twice a day', async () => {
    await inWorld({ forge: { timeline: GOES_ON } }, async (world) => {
      await submit(world)
      await sync(world)
      expect(visible(world.comments[0])).toMatch(
        /The job is training[^]*scheduled workflow looks next[^]*last look/,
      )
      const seen = async (hours: number): Promise<readonly string[]> => {
        world.clock.advance(hours * HOUR)
        const before = world.github.requests.length
        expect((await sync(world)).outputs['outcome']).toBe('running')
        return operations(world, before).filter((operation) => operation === 'updateComment')
      }
      expect(await seen(1)).toEqual([])
      expect(await seen(9)).toEqual([])
      expect(await seen(1.5)).toEqual(['updateComment'])
      expect(await seen(1)).toEqual([])
      expect(world.github.world.dispatches).toEqual([])
    })
  })

  it('is told of whatever became of it, and the sync is green all the same', async () => {
    const reason = 'loss became NaN in step 412'
    const failed = { afterMs: 60_000, status: 'FAILED', fields: { error: { message: reason } } }
    const forge = { timeline: [...GOES_ON, failed] }
    await inWorld({ forge }, async (world) => {
      await submit(world, { 'comment-key': 'failed' })
      await submit(world, { 'comment-key': 'gone' })
      world.forge.removeJob(world.forge.jobs[1]?.id ?? '')
      world.clock.advance(HOUR)
      const result = await sync(world)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'unknown'])
      expect(visible(world.comments[0])).toMatch(/The job failed[^]*loss became NaN in step 412/)
      expect(visible(world.comments[1])).toContain('does not know this job any more')
      const told = world.github.world.dispatches.map(({ payload }) => payload)
      expect(told).toMatchObject([
        { outcome: 'unknown', status: '' },
        { outcome: 'failed', output_model: '' },
      ])
    })
  })

  it('is left to its step while that one lives', async () => {
    await inWorld({ forge: { timeline: GOES_ON } }, async (world) => {
      let during: StepResult | undefined
      let before = ''
      const step = await world.run({
        with: { 'timeout-minutes': '30' },
        onStart: () =>
          void (async () => {
            await world.clock.sleep(10 * 60_000)
            before = world.comments[0] ?? ''
            during = await sync(world)
          })(),
      })
      expect(step.outputs['outcome']).toBe('timed-out')
      expect(during?.outputs).toMatchObject({ outcome: 'succeeded', jobs: '[]' })
      expect(before).toContain('<!-- forge-training-job')
      await sync(world)
      expect(visible(world.comments[0])).toContain('scheduled workflow looks next')
    })
  })

  it('has its commit status brought up to date', async () => {
    await inWorld({}, async (world) => {
      await submit(world, { 'commit-status': 'true' })
      const states = () => world.github.world.statuses.map(({ state }) => state)
      expect(states().at(-1)).toBe('pending')
      world.clock.advance(HOUR)
      await sync(world)
      expect(states().at(-1)).toBe('success')
    })
  })
})

describe('comments that are not ours', () => {
  it('are not believed: of others, or signed with another key', async () => {
    await inWorld({}, async (world) => {
      await submit(world)
      const [body = ''] = world.comments
      world.github.world.comments.clear()
      world.github.addComment(12, body, person('mallory'))
      world.github.addPull({ number: 13 })
      world.github.addComment(13, body)
      world.clock.advance(HOUR)
      const result = await sync(world)
      expect(result.log).toContain('1 comment with unfinished jobs signed with another')
      expect([result.exitCode, result.outputs['jobs'], world.github.world.dispatches]).toEqual([0, '[]', []])
    })
  })
})

describe('what fails', () => {
  const BLOWS: readonly Fault[] = [
    { kind: 'status', status: 502 },
    { kind: 'reset', after: true },
    { kind: 'hang' },
  ]
  const WRITES = ['getComment', 'dispatch', 'updateComment']
  const FORBIDDEN: Fault = { kind: 'status', status: 403 }
  const rows = [
    ...['listRepoComments', ...WRITES].flatMap((operation) =>
      BLOWS.map((blow) => ['github', operation, blow, 2] as const),
    ),
    ...['listRepoComments', 'graphql', ...WRITES].map(
      (operation) => ['github', operation, FORBIDDEN, 2] as const,
    ),
    ...BLOWS.flatMap((blow) => [['forge', 'list', blow, 4] as const, ['forge', 'get', blow, 2] as const]),
  ].map(([side, operation, blow, jobs]) => {
    return [`${side} ${operation} ${JSON.stringify(blow)}`, side, operation, blow, jobs] as const
  })

  it.each([
    ['dispatch', 'updateComment'],
    ['updateComment', 'dispatch'],
    ['updateComment', 'getComment'],
    ['createStatus', 'updateComment'],
  ])('twice is done by the sync after: %s, then %s', async (first, second) => {
    await inWorld({}, async (world) => {
      await submit(world, { 'commit-status': 'true' })
      world.clock.advance(HOUR)
      let broken = first
      for (const operation of [first, second])
        world.github.addFault({
          kind: 'status',
          status: 502,
          on: { operation, when: () => broken === operation },
        })
      await sync(world)
      broken = second
      await sync(world)
      broken = ''
      expect((await sync(world)).exitCode).toBe(0)
      const { dispatches, statuses } = world.github.world
      expect(new Set(dispatches.map(({ payload }) => (payload as { job_id: string }).job_id)).size).toBe(1)
      expect(visible(world.comments[0])).toContain('The model is trained')
      expect(statuses.at(-1)?.state).toBe('success')
    })
  })

  it.each(rows)('is done by the next sync: %s', async (_, side, operation, blow, jobs) => {
    await inWorld({}, async (world) => {
      for (let n = 0; n < jobs; n++) {
        const { id } = world.forge.addJob({ ageMs: HOUR, timeline: ENDS })
        world.github.addComment(12, recordOf(12, n, id, world.clock.now()))
      }
      world.clock.advance(HOUR)
      let isBroken = true
      world[side].addFault({ ...blow, on: { operation, when: () => isBroken } })
      const first = await sync(world)
      expect(first.exitCode === 0).toBe(first.outputs['outcome'] !== 'refused')
      isBroken = false
      const second = await sync(world)
      expect(second.exitCode).toBe(0)
      const told = world.github.world.dispatches.map(({ payload }) => payload as { job_id: string })
      expect(new Set(told.map(({ job_id }) => job_id)).size).toBe(jobs)
      for (const body of world.comments) expect(visible(body)).toContain('The model is trained')
      const before = world.github.requests.length
      await sync(world)
      expect(operations(world, before)).toEqual(['listRepoComments', 'graphql'])
    })
  })
})
