import type { Clock } from './clock.ts'
import { createUser, type Actor, type Issue, type SimulatedRepository } from './simulated-repository.ts'

/** Somebody who does something. Default: a bot if the login ends with `[bot]`, else a person. */
export interface ActorOptions {
  readonly login: string
  readonly type?: Actor['type']
}

/** A review of a pull request. */
export interface Review {
  readonly id: number
  /** The pull request. */
  readonly number: number
  readonly author: Actor
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  /** The head of the pull request at that time. */
  readonly commit: string
  /** Unix time; undefined while it is pending. */
  readonly submittedAt: number | undefined
}

/** The part of a dismissal that other events do not have. */
export interface Dismissal {
  /** Of the review before, in lower case. */
  readonly state: string
  readonly reviewId: number
  readonly message: string | null
  /** Only if a push dismissed it. */
  readonly commit: string | undefined
}

/** An event of an issue or pull request. */
export type Event = {
  readonly id: number
  readonly number: number
  readonly actor: Actor
  /** Unix time. */
  readonly createdAt: number
} & (
  | { readonly kind: 'labeled' | 'unlabeled'; readonly label: string }
  | { readonly kind: 'review_dismissed'; readonly dismissal: Dismissal }
)

/** The legacy permission, which knows fewer levels than roles. */
export type Permission = 'admin' | 'write' | 'read' | 'none'

/** The role of a user in the repository. */
export interface Role {
  /** Such as `maintain`, or the name of a custom role. */
  readonly name: string
  readonly permission: Permission
}

/** A change of a branch. */
export interface Activity {
  readonly id: number
  /** Full name of the branch. */
  readonly ref: string
  readonly before: string
  readonly after: string
  readonly kind: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge'
  readonly actor: Actor
  /** Unix time. */
  readonly timestamp: number
}

const PERMISSIONS: Readonly<Record<string, Permission>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
}
const NO_COMMIT = '0'.repeat(40)

/** Reviews, labels, roles and pushes. Tests act here as the people who use the repository. */
export class SimulatedApprovals {
  /** Oldest first. */
  readonly reviews: Review[] = []
  /** Oldest first. */
  readonly events: Event[] = []
  /** Oldest first. */
  readonly activities: Activity[] = []
  readonly #repository: SimulatedRepository
  readonly #clock: Pick<Clock, 'now'>
  /** By login in lower case; undefined if GitHub does not know the user. */
  readonly #roles = new Map<string, Role | undefined>()

  constructor(repository: SimulatedRepository, clock: Pick<Clock, 'now'>) {
    this.#repository = repository
    this.#clock = clock
  }

  /** Reviews the head of the pull request. */
  addReview(
    number: number,
    { state, ...author }: ActorOptions & { readonly state: Exclude<Review['state'], 'DISMISSED'> },
  ): Review {
    const review: Review = {
      id: this.#repository.nextId(),
      number,
      author: toActor(author),
      state,
      commit: this.#headOf(number),
      submittedAt: state === 'PENDING' ? undefined : this.#clock.now(),
    }
    this.reviews.push(review)
    return review
  }

  /** Dismisses an approval or a request for changes, by hand or because of a push. */
  dismissReview(
    number: number,
    reviewId: number,
    { isByPush = false, ...actor }: ActorOptions & { readonly isByPush?: boolean },
  ): void {
    const review = this.reviews.find((each) => each.number === number && each.id === reviewId)
    if (review === undefined) throw new Error(`#${number} has no review ${reviewId}`)
    if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
      throw new Error(`GitHub cannot dismiss a review that is ${review.state}`)
    const dismissal: Dismissal = {
      state: review.state.toLowerCase(),
      reviewId,
      message: isByPush ? null : 'No longer valid',
      commit: isByPush ? this.#headOf(number) : undefined,
    }
    review.state = 'DISMISSED'
    this.events.push({ ...this.#event(number, actor), kind: 'review_dismissed', dismissal })
  }

  /** Adds a label, unless it is there. */
  setLabel(number: number, name: string, actor: ActorOptions): void {
    const issue = this.#issue(number)
    if (issue.labels.includes(name)) return
    issue.labels = [...issue.labels, name]
    this.events.push({ ...this.#event(number, actor), kind: 'labeled', label: name })
  }

  /** Removes a label, if it is there. */
  removeLabel(number: number, name: string, actor: ActorOptions): void {
    const issue = this.#issue(number)
    if (!issue.labels.includes(name)) return
    issue.labels = issue.labels.filter((label) => label !== name)
    this.events.push({ ...this.#event(number, actor), kind: 'unlabeled', label: name })
  }

  /**
   * Gives a user a role; a custom one needs the permission that it is based on. `undefined`: there is no such user.
   *
   * @throws Error without the permission of a custom role.
   */
  setRole(login: string, name: string | undefined, permission = PERMISSIONS[name ?? '']): void {
    if (name !== undefined && permission === undefined)
      throw new Error(`the custom role ${name} needs a permission`)
    const role = name !== undefined && permission !== undefined ? { name, permission } : undefined
    this.#roles.set(login.toLowerCase(), role)
  }

  /** Default: everybody may read a public repository, but bots are no users. Undefined for the latter. */
  roleOf(login: string): Role | undefined {
    const key = login.toLowerCase()
    if (this.#roles.has(key)) return this.#roles.get(key)
    return key.endsWith('[bot]') ? undefined : { name: 'read', permission: 'read' }
  }

  /** Records a push of a commit to a branch, by its short or full name. Default kind: `push`, or the first creates it. */
  recordPush(ref: string, sha: string, login: string, kind?: Activity['kind']): Activity {
    const fullRef = toFullRef(ref)
    const latest = this.activities.findLast((activity) => activity.ref === fullRef)
    const before = latest?.after ?? NO_COMMIT
    const activity: Activity = {
      id: this.#repository.nextId(),
      ref: fullRef,
      before,
      after: sha,
      kind: kind ?? (before === NO_COMMIT ? 'branch_creation' : 'push'),
      actor: toActor({ login }),
      timestamp: this.#clock.now(),
    }
    this.activities.push(activity)
    return activity
  }

  #event(number: number, actor: ActorOptions) {
    const id = this.#repository.nextId()
    return { id, number, actor: toActor(actor), createdAt: this.#clock.now() }
  }

  #issue(number: number): Issue {
    const issue = this.#repository.issues.get(number)
    if (issue === undefined) throw new Error(`there is no issue or pull request #${number}`)
    return issue
  }

  #headOf(number: number): string {
    const { pull } = this.#issue(number)
    if (pull === undefined) throw new Error(`#${number} is not a pull request`)
    return pull.head.sha
  }
}

/** Of a branch, by its short or full name. */
export function toFullRef(ref: string): string {
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`
}

function toActor({ login, type }: ActorOptions): Actor {
  return createUser(login, type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'))
}
