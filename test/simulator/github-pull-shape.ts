import {
  formatTime,
  nodeId,
  parseOwner,
  toRepositoryPayload,
  siteUrl,
  toUserPayload,
  type Schemas,
} from './github-repository.ts'
import { commonFields } from './github-shapes.ts'
import type { Branch, SimulatedRepository, Issue, Pull } from './simulated-repository.ts'

/** A pull request, including the fields that only `GET /pulls/{n}` returns. */
export function toPullPayload(
  issue: Issue & { pull: Pull },
  repository: SimulatedRepository,
  apiUrl: string,
): Schemas['pull-request'] {
  const repo = `${apiUrl}/repos/${repository.fullName}`
  const url = `${repo}/pulls/${issue.number}`
  const pageUrl = `${siteUrl(apiUrl)}/${repository.fullName}/pull/${issue.number}`
  const { pull } = issue
  const closed = issue.state === 'closed' ? formatTime(issue.closedAt ?? issue.createdAt) : null
  const links = {
    self: url,
    html: pageUrl,
    issue: `${repo}/issues/${issue.number}`,
    comments: `${repo}/issues/${issue.number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repo}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repo}/statuses/${pull.head.sha}`,
  }
  const link = (href: string): Schemas['link'] => ({ href })
  return {
    ...commonFields(issue, repository, apiUrl),
    node_id: nodeId('PR', issue.number),
    url,
    html_url: pageUrl,
    diff_url: `${pageUrl}.diff`,
    patch_url: `${pageUrl}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    closed_at: closed,
    merged_at: pull.merged ? closed : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    draft: pull.draft,
    head: toBranchPayload(pull.head, repository, apiUrl),
    base: toBranchPayload(pull.base, repository, apiUrl),
    _links: {
      self: link(links.self),
      html: link(links.html),
      issue: link(links.issue),
      comments: link(links.comments),
      review_comments: link(links.review_comments),
      review_comment: link(links.review_comment),
      commits: link(links.commits),
      statuses: link(links.statuses),
    },
    auto_merge: null,
    merged: pull.merged,
    mergeable: pull.merged ? null : pull.mergeable,
    mergeable_state: 'clean',
    merged_by: pull.merged ? toUserPayload(issue.author, apiUrl) : null,
    comments: repository.commentsOf(issue.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 1,
    changed_files: 1,
  }
}

function toBranchPayload(branch: Branch, repository: SimulatedRepository, apiUrl: string) {
  const owner = parseOwner(branch.repo)
  const repo = toRepositoryPayload(branch.repo, repository, apiUrl)
  return {
    label: `${owner.login}:${branch.ref}`,
    ref: branch.ref,
    sha: branch.sha,
    user: toUserPayload(owner, apiUrl),
    repo,
  }
}
