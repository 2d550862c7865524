import type { GitHubResult, PullRequest, PullRequestLookup } from '../state/github.ts'
import type { MainTarget } from '../state/post-state.ts'
import type { EventInfo, PullRequestInfo } from './event.ts'
import { isSameRepository } from './pull-request-ref.ts'

export interface ReportTarget {
  /** Number of the pull request or issue to report on. */
  readonly issueNumber?: number
  /** The commit to report on; empty if unknown. */
  readonly commit: string
  /** Target branch of the pull request. */
  readonly baseRef?: string
  /** The pull request of the event, if the commit is its head. */
  readonly pullRequest?: { readonly isClosed: boolean; readonly isMerged: boolean }
  /** The workflow has secrets, and an outsider may have written the content that it works on. */
  readonly isUntrusted: boolean
}

/** Resolves where to report. `issueNumber` of the inputs overrides the event. Calls GitHub only for missing data. */
export async function resolveReportTarget(
  event: EventInfo,
  issueNumber: number | undefined,
  pullRequests: PullRequestLookup,
): Promise<GitHubResult<ReportTarget>> {
  const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber)
  const eventPullRequest =
    isOtherNumber && !event.hasSecretsForUntrustedCode
      ? NO_PULL_REQUEST
      : await findPullRequest(event, pullRequests)
  if (!eventPullRequest.ok) return eventPullRequest
  if (!isOtherNumber) return resolved(createReportTarget(eventPullRequest.value, event, issueNumber))
  const namedPullRequest = await pullRequests.byNumber(issueNumber)
  if (!namedPullRequest.ok) return namedPullRequest
  const isUntrusted =
    isUntrustedContent(event, eventPullRequest.value) ||
    (namedPullRequest.value !== undefined && isUntrustedContent(event, namedPullRequest.value))
  const target = createReportTarget(namedPullRequest.value, event, issueNumber)
  return resolved({
    ...target,
    commit: target.commit === '' ? (eventPullRequest.value?.headSha ?? '') : target.commit,
    isUntrusted,
  })
}

/** Resolves the target without calling GitHub, as far as the event allows. */
export function reportTargetFromEvent(event: EventInfo, issueNumber: number | undefined): ReportTarget {
  const eventPullRequest = pullRequestFromEvent(event)
  const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber)
  const target = createReportTarget(isOtherNumber ? undefined : eventPullRequest, event, issueNumber)
  return { ...target, isUntrusted: isUntrustedContent(event, eventPullRequest) }
}

/** What the post step needs of the target. */
export function toMainTarget({ issueNumber, commit, pullRequest }: ReportTarget): Omit<MainTarget, 'owner'> {
  return { issueNumber, commit, isPullRequestHead: pullRequest !== undefined }
}

/** The reverse of `toMainTarget`. Without what only a step needs that reads specs. */
export function restoreReportTarget({
  issueNumber,
  commit,
  isPullRequestHead,
}: Omit<MainTarget, 'owner'>): ReportTarget {
  const pullRequest = isPullRequestHead ? { isClosed: false, isMerged: false } : undefined
  return { issueNumber, commit, pullRequest, isUntrusted: false }
}

const resolved = (value: ReportTarget): GitHubResult<ReportTarget> => ({ ok: true, value })

const refersTo = ({ pullRequestRef: ref }: EventInfo, number: number): boolean =>
  ref.kind === 'number' && ref.number === number

type NumberedPullRequest = PullRequestInfo & Pick<PullRequest, 'number'>

function pullRequestFromEvent({
  pullRequestRef: ref,
  pullRequest,
}: EventInfo): NumberedPullRequest | undefined {
  return ref.kind === 'number' && pullRequest !== undefined
    ? { number: ref.number, ...pullRequest }
    : undefined
}

/** Finds the pull request of the event. */
async function findPullRequest(
  event: EventInfo,
  pullRequests: PullRequestLookup,
): Promise<GitHubResult<NumberedPullRequest | undefined>> {
  const { pullRequestRef: ref, name } = event
  if (ref.kind === 'none') return NO_PULL_REQUEST
  if (ref.kind === 'number') {
    const eventPullRequest = pullRequestFromEvent(event)
    if (eventPullRequest !== undefined || !ref.isPullRequest) return { ok: true, value: eventPullRequest }
    return pullRequests.byNumber(ref.number)
  }
  const { sha, headRepository, headBranch } = ref
  const byCommit = await pullRequests.byCommit(sha)
  if (!byCommit.ok) return byCommit
  const open = byCommit.value.find(({ headSha, isClosed }) => headSha === sha && !isClosed)
  const merged = byCommit.value.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha)
  if (open ?? merged) return { ok: true, value: open ?? merged }
  // GitHub does not associate a fork's commit with this repository, so search by branch.
  const owner = headRepository?.split('/')[0]
  if (name === 'push' || owner === undefined || headBranch === undefined) return NO_PULL_REQUEST
  const byBranch = await pullRequests.byBranch(owner, headBranch)
  if (!byBranch.ok) return byBranch
  return { ok: true, value: byBranch.value.find(({ headSha }) => headSha === sha) }
}

const NO_PULL_REQUEST: GitHubResult<undefined> = { ok: true, value: undefined }

function createReportTarget(
  pullRequest: NumberedPullRequest | undefined,
  event: EventInfo,
  issueNumber: number | undefined,
): ReportTarget {
  const { pullRequestRef: ref } = event
  const number = issueNumber ?? pullRequest?.number ?? (ref.kind === 'number' ? ref.number : undefined)
  // An event without a commit, such as a comment, is about the head of the pull request.
  const commit = event.commit ?? pullRequest?.headSha ?? ''
  // No comparison after a merge: the base branch already contains the change.
  const baseRef = event.name === 'push' && pullRequest?.isMerged ? undefined : pullRequest?.baseRef
  const isItsHead =
    pullRequest !== undefined && refersTo(event, pullRequest.number) && pullRequest.headSha === commit
  return {
    commit,
    issueNumber: number,
    baseRef,
    ...(isItsHead ? { pullRequest: { isClosed: pullRequest.isClosed, isMerged: pullRequest.isMerged } } : {}),
    isUntrusted: isUntrustedContent(event, pullRequest),
  }
}

/** Content counts as untrusted unless it is proven to come from this repository. */
function isUntrustedContent(event: EventInfo, pullRequest: NumberedPullRequest | undefined): boolean {
  const {
    pullRequestRef: ref,
    repository,
    hasSecretsForUntrustedCode: runsWithSecretsOnForeignContent,
  } = event
  if (!runsWithSecretsOnForeignContent) return false
  // Check the event's head repository first: a fork can contain the head commit of our own pull request.
  const { headRepository } = ref.kind === 'commit' ? ref : {}
  if (headRepository !== undefined && !isSameRepository(headRepository, repository)) return true
  if (pullRequest !== undefined) return !isSameRepository(pullRequest.headRepository ?? '', repository)
  if (ref.kind === 'commit') return !isSameRepository(ref.headRepository ?? '', repository)
  return ref.kind === 'none' || ref.isPullRequest
}
