import { forbidden, notFound, type ApiCall, type GitHubRoute } from './github-routes.ts'
import { formatTime, nodeId, toUserPayload, type Schemas } from './github-repository.ts'
import type { SimulatedRepository } from './simulated-repository.ts'
import { ACTIONS_BOT } from './simulated-repository.ts'
import { jsonResponse, type ServiceResponse } from './wire.ts'

const REPO_PATH = '/repos/{owner}/{repo}'

/** The branches of a commit, and how far it is from one. GitHub also answers for commits of forks. */
export function createBranchRoutes(repository: SimulatedRepository): GitHubRoute[] {
  const branchesOfHead = (call: ApiCall): ServiceResponse => {
    const sha = call.params['sha'] ?? ''
    const url = `${call.apiUrl}/repos/${repository.fullName}/commits/${sha}`
    const branches: Schemas['branch-short'][] = repository
      .branchesOf(sha)
      .map((name) => ({ name, commit: { sha, url }, protected: false }))
    return jsonResponse(200, branches)
  }
  const compare = (call: ApiCall): ServiceResponse => {
    const [base = '', head = ''] = (call.params['basehead'] ?? '').split('...')
    const commits = repository.branches.get(base)
    if (commits === undefined) return notFound
    const position = commits.indexOf(head)
    const behind = position < 0 ? 0 : commits.length - 1 - position
    const status = position < 0 ? 'diverged' : behind === 0 ? 'identical' : 'behind'
    const url = `${call.apiUrl}/repos/${repository.fullName}/compare/${base}...${head}`
    const commit = toCommitPayload(commits.at(-1) ?? '', `${call.apiUrl}/repos/${repository.fullName}`)
    const comparison: Schemas['commit-comparison'] = {
      url,
      html_url: url,
      permalink_url: url,
      diff_url: `${url}.diff`,
      patch_url: `${url}.patch`,
      base_commit: commit,
      merge_base_commit: commit,
      status,
      ahead_by: position < 0 ? 1 : 0,
      behind_by: behind,
      total_commits: 0,
      commits: [],
      files: [],
    }
    return jsonResponse(200, comparison)
  }
  const getCommit = (call: ApiCall): ServiceResponse => {
    const sha = call.params['sha'] ?? ''
    const parents = repository.parents.get(sha)
    if (!call.hasPermission('read', 'contents')) return forbidden
    if (parents === undefined) return notFound
    return jsonResponse(200, toGitCommitPayload(sha, parents, `${call.apiUrl}/repos/${repository.fullName}`))
  }
  return [
    { method: 'GET', path: `${REPO_PATH}/git/commits/{sha}`, operation: 'getCommit', handle: getCommit },
    {
      method: 'GET',
      path: `${REPO_PATH}/commits/{sha}/branches-where-head`,
      operation: 'branchesOfHead',
      handle: branchesOfHead,
    },
    { method: 'GET', path: `${REPO_PATH}/compare/{basehead}`, operation: 'compare', handle: compare },
  ]
}

function toGitCommitPayload(sha: string, parents: readonly string[], repoUrl: string): Schemas['git-commit'] {
  const urlOf = (commit: string): string => `${repoUrl}/git/commits/${commit}`
  return {
    sha,
    node_id: nodeId('C', 1),
    url: urlOf(sha),
    html_url: urlOf(sha),
    author: PERSON,
    committer: PERSON,
    message: 'Merge',
    tree: { sha, url: urlOf(sha) },
    parents: parents.map((parent) => ({ sha: parent, url: urlOf(parent), html_url: urlOf(parent) })),
    verification: {
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
      verified_at: null,
    },
  }
}

const PERSON = { name: 'octocat', email: 'octocat@users.noreply.github.com', date: formatTime(0) }

function toCommitPayload(sha: string, repoUrl: string): Schemas['commit'] {
  const url = `${repoUrl}/commits/${sha}`
  return {
    url,
    sha,
    node_id: nodeId('C', 1),
    html_url: url,
    comments_url: `${url}/comments`,
    commit: {
      url,
      author: PERSON,
      committer: PERSON,
      message: 'Train longer',
      comment_count: 0,
      tree: { sha, url },
    },
    author: toUserPayload(ACTIONS_BOT, repoUrl),
    committer: toUserPayload(ACTIONS_BOT, repoUrl),
    parents: [],
  }
}
