import type { JobState } from '../jobs/job-state.ts'
import type { Outcome } from '../jobs/job-status.ts'
import { pluralize } from '../report/format.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { findOpenRecords, collectJobIds, type OpenRecords } from '../sync/find-open-records.ts'
import { fetchJobs, type FetchedJobs } from '../jobs/fetch-jobs.ts'
import { planRefresh, toJobStates } from '../sync/refresh.ts'
import { applyRefreshes, type SyncResult } from '../sync/apply-refresh.ts'

/**
 * `command: sync`: updates the comments of unfinished jobs and sends events for jobs that have ended. Succeeds whatever
 * the state of the jobs. The next sync retries what could not be written.
 */
export async function sync(
  { dispatchEvent }: { readonly dispatchEvent?: string },
  context: CommandContext,
): Promise<CommandResult> {
  const { repository, clock, reporter } = context
  if (repository === undefined) return refuse([NO_TOKEN])
  const found = await findOpenRecords({ ...repository, clock })
  if (!found.ok) return refuse([found.message])
  const openRecords = found.value
  logOpenRecords(openRecords, context)
  const ids = collectJobIds(openRecords.records)
  if (openRecords.records.length === 0) {
    reporter.info(NOTHING_FOUND)
    return { states: [], diagnostics: [], outcome: 'succeeded', messages: [NOTHING_FOUND] }
  }
  const fetched = await fetchJobs(ids, context)
  const { error } = fetched
  if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
    return { states: [{ ...REFUSED, error }], diagnostics: [] }
  const refreshContext = { wallMs: clock.wall(), context: repository.context }
  const plans = openRecords.records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext))
  const due = plans.filter(({ isDue }) => isDue)
  const syncResult = await applyRefreshes(due, {
    ...repository,
    clock,
    dispatchEvent,
  })
  const states = plans.flatMap(toJobStates)
  const summary = `${pluralize(ids.size, 'unfinished job')} in ${pluralize(plans.length, 'comment')}: ${pluralize(syncResult.commentCount, 'comment')} updated, ${pluralize(syncResult.dispatchedCount, 'event')} sent.`
  const remaining = describeRemaining(fetched, syncResult)
  reporter.info(summary)
  for (const message of remaining) reporter.warn(message)
  return {
    states,
    diagnostics: [],
    messages: [summary, ...remaining],
    outcome: syncOutcome(syncResult, states),
  }
}

const NOTHING_FOUND = 'No unfinished jobs are recorded in the comments of this repository.'
const NO_TOKEN =
  '`command: sync` reads and writes the comments of the repository, and needs a `github-token`.'
const REFUSED: JobState = { label: 'unfinished jobs', outcome: 'refused', timeline: [], notes: [] }

function refuse(notes: readonly string[]): CommandResult {
  return { states: [{ ...REFUSED, notes }], diagnostics: [] }
}

function logOpenRecords(
  { foreignKeyCount, scannedBackToMs }: OpenRecords,
  { reporter }: CommandContext,
): void {
  if (foreignKeyCount > 0)
    reporter.warn(
      `${pluralize(foreignKeyCount, 'comment')} with unfinished jobs skipped, because a different \`api-key\` signed them and their content cannot be verified.`,
    )
  if (scannedBackToMs !== undefined)
    reporter.info(
      `Comments last updated before ${new Date(scannedBackToMs).toISOString()} were not checked. While this command runs on schedule, it updates the comment of an unfinished job every 12 h.`,
    )
}

/** What is left for the next sync, one line each. */
function describeRemaining({ error }: FetchedJobs, { errors }: SyncResult): readonly string[] {
  const unread = error && `Some jobs could not be read (${error.message}). The next sync reads them again.`
  const failureMessages = new Set(errors.map(({ message }) => message))
  return [
    ...(unread === undefined ? [] : [unread]),
    ...[...failureMessages].map(
      (message) => `Some updates could not be written: ${message}. The next sync tries again.`,
    ),
  ]
}

/** The outcome, if the states alone do not determine it. */
function syncOutcome(
  { errors, commentCount }: SyncResult,
  { length }: readonly JobState[],
): Outcome | undefined {
  if (commentCount === 0 && errors.some(({ isPermanent }) => isPermanent)) return 'refused'
  return length === 0 ? 'succeeded' : undefined
}
