import type { CommandContext } from '../commands/context.ts'
import { hasStarted, isTerminal, parsePhase } from '../jobs/job-status.ts'
import { retry } from '../jobs/retry.ts'
import type { GitHubResult, RepositoryClient, RepositoryComment } from '../state/github.ts'
import { isRecordedJob, type RecordedJob } from '../state/record.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { READ_TIMEOUT_MS, SUPERSEDE_DELAY_MS, SYNC_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import type { KilledStep, LeftoverJob } from './leftover-jobs.ts'

/** GitHub ends a run that was cancelled within this time, even if its runner does not respond. */
const MAX_CANCELLATION_MS = 10 * 60_000

type CheckContext = Pick<CommandContext, 'api' | 'clock' | 'random' | 'githubTime'>

/** Asks GitHub and the service for what no record says about a job that may be a leftover. */
export class LeftoverCheck {
  readonly #context: CheckContext
  readonly #client: RepositoryClient
  /** Until when requests to the service are repeated, on the monotonic clock. */
  readonly #untilMs: number

  constructor(context: CheckContext, client: RepositoryClient, untilMs = Infinity) {
    this.#context = context
    this.#client = client
    this.#untilMs = untilMs
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

  /** Whether a new job runs, has succeeded, or was accepted so long ago that the old one is not kept for it any longer. */
  async #hasStarted(successors: readonly RecordedJob[]): Promise<boolean> {
    const { api, clock, random, githubTime } = this.#context
    for (const recorded of successors) {
      if (!recorded.isUnfinished) return true
      const untilMs = Math.min(this.#untilMs, clock.now() + READ_TIMEOUT_MS)
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

/** Repeats a request of `sync` to GitHub. */
export function requestOfSync<T>(
  send: () => Promise<GitHubResult<T>>,
  { clock, random }: Pick<CommandContext, 'clock' | 'random'>,
): Promise<GitHubResult<T>> {
  return retryGitHub(send, { clock, random, untilMs: clock.now() + SYNC_REQUEST_TIMEOUT_MS })
}

/** Reads the pull request of a comment; undefined for an issue. */
export async function readPullRequestOf(
  { number, url }: Pick<RepositoryComment, 'number' | 'url'>,
  client: RepositoryClient,
  context: Pick<CommandContext, 'clock' | 'random'>,
): ReturnType<RepositoryClient['pullRequest']> {
  const result = await requestOfSync(() => client.pullRequest(number), context)
  // A token that may not read it gets a 404, too.
  return result.ok && result.value === undefined && isOnPullRequest(url) ? NOT_SHOWN : result
}

const isOnPullRequest = (url: string): boolean => /\/pulls?\/\d+(?:#|$)/.test(url)

const NOT_SHOWN: GitHubResult<never> = {
  ok: false,
  isNotFound: true,
  isPermanent: true,
  message: 'reading the pull request: GitHub does not show it to this token',
}
