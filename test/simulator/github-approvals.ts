import {
  errorResponse,
  forbidden,
  isGitea,
  notFound,
  paginate,
  type ApiCall,
  type GitHubRoute,
} from './github-routes.ts'
import { formatTime, nodeId, siteUrl, toUserPayload, type Schemas } from './github-repository.ts'
import { appOf } from './github-shapes.ts'
import {
  toFullRef,
  type Activity,
  type Event,
  type Review,
  type Role,
  type SimulatedApprovals,
} from './simulated-approvals.ts'
import { associationOf, createUser, type SimulatedRepository } from './simulated-repository.ts'
import { jsonResponse, type ServiceResponse } from './wire.ts'

const REPO_PATH = '/repos/{owner}/{repo}'

/** Reviews and events of a pull request, roles of users, and pushes to branches. */
export function createApprovalRoutes(
  repository: SimulatedRepository,
  approvals: SimulatedApprovals,
): GitHubRoute[] {
  const repoUrl = (call: ApiCall): string => `${call.apiUrl}/repos/${repository.fullName}`

  const listReviews = (call: ApiCall): ServiceResponse => {
    const number = Number(call.params['pull'])
    if (repository.issues.get(number)?.pull === undefined) return notFound
    if (!call.hasPermission('read', 'pull_requests')) return forbidden
    const reviews = approvals.reviews.filter((review) => review.number === number)
    return paginate(call, reviews, (review) => {
      const payload = toReviewPayload(review, repository.fullName, call.apiUrl)
      return isGitea(call) ? { ...payload, ...giteaFields(review, approvals) } : payload
    })
  }

  const listEvents = (call: ApiCall): ServiceResponse => {
    const number = Number(call.params['issue'])
    const issue = repository.issues.get(number)
    if (isGitea(call) || issue === undefined) return notFound
    const scopes = issue.pull ? (['issues', 'pull_requests'] as const) : (['issues'] as const)
    if (!call.hasPermission('read', ...scopes)) return forbidden
    const events = approvals.events.filter((event) => event.number === number)
    return paginate(call, events, (event) => toEventPayload(event, repoUrl(call), call.apiUrl))
  }

  const getRole = (call: ApiCall): ServiceResponse => {
    const login = call.params['user'] ?? ''
    const role = approvals.roleOf(login)
    if (role === undefined) return errorResponse(404, `${login} is not a user`)
    return jsonResponse(200, toPermissionPayload(login, role, call.apiUrl))
  }

  const listActivity = (call: ApiCall): ServiceResponse => {
    if (isGitea(call)) return notFound
    if (!call.hasPermission('read', 'contents')) return forbidden
    const branch = call.request.query['ref']
    const activities = approvals.activities
      .filter(({ ref }) => branch === undefined || ref === toFullRef(branch))
      .toReversed()
    // GitHub's links have cursors instead of page numbers.
    return paginate(call, activities, (activity) => toActivityPayload(activity, call.apiUrl))
  }
  return [
    {
      method: 'GET',
      path: `${REPO_PATH}/pulls/{pull}/reviews`,
      operation: 'listReviews',
      handle: listReviews,
    },
    {
      method: 'GET',
      path: `${REPO_PATH}/issues/{issue}/events`,
      operation: 'listEvents',
      handle: listEvents,
    },
    {
      method: 'GET',
      path: `${REPO_PATH}/collaborators/{user}/permission`,
      operation: 'getRole',
      handle: getRole,
    },
    { method: 'GET', path: `${REPO_PATH}/activity`, operation: 'listActivity', handle: listActivity },
  ]
}

function toReviewPayload(review: Review, fullName: string, apiUrl: string): Schemas['pull-request-review'] {
  const { id, number, author, state, commit, submittedAt } = review
  const pageUrl = `${siteUrl(apiUrl)}/${fullName}/pull/${number}#pullrequestreview-${id}`
  const pullUrl = `${apiUrl}/repos/${fullName}/pulls/${number}`
  return {
    id,
    node_id: nodeId('PRR', id),
    user: toUserPayload(author, apiUrl),
    body: '',
    state,
    html_url: pageUrl,
    pull_request_url: pullUrl,
    author_association: associationOf(author),
    _links: { html: { href: pageUrl }, pull_request: { href: pullUrl } },
    ...(submittedAt !== undefined && { submitted_at: formatTime(submittedAt) }),
    commit_id: commit,
  }
}

