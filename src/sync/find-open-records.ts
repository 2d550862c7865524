import type { Clock } from '../jobs/clock.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { GitHubError, GitHubResult, RepositoryClient, RepositoryComment } from '../state/github.ts'
import { isLeaseActive } from '../state/lease.ts'
import {
  findRequest,
  serviceOfKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
} from '../state/record.ts'
import { codecForComment, hasMarker, markerKey, type RecordCodec } from '../state/record-codec.ts'
import { mergeRecords } from '../state/merge-records.ts'
import type { RequestRecords } from '../state/record-store.ts'
import { findNewestText, readCommentSet } from '../state/comment-merge.ts'
import type { RunContext } from '../report/run-context.ts'
import { isUnfinished } from '../report/saved-report.ts'
import type { ReportModel } from '../report/report-model.ts'
import { hidesWaiting, restoreShownReport } from '../report/shown-requests.ts'
import { GITHUB_READ_TIMEOUT_MS } from '../timeouts.ts'
import { findUsesElsewhere } from './uses-elsewhere.ts'

/** A comment of ours that still needs updates, although no step is working on it. */
export interface OpenRecord {
  readonly comment: RepositoryComment
  /** Whether its key has newer comments, too. Happens when steps are killed before they see each other. */
  readonly hasDuplicates: boolean
  /** The visible text of the newest run. */
  readonly text: string
  readonly codec: RecordCodec
  readonly record: CommentRecord
  /** What all our comments of its pull request or issue say, as far as they were read. */
  readonly conversation: CommentRecord
  readonly jobs: readonly UnfinishedJob[]
  /** The report behind the text; absent if the text is final or a running step still updates it. */
  readonly model?: ReportModel
}

export interface UnfinishedJob {
  /** Name of the spec. */
  readonly label: string
  /** Of its request. */
  readonly key: string
  /** Of the step that uses the job, if there is one. */
  readonly hold?: Hold
  readonly recordedJob: RecordedJob
}

/** A comment of ours with unfinished jobs. */
export interface UnfinishedRecord extends Pick<OpenRecord, 'comment' | 'codec' | 'record'> {
  /** Those that our service and API key show, whether a step looks after them or not; at least one. */
  readonly jobs: readonly UnfinishedJob[]
  /** What steps of other conversations say that use one of these jobs. */
  readonly elsewhere: RequestRecords
}

export interface OpenRecords {
  readonly records: readonly OpenRecord[]
  readonly unfinished: readonly UnfinishedRecord[]
  /** Number of comments signed with another API key, which cannot be verified. */
  readonly foreignKeyCount: number
  /** Number of unfinished jobs of other services or API keys. We could not find them. */
  readonly skippedJobCount: number
  /** Comments last changed before this time were not read (Unix time); absent if all were read. */
  readonly scannedBackToMs?: number
}

export interface FindOptions {
  readonly client: RepositoryClient
  readonly context: RunContext
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly apiKey: string
  /** Origin and prefix of the service's URL. */
  readonly service: string
  /** Tells API keys apart. */
  readonly keyId?: string
  /** GitHub's time (Unix time). */
  readonly githubTime: () => number
  readonly redact: (text: string) => string
}

/** GitHub ends workflow runs after 35 days; longer jobs are not known. */
const MAX_AGE_MS = 35 * 24 * 60 * 60_000
/** The comments of unfinished jobs are updated at least this often, so that the next sync finds them. */
export const REFRESH_INTERVAL_MS = 12 * 60 * 60_000
/** All comments changed within this time are read. The extra hour is for schedules that GitHub delays. */
const MIN_SCAN_AGE_MS = REFRESH_INTERVAL_MS + 60 * 60_000
/** Pages of 100 comments that are always read. */
const MIN_PAGES = 10
const MAX_PAGES = 100

