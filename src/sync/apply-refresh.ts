import { planDisplay, waitingMark } from '../report/comment-sink.ts'
import type { Clock } from '../jobs/clock.ts'
import type { GitHubError, GitHubResult, RepositoryClient } from '../state/github.ts'
import type { RunRef } from '../state/record.ts'
import { CommentRecordStore } from '../state/comment-record-store.ts'
import type { RecordUpdate } from '../state/comment-merge.ts'
import { renderComment } from '../report/render.ts'
import type { Log } from '../report/log.ts'
import { CommitStatusSink } from '../report/commit-status.ts'
import { StatusSigner } from '../report/status-record.ts'
import type { OpenRecord } from './find-open-records.ts'
import { readPullRequestOf, requestOfSync } from './github-requests.ts'
import { TokenBucket } from '../report/token-bucket.ts'
import { hasEnded, type RefreshPlan } from './plan-refresh.ts'
import { toDispatchEvent } from './dispatch-event.ts'
import { NoticeBudget, notifyEnded, type NotifyResult } from './notify.ts'
import { SYNC_WRITE_INTERVAL_MS } from '../timeouts.ts'

interface ApplyOptions {
  readonly client: RepositoryClient
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: Log
  /** Signs commit statuses. */
  readonly apiKey: string
  readonly redact: (text: string) => string
  /** Type of the events to send for ended jobs; absent to send none. */
  readonly dispatchEvent?: string
  /** Announce each ended job in a comment of its own. */
  readonly notify?: boolean
  /** Unix time; default: that of the clock. */
  readonly githubTime?: () => number
}

interface PacedOptions extends ApplyOptions {
  readonly tokenBucket: TokenBucket
  readonly budget: NoticeBudget
}

export interface SyncResult {
  /** Updated comments. */
  readonly commentCount: number
  /** Events sent. */
  readonly dispatchedCount: number
  /** Comments created for ended jobs. */
  readonly noticeCount: number
  /** Not all ended jobs were announced: the next sync continues. */
  readonly hasNoticesLeft: boolean
  /** Why GitHub refused such comments. */
  readonly noticeErrors: readonly GitHubError[]
  /** The next sync retries what failed. */
  readonly errors: readonly GitHubError[]
}

/** Comments that are updated at the same time. */
const MAX_CONCURRENCY = 4
/** So many permanent errors without a success mean missing permissions of the token, not locked conversations. */
const MAX_PERMANENT_ERRORS = 25
/** After so many timeouts in a row, GitHub is unavailable, and the sync stops. */
const MAX_CONSECUTIVE_TIMEOUTS = 4

/**
 * Announces each ended job and then updates its comment. In this order each event is sent at least once, and each notice
 * exactly once, because the next sync retries a failed comment update.
 */
export async function applyRefreshes(
  plans: readonly RefreshPlan[],
  options: ApplyOptions,
): Promise<SyncResult> {
  const tokenBucket = new TokenBucket(SYNC_WRITE_INTERVAL_MS)
  const pacedOptions = { ...options, tokenBucket, budget: new NoticeBudget() }
  const results: ApplyResult[] = []
  let consecutiveTimeouts = 0
  const queue = [...plans]
  const worker = async (): Promise<void> => {
    for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
      if (lacksPermission(results) || consecutiveTimeouts >= MAX_CONSECUTIVE_TIMEOUTS) return
      const result = await applyRefresh(plan, pacedOptions)
      results.push(result)
      const isTimeout = result.error !== undefined && !result.error.isPermanent
      consecutiveTimeouts = isTimeout ? consecutiveTimeouts + 1 : 0
    }
  }
  await Promise.all(Array.from({ length: MAX_CONCURRENCY }, worker))
  return summarize(results)
}

function lacksPermission(results: readonly ApplyResult[]): boolean {
  const refused = results.filter(({ error }) => error?.isPermanent === true)
  return refused.length >= MAX_PERMANENT_ERRORS && !results.some(({ isWritten }) => isWritten)
}

function summarize(results: readonly ApplyResult[]): SyncResult {
  const total = (count: (result: ApplyResult) => number): number =>
    results.reduce((sum, result) => sum + count(result), 0)
  return {
    commentCount: total(({ isWritten }) => (isWritten ? 1 : 0)),
    dispatchedCount: total(({ dispatchedCount }) => dispatchedCount),
    noticeCount: total(({ notices }) => notices?.noticeCount ?? 0),
    hasNoticesLeft: results.some(({ notices }) => notices?.isIncomplete === true),
    noticeErrors: results.flatMap(({ notices }) => (notices?.error?.isPermanent ? [notices.error] : [])),
    errors: results.flatMap(({ error }) => error ?? []),
  }
}

/** Retries a write to GitHub, once the rate limit allows it. */
async function requestWrite<T>(
  send: () => Promise<GitHubResult<T>>,
  options: PacedOptions,
): Promise<GitHubResult<T>> {
  const { clock, tokenBucket } = options
  await clock.sleep(tokenBucket.take(clock.now()))
  return requestOfSync(send, options)
}

interface ApplyResult {
  readonly dispatchedCount: number
  readonly isWritten: boolean
  readonly notices?: NotifyResult
  readonly error?: GitHubError
}

const NOTHING_DONE: ApplyResult = { dispatchedCount: 0, isWritten: false }

