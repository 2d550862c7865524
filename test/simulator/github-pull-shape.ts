import { iso, nodeId, ownerOf, repositoryOf, siteOf, userShape, type Schemas } from './github-repository.ts'
import { commonShape } from './github-shapes.ts'
import type { Branch, GitHubWorld, Issue, Pull } from './github-world.ts'

/** A pull request, with all that `GET /pulls/{n}` adds to the entries of the list. */
export function pullShape(
  issue: Issue & { pull: Pull },
  world: GitHubWorld,
  api: string,
): Schemas['pull-request'] {
  const repo = `${api}/repos/${world.repo}`
  const url = `${repo}/pulls/${issue.number}`
  const page = `${siteOf(api)}/${world.repo}/pull/${issue.number}`
  const { pull } = issue
  const closed = issue.state === 'closed' ? iso(issue.createdAt) : null
  const links = {
    self: url,
    html: page,
    issue: `${repo}/issues/${issue.number}`,
    comments: `${repo}/issues/${issue.number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repo}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repo}/statuses/${pull.head.sha}`,
  }
  const link = (href: string): Schemas['link'] => ({ href })
  return {
    ...commonShape(issue, api),
    node_id: nodeId('PR', issue.number),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    labels: [],
    closed_at: closed,
    merged_at: pull.merged ? closed : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    draft: pull.draft,
    head: branchShape(pull.head, world, api),
    base: branchShape(pull.base, world, api),
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
    mergeable: pull.merged ? null : true,
    mergeable_state: 'clean',
    merged_by: pull.merged ? userShape(issue.author, api) : null,
    comments: world.commentsOf(issue.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 1,
    changed_files: 1,
  }
}

function branchShape(branch: Branch, world: GitHubWorld, api: string) {
  const owner = ownerOf(branch.repo)
  const repo = repositoryOf(branch.repo, world, api)
  return {
    label: `${owner.login}:${branch.ref}`,
    ref: branch.ref,
    sha: branch.sha,
    user: userShape(owner, api),
    repo,
  }
}
