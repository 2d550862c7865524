import { CommentList } from './github-comment-list.ts'
import { commentRoutes } from './github-comments.ts'
import { pullRoutes, statusRoutes } from './github-commits.ts'
import { contentRoutes } from './github-content.ts'
import {
  fieldsOf,
  notFound,
  refused,
  type Call,
  type GitHubRoute,
  type Level,
  type Scope,
} from './github-routes.ts'
import { commentShape } from './github-shapes.ts'
import {
  actionsBot,
  GitHubWorld,
  person,
  type Actor,
  type Comment,
  type Issue,
  type Pull,
} from './github-world.ts'
import { Simulator, type SimulatorOptions } from './http.ts'
import { matchRoute, type Match, type Route } from './routes.ts'
import { json, type Answer, type RecordedRequest } from './wire.ts'

/** How the simulated GitHub behaves. */
export interface GitHubOptions extends SimulatorOptions {
  /** The only token that it accepts. */
  token?: string
  /** The one repository that it knows, `owner/name`. */
  repo?: string
  defaultBranch?: string
  /** `/api/v3` makes `url` that of an Enterprise Server, `/api/v1` that of Gitea; all forms are answered always. */
  prefix?: '' | '/api/v3' | '/api/v1'
  /** Whose token it is. */
  actor?: Actor
  /** What the token may do; `write` where nothing is said. */
  permissions?: Partial<Record<Scope, Level>>
  /** Requests an hour. */
  rateLimit?: number
  /** Lists of comments miss a write for up to so many milliseconds; a comment asked for by its id is up to date. */
  listLagMs?: number
  /** Lists of comments have another order at every look, inside of each page. */
  isListShuffled?: boolean
}

/** The token that is accepted where none is chosen. */
export const defaultToken = 'ghs_simulator'
const hour = 3_600_000
/** What stands before a path of ours elsewhere than on github.com. Gitea has no GraphQL. */
const WITH_PATH = /^\/api\/v3(?=\/)|^\/api(?=\/graphql$)|^\/api\/v1(?=\/(?!graphql$))/
const levels: readonly Level[] = ['none', 'read', 'write']
const noUserAgent =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header ' +
  '(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). ' +
  'Check https://developer.github.com for other possible causes.\n'

/** A stateful stand-in for the part of GitHub's REST (and GraphQL) API that concerns a pull request and its reports. */
export class GitHubSimulator extends Simulator {
  /** Everything that it knows; tests may look and change. */
  readonly world: GitHubWorld
  readonly #options: GitHubOptions
  readonly #routes: readonly GitHubRoute[]
  #window = { start: -Infinity, used: 0 }

  constructor(options: GitHubOptions = {}) {
    super(options)
    const { repo = 'octo-org/models', defaultBranch = 'main', actor = actionsBot } = options
    this.#options = options
    this.world = new GitHubWorld(repo, defaultBranch)
    const { listLagMs: lagMs = 0, isListShuffled: isShuffled = false } = options
    this.#routes = [
      ...commentRoutes(this.world, actor, new CommentList(this.world, this.ids, { lagMs, isShuffled })),
      ...pullRoutes(this.world),
      ...statusRoutes(this.world, actor),
      ...contentRoutes(this.world, actor),
      { method: 'GET', path: '/rate_limit', operation: 'rateLimit', act: () => this.#rateLimit() },
    ]
  }

  /** The operations that it knows. */
  get routes(): readonly Route[] {
    return this.#routes
  }

