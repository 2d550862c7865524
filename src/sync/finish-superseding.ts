import type { CommandContext } from '../commands/context.ts'
import { hasStarted, isTerminal, parsePhase } from '../jobs/job-status.ts'
import type { Note } from '../jobs/note.ts'
import { mayCancel } from '../jobs/provenance.ts'
import { retry } from '../jobs/retry.ts'
import { cancelRecordedJobs } from '../jobs/supersede.ts'
import { isLeaseActive, isNeededByOthers, type RecordedRequestJob } from '../state/claim.ts'
import { CommentRecordStore } from '../state/comment-record-store.ts'
import type { GitHubResult } from '../state/github.ts'
import {
  findRequest,
  isNewerRun,
  isRecordedJob,
  requestKey,
  runsOfOwner,
  serviceOfKey,
  type CommentRecord,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
} from '../state/record.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { READ_TIMEOUT_MS, SUPERSEDE_DELAY_MS, SYNC_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import type { OpenRecord, UnfinishedJob } from './find-open-records.ts'
import type { SyncDependencies } from './ports.ts'

/** A job whose owner has replaced it, but ended before it could cancel it. */
interface LeftoverJob extends RecordedRequestJob {
  /** The jobs that may take its place; at least one. */
  readonly successors: readonly RecordedJob[]
}

/**
 * Cancels the jobs that newer ones have replaced, if the steps that did so have ended. The rules are those of `supersede`.
 * Resolves to one note for each job that needs one.
 */
export async function finishSuperseding(
  records: readonly OpenRecord[],
  context: CommandContext,
  repository: SyncDependencies,
): Promise<readonly Note[]> {
  const notes: Note[] = []
  for (const openRecord of records) {
    const candidates = openRecord.jobs.filter(({ recordedJob }) => recordedJob.replacedBy !== undefined)
    if (candidates.length === 0) continue
    const result = await readConversation(openRecord, context, repository)
    if (result.ok) notes.push(...(await cancelLeftoverJobs(candidates, result.value, context)))
    else {
      const note: Note = { code: 'obsolete-jobs-unknown', error: result.message }
      context.reporter.warn(note)
      notes.push(note)
    }
  }
  return notes
}

/** Reads the comments of all keys, because other steps may need a job. */
function readConversation(
  { comment, codec }: OpenRecord,
  { clock, random, holder: { run } }: CommandContext,
  { client }: SyncDependencies,
): Promise<GitHubResult<CommentRecord>> {
  const store = client.commentStore(comment.number)
  const recordStore = new CommentRecordStore({ store, codec, clock, run, comment })
  const untilMs = clock.now() + SYNC_REQUEST_TIMEOUT_MS
  return retryGitHub(() => recordStore.read(), { clock, random, untilMs })
}

async function cancelLeftoverJobs(
  candidates: readonly UnfinishedJob[],
  record: CommentRecord,
  context: CommandContext,
): Promise<readonly Note[]> {
  const notes: Note[] = []
  for (const replaced of findLeftoverJobs(record, context.holder.service, context.githubTime())) {
    const candidate = candidates.find(({ recordedJob }) => recordedJob.id === replaced.job.id)
    if (candidate === undefined || !(await hasSuccessorStarted(replaced, context))) continue
    notes.push(
      ...(await cancelRecordedJobs([replaced], { onSuperseded: 'cancel' }, context, candidate.label)),
    )
  }
  return notes
}

/** `nowMs`: GitHub's time (Unix time). */
export function findLeftoverJobs(
  record: CommentRecord,
  service: string,
  nowMs: number,
): readonly LeftoverJob[] {
  return Object.entries(record.requests)
    .filter(([key]) => serviceOfKey(key) === service)
    .flatMap(([key, request]) =>
      request.jobs.flatMap((job) => {
        const successors = findSuccessors(record, job, service)
        const isReplaced = successors.length > 0 && mayBeCancelled(job, request, record, nowMs)
        return isReplaced ? [{ key, job, successors }] : []
      }),
    )
}

function findSuccessors(
  record: CommentRecord,
  { id, run, replacedBy }: RecordedJob,
  service: string,
): readonly RecordedJob[] {
  if (replacedBy === undefined) return []
  const { jobs } = findRequest(record, requestKey(replacedBy, service))
  const isForSameRequest = jobs.some((other) => other.id === id)
  return jobs.filter(
    (other) =>
      other.id !== id && other.provenance !== 'unsigned' && (!isForSameRequest || isNewerRun(other.run, run)),
  )
}

function mayBeCancelled(
  job: RecordedJob,
  request: RequestRecord,
  record: CommentRecord,
  nowMs: number,
): boolean {
  const { owner, isUnfinished, provenance } = job
  if (!isUnfinished || !mayCancel(provenance) || record.ambiguousOwners.includes(owner)) return false
  const [newestRun] = runsOfOwner(record, owner)
  return (
    newestRun !== undefined &&
    isNewerRun(newestRun, job.run) &&
    !request.holds.some((hold) => isLeaseActive(hold, nowMs)) &&
    !isUsedBy(newestRun, job, request) &&
    !isNeededByOthers(record, request, { owner, run: newestRun, nowMs })
  )
}

/** Whether a run of the owner uses the job, or asks for its request without having a job. */
function isUsedBy(run: RunRef, { id, owner }: RecordedJob, { holds }: RequestRecord): boolean {
  return holds.some(
    (hold) =>
      hold.owner === owner && hold.run.id === run.id && (hold.jobId === undefined || hold.jobId === id),
  )
}

/** Whether a new job runs, has ended, or was accepted so long ago that the old one is not kept for it any longer. */
async function hasSuccessorStarted(
  { successors }: LeftoverJob,
  { api, clock, random, githubTime }: CommandContext,
): Promise<boolean> {
  for (const recorded of successors) {
    if (!recorded.isUnfinished || githubTime() - recorded.atMs >= SUPERSEDE_DELAY_MS) return true
    const retryOptions = { clock, random, untilMs: clock.now() + READ_TIMEOUT_MS }
    const result = await retry(() => api.get(recorded.id), 'never-read', retryOptions)
    if (!result.ok || !isRecordedJob(recorded, result.value)) continue
    const phase = parsePhase(result.value.status)
    if (hasStarted(phase) || isTerminal(phase)) return true
  }
  return false
}
