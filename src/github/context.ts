import type { RunContext } from '../report/context.ts'

/** Environment variables as the runner sets them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What the inputs say about where to report. */
export interface ContextInputs {
  readonly issueNumber?: number
  readonly jobUrl?: string
  readonly jobCheckRunId?: string
}

/**
 * Reads where the step runs from the runner's variables and the payload of the event. `issueNumber` of the inputs wins
 * over the event's.
 */
export function runContext(env: Environment, payload: unknown, inputs: ContextInputs): RunContext {
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  const runId = env['GITHUB_RUN_ID'] ?? ''
  const runAttempt = env['GITHUB_RUN_ATTEMPT'] ?? '1'
  const runUrl = `${serverUrl}/${repository}/actions/runs/${runId}`
  const issueNumber = inputs.issueNumber ?? eventNumber(payload)
  return {
    repository,
    serverUrl,
    commit: textAt(payload, 'pull_request', 'head', 'sha') ?? env['GITHUB_SHA'] ?? '',
    actor: env['GITHUB_ACTOR'] ?? '',
    runId,
    runAttempt,
    logUrl: inputs.jobCheckRunId
      ? `${runUrl}/job/${inputs.jobCheckRunId}`
      : `${runUrl}/attempts/${runAttempt}`,
    workflowPath: workflowPath(env, repository),
    ...(issueNumber === undefined ? {} : { issueNumber }),
    ...(inputs.jobUrl === undefined ? {} : { jobUrlTemplate: inputs.jobUrl }),
  }
}

/** `owner/name/.github/workflows/train.yml@refs/heads/main` becomes `.github/workflows/train.yml`. */
function workflowPath(env: Environment, repository: string): string {
  const ref = env['GITHUB_WORKFLOW_REF'] ?? env['GITHUB_WORKFLOW'] ?? ''
  return ref.replace(/@refs\/.*$/, '').replace(`${repository}/`, '')
}

/** The pull request of the event, or the issue where a comment on one started the workflow. */
function eventNumber(payload: unknown): number | undefined {
  const number = at(payload, 'pull_request', 'number') ?? at(payload, 'issue', 'number')
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined
}

function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : undefined
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (parent, field) =>
      typeof parent === 'object' && parent !== null ? (Reflect.get(parent, field) as unknown) : undefined,
    value,
  )
}
