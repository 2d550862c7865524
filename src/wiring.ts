import { VERSION } from './contract/version.gen.ts'
import { forgeApi } from './forge/client.ts'
import { httpTransport, type Transport } from './forge/transport.ts'
import { githubComments } from './github/octokit.ts'
import type { Command, ReportInputs, ServiceInputs } from './inputs.ts'
import type { TrainingApi } from './job/job.ts'
import { systemClock } from './platform/clock.ts'
import { modifiedAtMs } from './platform/files.ts'
import { actionsRunner, type Runner } from './platform/runner.ts'
import type { RunContext } from './report/context.ts'
import { LiveComment } from './report/live-comment.ts'

/** What both parts of the action put together in the same way. */

const USER_AGENT = `mistral-forge-action/${VERSION}`

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
  return forgeApi(traced(transport, runner), () => systemClock.wall())
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

/** The commands that bring news for a pull request; the others answer whoever asked. */
const COMMENTING: readonly Command[] = ['run', 'validate', 'wait']

/** The comment that a command keeps up to date; undefined where there is none to keep. */
export function commentOf(
  command: Command,
  report: ReportInputs,
  { repository, issueNumber, workflowPath }: RunContext,
  { env, runner }: { readonly env: NodeJS.ProcessEnv; readonly runner: Runner },
): LiveComment | undefined {
  const [owner, repo] = repository.split('/')
  if (!COMMENTING.includes(command) || !report.comment || !report.githubToken) return undefined
  if (issueNumber === undefined || !owner || !repo) return undefined
  const store = githubComments({
    token: report.githubToken,
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    userAgent: USER_AGENT,
    owner,
    repo,
    issueNumber,
    usesProxy: ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => env[name]),
  })
  const key = report.commentKey ?? JSON.stringify([workflowPath, report.specText, report.matrix])
  return new LiveComment({ store, clock: systemClock, log: runner, key, redact: runner.redact })
}
