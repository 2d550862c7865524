import type { CommentStore, GitHubResult, StoredComment } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { IDENTITY_TIMEOUT_MS } from '../timeouts.ts'
import { allPages, INVALID_RESPONSE, requestOptions, stringAt, type GitHubClient } from './github-client.ts'
import { valueAt } from './payload.ts'

/** Author of comments that are written with the workflow's own token. */
const ACTIONS_BOT = 'github-actions[bot]'

interface Viewer {
  readonly viewer: { readonly login: string }
}

/** The comments of one pull request or issue. */
export function githubCommentStore(github: GitHubClient, issue_number: number): CommentStore {
  const { repo } = github
  return {
    list: () =>
      github.call('reading the comments', 'comments', async (octokit) => {
        const options = { ...repo, issue_number, per_page: 100, ...requestOptions() }
        const first = await octokit.rest.issues.listComments(options)
        return (await allPages(octokit, first)).map(toComment)
      }),
    get: (comment_id) =>
      github.call('reading the comment', 'comments', async ({ rest }) =>
        toComment((await rest.issues.getComment({ ...repo, comment_id, ...requestOptions() })).data),
      ),
    create: (body) =>
      github.call('creating the comment', 'comments', async ({ rest }) =>
        toComment(
          (await rest.issues.createComment({ ...repo, issue_number, body, ...requestOptions() })).data,
        ),
      ),
    update: (comment_id, body) =>
      github.call('updating the comment', 'comments', async ({ rest }) =>
        toComment((await rest.issues.updateComment({ ...repo, comment_id, body, ...requestOptions() })).data),
      ),
    remove: (comment_id) =>
      github.call('deleting the duplicate comment', 'comments', async ({ rest }) => {
        await rest.issues.deleteComment({ ...repo, comment_id, ...requestOptions() })
        return undefined
      }),
    viewerLogin: () => getViewerLogin(github),
  }
}

/** The login of the token; if GitHub does not tell it in time, most likely that of a workflow's own token. */
async function getViewerLogin(github: GitHubClient): Promise<string> {
  const untilMs = github.clock.now() + IDENTITY_TIMEOUT_MS
  const { clock } = github
  const result = await retryGitHub(() => fetchViewerLogin(github), { clock, random: Math.random, untilMs })
  return result.ok ? result.value : ACTIONS_BOT
}

/** Reads the login of the token, under which our own comments appear. */
export async function fetchViewerLogin(github: GitHubClient): Promise<GitHubResult<string>> {
  const result = await github.call('reading the login of the token', 'comments', async (octokit) => {
    try {
      const response = await octokit.graphql<Viewer>('query { viewer { login } }', requestOptions())
      return response.viewer.login
    } catch (error) {
      // GraphQL refuses with status 200.
      if (valueAt(error, 'errors.0.type') === 'FORBIDDEN') return undefined
      throw error
    }
  })
  if (result.ok && result.value !== undefined) return { ok: true, value: asRestLogin(result.value) }
  if (!result.ok && !result.isPermanent) return result
  // Restricted tokens cannot read their login; most likely it is the workflow's own token.
  if (result.ok || !result.isNotFound) return ASSUMED_LOGIN
  // Gitea and Forgejo have no GraphQL, but their REST API works, unlike GitHub's for a workflow's own token.
  const restResult = await github.call('reading the login of the token', 'comments', async ({ rest }) =>
    stringAt((await rest.users.getAuthenticated(requestOptions())).data, 'login'),
  )
  if (!restResult.ok && !restResult.isPermanent) return restResult
  return restResult.ok && restResult.value ? { ok: true, value: restResult.value } : ASSUMED_LOGIN
}

const ASSUMED_LOGIN: GitHubResult<string> = { ok: true, value: ACTIONS_BOT }

export function toComment(value: unknown): StoredComment {
  const id = valueAt(value, 'id')
  const url = stringAt(value, 'html_url')
  if (typeof id !== 'number' || url === undefined) throw new Error(INVALID_RESPONSE)
  return { id, body: stringAt(value, 'body') ?? '', author: stringAt(value, 'user.login') ?? '', url }
}

/** Depending on the version, GraphQL omits the `[bot]` suffix of the Actions bot. */
function asRestLogin(login: string): string {
  return login === 'github-actions' ? ACTIONS_BOT : login
}
