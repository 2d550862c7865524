import type { ApprovingAct } from './approval.ts'
import type { Account, IssueComment, IssueEvent, Review } from './approval-reader.ts'

/** Something by which a person approves. */
export interface Act {
  readonly kind: ApprovingAct['act']
  /** The same whenever it is read. */
  readonly id: string
  readonly author: Account
  /** Only the login of the author is known, who has it now, so that GitHub can tell the id. */
  readonly isByLogin?: true
  /** Unix time; whole seconds. */
  readonly atMs: number
  /** It may have happened long before: a started run waits for a runner and for reviewers of its environment. */
  readonly isLatestTime?: true
  readonly url?: string
  /** That a review is about, if GitHub tells. */
  readonly commit?: string
  /** First digits of the digests that it names. Without them it is about what was shown at its time. */
  readonly named?: readonly string[]
  /** The person seems to belong to the repository, which proves nothing. */
  readonly isInsider?: boolean
}

/** An act that does not stand any more. */
export interface WithdrawnAct {
  readonly act: Act
  readonly because: Withdrawal['because'] | 'edited' | 'taken-off'
}

/** The label that approves. */
export const APPROVAL_LABEL = 'train'
/** The comment that approves; may be followed by digests. */
export const APPROVAL_COMMAND = '/train'
/** Somebody could make two requests that agree in fewer digits. */
const COMMAND = /^\/train((?:[ \t]+(?:v\d+-)?[\da-f]{32,64})*)[ \t]*$/i

/** Of GitHub and of Gitea: what does not decide. */
const UNDECIDED: readonly string[] = ['COMMENTED', 'COMMENT', 'PENDING', 'REQUEST_REVIEW']

/**
 * The reviews that approve and still stand: a person's newest ones that are not only comments, as far back as all of them
 * approve. Each is about what was shown at its time. A dismissal by a person ends a review and those before it, as on
 * GitHub's pages; one by a push does not.
 */
export function approvingReviews(reviews: readonly Review[], events: readonly IssueEvent[]): readonly Act[] {
  return decisions(reviews, events).flatMap((ofPerson) => {
    const lastObjection = ofPerson.findLastIndex(({ state }) => state !== 'APPROVED')
    return ofPerson.slice(lastObjection + 1).map(({ review }) => toReviewAct(review))
  })
}

/** The newest review of each person who has approved and no longer does. */
export function withdrawnReviews(
  reviews: readonly Review[],
  events: readonly IssueEvent[],
): readonly WithdrawnAct[] {
  return decisions(reviews, events).flatMap((ofPerson): WithdrawnAct[] => {
    const newest = ofPerson.at(-1)
    if (newest === undefined || newest.state === 'APPROVED') return []
    const isDismissed = newest.state === 'DISMISSED' && newest.stateBefore !== 'CHANGES_REQUESTED'
    const hasApproved = isDismissed || ofPerson.some(({ state }) => state === 'APPROVED')
    const because = isDismissed ? 'dismissed' : 'changes-requested'
    return hasApproved ? [{ act: toReviewAct(newest.review), because }] : []
  })
}

/** Somebody does not approve any more what they approved until then. */
export interface Withdrawal {
  readonly by: Account
  /** Unix time in whole seconds; `Infinity` for `dismissed-sometime`. */
  readonly atMs: number
  readonly because: 'changes-requested' | 'dismissed' | 'dismissed-sometime'
}

/**
 * By requests for changes, and by dismissals of a person's newest review that is not only a comment. One of a request for
 * changes takes nothing more back. One without an event, which a push may have caused as well, counts as late as it can have
 * been while the review was the newest. Gitea dismisses older reviews once more with each new one.
 */
export function findWithdrawals(
  reviews: readonly Review[],
  events: readonly IssueEvent[],
): readonly Withdrawal[] {
  return decisions(reviews, events).flatMap((ofPerson) =>
    ofPerson.flatMap(({ review, state, stateBefore, dismissedMs }, n): Withdrawal[] => {
      const by = review.author
      if ([state, stateBefore].includes('CHANGES_REQUESTED'))
        return [{ by, atMs: review.submittedAtMs, because: 'changes-requested' }]
      if (state !== 'DISMISSED') return []
      const nextMs = ofPerson[n + 1]?.review.submittedAtMs ?? Infinity
      // Within one second nobody knows which was first.
      if (dismissedMs !== undefined)
        return dismissedMs <= nextMs ? [{ by, atMs: dismissedMs, because: 'dismissed' }] : []
      const atMs = Math.min(review.dismissal?.atMs ?? Infinity, nextMs)
      return [{ by, atMs, because: atMs === Infinity ? 'dismissed-sometime' : 'dismissed' }]
    }),
  )
}

interface Decision {
  readonly review: Review
  /** A dismissal by a push has not changed it. */
  readonly state: string
  /** Before the dismissal, if the server tells. */
  readonly stateBefore?: string
  /** The time of its event, if GitHub tells: Unix time in whole seconds. */
  readonly dismissedMs?: number
}

