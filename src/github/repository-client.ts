import type { GitHubResult, RepositoryClient, RepositoryComment, WorkflowRun } from '../state/github.ts'
import { githubCommentStore, toComment } from './comments.ts'
import { requestOptions, INVALID_RESPONSE, stringAt, type GitHubClient } from './github-client.ts'
import { numberAt, timeAt } from './payload.ts'
import { getPullRequest, githubStatusStore } from './repository.ts'

const NEWEST_FIRST = { sort: 'updated', direction: 'desc', per_page: 100 } as const
/** Gitea's maximum, unless its administrator has chosen another one. It knows no order, and sends no Link header. */
const GITEA_PAGE_SIZE = 50

export function githubRepositoryClient(github: GitHubClient, repositoryId: number): RepositoryClient {
  const { repo } = github
  return {
    repositoryId,
    viewerLogin: () => githubCommentStore(github, 0).viewerLogin(),
    pullRequest: async (number) => {
      const result = await getPullRequest(github, number)
      return !result.ok && result.isNotFound ? { ok: true, value: undefined } : result
    },
    workflowRun: (id) => getWorkflowRun(github, id),
    isNewestFirst: !github.isGitea,
    dispatchProblem: github.isGitea
      ? 'Gitea and Forgejo have no `repository_dispatch` events. Leave `dispatch-event` empty; a scheduled workflow can read the outputs of this step instead.'
      : undefined,
    listComments: (page, sinceMs) => listComments(github, page, sinceMs),
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

/** One page. GitHub lists first what changed last; Gitea lists by id. */
function listComments(
  github: GitHubClient,
  page: number,
  sinceMs: number,
): ReturnType<RepositoryClient['listComments']> {
  return github.call('reading the comments of the repository', 'comments', async ({ rest }) => {
    const { data, headers } = await rest.issues.listCommentsForRepo({
      ...github.repo,
      since: new Date(sinceMs).toISOString(),
      page,
      ...(github.isGitea ? { limit: GITEA_PAGE_SIZE } : NEWEST_FIRST),
      ...requestOptions(),
    })
    const comments: unknown = data
    if (!Array.isArray(comments)) throw new Error(INVALID_RESPONSE)
    const hasMore = github.isGitea
      ? hasMoreByCount(page, comments.length, headers['x-total-count'])
      : /rel="next"/.test(headers.link ?? '')
    return { comments: comments.map(toRepositoryComment), hasMore }
  })
}

/** Gitea's runs have no attempts. */
async function getWorkflowRun(
  github: GitHubClient,
  id: string,
): Promise<GitHubResult<WorkflowRun | undefined>> {
  if (github.isGitea) return { ok: true, value: undefined }
  const result = await github.call('reading the workflow run', 'actions', async ({ rest }) => {
    const { data } = await rest.actions.getWorkflowRun({
      ...github.repo,
      run_id: Number(id),
      ...requestOptions(),
    })
    const run: unknown = data
    const attempt = numberAt(run, 'run_attempt')
    if (attempt === undefined) throw new Error(INVALID_RESPONSE)
    const wasCancelled = stringAt(run, 'conclusion') === 'cancelled'
    return { attempt, wasCancelled, updatedAtMs: timeAt(run, 'updated_at') }
  })
  return !result.ok && result.isNotFound ? { ok: true, value: undefined } : result
}

/** Without a count, an empty page is the last one. */
function hasMoreByCount(page: number, length: number, total: unknown): boolean {
  const count = Number(total ?? Number.NaN)
  return length > 0 && (Number.isNaN(count) || page * length < count)
}

/** Gitea leaves `issue_url` empty for comments on pull requests. */
const URL_FIELDS = ['issue_url', 'pull_request_url', 'html_url']
const NUMBER_IN_URL = /\/(?:issues|pulls?)\/(\d+)(?:#|$)/

function toRepositoryComment(value: unknown): RepositoryComment {
  const numbers = URL_FIELDS.map((field) => Number(NUMBER_IN_URL.exec(stringAt(value, field) ?? '')?.[1]))
  const updatedAtMs = Date.parse(stringAt(value, 'updated_at') ?? '')
  // A comment without a number is not ours, and must not hide the others.
  return {
    ...toComment(value),
    number: numbers.find((number) => number > 0) ?? 0,
    updatedAtMs: Number.isNaN(updatedAtMs) ? 0 : updatedAtMs,
  }
}
