import type { CommentStore, StoredComment } from '../state/comment-store.ts'
import { allPages, bounded, BROKEN, textOf, fieldOf, type GitHub } from './github-client.ts'

/** Login of the author that a workflow's own token writes as. */
const ACTIONS_BOT = 'github-actions[bot]'

interface Viewer {
  readonly viewer: { readonly login: string }
}

/** The comments of one pull request or issue. */
export function githubComments(github: GitHub, issue_number: number): CommentStore {
  const { where } = github
  return {
    list: () =>
      github.call('reading the comments', 'comments', async (octokit) => {
        const options = { ...where, issue_number, per_page: 100, ...bounded() }
        const first = await octokit.rest.issues.listComments(options)
        return (await allPages(octokit, first)).map(stored)
      }),
    get: (comment_id) =>
      github.call('reading the comment', 'comments', async ({ rest }) =>
        stored((await rest.issues.getComment({ ...where, comment_id, ...bounded() })).data),
      ),
    create: (body) =>
      github.call('creating the comment', 'comments', async ({ rest }) =>
        stored((await rest.issues.createComment({ ...where, issue_number, body, ...bounded() })).data),
      ),
    update: (comment_id, body) =>
      github.call('updating the comment', 'comments', async ({ rest }) =>
        stored((await rest.issues.updateComment({ ...where, comment_id, body, ...bounded() })).data),
      ),
    remove: (comment_id) =>
      github.call('removing a second comment', 'comments', async ({ rest }) => {
        await rest.issues.deleteComment({ ...where, comment_id, ...bounded() })
        return undefined
      }),
    self: async () => {
      const reply = await github.call('asking who we are', 'comments', async (octokit) => {
        const answer = await octokit.graphql<Viewer>('query { viewer { login } }', bounded())
        return answer.viewer.login
      })
      if (reply.ok) return asRestLogin(reply.value)
      // Restricted tokens get no answer; there the workflow's own token is by far the likeliest.
      if (!reply.isGone) return ACTIONS_BOT
      // Gitea and Forgejo have no GraphQL, and tell in a way that GitHub has not for a workflow's own token.
      const plain = await github.call('asking who we are', 'comments', async ({ rest }) =>
        textOf((await rest.users.getAuthenticated(bounded())).data, 'login'),
      )
      return (plain.ok && plain.value) || ACTIONS_BOT
    },
  }
}

/** A comment as GitHub describes it. */
export function stored(value: unknown): StoredComment {
  const id = fieldOf(value, 'id')
  const url = textOf(value, 'html_url')
  if (typeof id !== 'number' || url === undefined) throw new Error(BROKEN)
  return { id, body: textOf(value, 'body') ?? '', author: textOf(value, 'user', 'login') ?? '', url }
}

/** GraphQL names the Actions bot without the suffix that REST has, depending on the version. */
function asRestLogin(login: string): string {
  return login === 'github-actions' ? ACTIONS_BOT : login
}
