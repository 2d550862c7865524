import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { formatRecord } from './records.ts'
import { TestEnvironment } from './test-environment.ts'

const HOUR = 60 * 60_000
const RECORDS = 200
const PULLS = 60
const OTHER_COMMENTS = 5_000
const ENDED_JOBS = 20
const RUNS_FOREVER = [{ afterMs: 0, status: 'RUNNING' }]

/** Adds the records and the other comments, of which `changedLaterCount` were changed after the records. */
function createRecords(environment: TestEnvironment, changedLaterCount: number): readonly string[] {
  const { forge, github, clock } = environment
  for (let n = 0; n < PULLS; n++) github.addPull({ number: 100 + n })
  const ended: string[] = []
  for (let n = 0; n < RECORDS; n++) {
    const isEnded = n % (RECORDS / ENDED_JOBS) === 0
    const job = forge.addJob({
      ageMs: 20 * HOUR,
      timeline: isEnded ? [...RUNS_FOREVER, { afterMs: HOUR, status: 'SUCCESS' }] : RUNS_FOREVER,
    })
    if (isEnded) ended.push(job.id)
    const body = formatRecord(100 + (n % PULLS), n, job.id, { nowMs: clock.now(), service: forge.url })
    github.addComment(100 + (n % PULLS), body).updatedAt = clock.now() - (1 + (n % 10)) * HOUR
  }
  for (let n = 0; n < OTHER_COMMENTS; n++) {
    const other = github.addComment(100 + (n % PULLS), `comment ${n}`, createUser('octocat'))
    other.updatedAt = clock.now() - (n < changedLaterCount ? 0 : 20 * HOUR)
  }
  return ended
}

const sync = (environment: TestEnvironment): Promise<StepResult> =>
  environment.run({
    event: scheduleEvent(),
    run: { id: 9001, actor: 'octocat' },
    with: { command: 'sync', spec: '', 'dispatch-event': 'ended' },
  })

describe.each([
  ['most other comments were changed before the records', 400, 10],
  ['all other comments were changed after the records', OTHER_COMMENTS, 60],
])('200 records among 5,000 comments, where %s,', (_, changedLaterCount, maxPages) => {
  // A slow machine must not make requests look slow.
  const environment = new TestEnvironment({ github: { rateLimit: 5_000 }, clockSpeed: 1 })
  let result: StepResult
  let ended: readonly string[]

  beforeAll(async () => {
    await environment.forge.start()
    await environment.github.start()
    ended = createRecords(environment, changedLaterCount)
    result = await sync(environment)
  })
  afterAll(() => environment.close())

  const countRequests = (operation: string): number =>
    environment.github.requests.filter((request) => request.operation === operation).length

  it('are all found, and ended jobs are dispatched and updated', () => {
    const jobs = JSON.parse(result.outputs['jobs'] ?? '[]') as { outcome: string; 'job-id': string }[]
    expect([result.exitCode, jobs.length]).toEqual([0, RECORDS])
    const dispatchedIds = environment.github.repository.dispatches.map(
      ({ payload }) => (payload as { job_id: string }).job_id,
    )
    expect(dispatchedIds.sort()).toEqual(ended.toSorted())
    const trained = environment.github.repository
      .commentsOf()
      .filter(({ body }) => body.includes('· trained'))
    expect(trained).toHaveLength(ENDED_JOBS)
  })

  it('cost few requests and at most 30 s', () => {
    expect(countRequests('listRepoComments')).toBeLessThanOrEqual(maxPages)
    expect([countRequests('updateComment'), countRequests('dispatch')]).toEqual([ENDED_JOBS, ENDED_JOBS])
    expect(environment.operations.filter((operation) => operation === 'get')).toEqual([])
    expect(environment.operations.length).toBeLessThanOrEqual(4)
  })
})
