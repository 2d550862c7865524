import type { GitHubError } from '../state/github.ts'

export type PermissionScope =
  'comments' | 'identity' | 'pull requests' | 'statuses' | 'contents' | 'pushes' | 'dispatches' | 'actions'

/** Each hint names the whole `permissions` block, because a block removes all permissions that it does not list. */
const PERMISSION_HINTS: Record<PermissionScope, string> = {
  comments:
    'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`). With `comment: false` nothing is remembered, and every push trains again.',
  identity: 'The token may not read its own login.',
  'pull requests': 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  statuses:
    'Give the job `permissions: { contents: read, pull-requests: write, statuses: write }`, or set `commit-status: false`.',
  contents: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  pushes: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  dispatches:
    'Give the job `permissions: { contents: write, issues: write, pull-requests: write }`, or leave `dispatch-event` empty.',
  actions:
    'Give the job `permissions: { actions: read, contents: read, issues: write, pull-requests: write }`.',
}

/** The permission of a fine-grained personal access token. */
const TOKEN_PERMISSIONS: Record<PermissionScope, string> = {
  comments: '`Pull requests: Read and write` (for an issue `Issues: Read and write`)',
  identity: '`Metadata: Read-only`',
  'pull requests': '`Pull requests: Read-only`',
  statuses: '`Commit statuses: Read and write`',
  contents: '`Contents: Read-only`',
  pushes: '`Contents: Read-only`',
  dispatches: '`Contents: Read and write`',
  actions: '`Actions: Read-only`',
}

/**
 * What a refusal by GitHub means.
 *
 * - `limit`: too many requests, and waited out like an outage;
 * - `final`: trying again cannot help;
 * - `not-found`: `final`, and the resource does not exist or is hidden from the token.
 */
type RefusalKind = 'limit' | 'final' | 'not-found'

interface GitHubRefusal {
  readonly statuses: readonly number[]
  /** Only for such a message of GitHub. */
  readonly text?: RegExp
  readonly kind: RefusalKind
  /** What happened, followed by GitHub's message in parentheses; absent if that says it best. */
  readonly meaning?: string
  /** What to do. */
  readonly advice?: string | ((scope: PermissionScope) => string)
}

/** How the action treats each refusal by GitHub, Gitea or Forgejo. The first row that applies counts. */
const GITHUB_REFUSALS: readonly GitHubRefusal[] = [
  {
    statuses: [403, 422, 429],
    text: /rate limit|abuse detection|blocked from content creation|submitted too quickly|(?:retry|try again|try your request again) later/i,
    kind: 'limit',
  },
  { statuses: [429], kind: 'limit' },
  {
    statuses: [403],
    text: /archived/i,
    kind: 'final',
    meaning: 'the repository is archived, so nothing can be written to it',
    advice: 'Unarchive it, or run this workflow in another repository.',
  },
  {
    statuses: [403],
    text: /SAML/i,
    kind: 'final',
    meaning: "the token is not authorized for the organization's single sign-on",
    advice:
      'Authorize it (Settings > Developer settings > Personal access tokens > Configure SSO), or use `${{ github.token }}`.',
  },
  {
    statuses: [403],
    text: /IP allow list/i,
    kind: 'final',
    meaning: 'the address of the runner is not in the IP allow list of the organization',
    advice: 'Add it to the list, or use a runner with an allowed address.',
  },
  {
    statuses: [401, 403],
    text: /suspended/i,
    kind: 'final',
    meaning: 'the GitHub App or the account behind `github-token` is suspended',
    advice: 'Ask an owner of the organization to lift the suspension, or use another token.',
  },
  {
    statuses: [403],
    text: /OAuth App access restrictions/i,
    kind: 'final',
    advice:
      'Ask an owner of the organization to approve the app behind `github-token`, or use another token.',
  },
  {
    statuses: [403],
    text: /personal access token/i,
    kind: 'final',
    meaning: 'the personal access token lacks a permission',
    advice: (scope) =>
      `Give it ${TOKEN_PERMISSIONS[scope]} for this repository (a classic token needs the scope \`repo\`), or use \`\${{ github.token }}\`.`,
  },
  {
    // Gitea and Forgejo.
    statuses: [403],
    text: /required scope/i,
    kind: 'final',
    advice: 'Give the token in `github-token` the scope that the message names.',
  },
  {
    statuses: [403],
    text: /must have (?:admin|push|write)/i,
    kind: 'final',
    advice: 'The owner of the token in `github-token` needs write access to the repository.',
  },
  { statuses: [403], text: /is locked/i, kind: 'final', advice: 'Unlock the conversation.' },
  {
    statuses: [403, 451],
    text: /access blocked/i,
    kind: 'final',
    meaning: 'GitHub has blocked the repository',
    advice: 'Its owner has been told why.',
  },
  { statuses: [401], kind: 'final', meaning: 'GitHub rejected `github-token`' },
  { statuses: [403], kind: 'final', advice: (scope) => PERMISSION_HINTS[scope] },
  { statuses: [404, 410], kind: 'not-found' },
  { statuses: [422], kind: 'final', meaning: 'GitHub rejected the request' },
]

/** GitHub asks to wait at least this long after a limit that names no time. */
const DEFAULT_LIMIT_MS = 60_000

export interface GitHubResponse {
  readonly status: number
  /** GitHub's own, as one line. */
  readonly message: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>
}

/** Describes a refusal. Undefined for a response that says nothing about the request, such as a 502. */
export function describeRefusal(
  response: GitHubResponse,
  scope: PermissionScope,
): Omit<GitHubError, 'ok'> | undefined {
  const { status, message } = response
  if (isThrottled(response)) return describeLimit(response)
  const refusal = GITHUB_REFUSALS.find(
    ({ statuses, text }) => statuses.includes(status) && (text?.test(message) ?? true),
  )
  if (refusal === undefined) return undefined
  const { kind, meaning, advice } = refusal
  if (kind === 'limit') return describeLimit(response)
  if (kind === 'not-found')
    return { message: `not found (HTTP ${status})`, isPermanent: true, isNotFound: true }
  const text = meaning === undefined ? message : `${meaning} (${message})`
  const hint = typeof advice === 'function' ? advice(scope) : advice
  return {
    message: hint === undefined ? text : `${text.replace(/\.$/, '')}. ${hint}`,
    isPermanent: true,
    isNotFound: false,
  }
}

/** Headers show a limit whatever the message is. */
function isThrottled({ status, headers }: GitHubResponse): boolean {
  const isExhausted = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined
  return (status === 403 || status === 429) && isExhausted
}

/** A limit, with its end if GitHub names it: `Retry-After` in seconds, or the reset of the hourly limit. */
function describeLimit({ message, headers }: GitHubResponse): Omit<GitHubError, 'ok'> {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  const resetS = headers['x-ratelimit-remaining'] === '0' ? Number(headers['x-ratelimit-reset']) : Number.NaN
  const nowMs = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN
  const toldMs = Number.isFinite(seconds) ? seconds * 1000 : resetS * 1000 - nowMs
  const retryAfterMs = toldMs > 0 ? toldMs : DEFAULT_LIMIT_MS
  const end = new Date(nowMs + retryAfterMs)
  const until = Number.isNaN(end.getTime())
    ? `for ${Math.ceil(retryAfterMs / 1000)} s`
    : `until ${end.toISOString().slice(11, 19)} UTC`
  return {
    message: `GitHub is rate-limiting requests ${until} (${message})`,
    isPermanent: false,
    isNotFound: false,
    isLimit: true,
    retryAfterMs,
  }
}
