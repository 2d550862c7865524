import { createApprovalRoutes } from './github-approvals.ts'
import { CommentList } from './github-comment-list.ts'
import { createBranchRoutes } from './github-branches.ts'
import { createCommentRoutes } from './github-comments.ts'
import { createPullRoutes, createStatusRoutes } from './github-commits.ts'
import { createContentRoutes } from './github-content.ts'
import { createRunRoutes } from './github-runs.ts'
import {
  bodyFields,
  forbidden,
  notFound,
  errorResponse,
  type ApiCall,
  type GitHubRoute,
  type PermissionLevel,
  type PermissionScope,
} from './github-routes.ts'
import { toCommentPayload } from './github-shapes.ts'
import { SimulatedApprovals } from './simulated-approvals.ts'
import {
  ACTIONS_BOT,
  SimulatedRepository,
  createUser,
  type Actor,
  type Comment,
  type Issue,
  type Pull,
} from './simulated-repository.ts'
import { Simulator, type SimulatorOptions } from './http.ts'
import { matchRoute, type RouteMatch, type Route } from './routes.ts'
import { jsonResponse, type ServiceResponse, type RecordedRequest } from './wire.ts'

/** Options of the simulated GitHub. */
export interface GitHubOptions extends SimulatorOptions {
  /** The only accepted token. */
  token?: string
  /** The only repository, `owner/name`. */
  repo?: string
  defaultBranch?: string
  /** `/api/v3` makes `url` that of an Enterprise Server, `/api/v1` that of Gitea. All prefixes always work. */
  prefix?: '' | '/api/v3' | '/api/v1'
  /** Owner of the token. */
  actor?: Actor
  /** Permissions of the token. Default: `write`. */
  permissions?: Partial<Record<PermissionScope, PermissionLevel>>
  /** Requests per hour. */
  rateLimit?: number
  /** Maximum age of comment lists; a single comment is always current. */
  listLagMs?: number
  /** Each change of a comment appears in lists exactly this long after it was made. */
  listDelayMs?: number
  /** Each page of a comment list comes in a different order on every request. */
  isListShuffled?: boolean
  /** Which creations and updates of comments, counted from 1, are answered with success and then lost. */
  lostCommentWrites?: readonly number[]
  /** The token is refused for this long after its first request, like that of an App that was just created. */
  tokenRefusedForMs?: number
  /** The status of these refusals. Default: 401. */
  tokenRefusal?: 401 | 403 | 404
}

export const DEFAULT_TOKEN = 'ghs_simulator'
const HOUR_MS = 3_600_000
/** Path prefixes of servers other than github.com. Gitea has no GraphQL. */
const API_PREFIX = /^\/api\/v3(?=\/)|^\/api(?=\/graphql$)|^\/api\/v1(?=\/(?!graphql$))/
const PERMISSION_LEVELS: readonly PermissionLevel[] = ['none', 'read', 'write']
const NO_USER_AGENT =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header ' +
  '(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). ' +
  'Check https://developer.github.com for other possible causes.\n'

/** A stateful simulation of the parts of GitHub's REST and GraphQL API that the action uses. */
export class GitHubSimulator extends Simulator {
  /** The state, which tests may read and change. */
  readonly repository: SimulatedRepository
  /** Reviews, labels, roles and pushes, which tests may add to. */
  readonly approvals: SimulatedApprovals
  readonly #options: GitHubOptions
  readonly #commentList: CommentList
  readonly #routes: readonly GitHubRoute[]
  #rateWindow = { start: -Infinity, used: 0 }
  #firstRequestMs: number | undefined
  #isTokenRevoked = false

