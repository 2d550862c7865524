import type { CommandContext } from '../commands/context.ts'
import { announceIn, type AnnouncementRecord } from '../jobs/announce-cancellation.ts'
import { hasStarted, isTerminal, parsePhase } from '../jobs/job-status.ts'
import type { Note } from '../jobs/note.ts'
import { retry } from '../jobs/retry.ts'
import { cancelRecordedJob } from '../jobs/supersede.ts'
import { CommentRecordStore } from '../state/comment-record-store.ts'
import type { GitHubError, GitHubResult, RepositoryClient } from '../state/github.ts'
import { isRecordedJob, type CommentRecord, type RecordedJob, type RequestRecord } from '../state/record.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { READ_TIMEOUT_MS, SUPERSEDE_DELAY_MS, SYNC_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import type { UnfinishedRecord } from './find-open-records.ts'
import { findLeftoverJobs, type LeftoverJob, type Situation } from './leftover-jobs.ts'
import type { SyncDependencies } from './ports.ts'

export interface CancelledLeftovers {
  /** What was cancelled, and what could not be. */
  readonly notes: readonly Note[]
  /** Why a job was cancelled, by id. */
  readonly reasons: ReadonlyMap<string, Note>
  /** Comments have changed since they were read. */
  readonly hasWritten: boolean
}

/** Cancels the jobs that a step should have cancelled, but ended before it did: see `findLeftoverJobs`. Never rejects. */
export async function cancelLeftovers(
  records: readonly UnfinishedRecord[],
  context: CommandContext,
  repository: SyncDependencies,
): Promise<CancelledLeftovers> {
  const cancellation = new LeftoverCancellation(context, repository)
  for (const [number, ofNumber] of Map.groupBy(records, ({ comment }) => comment.number))
    await cancellation.cancelIn(number, ofNumber)
  return cancellation
}

class LeftoverCancellation implements CancelledLeftovers {
  readonly notes: Note[] = []
  readonly reasons = new Map<string, Note>()
  hasWritten = false
  readonly #context: CommandContext
  readonly #client: RepositoryClient
  /** GitHub refuses to show pull requests, or does not answer: the next sync tries again. */
  #isPullRequestUnreadable = false

  constructor(context: CommandContext, { client }: SyncDependencies) {
    this.#context = context
    this.#client = client
  }

  /** Of one conversation. */
  async cancelIn(number: number, records: readonly UnfinishedRecord[]): Promise<void> {
    const pullRequest = await this.#readPullRequest(number)
    for (const record of records) await this.#cancelOf(record, pullRequest)
  }

  /** Of one comment. */
  async #cancelOf(record: UnfinishedRecord, pullRequest: Situation['pullRequest']): Promise<void> {
    const { comment, jobs } = record
    const isMarked = jobs.some(({ recordedJob }) => recordedJob.replacedBy !== undefined)
    if (!isMarked && this.#find(record, record.record, pullRequest).length === 0) return
    const store = this.#openStore(record)
    // Steps with other keys may need a job.
    const conversation = await this.#request(() => store.read())
    if (!conversation.ok) {
      this.#warn(comment.number, conversation)
      return
    }
    const leftovers: LeftoverJob[] = []
    for (const each of this.#find(record, conversation.value, pullRequest))
      if (await this.#isConfirmed(each, comment.number)) leftovers.push(each)
    if (leftovers.length === 0) return
    this.hasWritten = true
    const announced = await announceIn(announcementsIn(store), leftovers, this.#context)
    if (!announced.ok) {
      this.#warn(comment.number, announced)
      return
    }
    // It may have been reopened.
    const current = await this.#readPullRequest(comment.number)
    const ids = new Set(leftovers.map(({ job }) => job.id))
    const due = this.#find(record, announced.record, current).filter(({ job }) => ids.has(job.id))
    await Promise.all(due.map((each) => this.#cancel(each, comment.number, announced.untilMs)))
  }

  #find(
    { jobs }: UnfinishedRecord,
    record: CommentRecord,
    pullRequest: Situation['pullRequest'],
  ): readonly LeftoverJob[] {
    const { holder, githubTime } = this.#context
    const ids = new Set(jobs.map(({ recordedJob }) => recordedJob.id))
    const situation = { service: holder.service, nowMs: githubTime(), pullRequest }
    return findLeftoverJobs(record, situation).filter(({ job }) => ids.has(job.id))
  }

  async #isConfirmed(leftover: LeftoverJob, number: number): Promise<boolean> {
    switch (leftover.because) {
      case 'pull-request-closed':
        return true
      case 'replaced':
        return this.#hasStarted(leftover.successors)
      case 'run-cancelled': {
        const run = await this.#request(() => this.#client.workflowRun(leftover.run.id))
        if (!run.ok) this.#warn(number, run)
        return run.ok && run.value?.wasCancelled === true && run.value.attempt === leftover.run.attempt
      }
    }
  }

  /** Whether a new job runs, has ended, or was accepted so long ago that the old one is not kept for it any longer. */
  async #hasStarted(successors: readonly RecordedJob[]): Promise<boolean> {
    const { api, clock, random, githubTime } = this.#context
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

  async #cancel(leftover: LeftoverJob, number: number, untilMs: number): Promise<void> {
    const { because, job } = leftover
    const { note } = await cancelRecordedJob(leftover, { ...this.#context, deadlineMs: untilMs })
    if (note === undefined) return
    const isCancelled = note.code === 'obsolete-job-cancelled'
    if (!isCancelled && note.code !== 'obsolete-job-asked-to-stop') {
      this.#add(note, 'warn')
      return
    }
    const reason: Note = {
      code: 'sync-cancelled-job',
      jobId: job.id,
      number,
      because,
      isConfirmed: isCancelled,
    }
    this.reasons.set(job.id, reason)
    this.#add(reason, 'info')
  }

  async #readPullRequest(number: number): Promise<Situation['pullRequest']> {
    if (this.#isPullRequestUnreadable) return 'unknown'
    const result = await this.#request(() => this.#client.pullRequest(number))
    if (result.ok) return result.value
    this.#isPullRequestUnreadable = true
    this.#warn(number, result)
    return 'unknown'
  }

  #openStore({ comment, codec }: UnfinishedRecord): CommentRecordStore {
    const { clock, holder, githubTime } = this.#context
    const store = this.#client.commentStore(comment.number)
    return new CommentRecordStore({ store, codec, clock, run: holder.run, comment, githubTime })
  }

  #request<T>(send: () => Promise<GitHubResult<T>>): Promise<GitHubResult<T>> {
    const { clock, random } = this.#context
    return retryGitHub(send, { clock, random, untilMs: clock.now() + SYNC_REQUEST_TIMEOUT_MS })
  }

  #warn(number: number, { message: error }: GitHubError): void {
    this.#add({ code: 'sync-leftovers-unknown', number, error }, 'warn')
  }

  #add(note: Note, level: 'info' | 'warn'): void {
    this.notes.push(note)
    this.#context.reporter[level](note)
  }
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
