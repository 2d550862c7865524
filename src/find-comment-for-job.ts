import { systemClock } from './runtime/system-clock.ts'
import type { CommentStore } from './state/comment-store.ts'
import type { RunIdentity } from './state/record.ts'
import { findRecordOf } from './state/comment-merge.ts'
import { Notebook } from './state/comment-record-store.ts'
import type { RunContext } from './report/run-context.ts'
import { Guest } from './report/follow-job.ts'
import { storyTold } from './report/saved-report.ts'

export interface Visit {
  readonly jobId: string
  readonly apiKey: string
  readonly issueNumber: number
  readonly scope: string
  readonly redact: (text: string) => string
  readonly context: RunContext
  readonly run: RunIdentity
}

/** The comment of another step that tells of this job, to go on with; undefined where there is none. */
export async function visit(
  store: CommentStore,
  { jobId, apiKey, issueNumber, scope, redact, context, run }: Visit,
): Promise<{ readonly guest: Guest; readonly notebook: Notebook } | undefined> {
  const found = await findRecordOf(jobId, store, { scope, apiKey, redact })
  // A text that is final is not told on: it may be about something newer.
  const story = found && storyTold(found.record, issueNumber, context)
  if (found === undefined || story === undefined) return undefined
  const { record, seal, comment } = found
  const guest = new Guest({ clock: systemClock, jobId, record, story, context })
  // In the name of the run whose comment it is, which must not look older than a guest when it is run again.
  const notebook = new Notebook({ store, seal, comment, clock: systemClock, run: record.run ?? run })
  return { guest, notebook }
}
