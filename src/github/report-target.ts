import type { Clock } from '../jobs/clock.ts'
import type { GitHubResult, PullRequestLookup } from '../state/github.ts'
import type { MainTarget } from '../state/post-state.ts'
import type { EventInfo } from './event.ts'
import {
  findPullRequest,
  mergedBy,
  NOT_FOUND,
  pullRequestFromEvent,
  type FoundPullRequest,
  type NumberedPullRequest,
} from './find-pull-request.ts'

export interface ReportTarget {
  /** Number of the pull request or issue to report on. */
  readonly issueNumber?: number
  /** The number is that of a pull request; also if GitHub was not asked about it, so that nobody counts on the opposite. */
  readonly isPullRequest: boolean
  /** The commit to report on; empty if unknown. */
  readonly commit: string
  /**
   * Numbers of the pull requests that the push merged, newest last; their conversations may have the request. Absent if it
   * merged none.
   */
  readonly candidates?: readonly number[]
  /** Target branch of the pull request. */
  readonly baseRef?: string
  /** The pull request that the event is about, or to which it pushed. Closed, it trains nothing. */
  readonly pullRequest?: {
    readonly isClosed: boolean
    readonly isMerged: boolean
    /** If it is another one than that to report on. */
    readonly number?: number
  }
  /** The commit is the head of that pull request. */
  readonly isHead?: true
  /** The event is about the branch of the pull request to report on, which may have moved on. */
  readonly isOfHeadBranch?: true
  /** The workflow has secrets, and nothing proves that the content which it works on is from this repository. */
  readonly isForeign: boolean
}

/**
 * Resolves where to report. `issueNumber` of the inputs overrides the event. Calls GitHub only for missing data. With
 * `clock`, waits until GitHub has associated the commits of a push with their pull requests.
 */
export async function resolveReportTarget(
  event: EventInfo,
  issueNumber: number | undefined,
  pullRequests: PullRequestLookup,
  clock?: Pick<Clock, 'sleep'>,
): Promise<GitHubResult<ReportTarget>> {
  const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber)
  const eventResult =
    isOtherNumber && !event.mayBeForeign ? NOT_FOUND : await findPullRequest(event, pullRequests, clock)
  if (!eventResult.ok) return eventResult
  const { pullRequest: eventPullRequest } = eventResult.value
  const foreign = await checkOrigin(event, eventPullRequest, pullRequests)
  if (!foreign.ok) return foreign
  if (!isOtherNumber)
    return resolved({
      ...createReportTarget(eventResult.value, event, issueNumber),
      isForeign: foreign.value,
    })
  const named = await pullRequests.byNumber(issueNumber)
  if (!named.ok) return named
  const found = { pullRequest: named.value, candidates: mergedBy(event, named.value) }
  const target = createReportTarget(found, event, issueNumber)
  return resolved({
    ...target,
    ...closedElsewhere(event, pullRequestFromEvent(event) ?? eventPullRequest),
    commit: target.commit === '' ? (eventPullRequest?.headSha ?? '') : target.commit,
    isForeign:
      foreign.value ||
      (named.value !== undefined && isForeignContent(event, named.value)) ||
      (isUnreviewed(event) && named.value?.isFromFork === true),
  })
}

/** Resolves the target without calling GitHub, as far as the event allows. */
export function reportTargetFromEvent(event: EventInfo, issueNumber: number | undefined): ReportTarget {
  const eventPullRequest = pullRequestFromEvent(event)
  const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber)
  const pullRequest = isOtherNumber ? undefined : eventPullRequest
  const target = createReportTarget({ pullRequest }, event, issueNumber)
  return {
    ...target,
    ...(isOtherNumber ? closedElsewhere(event, eventPullRequest) : {}),
    isPullRequest: isOtherNumber || target.isPullRequest,
    isForeign:
      isForeignContent(event, eventPullRequest) || (isUnreviewed(event) && issueNumber !== undefined),
  }
}

/**
 * Login of whoever pushed what the run works on to the pull request, if its event is a push. Whoever merges it has not: they
 * push to its base branch.
 */
export function findPusher(
  { pusher }: Pick<EventInfo, 'pusher'>,
  { candidates, issueNumber }: Pick<ReportTarget, 'candidates' | 'issueNumber'>,
): string | undefined {
  return issueNumber !== undefined && candidates?.includes(issueNumber) === true ? undefined : pusher
}

type SubjectTarget = Pick<ReportTarget, 'issueNumber' | 'isPullRequest' | 'isOfHeadBranch'>

/**
 * What a run is about, if it is not the pull request or issue that it reports on: another one, a merge queue, a branch, or what
 * a schedule or a person has started. Runs about different subjects do not replace each other's jobs. Undefined for all other
 * runs. The same for all runs of an event, whatever has become of the pull request since. `gitRef`: GITHUB_REF.
 */
export function subjectOf(
  { name, pullRequestRef: ref }: Pick<EventInfo, 'name' | 'pullRequestRef'>,
  { issueNumber, isPullRequest, isOfHeadBranch }: SubjectTarget,
  gitRef = '',
): string | undefined {
  if (issueNumber === undefined) return undefined
  if (ref.kind === 'number') {
    const queue = ref.isQueued ? ['merge queue'] : []
    const other = ref.number === issueNumber ? [] : [`#${ref.number}`]
    return [...queue, ...other].join(' ') || undefined
  }
  if (isOfHeadBranch) return undefined
  if (ref.kind === 'commit' && ref.head) return `${ref.head.owner}:refs/heads/${ref.head.branch}`
  // A status or a deployment is about a commit of the pull request.
  return ref.kind === 'commit' && isPullRequest ? undefined : `${name} ${gitRef}`
}

