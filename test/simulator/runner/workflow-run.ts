import { dirname } from 'node:path'
import type { WorkflowEvent } from './events.ts'
import { expand } from './expressions.ts'
import type { Scope } from './expressions.ts'

/** What identifies a run of a workflow. Everything has a default that fits the event. */
export interface RunFacts {
  readonly id?: number
  readonly attempt?: number
  readonly number?: number
  readonly sha?: string
  readonly ref?: string
  readonly headRef?: string
  readonly baseRef?: string
  /** Name of the workflow, and the path of its file. */
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

/** What the runner knows when it starts a stage of a step. */
export interface Surroundings {
  readonly event: WorkflowEvent
  readonly run: RunFacts
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
/** What the runner exports of the `github` context, as far as a JavaScript action sees it (GitHubContext.cs). */
const NOT_EXPORTED = new Set(['token', 'event'])

/** The variables that the runner sets for every action, apart from inputs, state and command files. */
export function runnerVariables(surroundings: Surroundings): Record<string, string> {
  const variables: Record<string, string> = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'stand-in',
    RUNNER_TEMP: surroundings.temp,
    RUNNER_TOOL_CACHE: surroundings.temp,
    RUNNER_WORKSPACE: dirname(surroundings.workspace),
    RUNNER_OS: operatingSystem(),
    RUNNER_ARCH: ARCHITECTURES[process.arch] ?? process.arch,
  }
  for (const [name, value] of Object.entries(githubContext(surroundings))) {
    if (!NOT_EXPORTED.has(name)) variables[`GITHUB_${name.toUpperCase()}`] = String(value)
  }
  return variables
}

/** What the default of an input may name: the contexts that GitHub's schema of action.yml allows there, no others. */
export function inputScope(surroundings: Surroundings, status: JobStatus): Scope {
  const { run, matrix, jobTotal, temp } = surroundings
  return {
    contexts: {
      github: githubContext(surroundings),
      job: { status, check_run_id: run.checkRunId ?? 44_000_000_001 },
      matrix,
      strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': jobTotal, 'max-parallel': jobTotal },
      runner: { os: operatingSystem(), arch: ARCHITECTURES[process.arch], temp, name: 'stand-in' },
    },
  }
}

/** What `post-if` may name besides: the functions that ask for the state of the job. */
export function conditionScope(surroundings: Surroundings, status: JobStatus): Scope {
  return {
    ...inputScope(surroundings, status),
    functions: {
      always: () => true,
      success: () => status === 'success',
      failure: () => status === 'failure',
      cancelled: () => status === 'cancelled',
    },
  }
}

/**
 * INPUT_* variables: what the workflow gives, else the default. The runner evaluates defaults anew for each stage, so
 * `job.status` tells post what became of the job. An input that nobody declared is an error (the runner only warns).
 */
export function inputVariables(
  declared: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
  scope: Scope,
): Record<string, string> {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
  const variables: Record<string, string> = {}
  for (const [name, byDefault] of declared) {
    const value = values.get(name.toLowerCase()) ?? expand(byDefault, scope)
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value
    values.delete(name.toLowerCase())
  }
  if (values.size > 0) throw new Error(`action.yml has no input '${[...values.keys()].join("', '")}'`)
  return variables
}

function operatingSystem(): string {
  return OPERATING_SYSTEMS[process.platform] ?? 'Linux'
}

function githubContext({
  event,
  run,
  workspace,
  eventPath,
  apiUrl,
  token,
}: Surroundings): Record<string, unknown> {
  const { payload } = event
  const repository = run.repository ?? text(payload, 'repository', 'full_name') ?? 'acme/models'
  const number = text(payload, 'pull_request', 'number')
  const ref =
    run.ref ??
    (number === undefined ? text(payload, 'ref') : `refs/pull/${number}/merge`) ??
    'refs/heads/main'
  const sha =
    run.sha ?? text(payload, 'pull_request', 'merge_commit_sha') ?? text(payload, 'after') ?? 'e'.repeat(40)
  const actor = run.actor ?? text(payload, 'sender', 'login') ?? 'octocat'
  return {
    token,
    event: payload,
    event_name: event.name,
    event_path: eventPath,
    action: '__self',
    action_repository: '',
    action_ref: '',
    actor,
    actor_id: text(payload, 'sender', 'id') ?? '583231',
    triggering_actor: run.triggeringActor ?? actor,
    api_url: apiUrl,
    graphql_url: `${apiUrl.replace(/\/v3$/, '')}/graphql`,
    server_url: run.serverUrl ?? 'https://github.com',
    repository,
    repository_id: text(payload, 'repository', 'id') ?? '700000001',
    repository_owner: repository.split('/', 1)[0],
    repository_owner_id: text(payload, 'repository', 'owner', 'id') ?? '583231',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    head_ref: run.headRef ?? text(payload, 'pull_request', 'head', 'ref') ?? '',
    base_ref: run.baseRef ?? text(payload, 'pull_request', 'base', 'ref') ?? '',
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

function text(value: unknown, ...path: string[]): string | undefined {
  const found = path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(name) : undefined,
    value,
  )
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}
