import { KEY, TestEnvironment } from '../test/e2e/test-environment.ts'
import { formatRecord } from '../test/e2e/records.ts'
import { scheduleEvent } from '../test/simulator/runner/more-events.ts'

const HOUR = 60 * 60_000
const ROUNDS = 5

/** The cost of one sync that finds no change. */
export interface SyncCost {
  /** Requests to the service. */
  readonly requests: number
  readonly githubRequests: number
  /** Duration of the process in real time. */
  readonly seconds: number
}

/**
 * Runs the built action with this many jobs, each in the comment of its own pull request. Returns the round of median
 * duration.
 */
export async function measureSyncCost(jobs: number): Promise<SyncCost> {
  const rounds: SyncCost[] = []
  for (let n = 0; n < ROUNDS; n++) rounds.push(await measureOneSync(jobs))
  return rounds.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(ROUNDS / 2)]!
}

async function measureOneSync(jobs: number): Promise<SyncCost> {
  const environment = new TestEnvironment({ github: { rateLimit: 5_000 } })
  try {
    await environment.forge.start()
    await environment.github.start()
    for (let n = 0; n < jobs; n++) {
      const job = environment.forge.addJob({ ageMs: 2 * HOUR, timeline: [{ afterMs: 0, status: 'RUNNING' }] })
      environment.github.addPull({ number: 100 + n })
      environment.github.addComment(
        100 + n,
        formatRecord(100 + n, n, job.id, { nowMs: environment.clock.now(), service: environment.forge.url }),
      )
    }
    const { exitCode, outputs, realMs } = await environment.run({
      event: scheduleEvent(),
      run: { id: 9001, actor: 'octocat' },
      with: { command: 'sync', spec: '', 'api-key': KEY },
    })
    const found = (JSON.parse(outputs['jobs'] ?? '[]') as unknown[]).length
    if (exitCode !== 0 || found !== jobs) throw new Error(`sync found ${found} of ${jobs} jobs`)
    return {
      requests: environment.operations.length,
      githubRequests: environment.github.requests.length,
      seconds: realMs / 1000,
    }
  } finally {
    await environment.close()
  }
}
