import type { TrainingRequest } from '../job-spec/types.ts'
import type { Clock } from './clock.ts'
import { isBelievable, refusalsWith, type Refusals } from './retry.ts'
import type { Failure, TrainingApi, TrainingJob } from './api.ts'
import { compare } from './match-request.ts'
import { scan } from './list-jobs.ts'
import { outageGapMs } from './poll-schedule.ts'

/** A request that was sent and whose fate may be open: all that is needed to find its job again. */
export interface OpenSubmission {
  readonly request: TrainingRequest
  /** Ids of jobs that were there before. */
  readonly known: readonly string[]
  /** The service's clock when the request was sent, as Unix time in seconds, less a margin for clocks. */
  readonly sinceS: number
  /** Whether all jobs of that moment are known, so that one of unknown age is new. */
  readonly knowsAll: boolean
  /** Others may be looking for a job like this at the same time, so that a likeness is not enough. */
  readonly mustProveAll: boolean
}

export interface Reconciliation {
  readonly api: Pick<TrainingApi, 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Point on the monotonic clock at which the step's time is over, in milliseconds. */
  readonly deadlineMs: number
  /** Ids that belong to somebody else. */
  readonly claimed: ReadonlySet<string>
  /** Ids that other records of ours name; asked only when there is a job to adopt. */
  readonly claimedElsewhere?: () => Promise<ReadonlySet<string>>
  /** When it was sent, as Unix time in milliseconds; now where nothing is said. */
  readonly sentWallMs?: number
  /** How long the service asked to be left alone before the first look (`Retry-After`), in milliseconds. */
  readonly waitMs?: number
}

/** What became of an open submission, as far as the list tells. */
export type Finding =
  | { readonly kind: 'adopted'; readonly job: TrainingJob; readonly unproven: readonly string[] }
  /** Several match, or one that cannot be told from somebody else's. */
  | { readonly kind: 'undecided'; readonly ids: readonly string[] }
  | { readonly kind: 'none' }
  /** The list could not be read, or not whole; `isCut`: or not long enough, because the step's time is over. */
  | { readonly kind: 'unseen'; readonly failure?: Failure; readonly isCut?: boolean }

/** Milliseconds between the looks: a job that was accepted may appear late. */
const GAPS_MS = [5_000, 10_000, 20_000, 40_000, 60_000]
/** The first looks come quickly even when they fail; later ones keep the distance of an outage. */
const QUICK_LOOKS = 3
const SETTLE_MS = 300_000

/**
 * Looks for the job of an open submission over a settle window. A single match is believed when two looks in a row
 * agree; that there is none, only at the end of the window and on a whole list. Outages are waited out to the deadline.
 */
export async function reconcile(open: OpenSubmission, r: Reconciliation): Promise<Finding> {
  const agoMs = r.sentWallMs === undefined ? 0 : r.clock.wall() - r.sentWallMs
  const settledMs = r.clock.now() + SETTLE_MS - Math.max(0, agoMs)
  const seenIds = new Set<string>()
  let before: readonly Candidate[] = []
  let trouble: Trouble | undefined
  for (let look = 0; ; look++) {
    const waitMs = Math.max(gapMs(look, trouble, r), look === 0 ? (r.waitMs ?? 0) : 0)
    if (r.clock.now() + waitMs > r.deadlineMs)
      return inconclusive(seenIds, { failure: trouble?.failure, isCut: true })
    await r.clock.sleep(waitMs)
    const reply = await scan(r.api, open.sinceS)
    if (!reply.ok) {
      trouble = worse(trouble, reply.failure, r.clock.now())
      if (isOver(trouble, r.clock.now())) return inconclusive(seenIds, trouble)
      continue
    }
    trouble = undefined
    const candidates = candidatesIn(reply.value.jobs, open, r.claimed)
    const finding = decide(candidates, before, open.mustProveAll)
    if (finding?.kind === 'adopted' && (await r.claimedElsewhere?.())?.has(finding.job.id)) {
      return { kind: 'undecided', ids: [finding.job.id] }
    }
    if (finding !== undefined) return finding
    before = candidates
    for (const { job } of candidates) seenIds.add(job.id)
    if (r.clock.now() < settledMs || candidates.length > 0) continue
    return reply.value.isWhole && seenIds.size === 0 ? { kind: 'none' } : inconclusive(seenIds)
  }
}

/** A job that was seen once is named, also where it is out of sight by now. */
function inconclusive(
  seenIds: ReadonlySet<string>,
  { failure, isCut }: { readonly failure?: Failure | undefined; readonly isCut?: boolean } = {},
): Finding {
  if (seenIds.size > 0) return { kind: 'undecided', ids: [...seenIds] }
  return {
    kind: 'unseen',
    ...(failure === undefined ? {} : { failure }),
    ...(isCut === undefined ? {} : { isCut }),
  }
}

interface Candidate {
  readonly job: TrainingJob
  readonly unproven: readonly string[]
}

/** The jobs that may be ours: new, nobody else's, and without a field that says otherwise. */
export function candidatesIn(
  jobs: readonly TrainingJob[],
  open: OpenSubmission,
  claimed: ReadonlySet<string>,
): readonly Candidate[] {
  const known = new Set(open.known)
  const isNew = ({ id, createdAt }: TrainingJob): boolean =>
    !known.has(id) && (createdAt === undefined ? open.knowsAll : createdAt >= open.sinceS)
  return jobs
    .filter((job) => isNew(job) && !claimed.has(job.id))
    .map((job) => ({ job, ...compare(open.request, job) }))
    .filter(({ differs }) => !differs)
    .map(({ job, unproven }) => ({ job, unproven }))
}

function decide(
  candidates: readonly Candidate[],
  before: readonly Candidate[],
  mustProveAll: boolean,
): Finding | undefined {
  const ids = candidates.map(({ job }) => job.id)
  const [only] = candidates
  if (only === undefined) return undefined
  if (candidates.length > 1) return { kind: 'undecided', ids }
  if (before.length !== 1 || before[0]?.job.id !== only.job.id) return undefined
  return mustProveAll && only.unproven.length > 0 ? { kind: 'undecided', ids } : { kind: 'adopted', ...only }
}

/** A run of failures. */
interface Trouble {
  readonly failure: Failure
  readonly refusals: Refusals | undefined
}

function worse(trouble: Trouble | undefined, failure: Failure, nowMs: number): Trouble {
  return { failure, refusals: refusalsWith(trouble?.refusals, failure, nowMs) }
}

function isOver({ failure, refusals }: Trouble, nowMs: number): boolean {
  return isBelievable(refusals, failure, 'read-before', nowMs)
}

function gapMs(look: number, trouble: Trouble | undefined, { random }: Reconciliation): number {
  const gap = GAPS_MS[Math.min(look, GAPS_MS.length - 1)] ?? SETTLE_MS
  if (trouble === undefined) return gap
  const { retryAfterMs } = trouble.failure
  return look < QUICK_LOOKS ? Math.max(gap, retryAfterMs ?? 0) : outageGapMs(retryAfterMs, random())
}
