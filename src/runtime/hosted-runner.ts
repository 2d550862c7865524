import { getModifiedAtMs } from './files.ts'
import { HOSTED_JOB_TIMEOUT_MS } from '../timeouts.ts'
import { systemClock } from './system-clock.ts'

/** Deadline on the monotonic clock before GitHub's hosted runner kills the job; infinite on self-hosted runners. */
export function hostedRunnerDeadlineMs(env: NodeJS.ProcessEnv): number {
  if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted') return Infinity
  // The runner writes the event file when the job starts.
  const jobStartedAtMs = getModifiedAtMs(env['GITHUB_EVENT_PATH'])
  if (jobStartedAtMs === undefined) return Infinity
  return systemClock.now() + HOSTED_JOB_TIMEOUT_MS - (systemClock.wall() - jobStartedAtMs)
}
