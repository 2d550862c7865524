import type { CommentStore, GitHubReply, StoredComment } from '../report/comments.ts'
import { githubFailure } from './failure.ts'

/** One exchange with GitHub; longer ones are given up, because no comment is worth holding up the watch. */
const LIMIT_MS = 15_000
/** More pages than any conversation has (100 comments each); a server whose pages never end is left after them. */
const MAX_PAGES = 200

/** Login of the author that a workflow's own token writes as. */
const ACTIONS_BOT = 'github-actions[bot]'

export interface GitHubOptions {
  readonly token: string
  /** Address of the REST API, with the path that GitHub Enterprise Server has. */
  readonly apiUrl: string
  readonly userAgent: string
  readonly owner: string
  readonly repo: string
  readonly issueNumber: number
  /** Whether calls go through a proxy, which needs a library that is not loaded otherwise. */
  readonly usesProxy: boolean
}

interface RawComment {
  readonly id: number
  readonly body?: string | undefined
  readonly html_url: string
  readonly user: { readonly login: string } | null
}

type Octokit = Awaited<ReturnType<typeof connect>>

/** The comments of one pull request or issue. @actions/github is loaded at the first call, not before. */
export function githubComments(options: GitHubOptions): CommentStore {
  const { owner, repo, issueNumber: issue_number } = options
  let connection: Promise<Octokit> | undefined
  const call = async <T>(action: string, work: (octokit: Octokit) => Promise<T>): Promise<GitHubReply<T>> => {
    try {
      connection ??= connect(options)
      return { ok: true, value: await work(await connection) }
    } catch (error) {
      return githubFailure(error, action, LIMIT_MS)
    }
  }
  return {
    list: () => call('reading the comments', (octokit) => listAll(octokit, { owner, repo, issue_number })),
    create: (body) =>
      call('creating the comment', async ({ rest }) =>
        stored((await rest.issues.createComment({ owner, repo, issue_number, body, ...bounded() })).data),
      ),
    update: (comment_id, body) =>
      call('updating the comment', async ({ rest }) =>
        stored((await rest.issues.updateComment({ owner, repo, comment_id, body, ...bounded() })).data),
      ),
    self: async () => {
      const reply = await call('asking who we are', (octokit) =>
        octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }', bounded()),
      )
      // Other forges and restricted tokens do not answer; there the workflow's own token is by far the likeliest.
      return reply.ok ? asRestLogin(reply.value.viewer.login) : ACTIONS_BOT
    },
  }
}

async function connect({ token, apiUrl, userAgent, usesProxy }: GitHubOptions) {
  if (usesProxy) {
    const undici: object = await import('undici')
    if ('loadUndici' in undici) await (undici.loadUndici as () => Promise<void>)()
  }
  const { getOctokit } = await import('@actions/github')
  const silent = () => undefined
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  return getOctokit(token, { baseUrl: apiUrl, userAgent, log, request: { log } })
}

async function listAll(
  octokit: Octokit,
  where: { owner: string; repo: string; issue_number: number },
): Promise<readonly StoredComment[]> {
  const all: StoredComment[] = []
  // Follows the Link header, because some servers ignore `page` and would be read for ever.
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    ...where,
    per_page: 100,
    ...bounded(),
  })
  let count = 0
  for await (const { data } of pages) {
    all.push(...data.map(stored))
    if (++count >= MAX_PAGES) break
  }
  return all
}

function bounded(): { request: { signal: AbortSignal } } {
  return { request: { signal: AbortSignal.timeout(LIMIT_MS) } }
}

function stored({ id, body, html_url, user }: RawComment): StoredComment {
  return { id, body: body ?? '', author: user?.login ?? '', url: html_url }
}

/** GraphQL names the Actions bot without the suffix that REST has, depending on the version. */
function asRestLogin(login: string): string {
  return login === 'github-actions' ? ACTIONS_BOT : login
}
