import type { Approval } from './approval.ts'
import type { Account, IssueComment, IssueEvent, Review } from './approval-reader.ts'

/** Something by which a person approves. */
export interface Act {
  readonly kind: Approval['act']
  /** The same whenever it is read. */
  readonly id: string
  readonly author: Account
  /** Unix time; whole seconds. */
  readonly atMs: number
  readonly url?: string
  /** First digits of the digests that it names. Without them it is about what was shown at its time. */
  readonly named?: readonly string[]
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
 * approve. Each is about what was shown at its time. A dismissal by a person ends a review, one by a push does not.
 */
export function approvingReviews(reviews: readonly Review[], events: readonly IssueEvent[]): readonly Act[] {
  const dismissals = new Map(
    events.flatMap((event) => (event.kind === 'review_dismissed' ? [[event.reviewId, event] as const] : [])),
  )
  const stateOf = ({ id, state }: Review): string => {
    const dismissal = state === 'DISMISSED' ? dismissals.get(id) : undefined
    return dismissal?.isByPush === true ? dismissal.previousState.toUpperCase() : state
  }
  const deciding = reviews.filter((review) => !UNDECIDED.includes(stateOf(review)))
  const byPerson = Map.groupBy(deciding, ({ author }) => author.login.toLowerCase())
  return [...byPerson.values()].flatMap((ofPerson) => {
    const sorted = ofPerson.toSorted((a, b) => a.submittedAtMs - b.submittedAtMs || a.id - b.id)
    const lastObjection = sorted.findLastIndex((review) => stateOf(review) !== 'APPROVED')
    return sorted.slice(lastObjection + 1).map(({ id, author, submittedAtMs, url }): Act => {
      return { kind: 'review', id: `review ${id}`, author, atMs: submittedAtMs, url }
    })
  })
}

/** The comments whose first line is `/train`. An edited one may have said something else when people saw it. */
export function approvingComments(comments: readonly IssueComment[]): readonly Act[] {
  return comments.flatMap(({ id, author, body, createdAtMs, updatedAtMs, url }): Act[] => {
    const command = COMMAND.exec(body.split(/\r?\n/)[0] ?? '')
    if (command === null || createdAtMs !== updatedAtMs) return []
    const named = command[1]?.toLowerCase().match(/[\da-f]{32,64}/g) ?? undefined
    return [{ kind: 'comment', id: `comment ${id}`, author, atMs: createdAtMs, url, named }]
  })
}

/** The label, while it is on. `labels`: the current ones, because the events of a renamed label have its new name. */
export function approvingLabel(events: readonly IssueEvent[], labels: readonly string[]): readonly Act[] {
  // GitHub does not tell labels apart by case.
  const isOurs = (label: string): boolean => label.toLowerCase() === APPROVAL_LABEL
  if (!labels.some(isOurs)) return []
  const newest = events
    .flatMap((event) => (event.kind !== 'review_dismissed' && isOurs(event.label) ? [event] : []))
    .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)
    .at(-1)
  if (newest?.kind !== 'labeled') return []
  return [{ kind: 'label', id: `label ${newest.id}`, author: newest.actor, atMs: newest.atMs }]
}

/** Somebody who starts the workflow by hand. */
export interface Dispatch {
  readonly by: Account
  /** Unix time. */
  readonly atMs: number
  readonly url: string
  readonly runId: string
}

/** Whoever starts the workflow by hand approves whatever it submits. */
export function dispatchAct(dispatch: Dispatch | undefined): readonly Act[] {
  if (dispatch === undefined) return []
  const { by, atMs, url, runId } = dispatch
  return [{ kind: 'dispatch', id: `dispatch ${runId}`, author: by, atMs, url }]
}
