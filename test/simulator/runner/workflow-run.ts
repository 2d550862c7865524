import { dirname } from 'node:path'
import type { WorkflowEvent } from './events.ts'
import { expandExpressions } from './expressions.ts'
import type { ExpressionScope } from './expressions.ts'

/** A workflow run. Everything defaults to a value that fits the event. */
export interface RunInfo {
  readonly id?: number
  readonly attempt?: number
  readonly number?: number
  readonly sha?: string
  readonly ref?: string
  readonly headRef?: string
  readonly baseRef?: string
  /** Name of the workflow. */
  readonly workflow?: string
  readonly workflowFile?: string
  readonly job?: string
  readonly checkRunId?: number
  /** `owner/name` */
  readonly repository?: string
  readonly actor?: string
  readonly triggeringActor?: string
  readonly serverUrl?: string
}

export type JobStatus = 'success' | 'failure' | 'cancelled'

/** What the runner knows when it starts main or post. */
export interface RunnerContext {
  readonly event: WorkflowEvent
  readonly run: RunInfo
  readonly workspace: string
  readonly eventPath: string
  readonly temp: string
  readonly apiUrl: string
  readonly token: string
  readonly matrix: Readonly<Record<string, unknown>> | null
  readonly jobTotal: number
}

const OPERATING_SYSTEMS: Readonly<Record<string, string>> = { darwin: 'macOS', win32: 'Windows' }
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'X64',
  arm64: 'ARM64',
  arm: 'ARM',
  ia32: 'X86',
}
/** Fields of the `github` context that the runner does not export as variables (GitHubContext.cs). */
const NOT_EXPORTED = new Set(['token', 'event'])

/** The variables that the runner sets for every action, except inputs, state and command files. */
export function buildRunnerVariables(runnerContext: RunnerContext): Record<string, string> {
  const variables: Record<string, string> = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'simulator',
    RUNNER_TEMP: runnerContext.temp,
    RUNNER_TOOL_CACHE: runnerContext.temp,
    RUNNER_WORKSPACE: dirname(runnerContext.workspace),
    RUNNER_OS: operatingSystem(),
    RUNNER_ARCH: ARCHITECTURES[process.arch] ?? process.arch,
  }
  for (const [name, value] of Object.entries(buildGitHubContext(runnerContext))) {
    if (!NOT_EXPORTED.has(name)) variables[`GITHUB_${name.toUpperCase()}`] = String(value)
  }
  return variables
}

/** The contexts that GitHub's schema of action.yml allows in the default of an input. */
export function buildInputScope(runnerContext: RunnerContext, status: JobStatus): ExpressionScope {
  const { run, matrix, jobTotal, temp } = runnerContext
  return {
    contexts: {
      github: buildGitHubContext(runnerContext),
      job: { status, check_run_id: run.checkRunId ?? 44_000_000_001 },
      matrix,
      strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': jobTotal, 'max-parallel': jobTotal },
      runner: { os: operatingSystem(), arch: ARCHITECTURES[process.arch], temp, name: 'simulator' },
    },
  }
}

/** The same with the status functions that `post-if` may call. */
export function buildConditionScope(runnerContext: RunnerContext, status: JobStatus): ExpressionScope {
  return {
    ...buildInputScope(runnerContext, status),
    functions: {
      always: () => true,
      success: () => status === 'success',
      failure: () => status === 'failure',
      cancelled: () => status === 'cancelled',
    },
  }
}

/**
 * Builds the INPUT_* variables from the workflow's inputs and the defaults. The runner evaluates defaults again for
 * post, which learns the result of the job from `job.status`. Throws for an undeclared input (the runner only warns).
 */
export function buildInputVariables(
  defaults: ReadonlyMap<string, string>,
  inputs: Readonly<Record<string, string>>,
  scope: ExpressionScope,
): Record<string, string> {
  const values = new Map(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]))
  const variables: Record<string, string> = {}
  for (const [name, defaultValue] of defaults) {
    const value = values.get(name.toLowerCase()) ?? expandExpressions(defaultValue, scope)
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value
    values.delete(name.toLowerCase())
  }
  if (values.size > 0) throw new Error(`action.yml has no input '${[...values.keys()].join("', '")}'`)
  return variables
}

function operatingSystem(): string {
  return OPERATING_SYSTEMS[process.platform] ?? 'Linux'
}

function buildGitHubContext({
  event,
  run,
  workspace,
  eventPath,
  apiUrl,
  token,
}: RunnerContext): Record<string, unknown> {
  const { payload } = event
  const repository = run.repository ?? getText(payload, 'repository', 'full_name') ?? 'acme/models'
  const number = getText(payload, 'pull_request', 'number')
  const ref =
    run.ref ??
    (number === undefined ? getText(payload, 'ref') : `refs/pull/${number}/merge`) ??
    'refs/heads/main'
  const sha =
    run.sha ??
    getText(payload, 'pull_request', 'merge_commit_sha') ??
    getText(payload, 'after') ??
    'e'.repeat(40)
  const actor = run.actor ?? getText(payload, 'sender', 'login') ?? 'octocat'
  return {
    token,
    event: payload,
    event_name: event.name,
    event_path: eventPath,
    action: '__self',
    action_repository: '',
    action_ref: '',
    actor,
    actor_id: getText(payload, 'sender', 'id') ?? '583231',
    triggering_actor: run.triggeringActor ?? actor,
    api_url: apiUrl,
    graphql_url: `${apiUrl.replace(/\/v3$/, '')}/graphql`,
    server_url: run.serverUrl ?? 'https://github.com',
    repository,
    repository_id: getText(payload, 'repository', 'id') ?? '700000001',
    repository_owner: repository.split('/', 1)[0],
    repository_owner_id: getText(payload, 'repository', 'owner', 'id') ?? '583231',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    head_ref: run.headRef ?? getText(payload, 'pull_request', 'head', 'ref') ?? '',
    base_ref: run.baseRef ?? getText(payload, 'pull_request', 'base', 'ref') ?? '',
    sha,
    run_id: String(run.id ?? 9_000_000_001),
    run_attempt: String(run.attempt ?? 1),
    run_number: String(run.number ?? 1),
    retention_days: '90',
    job: run.job ?? 'train',
    workflow: run.workflow ?? 'Train',
    workflow_ref: `${repository}/${run.workflowFile ?? '.github/workflows/train.yml'}@${ref}`,
    workflow_sha: sha,
    workspace,
  }
}

function getText(value: unknown, ...path: string[]): string | undefined {
  const found = path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(name) : undefined,
    value,
  )
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}
