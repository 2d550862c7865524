import type { JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import type { Outcome } from '../jobs/job-status.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { SyncInputs } from '../inputs.ts'
import type { CommandContext } from './context.ts'
import {
  findOpenRecords,
  collectJobIds,
  type OpenRecord,
  type OpenRecords,
} from '../sync/find-open-records.ts'
import { readRecordedJobs, type RecordedJobs } from '../jobs/read-jobs.ts'
import { cancelLeftovers, type CancelledLeftovers } from '../sync/cancel-leftovers.ts'
import { hasEnded, planRefresh, toJobStates, type RefreshPlan } from '../sync/plan-refresh.ts'
import { findOrphans } from '../state/orphans.ts'
import type { SyncDependencies } from '../sync/ports.ts'
import { applyRefreshes, type SyncResult } from '../sync/apply-refresh.ts'

/**
 * `command: sync`: cancels the jobs that a step should have cancelled, updates the comments of unfinished jobs, and
 * announces jobs that have ended. Succeeds whatever the state of the jobs, unless `failOn` says otherwise. The next sync retries what
 * could not be written.
 */
export async function sync(announcing: Announcing, context: CommandContext): Promise<CommandResult> {
  const { repository, reporter } = context
  if (repository === undefined) return refuseWithoutRepository(context)
  const { dispatchProblem } = repository.client
  if (announcing.dispatchEvent !== undefined && dispatchProblem !== undefined)
    return refuse({ code: 'sync-events-unsupported', reason: dispatchProblem })
  const find = () => findOpenRecords({ ...repository, ...context, ...context.holder })
  const found = await find()
  if (!found.ok) return refuse({ code: 'sync-comments-unreadable', error: found.message })
  logOpenRecords(found.value, context)
  const leftovers = await cancelLeftovers(found.value.unfinished, context, repository)
  const current = leftovers.hasWritten ? await find() : found
  const { records } = current.ok ? current.value : found.value
  if (records.length > 0) return updateRecords(records, leftovers, announcing, { ...context, repository })
  if (leftovers.notes.length === 0) reporter.info(NOTHING_FOUND_NOTE)
  const messages = leftovers.notes.length === 0 ? [NOTHING_FOUND_NOTE] : leftovers.notes
  return { states: [], diagnostics: [], outcome: 'succeeded', messages }
}

type Announcing = Partial<Pick<SyncInputs, 'dispatchEvent' | 'notify' | 'failOn'>>

async function updateRecords(
  records: readonly OpenRecord[],
  { notes, reasons }: CancelledLeftovers,
  { dispatchEvent, notify, failOn }: Announcing,
  context: CommandContext & { readonly repository: SyncDependencies },
): Promise<CommandResult> {
  const { reporter, githubTime, repository } = context
  const { service } = context.holder
  const ids = collectJobIds(records)
  const fetched = await readRecordedJobs(ids, context)
  const { error } = fetched
  if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
    return { states: [{ ...REFUSED, error }], diagnostics: [] }
  const refreshContext = { wallMs: githubTime(), service, context: repository.context, reasons }
  const plans = records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext))
  const due = plans.filter(({ isDue }) => isDue)
  const syncResult = await applyRefreshes(due, { ...repository, ...context, dispatchEvent, notify })
  const states = plans.flatMap(toJobStates)
  const failure = failOn === undefined ? undefined : failureNote(states)
  const messages = [
    ...logResults(ids.size, plans, syncResult, context),
    ...notes,
    ...logRemaining(
      [...orphanNotes(plans, service, githubTime()), ...remainingNotes(fetched, syncResult)],
      context,
    ),
  ]
  if (failure !== undefined) reporter.error(failure)
  return {
    states,
    diagnostics: [],
    messages: failure === undefined ? messages : [...messages, failure],
    outcome: syncOutcome(syncResult, states),
    failsStep: failure !== undefined,
  }
}

function logResults(
  jobs: number,
  { length: comments }: readonly RefreshPlan[],
  { commentCount, dispatchedCount, noticeCount }: SyncResult,
  { reporter }: CommandContext,
): readonly Note[] {
  const summary: Note = {
    code: 'sync-summary',
    jobs,
    comments,
    updatedComments: commentCount,
    sentEvents: dispatchedCount,
  }
  const notes: readonly Note[] =
    noticeCount === 0 ? [summary] : [summary, { code: 'sync-notified', comments: noticeCount }]
  for (const note of notes) reporter.info(note)
  return notes
}

function logRemaining(notes: readonly Note[], { reporter }: CommandContext): readonly Note[] {
  for (const note of notes) reporter.warn(note)
  return notes
}

/** Undefined if no job has failed. */
function failureNote(states: readonly JobState[]): Note | undefined {
  const jobs = states
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ label, reportLocation }) => `${label} (no. ${reportLocation?.number ?? ''})`)
  return jobs.length === 0 ? undefined : { code: 'sync-fails-on-failed', jobs }
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
function remainingNotes(
  { error }: RecordedJobs,
  { errors, noticeErrors, hasNoticesLeft }: SyncResult,
): readonly Note[] {
  const failureMessages = new Set(errors.map(({ message }) => message))
  const refusals = new Set(noticeErrors.map(({ message }) => message))
  return [
    ...(hasNoticesLeft ? [{ code: 'sync-notices-left' } as const] : []),
    ...[...refusals].map((message) => ({ code: 'sync-notice-refused', error: message }) as const),
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
