import { notFound, forbidden, isGitea, type ApiCall, type GitHubRoute } from './github-routes.ts'
import { formatTime, nodeId, siteUrl, toRepositoryPayload, type Schemas } from './github-repository.ts'
import type { SimulatedRepository, WorkflowRun } from './simulated-repository.ts'
import { jsonResponse, type ServiceResponse } from './wire.ts'

/** The newest attempt of the runs of workflows. */
export function createRunRoutes(repository: SimulatedRepository): GitHubRoute[] {
  const getRun = (call: ApiCall): ServiceResponse => {
    if (!call.hasPermission('read', 'actions')) return forbidden
    const id = Number(call.params['run'])
    const run = repository.runs.get(id)
    if (run === undefined || isGitea(call)) return notFound
    return jsonResponse(200, toRunPayload(id, run, repository, call))
  }
  return [
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/actions/runs/{run}',
      operation: 'getRun',
      handle: getRun,
    },
  ]
}

function toRunPayload(
  id: number,
  { attempt, conclusion, updatedAt }: WorkflowRun,
  repository: SimulatedRepository,
  { apiUrl, nowMs }: ApiCall,
): Schemas['workflow-run'] {
  const { fullName } = repository
  const repo = `${apiUrl}/repos/${fullName}`
  const url = `${repo}/actions/runs/${id}`
  const workflowId = 161_335
  const suite = 42
  const at = formatTime(updatedAt ?? nowMs)
  return {
    id,
    name: 'train',
    node_id: nodeId('WFR', id),
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    head_branch: 'feature',
    head_sha: 'a'.repeat(40),
    path: '.github/workflows/train.yml',
    display_title: 'Train the support bot',
    run_number: 562,
    event: 'pull_request',
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    workflow_id: workflowId,
    url,
    html_url: `${siteUrl(apiUrl)}/${fullName}/actions/runs/${id}`,
    pull_requests: [],
    created_at: at,
    updated_at: at,
    run_attempt: attempt,
    run_started_at: at,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repo}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt === 1 ? null : `${url}/attempts/${attempt - 1}`,
    workflow_url: `${repo}/actions/workflows/${workflowId}`,
    head_commit: null,
    repository: toRepositoryPayload(fullName, repository, apiUrl),
    head_repository: toRepositoryPayload(fullName, repository, apiUrl),
  }
}
