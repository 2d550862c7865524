import {
  forbidden,
  isGitea,
  validationFailed,
  notFound,
  paginate,
  errorResponse,
  textOrNull,
  type ApiCall,
  type GitHubRoute,
} from './github-routes.ts'
import { toPullPayload } from './github-pull-shape.ts'
import { toRepositoryPayload, toUserPayload, type Schemas } from './github-repository.ts'
import { toIssuePayload, toStatusPayload } from './github-shapes.ts'
import type { Actor, SimulatedRepository, Status } from './simulated-repository.ts'
import { jsonResponse, type ServiceResponse } from './wire.ts'

const REPO_PATH = '/repos/{owner}/{repo}'
/** A call that only Gitea has. */
export const GITEA_PULL_PATH = `${REPO_PATH}/commits/{sha}/pull`
const STATES = ['error', 'failure', 'pending', 'success']

/** The repository, its issues and pull requests, and the pull requests of a commit. */
export function createPullRoutes(repository: SimulatedRepository): GitHubRoute[] {
  const getIssue = (call: ApiCall): ServiceResponse => {
    const issue = repository.issues.get(Number(call.params['issue']))
    return issue === undefined ? notFound : jsonResponse(200, toIssuePayload(issue, repository, call.apiUrl))
  }
  const getPull = (call: ApiCall): ServiceResponse => {
    const pull = repository.pulls.find(({ number }) => number === Number(call.params['pull']))
    return pull === undefined ? notFound : jsonResponse(200, toPullPayload(pull, repository, call.apiUrl))
  }
  const listPulls = (call: ApiCall): ServiceResponse => {
    const { state = 'open', head, base } = call.request.query
    const pulls = repository.pulls.filter(({ state: pullState, pull }) => {
      const label = `${pull.head.repo.split('/')[0] ?? ''}:${pull.head.ref}`
      return (
        (state === 'all' || pullState === state) &&
        // Gitea knows no such filter.
        (isGitea(call) || (head ?? label) === label) &&
        (base ?? pull.base.ref) === pull.base.ref
      )
    })
    return paginate(call, pulls, (pull) => toPullPayload(pull, repository, call.apiUrl))
  }
  const pullsOfCommit = (call: ApiCall): ServiceResponse => {
    const sha = call.params['sha']
    if (isGitea(call)) return notFound
    const pulls = repository.pulls.filter(
      ({ pull }) => pull.head.sha === sha || (pull.merged && pull.mergeCommit === sha),
    )
    return paginate(call, pulls, (pull) => toPullPayload(pull, repository, call.apiUrl))
  }
  const mergedAsCommit = (call: ApiCall): ServiceResponse => {
    const merged = repository.pulls.find(({ pull }) => pull.merged && pull.mergeCommit === call.params['sha'])
    if (!isGitea(call) || merged === undefined) return notFound
    return jsonResponse(200, toPullPayload(merged, repository, call.apiUrl))
  }
  return [
    {
      method: 'GET',
      path: GITEA_PULL_PATH,
      operation: 'pullOfCommit',
      handle: mergedAsCommit,
    },
    {
      method: 'GET',
      path: REPO_PATH,
      operation: 'getRepo',
      handle: (call) => jsonResponse(200, toRepositoryPayload(repository.fullName, repository, call.apiUrl)),
    },
    { method: 'GET', path: `${REPO_PATH}/issues/{issue}`, operation: 'getIssue', handle: getIssue },
    { method: 'GET', path: `${REPO_PATH}/pulls`, operation: 'listPulls', handle: listPulls },
    { method: 'GET', path: `${REPO_PATH}/pulls/{pull}`, operation: 'getPull', handle: getPull },
    {
      method: 'GET',
      path: `${REPO_PATH}/commits/{sha}/pulls`,
      operation: 'pullsOfCommit',
      handle: pullsOfCommit,
    },
  ]
}

/** Commit statuses, written by `actor`. */
export function createStatusRoutes(repository: SimulatedRepository, actor: Actor): GitHubRoute[] {
  const toPayload = (status: Status, call: ApiCall): Schemas['status'] => ({
    ...toStatusPayload(status, repository, call.apiUrl),
    creator: toUserPayload(actor, call.apiUrl),
  })
  const statusesOf = (sha: string | undefined): Status[] =>
    repository.statuses.filter((status) => status.sha === sha).toReversed()

  const create = (call: ApiCall): ServiceResponse => {
    const { state, context, description, target_url } = call.fields
    const sha = call.params['sha'] ?? ''
    const name = textOrNull(context) ?? 'default'
    if (!call.hasPermission('write', 'statuses')) return forbidden
    if (!/^[0-9a-f]{40}$/.test(sha)) return errorResponse(422, `No commit found for SHA: ${sha}`)
    if (typeof state !== 'string' || !STATES.includes(state))
      return validationFailed('Status', 'state', 'custom', `State must be one of ${STATES.join(', ')}`)
    if ((textOrNull(description) ?? '').length > 140) {
      return validationFailed(
        'Status',
        'description',
        'custom',
        'description is too long (maximum is 140 characters)',
      )
    }
    if (statusesOf(sha).filter((status) => status.context === name).length >= 1000) {
      return errorResponse(422, 'Validation Failed', [
        'This SHA and context has reached the maximum number of statuses.',
      ])
    }
    const texts = { description: textOrNull(description), targetUrl: textOrNull(target_url) }
    const status = { id: repository.nextId(), sha, state, context: name, ...texts, createdAt: call.nowMs }
    repository.statuses.push(status)
    return jsonResponse(201, toPayload(status, call))
  }

  const combined = (call: ApiCall): ServiceResponse => {
    const sha = call.params['sha'] ?? ''
    const latest = statusesOf(sha).filter(
      ({ context }, i, all) => all.findIndex((other) => other.context === context) === i,
    )
    const hasState = (...wantedStates: string[]): boolean =>
      latest.some(({ state }) => wantedStates.includes(state))
    const state = hasState('error', 'failure')
      ? 'failure'
      : hasState('pending') || latest.length === 0
        ? 'pending'
        : 'success'
    const url = `${call.apiUrl}/repos/${repository.fullName}/commits/${sha}`
    const payload: Schemas['combined-commit-status'] = {
      state,
      statuses: latest.map((status) => toStatusPayload(status, repository, call.apiUrl)),
      sha,
      total_count: latest.length,
      repository: toRepositoryPayload(repository.fullName, repository, call.apiUrl),
      commit_url: url,
      url: `${url}/status`,
    }
    return jsonResponse(200, payload)
  }

  const list = (call: ApiCall): ServiceResponse => {
    const newestFirst = statusesOf(call.params['sha'])
    // Gitea sorts by time alone, and returns those of one second as they were created.
    const second = ({ createdAt }: Status): number => Math.floor(createdAt / 1000)
    const statuses = isGitea(call)
      ? newestFirst.toReversed().sort((a, b) => second(b) - second(a))
      : newestFirst
    return paginate(call, statuses, (status) => toPayload(status, call))
  }
  return [
    { method: 'POST', path: `${REPO_PATH}/statuses/{sha}`, operation: 'createStatus', handle: create },
    { method: 'GET', path: `${REPO_PATH}/commits/{sha}/statuses`, operation: 'listStatuses', handle: list },
    {
      method: 'GET',
      path: `${REPO_PATH}/commits/{sha}/status`,
      operation: 'combinedStatus',
      handle: combined,
    },
  ]
}
