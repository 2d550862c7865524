import { getModifiedAtMs } from './files.ts'
import { systemClock } from './system-clock.ts'

/** GitHub kills jobs on its hosted runners after 360 minutes, which would look like a cancelled workflow. */
const MAX_HOSTED_JOB_MS = 350 * 60_000

/** Deadline on the monotonic clock before GitHub's hosted runner kills the job; infinite on self-hosted runners. */
export async function hostedRunnerDeadlineMs(env: NodeJS.ProcessEnv): Promise<number> {
  if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted') return Infinity
  // The runner writes the event file when the job starts.
  const jobStartedAtMs = await getModifiedAtMs(env['GITHUB_EVENT_PATH'])
  if (jobStartedAtMs === undefined) return Infinity
  return systemClock.now() + MAX_HOSTED_JOB_MS - (systemClock.wall() - jobStartedAtMs)
}
