import { describe, expect, it } from '@jest/globals'
import { REPOSITORY_ID } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import type { Fault } from '../simulator/faults.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { formatRecord } from './records.ts'
import { withEnvironment, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const HOUR = 60 * 60_000
const SUCCEEDS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: HOUR, status: 'SUCCESS' },
]
const RUNS_FOREVER = [{ afterMs: 0, status: 'RUNNING' }]

/** A scheduled run of `command: sync`. */
function sync(
  environment: TestEnvironment,
  inputs: Record<string, string> = {},
  id = 9001,
): Promise<StepResult> {
  return environment.run({
    event: scheduleEvent(),
    run: { id, actor: 'octocat' },
    with: { command: 'sync', spec: '', 'dispatch-event': 'forge-job-ended', ...inputs },
  })
}

const submit = (environment: TestEnvironment, inputs: Record<string, string> = {}) =>
  environment.run({ with: { wait: 'false', ...inputs } })
/** Operations of the requests to GitHub, from a given request on. */
const githubOperations = ({ github }: TestEnvironment, from = 0) =>
  github.requests.slice(from).map(({ operation }) => operation)
const withoutMarker = (body = '') => body.slice(body.indexOf('\n') + 1)

describe('a job that no step waits for', () => {
  it('is reported once when it has ended, in its comment and as an event', async () => {
    await withEnvironment({}, async (environment) => {
      await submit(environment)
      expect(withoutMarker(environment.comments[0])).toContain('`command: sync`')
      const [job] = environment.forge.jobs
      environment.clock.advance(HOUR)
      const result = await sync(environment)
      expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': job?.id })
      expect(JSON.parse(result.outputs['jobs'] ?? '')).toMatchObject([
        { spec: SPEC_FILE, status: 'SUCCESS', outcome: 'succeeded', 'job-id': job?.id },
      ])
      expect(withoutMarker(environment.comments[0])).toContain('· trained')
      expect(withoutMarker(environment.comments[0])).toContain(result.outputs['output-model'] ?? 'no model')
      expect(environment.github.repository.dispatches).toEqual([
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
      const before = environment.github.requests.length
      expect((await sync(environment)).outputs['outcome']).toBe('succeeded')
      expect(githubOperations(environment, before)).toEqual(['listRepoComments', 'graphql'])
    })
  })

  it('is followed until then; its comment says by whom and is refreshed twice a day', async () => {
    await withEnvironment({ forge: { timeline: RUNS_FOREVER } }, async (environment) => {
      await submit(environment)
      await sync(environment)
      expect(withoutMarker(environment.comments[0])).toMatch(
        /· training since [^]*\[The scheduled workflow\][^]*looks again[^]*· checked /,
      )
      const updatesAfter = async (hours: number): Promise<readonly string[]> => {
        environment.clock.advance(hours * HOUR)
        const before = environment.github.requests.length
        expect((await sync(environment)).outputs['outcome']).toBe('running')
        return githubOperations(environment, before).filter((operation) => operation === 'updateComment')
      }
      expect(await updatesAfter(1)).toEqual([])
      expect(await updatesAfter(9)).toEqual([])
      expect(await updatesAfter(1.5)).toEqual(['updateComment'])
      expect(await updatesAfter(1)).toEqual([])
      expect(environment.github.repository.dispatches).toEqual([])
    })
  })

  it('is reported with any outcome, and the sync still passes', async () => {
    const reason = 'loss became NaN in step 412'
    const failed = { afterMs: 60_000, status: 'FAILED', fields: { error: { message: reason } } }
    const forge = { timeline: [...RUNS_FOREVER, failed] }
    await withEnvironment({ forge }, async (environment) => {
      await submit(environment, { 'comment-key': 'failed' })
      await submit(environment, { 'comment-key': 'gone', set: 'hyperparameters.training_steps=77' })
      environment.forge.removeJob(environment.forge.jobs[1]?.id ?? '')
      environment.clock.advance(HOUR)
      // One sync alone does not give up a job.
      expect((await sync(environment)).outputs['outcome']).toBe('failed')
      environment.clock.advance(10 * 60_000)
      const result = await sync(environment)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'unknown'])
      expect(withoutMarker(environment.comments[0])).toMatch(/· failed[^]*loss became NaN in step 412/)
      expect(withoutMarker(environment.comments[1])).toContain('no longer knows this job')
      const dispatched = environment.github.repository.dispatches.map(({ payload }) => payload)
      expect(dispatched).toMatchObject([
        { outcome: 'failed', output_model: '' },
        { outcome: 'unknown', status: '' },
      ])
    })
  })

  it('is left to its step while that is running', async () => {
    await withEnvironment({ forge: { timeline: RUNS_FOREVER } }, async (environment) => {
      let during: StepResult | undefined
      let before = ''
      const step = await environment.run({
        with: { 'timeout-minutes': '30' },
        onStart: () =>
          void (async () => {
            await environment.clock.sleep(10 * 60_000)
            before = environment.comments[0] ?? ''
            during = await sync(environment)
          })(),
      })
      expect(step.outputs['outcome']).toBe('timed-out')
      expect(during?.outputs).toMatchObject({ outcome: 'succeeded', jobs: '[]' })
      expect(before).toContain('<!-- forge-training-job')
      await sync(environment)
      expect(withoutMarker(environment.comments[0])).toContain('looks again and updates this comment')
    })
  })

  it('gets its commit status updated', async () => {
    await withEnvironment({}, async (environment) => {
      await submit(environment, { 'commit-status': 'true' })
      const states = () => environment.github.repository.statuses.map(({ state }) => state)
      expect(states().at(-1)).toBe('pending')
      environment.clock.advance(HOUR)
      await sync(environment)
      expect(states().at(-1)).toBe('success')
    })
  })
})

