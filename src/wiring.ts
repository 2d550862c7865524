import { VERSION } from './contract/version.gen.ts'
import { forgeApi } from './forge/client.ts'
import { discreet } from './forge/discreet.ts'
import { httpTransport, type Transport } from './forge/transport.ts'
import type { ServiceInputs } from './inputs.ts'
import type { TrainingApi } from './job/job.ts'
import { systemClock } from './platform/clock.ts'
import { modifiedAtMs } from './platform/files.ts'
import { actionsRunner, type Runner } from './platform/runner.ts'

/** What both parts of the action put together in the same way. */

export const USER_AGENT = `mistral-forge-action/${VERSION}`

/** GitHub kills jobs on its own machines after 360 minutes, which would look like a cancelled workflow. */
const HOSTED_JOB_LIMIT_MS = 350 * 60_000

/** The runner around this process, with all secrets hidden from the first line on. */
export function discreetRunner(env: NodeJS.ProcessEnv): Runner {
  const runner = actionsRunner(env)
  const secrets = [runner.input('api-key'), env['MISTRAL_API_KEY'] ?? '', runner.input('github-token')]
  for (const secret of secrets) runner.hide(secret.trim())
  return runner
}

/** The service that the inputs name, with a line in the debug log for each exchange. */
export function serviceOf({ apiKey, apiUrl }: ServiceInputs, runner: Runner): TrainingApi {
  const transport = httpTransport({ baseUrl: apiUrl, apiKey, userAgent: USER_AGENT, clock: systemClock })
  return forgeApi(traced(discreet(transport, runner.redact), runner), () => systemClock.wall())
}

function traced(transport: Transport, runner: Runner): Transport {
  return async (request) => {
    const sentMs = systemClock.now()
    const answer = await transport(request)
    const came = 'kind' in answer ? `${answer.kind}: ${answer.words}` : `HTTP ${answer.status}`
    const tookMs = Math.round(systemClock.now() - sentMs)
    runner.debug(`${request.method} ${request.path}: ${came}, after ${tookMs} ms`)
    return answer
  }
}

/** Point on the monotonic clock at which GitHub's own machines end the job; infinite on others. */
export async function hostedEndMs(env: NodeJS.ProcessEnv): Promise<number> {
  if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted') return Infinity
  // The runner writes the event file when the job starts.
  const jobStartedAtMs = await modifiedAtMs(env['GITHUB_EVENT_PATH'])
  if (jobStartedAtMs === undefined) return Infinity
  return systemClock.now() + HOSTED_JOB_LIMIT_MS - (systemClock.wall() - jobStartedAtMs)
}
