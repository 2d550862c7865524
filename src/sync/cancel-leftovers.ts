import type { CommandContext } from '../commands/context.ts'
import { announceIn, type Announcement, type AnnouncementRecord } from '../jobs/announce-cancellation.ts'
import type { Note } from '../jobs/note.ts'
import { cancelRecordedJob } from '../jobs/cancel-recorded-jobs.ts'
import type { TimeLimit } from '../jobs/clock.ts'
import { CommentRecordStore } from '../state/comment-record-store.ts'
import type { GitHubError, RepositoryClient } from '../state/github.ts'
import type { RecordedRequestJob } from '../state/superseding.ts'
import { findRequest, type CommentRecord, type RequestRecord } from '../state/record.ts'
import type { UnfinishedRecord } from './find-open-records.ts'
import { readPullRequestOf, requestOfSync } from './github-requests.ts'
import { LeftoverCheck } from './leftover-check.ts'
import { findLeftoverJobs, type LeftoverJob, type Situation } from './leftover-jobs.ts'
import type { SyncDependencies } from './ports.ts'
import { withRequests } from './uses-elsewhere.ts'

export interface CancelledLeftovers {
  /** What was cancelled, and what could not be. */
  readonly notes: readonly Note[]
  /** Why a job was cancelled, by id. */
  readonly reasons: ReadonlyMap<string, Note>
  /** Comments have changed since they were read. */
  readonly hasWritten: boolean
}

/** Conversations that are looked at at the same time. */
const MAX_CONCURRENCY = 4
/** After so many conversations without an answer, GitHub or the service is unavailable: the next sync continues. */
const MAX_FAILURES_IN_A_ROW = 4

/** Cancels the jobs that a step should have cancelled, but ended before it did: see `findLeftoverJobs`. Never rejects. */
export async function cancelLeftovers(
  records: readonly UnfinishedRecord[],
  context: CommandContext,
  repository: SyncDependencies,
): Promise<CancelledLeftovers> {
  const cancellation = new LeftoverCancellation(context, repository)
  const { clock, deadlineMs } = context
  const queue = [...Map.groupBy(records, ({ comment }) => comment.number).values()]
  let failuresInARow = 0
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (failuresInARow >= MAX_FAILURES_IN_A_ROW || clock.now() >= deadlineMs) return
      failuresInARow = (await cancellation.cancelIn(next)) ? 0 : failuresInARow + 1
    }
  }
  await Promise.all(Array.from({ length: MAX_CONCURRENCY }, worker))
  return cancellation
}

class LeftoverCancellation implements CancelledLeftovers {
  readonly notes: Note[] = []
  readonly reasons = new Map<string, Note>()
  hasWritten = false
  /** Jobs that have ended since. */
  readonly #stoppedIds = new Set<string>()
  readonly #context: CommandContext
  readonly #client: RepositoryClient
  /** GitHub refuses to show pull requests, or does not answer: after the first failure, they are left to the next sync. */
  #pullRequestFailures = 0

  constructor(context: CommandContext, { client }: SyncDependencies) {
    this.#context = context
    this.#client = client
  }