/** The reviews of each person that are not only comments, oldest first. */
function decisions(
  reviews: readonly Review[],
  events: readonly IssueEvent[],
): readonly (readonly Decision[])[] {
  const dismissals = new Map(
    events.flatMap((event) => (event.kind === 'review_dismissed' ? [[event.reviewId, event] as const] : [])),
  )
  const all = reviews.map((review): Decision => {
    const event = review.state === 'DISMISSED' ? dismissals.get(review.id) : undefined
    const stateBefore = (event ?? review.dismissal)?.previousState.toUpperCase()
    const state = event?.isByPush ? (stateBefore ?? '') : review.state
    return { review, state, stateBefore, dismissedMs: event?.atMs }
  })
  const deciding = all.filter(({ state }) => !UNDECIDED.includes(state))
  const byPerson = Map.groupBy(deciding, ({ review }) => review.author.login.toLowerCase())
  return [...byPerson.values()].map((ofPerson) =>
    ofPerson.toSorted(({ review: a }, { review: b }) => a.submittedAtMs - b.submittedAtMs || a.id - b.id),
  )
}

function toReviewAct({ id, author, submittedAtMs, commit, url, isInsider }: Review): Act {
  return { kind: 'review', id: `review ${id}`, author, atMs: submittedAtMs, commit, url, isInsider }
}

/** The comments whose first line is `/train`. An edited one may have said something else when people saw it. */
export function approvingComments(comments: readonly IssueComment[]): readonly Act[] {
  return comments.filter((comment) => !isEdited(comment)).flatMap(toCommentAct)
}

export function withdrawnComments(comments: readonly IssueComment[]): readonly WithdrawnAct[] {
  return comments
    .filter(isEdited)
    .flatMap(toCommentAct)
    .map((act) => ({ act, because: 'edited' }))
}

const isEdited = ({ createdAtMs, updatedAtMs }: IssueComment): boolean => createdAtMs !== updatedAtMs

function toCommentAct({ id, author, body, createdAtMs, url, isInsider }: IssueComment): readonly Act[] {
  const command = COMMAND.exec(body.split(/\r?\n/)[0] ?? '')
  if (command === null) return []
  const named = command[1]?.toLowerCase().match(/[\da-f]{32,64}/g) ?? undefined
  return [{ kind: 'comment', id: `comment ${id}`, author, atMs: createdAtMs, url, named, isInsider }]
}

/**
 * The label, while it is on: whoever takes it off ends what it approved, also for when it comes back. `labels`: the current
 * ones, because the events of a renamed label have its new name.
 */
export function approvingLabel(events: readonly IssueEvent[], labels: readonly string[]): readonly Act[] {
  const newest = labelEvents(events).at(-1)
  return labels.some(isOurs) && newest?.kind === 'labeled' ? [toLabelAct(newest)] : []
}

export function withdrawnLabel(
  events: readonly IssueEvent[],
  labels: readonly string[],
): readonly WithdrawnAct[] {
  const newest = labelEvents(events).findLast(({ kind }) => kind === 'labeled')
  const isOn = approvingLabel(events, labels).length > 0
  return newest === undefined || isOn ? [] : [{ act: toLabelAct(newest), because: 'taken-off' }]
}

// GitHub does not tell labels apart by case.
const isOurs = (label: string): boolean => label.toLowerCase() === APPROVAL_LABEL

/** Oldest first. */
function labelEvents(events: readonly IssueEvent[]): readonly IssueEvent[] {
  return events
    .filter((event) => event.kind !== 'review_dismissed' && isOurs(event.label))
    .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)
}

/** Nobody adds a label without the role `triage` or a higher one. */
function toLabelAct({ id, actor, atMs }: IssueEvent): Act {
  return { kind: 'label', id: `label ${id}`, author: actor, atMs, isInsider: true }
}

/** Somebody who starts the workflow by hand. */
export interface Dispatch {
  readonly by: Account
  /** Unix time. */
  readonly atMs: number
  readonly url: string
  readonly runId: string
  /** Another person may start the run again. */
  readonly runAttempt: string
}

/** Whoever starts the workflow by hand approves whatever it submits. */
export function dispatchAct(dispatch: Dispatch | undefined): readonly Act[] {
  if (dispatch === undefined) return []
  const { by, atMs, url, runId, runAttempt } = dispatch
  const id = `dispatch ${runId}/${runAttempt}`
  const start: Act = { kind: 'dispatch', id, author: by, atMs, isLatestTime: true, url, isInsider: true }
  return [by.id === undefined ? { ...start, isByLogin: true } : start]
}

/** The starts by hand among acts that have approved a request before. They stand for it, but GitHub lists them nowhere. */
export function recordedDispatches(known: readonly ApprovingAct[]): readonly Act[] {
  return known.flatMap(({ act, by, byId, atMs, url, actId }): Act[] =>
    act === 'dispatch'
      ? [{ kind: act, id: actId, author: { login: by, id: byId, isBot: false }, atMs, url, isInsider: true }]
      : [],
  )
}
