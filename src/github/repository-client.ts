import type { GitHubResult, RepositoryClient, RepositoryComment } from '../state/github.ts'
import { githubCommentStore, toComment } from './comments.ts'
import { requestOptions, INVALID_RESPONSE, stringAt, type GitHubClient } from './github-client.ts'
import { getPullRequest, githubStatusStore } from './repository.ts'

/** GitHub's maximum. */
const PAGE_SIZE = 100

export function githubRepositoryClient(github: GitHubClient, repositoryId: number): RepositoryClient {
  const { repo } = github
  return {
    repositoryId,
    viewerLogin: () => githubCommentStore(github, 0).viewerLogin(),
    isFromFork: (number) => isFromFork(github, number),
    listComments: (page, sinceMs) =>
      github.call('reading the comments of the repository', 'comments', async ({ rest }) => {
        const since = new Date(sinceMs).toISOString()
        const order = { sort: 'updated', direction: 'desc' } as const
        const { data, headers } = await rest.issues.listCommentsForRepo({
          ...repo,
          ...order,
          since,
          page,
          per_page: PAGE_SIZE,
          ...requestOptions(),
        })
        const comments: unknown = data
        if (!Array.isArray(comments)) throw new Error(INVALID_RESPONSE)
        return { comments: comments.map(toRepositoryComment), hasMore: /rel="next"/.test(headers.link ?? '') }
      }),
    commentStore: (number) => githubCommentStore(github, number),
    commitStatusStore: (commit) => githubStatusStore(github, commit),
    dispatch: ({ type, payload }) =>
      github.call('sending the event', 'dispatches', async ({ rest }) => {
        const client_payload = { ...payload }
        const { status }: { status: number } = await rest.repos.createDispatchEvent({
          ...repo,
          event_type: type,
          client_payload,
          ...requestOptions(),
        })
        // A proxy may answer with a page of its own.
        if (status !== 204) throw new Error(INVALID_RESPONSE)
        return undefined
      }),
  }
}

async function isFromFork(github: GitHubClient, number: number): Promise<GitHubResult<boolean>> {
  const result = await getPullRequest(github, number)
  return result.ok ? { ok: true, value: result.value?.isFromFork === true } : result
}

function toRepositoryComment(value: unknown): RepositoryComment {
  const number = Number(/\/(\d+)$/.exec(stringAt(value, 'issue_url') ?? '')?.[1])
  const updatedAtMs = Date.parse(stringAt(value, 'updated_at') ?? '')
  // A comment without a number is not ours, and must not hide the others.
  return {
    ...toComment(value),
    number: number || 0,
    updatedAtMs: Number.isNaN(updatedAtMs) ? 0 : updatedAtMs,
  }
}