const GITEA_STATES: Readonly<Record<string, string>> = {
  CHANGES_REQUESTED: 'REQUEST_CHANGES',
  COMMENTED: 'COMMENT',
}

/**
 * Gitea keeps the state of a dismissed review, and tells with the review when it changed last. A new review that decides
 * dismisses the older ones of the person.
 */
function giteaFields(review: Review, approvals: SimulatedApprovals): object {
  const { id, state, submittedAt } = review
  const event = approvals.events.findLast(
    (each) => each.kind === 'review_dismissed' && each.dismissal.reviewId === id,
  )
  const stateBefore = event?.kind === 'review_dismissed' ? event.dismissal.state.toUpperCase() : state
  const newer = approvals.reviews.findLast(
    (each) => each.number === review.number && each.author.login === review.author.login && isDecision(each),
  )
  const isReplaced = newer !== undefined && newer.id > id && isDecision(review)
  const updatedAt = isReplaced ? newer.submittedAt : (event?.createdAt ?? submittedAt)
  return {
    state: GITEA_STATES[stateBefore] ?? stateBefore,
    dismissed: isReplaced || event !== undefined,
    ...(updatedAt !== undefined && { updated_at: formatTime(updatedAt) }),
  }
}

const isDecision = ({ state }: Review): boolean => state !== 'COMMENTED' && state !== 'PENDING'

/** The prefixes of their GraphQL node ids. */
const EVENT_PREFIXES = { labeled: 'LE', unlabeled: 'UNLE', review_dismissed: 'RDE' } as const

function toEventPayload(event: Event, repoUrl: string, apiUrl: string): Schemas['issue-event-for-issue'] {
  const { id, kind, actor, createdAt } = event
  const common = {
    id,
    node_id: nodeId(EVENT_PREFIXES[kind], id),
    url: `${repoUrl}/issues/events/${id}`,
    actor: toUserPayload(actor, apiUrl),
    event: kind,
    commit_id: null,
    commit_url: null,
    created_at: formatTime(createdAt),
    performed_via_github_app: appOf(actor, apiUrl),
  }
  if (event.kind !== 'review_dismissed') return { ...common, label: { name: event.label, color: 'ededed' } }
  const { state, reviewId, message, commit } = event.dismissal
  return {
    ...common,
    dismissed_review: {
      state,
      review_id: reviewId,
      dismissal_message: message,
      ...(commit !== undefined && { dismissal_commit_id: commit }),
    },
  }
}

/** In ascending order. */
const ROLE_NAMES = ['read', 'triage', 'write', 'maintain', 'admin']

function toPermissionPayload(
  login: string,
  { name, permission }: Role,
  apiUrl: string,
): Schemas['repository-collaborator-permission'] {
  const level = ROLE_NAMES.indexOf(ROLE_NAMES.includes(name) ? name : permission)
  const includes = (role: string): boolean => level >= ROLE_NAMES.indexOf(role)
  return {
    permission,
    role_name: name,
    user: {
      ...toUserPayload(createUser(login), apiUrl),
      permissions: {
        admin: includes('admin'),
        maintain: includes('maintain'),
        push: includes('write'),
        triage: includes('triage'),
        pull: includes('read'),
      },
      role_name: name,
    },
  }
}

function toActivityPayload(activity: Activity, apiUrl: string): Schemas['activity'] {
  const { id, before, after, ref, kind, actor, timestamp } = activity
  return {
    id,
    node_id: nodeId('PSH', id),
    before,
    after,
    ref,
    timestamp: formatTime(timestamp),
    activity_type: kind,
    actor: toUserPayload(actor, apiUrl),
  }
}
