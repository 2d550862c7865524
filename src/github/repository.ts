import type {
  CommitStatus,
  CommitStatusStore,
  GitHubResult,
  PullRequest,
  StoredCommitStatus,
} from '../state/github.ts'
import {
  allPages,
  INVALID_RESPONSE,
  requestOptions,
  stringAt,
  type GitHubClient,
  type Octokit,
} from './github-client.ts'
import { isObjectAt, isSameRepository, listAt, numberAt, repositoryAt, timeAt, valueAt } from './payload.ts'

/** The id, which a repository keeps when it is renamed or transferred. */
export function getRepositoryId(github: GitHubClient): Promise<GitHubResult<number>> {
  return github.call('reading the repository', 'contents', async ({ rest }) => {
    const { id } = repositoryAt(
      { repository: (await rest.repos.get({ ...github.repo, ...requestOptions() })).data },
      'repository',
    )
    if (id === undefined) throw new Error(INVALID_RESPONSE)
    return id
  })
}

/** Undefined if the number is that of an issue. A 404 alone does not say so. */
export function getPullRequest(
  github: GitHubClient,
  number: number,
): Promise<GitHubResult<PullRequest | undefined>> {
  return github.call(
    'reading the pull request',
    'pull requests',
    async (octokit) => {
      const options = { ...github.repo, pull_number: number, ...requestOptions() }
      try {
        return toPullRequest((await octokit.rest.pulls.get(options)).data)
      } catch (error) {
        if (valueAt(error, 'status') === 404 && (await isPlainIssue(github, octokit, number)))
          return undefined
        throw error
      }
    },
    // One number says nothing about another.
    { resource: ` ${number}` },
  )
}

/** False if the token cannot see such an issue. */
async function isPlainIssue({ repo }: GitHubClient, octokit: Octokit, number: number): Promise<boolean> {
  try {
    const { data } = await octokit.rest.issues.get({ ...repo, issue_number: number, ...requestOptions() })
    if (isObjectAt(data, 'pull_request')) throw new Error('it exists, but was not found')
    return numberAt(data, 'number') === number
  } catch (error) {
    const status = valueAt(error, 'status')
    if (typeof status === 'number' && status >= 400 && status < 500 && status !== 429) return false
    throw error
  }
}

/** Pull requests that contain a commit, newest first. */
export function findPullRequestsByCommit(
  github: GitHubClient,
  sha: string,
): Promise<GitHubResult<readonly PullRequest[]>> {
  return github.call('looking for the pull request of the commit', 'pull requests', async (octokit) => {
    const options = { ...github.repo, commit_sha: sha, per_page: 100, ...requestOptions() }
    try {
      const first = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options)
      return (await allPages(octokit, first)).map(toPullRequest)
    } catch (error) {
      const status = valueAt(error, 'status')
      // The commit does not exist in this repository.
      if (status === 422) return []
      if (status !== 404 || !github.isGitea) throw error
      return await findMergedOnGitea(github, octokit, sha)
    }
  })
}

/** Gitea only knows the pull request that was merged as this commit. */
async function findMergedOnGitea(
  { repo }: GitHubClient,
  octokit: Octokit,
  sha: string,
): Promise<readonly PullRequest[]> {
  try {
    const route = 'GET /repos/{owner}/{repo}/commits/{sha}/pull'
    const response: { readonly data: unknown } = await octokit.request(route, {
      ...repo,
      sha,
      ...requestOptions(),
    })
    return [toPullRequest(response.data)]
  } catch (error) {
    if (valueAt(error, 'status') === 404) return []
    throw error
  }
}

/** Open pull requests from a branch of this repository or a fork. Gitea lists those of all branches. */
export function findPullRequestsByBranch(
  github: GitHubClient,
  headOwner: string,
  branch: string,
): Promise<GitHubResult<readonly PullRequest[]>> {
  return github.call('looking for the pull request of the branch', 'pull requests', async (octokit) => {
    const head = `${headOwner}:${branch}`
    const first = await octokit.rest.pulls.list({
      ...github.repo,
      state: 'open',
      head,
      per_page: 100,
      ...requestOptions(),
    })
    return (await allPages(octokit, first)).map(toPullRequest)
  })
}