async function applyRefresh(plan: RefreshPlan, options: PacedOptions): Promise<ApplyResult> {
  const { number, id, body } = plan.openRecord.comment
  const latest = await requestOfSync(() => options.client.commentStore(number).get(id), options)
  if (!latest.ok) return { ...NOTHING_DONE, error: latest.isNotFound ? undefined : latest }
  // Another run or sync has updated it meanwhile.
  if (latest.value.body !== body) return NOTHING_DONE
  const notices = await notify(plan, options)
  // Where comments are refused, still send the events.
  const hasFailed = notices.error !== undefined && !notices.error.isPermanent
  if (hasFailed || notices.isIncomplete === true) return { ...NOTHING_DONE, notices, error: notices.error }
  return { notices, ...(await announceAndWrite(plan, options)) }
}

async function announceAndWrite(plan: RefreshPlan, options: PacedOptions): Promise<ApplyResult> {
  const { dispatchedCount, error } = await dispatchEvents(plan, options)
  if (error !== undefined) return { dispatchedCount, isWritten: false, error }
  const statusError = await publishStatuses(plan, options)
  // Without permission to set statuses, still update the comment. The sink has logged the error.
  if (statusError !== undefined && !statusError.isPermanent)
    return { dispatchedCount, isWritten: false, error: statusError }
  const result = await writeComment(plan, options)
  return result.ok
    ? { dispatchedCount, isWritten: true }
    : { dispatchedCount, isWritten: false, error: result }
}

async function notify(plan: RefreshPlan, options: PacedOptions): Promise<NotifyResult> {
  const { client, clock, tokenBucket } = options
  if (options.notify !== true) return { noticeCount: 0 }
  return notifyEnded(plan, {
    ...options,
    store: client.commentStore(plan.openRecord.comment.number),
    repositoryId: client.repositoryId,
    read: (send) => requestOfSync(send, options),
    beforeWrite: () => clock.sleep(tokenBucket.take(clock.now())),
  })
}

async function dispatchEvents(
  { updates, openRecord }: RefreshPlan,
  options: PacedOptions,
): Promise<{ dispatchedCount: number; error?: GitHubError }> {
  const { dispatchEvent: eventType, client, redact } = options
  let dispatchedCount = 0
  const ended = updates.filter(hasEnded)
  if (eventType === undefined || ended.length === 0) return { dispatchedCount }
  const pullRequest = await readPullRequestOf(openRecord.comment, client, options)
  if (!pullRequest.ok) return { dispatchedCount, error: pullRequest }
  // The receiver would work on the commit of a fork with the secrets of this repository.
  if (pullRequest.value?.isFromFork === true) return { dispatchedCount }
  for (const update of ended) {
    const dispatch = () =>
      client.dispatch(toDispatchEvent(eventType, update, openRecord.comment.number, redact))
    const result = await requestWrite(dispatch, options)
    if (!result.ok) return { dispatchedCount, error: result }
    dispatchedCount++
  }
  return { dispatchedCount }
}

/** The run that wrote the text. Writing on its behalf never replaces the text of a newer run. */
function reportRunOf({ record, jobs }: OpenRecord): RunRef {
  return record.run ?? jobs[0]?.hold?.run ?? { id: '0', attempt: 1 }
}

async function writeComment(
  { openRecord, model, requests }: RefreshPlan,
  options: PacedOptions,
): Promise<GitHubResult<unknown>> {
  const { client, clock, redact, githubTime } = options
  const { comment, codec } = openRecord
  const store = client.commentStore(comment.number)
  const recordStore = new CommentRecordStore({
    store,
    codec,
    clock,
    run: reportRunOf(openRecord),
    comment,
    githubTime,
  })
  const rendered = model && renderComment(model)
  const mark = model === undefined ? '' : waitingMark(model, rendered?.savedReport !== undefined)
  const update: RecordUpdate = {
    requests,
    scanAll: openRecord.hasDuplicates,
    text: model && ((history) => `${mark}${redact(renderComment({ ...model, history }).body)}`),
    shouldReplaceText: (currentText) => currentText === openRecord.text,
    display: model && rendered && planDisplay(model, rendered),
    savedReport: rendered?.savedReport,
    endedJobs: rendered?.endedJobs,
  }
  const result = await requestWrite(() => recordStore.write(update), options)
  return result.ok && openRecord.hasDuplicates ? recordStore.mergeDuplicates({ requests }) : result
}

async function publishStatuses(
  { model, requests, openRecord }: RefreshPlan,
  options: PacedOptions,
): Promise<GitHubError | undefined> {
  const { client, log, clock, redact, apiKey } = options
  const { matrixLabel } = model?.context ?? {}
  if (model === undefined || matrixLabel === undefined) return undefined
  const { commit, logUrl } = model.context
  const store = client.commitStatusStore(commit)
  const sink = new CommitStatusSink({
    store: { list: () => store.list(), set: (status) => requestWrite(() => store.set(status), options) },
    log,
    clock,
    holder: { run: reportRunOf(openRecord), commit },
    signer: new StatusSigner(String(client.repositoryId), commit, apiKey),
    viewerLogin: () => client.viewerLogin(),
    matrixLabel,
    commentUrl: () => openRecord.comment.url,
    logUrl,
    redact,
  })
  const result = await sink.writeReport({ model, requests })
  return result.ok ? undefined : result
}
