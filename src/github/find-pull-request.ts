import type { Clock } from '../jobs/clock.ts'
import type { GitHubResult, PullRequest, PullRequestLookup } from '../state/github.ts'
import type { EventInfo, PullRequestInfo } from './event.ts'
import type { PullRequestRef } from './pull-request-ref.ts'
import { numberInSubject, type PushedCommit } from './push.ts'

export type NumberedPullRequest = PullRequestInfo & Pick<PullRequest, 'number'>

export interface FoundPullRequest {
  readonly pullRequest?: NumberedPullRequest
  /** Numbers of all pull requests that the push merged, newest last; absent for other events. */
  readonly candidates?: readonly number[]
}

/**
 * GitHub associates the commits of a merge with its pull request late, and may show that as open for a moment. So an answer
 * that decides nothing is read again.
 */
const ASSOCIATION_READS = 3
const ASSOCIATION_INTERVAL_MS = 15_000

export const NOT_FOUND: GitHubResult<FoundPullRequest> = { ok: true, value: {} }

export function pullRequestFromEvent({
  pullRequestRef: ref,
  pullRequest,
}: EventInfo): NumberedPullRequest | undefined {
  return ref.kind === 'number' && pullRequest !== undefined
    ? { number: ref.number, ...pullRequest }
    : undefined
}

/** Finds the pull request of the event. Without `clock`, every association is believed at once. */
export async function findPullRequest(
  event: EventInfo,
  pullRequests: PullRequestLookup,
  clock?: Pick<Clock, 'sleep'>,
): Promise<GitHubResult<FoundPullRequest>> {
  const { pullRequestRef: ref, push } = event
  if (ref.kind === 'none') return NOT_FOUND
  if (ref.kind === 'number') {
    const pullRequest = pullRequestFromEvent(event)
    if (pullRequest !== undefined || !ref.isPullRequest) return found(pullRequest)
    const byNumber = await pullRequests.byNumber(ref.number)
    return byNumber.ok ? found(byNumber.value) : byNumber
  }
  return push === undefined
    ? findByCommit(ref, pullRequests)
    : findByPush(ref, push.commits, { pullRequests, clock })
}

type CommitRef = Extract<PullRequestRef, { kind: 'commit' }>

async function findByCommit(
  ref: CommitRef,
  pullRequests: PullRequestLookup,
): Promise<GitHubResult<FoundPullRequest>> {
  const byCommit = await pullRequests.byCommit(ref.sha)
  if (!byCommit.ok) return byCommit
  const merged = byCommit.value.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === ref.sha)
  const pullRequest = findOpen(byCommit.value, ref.sha) ?? merged
  // GitHub does not associate a fork's commit with this repository, so search by branch.
  return pullRequest === undefined ? findByBranch(ref, pullRequests) : found(pullRequest)
}

async function findByBranch(
  { sha, head }: CommitRef,
  pullRequests: PullRequestLookup,
): Promise<GitHubResult<FoundPullRequest>> {
  if (head === undefined) return NOT_FOUND
  const byBranch = await pullRequests.byBranch(head.owner, head.branch)
  return byBranch.ok ? found(byBranch.value.find(({ headSha }) => headSha === sha)) : byBranch
}

/** The number of the pull request, if the event is the push that merged it. */
export function mergedBy(
  { pullRequestRef: ref, push }: EventInfo,
  pullRequest: PullRequest | undefined,
): FoundPullRequest['candidates'] {
  if (push === undefined || ref.kind !== 'commit' || pullRequest === undefined) return undefined
  return findMerged([pullRequest], withHead(push.commits, ref)).candidates
}

/** The payload does not list all commits of a large push. */
function withHead(listed: readonly PushedCommit[], { sha }: CommitRef): readonly PushedCommit[] {
  return listed.some((commit) => commit.sha === sha) ? listed : [...listed, { sha, subject: '' }]
}

interface PushLookup {
  readonly pullRequests: PullRequestLookup
  readonly clock?: Pick<Clock, 'sleep'>
}

/** The open pull request with this head, else the pull requests that the push merged. */
async function findByPush(
  ref: CommitRef,
  listed: readonly PushedCommit[],
  { pullRequests, clock }: PushLookup,
): Promise<GitHubResult<FoundPullRequest>> {
  const commits = withHead(listed, ref)
  const named = await findNamedInSubjects(commits, pullRequests)
  if (!named.ok) return named
  let { merged: known, unread } = named.value
  if (!isMergedAs(known, ref.sha)) {
    const associated = await readHeadAssociation(ref, { pullRequests, clock })
    if (!associated.ok) return associated
    const open = findOpen(associated.value, ref.sha)
    if (open !== undefined) return found(open)
    known = [...known, ...associated.value]
    unread = commits.filter(({ sha }) => sha !== ref.sha)
  }
  // Commits that no pull request merged stay without one, so wait only after a merge.
  const mayWait = isMergedAs(known, ref.sha)
  const all = await readAssociations(unread, known, { pullRequests, clock: mayWait ? clock : undefined })
  return all.ok ? { ok: true, value: findMerged(all.value, commits) } : all
}