/**
 * Whether the commit is the newest one on a branch of this repository, or any on the default branch. GitHub also returns
 * commits of forks by their SHA, so that it has a commit proves nothing.
 */
export function isOnOwnBranch(
  github: GitHubClient,
  sha: string,
  defaultBranch: string | undefined,
): Promise<GitHubResult<boolean>> {
  return github.call('looking for the branch of the commit', 'contents', async ({ rest }) => {
    try {
      const branches: unknown = (
        await rest.repos.listBranchesForHeadCommit({
          ...github.repo,
          commit_sha: sha,
          ...requestOptions(),
        })
      ).data
      if (!Array.isArray(branches)) throw new Error(INVALID_RESPONSE)
      if (branches.length > 0) return true
      if (defaultBranch === undefined) return false
      const basehead = `${defaultBranch}...${sha}`
      const comparison = await rest.repos.compareCommitsWithBasehead({
        ...github.repo,
        basehead,
        per_page: 1,
        ...requestOptions(),
      })
      return ['behind', 'identical'].includes(stringAt(comparison.data, 'status') ?? '')
    } catch (error) {
      // The commit does not exist here, or has no history in common.
      if (valueAt(error, 'status') === 404 || valueAt(error, 'status') === 422) return false
      throw error
    }
  })
}

export function githubStatusStore(github: GitHubClient, sha: string): CommitStatusStore {
  return {
    list: () =>
      github.call('reading the commit statuses', 'statuses', async (octokit) => {
        const options = { ...github.repo, ref: sha, per_page: 100, ...requestOptions() }
        const first = await octokit.rest.repos.listCommitStatusesForRef(options)
        return (await allPages(octokit, first)).map(toStatus)
      }),
    set: ({ state, context, description, targetUrl }) =>
      github.write('setting the commit status', 'statuses', async ({ rest }) => {
        const status = {
          state,
          context,
          description,
          target_url: targetUrl,
        }
        await rest.repos.createCommitStatus({ ...github.repo, sha, ...status, ...requestOptions() })
        return undefined
      }),
  }
}

const STATES: readonly CommitStatus['state'][] = ['pending', 'success', 'failure', 'error']

function toStatus(value: unknown): StoredCommitStatus {
  const createdAt = Date.parse(stringAt(value, 'created_at') ?? '')
  const id = valueAt(value, 'id')
  // Gitea calls it `status`.
  const state = stringAt(value, 'state') ?? stringAt(value, 'status')
  return {
    id: typeof id === 'number' ? id : 0,
    state: STATES.find((each) => each === state) ?? 'error',
    context: stringAt(value, 'context') ?? '',
    description: stringAt(value, 'description') ?? '',
    createdAtMs: Number.isNaN(createdAt) ? 0 : createdAt,
    author: stringAt(value, 'creator.login') ?? '',
    targetUrl: stringAt(value, 'target_url'),
  }
}

function toPullRequest(value: unknown): PullRequest {
  const number = valueAt(value, 'number')
  const headSha = stringAt(value, 'head.sha')
  if (typeof number !== 'number' || headSha === undefined) throw new Error(INVALID_RESPONSE)
  const isMerged = valueAt(value, 'merged') === true || stringAt(value, 'merged_at') !== undefined
  return {
    number,
    headSha,
    isFromFork: !isSameRepository(repositoryAt(value, 'head.repo'), repositoryAt(value, 'base.repo')),
    baseRef: stringAt(value, 'base.ref'),
    isClosed: stringAt(value, 'state') === 'closed',
    closedAtMs: timeAt(value, 'closed_at'),
    isMerged,
    mergeCommit: isMerged || isTestMerged(value) ? stringAt(value, 'merge_commit_sha') : undefined,
    author: stringAt(value, 'user.login'),
    headRef: stringAt(value, 'head.ref'),
    labels: listAt(value, 'labels').flatMap((label) => stringAt(label, 'name') ?? []),
  }
}

/**
 * "If mergeable is true, then merge_commit_sha will be the SHA of the test merge commit" (docs.github.com/rest/pulls/pulls,
 * "Get a pull request"). Else it is that of an earlier head, for example while there is a conflict.
 */
const isTestMerged = (value: unknown): boolean => valueAt(value, 'mergeable') === true
