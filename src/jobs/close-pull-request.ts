import type { RunInputs } from '../inputs.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { markValid } from './create-job-states.ts'
import type { PullRequestState } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { findDeadClaims, findEarlierSubmissions } from '../state/claim.ts'
import type { LeaseHolder } from '../state/lease.ts'
import { haveSameSubject, isOfStatus } from '../state/owner.ts'
import { isNeededByOthers, type RecordedRequestJob } from '../state/superseding.ts'
import { findRequest, isNewerRun, mapRequests, serviceOfKey, type CommentRecord } from '../state/record.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { announceCancellation } from './announce-cancellation.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import { cancelAnnounced } from './cancel-recorded-jobs.ts'
import { interruptedNote } from './lost-submissions.ts'
import { noteAllAtOtherServices } from './other-services.ts'
import type { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { GITHUB_READ_TIMEOUT_MS, RECORD_WRITE_TIMEOUT_MS } from '../timeouts.ts'

type CloseInputs = Pick<RunInputs, 'onSuperseded'>

/** Whether the pull request of this run is closed now or was closed at the time of the event. */
export async function isPullRequestClosed({ pullRequest }: CommandContext): Promise<boolean> {
  if (pullRequest === undefined) return false
  if (pullRequest.isClosed) return true
  return (await fetchKnownState(pullRequest))?.isClosed ?? false
}

/** Undefined if GitHub does not answer: whatever follows looks again before it submits. */
async function fetchKnownState(
  pullRequest: CommandContext['pullRequest'],
): Promise<PullRequestState | undefined> {
  const result = await pullRequest?.fetchState()
  return result?.ok === true ? result.value : undefined
}

/** Submits nothing. Cancels unfinished jobs like superseded ones, unless the pull request was merged or reopened. */
export async function handleClosedPullRequest(
  states: readonly JobState[],
  inputs: CloseInputs,
  context: CommandContext,
): Promise<readonly JobState[]> {
  const { pullRequest } = context
  const current = await fetchKnownState(pullRequest)
  const isMerged = pullRequest?.isMerged === true || current?.isMerged === true
  // It may have been reopened since the event.
  const wasAbandoned = !isMerged && current?.isClosed !== false
  const notes = wasAbandoned
    ? await cancelUnfinishedJobs(states, { ...inputs, isClosing: true }, context)
    : []
  const message: Note = { code: 'pull-request-closed', isMerged }
  context.reporter.info(message)
  // Without notes the comment stays as it is, because it may show a model.
  if (notes.length === 0) return states.map(markValid)
  return states.map((state) => [message, ...notes].reduce(withNoteOnly, markValid(state)))
}

/**
 * Looks again after the submission: the run for the closing may have ended before a job was recorded. Then this run does what
 * that one would have done, except for what newer runs use. Resolves to whether the pull request was closed without a merge.
 */
export async function cancelIfClosed(
  states: readonly JobState[],
  inputs: CloseInputs,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<boolean> {
  const { pullRequest, ledger, reporter } = context
  const mayRun = states.filter(({ job }) => job !== undefined && !isTerminal(parsePhase(job.status)))
  if (pullRequest === undefined || ledger === undefined || mayRun.length === 0) return false
  await recordJobs(mayRun, { ...context, ledger })
  const current = await fetchKnownState(pullRequest)
  if (current?.isClosed !== true || current.isMerged) return false
  const closed: Note = { code: 'closed-after-submission' }
  reporter.info(closed)
  const notes = await cancelUnfinishedJobs(states, { ...inputs, isClosing: false }, context)
  for (const { label, job } of mayRun)
    watch.update(label, (state) => {
      const own = notes.filter((note) => 'jobId' in note && note.jobId === job?.id)
      const isStopped = own.some(({ code }) => STOPPED.includes(code))
      const noted = isStopped ? withNote(state, closed) : [closed, ...own].reduce(withNoteOnly, state)
      return isStopped && state.outcome === 'submitted' ? { ...noted, outcome: 'cancelled' } : noted
    })
  return true
}

/** A run for a closing that comes after the look finds the jobs. */
async function recordJobs(
  states: readonly JobState[],
  context: CommandContext & { readonly ledger: RunLedger },
): Promise<void> {
  const { ledger, clock } = context
  const isRecorded = (state: JobState): boolean =>
    findRequest(ledger.record, ledger.keyOf(state) ?? '').jobs.some(({ id }) => id === state.job?.id)
  if (states.every(isRecorded)) return
  const untilMs = clock.now() + RECORD_WRITE_TIMEOUT_MS
  await retryGitHub(() => ledger.write(states), { ...context, untilMs })
}

const STOPPED: readonly string[] = ['obsolete-job-cancelled', 'obsolete-job-asked-to-stop']

const CANCELLED_BY_OTHERS: readonly string[] = ['cancelled-elsewhere', 'cancelled-by-other-step']

/** Whoever reads that somebody has cancelled a job would look for a person, or run the step again, which then submits nothing. */
export async function explainClosing(
  states: readonly JobState[],
  { pullRequest }: CommandContext,
): Promise<readonly JobState[]> {
  const isByOthers = ({ code }: Note): boolean => CANCELLED_BY_OTHERS.includes(code)
  if (pullRequest === undefined || !states.some(({ notes }) => notes.some(isByOthers))) return states
  const current = await fetchKnownState(pullRequest)
  if (current?.isClosed !== true || current.isMerged) return states
  return states.map((state) => {
    const notes = state.notes.filter((note) => !isByOthers(note))
    return notes.length === state.notes.length
      ? state
      : withNote({ ...state, notes }, { code: 'cancelled-after-closing' })
  })
}

const withNoteOnly = (state: JobState, note: Note): JobState => withNote(state, note)

interface Closing extends CloseInputs {
  /** This is the run for the closing, which has nothing else to do, and not one that was at work then. */
  readonly isClosing: boolean
}

async function cancelUnfinishedJobs(
  states: readonly JobState[],
  { isClosing, onSuperseded }: Closing,
  context: CommandContext,
): Promise<readonly Note[]> {
  const { ledger, clock, deadlineMs, holder, githubTime, reporter, pullRequest, isPullRequest } = context
  // The records of another pull request do not say which jobs are those of this one.
  const isOnOther = pullRequest?.number !== undefined && isPullRequest === true
  if (ledger === undefined || isOnOther) return []
  const untilMs = Math.min(deadlineMs, clock.now() + GITHUB_READ_TIMEOUT_MS)
  const result = await retryGitHub(() => ledger.read(states), { ...context, untilMs })
  if (!result.ok) return [{ code: 'unfinished-jobs-unknown', error: result.message }]
  const task = { states, onSuperseded, handledIds: new Set<string>(), context: { ...context, ledger } }
  const notes = [...(await leaveJobs(task)), ...(await cancelUnlessReopened(task))]
  if (isClosing && (await awaitSubmissions(states, task.context)))
    notes.push(...(await leaveJobs(task)), ...(await cancelUnlessReopened(task)))
  const claims = findDeadClaims(ledger.record, { ...holder, nowMs: githubTime() }).filter(({ claim }) =>
    isOfPullRequest(claim, context),
  )
  const left = [
    ...noteAllAtOtherServices({ inputs: { onSuperseded }, context, ledger }),
    ...claims.map(({ claim }) => interruptedNote(claim)),
  ]
  for (const note of left) reporter.warn(note)
  return [...notes, ...left]
}

interface ClosingTask extends CloseInputs {
  readonly states: readonly JobState[]
  /** Of jobs that were left or cancelled. */
  readonly handledIds: Set<string>
  readonly context: CommandContext & { readonly ledger: RunLedger }
}

function findUnhandledJobs({ handledIds, context }: ClosingTask): readonly RecordedRequestJob[] {
  const { ledger, holder, githubTime, pullRequest } = context
  // What another branch needs, which reports on the same issue, is not closed.
  const ofOthers = mapRequests(ledger.record, ({ holds, jobs }) => ({
    holds: holds.filter(({ owner }) => !haveSameSubject(owner, holder.owner)),
    jobs,
  }))
  const isNeeded = (each: RecordedRequestJob): boolean =>
    pullRequest?.number !== undefined && isNeededByOthers(ofOthers, each, { ...holder, nowMs: githubTime() })
  return findUnfinishedJobs(ledger.record, holder).filter(
    (each) => isOfPullRequest(each.job, context) && !handledIds.has(each.job.id) && !isNeeded(each),
  )
}

/** Runs for several pull requests may report on one issue. There, the subject of the owner tells them apart. */
function isOfPullRequest(
  { owner }: { readonly owner: string },
  { pullRequest, holder }: Pick<CommandContext, 'pullRequest' | 'holder'>,
): boolean {
  return pullRequest?.number === undefined || haveSameSubject(owner, holder.owner)
}

/** `on-superseded: leave` of a step is about its own jobs. */
async function leaveJobs(task: ClosingTask): Promise<readonly Note[]> {
  const { states, onSuperseded, handledIds, context } = task
  const { ledger, holder, reporter } = context
  const isLeft = ({ job }: RecordedRequestJob): boolean =>
    // A commit status does not say whose job it is.
    job.leavesOnSuperseded === true ||
    (onSuperseded === 'leave' && (job.owner === holder.owner || isOfStatus(job)))
  const left = findUnhandledJobs(task).filter(isLeft)
  if (left.length === 0) return []
  for (const { key, job } of left) ledger.updateJob(key, { ...job, leavesOnSuperseded: true })
  await ledger.write(states)
  return left.map(({ job }) => {
    const note: Note = { code: 'obsolete-job-left', jobId: job.id }
    handledIds.add(job.id)
    reporter.info(note)
    return note
  })
}

const CLAIM_POLL_INTERVAL_MS = 10_000
/** A step that is still alive then looks itself. */
const MAX_SUBMISSIONS_WAIT_MS = 10 * 60_000

/**
 * Waits for the jobs of steps that are submitting, at most ten minutes. Each looks itself whether the pull request is closed,
 * unless its runner is lost, which is known when its claim expires. Resolves to whether there was any.
 */
async function awaitSubmissions(
  states: readonly JobState[],
  context: ClosingTask['context'],
): Promise<boolean> {
  const { ledger, clock, deadlineMs, holder, githubTime } = context
  const findClaims = () =>
    findEarlierSubmissions(ledger.record, { ...holder, nowMs: githubTime() }).filter(({ claim }) =>
      isOfPullRequest(claim, context),
    )
  const hasClaims = findClaims().length > 0
  const untilMs = Math.min(deadlineMs, clock.now() + MAX_SUBMISSIONS_WAIT_MS)
  while (clock.now() < untilMs && findClaims().length > 0) {
    await clock.sleep(Math.min(CLAIM_POLL_INTERVAL_MS, untilMs - clock.now()))
    await ledger.read(states)
  }
  return hasClaims
}

/** A run that started when the pull request was reopened may have begun to follow a job. Nobody else needs them. */
async function cancelUnlessReopened(task: ClosingTask): Promise<readonly Note[]> {
  const { states, handledIds, context } = task
  const { pullRequest, reporter } = context
  const notes: Note[] = []
  await cancelAnnounced(
    {
      find: () => findUnhandledJobs(task),
      announce: async (jobs) => {
        const announced = await announceCancellation(jobs, states, context)
        const current = await fetchKnownState(pullRequest)
        if (current?.isClosed === false || current?.isMerged === true) return undefined
        return announced.ok ? announced.limit : context
      },
      report: ({ job }, { note }) => {
        handledIds.add(job.id)
        if (note === undefined) return
        reporter.info(note)
        notes.push(note)
      },
    },
    context,
  )
  return notes
}

function findUnfinishedJobs(
  { requests }: CommentRecord,
  { run, service }: LeaseHolder,
): readonly RecordedRequestJob[] {
  return Object.entries(requests).flatMap(([key, { holds, jobs }]) => {
    const isUsedByNewerRun = holds.some((hold) => !hold.isUnsigned && isNewerRun(hold.run, run))
    if (isUsedByNewerRun || serviceOfKey(key) !== service) return []
    return jobs.filter(({ isUnfinished }) => isUnfinished).map((job) => ({ key, job }))
  })
}
