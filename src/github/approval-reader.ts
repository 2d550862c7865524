import type {
  Account,
  ApprovalReader,
  IssueComment,
  IssueEvent,
  Permission,
  Push,
  Review,
} from '../approval/approval-reader.ts'
import { ROLES } from '../policy/policy.ts'
import type { GitHubResult } from '../state/github.ts'
import { GITHUB_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import { toGitHubError } from './errors.ts'
import { allPages, INVALID_RESPONSE, requestOptions, stringAt, type GitHubClient } from './github-client.ts'
import { listAt, numberAt, textAt, timeAt, valueAt } from './payload.ts'
import type { PermissionScope } from './refusals.ts'

/** Who approved what on one pull request. Gitea and Forgejo list no events, so this fails there. */
export function githubApprovalReader(github: GitHubClient, issueNumber: number): ApprovalReader {
  const { repo } = github
  const issue = { ...repo, issue_number: issueNumber, per_page: 100 }
  return {
    reviews: () =>
      github.call('reading the reviews', 'pull requests', async (octokit) => {
        const options = { ...repo, pull_number: issueNumber, per_page: 100, ...requestOptions() }
        const pages = await allPages(octokit, await octokit.rest.pulls.listReviews(options))
        return oldestFirst(pages.flatMap(toReview), ({ submittedAtMs }) => submittedAtMs)
      }),
    comments: () =>
      github.call('reading the comments', 'comments', async (octokit) => {
        const first = await octokit.rest.issues.listComments({ ...issue, ...requestOptions() })
        const comments = (await allPages(octokit, first)).flatMap(toComment)
        return oldestFirst(comments, ({ createdAtMs }) => createdAtMs)
      }),
    events: async () => {
      if (github.isGitea) return NO_EVENTS
      return github.call('reading the events of the pull request', 'pull requests', async (octokit) => {
        const first = await octokit.rest.issues.listEvents({ ...issue, ...requestOptions() })
        return oldestFirst((await allPages(octokit, first)).flatMap(toEvent), ({ atMs }) => atMs)
      })
    },
    permissionOf: (login) => readPermission(github, login),
    pushes: (branch) => listPushes(github, branch),
    parentsOf: (commit) => listParents(github, commit),
  }
}

/** Asking would take long: a list that is not found counts as an outage while the reviews can be read. */
const NO_EVENTS: GitHubResult<never> = {
  ok: false,
  isNotFound: true,
  isPermanent: true,
  message:
    'Gitea and Forgejo do not list who added a label. Set `by: [review, comment]` below `approval` in the policy.',
}

/** Times are whole seconds. Within one, the lower id is the older. */
function oldestFirst<T extends { readonly id: number }>(
  items: readonly T[],
  timeOf: (item: T) => number,
): readonly T[] {
  return items.toSorted((a, b) => timeOf(a) - timeOf(b) || a.id - b.id)
}

/**
 * None if nobody can be named as the author, or if the review is not submitted yet. Gitea's states are `APPROVED`, `PENDING`,
 * `COMMENT`, `REQUEST_CHANGES` and `REQUEST_REVIEW` (`ReviewStateType` in its `modules/structs/pull_review.go`).
 */
function toReview(value: unknown): readonly Review[] {
  const id = requiredId(value, 'id')
  const author = accountAt(value, 'user')
  if (author === undefined || (valueAt(value, 'submitted_at') ?? null) === null) return []
  const named = requiredText(value, 'state')
  const isGiteaRequest = named === 'REQUEST_CHANGES'
  const state = isGiteaRequest ? 'CHANGES_REQUESTED' : named
  const submittedAtMs = requiredTime(value, 'submitted_at')
  // Only Gitea's reviews have one, and not those of older versions.
  const updatedAtMs = timeAt(value, 'updated_at')
  const [commit, url] = [textAt(value, 'commit_id'), textAt(value, 'html_url')]
  const review = { id, author, state, submittedAtMs, commit, url, isInsider: isInsider(value) }
  // Gitea keeps the state of a dismissed review, and a dismissal is the last change of it.
  if (valueAt(value, 'dismissed') === true)
    return [{ ...review, state: 'DISMISSED', dismissal: { previousState: state, atMs: updatedAtMs } }]
  // On Gitea a review is submitted when somebody starts it, and is changed when they finish it.
  return [isGiteaRequest ? { ...review, submittedAtMs: updatedAtMs ?? submittedAtMs } : review]
}

/** The associations that nobody can get without an invitation. */
const INSIDERS: readonly unknown[] = ['OWNER', 'MEMBER', 'COLLABORATOR']
const isInsider = (value: unknown): boolean => INSIDERS.includes(valueAt(value, 'author_association'))

/** None if nobody can be named as the author. */
function toComment(value: unknown): readonly IssueComment[] {
  const id = requiredId(value, 'id')
  const author = accountAt(value, 'user')
  if (author === undefined) return []
  return [
    {
      id,
      author,
      body: stringAt(value, 'body') ?? '',
      createdAtMs: requiredTime(value, 'created_at'),
      updatedAtMs: requiredTime(value, 'updated_at'),
      url: textAt(value, 'html_url'),
      isInsider: isInsider(value),
    },
  ]
}

/** Stands for deleted accounts, as on GitHub's pages. What they removed stays removed. */
const GHOST: Account = { login: 'ghost', isBot: true }

/** None if the event has nothing to do with approvals. */
function toEvent(value: unknown): readonly IssueEvent[] {
  const kind = requiredText(value, 'event')
  if (kind !== 'labeled' && kind !== 'unlabeled' && kind !== 'review_dismissed') return []
  const actor = accountAt(value, 'actor') ?? GHOST
  const common = { id: requiredId(value, 'id'), actor, atMs: requiredTime(value, 'created_at') }
  if (kind !== 'review_dismissed') return [{ ...common, kind, label: requiredText(value, 'label.name') }]
  return [
    {
      ...common,
      kind,
      reviewId: requiredId(value, 'dismissed_review.review_id'),
      previousState: requiredText(value, 'dismissed_review.state'),
      // GitHub names the commit exactly if it dismissed the review because of a push.
      isByPush: textAt(value, 'dismissed_review.dismissal_commit_id') !== undefined,
    },
  ]
}

/** Of Gitea. */
const OWNER = 'owner'

async function readPermission(github: GitHubClient, login: string): Promise<GitHubResult<Permission>> {
  const refusals: unknown[] = []
  const result = await github.call(
    `reading the role of ${login}`,
    'pull requests',
    async ({ rest }) => {
      const options = { ...github.repo, username: login, ...requestOptions() }
      try {
        const { data } = await rest.repos.getCollaboratorPermissionLevel(options)
        return { role: roleIn(data), id: numberAt(data, 'user.id') }
      } catch (error) {
        // Not a person, or the token must not know.
        if (isRefusal(error, 'pull requests', [403, 404])) refusals.push(error)
        throw error
      }
    },
    // The roles of others say nothing about this one.
    { resource: ` role of ${login}` },
  )
  return isBelieved(result, refusals) ? NO_PERMISSION : result
}

/** Only then a refusal is an answer: a single one may be a passing fault. */
function isBelieved(result: GitHubResult<unknown>, refusals: readonly unknown[]): boolean {
  return !result.ok && result.isPermanent && refusals.length > 0
}

const NO_PERMISSION: GitHubResult<Permission> = { ok: true, value: {} }

/** A custom role counts as the permission that it is based on. */
function roleIn(value: unknown): string | undefined {
  const permission = stringAt(value, 'permission')
  const roles = [stringAt(value, 'role_name'), permission === OWNER ? 'admin' : permission]
  // The API's `permission` has no `maintain` and no `triage`.
  const role = roles.find((each) => ROLES.some((known) => known === each))
  if (role === undefined && stringAt(value, 'permission') !== 'none') throw new Error(INVALID_RESPONSE)
  return role
}

async function listPushes(github: GitHubClient, branch: string): Promise<GitHubResult<readonly Push[]>> {
  if (github.isGitea) return NO_PUSHES
  const ref = `refs/heads/${branch}`
  const refusals: unknown[] = []
  const result = await github.call('reading the pushes to the branch', 'pushes', async (octokit) => {
    const options = { ...github.repo, ref, per_page: 100, ...requestOptions() }
    try {
      const activities = await allPages(octokit, await octokit.rest.repos.listActivities(options))
      const ofBranch = activities.filter((activity) => requiredText(activity, 'ref') === ref)
      return ofBranch.map(toPush).sort((a, b) => b.atMs - a.atMs)
    } catch (error) {
      // Older servers do not have this list, and a deleted branch has none.
      if (isRefusal(error, 'pushes', [404, 422])) refusals.push(error)
      throw error
    }
  })
  return isBelieved(result, refusals) ? NO_PUSHES : result
}

function listParents(github: GitHubClient, commit: string): Promise<GitHubResult<readonly string[]>> {
  return github.call('reading the commit', 'contents', async ({ rest }) => {
    try {
      const { data } = await rest.git.getCommit({ ...github.repo, commit_sha: commit, ...requestOptions() })
      return listAt(data, 'parents').map((parent) => requiredText(parent, 'sha'))
    } catch (error) {
      if (valueAt(error, 'status') === 404 || valueAt(error, 'status') === 422) return []
      throw error
    }
  })
}

const NO_PUSHES: GitHubResult<readonly Push[]> = { ok: true, value: [] }

function toPush(value: unknown): Push {
  const isDeletion = requiredText(value, 'activity_type') === 'branch_deletion'
  const commit = requiredText(value, 'after')
  return {
    author: accountAt(value, 'actor') ?? GHOST,
    ...(isDeletion ? {} : { commit }),
    atMs: requiredTime(value, 'timestamp'),
  }
}

/** Whether GitHub refused the request with one of these statuses, other than for a rate limit. A proxy's page is none. */
function isRefusal(error: unknown, scope: PermissionScope, statuses: readonly number[]): boolean {
  const call = { action: '', scope, timeoutMs: GITHUB_REQUEST_TIMEOUT_MS }
  return (
    statuses.some((status) => valueAt(error, 'status') === status) && toGitHubError(error, call).isPermanent
  )
}

/** Undefined for null: the account was deleted. GitHub marks bots by their type, and those of apps also by their name. */
function accountAt(value: unknown, path: string): Account | undefined {
  if (valueAt(value, path) === null) return undefined
  const login = requiredText(value, `${path}.login`)
  // Gitea has no types.
  const isBot = (stringAt(value, `${path}.type`) ?? 'User') !== 'User' || login.endsWith('[bot]')
  return { login, id: numberAt(value, `${path}.id`), isBot }
}

function requiredId(value: unknown, path: string): number {
  return required(numberAt(value, path))
}

function requiredText(value: unknown, path: string): string {
  return required(textAt(value, path))
}

function requiredTime(value: unknown, path: string): number {
  return required(timeAt(value, path))
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error(INVALID_RESPONSE)
  return found
}