  override get url(): string {
    return super.url + (this.#options.prefix ?? '')
  }

  /** An issue; the next free number unless told. */
  addIssue(issue: Partial<Issue> = {}): Issue {
    const number = issue.number ?? Math.max(0, ...this.world.issues.keys()) + 1
    const words = { title: `Issue ${number}`, body: '', author: person('octocat') }
    const state = { state: 'open', locked: false, pull: undefined, createdAt: this.clock.now() } as const
    const added: Issue = { ...words, ...state, ...issue, number }
    this.world.issues.set(number, added)
    return added
  }

  /** A pull request, from `feature` of the same repository unless told. */
  addPull(pull: Partial<Omit<Issue, 'pull'>> & Partial<Pull> = {}): Issue & { pull: Pull } {
    const { head, base, draft = false, merged = false, mergeCommit, ...issue } = pull
    const { repo, defaultBranch } = this.world
    const sides = {
      head: head ?? { ref: 'feature', sha: this.ids.hex('commit', 40), repo },
      base: base ?? { ref: defaultBranch, sha: this.ids.hex('commit', 40), repo },
    }
    const added = { ...sides, draft, merged, mergeCommit }
    return Object.assign(this.addIssue({ ...issue, ...(merged && { state: 'closed' }) }), { pull: added })
  }

  /** A comment by anybody; by the Actions bot unless told. */
  addComment(issue: number, body: string, author: Actor = actionsBot): Comment {
    const now = this.clock.now()
    const id = this.world.nextId()
    const comment = { id, issue, body, author, createdAt: now, updatedAt: now, minimized: undefined }
    this.world.comments.set(id, comment)
    return comment
  }

  /** The comments of an issue, oldest first. */
  commentsOf(issue: number): Comment[] {
    return this.world.commentsOf(issue)
  }

  /** A comment as the API shows it. */
  show(comment: Comment): ReturnType<typeof commentShape> {
    return commentShape(comment, this.world, this.url)
  }

  protected override operationOf(method: string, path: string): string {
    const match = this.#match(method, path)
    return match.kind === 'found' ? match.route.operation : 'unrouted'
  }

  protected override stamp(): Record<string, string> {
    const { limit, remaining, used, reset } = this.#quota()
    return {
      server: 'github.com',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': this.ids.hex('request', 32).toUpperCase().match(/.{8}/g)?.join(':') ?? '',
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-used': String(used),
      'x-ratelimit-resource': 'core',
    }
  }

  protected override handle(request: RecordedRequest): Answer {
    if (!request.headers['user-agent'])
      return { status: 403, headers: { 'content-type': 'text/html' }, body: noUserAgent }
    const { authorization } = request.headers
    if (authorization === undefined) return refused(401, 'Requires authentication')
    const { token = defaultToken, permissions = {} } = this.#options
    if (authorization.replace(/^(token|bearer) /i, '') !== token) return refused(401, 'Bad credentials')
    const match = this.#match(request.method, request.path)
    if (match.kind !== 'found') return notFound
    if (match.route.operation !== 'rateLimit' && !this.#spend()) {
      return refused(403, 'API rate limit exceeded for installation ID 1.')
    }
    const { params, route } = match
    const { owner, repo } = params
    if (owner !== undefined && `${owner}/${repo ?? ''}`.toLowerCase() !== this.world.repo.toLowerCase())
      return notFound
    const call: Call = {
      request,
      params,
      fields: fieldsOf(request),
      api: this.#api(request),
      now: this.clock.now(),
      may: (level, ...scopes) => scopes.some((scope) => atLeast(permissions[scope] ?? 'write', level)),
    }
    return route.act(call)
  }

  /** The address under which this request knows the API. */
  #api(request: RecordedRequest): string {
    if (request.path.startsWith('/api/v1/')) return `${super.url}/api/v1`
    return super.url + (request.path.startsWith('/api/') ? '/api/v3' : '')
  }

  #match(method: string, path: string): Match<GitHubRoute> {
    return matchRoute(this.#routes, method, path.replace(WITH_PATH, ''))
  }

  #quota(): { limit: number; remaining: number; used: number; reset: number } {
    const { rateLimit: limit = 1000 } = this.#options
    if (this.clock.now() >= this.#window.start + hour) this.#window = { start: this.clock.now(), used: 0 }
    const { start, used } = this.#window
    return { limit, used, remaining: limit - used, reset: Math.ceil((start + hour) / 1000) }
  }

  #spend(): boolean {
    if (this.#quota().remaining <= 0) return false
    this.#window.used += 1
    return true
  }

  #rateLimit(): Answer {
    const quota = this.#quota()
    return json(200, { resources: { core: quota, search: quota }, rate: quota })
  }
}

function atLeast(has: Level, wanted: Level): boolean {
  return levels.indexOf(has) >= levels.indexOf(wanted)
}
