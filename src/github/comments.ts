import type { CommentStore, GitHubResult, StoredComment } from '../state/github.ts'
import { allPages, INVALID_RESPONSE, requestOptions, stringAt, type GitHubClient } from './github-client.ts'
import { timeAt, valueAt } from './payload.ts'

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
      github.write('creating the comment', 'comments', async ({ rest }) =>
        toComment(
          (await rest.issues.createComment({ ...repo, issue_number, body, ...requestOptions() })).data,
        ),
      ),
    update: (comment_id, body) =>
      github.write('updating the comment', 'comments', async ({ rest }) =>
        toComment((await rest.issues.updateComment({ ...repo, comment_id, body, ...requestOptions() })).data),
      ),
    remove: (comment_id) =>
      github.write('deleting the duplicate comment', 'comments', async ({ rest }) => {
        await rest.issues.deleteComment({ ...repo, comment_id, ...requestOptions() })
        return undefined
      }),
    viewerLogin: () => readLogin(github),
  }
}

/** An unknown login is an error: our own comments would look like those of somebody else. */
async function readLogin(github: GitHubClient): Promise<GitHubResult<string>> {
  const result = await github.call('reading the login of the token', 'identity', async (octokit) => {
    const response = await octokit.graphql<Viewer>('query { viewer { login } }', requestOptions())
    return asRestLogin(response.viewer.login)
  })
  if (result.ok) return result
  // Gitea and Forgejo have no GraphQL, but their REST API works, unlike GitHub's for a workflow's own token.
  const restResult = result.isNotFound ? await readRestLogin(github) : result
  // Restricted tokens cannot read their login; most likely it is the workflow's own token.
  return restResult.ok || !restResult.isPermanent ? restResult : { ok: true, value: ACTIONS_BOT }
}

function readRestLogin(github: GitHubClient): Promise<GitHubResult<string>> {
  return github.call('reading the login of the token', 'identity', async ({ rest }) => {
    const login = stringAt((await rest.users.getAuthenticated(requestOptions())).data, 'login')
    if (!login) throw new Error(INVALID_RESPONSE)
    return login
  })
}

export function toComment(value: unknown): StoredComment {
  const id = valueAt(value, 'id')
  const url = stringAt(value, 'html_url')
  if (typeof id !== 'number' || url === undefined) throw new Error(INVALID_RESPONSE)
  return {
    id,
    body: stringAt(value, 'body') ?? '',
    author: stringAt(value, 'user.login') ?? '',
    url,
    updatedAtMs: timeAt(value, 'updated_at'),
  }
}

/** Depending on the version, GraphQL omits the `[bot]` suffix of the Actions bot. */
function asRestLogin(login: string): string {
  return login === 'github-actions' ? ACTIONS_BOT : login
}
