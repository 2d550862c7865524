import type { GitHubReply } from '../state/comment-store.ts'
import type { EventFacts, PullFacts } from './event.ts'
import { isSame } from './pull-request-ref.ts'
import type { PullRequest } from './repository.ts'

/** Where to report, and what the content of the workspace is. */
export interface Place {
  /** Pull request or issue to report on. */
  readonly issueNumber?: number
  /** The commit that reports and statuses are about. */
  readonly commit: string
  /** Branch that the pull request is to be merged into. */
  readonly baseRef?: string
  /** The pull request that the event is about, where the commit is its head. */
  readonly pull?: { readonly isClosed: boolean; readonly isMerged: boolean }
  /** The event gives the workflow secrets, and somebody from outside may have written what it works on. */
  readonly isForeign: boolean
}

/** How pull requests are asked for. No call throws. */
export interface PullRequests {
  byNumber(number: number): Promise<GitHubReply<PullRequest | undefined>>
  ofCommit(sha: string): Promise<GitHubReply<readonly PullRequest[]>>
  fromBranch(headOwner: string, branch: string): Promise<GitHubReply<readonly PullRequest[]>>
}

/**
 * Finds out where to report. `issueNumber` of the inputs wins over the event. GitHub is asked only for what the event
 * does not tell.
 */
export async function findPlace(
  facts: EventFacts,
  issueNumber: number | undefined,
  pulls: PullRequests,
): Promise<GitHubReply<Place>> {
  const isNamed = issueNumber !== undefined && !isAbout(facts, issueNumber)
  const own = isNamed && !facts.runsWithSecretsOnForeignContent ? NOBODY : await pullOf(facts, pulls)
  if (!own.ok) return own
  if (!isNamed) return found(placeOf(own.value, facts, issueNumber))
  const named = await pulls.byNumber(issueNumber)
  if (!named.ok) return named
  const isForeign =
    isForeignContent(facts, own.value) || (named.value !== undefined && isForeignContent(facts, named.value))
  const place = placeOf(named.value, facts, issueNumber)
  return found({
    ...place,
    commit: place.commit === '' ? (own.value?.headSha ?? '') : place.commit,
    isForeign,
  })
}

/** The same, as far as it is known without asking GitHub. */
export function placeUnasked(facts: EventFacts, issueNumber: number | undefined): Place {
  const own = ownFacts(facts)
  const isNamed = issueNumber !== undefined && !isAbout(facts, issueNumber)
  const place = placeOf(isNamed ? undefined : own, facts, issueNumber)
  return { ...place, isForeign: isForeignContent(facts, own) }
}

const found = (value: Place): GitHubReply<Place> => ({ ok: true, value })

const isAbout = ({ lookup }: EventFacts, number: number): boolean =>
  lookup.kind === 'number' && lookup.number === number

type Pull = PullFacts & Pick<PullRequest, 'number'>

/** The pull request that the payload itself describes. */
function ownFacts({ lookup, pull }: EventFacts): Pull | undefined {
  return lookup.kind === 'number' && pull !== undefined ? { number: lookup.number, ...pull } : undefined
}

/** The pull request of the event itself. */
async function pullOf(facts: EventFacts, pulls: PullRequests): Promise<GitHubReply<Pull | undefined>> {
  const { lookup, name } = facts
  if (lookup.kind === 'none') return NOBODY
  if (lookup.kind === 'number') {
    const own = ownFacts(facts)
    if (own !== undefined || !lookup.isPull) return { ok: true, value: own }
    return pulls.byNumber(lookup.number)
  }
  const { sha, headRepository, headBranch } = lookup
  const ofCommit = await pulls.ofCommit(sha)
  if (!ofCommit.ok) return ofCommit
  const open = ofCommit.value.find(({ headSha, isClosed }) => headSha === sha && !isClosed)
  const merged = ofCommit.value.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha)
  if (open ?? merged) return { ok: true, value: open ?? merged }
  // Of a fork, GitHub does not know the commit under our repository.
  const owner = headRepository?.split('/')[0]
  if (name === 'push' || owner === undefined || headBranch === undefined) return NOBODY
  const fromBranch = await pulls.fromBranch(owner, headBranch)
  if (!fromBranch.ok) return fromBranch
  return { ok: true, value: fromBranch.value.find(({ headSha }) => headSha === sha) }
}

const NOBODY: GitHubReply<undefined> = { ok: true, value: undefined }

function placeOf(pull: Pull | undefined, facts: EventFacts, issueNumber: number | undefined): Place {
  const { lookup } = facts
  const number = issueNumber ?? pull?.number ?? (lookup.kind === 'number' ? lookup.number : undefined)
  // A comment on a pull request, or its number, is about the head of it.
  const commit = facts.commit ?? pull?.headSha ?? ''
  // What was merged and pushed is compared with nothing: the branch has it already.
  const baseRef = facts.name === 'push' && pull?.isMerged ? undefined : pull?.baseRef
  const isItsHead = pull !== undefined && isAbout(facts, pull.number) && pull.headSha === commit
  return {
    commit,
    ...(number === undefined ? {} : { issueNumber: number }),
    ...(baseRef === undefined ? {} : { baseRef }),
    ...(isItsHead ? { pull: { isClosed: pull.isClosed, isMerged: pull.isMerged } } : {}),
    isForeign: isForeignContent(facts, pull),
  }
}

/** What cannot be proven to be from this repository counts as from outside. */
function isForeignContent(facts: EventFacts, pull: Pull | undefined): boolean {
  const { lookup, repository, runsWithSecretsOnForeignContent } = facts
  if (!runsWithSecretsOnForeignContent) return false
  // The same commit may be the head of a pull request of ours: a fork can have it, and a branch of any name.
  const { headRepository } = lookup.kind === 'commit' ? lookup : {}
  if (headRepository !== undefined && !isSame(headRepository, repository)) return true
  if (pull !== undefined) return !isSame(pull.headRepository ?? '', repository)
  if (lookup.kind === 'commit') return !isSame(lookup.headRepository ?? '', repository)
  return lookup.kind === 'none' || lookup.isPull
}