/** Adds the pull requests of these commits to the known ones. All whose association is late are read again together. */
async function readAssociations(
  commits: readonly PushedCommit[],
  known: readonly PullRequest[],
  { pullRequests, clock }: PushLookup,
): Promise<GitHubResult<readonly PullRequest[]>> {
  const all = [...known]
  let unread = commits
  for (let read = 1; ; read++) {
    const late: PushedCommit[] = []
    for (const commit of unread) {
      if (isMergedAs(all, commit.sha)) continue
      const byCommit = await pullRequests.byCommit(commit.sha)
      if (!byCommit.ok) return byCommit
      if (isLate(byCommit.value, commit.sha)) late.push(commit)
      all.push(...byCommit.value)
    }
    if (clock === undefined || late.length === 0 || read === ASSOCIATION_READS)
      return { ok: true, value: all }
    await clock.sleep(ASSOCIATION_INTERVAL_MS)
    unread = late
  }
}

interface NamedPullRequests {
  /** Those whose number is in the subject of the commit that they were merged as. */
  readonly merged: readonly PullRequest[]
  /** The commits that name an open one, which may have been merged a moment ago. */
  readonly unread: readonly PushedCommit[]
}

async function findNamedInSubjects(
  commits: readonly PushedCommit[],
  pullRequests: PullRequestLookup,
): Promise<GitHubResult<NamedPullRequests>> {
  const merged: PullRequest[] = []
  const unread: PushedCommit[] = []
  for (const commit of commits) {
    const number = numberInSubject(commit.subject)
    if (number === undefined) continue
    const byNumber = await pullRequests.byNumber(number)
    // Subjects name whatever they like. If it was merged after all, the association of the commit says so.
    if (!byNumber.ok && byNumber.isNotFound) continue
    if (!byNumber.ok) return byNumber
    if (byNumber.value === undefined) continue
    if (isMergedAs([byNumber.value], commit.sha)) merged.push(byNumber.value)
    else if (!byNumber.value.isClosed) unread.push(commit)
  }
  return { ok: true, value: { merged, unread } }
}

async function readHeadAssociation(
  ref: CommitRef,
  { pullRequests, clock }: PushLookup,
): Promise<GitHubResult<readonly PullRequest[]>> {
  for (let read = 1; ; read++) {
    const byCommit = await pullRequests.byCommit(ref.sha)
    if (!byCommit.ok || !isLate(byCommit.value, ref.sha)) return byCommit
    if (read === 1 && ref.head !== undefined) {
      const byBranch = await pullRequests.byBranch(ref.head.owner, ref.head.branch)
      if (!byBranch.ok || findOpen(byBranch.value, ref.sha) !== undefined) return byBranch
    }
    if (clock === undefined || read === ASSOCIATION_READS) return byCommit
    await clock.sleep(ASSOCIATION_INTERVAL_MS)
  }
}

const findOpen = (pullRequests: readonly PullRequest[], sha: string): PullRequest | undefined =>
  pullRequests.find(({ headSha, isClosed }) => headSha === sha && !isClosed)

const isMergedAs = (pullRequests: readonly PullRequest[], sha: string): boolean =>
  pullRequests.some(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha)

/** Whether a commit may still be associated with the pull request that was merged as it. */
const isLate = (pullRequests: readonly PullRequest[], sha: string): boolean =>
  !pullRequests.some(({ isMerged }) => isMerged) && findOpen(pullRequests, sha) === undefined

const found = (pullRequest: NumberedPullRequest | undefined): GitHubResult<FoundPullRequest> => ({
  ok: true,
  value: { pullRequest },
})

/** Those of the pull requests that were merged as one of the commits; the newest is the one to report on. */
function findMerged(
  pullRequests: readonly PullRequest[],
  commits: readonly PushedCommit[],
): FoundPullRequest {
  const inOrder = commits.flatMap(
    ({ sha }) => pullRequests.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha) ?? [],
  )
  return inOrder.length === 0
    ? {}
    : { pullRequest: inOrder.at(-1), candidates: inOrder.map(({ number }) => number) }
}
