import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { person } from '../simulator/github-world.ts'
import { recordOf } from './records.ts'
import { World } from './world.ts'

const HOUR = 60 * 60_000
const RECORDS = 200
const PULLS = 60
const OTHERS = 5_000
const ENDED = 20
const MOST_MS = 30_000
const GOES_ON = [{ afterMs: 0, status: 'RUNNING' }]

/** Two hundred records, and five thousand comments of others, of which so many were changed after the records. */
function fill(world: World, changedLater: number): readonly string[] {
  const { forge, github, clock } = world
  for (let n = 0; n < PULLS; n++) github.addPull({ number: 100 + n })
  const ended: string[] = []
  for (let n = 0; n < RECORDS; n++) {
    const isEnded = n % (RECORDS / ENDED) === 0
    const job = forge.addJob({
      ageMs: 20 * HOUR,
      timeline: isEnded ? [...GOES_ON, { afterMs: HOUR, status: 'SUCCESS' }] : GOES_ON,
    })
    if (isEnded) ended.push(job.id)
    const body = recordOf(100 + (n % PULLS), n, job.id, clock.now())
    github.addComment(100 + (n % PULLS), body).updatedAt = clock.now() - (1 + (n % 10)) * HOUR
  }
  for (let n = 0; n < OTHERS; n++) {
    const other = github.addComment(100 + (n % PULLS), `comment ${n}`, person('octocat'))
    other.updatedAt = clock.now() - (n < changedLater ? 0 : 20 * HOUR)
  }
  return ended
}

const sync = (world: World): Promise<StepResult> =>
  world.run({
    event: scheduleEvent(),
    run: { id: 9001, actor: 'octocat' },
    with: { command: 'sync', spec: '', 'dispatch-event': 'ended' },
  })

describe.each([
  ['most of the others were changed before the records', 400, 10],
  ['all of the others were changed after the records', OTHERS, 60],
])('two hundred records among five thousand comments, where %s,', (_, changedLater, mostPages) => {
  const world = new World({ github: { rateLimit: 5_000 } })
  let result: StepResult
  let ended: readonly string[]

  beforeAll(async () => {
    await world.forge.start()
    await world.github.start()
    ended = fill(world, changedLater)
    result = await sync(world)
  })
  afterAll(() => world.close())

  const asked = (operation: string): number =>
    world.github.requests.filter((request) => request.operation === operation).length

  it('are all found, and those that have ended are told of and brought up to date', () => {
    const jobs = JSON.parse(result.outputs['jobs'] ?? '[]') as { outcome: string; 'job-id': string }[]
    expect([result.exitCode, jobs.length]).toEqual([0, RECORDS])
    const told = world.github.world.dispatches.map(({ payload }) => (payload as { job_id: string }).job_id)
    expect(told.sort()).toEqual(ended.toSorted())
    const trained = world.github.world
      .commentsOf()
      .filter(({ body }) => body.includes('The model is trained'))
    expect(trained).toHaveLength(ENDED)
  })

  it('cost few requests, and half a minute at most', () => {
    expect(asked('listRepoComments')).toBeLessThanOrEqual(mostPages)
    expect([asked('updateComment'), asked('dispatch')]).toEqual([ENDED, ENDED])
    expect(world.operations.filter((operation) => operation === 'get')).toEqual([])
    expect(world.operations.length).toBeLessThanOrEqual(4)
    expect(result.realMs).toBeLessThanOrEqual(MOST_MS)
  })
})
