import { iso, nodeId, siteOf, userShape, type Schemas } from './github-repository.ts'
import { actionsBot, type Comment, type GitHubWorld, type Issue, type Status } from './github-world.ts'

/** An issue comment with every field that GitHub gives it. */
export function commentShape(comment: Comment, world: GitHubWorld, api: string): Schemas['issue-comment'] {
  const repo = `${api}/repos/${world.repo}`
  const page = world.issues.get(comment.issue)?.pull ? 'pull' : 'issues'
  const url = `${repo}/issues/comments/${comment.id}`
  return {
    url,
    html_url: `${siteOf(api)}/${world.repo}/${page}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repo}/issues/${comment.issue}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: userShape(comment.author, api),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    body: comment.body,
    author_association: comment.author.type === 'Bot' ? 'NONE' : 'MEMBER',
    reactions: reactionsShape(url),
    performed_via_github_app: comment.author.login === actionsBot.login ? actionsApp(api) : null,
  }
}

/** An issue, also one that is a pull request. */
export function issueShape(issue: Issue, world: GitHubWorld, api: string): Schemas['issue'] {
  const repo = `${api}/repos/${world.repo}`
  const url = `${repo}/issues/${issue.number}`
  const page = `${siteOf(api)}/${world.repo}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`
  const closed = issue.state === 'closed' ? iso(issue.createdAt) : null
  const pull = {
    url: `${repo}/pulls/${issue.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: issue.pull?.merged ? closed : null,
  }
  return {
    ...commonShape(issue, api),
    node_id: nodeId(issue.pull ? 'PR' : 'I', issue.number),
    url,
    repository_url: repo,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    comments: world.commentsOf(issue.number).length,
    labels: [],
    assignees: [],
    closed_at: closed,
    ...(issue.pull && { draft: issue.pull.draft, pull_request: pull }),
    reactions: reactionsShape(url),
    performed_via_github_app: null,
  }
}

/** A commit status without its creator, as the combined status shows it. */
export function simpleStatusShape(
  status: Status,
  world: GitHubWorld,
  api: string,
): Schemas['simple-commit-status'] {
  return {
    url: `${api}/repos/${world.repo}/statuses/${status.sha}`,
    avatar_url: 'https://avatars.githubusercontent.com/in/15368?v=4',
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt),
  }
}

/** What an issue and a pull request have in common. */
export function commonShape(issue: Issue, api: string) {
  return {
    id: 3_000_000_000 + issue.number,
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: userShape(issue.author, api),
    locked: issue.locked,
    active_lock_reason: null,
    assignee: null,
    milestone: null,
    author_association: 'MEMBER',
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.createdAt),
  } as const
}

function reactionsShape(url: string): Schemas['reaction-rollup'] {
  const none = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
  return { url: `${url}/reactions`, total_count: 0, ...none }
}

/** The app behind the token of a workflow. */
function actionsApp(api: string): Schemas['nullable-integration'] {
  return {
    id: 15368,
    slug: 'github-actions',
    client_id: 'Iv1.05c79e9ad1f6bdfa',
    node_id: 'MDM6QXBwMTUzNjg=',
    owner: userShape({ login: 'github', id: 9919, type: 'User' }, api),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${siteOf(api)}/apps/github-actions`,
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
