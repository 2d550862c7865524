import type { Clock } from '../jobs/clock.ts'
import { renderNotice } from '../report/notice.ts'
import type { CommentStore, GitHubError, GitHubResult } from '../state/github.ts'
import { createNoticeCodec, type NoticeCodec } from '../state/notice-codec.ts'
import { NOTICE_SETTLE_MS } from '../timeouts.ts'
import type { OpenRecord } from './find-open-records.ts'
import { hasEnded, type RefreshPlan, type UpdatedJob } from './plan-refresh.ts'

/** GitHub allows 80 new comments a minute and 500 an hour, and people fewer. */
const MAX_NOTICES = 50

/** Counts the notices of one sync. */
export class NoticeBudget {
  #left = MAX_NOTICES

  take(): boolean {
    return this.#left-- > 0
  }
}

export interface NotifyOptions {
  readonly store: CommentStore
  readonly repositoryId: number
  readonly apiKey: string
  readonly redact: (text: string) => string
  readonly clock: Clock
  readonly budget: NoticeBudget
  /** Sends one request, and repeats it if it fails for a moment. */
  readonly read: <T>(send: () => Promise<GitHubResult<T>>) => Promise<GitHubResult<T>>
  /** Waits until the next write is allowed. */
  readonly beforeWrite: () => Promise<void>
}

export interface NotifyResult {
  /** Created comments. */
  readonly noticeCount: number
  /** Not all jobs have their notice: the next sync continues. */
  readonly isIncomplete?: true
  readonly error?: GitHubError
}

/**
 * Creates one comment for each job of a comment that has ended. Call it before the record says so: then a sync that dies in
 * between loses no notice, and the next one finds those that exist. Of two syncs at once, the one whose comment is newer
 * deletes it.
 */
export async function notifyEnded(plan: RefreshPlan, options: NotifyOptions): Promise<NotifyResult> {
  const ended = plan.updates.filter(hasEnded)
  if (ended.length === 0) return { noticeCount: 0 }
  const { comment } = plan.openRecord
  const codec = createNoticeCodec(`${options.repositoryId}#${comment.number}`, options.apiKey)
  const existing = await listNotices(comment.author, codec, options)
  if (!existing.ok) return { noticeCount: 0, error: existing }
  const created: number[] = []
  let result: Pick<NotifyResult, 'isIncomplete' | 'error'> = {}
  for (const update of ended.filter(({ recordedJob }) => !existing.value.has(recordedJob.id))) {
    if (!options.budget.take()) {
      result = { isIncomplete: true }
      break
    }
    await options.beforeWrite()
    // Not repeated: a comment whose response was lost exists, and the next sync finds it.
    const written = await options.store.create(bodyOf(update, plan.openRecord, codec, options))
    if (!written.ok) {
      result = { error: written }
      break
    }
    created.push(written.value.id)
  }
  await removeDuplicates(created, comment.author, codec, options)
  return { noticeCount: created.length, ...result }
}

function bodyOf(
  { label, recordedJob, state }: UpdatedJob,
  { comment }: OpenRecord,
  codec: NoticeCodec,
  { redact, clock }: NotifyOptions,
): string {
  const { id, submittedBy } = recordedJob
  const text = renderNotice({ label, state, submittedBy, reportUrl: comment.url, nowMs: clock.wall() })
  return `${codec.encode(id)}\n${redact(text)}`
}

/** The ids of our notices by job, oldest first. */
async function listNotices(
  login: string,
  codec: NoticeCodec,
  { store, read }: NotifyOptions,
): Promise<GitHubResult<ReadonlyMap<string, readonly number[]>>> {
  const listed = await read(() => store.list())
  if (!listed.ok) return listed
  const notices = listed.value
    .filter(({ author }) => author === login)
    .flatMap(({ id, body }) => {
      const jobId = codec.decode(body)
      return jobId === undefined ? [] : [{ id, jobId }]
    })
    .sort((a, b) => a.id - b.id)
  const byJob = Map.groupBy(notices, ({ jobId }) => jobId)
  return { ok: true, value: new Map([...byJob].map(([jobId, all]) => [jobId, all.map(({ id }) => id)])) }
}

/** Deletes our new notices of jobs that another sync has announced before. One that stays is harmless. */
async function removeDuplicates(
  created: readonly number[],
  login: string,
  codec: NoticeCodec,
  options: NotifyOptions,
): Promise<void> {
  if (created.length === 0) return
  await options.clock.sleep(NOTICE_SETTLE_MS)
  const listed = await listNotices(login, codec, options)
  if (!listed.ok) return
  const duplicates = [...listed.value.values()].flatMap(([, ...newer]) => newer)
  for (const id of duplicates.filter((each) => created.includes(each))) {
    await options.beforeWrite()
    await options.read(() => options.store.remove(id))
  }
}
