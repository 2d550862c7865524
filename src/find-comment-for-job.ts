import { systemClock } from './runtime/system-clock.ts'
import type { CommentStore } from './state/github.ts'
import type { RunRef } from './state/record.ts'
import { findRecordByJobId } from './state/comment-merge.ts'
import { CommentRecordStore } from './state/comment-record-store.ts'
import type { RunContext } from './report/run-context.ts'
import { JobFollower } from './report/follow-job.ts'
import { restoreShownReport } from './report/shown-requests.ts'

interface FindCommentOptions {
  readonly jobId: string
  readonly apiKey: string
  readonly issueNumber: number
  readonly scope: string
  readonly redact: (text: string) => string
  readonly context: RunContext
  readonly run: RunRef
  /** GitHub's time (Unix time). */
  readonly githubTime: () => number
}

/** Finds the comment in which another step reports on this job, to keep it up to date. Undefined if there is none. */
export async function findCommentForJob(
  store: CommentStore,
  { jobId, apiKey, issueNumber, scope, redact, context, run, githubTime }: FindCommentOptions,
): Promise<{ readonly follower: JobFollower; readonly recordStore: CommentRecordStore } | undefined> {
  const found = await findRecordByJobId(jobId, store, { scope, apiKey, redact })
  if (found === undefined) return undefined
  const { record, codec, comment } = found
  // A final text stays: it may be about something newer.
  const model = restoreShownReport({ record, text: comment.body }, issueNumber, context)
  if (model === undefined) return undefined
  const follower = new JobFollower({ githubTime, jobId, record, model, context })
  // Write on behalf of the run that owns the comment: with our newer run, a re-run of it would look outdated.
  const recordStore = new CommentRecordStore({
    store,
    codec,
    comment,
    clock: systemClock,
    run: record.run ?? run,
  })
  return { follower, recordStore }
}