describe('a renamed or transferred repository', () => {
  it.each([
    ['acme', 'bots'],
    ['umbrella', 'models'],
  ])('keeps its records: %s/%s', async (owner, repo) => {
    await withEnvironment({}, async (environment) => {
      await submit(environment)
      environment.github.repository.rename(`${owner}/${repo}`)
      environment.clock.advance(HOUR)
      const event = scheduleEvent({ owner, repo, repositoryId: REPOSITORY_ID })
      const result = await environment.run({
        event,
        run: { id: 9001, actor: 'octocat' },
        with: { command: 'sync', spec: '' },
      })
      expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': environment.forge.jobs[0]?.id })
      expect(withoutMarker(environment.comments[0])).toContain('· trained')
    })
  })
})

interface RecordedJobOptions {
  readonly id: string
  readonly n?: number
  readonly key?: string
}

/** A comment with the record of a job of this environment's service. */
function recordOf({ clock, forge }: TestEnvironment, { id, n = 1, key }: RecordedJobOptions): string {
  return formatRecord(12, n, id, { nowMs: clock.now(), service: forge.url, ...(key && { key }) })
}

describe('comments by other authors or with another signature', () => {
  it('are not trusted', async () => {
    await withEnvironment({}, async (environment) => {
      await submit(environment)
      const [body = ''] = environment.comments
      environment.github.repository.comments.clear()
      environment.github.addComment(12, body, createUser('mallory'))
      const job = { id: environment.forge.jobs[0]?.id ?? '', key: 'another key of 16 letters' }
      environment.github.addComment(12, recordOf(environment, job))
      environment.github.addPull({ number: 13 })
      environment.github.addComment(13, body)
      environment.clock.advance(HOUR)
      const result = await sync(environment)
      expect(result.log).toContain(
        '1 comment with unfinished jobs skipped, because a different `api-key` signed them',
      )
      expect([result.exitCode, result.outputs['jobs'], environment.github.repository.dispatches]).toEqual([
        0,
        '[]',
        [],
      ])
    })
  })
})

describe('a failed sync', () => {
  const FAULTS: readonly Fault[] = [
    { kind: 'status', status: 502 },
    { kind: 'reset', after: true },
    { kind: 'hang' },
  ]
  const WRITES = ['getComment', 'dispatch', 'updateComment']
  const FORBIDDEN: Fault = { kind: 'status', status: 403 }
  const cases = [
    ...['listRepoComments', ...WRITES].flatMap((operation) =>
      FAULTS.map((fault) => ['github', operation, fault, 2] as const),
    ),
    ...['listRepoComments', 'graphql', ...WRITES].map(
      (operation) => ['github', operation, FORBIDDEN, 2] as const,
    ),
    ...FAULTS.flatMap((fault) => [['forge', 'list', fault, 4] as const, ['forge', 'get', fault, 2] as const]),
  ].map(([side, operation, fault, jobs]) => {
    return [`${side} ${operation} ${JSON.stringify(fault)}`, side, operation, fault, jobs] as const
  })

  it.each([
    ['dispatch', 'updateComment'],
    ['updateComment', 'dispatch'],
    ['updateComment', 'getComment'],
    ['createStatus', 'updateComment'],
  ])('is completed by the third if the first two fail: %s, then %s', async (first, second) => {
    await withEnvironment({}, async (environment) => {
      await submit(environment, { 'commit-status': 'true' })
      environment.clock.advance(HOUR)
      let broken = first
      for (const operation of [first, second])
        environment.github.addFault({
          kind: 'status',
          status: 502,
          on: { operation, when: () => broken === operation },
        })
      await sync(environment)
      broken = second
      await sync(environment)
      broken = ''
      expect((await sync(environment)).exitCode).toBe(0)
      const { dispatches, statuses } = environment.github.repository
      expect(new Set(dispatches.map(({ payload }) => (payload as { job_id: string }).job_id)).size).toBe(1)
      expect(withoutMarker(environment.comments[0])).toContain('· trained')
      expect(statuses.at(-1)?.state).toBe('success')
    })
  })

  it.each(cases)('is completed by the next one: %s', async (_, side, operation, fault, jobs) => {
    await withEnvironment({}, async (environment) => {
      for (let n = 0; n < jobs; n++) {
        const { id } = environment.forge.addJob({ ageMs: HOUR, timeline: SUCCEEDS })
        environment.github.addComment(12, recordOf(environment, { n, id }))
      }
      environment.clock.advance(HOUR)
      let isBroken = true
      environment[side].addFault({ ...fault, on: { operation, when: () => isBroken } })
      const first = await sync(environment)
      expect(first.exitCode === 0).toBe(first.outputs['outcome'] !== 'refused')
      isBroken = false
      const second = await sync(environment)
      expect(second.exitCode).toBe(0)
      const dispatched = environment.github.repository.dispatches.map(
        ({ payload }) => payload as { job_id: string },
      )
      expect(new Set(dispatched.map(({ job_id }) => job_id)).size).toBe(jobs)
      for (const body of environment.comments) expect(withoutMarker(body)).toContain('· trained')
      const before = environment.github.requests.length
      await sync(environment)
      expect(githubOperations(environment, before)).toEqual(['listRepoComments', 'graphql'])
    })
  })
})