/** Searches the comments of the repository for unfinished jobs. Never rejects. */
export async function findOpenRecords(options: FindOptions): Promise<GitHubResult<OpenRecords>> {
  const nowMs = options.githubTime()
  const sinceMs = nowMs - MAX_AGE_MS
  const candidates = new Map<number, RepositoryComment>()
  let scannedBackToMs: number | undefined
  for (let page = 1; ; page++) {
    const readPage = () => options.client.listComments(page, sinceMs)
    const untilMs = options.clock.now() + GITHUB_READ_TIMEOUT_MS
    const result = await retryGitHub(readPage, { ...options, untilMs })
    if (!result.ok) return result
    const { comments, hasMore } = result.value
    for (const comment of comments) {
      // A comment that changes while we read may be listed twice: in this order, the newer version comes first.
      const isOlder = candidates.has(comment.id) && options.client.isNewestFirst
      if (hasMarker(comment.body) && !isOlder) candidates.set(comment.id, comment)
    }
    if (!hasMore || comments.length === 0) break
    const oldestMs = Math.min(...comments.map(({ updatedAtMs }) => updatedAtMs))
    if (!options.client.isNewestFirst) {
      if (page >= MAX_PAGES) return TOO_MANY_COMMENTS
      continue
    }
    if (page >= MAX_PAGES || (page >= MIN_PAGES && oldestMs < nowMs - MIN_SCAN_AGE_MS)) {
      scannedBackToMs = oldestMs
      break
    }
  }
  if (candidates.size === 0) return { ok: true, value: { ...NO_RECORDS, scannedBackToMs } }
  const untilMs = options.clock.now() + GITHUB_READ_TIMEOUT_MS
  // With a wrong login none of our comments would be found, and the sync would pass.
  const login = await retryGitHub(() => options.client.viewerLogin(), { ...options, untilMs })
  if (!login.ok) return login
  const found = readComments([...candidates.values()], login.value, options)
  return { ok: true, value: { ...found, scannedBackToMs } }
}

/** The newest ones may be missing. */
const TOO_MANY_COMMENTS: GitHubError = {
  ok: false,
  isNotFound: false,
  isPermanent: true,
  message:
    'more comments have changed in 35 days than can be read from this server, which cannot list the newest first',
}
const NO_RECORDS: OpenRecords = { records: [], unfinished: [], foreignKeyCount: 0, skippedJobCount: 0 }

function readComments(
  candidates: readonly RepositoryComment[],
  viewerLogin: string,
  options: FindOptions,
): OpenRecords {
  const records: OpenRecord[] = []
  const unfinished: UnfinishedRecord[] = []
  let [foreignKeyCount, skippedJobCount] = [0, 0]
  // Anybody can write our marker, so check the author.
  const ownComments = candidates.filter(({ author }) => author === viewerLogin)
  const byKey = Map.groupBy(ownComments, ({ number, body }) => `${number} ${markerKey(body)}`)
  const readable = [...byKey.values()].flatMap((comments) => readCommentsOfKey(comments, options) ?? [])
  const byNumber = Map.groupBy(readable, ({ comment }) => comment.number)
  const conversations = [...byNumber].map(([number, ofNumber]) => ({
    ofNumber,
    conversation: `${options.client.repositoryId}#${number}`,
    record: ofNumber.map(({ record }) => record).reduce(mergeRecords),
  }))
  for (const { ofNumber, conversation, record } of conversations) {
    for (const each of ofNumber) {
      const found = findOpenWork(each, record, options)
      if (found === 'foreign-key') foreignKeyCount++
      else {
        skippedJobCount += found.skippedJobCount
        if (found.openRecord !== undefined) records.push(found.openRecord)
        if (found.jobs.length === 0) continue
        const ids = new Set(found.jobs.map(({ recordedJob }) => recordedJob.id))
        const elsewhere = findUsesElsewhere(ids, conversation, conversations)
        unfinished.push({ ...each, jobs: found.jobs, elsewhere })
      }
    }
  }
  return { records, unfinished, foreignKeyCount, skippedJobCount }
}

/** The comments of one key of a conversation. */
interface CommentsOfKey extends Pick<OpenRecord, 'comment' | 'codec' | 'record'> {
  /** Oldest first. */
  readonly comments: readonly RepositoryComment[]
}

