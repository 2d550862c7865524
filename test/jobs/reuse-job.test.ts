import { describe, expect, it } from '@jest/globals'
import { SPEC } from '../fakes/command-context.ts'
import { httpError } from '../fakes/forge-api.ts'
import { FakePullRequest } from '../fakes/pull-request.ts'

const MINUTE = 60_000
const TRAINING = {
  statuses: [
    [0, 'RUNNING'],
    [MINUTE, 'SUCCESS'],
  ],
  model: 'ft:x',
} as const

/** How many jobs there are if the service does not find the successful one for so long. */
async function countJobs(missingMs: number): Promise<number> {
  const pullRequest = new FakePullRequest(TRAINING)
  const { api, clock } = pullRequest
  await pullRequest.push(SPEC).completed
  await clock.sleep(10 * MINUTE)
  const untilMs = clock.now() + missingMs
  const [model] = api.jobs
  api.script = ({ operation, id }) =>
    operation === 'get' && id === model?.id && clock.now() < untilMs ? { error: httpError(404) } : undefined
  if (missingMs === Infinity) api.jobs.splice(0)
  await pullRequest.push(SPEC).completed
  pullRequest.stop()
  return api.callsOf('create').length
}

describe('a successful job that the service does not find', () => {
  it.each([20_000, 5 * MINUTE])('for %i ms is not trained again', async (missingMs) => {
    expect(await countJobs(missingMs)).toBe(1)
  })

  it('is trained again if it stays missing', async () => {
    expect(await countJobs(Infinity)).toBe(2)
  })
})
