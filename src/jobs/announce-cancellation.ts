import type { CommandContext } from '../commands/context.ts'
import { MAX_STOP_MS, type RecordedRequestJob } from '../state/superseding.ts'
import { CLAIM_SETTLE_MS } from '../state/comment-record-store.ts'
import type { GitHubError, GitHubResult } from '../state/github.ts'
import { findRequest, type CommentRecord } from '../state/record.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { RECORD_WRITE_TIMEOUT_MS, SERVICE_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import { limitTime, momentOf, type TimeLimit } from './clock.ts'
import type { JobState } from './job-state.ts'

export interface Announcement {
  readonly ok: true
  /** As read after everything was visible that was recorded at the same time. */
  readonly record: CommentRecord
  /** A later request to cancel might meet a step that has begun to follow the job. */
  readonly limit: TimeLimit
}

/** The last request needs this time to arrive. */
const MAX_ANNOUNCED_MS = MAX_STOP_MS - SERVICE_REQUEST_TIMEOUT_MS
/** Another step that writes at the same moment may overwrite an announcement. */
const MAX_ROUNDS = 3
const OVERWRITTEN: GitHubError = {
  ok: false,
  isNotFound: false,
  isPermanent: false,
  message: 'other steps overwrite the record in the comment',
}

type AnnouncementContext = Pick<CommandContext, 'clock' | 'random' | 'githubTime'>

/** Where cancellations are announced: in the record of a conversation. */
export interface AnnouncementRecord {
  write(jobs: readonly RecordedRequestJob[]): Promise<GitHubResult<unknown>>
  read(): Promise<GitHubResult<CommentRecord>>
  /** Whether what was read shows this step as it is. Others decide by that what happens to the job. */
  isCurrent?(record: CommentRecord): boolean
}

/**
 * Records which jobs this step is about to cancel, so that nobody starts to follow them, and waits until everything is
 * visible that was recorded at the same time. Then the ledger knows whether somebody needs them. `states`: of this step.
 */
export function announceCancellation(
  jobs: readonly RecordedRequestJob[],
  states: readonly JobState[],
  { ledger, ...context }: AnnouncementContext & { readonly ledger: RunLedger },
): Promise<Announcement | GitHubError> {
  const record: AnnouncementRecord = {
    write: (announced) => {
      for (const { key, job } of announced) ledger.updateJob(key, { ...job, stopReason: undefined })
      return ledger.write(states)
    },
    read: () => ledger.read(states),
    isCurrent: (read) => !ledger.hasOlderHolds(read, states),
  }
  return announceIn(record, jobs, context)
}

/** The same for a step without a ledger. */
export async function announceIn(
  record: AnnouncementRecord,
  jobs: readonly RecordedRequestJob[],
  { clock, random, githubTime }: AnnouncementContext,
): Promise<Announcement | GitHubError> {
  for (let rounds = 1; ; rounds++) {
    const announcedAt = momentOf(clock)
    const stopAtMs = githubTime()
    const announced = jobs.map(({ key, job }) => ({ key, job: { ...job, stopAtMs } }))
    const options = { clock, random, untilMs: announcedAt.nowMs + RECORD_WRITE_TIMEOUT_MS }
    const written = await retryGitHub(() => record.write(announced), options)
    if (!written.ok) return written
    await clock.sleep(CLAIM_SETTLE_MS)
    const read = await retryGitHub(() => record.read(), options)
    if (!read.ok) return read
    const { value } = read
    const isCurrent = record.isCurrent?.(value) ?? true
    if (isCurrent && jobs.every((each) => isAnnounced(each, value, stopAtMs)))
      return { ok: true, record: value, limit: limitTime(clock, announcedAt, MAX_ANNOUNCED_MS) }
    if (rounds === MAX_ROUNDS) return OVERWRITTEN
  }
}

function isAnnounced({ key, job }: RecordedRequestJob, record: CommentRecord, stopAtMs: number): boolean {
  const recorded = findRequest(record, key).jobs.find(({ id }) => id === job.id)
  return recorded?.stopAtMs !== undefined && recorded.stopAtMs >= stopAtMs
}