function readCommentsOfKey(
  commentsOfKey: readonly RepositoryComment[],
  { client, apiKey, redact }: FindOptions,
): CommentsOfKey | undefined {
  const comments = commentsOfKey.toSorted((a, b) => a.id - b.id)
  const [comment] = comments
  if (comment === undefined) return undefined
  const codec = codecForComment(comment.body, `${client.repositoryId}#${comment.number}`, apiKey, redact)
  if (codec === undefined) return undefined
  return { comments, comment, codec, record: readCommentSet(comments, codec).record }
}

interface OpenWork {
  readonly openRecord?: OpenRecord
  readonly jobs: readonly UnfinishedJob[]
  readonly skippedJobCount: number
}

function findOpenWork(
  { comments, comment, codec, record }: CommentsOfKey,
  conversation: CommentRecord,
  options: FindOptions,
): OpenWork | 'foreign-key' {
  const nowMs = options.githubTime()
  const unfinishedJobs = listUnfinishedJobs(record)
  const signedJobs = unfinishedJobs.filter(({ recordedJob }) => recordedJob.provenance !== 'unsigned')
  if (unfinishedJobs.length > 0 && signedJobs.length === 0) return 'foreign-key'
  const isLeased = ({ holds }: RequestRecord): boolean => holds.some((hold) => isLeaseActive(hold, nowMs))
  const ownJobs = signedJobs.filter((job) => canFind(job, options))
  const skippedJobCount = signedJobs.length - ownJobs.length
  const jobs = ownJobs.filter(({ key }) => !isLeased(findRequest(record, key)))
  // Without any record, its step may still be running.
  const requests = Object.values(record.requests)
  const isAbandoned =
    requests.length > 0 &&
    skippedJobCount === 0 &&
    !requests.some((request) => isLeased(request) && hasOpenWork(request))
  const text = findNewestText(comments, codec) ?? ''
  const shown = { record, text }
  const restored = isAbandoned ? restoreShownReport(shown, comment.number, options.context) : undefined
  // Whatever waits for an approval stays visible, if need be in the old text.
  const model = restored && hidesWaiting(restored, shown) ? undefined : restored
  const hasDuplicates = isAbandoned && comments.length > 1
  if (jobs.length === 0 && model === undefined && !hasDuplicates) return { jobs: ownJobs, skippedJobCount }
  const openRecord = { comment, hasDuplicates, text, codec, record, conversation, jobs, model }
  return { openRecord, jobs: ownJobs, skippedJobCount }
}

/** Whether our service and API key show a job, if it exists. */
function canFind({ key, recordedJob }: UnfinishedJob, { service, keyId }: FindOptions): boolean {
  const isOfOurKey = recordedJob.keyId === undefined || keyId === undefined || recordedJob.keyId === keyId
  return serviceOfKey(key) === service && isOfOurKey
}

/** Whether the holders of a request still have something to report. */
function hasOpenWork({ holds, jobs }: RequestRecord): boolean {
  return (
    holds.some(({ submissionStartedAtMs }) => submissionStartedAtMs !== undefined) ||
    jobs.some(({ isUnfinished: isJobUnfinished }) => isJobUnfinished)
  )
}

function listUnfinishedJobs({ requests }: CommentRecord): readonly UnfinishedJob[] {
  return Object.entries(requests).flatMap(([key, { holds, jobs }]) =>
    jobs
      .filter(({ isUnfinished: isJobUnfinished }) => isJobUnfinished)
      .map((recordedJob) => {
        const hold = holds.find(({ jobId }) => jobId === recordedJob.id)
        return { label: (hold ?? holds[0])?.label ?? '', key, hold, recordedJob }
      }),
  )
}

/** Ids of the jobs to fetch. */
export function collectJobIds(records: readonly OpenRecord[]): ReadonlySet<string> {
  const recordedIds = records.flatMap(({ jobs }) => jobs.map((job) => job.recordedJob.id))
  const reportedStates = records.flatMap(({ model }) => model?.states.filter(isUnfinished) ?? [])
  return new Set([...recordedIds, ...reportedStates.flatMap(({ job }) => (job ? [job.id] : []))])
}
