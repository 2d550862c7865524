import type { GitHubReply } from '../state/comment-store.ts'
import type { BaseFile, BaseFiles } from '../job-spec/base-branch.ts'
import type { StatusStore, StoredStatus } from '../report/commit-status.ts'
import { allPages, bounded, fieldOf, textOf, type GitHub } from './github-client.ts'

/** A pull request, as GitHub describes it now. */
export interface PullRequest {
  readonly number: number
  readonly headSha: string
  /** `owner/name`; absent where the fork was deleted. */
  readonly headRepository?: string
  readonly headRef?: string
  readonly baseRef?: string
  readonly isClosed: boolean
  readonly isMerged: boolean
  readonly mergeCommit?: string
  readonly author?: string
}

/** A pull request by its number; undefined where the number is not one of a pull request. */
export async function pullRequest(
  github: GitHub,
  number: number,
): Promise<GitHubReply<PullRequest | undefined>> {
  const reply = await github.call('reading the pull request', 'pull requests', async ({ rest }) =>
    pullFrom((await rest.pulls.get({ ...github.where, pull_number: number, ...bounded() })).data),
  )
  return !reply.ok && reply.isGone ? { ok: true, value: undefined } : reply
}

/** The pull requests that a commit belongs to, the newest first. */
export function pullRequestsOf(github: GitHub, sha: string): Promise<GitHubReply<readonly PullRequest[]>> {
  return github.call('looking for the pull request of the commit', 'pull requests', async (octokit) => {
    const options = { ...github.where, commit_sha: sha, per_page: 100, ...bounded() }
    try {
      const first = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options)
      return (await allPages(octokit, first)).map(pullFrom)
    } catch (error) {
      // GitHub's word for a commit that this repository does not have.
      if (fieldOf(error, 'status') === 422) return []
      throw error
    }
  })
}

/** The open pull requests from a branch of a (forked) repository. */
export function pullRequestsFrom(
  github: GitHub,
  headOwner: string,
  branch: string,
): Promise<GitHubReply<readonly PullRequest[]>> {
  return github.call('looking for the pull request of the branch', 'pull requests', async (octokit) => {
    const head = `${headOwner}:${branch}`
    const first = await octokit.rest.pulls.list({
      ...github.where,
      state: 'open',
      head,
      per_page: 100,
      ...bounded(),
    })
    return (await allPages(octokit, first)).map(pullFrom)
  })
}

/** Files as they are on a branch. */
export function filesOn(github: GitHub, ref: string): BaseFiles {
  return {
    ref,
    read: async (path): Promise<BaseFile> => {
      const reply = await github.call(`reading ${path} on ${ref}`, 'contents', async ({ rest }) => {
        const { data } = await rest.repos.getContent({ ...github.where, path, ref, ...bounded() })
        // Of more than 1 MB GitHub gives no content, and says so with another encoding.
        const content = textOf(data, 'encoding') === 'base64' ? textOf(data, 'content') : undefined
        return content === undefined ? undefined : Buffer.from(content, 'base64')
      })
      if (reply.ok && reply.value !== undefined) return { kind: 'file', bytes: reply.value }
      if (reply.ok) return { kind: 'unreadable', reason: 'it is no file there, or too large' }
      return reply.isGone ? { kind: 'missing' } : { kind: 'unreadable', reason: reply.reason }
    },
  }
}

/** The statuses of one commit. */
export function githubStatuses(github: GitHub, sha: string): StatusStore {
  return {
    list: () =>
      github.call('reading the commit statuses', 'statuses', async (octokit) => {
        const options = { ...github.where, ref: sha, per_page: 100, ...bounded() }
        const first = await octokit.rest.repos.listCommitStatusesForRef(options)
        return (await allPages(octokit, first)).map(storedStatus)
      }),
    set: ({ state, context, description, targetUrl }) =>
      github.call('setting the commit status', 'statuses', async ({ rest }) => {
        const words = {
          state,
          context,
          description,
          ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
        }
        await rest.repos.createCommitStatus({ ...github.where, sha, ...words, ...bounded() })
        return undefined
      }),
  }
}

function storedStatus(value: unknown): StoredStatus {
  const createdAt = Date.parse(textOf(value, 'created_at') ?? '')
  const targetUrl = textOf(value, 'target_url')
  return {
    context: textOf(value, 'context') ?? '',
    description: textOf(value, 'description') ?? '',
    createdAtMs: Number.isNaN(createdAt) ? 0 : createdAt,
    author: textOf(value, 'creator', 'login') ?? '',
    ...(targetUrl === undefined ? {} : { targetUrl }),
  }
}

function pullFrom(value: unknown): PullRequest {
  const number = fieldOf(value, 'number')
  const headSha = textOf(value, 'head', 'sha')
  if (typeof number !== 'number' || headSha === undefined) throw new Error('the answer is broken')
  const optional = {
    headRepository: textOf(value, 'head', 'repo', 'full_name'),
    headRef: textOf(value, 'head', 'ref'),
    baseRef: textOf(value, 'base', 'ref'),
    mergeCommit: textOf(value, 'merge_commit_sha'),
    author: textOf(value, 'user', 'login'),
  }
  return {
    number,
    headSha,
    isClosed: textOf(value, 'state') === 'closed',
    isMerged: fieldOf(value, 'merged') === true || textOf(value, 'merged_at') !== undefined,
    ...(Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== undefined)) as object),
  }
}
