import type { CommandContext } from '../commands/context.ts'
import { hasStarted, isTerminal, parsePhase } from '../jobs/job-status.ts'
import { retry } from '../jobs/retry.ts'
import type { GitHubResult, RepositoryClient } from '../state/github.ts'
import { isRecordedJob, type RecordedJob } from '../state/record.ts'
import { READ_TIMEOUT_MS, SUPERSEDE_DELAY_MS } from '../timeouts.ts'
import { requestOfSync } from './github-requests.ts'
import type { KilledStep, LeftoverJob } from './leftover-jobs.ts'

/** GitHub ends a run that was cancelled within this time, even if its runner does not respond. */
const MAX_CANCELLATION_MS = 10 * 60_000

type CheckContext = Pick<CommandContext, 'api' | 'clock' | 'random' | 'githubTime' | 'deadlineMs'>

/** Asks GitHub and the service for what no record says about a job that may be a leftover. */
export class LeftoverCheck {
  readonly #context: CheckContext
  readonly #client: RepositoryClient

  constructor(context: CheckContext, client: RepositoryClient) {
    this.#context = context
    this.#client = client
  }

  /** Resolves to those that are leftovers, or to the first error of GitHub. */
  async confirm(candidates: readonly LeftoverJob[]): Promise<GitHubResult<readonly LeftoverJob[]>> {
    const confirmed: LeftoverJob[] = []
    for (const candidate of candidates) {
      const result = await this.#isConfirmed(candidate)
      if (!result.ok) return result
      if (result.value) confirmed.push(candidate)
    }
    return { ok: true, value: confirmed }
  }

  async #isConfirmed(leftover: LeftoverJob): Promise<GitHubResult<boolean>> {
    switch (leftover.because) {
      case 'pull-request-closed':
        return { ok: true, value: true }
      case 'replaced':
        return { ok: true, value: await this.#hasStarted(leftover.successors) }
      case 'run-cancelled':
        return this.#wereCancelled(leftover.steps)
    }
  }

  /**
   * Whether the cancellation of its run has killed each of these steps. One that was dead before has crashed, was evicted, or
   * has ended without being able to record it: then the job is not cancelled. A newer attempt asks for the job again.
   */
  async #wereCancelled(steps: readonly KilledStep[]): Promise<GitHubResult<boolean>> {
    for (const { run: ref, leaseExpiresAtMs } of steps) {
      const run = await requestOfSync(() => this.#client.workflowRun(ref.id), this.#context)
      if (!run.ok) return run
      const { wasCancelled = false, attempt, updatedAtMs = 0 } = run.value ?? {}
      const wasAlive = updatedAtMs <= leaseExpiresAtMs + MAX_CANCELLATION_MS
      if (!wasCancelled || attempt !== ref.attempt || !wasAlive) return { ok: true, value: false }
    }
    return { ok: true, value: true }
  }

  /** Whether no new job is wanted, or one runs, has succeeded, or was accepted so long ago that the old one is not kept for it any longer. */
  async #hasStarted(successors: readonly RecordedJob[]): Promise<boolean> {
    if (successors.length === 0) return true
    const { api, clock, random, githubTime, deadlineMs } = this.#context
    for (const recorded of successors) {
      if (!recorded.isUnfinished) return true
      const untilMs = Math.min(deadlineMs, clock.now() + READ_TIMEOUT_MS)
      const result = await retry(() => api.get(recorded.id), 'never-read', { clock, random, untilMs })
      if (!result.ok || !isRecordedJob(recorded, result.value)) continue
      const phase = parsePhase(result.value.status)
      const isPending = !hasStarted(phase) && !isTerminal(phase)
      if (isPending && githubTime() - recorded.atMs >= SUPERSEDE_DELAY_MS) return true
      if (hasStarted(phase)) return true
    }
    return false
  }
}
