import { announceCancellation } from '../jobs/announce-cancellation.ts'
import { limitTime, momentOf, type Clock, type TimeLimit } from '../jobs/clock.ts'
import type { JobState } from '../jobs/job-state.ts'
import { currentOutcome } from '../jobs/job-status.ts'
import type { NoteOf } from '../jobs/note.ts'
import type { CommandContext } from '../commands/context.ts'
import type { PullRequestState } from '../state/github.ts'
import type { RunLedger } from '../state/run-ledger.ts'

export type NewOwner = NoteOf<'job-transferred'>['to']

/**
 * Returns what else needs the job now, or undefined if this run may cancel it. `unknown`: GitHub does not say it, and this
 * step only followed the job.
 */
export type OwnershipCheck = (state: JobState) => NewOwner | undefined

export interface Ownership {
  readonly findNewOwner: OwnershipCheck
  /** A later request to cancel might meet a step that has begun to follow the job. Absent if there is nothing to announce. */
  readonly limit?: TimeLimit
}

type OwnershipContext = Pick<
  CommandContext,
  'ledger' | 'pullRequest' | 'holder' | 'clock' | 'random' | 'githubTime'
>

/**
 * Checks whether another run needs the jobs of a cancelled step: a newer run or another step may follow them, and if the
 * pull request has a newer commit or was merged, the run of that commit reuses or replaces them. Records that this step has
 * ended, and announces that it cancels the others: nobody starts to follow them, and the last of several steps that end at
 * once cancels their job. `onRead` gets what is known before that. Never rejects.
 */
export async function checkOwnership(
  states: readonly JobState[],
  context: OwnershipContext,
  onRead?: (check: OwnershipCheck) => void,
): Promise<Ownership> {
  const { ledger, pullRequest, holder, clock } = context
  const [hasRead, current] = await Promise.all([
    ledger && readPatiently(() => readFollowers(ledger), context),
    pullRequest && readPatiently(() => readState(pullRequest), context),
  ])
  // Its run knows the job only by the record.
  const laterCommit =
    current && ledger?.isOfConversation === true ? findLaterCommit(current, holder.commit) : undefined
  const findNewOwner: OwnershipCheck = (state) => {
    const follower = ledger?.followerOf(state)
    if (follower === 'newer-run') return follower
    return laterCommit ?? follower
  }
  if (ledger === undefined) return { findNewOwner }
  const findPossibleOwner: OwnershipCheck = (state) => findNewOwner(state) ?? ownerWithoutRecord(state)
  const unannounced = { findNewOwner: findPossibleOwner, limit: limitUnannounced(clock) }
  if (hasRead !== true) return unannounced
  // GitHub may be too slow for the rest.
  onRead?.(findPossibleOwner)
  // Another step may be ending, too.
  const undecided = states.filter((state) => [undefined, 'other-step'].includes(findNewOwner(state)))
  const announced = undecided.flatMap((state) => ledger.unfinishedJobOf(state) ?? [])
  if (announced.length === 0 && !undecided.some((state) => state.job && findNewOwner(state)))
    return { findNewOwner }
  const announcement = await announceCancellation(announced, states.map(toEnded), { ...context, ledger })
  if (!announcement.ok) return unannounced
  return { findNewOwner, limit: announcement.limit }
}

/** Which commit has taken the place of this one: a newer head of the pull request, or that of its merge. */
function findLaterCommit(
  { isClosed, isMerged, headSha }: PullRequestState,
  commit: string,
): 'newer-commit' | 'merge' | undefined {
  if (isMerged) return 'merge'
  return !isClosed && headSha !== commit ? 'newer-commit' : undefined
}

/** The step waits no longer, so it must not look alive. */
function toEnded(state: JobState): JobState {
  const { job, outcome } = state
  return job === undefined || outcome !== undefined ? state : { ...state, outcome: currentOutcome(job) }
}

/** How long what is known holds while nobody can be told of the cancellation. */
export const limitUnannounced = (clock: Clock): TimeLimit => limitTime(clock, momentOf(clock), UNANNOUNCED_MS)

const UNANNOUNCED_MS = 30_000

/** Between the reads. Leaves time to announce the cancellation. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000]

/** A few refusals or lost responses must not hide who needs a job. Undefined if GitHub does not say it. */
async function readPatiently<T>(
  read: () => Promise<T | undefined>,
  { clock }: OwnershipContext,
): Promise<T | undefined> {
  for (const delayMs of RETRY_DELAYS_MS) {
    const value = await read()
    if (value !== undefined) return value
    await clock.sleep(delayMs)
  }
  return read()
}

async function readFollowers(ledger: RunLedger): Promise<true | undefined> {
  return (await ledger.readNow()) || undefined
}

async function readState(
  pullRequest: NonNullable<CommandContext['pullRequest']>,
): Promise<PullRequestState | undefined> {
  const result = await pullRequest.fetchState()
  return result.ok ? result.value : undefined
}

/** Who submitted a job cancels it even if nobody can say who else needs it. */
export const ownerWithoutRecord: OwnershipCheck = ({ isReused }) =>
  isReused === true ? 'unknown' : undefined
