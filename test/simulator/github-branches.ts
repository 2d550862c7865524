import { notFound, type ApiCall, type GitHubRoute } from './github-routes.ts'
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
  return [
    {
      method: 'GET',
      path: `${REPO_PATH}/commits/{sha}/branches-where-head`,
      operation: 'branchesOfHead',
      handle: branchesOfHead,
    },
    { method: 'GET', path: `${REPO_PATH}/compare/{basehead}`, operation: 'compare', handle: compare },
  ]
}

function toCommitPayload(sha: string, repoUrl: string): Schemas['commit'] {
  const url = `${repoUrl}/commits/${sha}`
  const person = { name: 'octocat', email: 'octocat@users.noreply.github.com', date: formatTime(0) }
  return {
    url,
    sha,
    node_id: nodeId('C', 1),
    html_url: url,
    comments_url: `${url}/comments`,
    commit: {
      url,
      author: person,
      committer: person,
      message: 'Train longer',
      comment_count: 0,
      tree: { sha, url },
    },
    author: toUserPayload(ACTIONS_BOT, repoUrl),
    committer: toUserPayload(ACTIONS_BOT, repoUrl),
    parents: [],
  }
}
