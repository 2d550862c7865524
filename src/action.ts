import { randomUUID } from 'node:crypto'
import { isGreen, perform, type World } from './commands/command.ts'
import { VERSION } from './contract/version.gen.ts'
import { forgeApi } from './forge/client.ts'
import { httpTransport } from './forge/transport.ts'
import { runContext } from './github/context.ts'
import { githubComments } from './github/octokit.ts'
import {
  parseInputs,
  type Command,
  type CommandInputs,
  type OnlineInputs,
  type ReportInputs,
} from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { systemClock } from './platform/clock.ts'
import { modifiedAtMs, readJson, workspaceFiles } from './platform/files.ts'
import { actionsRunner, type Runner } from './platform/runner.ts'
import { Progress } from './progress.ts'
import type { RunContext } from './report/context.ts'
import { LiveComment } from './report/live-comment.ts'
import { outcomeOf } from './result.ts'
import type { Step } from './step.ts'

const USER_AGENT = `mistral-forge-action/${VERSION}`

/** GitHub kills jobs on its own machines after 360 minutes, which would look like a cancelled workflow. */
const HOSTED_JOB_LIMIT_MS = 350 * 60_000

/** Performs the command that the environment asks for, and tells whether the step is green. Throws nothing. */
export async function performAction(env: NodeJS.ProcessEnv): Promise<boolean> {
  const startedMs = systemClock.now()
  const runner = actionsRunner(env)
  const secrets = [runner.input('api-key'), env['MISTRAL_API_KEY'] ?? '', runner.input('github-token')]
  for (const secret of secrets) runner.hide(secret.trim())
  try {
    const inputs = parseInputs((name) => runner.input(name), env['MISTRAL_API_KEY'])
    if (inputs.ok) return await carryOut(inputs.command, inputs.report, { env, runner, startedMs })
    refuseInputs(inputs.problems, runner)
  } catch (error) {
    runner.annotate(
      'error',
      `The action itself failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    runner.debug(error instanceof Error ? (error.stack ?? '') : '')
  }
  return false
}

interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly runner: Runner
  readonly startedMs: number
}

function refuseInputs(problems: readonly string[], runner: Runner): void {
  for (const problem of problems) runner.annotate('error', problem, undefined, 'Input')
  runner.publish(outputsOf({ trainings: [], outcome: 'invalid', elapsedMs: 0 }))
}

async function carryOut(
  command: CommandInputs,
  report: ReportInputs,
  around: Surroundings,
): Promise<boolean> {
  const { env, runner } = around
  const where = 'apiUrl' in command ? ` · ${new URL(command.apiUrl).host}` : ''
  runner.info(`Forge Training Job ${VERSION} · ${command.command}${where}`)
  const context = runContext(env, await readJson(env['GITHUB_EVENT_PATH']), report)
  const progress = openProgress(command, report, context, around)
  const result = await perform(command, await openWorld(progress, around))
  const green = isGreen(command.command, outcomeOf(result))
  await progress.finish(result, green)
  return green
}

async function openWorld(progress: Progress, { env, runner, startedMs }: Surroundings): Promise<World> {
  const jobStartedAtMs = await modifiedAtMs(env['GITHUB_EVENT_PATH'])
  const isHosted = env['RUNNER_ENVIRONMENT'] === 'github-hosted'
  const jobAgeMs = isHosted && jobStartedAtMs !== undefined ? systemClock.wall() - jobStartedAtMs : undefined
  const hostedEndMs = jobAgeMs === undefined ? Infinity : systemClock.now() + HOSTED_JOB_LIMIT_MS - jobAgeMs
  const files = workspaceFiles(env['GITHUB_WORKSPACE'] ?? process.cwd())
  const open = (inputs: OnlineInputs): Step => ({
    api: forgeApi(tracedTransport(inputs, runner), () => systemClock.wall()),
    clock: systemClock,
    random: Math.random,
    newIntent: randomUUID,
    files,
    progress,
    deadlineMs: Math.min(hostedEndMs, 'timeoutMs' in inputs ? startedMs + inputs.timeoutMs : Infinity),
  })
  return { files, progress, open }
}

/** The transport to the service, with a line in the debug log for each exchange. */
function tracedTransport({ apiKey, apiUrl }: OnlineInputs, runner: Runner): ReturnType<typeof httpTransport> {
  const transport = httpTransport({ baseUrl: apiUrl, apiKey, userAgent: USER_AGENT, clock: systemClock })
  return async (request) => {
    const sentMs = systemClock.now()
    const answer = await transport(request)
    const came = 'kind' in answer ? `${answer.kind}: ${answer.words}` : `HTTP ${answer.status}`
    runner.debug(
      `${request.method} ${request.path}: ${came}, after ${Math.round(systemClock.now() - sentMs)} ms`,
    )
    return answer
  }
}

/** The commands that bring news for a pull request; the others answer whoever asked. */
const COMMENTING: readonly Command[] = ['run', 'validate', 'wait']

function openProgress(
  { command }: CommandInputs,
  report: ReportInputs,
  context: RunContext,
  { env, runner, startedMs }: Surroundings,
): Progress {
  const liveComment = COMMENTING.includes(command) ? openComment(context, report, env, runner) : undefined
  return new Progress({
    log: runner,
    clock: systemClock,
    context,
    publish: (outputs) => runner.publish(outputs),
    remember: (jobIds) => runner.remember('job-ids', JSON.stringify(jobIds)),
    writeSummary: (markdown) => runner.writeSummary(markdown),
    startedMs,
    ...(liveComment === undefined ? {} : { liveComment }),
  })
}

function openComment(
  { repository, issueNumber, workflowPath }: RunContext,
  report: ReportInputs,
  env: NodeJS.ProcessEnv,
  runner: Runner,
): LiveComment | undefined {
  const [owner, repo] = repository.split('/')
  if (!report.comment || !report.githubToken || issueNumber === undefined || !owner || !repo) return undefined
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
