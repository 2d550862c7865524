import type { JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import type { Outcome } from '../jobs/job-status.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { findOpenRecords, collectJobIds, type OpenRecords } from '../sync/find-open-records.ts'
import { readRecordedJobs, type RecordedJobs } from '../jobs/read-jobs.ts'
import { finishSuperseding } from '../sync/finish-superseding.ts'
import { hasEnded, planRefresh, toJobStates, type RefreshPlan } from '../sync/plan-refresh.ts'
import { findOrphans } from '../state/orphans.ts'
import { applyRefreshes, type SyncResult } from '../sync/apply-refresh.ts'

/**
 * `command: sync`: updates the comments of unfinished jobs, cancels those that newer ones have replaced, and sends events
 * for jobs that have ended. Succeeds whatever the state of the jobs. The next sync retries what could not be written.
 */
export async function sync(
  { dispatchEvent }: { readonly dispatchEvent?: string },
  context: CommandContext,
): Promise<CommandResult> {
  const { repository, clock, random, reporter, githubTime } = context
  if (repository === undefined) return refuseWithoutRepository(context)
  const { dispatchProblem } = repository.client
  if (dispatchEvent !== undefined && dispatchProblem !== undefined)
    return refuse({ code: 'sync-events-unsupported', reason: dispatchProblem })
  const { service, keyId } = context.holder
  const found = await findOpenRecords({ ...repository, clock, random, service, keyId, githubTime })
  if (!found.ok) return refuse({ code: 'sync-comments-unreadable', error: found.message })
  const openRecords = found.value
  logOpenRecords(openRecords, context)
  const ids = collectJobIds(openRecords.records)
  if (openRecords.records.length === 0) {
    reporter.info(NOTHING_FOUND_NOTE)
    return { states: [], diagnostics: [], outcome: 'succeeded', messages: [NOTHING_FOUND_NOTE] }
  }
  const supersedingNotes = await finishSuperseding(openRecords.records, context, repository)
  const fetched = await readRecordedJobs(ids, context)
  const { error } = fetched
  if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
    return { states: [{ ...REFUSED, error }], diagnostics: [] }
  const refreshContext = { wallMs: githubTime(), service, context: repository.context }
  const plans = openRecords.records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext))
  const due = plans.filter(({ isDue }) => isDue)
  const syncResult = await applyRefreshes(due, { ...repository, ...context, dispatchEvent })
  const states = plans.flatMap(toJobStates)
  const summary = summaryNote(ids.size, plans.length, syncResult)
  const remaining = [...orphanNotes(plans, service, githubTime()), ...remainingNotes(fetched, syncResult)]
  reporter.info(summary)
  for (const message of remaining) reporter.warn(message)
  return {
    states,
    diagnostics: [],
    messages: [summary, ...supersedingNotes, ...remaining],
    outcome: syncOutcome(syncResult, states),
  }
}

const NOTHING_FOUND_NOTE: Note = { code: 'sync-found-nothing' }
const REFUSED: JobState = { label: 'unfinished jobs', outcome: 'refused', timeline: [], notes: [] }

function refuseWithoutRepository({ lookupError: error }: CommandContext): CommandResult {
  return refuse(
    error === undefined ? { code: 'sync-without-token' } : { code: 'sync-comments-unreadable', error },
  )
}

function refuse(note: Note): CommandResult {
  return { states: [{ ...REFUSED, notes: [note] }], diagnostics: [] }
}

function logOpenRecords(
  { foreignKeyCount, skippedJobCount, scannedBackToMs }: OpenRecords,
  { reporter }: CommandContext,
): void {
  if (foreignKeyCount > 0) reporter.warn({ code: 'sync-comments-skipped', comments: foreignKeyCount })
  if (skippedJobCount > 0) reporter.info({ code: 'sync-jobs-skipped', jobs: skippedJobCount })
  if (scannedBackToMs !== undefined)
    reporter.info({ code: 'sync-comments-not-checked', beforeMs: scannedBackToMs })
}

function summaryNote(jobs: number, comments: number, { commentCount, dispatchedCount }: SyncResult): Note {
  return { code: 'sync-summary', jobs, comments, updatedComments: commentCount, sentEvents: dispatchedCount }
}

function orphanNotes(plans: readonly RefreshPlan[], service: string, nowMs: number): readonly Note[] {
  return plans.flatMap(({ openRecord, updates }) => {
    const isUnfinished = (id: string): boolean =>
      updates.some((update) => update.recordedJob.id === id && !hasEnded(update))
    return findOrphans(openRecord.conversation, service, nowMs)
      .filter(({ id }) => isUnfinished(id))
      .map(({ id, label }) => {
        return { code: 'sync-found-orphan', jobId: id, label, number: openRecord.comment.number } as const
      })
  })
}

/** What is left for the next sync. */
function remainingNotes({ error }: RecordedJobs, { errors }: SyncResult): readonly Note[] {
  const failureMessages = new Set(errors.map(({ message }) => message))
  return [
    ...(error === undefined ? [] : [{ code: 'sync-jobs-unreadable', error: error.message } as const]),
    ...[...failureMessages].map((message) => ({ code: 'sync-updates-not-written', error: message }) as const),
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
