import type { RunContext } from '../report/run-context.ts'
import { isGiteaApi } from './gitea.ts'
import type { ReportTarget } from './report-target.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface ContextInputs {
  readonly jobUrl?: string
  readonly jobCheckRunId?: string
}

/** Reads the run that reports link to, from the runner's variables and the report target. */
export function createRunContext(
  env: Environment,
  { issueNumber, commit }: Pick<ReportTarget, 'issueNumber' | 'commit'>,
  inputs: ContextInputs,
): RunContext {
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  const runId = env['GITHUB_RUN_ID'] ?? ''
  const runAttempt = env['GITHUB_RUN_ATTEMPT'] ?? '1'
  const runUrl = `${serverUrl}/${repository}/actions/runs/${runId}`
  return {
    repository,
    serverUrl,
    commit: commit === '' ? (env['GITHUB_SHA'] ?? '') : commit,
    actor: env['GITHUB_ACTOR'] ?? '',
    runId,
    runNumber: env['GITHUB_RUN_NUMBER'],
    runAttempt,
    // Gitea and Forgejo have no page for an attempt, and other addresses for jobs.
    logUrl: isGiteaApi(env['GITHUB_API_URL'] ?? '') ? runUrl : logUrl(runUrl, runAttempt, inputs),
    workflowPath: workflowPath(env, repository),
    issueNumber,
    jobUrlTemplate: inputs.jobUrl,
    helpUrl: helpUrl(env, serverUrl),
  }
}

/** Undefined for an action of the workflow's own checkout, which has no repository of its own. */
function helpUrl(env: Environment, serverUrl: string): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env
  return repository && ref
    ? `${serverUrl}/${repository}/blob/${encodeURI(ref)}/docs/troubleshooting.md`
    : undefined
}

function logUrl(runUrl: string, runAttempt: string, { jobCheckRunId }: ContextInputs): string {
  return jobCheckRunId ? `${runUrl}/job/${jobCheckRunId}` : `${runUrl}/attempts/${runAttempt}`
}

/**
 * `owner/name/.github/workflows/train.yml@refs/heads/main` becomes `.github/workflows/train.yml`. Gitea only names the
 * workflow, which two files may do alike, so their jobs tell them apart.
 */
function workflowPath(env: Environment, repository: string): string {
  const ref = env['GITHUB_WORKFLOW_REF']
  if (ref) return ref.replace(/@refs\/.*$/, '').replace(`${repository}/`, '')
  return [env['GITHUB_WORKFLOW'], env['GITHUB_JOB']].filter(Boolean).join(' / ')
}
