import { KEY, World } from '../test/e2e/world.ts'
import { recordOf } from '../test/e2e/records.ts'
import { scheduleEvent } from '../test/simulator/runner/more-events.ts'

const HOUR = 60 * 60_000
const ROUNDS = 5

/** What one sync costs that finds all jobs as they were. */
export interface SyncCost {
  /** To the service. */
  readonly requests: number
  readonly githubRequests: number
  /** Of a real process from its start to its end, the median. */
  readonly seconds: number
}

/** Runs the built action over so many jobs, each in the comment of a pull request of its own. */
export async function syncCost(jobs: number): Promise<SyncCost> {
  const rounds: SyncCost[] = []
  for (let n = 0; n < ROUNDS; n++) rounds.push(await oneSync(jobs))
  return rounds.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(ROUNDS / 2)]!
}

async function oneSync(jobs: number): Promise<SyncCost> {
  const world = new World({ github: { rateLimit: 5_000 } })
  try {
    await world.forge.start()
    await world.github.start()
    for (let n = 0; n < jobs; n++) {
      const job = world.forge.addJob({ ageMs: 2 * HOUR, timeline: [{ afterMs: 0, status: 'RUNNING' }] })
      world.github.addPull({ number: 100 + n })
      world.github.addComment(100 + n, recordOf(100 + n, n, job.id, world.clock.now()))
    }
    const { exitCode, outputs, realMs } = await world.run({
      event: scheduleEvent(),
      run: { id: 9001, actor: 'octocat' },
      with: { command: 'sync', spec: '', 'api-key': KEY },
    })
    const found = (JSON.parse(outputs['jobs'] ?? '[]') as unknown[]).length
    if (exitCode !== 0 || found !== jobs) throw new Error(`sync found ${found} of ${jobs} jobs`)
    return {
      requests: world.operations.length,
      githubRequests: world.github.requests.length,
      seconds: realMs / 1000,
    }
  } finally {
    await world.close()
  }
}
