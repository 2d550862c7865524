import { idOfRepository, idOfUser } from './runner/events.ts'

/** A user or an app's bot. */
export interface Actor {
  readonly login: string
  readonly id: number
  readonly type: 'Bot' | 'Mannequin' | 'Organization' | 'User'
  /** With the repository. Default: `MEMBER`, for bots `NONE`. */
  readonly association?: 'COLLABORATOR' | 'CONTRIBUTOR' | 'MEMBER' | 'NONE'
}

/** The author of everything written with a workflow's token. */
export const ACTIONS_BOT: Actor = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }

export function associationOf({ association, type }: Actor): NonNullable<Actor['association']> {
  return association ?? (type === 'Bot' ? 'NONE' : 'MEMBER')
}

export function createUser(login: string, type: Actor['type'] = 'User'): Actor {
  return { login, id: idOfUser(login), type }
}

/** One end of a pull request. */
export interface Branch {
  ref: string
  sha: string
  /** `owner/name`; differs from the repository's own for a fork. */
  repo: string
}

/** The fields that make an issue a pull request. */
export interface Pull {
  head: Branch
  base: Branch
  draft: boolean
  merged: boolean
  mergeCommit: string | undefined
  /** False while there is a conflict, and null until GitHub knows. */
  mergeable: boolean | null
}

/** An issue or a pull request; they share one number series. */
export interface Issue {
  readonly number: number
  title: string
  body: string
  author: Actor
  state: 'open' | 'closed'
  locked: boolean
  /** Names. */
  labels: readonly string[]
  pull: Pull | undefined
  readonly createdAt: number
  /** Default: `createdAt`. */
  closedAt?: number
}

/** A comment on an issue or pull request. Times are Unix time in milliseconds. */
export interface Comment {
  readonly id: number
  readonly issue: number
  body: string
  author: Actor
  readonly createdAt: number
  updatedAt: number
  /** GitHub's classifier, such as OUTDATED, once the comment is hidden. */
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

/** A requested repository_dispatch event. */
export interface RepositoryDispatch {
  readonly eventType: string
  readonly payload: unknown
}

/** The newest attempt of a run of a workflow. */
export interface WorkflowRun {
  readonly attempt: number
  /** Such as `cancelled`; null while it runs. */
  readonly conclusion: string | null
  /** When it last changed. Default: now. */
  readonly updatedAt?: number
}

/** The only repository of the simulated GitHub, with everything in it. */
export class SimulatedRepository {
  /** Stays when the repository is renamed. */
  readonly id: number
  owner: string
  name: string
  readonly defaultBranch: string
  readonly issues = new Map<number, Issue>()
  readonly comments = new Map<number, Comment>()
  /** Oldest first. */
  readonly statuses: Status[] = []
  readonly dispatches: RepositoryDispatch[] = []
  /** Runs of workflows by id. */
  readonly runs = new Map<number, WorkflowRun>()
  /** Commits of each branch besides those of pull requests, newest last. */
  readonly branches = new Map<string, readonly string[]>()
  /** Parents of the commits that can be read, by commit. */
  readonly parents = new Map<string, readonly string[]>()
  /** Symbolic links of all branches: path and target. */
  readonly links = new Map<string, string>()
  readonly #files = new Map<string, Buffer>()
  #lastId: number

  /** `lastId`: new objects have higher ids. */
  constructor(fullName: string, defaultBranch: string, lastId = 2_000_000_000) {
    this.#lastId = lastId
    const [owner = '', name = ''] = fullName.split('/')
    this.owner = owner
    this.name = name
    this.id = idOfRepository(fullName)
    this.defaultBranch = defaultBranch
    this.putFile('README.md', '# Models')
    this.putFile('.github/workflows/train.yml', 'on: pull_request')
  }

  /** Renames or transfers the repository, with its branches. */
  rename(fullName: string): void {
    const before = this.fullName
    const [owner = '', name = ''] = fullName.split('/')
    Object.assign(this, { owner, name })
    for (const { pull } of this.pulls)
      for (const branch of [pull.head, pull.base]) if (branch.repo === before) branch.repo = fullName
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`
  }

  nextId(): number {
    return ++this.#lastId
  }

  /** The comments of one issue or of all, oldest first. */
  commentsOf(issue?: number): Comment[] {
    return [...this.comments.values()].filter((comment) => issue === undefined || comment.issue === issue)
  }

  /** All pull requests, newest first. */
  get pulls(): (Issue & { pull: Pull })[] {
    const all = [...this.issues.values()].sort((a, b) => b.number - a.number)
    return all.filter((issue): issue is Issue & { pull: Pull } => issue.pull !== undefined)
  }

  /** The branches of this repository whose newest commit this is. */
  branchesOf(sha: string): string[] {
    const heads = this.pulls.map(({ pull }) => pull.head).filter(({ repo }) => repo === this.fullName)
    const others = [...this.branches].map(([ref, commits]) => ({ ref, sha: commits.at(-1) }))
    return [...heads, ...others].filter((head) => head.sha === sha).map(({ ref }) => ref)
  }

  /** Adds a file at a branch or commit. */
  putFile(path: string, content: string | Buffer, ref = this.defaultBranch): void {
    this.#files.set(`${ref}:${path}`, Buffer.from(content))
  }

  removeFile(path: string, ref = this.defaultBranch): void {
    this.#files.delete(`${ref}:${path}`)
  }

  /** Lets a path be a symbolic link to another. */
  putLink(path: string, target: string): void {
    this.links.set(path, target)
    this.putFile(path, this.file(target) ?? '')
  }

  /** The content of a file; `ref` may also be a full name (`refs/heads/main`). */
  file(path: string, ref = this.defaultBranch): Buffer | undefined {
    return this.filesAt(ref).get(path)
  }

  /** All files of a branch or commit, by path. */
  filesAt(ref = this.defaultBranch): ReadonlyMap<string, Buffer> {
    const prefix = `${ref.replace(/^refs\/heads\//, '')}:`
    const entries = [...this.#files].filter(([key]) => key.startsWith(prefix))
    return new Map(entries.map(([key, bytes]) => [key.slice(prefix.length), bytes]))
  }
}
