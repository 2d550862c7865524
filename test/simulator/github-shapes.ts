import { formatTime, nodeId, siteUrl, toUserPayload, type Schemas } from './github-repository.ts'
import {
  ACTIONS_BOT,
  associationOf,
  type Actor,
  type Comment,
  type SimulatedRepository,
  type Issue,
  type Status,
} from './simulated-repository.ts'

/** An issue comment with all of GitHub's fields. */
export function toCommentPayload(
  comment: Comment,
  repository: SimulatedRepository,
  apiUrl: string,
): Schemas['issue-comment'] {
  const repoUrl = `${apiUrl}/repos/${repository.fullName}`
  const isPull = repository.issues.get(comment.issue)?.pull !== undefined
  const page = isPull ? pullPath(apiUrl) : 'issues'
  const url = `${repoUrl}/issues/comments/${comment.id}`
  return {
    url,
    html_url: `${siteUrl(apiUrl)}/${repository.fullName}/${page}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repoUrl}/issues/${comment.issue}`,
    ...(apiUrl.endsWith('/api/v1') &&
      giteaUrls(`${siteUrl(apiUrl)}/${repository.fullName}`, comment, isPull)),
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: toUserPayload(comment.author, apiUrl),
    created_at: formatTime(comment.createdAt),
    updated_at: formatTime(comment.updatedAt),
    body: comment.body,
    author_association: associationOf(comment.author),
    reactions: noReactions(url),
    performed_via_github_app: appOf(comment.author, apiUrl),
  }
}

/** Gitea's page of a pull request is below `pulls`. */
const pullPath = (apiUrl: string): string => (apiUrl.endsWith('/api/v1') ? 'pulls' : 'pull')

/** Gitea names the page of the issue or of the pull request, and leaves the other field empty. */
function giteaUrls(site: string, { issue }: Comment, isPull: boolean) {
  return {
    issue_url: isPull ? '' : `${site}/issues/${issue}`,
    pull_request_url: isPull ? `${site}/pulls/${issue}` : '',
  }
}

/** An issue, or a pull request as an issue. */
export function toIssuePayload(
  issue: Issue,
  repository: SimulatedRepository,
  apiUrl: string,
): Schemas['issue'] {
  const repoUrl = `${apiUrl}/repos/${repository.fullName}`
  const url = `${repoUrl}/issues/${issue.number}`
  const pageUrl = `${siteUrl(apiUrl)}/${repository.fullName}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`
  const closed = issue.state === 'closed' ? formatTime(issue.closedAt ?? issue.createdAt) : null
  const pull = {
    url: `${repoUrl}/pulls/${issue.number}`,
    html_url: pageUrl,
    diff_url: `${pageUrl}.diff`,
    patch_url: `${pageUrl}.patch`,
    merged_at: issue.pull?.merged ? closed : null,
  }
  return {
    ...commonFields(issue, repository, apiUrl),
    node_id: nodeId(issue.pull ? 'PR' : 'I', issue.number),
    url,
    repository_url: repoUrl,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: pageUrl,
    comments: repository.commentsOf(issue.number).length,
    assignees: [],
    closed_at: closed,
    ...(issue.pull && { draft: issue.pull.draft, pull_request: pull }),
    reactions: noReactions(url),
    performed_via_github_app: null,
  }
}

/** A commit status without its creator, as in the combined status. */
export function toStatusPayload(
  status: Status,
  repository: SimulatedRepository,
  apiUrl: string,
): Schemas['simple-commit-status'] {
  return {
    url: `${apiUrl}/repos/${repository.fullName}/statuses/${status.sha}`,
    avatar_url: 'https://avatars.githubusercontent.com/in/15368?v=4',
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: formatTime(status.createdAt),
    updated_at: formatTime(status.createdAt),
  }
}

/** Fields of both issues and pull requests. */
export function commonFields(issue: Issue, { fullName }: SimulatedRepository, apiUrl: string) {
  const labelsUrl = `${apiUrl}/repos/${fullName}/labels`
  return {
    id: 3_000_000_000 + issue.number,
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: toUserPayload(issue.author, apiUrl),
    locked: issue.locked,
    labels: issue.labels.map((name) => toLabelPayload(name, labelsUrl)),
    active_lock_reason: null,
    assignee: null,
    milestone: null,
    author_association: 'MEMBER',
    created_at: formatTime(issue.createdAt),
    updated_at: formatTime(issue.createdAt),
  } as const
}

function toLabelPayload(name: string, labelsUrl: string): Schemas['label'] {
  const id = Number.parseInt(Buffer.from(name).toString('hex').slice(-8), 16)
  const url = `${labelsUrl}/${encodeURIComponent(name)}`
  return { id, node_id: nodeId('LA', id), url, name, description: null, color: 'ededed', default: false }
}

function noReactions(url: string): Schemas['reaction-rollup'] {
  const counts = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
  return { url: `${url}/reactions`, total_count: 0, ...counts }
}

/** The app that acted; null for a person. Only that of a workflow's token is known. */
export function appOf({ login }: Actor, apiUrl: string): Schemas['nullable-integration'] {
  return login === ACTIONS_BOT.login ? actionsApp(apiUrl) : null
}

/** The app behind a workflow's token. */
function actionsApp(apiUrl: string): Schemas['nullable-integration'] {
  return {
    id: 15368,
    slug: 'github-actions',
    client_id: 'Iv1.05c79e9ad1f6bdfa',
    node_id: 'MDM6QXBwMTUzNjg=',
    owner: toUserPayload({ login: 'github', id: 9919, type: 'User' }, apiUrl),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${siteUrl(apiUrl)}/apps/github-actions`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2025-03-07T16:35:00Z',
    permissions: {
      checks: 'write',
      contents: 'write',
      issues: 'write',
      metadata: 'read',
      pull_requests: 'write',
      statuses: 'write',
    },
    events: ['check_run', 'issues', 'pull_request', 'push', 'repository_dispatch'],
  }
}
