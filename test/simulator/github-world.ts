/** A user or an app's bot. */
export interface Actor {
  readonly login: string
  readonly id: number
  readonly type: 'Bot' | 'User'
}

/** Who acts with the token that GitHub gives to a workflow. */
export const actionsBot: Actor = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }

/** A person. */
export function person(login: string): Actor {
  const digits = Buffer.from(login).toString('hex').slice(-8)
  return { login, id: Number.parseInt(digits, 16), type: 'User' }
}

/** One end of a pull request. */
export interface Branch {
  ref: string
  sha: string
  /** `owner/name`; another repository than ours for a fork. */
  repo: string
}

/** What makes an issue a pull request. */
export interface Pull {
  head: Branch
  base: Branch
  draft: boolean
  merged: boolean
  mergeCommit: string | undefined
}

/** An issue or a pull request, which share their numbers. */
export interface Issue {
  readonly number: number
  title: string
  body: string
  author: Actor
  state: 'open' | 'closed'
  locked: boolean
  pull: Pull | undefined
  readonly createdAt: number
}

/** A comment on an issue or pull request. Times are Unix milliseconds. */
export interface Comment {
  readonly id: number
  readonly issue: number
  body: string
  author: Actor
  readonly createdAt: number
  updatedAt: number
  /** Why it is hidden, in GitHub's words; undefined while it is shown. */
  minimized: string | undefined
}

/** A commit status. */
export interface Status {
  readonly id: number
  readonly sha: string
  readonly state: string
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly createdAt: number
}

/** A repository_dispatch event that was asked for. */
export interface Dispatch {
  readonly eventType: string
  readonly payload: unknown
}

/** Everything that the simulated GitHub knows about its one repository. */
export class GitHubWorld {
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  readonly issues = new Map<number, Issue>()
  readonly comments = new Map<number, Comment>()
  /** Oldest first. */
  readonly statuses: Status[] = []
  readonly dispatches: Dispatch[] = []
  readonly #files = new Map<string, Buffer>()
  #lastId = 2_000_000_000

  constructor(repo: string, defaultBranch: string) {
    const [owner = '', name = ''] = repo.split('/')
    this.owner = owner
    this.name = name
    this.defaultBranch = defaultBranch
  }

  get repo(): string {
    return `${this.owner}/${this.name}`
  }

  /** The next number of the series that GitHub's ids come from. */
  nextId(): number {
    return ++this.#lastId
  }

  /** The comments of one issue, or all of them, oldest first. */
  commentsOf(issue?: number): Comment[] {
    return [...this.comments.values()].filter((comment) => issue === undefined || comment.issue === issue)
  }

  /** All pull requests, newest first. */
  get pulls(): (Issue & { pull: Pull })[] {
    const all = [...this.issues.values()].sort((a, b) => b.number - a.number)
    return all.filter((issue): issue is Issue & { pull: Pull } => issue.pull !== undefined)
  }

  /** Puts a file under a branch or commit. */
  putFile(path: string, content: string | Buffer, ref = this.defaultBranch): void {
    this.#files.set(`${ref}:${path}`, Buffer.from(content))
  }

  /** The bytes of a file; a branch may be named in full (`refs/heads/main`). */
  file(path: string, ref = this.defaultBranch): Buffer | undefined {
    return this.#files.get(`${ref.replace(/^refs\/heads\//, '')}:${path}`)
  }
}