  /** Of one conversation. Resolves to whether GitHub and the service have answered. */
  async cancelIn(comments: readonly UnfinishedRecord[]): Promise<boolean> {
    let hasAnswers = true
    for (const each of comments) hasAnswers = (await this.#cancelOf(each)) && hasAnswers
    return hasAnswers
  }

  /** Of one comment. */
  async #cancelOf(record: UnfinishedRecord): Promise<boolean> {
    const { comment, jobs } = record
    const pullRequest = await this.#readPullRequest(comment)
    const isMarked = jobs.some(({ recordedJob }) => recordedJob.replacedBy !== undefined)
    if (!isMarked && this.#find(record, record.record, pullRequest).length === 0) return true
    const store = this.#openStore(record)
    // Steps with other keys may need a job.
    const conversation = await requestOfSync(() => store.read(), this.#context)
    if (!conversation.ok) return this.#warn(comment.number, conversation)
    const found = await this.#check().confirm(this.#find(record, conversation.value, pullRequest))
    if (!found.ok) return this.#warn(comment.number, found)
    if (found.value.length === 0) return true
    this.hasWritten = true
    const announcements = announcementsIn(store)
    const announced = await announceIn(announcements, found.value.map(withReason), this.#context)
    if (!announced.ok) return this.#warn(comment.number, announced)
    const hasAnswered = await this.#cancelAnnounced(found.value, announced, record)
    await this.#recordResults(found.value, announced, announcements)
    return hasAnswered
  }

  /** What was true before the announcement may have changed: the pull request was reopened, or the run started again. */
  async #cancelAnnounced(
    announced: readonly LeftoverJob[],
    { record: current, limit }: Announcement,
    record: UnfinishedRecord,
  ): Promise<boolean> {
    const { number } = record.comment
    const pullRequest = await this.#readPullRequest(record.comment)
    const ids = new Set(announced.map(({ job }) => job.id))
    const candidates = this.#find(record, current, pullRequest).filter(({ job }) => ids.has(job.id))
    const due = await this.#check(limit).confirm(candidates)
    if (!due.ok) return this.#warn(number, due)
    const answered = await Promise.all(due.value.map((each) => this.#cancel(each, number, limit)))
    return !answered.includes(false)
  }

  /**
   * What was not cancelled is withdrawn: a later sync would say that this one has cancelled a job that ended otherwise. Nobody
   * may follow a job that stops slowly.
   */
  async #recordResults(
    announced: readonly LeftoverJob[],
    { record }: Announcement,
    announcements: AnnouncementRecord,
  ): Promise<void> {
    const stopAcceptedAtMs = this.#context.githubTime()
    const changed = announced.flatMap(({ key, job: { id, stopReason } }): RecordedRequestJob[] => {
      const job = findRequest(record, key).jobs.find((each) => each.id === id)
      if (job?.stopAtMs === undefined || this.#stoppedIds.has(id)) return []
      return this.reasons.has(id)
        ? [{ key, job: { ...job, stopAcceptedAtMs } }]
        : [{ key, job: { ...job, stopAtMs: job.stopAtMs + 1, stopReason } }]
    })
    if (changed.length > 0) await requestOfSync(() => announcements.write(changed), this.#context)
  }

  #check(limit?: TimeLimit): LeftoverCheck {
    return new LeftoverCheck({ ...this.#context, ...limit }, this.#client)
  }

  #find(
    { jobs, elsewhere }: UnfinishedRecord,
    record: CommentRecord,
    pullRequest: Situation['pullRequest'],
  ): readonly LeftoverJob[] {
    const { holder, githubTime } = this.#context
    const ids = new Set(jobs.map(({ recordedJob }) => recordedJob.id))
    const situation = { service: holder.service, nowMs: githubTime(), pullRequest }
    const known = withRequests(record, elsewhere)
    return findLeftoverJobs(known, situation).filter(({ job }) => ids.has(job.id))
  }

  /** Resolves to whether the service has answered. */
  async #cancel(leftover: LeftoverJob, number: number, limit: TimeLimit): Promise<boolean> {
    const { because, job } = leftover
    const { note, isUnanswered } = await cancelRecordedJob(leftover, {
      ...this.#context,
      ...limit,
    })
    if (note === undefined) return true
    const isCancelled = note.code === 'obsolete-job-cancelled'
    if (!isCancelled && note.code !== 'obsolete-job-asked-to-stop') {
      this.#add(note, 'warn')
      return isUnanswered !== true
    }
    const reason: Note = {
      code: 'sync-cancelled-job',
      jobId: job.id,
      number,
      because,
      isConfirmed: isCancelled,
    }
    this.reasons.set(job.id, reason)
    if (isCancelled) this.#stoppedIds.add(job.id)
    this.#add(reason, 'info')
    return true
  }

  async #readPullRequest(comment: UnfinishedRecord['comment']): Promise<Situation['pullRequest']> {
    if (this.#pullRequestFailures > 0) return 'unknown'
    const result = await readPullRequestOf(comment, this.#client, this.#context)
    if (result.ok) return result.value
    // Several workers may find out at once.
    const isKnown = this.#pullRequestFailures++ > 0
    if (!isKnown) this.#warn(comment.number, result)
    return 'unknown'
  }

  #openStore({ comment, codec }: UnfinishedRecord): CommentRecordStore {
    const { clock, holder, githubTime } = this.#context
    const store = this.#client.commentStore(comment.number)
    return new CommentRecordStore({ store, codec, clock, run: holder.run, comment, githubTime })
  }

  /** Returns whether GitHub has answered. */
  #warn(number: number, { message: error, isPermanent }: GitHubError): boolean {
    this.#add({ code: 'sync-leftovers-unknown', number, error }, 'warn')
    return isPermanent
  }

  #add(note: Note, level: 'info' | 'warn'): void {
    this.notes.push(note)
    this.#context.reporter[level](note)
  }
}

function withReason({ key, job, because }: LeftoverJob): RecordedRequestJob {
  return { key, job: { ...job, stopReason: because } }
}

function announcementsIn(store: CommentRecordStore): AnnouncementRecord {
  return {
    read: () => store.read(),
    write: (jobs) => {
      const byKey = Map.groupBy(jobs, ({ key }) => key)
      const requests = [...byKey].map(([key, ofKey]): [string, RequestRecord] => [
        key,
        { holds: [], jobs: ofKey.map(({ job }) => job) },
      ])
      return store.write({ requests: Object.fromEntries(requests) })
    },
  }
}