/** What the post step needs of the target. */
export function toMainTarget({
  issueNumber,
  candidates,
  isPullRequest,
  commit,
  isHead,
}: ReportTarget): Omit<MainTarget, 'owner'> {
  return { issueNumber, candidates, isPullRequest, commit, isPullRequestHead: isHead === true }
}

/** The reverse of `toMainTarget`. Without what only a step needs that reads specs. */
export function restoreReportTarget({
  issueNumber,
  candidates,
  isPullRequest,
  commit,
  isPullRequestHead: isHead,
}: Omit<MainTarget, 'owner'>): ReportTarget {
  const pullRequest = isHead ? { isClosed: false, isMerged: false } : undefined
  const target = { issueNumber, candidates, isPullRequest, commit, pullRequest }
  return { ...target, isHead: isHead || undefined, isForeign: false }
}

const resolved = (value: ReportTarget): GitHubResult<ReportTarget> => ({ ok: true, value })

const refersTo = ({ pullRequestRef: ref }: EventInfo, number: number): boolean =>
  ref.kind === 'number' && ref.number === number

/** A push to the base branch, which may merge a pull request without a new commit, is not about that pull request. */
const isPushTo = (
  { push, pullRequestRef: ref }: EventInfo,
  { headSha, isClosed, baseRef }: NumberedPullRequest,
) =>
  push !== undefined &&
  ref.kind === 'commit' &&
  ref.sha === headSha &&
  !isClosed &&
  ref.head?.branch !== baseRef

function isOfHeadBranch(
  ref: EventInfo['pullRequestRef'],
  { headRef, isFromFork }: NumberedPullRequest,
): boolean {
  const head = ref.kind === 'commit' ? ref.head : undefined
  return head !== undefined && head.branch === headRef && head.isFork === isFromFork
}

/** A program sent the event, with whatever pull request it names. A person who starts a workflow has seen it. */
const isUnreviewed = ({ name }: EventInfo): boolean => name === 'repository_dispatch'

function createReportTarget(
  { pullRequest, candidates }: FoundPullRequest,
  event: EventInfo,
  issueNumber: number | undefined,
): Omit<ReportTarget, 'isForeign'> {
  const { pullRequestRef: ref } = event
  const number = issueNumber ?? pullRequest?.number ?? (ref.kind === 'number' ? ref.number : undefined)
  // An event without a commit, such as a comment, is about the head of the pull request.
  const commit = event.commit ?? pullRequest?.headSha ?? ''
  // No comparison after a merge: the base branch already contains the change.
  const baseRef = event.name === 'push' && pullRequest?.isMerged ? undefined : pullRequest?.baseRef
  const isAbout = pullRequest && (refersTo(event, pullRequest.number) || isPushTo(event, pullRequest))
  const about = isAbout ? pullRequest : undefined
  return {
    commit,
    issueNumber: number,
    isPullRequest:
      pullRequest !== undefined || (ref.kind === 'number' && ref.number === number && ref.isPullRequest),
    candidates,
    baseRef,
    isHead: about?.headSha === commit || undefined,
    isOfHeadBranch: (pullRequest && isOfHeadBranch(ref, pullRequest)) || undefined,
    ...(about ? { pullRequest: { isClosed: about.isClosed, isMerged: about.isMerged } } : {}),
  }
}

/** A closed pull request trains nothing, wherever the step reports. */
function closedElsewhere(
  event: EventInfo,
  pullRequest: NumberedPullRequest | undefined,
): Pick<ReportTarget, 'pullRequest'> {
  if (!pullRequest?.isClosed || !refersTo(event, pullRequest.number)) return {}
  const { isClosed, isMerged, number } = pullRequest
  return { pullRequest: { isClosed, isMerged, number } }
}

/** Whether the content is foreign. Asks GitHub about a commit that the event alone says nothing about. */
async function checkOrigin(
  event: EventInfo,
  pullRequest: NumberedPullRequest | undefined,
  pullRequests: PullRequestLookup,
): Promise<GitHubResult<boolean>> {
  const isForeign = isForeignContent(event, pullRequest)
  const { pullRequestRef: ref, isProvenByBranch } = event
  if (!isForeign || !isProvenByBranch || ref.kind !== 'commit') return { ok: true, value: isForeign }
  const onBranch = await pullRequests.isOnOwnBranch(ref.sha)
  return onBranch.ok ? { ok: true, value: !onBranch.value } : onBranch
}

/** Content counts as foreign unless it is proven to come from this repository. */
function isForeignContent(event: EventInfo, pullRequest: NumberedPullRequest | undefined): boolean {
  const { pullRequestRef: ref, mayBeForeign } = event
  if (!mayBeForeign) return false
  // Check the event's head repository first: a fork can contain the head commit of our own pull request.
  const head = ref.kind === 'commit' ? ref.head : undefined
  if (head?.isFork === true) return true
  if (pullRequest !== undefined) return pullRequest.isFromFork
  if (ref.kind === 'commit') return head === undefined
  return ref.kind === 'none' || ref.isPullRequest
}
