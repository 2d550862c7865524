import { sync } from '../../src/commands/sync.ts'
import { FakeRun, type FakeEnvironment } from '../fakes/command-context.ts'
import { FakeRepository } from '../fakes/repository.ts'
import { SyncEnvironment } from '../sync/samples.ts'
import type { SyncEvent } from './identity-schedule.ts'
import type { ModelStep } from './identity-evidence.ts'

/** A run of the scheduled workflow that syncs. Its jobs are those of others. */
export function createSyncStep(environment: FakeEnvironment, id: string): ModelStep {
  const run = new FakeRun(environment, { id, owner: 'sync', commit: 'main' })
  return {
    event: {
      kind: 'step',
      owner: -1,
      isOfSameRun: false,
      isRerun: false,
      isDuplicateRun: false,
      isNotHead: false,
      requests: [],
      isOneFile: false,
      fileName: 0,
      waitFor: 'none',
      reuse: true,
      key: 0,
      clockOffsetMs: 0,
      loses: 'nothing',
      isKilledThen: false,
    },
    holder: run.holder,
    run,
    startedMs: environment.clock.now(),
    isNewest: true,
    end: 'running',
  }
}

/** Syncs while the steps of the pull request are in whatever state. `headSha`: of its newest run. */
export async function runSync(
  { run }: ModelStep,
  { isClosed, conclusion }: SyncEvent,
  environment: FakeEnvironment,
  { steps, headSha }: { readonly steps: readonly ModelStep[]; readonly headSha: string },
): Promise<void> {
  const client = new FakeRepository(environment.clock, { 7: environment.conversation })
  client.pullRequests.set(7, { isClosed, headSha })
  client.beforeCall = (call) => {
    if (call.operation !== 'workflowRun') return undefined
    const ofRun = steps.filter(({ holder }) => holder.run.id === call.id)
    const attempt = Math.max(...ofRun.map(({ holder }) => holder.run.attempt))
    const ends = ofRun.filter(({ holder }) => holder.run.attempt === attempt).map(({ end }) => end)
    const hasFailed = ends.includes('killed') && conclusion === 'failure'
    const wasCancelled = !hasFailed && ends.some((end) => end === 'cancelled' || end === 'killed')
    const isRunning = ofRun.some(({ end }) => end === 'running')
    client.workflowRuns.set(call.id, { attempt, wasCancelled: wasCancelled && !isRunning })
    return undefined
  }
  const { dependencies } = new SyncEnvironment(environment.clock)
  const repository = { ...dependencies, apiKey: 'forge-key 0', client }
  await sync({}, { ...run.createContext(), ledger: undefined, repository })
}
