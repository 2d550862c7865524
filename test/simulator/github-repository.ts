import type { components } from '@octokit/openapi-types'
import { idOfRepository } from './runner/events.ts'
import { createUser, type Actor, type SimulatedRepository } from './simulated-repository.ts'

/** GitHub's published response schemas. */
export type Schemas = components['schemas']

/** The website that belongs to an API: github.com, or the server whose API is below `/api/v…`. */
export function siteUrl(apiUrl: string): string {
  const [, serverUrl] = /^(.*)\/api\/v\d$/.exec(apiUrl) ?? []
  return serverUrl ?? 'https://github.com'
}

/** ISO 8601 without fractions, as GitHub writes times. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** A GraphQL node id: a type prefix and the encoded number. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_kwDO${Buffer.from(String(id)).toString('base64url')}`
}

/** A user as it appears in other objects. */
export function toUserPayload(actor: Actor, apiUrl: string): Schemas['simple-user'] {
  const url = `${apiUrl}/users/${encodeURIComponent(actor.login)}`
  const slug = actor.login.replace(/\[bot\]$/, '')
  return {
    login: actor.login,
    id: actor.id,
    node_id: nodeId(actor.type === 'Bot' ? 'BOT' : 'U', actor.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${actor.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: actor.type === 'Bot' ? `${siteUrl(apiUrl)}/apps/${slug}` : `${siteUrl(apiUrl)}/${slug}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: actor.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

function repositoryUrls(apiUrl: string, repo: string) {
  const url = `${apiUrl}/repos/${repo}`
  return {
    url,
    html_url: `${siteUrl(apiUrl)}/${repo}`,
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  }
}

/** The repository or a fork of it, both as a response and inside other objects. */
export function toRepositoryPayload(fullName: string, repository: SimulatedRepository, apiUrl: string) {
  const { defaultBranch } = repository
  return buildRepositoryPayload(
    {
      id: fullName === repository.fullName ? repository.id : idOfRepository(fullName),
      fullName,
      owner: parseOwner(fullName),
      defaultBranch,
      fork: fullName !== repository.fullName,
    },
    apiUrl,
  )
}

export function parseOwner(fullName: string): Actor {
  return createUser(fullName.split('/')[0] ?? '')
}

function buildRepositoryPayload(
  repo: { id: number; fullName: string; owner: Actor; defaultBranch: string; fork: boolean },
  apiUrl: string,
): Schemas['repository'] & Schemas['full-repository'] & Schemas['minimal-repository'] {
  const name = repo.fullName.split('/')[1] ?? ''
  const { id } = repo
  const createdAt = '2026-01-05T08:00:00Z'
  return {
    ...repositoryUrls(apiUrl, repo.fullName),
    id,
    node_id: nodeId('R', id),
    name,
    full_name: repo.fullName,
    owner: toUserPayload(repo.owner, apiUrl),
    private: false,
    visibility: 'public',
    description: null,
    fork: repo.fork,
    git_url: `git://github.com/${repo.fullName}.git`,
    ssh_url: `git@github.com:${repo.fullName}.git`,
    clone_url: `${siteUrl(apiUrl)}/${repo.fullName}.git`,
    svn_url: `${siteUrl(apiUrl)}/${repo.fullName}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    subscribers_count: 0,
    network_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 0,
    default_branch: repo.defaultBranch,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- GitHub's description still requires it
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    permissions: { admin: false, push: true, pull: true },
    pushed_at: createdAt,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
