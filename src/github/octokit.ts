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

interface Viewer {
  readonly viewer: { readonly login: string }
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
      const reply = await call('asking who we are', async (octokit) => {
        const answer = await octokit.graphql<Viewer>('query { viewer { login } }', bounded())
        return answer.viewer.login
      })
      // Other forges and restricted tokens do not answer; there the workflow's own token is by far the likeliest.
      return reply.ok ? asRestLogin(reply.value) : ACTIONS_BOT
    },
  }
}

async function connect({ token, apiUrl, userAgent, usesProxy }: GitHubOptions) {
  if (usesProxy) {
    const undici: object = await import('undici')
    if ('loadUndici' in undici) await (undici.loadUndici as () => Promise<void>)()
  }
  const { getOctokit } = await import('@actions/github')
  return getOctokit(token, { baseUrl: apiUrl, userAgent, log: SILENT })
}

async function listAll(
  octokit: Octokit,
  where: { owner: string; repo: string; issue_number: number },
): Promise<readonly StoredComment[]> {
  const all: StoredComment[] = []
  // Not octokit's iterator: it drops the limit in time, and takes a broken page for an empty one.
  let page = await octokit.rest.issues.listComments({ ...where, per_page: 100, ...bounded() })
  for (let count = 1; ; count++) {
    if (!Array.isArray(page.data)) throw new Error(BROKEN)
    all.push(...page.data.map(stored))
    // Follows the Link header, because some servers ignore `page` and would be read for ever.
    const next = /<([^<>]+)>;\s*rel="next"/.exec(page.headers.link ?? '')?.[1]
    if (next === undefined || count >= MAX_PAGES) return all
    page = (await octokit.request({ method: 'GET', url: next, ...bounded() })) as typeof page
  }
}

const silent = () => undefined
const SILENT = { debug: silent, info: silent, warn: silent, error: silent }
/** octokit gives what it could read of an answer, also when it broke off. */
const BROKEN = 'the answer is broken'

/** For every request by itself: an option of the same name at the start would replace the way through the proxy. */
function bounded() {
  return { request: { signal: AbortSignal.timeout(LIMIT_MS), log: SILENT } }
}

function stored({ id, body, html_url, user }: RawComment): StoredComment {
  if (typeof id !== 'number' || typeof html_url !== 'string') throw new Error(BROKEN)
  return { id, body: body ?? '', author: user?.login ?? '', url: html_url }
}

/** GraphQL names the Actions bot without the suffix that REST has, depending on the version. */
function asRestLogin(login: string): string {
  return login === 'github-actions' ? ACTIONS_BOT : login
}