  constructor(options: GitHubOptions = {}) {
    super(options)
    const { repo = 'octo-org/models', defaultBranch = 'main', actor = ACTIONS_BOT } = options
    this.#options = options
    this.repository = new SimulatedRepository(repo, defaultBranch)
    this.approvals = new SimulatedApprovals(this.repository, this.clock)
    const { listLagMs: lagMs = 0, listDelayMs: delayMs = 0, isListShuffled: isShuffled = false } = options
    const random = (): number => Number.parseInt(this.ids.hex('list', 8), 16) / 0xffff_ffff
    const listOptions = { random, lagMs, delayMs, isShuffled }
    this.#commentList = new CommentList(this.repository, () => listOptions)
    let writes = 0
    const losesWrite = (): boolean => options.lostCommentWrites?.includes(++writes) ?? false
    this.#routes = [
      ...createCommentRoutes(this.repository, actor, this.#commentList, losesWrite),
      ...createPullRoutes(this.repository),
      ...createBranchRoutes(this.repository),
      ...createStatusRoutes(this.repository, actor),
      ...createContentRoutes(this.repository, actor),
      ...createRunRoutes(this.repository),
      ...createApprovalRoutes(this.repository, this.approvals),
      { method: 'GET', path: '/rate_limit', operation: 'rateLimit', handle: () => this.#rateLimit() },
    ]
  }

  get routes(): readonly Route[] {
    return this.#routes
  }

  override get url(): string {
    return super.url + (this.#options.prefix ?? '')
  }

  /** Refuses the token from now on, as Gitea does when a run is cancelled on the server. */
  revokeToken(): void {
    this.#isTokenRevoked = true
  }

  /** Adds an issue. Default: the next free number. */
  addIssue(issue: Partial<Issue> = {}): Issue {
    const number = issue.number ?? Math.max(0, ...this.repository.issues.keys()) + 1
    const texts = { title: `Issue ${number}`, body: '', author: createUser('octocat') }
    const state = {
      state: 'open',
      locked: false,
      labels: [],
      pull: undefined,
      createdAt: this.clock.now(),
    } as const
    const added: Issue = { ...texts, ...state, ...issue, number }
    this.repository.issues.set(number, added)
    return added
  }

  /** Adds a pull request. Default: from `feature` of the same repository. */
  addPull(pull: Partial<Omit<Issue, 'pull'>> & Partial<Pull> = {}): Issue & { pull: Pull } {
    const { head, base, draft = false, merged = false, mergeCommit, mergeable = true, ...issue } = pull
    const { fullName: repo, defaultBranch } = this.repository
    const branches = {
      head: head ?? { ref: 'feature', sha: this.ids.hex('commit', 40), repo },
      base: base ?? { ref: defaultBranch, sha: this.ids.hex('commit', 40), repo },
    }
    const added = { ...branches, draft, merged, mergeCommit, mergeable }
    return Object.assign(this.addIssue({ ...issue, ...(merged && { state: 'closed' }) }), { pull: added })
  }

  /** Adds a comment. Default: by the Actions bot. */
  addComment(issue: number, body: string, author: Actor = ACTIONS_BOT): Comment {
    const now = this.clock.now()
    const id = this.repository.nextId()
    const comment = { id, issue, body, author, createdAt: now, updatedAt: now, minimized: undefined }
    this.repository.comments.set(id, comment)
    return comment
  }

  /** Edits a comment, as its author does. */
  editComment(id: number, body: string): void {
    const comment = this.repository.comments.get(id)
    if (comment === undefined) throw new Error(`there is no comment ${id}`)
    const before = { ...comment }
    Object.assign(comment, { body, updatedAt: this.clock.now() })
    this.#commentList.recordChange(before, comment, this.clock.now())
  }

  /** The comments of an issue, oldest first. */
  commentsOf(issue: number): Comment[] {
    return this.repository.commentsOf(issue)
  }

  /** A comment as the API returns it. */
  toPayload(comment: Comment): ReturnType<typeof toCommentPayload> {
    return toCommentPayload(comment, this.repository, this.url)
  }

  protected override findOperation(method: string, path: string): string {
    const match = this.#matchRoute(method, path)
    return match.kind === 'found' ? match.route.operation : 'unrouted'
  }

  protected override commonHeaders(): Record<string, string> {
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

  protected override handle(request: RecordedRequest): ServiceResponse {
    if (!request.headers['user-agent'])
      return { status: 403, headers: { 'content-type': 'text/html' }, body: NO_USER_AGENT }
    const { authorization } = request.headers
    if (authorization === undefined) return errorResponse(401, 'Requires authentication')
    const { token = DEFAULT_TOKEN, permissions = {} } = this.#options
    if (this.#isTokenRevoked || authorization.replace(/^(token|bearer) /i, '') !== token)
      return errorResponse(401, 'Bad credentials')
    const refusal = this.#refuseFreshToken()
    if (refusal !== undefined) return refusal
    const match = this.#matchRoute(request.method, request.path)
    if (match.kind !== 'found') return notFound
    if (match.route.operation !== 'rateLimit' && !this.#consumeQuota()) {
      return errorResponse(403, 'API rate limit exceeded for installation ID 1.')
    }
    const { params, route } = match
    const { owner, repo } = params
    if (
      owner !== undefined &&
      `${owner}/${repo ?? ''}`.toLowerCase() !== this.repository.fullName.toLowerCase()
    )
      return notFound
    const call: ApiCall = {
      request,
      params,
      fields: bodyFields(request),
      apiUrl: this.#apiUrl(request),
      nowMs: this.clock.now(),
      hasPermission: (level, ...scopes) =>
        scopes.some((scope) => includesLevel(permissions[scope] ?? 'write', level)),
    }
    return route.handle(call)
  }

  #refuseFreshToken(): ServiceResponse | undefined {
    const { tokenRefusedForMs = 0, tokenRefusal = 401 } = this.#options
    this.#firstRequestMs ??= this.clock.now()
    if (this.clock.now() - this.#firstRequestMs >= tokenRefusedForMs) return undefined
    if (tokenRefusal === 404) return notFound
    return tokenRefusal === 403 ? forbidden : errorResponse(401, 'Bad credentials')
  }

  /** The API URL with the prefix that this request used. */
  #apiUrl(request: RecordedRequest): string {
    if (request.path.startsWith('/api/v1/')) return `${super.url}/api/v1`
    return super.url + (request.path.startsWith('/api/') ? '/api/v3' : '')
  }

  #matchRoute(method: string, path: string): RouteMatch<GitHubRoute> {
    return matchRoute(this.#routes, method, path.replace(API_PREFIX, ''))
  }

  #quota(): { limit: number; remaining: number; used: number; reset: number } {
    const { rateLimit: limit = 1000 } = this.#options
    if (this.clock.now() >= this.#rateWindow.start + HOUR_MS)
      this.#rateWindow = { start: this.clock.now(), used: 0 }
    const { start, used } = this.#rateWindow
    return { limit, used, remaining: limit - used, reset: Math.ceil((start + HOUR_MS) / 1000) }
  }

  #consumeQuota(): boolean {
    if (this.#quota().remaining <= 0) return false
    this.#rateWindow.used += 1
    return true
  }

  #rateLimit(): ServiceResponse {
    const quota = this.#quota()
    return jsonResponse(200, { resources: { core: quota, search: quota }, rate: quota })
  }
}

function includesLevel(granted: PermissionLevel, required: PermissionLevel): boolean {
  return PERMISSION_LEVELS.indexOf(granted) >= PERMISSION_LEVELS.indexOf(required)
}
