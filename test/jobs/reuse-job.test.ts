import { describe, expect, it } from '@jest/globals'
import { SPEC } from '../fakes/command-context.ts'
import { httpError } from '../fakes/forge-api.ts'
import type { RunInputs } from '../../src/inputs.ts'
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
async function countJobs(missingMs: number, waitFor: RunInputs['waitFor'] = 'completed'): Promise<number> {
  const pullRequest = new FakePullRequest(TRAINING)
  const { api, clock } = pullRequest
  const inputs = { waitFor }
  await pullRequest.push(SPEC, { inputs }).completed
  await clock.sleep(10 * MINUTE)
  // Has seen the success, whatever it waits for.
  await pullRequest.push(SPEC, { inputs }).completed
  const untilMs = clock.now() + missingMs
  const [model] = api.jobs
  api.script = ({ operation, id }) =>
    operation === 'get' && id === model?.id && clock.now() < untilMs ? { error: httpError(404) } : undefined
  if (missingMs === Infinity) api.jobs.splice(0)
  await pullRequest.push(SPEC, { inputs }).completed
  pullRequest.stop()
  return api.callsOf('create').length
}

describe('a successful job that the service does not find', () => {
  it.each([20_000, 5 * MINUTE])('for %i ms is not trained again', async (missingMs) => {
    expect(await countJobs(missingMs)).toBe(1)
  })

  it.each(['none', 'started'] as const)('for 15 s by a step with wait: %s, likewise', async (waitFor) => {
    expect(await countJobs(15_000, waitFor)).toBe(1)
  })

  it('is trained again if it stays missing', async () => {
    expect(await countJobs(Infinity)).toBe(2)
  })
})
