import type { CommentStore, GitHubError, StoredComment } from './github.ts'
import { parseJobId } from '../jobs/job-id.ts'
import type { RequestRecords } from './record-store.ts'
import {
  readRecord,
  readRecordOf,
  hasMarker,
  withoutMarker,
  type RecordCodec,
  codecForComment,
} from './record-codec.ts'
import type { PlanDisplay } from './show-plan.ts'
import { completeHistory, mergeHistory } from './history.ts'
import { mergeRecords } from './merge-records.ts'
import {
  EMPTY_RECORD,
  isNewer,
  type CommentRecord,
  type HistoryEntry,
  type RunRef,
  type SavedReport,
} from './record.ts'

/** A change to a comment. */
export interface RecordUpdate {
  /** The visible text, or what renders it with the history of the comment; absent to keep the current one. */
  readonly text?: string | ((history: readonly HistoryEntry[]) => string)
  /** What the text shows. */
  readonly display?: PlanDisplay
  /** The data behind the text; absent when the text is final. */
  readonly savedReport?: SavedReport
  readonly requests?: RequestRecords
  /** Jobs of the report that have ended. */
  readonly endedJobs?: readonly HistoryEntry[]
  /** Returns the jobs of an older run's report, which the text replaces. */
  readonly replacedJobs?: (record: CommentRecord) => readonly HistoryEntry[]
  /** Whether to write anything. `record`: of all our comments, whatever their key. */
  readonly mayWrite?: (record: CommentRecord) => boolean
  /** Refused if there is no room for the jobs that follow. */
  readonly isClaim?: boolean
  /** Whether to replace `currentText` (undefined without a comment). `record`: of the comments of the key. */
  readonly shouldReplaceText?: (currentText: string | undefined, record: CommentRecord) => boolean
  /** Likewise, whether also to replace the text of a newer run. Default: never. */
  readonly shouldReplaceNewer?: (currentText: string, record: CommentRecord) => boolean
  /** Reads all comments of the key, not just the known one. */
  readonly scanAll?: boolean
  /** Deletes the newer comments of the key if the oldest already contains all their data. */
  readonly deleteDuplicates?: boolean
}

/** All comments of one key. */
export interface CommentSet {
  /** Only our own; oldest first. */
  readonly comments: readonly StoredComment[]
  /** Their merged records. */
  readonly record: CommentRecord
}

export function readCommentSet(comments: readonly StoredComment[], codec: RecordCodec): CommentSet {
  const record = comments
    .map((comment) => readRecordOf(codec, comment))
    .reduce((all, each) => mergeRecords(all, each), EMPTY_RECORD)
  return { comments, record }
}

/** The error of the first of our comments whose record cannot be read: it may name jobs that would be trained again. */
export function findUnreadable(
  comments: readonly StoredComment[],
  codec: RecordCodec,
): GitHubError | undefined {
  for (const { body, url } of comments) {
    const { kind } = codec.decode(body)
    const message =
      kind === 'newer-version'
        ? `the comment ${url} was written by a newer version of this action. Update the action.`
        : kind === 'damaged'
          ? `the hidden record in the comment ${url} is damaged. Restore the comment from its edit history, or delete it; then its jobs are unknown and may be trained again.`
          : undefined
    if (message !== undefined) return { ok: false, message, isPermanent: true, isNotFound: false }
  }
  return undefined
}

/** Applies an update to a record. `author` is the run of the new text, undefined if the old text stays. */
export function applyUpdate(
  { savedReport, ...current }: CommentRecord,
  update: RecordUpdate,
  author: RunRef | undefined,
): CommentRecord {
  const run = author ?? current.run
  const newReport = author === undefined ? savedReport : update.savedReport
  const isReplaced = author !== undefined && current.run !== undefined && isNewer(author, current.run)
  const replacedJobs = isReplaced ? (update.replacedJobs?.({ ...current, savedReport }) ?? []) : []
  const history = mergeHistory(update.endedJobs, replacedJobs.length > 0 ? replacedJobs : undefined)
  const { requests = {} } = update
  const merged = mergeRecords(current, { requests, ambiguousOwners: [], run, history })
  return { ...merged, history: completeHistory(merged), savedReport: newReport }
}

/** The visible text of the newest run. */
export function findNewestText(comments: readonly StoredComment[], codec: RecordCodec): string | undefined {
  let newest: { readonly text: string; readonly run: RunRef | undefined } | undefined
  for (const { body } of comments) {
    const { run } = readRecord(codec, body)
    const text = withoutMarker(body)
    const isNewest = newest === undefined || (run && (!newest.run || isNewer(run, newest.run)))
    if (isNewest) newest = { text, run }
  }
  return newest?.text
}

/** Ids of jobs in the records and visible texts of these comments, whatever their key. */
export function extractJobIds(bodies: readonly string[], codec: RecordCodec): ReadonlySet<string> {
  const recorded = bodies.flatMap((body) =>
    Object.values(readRecord(codec, body).requests).flatMap(({ jobs }) => jobs),
  )
  const shown = bodies.flatMap((body) => visibleText(body).match(/[\w-]+/g) ?? [])
  return new Set([...recorded.map(({ id }) => id), ...shown.flatMap((word) => shownId(word) ?? [])])
}

/** Without what escapes Markdown inside of words. */
function visibleText(body: string): string {
  return withoutMarker(body).replace(/[\\\u200b]/g, '')
}

/** Words of a text that are shorter are hardly ids. */
const MIN_SHOWN_ID_LENGTH = 8

/** A word that may be an id. Taking other words for ids is harmless, because no job has them. */
function shownId(word: string): string | undefined {
  return word.length >= MIN_SHOWN_ID_LENGTH && /\d/.test(word) ? parseJobId(word) : undefined
}

/** A comment that another step of ours has written. */
interface FoundRecord {
  readonly comment: StoredComment
  readonly codec: RecordCodec
  readonly record: CommentRecord
}

/**
 * Finds the comment, of any key, whose record contains a job and is signed with our API key. Undefined if there is none
 * or GitHub does not answer.
 */
export async function findRecordByJobId(
  jobId: string,
  store: CommentStore,
  { scope, apiKey, redact }: { scope: string; apiKey: string; redact: (text: string) => string },
): Promise<FoundRecord | undefined> {
  const result = await store.list()
  if (!result.ok) return undefined
  const found = result.value
    .filter(({ body }) => hasMarker(body))
    .flatMap((comment): FoundRecord[] => {
      const codec = codecForComment(comment.body, scope, apiKey, redact)
      const record = codec && readRecord(codec, comment.body)
      return codec && record && containsJob(record, jobId) ? [{ comment, codec, record }] : []
    })
  if (found.length === 0) return undefined
  const login = await store.viewerLogin()
  return login.ok ? found.find(({ comment }) => comment.author === login.value) : undefined
}

function containsJob({ requests }: CommentRecord, jobId: string): boolean {
  return Object.values(requests).some(({ jobs }) =>
    jobs.some(({ id, provenance }) => id === jobId && provenance !== 'unsigned'),
  )
}
