import type { ApprovalHistory, Display, ModelAct, ModelJob, ModelRun } from './model-simulation.ts'
import { requestOf } from './model-simulation.ts'
import type { RequestName } from './model-schedule.ts'

/** A run may decide by what it has read this long ago. */
const READ_AGE_MS = 92_000
/** But whether the act still stands, it reads again just before it submits. */
const ACT_AGE_MS = 5_500
/** From the decision about a text to the moment when it is visible. */
const WRITE_MS = 2_000
const GRACE_MS = 60_000

/** The rules of approvals that a history has broken. */
export function approvalViolationsOf(history: ApprovalHistory): readonly string[] {
  return [
    ...history.jobs.flatMap((job) =>
      history.acts.some((act) => approves(act, job, history))
        ? []
        : [`${job.id} for ${job.request} at ${job.createdMs}: nobody has approved it`],
    ),
    ...history.jobs.flatMap(({ id, request, live }) =>
      live.length === 0 ? [] : [`${id} was submitted for ${request} although ${live.join()} trains it`],
    ),
    ...findLostApprovals(history),
    ...history.runs
      .slice(-1)
      .flatMap(unapprovedIn)
      .map((request) => `${request} was approved in vain`),
  ]
}

function approves(act: ModelAct, { request, createdMs }: ModelJob, history: ApprovalHistory): boolean {
  const sinceMs = createdMs - READ_AGE_MS
  return (
    act.atMs <= createdMs &&
    act.endMs > createdMs - ACT_AGE_MS &&
    !isTakenBack(act, createdMs, history) &&
    isEntitled(act, sinceMs, createdMs, history) &&
    !isSelf(act, request, sinceMs, history) &&
    (act.named.length > 0 ? act.named.includes(request) : wasShown(request, act.atMs, history.displays))
  )
}

/**
 * Whether a review of the same person that asks for changes was the newest one all the time, or came after another act.
 * GitHub cuts times to whole seconds.
 */
function isTakenBack(
  { kind, who, atMs: actedMs }: ModelAct,
  untilMs: number,
  { reviews }: ApprovalHistory,
): boolean {
  // The reviews are read again only for the approval by a review.
  const sinceMs = untilMs - (kind === 'review' ? ACT_AGE_MS : READ_AGE_MS)
  const own = reviews.filter(({ atMs, value }) => value.who === who && atMs <= untilMs)
  if (kind !== 'review')
    return own.some(
      ({ atMs, value }) =>
        value.state === 'CHANGES_REQUESTED' &&
        atMs <= sinceMs &&
        Math.floor(atMs / 1000) >= Math.floor(actedMs / 1000),
    )
  const states = valuesBetween(
    own.filter(({ value }) => value.state !== 'COMMENTED'),
    sinceMs,
    untilMs,
  )
  return states.length > 0 && states.every(({ state }) => state === 'CHANGES_REQUESTED')
}

/** What was true at any time of an interval, if each value is true until the next one. */
function valuesBetween<T>(
  timeline: readonly { readonly atMs: number; readonly value: T }[],
  sinceMs: number,
  untilMs: number,
): readonly T[] {
  const before = timeline.findLast(({ atMs }) => atMs <= sinceMs)
  const within = timeline.filter(({ atMs }) => atMs > sinceMs && atMs <= untilMs)
  return [...(before === undefined ? [] : [before]), ...within].map(({ value }) => value)
}

function isEntitled(
  { kind, who }: ModelAct,
  sinceMs: number,
  untilMs: number,
  { roles, policies }: ApprovalHistory,
): boolean {
  const own = roles.filter(({ value }) => value.who === who)
  const held = valuesBetween(own, sinceMs, untilMs).map(({ role }) => role)
  return valuesBetween(policies, sinceMs, untilMs).some(
    ({ from, by }) => by.some((each) => each === kind) && from.some((role) => held.includes(role)),
  )
}

/** Whether the person is the author, or brought the request into the pull request when it was first shown. */
function isSelf(
  { who }: ModelAct,
  request: RequestName,
  beforeMs: number,
  { pushes, displays }: ApprovalHistory,
): boolean {
  const shownMs = displays.find(({ shown }) => shown.includes(request))?.atMs ?? beforeMs
  const introduction = pushes.findLast(
    ({ atMs, value }, n) =>
      atMs <= shownMs &&
      value.requests.includes(request) &&
      pushes[n - 1]?.value.requests.includes(request) !== true,
  )
  return who === 'olga' || introduction?.value.who === who
}

/** Whether a comment had shown the request for a minute, whatever else it showed. */
function wasShown(request: RequestName, atMs: number, displays: readonly Display[]): boolean {
  const ofRequest = displays.map((each) => ({
    ...each,
    shown: each.shown.filter((name) => name === request),
  }))
  return intervalsOf(ofRequest).some(
    ({ shown, sinceMs, untilMs }) =>
      shown.includes(request) &&
      sinceMs - WRITE_MS <= atMs &&
      atMs <= untilMs &&
      atMs >= sinceMs - WRITE_MS + GRACE_MS,
  )
}

interface Interval {
  readonly shown: readonly RequestName[]
  readonly sinceMs: number
  readonly untilMs: number
}

/** A text that another run overwrites at once is seen by nobody. */
function intervalsOf(displays: readonly Display[]): readonly Interval[] {
  const lasting = displays.filter(({ atMs }, n) => (displays[n + 1]?.atMs ?? Infinity) - atMs > 0)
  const seen = changesOf(lasting).filter(
    ({ atMs }, n, all) => n === 0 || (all[n + 1]?.atMs ?? Infinity) - atMs > WRITE_MS,
  )
  const changes = changesOf(seen)
  return changes.map(({ shown, atMs }, n) => ({
    shown,
    sinceMs: atMs,
    untilMs: changes[n + 1]?.atMs ?? Infinity,
  }))
}

const changesOf = (displays: readonly Display[]): readonly Display[] =>
  displays.filter(({ shown }, n) => shown.join() !== displays[n - 1]?.shown.join())

/** What was approved stays approved while nobody does anything about it. */
function findLostApprovals(history: ApprovalHistory): readonly string[] {
  const { runs, acts, roles, policies, pushes, reviews } = history
  const changes = [
    ...[...acts, ...roles, ...policies, ...pushes, ...reviews].map(({ atMs }) => atMs),
    ...acts.map(({ endMs }) => endMs),
  ]
  return runs.flatMap((later) =>
    unapprovedIn(later).flatMap((request) => {
      const earlier = runs.find(
        (each) =>
          each.endedMs <= later.startedMs &&
          submittedIn(each).includes(request) &&
          !changes.some((atMs) => atMs >= each.startedMs && atMs <= later.endedMs),
      )
      return earlier === undefined
        ? []
        : [`run ${idOf(later)}: ${request} is unapproved, which run ${idOf(earlier)} submitted`]
    }),
  )
}

const idOf = ({ run }: ModelRun): string => run.holder.run.id
const unapprovedIn = (each: ModelRun) => requestsIn(each, ({ outcome }) => outcome === 'unapproved')
const submittedIn = (each: ModelRun) => requestsIn(each, ({ job }) => job !== undefined)

type States = NonNullable<ModelRun['result']>['result']['states']

function requestsIn({ result }: ModelRun, is: (state: States[number]) => boolean): readonly RequestName[] {
  const states = result?.result.states.filter(is) ?? []
  return states.flatMap(({ spec }) => requestOf(spec?.digest) ?? [])
}
