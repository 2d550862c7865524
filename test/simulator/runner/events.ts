/** An event as the runner receives it: its name, and the payload in GITHUB_EVENT_PATH. */
export interface WorkflowEvent {
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Repository and actor of an event. */
export interface EventOrigin {
  readonly owner?: string
  readonly repo?: string
  readonly actor?: string
  /** Id of the repository, which it keeps when it is renamed. Default: one for each name. */
  readonly repositoryId?: number
}

/** Options of a pull request event; `headOwner` is the fork's owner if the branch is in a fork. */
export interface PullRequestEventOptions extends EventOrigin {
  readonly action?: 'opened' | 'synchronize' | 'reopened' | 'labeled' | 'closed'
  readonly number?: number
  readonly headSha?: string
  readonly headRef?: string
  readonly headOwner?: string
  readonly baseSha?: string
  readonly baseRef?: string
  /** GitHub's test merge commit (GITHUB_SHA of a pull_request run), or the merged commit. */
  readonly mergeSha?: string
  readonly merged?: boolean
  readonly draft?: boolean
  readonly title?: string
  /** Who caused the event. Default: the author. */
  readonly sender?: string
  /** Names of the labels. For `labeled`, the last one is the new one. */
  readonly labels?: readonly string[]
}

interface PushEventOptions extends EventOrigin {
  readonly before?: string
  readonly after?: string
  readonly ref?: string
  /** The pushed commits, oldest first. Default: one, `after`. */
  readonly commits?: readonly { readonly id: string; readonly message: string }[]
}

interface DispatchEventOptions extends EventOrigin {
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, string>>
}

/** Id of acme/models. */
export const REPOSITORY_ID = 700_000_001
const ZERO_SHA = '0'.repeat(40)

/** `pull_request`. Default: number 12 of acme/models is opened, from a branch of the same repository. */
export function pullRequestEvent(options: PullRequestEventOptions = {}): WorkflowEvent {
  const { action = 'opened', number = 12, headOwner = options.owner ?? 'acme', merged = false } = options
  const { headSha = 'a'.repeat(40), baseSha = 'b'.repeat(40), mergeSha = 'c'.repeat(40) } = options
  const {
    headRef = 'better-support-bot',
    baseRef = 'main',
    draft = false,
    title = 'Train a better support bot',
  } = options
  const base = repositoryPayload(options)
  const isFork = headOwner !== base.owner.login
  const head = isFork ? repositoryPayload({ owner: headOwner, repo: options.repo }) : base
  const author = userPayload(options.actor)
  const labels = (options.labels ?? []).map((label, n) => labelPayload(label, n))
  const closedAt = action === 'closed' ? '2026-03-02T11:00:00Z' : null
  return {
    name: 'pull_request',
    payload: {
      action,
      number,
      ...(action === 'synchronize' ? { before: 'd'.repeat(40), after: headSha } : {}),
      ...(action === 'labeled' ? { label: labels.at(-1) } : {}),
      pull_request: {
        id: 2_400_000_000 + number,
        node_id: `PR_${number}`,
        number,
        url: `${base.url}/pulls/${number}`,
        html_url: `${base.html_url}/pull/${number}`,
        issue_url: `${base.url}/issues/${number}`,
        state: action === 'closed' ? 'closed' : 'open',
        locked: false,
        title,
        body: null,
        user: author,
        draft,
        merged: action === 'closed' && merged,
        merged_at: merged ? closedAt : null,
        merge_commit_sha: mergeSha,
        created_at: '2026-03-02T09:00:00Z',
        updated_at: closedAt ?? '2026-03-02T09:30:00Z',
        closed_at: closedAt,
        author_association: isFork ? 'CONTRIBUTOR' : 'MEMBER',
        labels,
        head: {
          label: `${headOwner}:${headRef}`,
          ref: headRef,
          sha: headSha,
          user: head.owner,
          repo: { ...head, fork: isFork },
        },
        base: {
          label: `${base.owner.login}:${baseRef}`,
          ref: baseRef,
          sha: baseSha,
          user: base.owner,
          repo: base,
        },
      },
      repository: base,
      sender: options.sender === undefined ? author : userPayload(options.sender),
    },
  }
}

/** `push`. Default: one commit to the default branch. An `after` of zeros means that the branch was deleted. */
export function pushEvent(options: PushEventOptions = {}): WorkflowEvent {
  const { before = 'b'.repeat(40), after = 'e'.repeat(40), ref = 'refs/heads/main' } = options
  const repository = repositoryPayload(options)
  const author = userPayload(options.actor)
  const commit = {
    id: after,
    tree_id: 'f'.repeat(40),
    distinct: true,
    message: 'Train longer',
    timestamp: '2026-03-02T09:30:00Z',
    url: `${repository.html_url}/commit/${after}`,
    author: { name: author.login, email: `${author.login}@users.noreply.github.com`, username: author.login },
    committer: { name: 'GitHub', email: 'noreply@github.com', username: 'web-flow' },
    added: [],
    removed: [],
    modified: ['training/support-bot.yml'],
  }
  const commits = options.commits?.map((each) => ({ ...commit, ...each })) ?? [commit]
  const deleted = after === ZERO_SHA
  return {
    name: 'push',
    payload: {
      ref,
      before,
      after,
      created: before === ZERO_SHA,
      deleted,
      forced: false,
      base_ref: null,
      compare: `${repository.html_url}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: deleted ? [] : commits,
      head_commit: deleted ? null : (commits.at(-1) ?? commit),
      pusher: { name: author.login, email: commit.author.email },
      repository,
      sender: author,
    },
  }
}

/** `workflow_dispatch`. Default: without inputs, on the default branch. */
export function dispatchEvent(options: DispatchEventOptions = {}): WorkflowEvent {
  const { ref = 'refs/heads/main', inputs = null } = options
  return {
    name: 'workflow_dispatch',
    payload: {
      ref,
      inputs,
      workflow: '.github/workflows/train.yml',
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}

/** The same for a login everywhere. */
export function idOfUser(login: string): number {
  return Number.parseInt(Buffer.from(login).toString('hex').slice(-8), 16)
}

/** The id of the sample repository, and different ones for others. */
export function idOfRepository(fullName: string): number {
  if (fullName === 'acme/models') return REPOSITORY_ID
  return 700_000_002 + Buffer.from(fullName).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000, 0)
}

/** The repository as in event payloads. */
export function repositoryPayload({ owner = 'acme', repo = 'models', repositoryId }: EventOrigin) {
  const fullName = `${owner}/${repo}`
  return {
    id: repositoryId ?? idOfRepository(fullName),
    node_id: 'R_kgDOmodels',
    name: repo,
    full_name: fullName,
    private: true,
    owner: { ...userPayload(owner), type: 'Organization' },
    html_url: `https://github.com/${fullName}`,
    url: `https://api.github.com/repos/${fullName}`,
    fork: false,
    default_branch: 'main',
    visibility: 'private',
  }
}

function labelPayload(name: string, n: number) {
  return {
    id: 5_100_000_000 + n,
    node_id: `LA_${n}`,
    name,
    color: 'ededed',
    default: false,
    description: null,
  }
}

/** A user, or a bot if the login ends with `[bot]`. */
export function userPayload(login = 'octocat') {
  return {
    login,
    id: idOfUser(login),
    node_id: `U_${login}`,
    html_url: `https://github.com/${login}`,
    url: `https://api.github.com/users/${login}`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  }
}
