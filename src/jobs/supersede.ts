import { cancelAnnounced, type Cancellation } from './cancel-recorded-jobs.ts'
import { hasStarted, parsePhase } from './job-status.ts'
import { isUnchanged, withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { noteJobsAtOtherServices } from './other-services.ts'
import {
  announce,
  recordStates,
  type ReplacementTask,
  type SupersedeInputs,
  type SupersedeTask,
  warnAboutSharedOwner,
} from './supersede-task.ts'
import { yieldToNewerRun } from './yield-to-newer-run.ts'
import { findDeadClaims, findEarlierSubmissions, type RecordedClaim } from '../state/claim.ts'
import {
  findDuplicateJobs,
  findObsoleteJobs,
  isNeededByOthers,
  type RecordedRequestJob,
} from '../state/superseding.ts'
import type { GitHubResult } from '../state/github.ts'
import { compareRuns, findRequest, isNewerRun, runsOfOwner, type Hold } from '../state/record.ts'
import type { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { SUPERSEDE_DELAY_MS } from '../timeouts.ts'

/**
 * Cancels the jobs that those of this step replace: unfinished jobs that earlier runs of the step submitted for requests
 * that it does not ask for any more. That happens once the new jobs run, so that a new job that fails at once costs no
 * training. If a newer run has appeared meanwhile, this run leaves its own jobs to it. What happened is added to the
 * watched states. Resolves to what `keepSuperseding` continues.
 */
export async function supersede(
  states: readonly JobState[],
  inputs: SupersedeInputs,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<Superseding> {
  const { ledger } = context
  if (ledger === undefined) return NONE
  const task = { states, asked: inputs.asked ?? states, inputs, context, watch, ledger }
  if (isReverted(task)) return revert(task)
  const recorded = await recordStates(task)
  if (isRefused(recorded) || states.every(({ job }) => job === undefined)) return NONE
  if (recorded.ok) await yieldToNewerRun(task)
  warnAboutSharedOwner(task)
  warnAboutDeadClaims(task)
  nameJobsAtOtherServices(task)
  const replaced = markReplacedJobs(task)
  if (replaced.length === 0) return NONE
  const marked = recorded.ok ? await recordStates(task) : recorded
  if (isRefused(marked)) return NONE
  const allHandled = { ...NONE, handled: new Set(idsOf(replaced)) }
  if (inputs.onSuperseded === 'leave') {
    for (const each of marked.ok ? replaced : [])
      reportCancellation(each, { note: { code: 'obsolete-job-left', jobId: each.job.id } }, task)
    return allHandled
  }
  if (!(await mayCancelNow(task))) return allHandled
  const { handled, unsettled } = await cancelReplacedJobs(task)
  const left = findReplacedJobs(task).filter((each) => unsettled.has(each.job.id) || isNeeded(each, task))
  const remaining = idsOf(left)
  return { handled: new Set([...handled, ...remaining]), remaining: new Set(remaining) }
}

/** Ids of replaced jobs. */
export interface Superseding {
  /** All that were looked at. */
  readonly handled: ReadonlySet<string>
  /** Those that other steps still need, or that could not be cancelled because GitHub or the service did not answer. */
  readonly remaining: ReadonlySet<string>
}

const idsOf = (jobs: readonly RecordedRequestJob[]): readonly string[] => jobs.map(({ job }) => job.id)

const isRefused = (result: GitHubResult<unknown>): boolean => !result.ok && result.isPermanent

const NONE: Superseding = { handled: new Set(), remaining: new Set() }

/** Marks the jobs that those of this step replace. The next write of the record includes that. */
export function markReplacedJobs(task: ReplacementTask): readonly ReplacedJob[] {
  const { inputs, context, ledger } = task
  if (hasSuccessor(task)) return []
  const replaced = findReplacedJobs(task)
  for (const { key, job, state } of replaced) {
    const replacedBy = inputs.onSuperseded === 'leave' ? '' : state.spec?.digest
    ledger.updateJob(key, { ...job, replacedBy, replacedByRun: context.holder.run })
  }
  return replaced
}

const LOOK_AGAIN_INTERVAL_MS = 60_000

/**
 * Cancels the remaining jobs as soon as no other step needs them any more, and GitHub and the service answer, and those that
 * earlier runs of this step record only now, because they had to search for them. Resolves when none is left, or when `signal`
 * tells that this step no longer watches its own jobs. `superseding`: absent if the step may replace nothing.
 */
export async function keepSuperseding(
  superseding: Superseding | undefined,
  inputs: SupersedeInputs,
  context: CommandContext,
  { watch, signal }: { readonly watch: Pick<Watch, 'update'>; readonly signal: AbortSignal },
): Promise<void> {
  const { ledger, reporter, clock } = context
  if (ledger === undefined || superseding === undefined) return
  const currentTask = (): SupersedeTask => {
    const { states } = reporter
    return { states, asked: inputs.asked ?? states, inputs, context, watch, ledger, isRepeated: true }
  }
  const handled = new Set(superseding.handled)
  const findLate = (): readonly string[] =>
    idsOf(findReplacedJobs(currentTask())).filter((id) => !handled.has(id))
  let { remaining } = superseding
  let claims = findEarlierClaims(currentTask())
  while (remaining.size > 0 || claims.length > 0 || findLate().length > 0) {
    await clock.sleep(LOOK_AGAIN_INTERVAL_MS, signal)
    if (signal.aborted) return
    if (claims.length > 0) await ledger.readNow()
    const task = currentTask()
    warnAboutDeadClaims(task, claims)
    claims = findEarlierClaims(task)
    const late = findLate()
    if (late.length > 0) {
      markReplacedJobs(task)
      if (!(await mayCancelNow(task, new Set(late)))) return
    }
    for (const id of late) handled.add(id)
    remaining = new Set([...remaining, ...late])
    const replaced = findReplacedJobs(task).filter(({ job }) => remaining.has(job.id))
    const isLeft = (each: ReplacedJob): boolean => isNeeded(each, task) || isUsedWithOtherKey(each, task)
    const cancellable = replaced.filter((each) => !isLeft(each))
    const { unsettled } = await cancelReplacedJobs(task, new Set(idsOf(cancellable)))
    const left = findReplacedJobs(task).filter((each) => unsettled.has(each.job.id) || isLeft(each))
    remaining = new Set(idsOf(left).filter((id) => remaining.has(id)))
  }
}

/** Older runs must see a newer run that asks for nothing new: one may be submitting, or be run again. */
async function revert(task: SupersedeTask): Promise<Superseding> {
  const { asked, context, ledger } = task
  const { owner, run } = context.holder
  const hasOlderRun = runsOfOwner(ledger.record, owner).some((other) => isNewerRun(run, other))
  if (hasOlderRun) await ledger.leaveToOthers(asked)
  warnAboutDeadClaims(task)
  nameJobsAtOtherServices(task)
  const { handled } = await cancelReplacedJobs(task)
  return { ...NONE, handled }
}

/** Resolves to the ids of all, and of those for which GitHub or the service did not answer. `ids`: absent for all. */
async function cancelReplacedJobs(task: SupersedeTask, ids?: ReadonlySet<string>) {
  const handled = new Set<string>()
  const unsettled = new Set<string>()
  if (task.inputs.onSuperseded === 'leave') return { handled, unsettled }
  await cancelAnnounced<ReplacedJob>(
    {
      // A newer run may have asked for a job again.
      find: () =>
        hasSuccessor(task)
          ? []
          : findReplacedJobs(task).filter((each) => ids?.has(each.job.id) !== false && !isNeeded(each, task)),
      announce: async (jobs) => {
        for (const { job } of jobs) handled.add(job.id)
        const announcement = await announce(jobs, task)
        if (announcement.ok) return announcement.untilMs
        if (!announcement.isPermanent) for (const { job } of jobs) unsettled.add(job.id)
        return undefined
      },
      report: (each, result) => {
        if (result.isUnanswered) unsettled.add(each.job.id)
        reportCancellation(each, result, task)
      },
    },
    task.context,
  )
  return { handled, unsettled }
}

/** The states whose jobs may replace older ones: the new ones. What was followed does so only if nothing else was wanted. */
function findSuccessors(states: readonly JobState[]): readonly JobState[] {
  const isNew = (state: JobState): boolean => !isUnchanged(state) && state.isReused !== true
  const successors = states.some(isNew) ? states.filter(isNew) : states
  return successors.filter(({ job }) => job !== undefined)
}

/** The step asks for nothing that is not on the base branch already, so no new job is waited for. */
function isReverted({ asked }: Pick<SupersedeTask, 'asked'>): boolean {
  return asked.length > 0 && asked.every(isUnchanged)
}

function hasSuccessor({ states, ledger }: ReplacementTask): boolean {
  return states.some((state) => ledger.successorOf(state) !== undefined)
}

/** Of earlier runs of this step, for what it does not ask for. */
function isObsolete({ key, claim }: RecordedClaim, { asked, context, ledger }: SupersedeTask): boolean {
  return claim.owner === context.holder.owner && asked.every((state) => ledger.keyOf(state) !== key)
}

/** Whose job may still be found. */
function findEarlierClaims(task: SupersedeTask): readonly RecordedClaim[] {
  const { holder, githubTime } = task.context
  const claims = findEarlierSubmissions(task.ledger.record, { ...holder, nowMs: githubTime() })
  return claims.filter((each) => isObsolete(each, task))
}

/**
 * The owner asks for something else now, so no run looks for the job of such a submission. `among`: those that were alive
 * before; absent for all.
 */
function warnAboutDeadClaims(task: SupersedeTask, among?: readonly RecordedClaim[]): void {
  const { states, context, watch, ledger } = task
  const { holder, githubTime, reporter } = context
  const shown = states.find(({ job }) => job !== undefined)
  for (const each of findDeadClaims(ledger.record, { ...holder, nowMs: githubTime() })) {
    const { key, claim } = each
    const isNew = among?.some((other) => other.key === key && other.claim.holderId === claim.holderId)
    if (!isObsolete(each, task) || isNew === false) continue
    const note = interruptedNote(claim)
    reporter.warn(note)
    if (shown) watch.update(shown.label, (current) => withNote(current, note))
  }
}

export const interruptedNote = ({ label, run, submissionStartedAtMs = 0 }: Hold): Note => ({
  code: 'earlier-submission-interrupted',
  label,
  runId: run.id,
  startedAtMs: submissionStartedAtMs,
})

interface ReplacedJob extends RecordedRequestJob {
  /** Of the job that takes its place. */
  readonly state: JobState
}

function isNeeded(job: ReplacedJob, { context, ledger }: ReplacementTask): boolean {
  const { holder, githubTime } = context
  return isNeededByOthers(ledger.record, job, { ...holder, nowMs: githubTime() })
}

/** What a step with another API key says of itself is not always the newest: the next run decides, or `sync`. */
function isUsedWithOtherKey({ key }: ReplacedJob, { ledger }: ReplacementTask): boolean {
  return findRequest(ledger.record, key).holds.some(({ isUnsigned }) => isUnsigned === true)
}

function findReplacedJobs(task: ReplacementTask): readonly ReplacedJob[] {
  const { states, asked, inputs, context, ledger } = task
  const { holder } = context
  const askedKeys = new Set(asked.flatMap((state) => ledger.keyOf(state) ?? []))
  const [successor] = isReverted(task) ? states : findSuccessors(states)
  if (successor === undefined) return []
  const obsolete = findObsoleteJobs(ledger.record, askedKeys, holder)
  const duplicates = states.flatMap((state) => {
    const { spec, job, isReused } = state
    if (spec === undefined || job === undefined || isReused === true) return []
    return findDuplicateJobs(ledger.record, job.id, { ...holder, digest: spec.digest })
      .filter(({ job: { id } }) => states.every((other) => other.job?.id !== id))
      .map((each) => ({ ...each, state }))
  })
  const replaced = [...obsolete.map((each) => ({ ...each, state: successor })), ...duplicates]
  // What an earlier run of this step has left needs no second message.
  const isNew = ({ job }: ReplacedJob): boolean =>
    job.replacedBy === undefined || compareRuns(job.replacedByRun ?? job.run, holder.run) === 0
  return inputs.onSuperseded === 'leave' ? replaced.filter(isNew) : replaced
}

/**
 * Waits until the new jobs run. If none does, names the replaced jobs that nobody else needs: they train on, and perhaps no
 * later run replaces them. `ids`: absent for all.
 */
async function mayCancelNow(task: SupersedeTask, ids?: ReadonlySet<string>): Promise<boolean> {
  const { clock, deadlineMs } = task.context
  if (await waitUntilStarted(task)) return true
  if (task.inputs.onSuperseded === 'leave') return false
  if (clock.now() < deadlineMs) await task.ledger.readNow()
  if (hasSuccessor(task) || currentSuccessors(task).some(hasRun)) return false
  const left = findReplacedJobs(task).filter(
    (each) => ids?.has(each.job.id) !== false && !isNeeded(each, task),
  )
  for (const each of left)
    reportCancellation(each, { note: { code: 'obsolete-job-not-replaced', jobId: each.job.id } }, task)
  return false
}

const START_POLL_INTERVAL_MS = 1_000

/**
 * Waits until the new jobs run, at most ten minutes. Resolves to false if none of them got that far, or at the deadline of
 * the step. A step that does not wait for its jobs does not wait here.
 */
async function waitUntilStarted(task: SupersedeTask): Promise<boolean> {
  const { clock, deadlineMs } = task.context
  if (task.inputs.waitFor === 'none') return true
  const untilMs = Math.min(deadlineMs, clock.now() + SUPERSEDE_DELAY_MS)
  for (;;) {
    // The mark in the record lets the next run or `sync` finish it.
    if (clock.now() >= deadlineMs) return false
    const jobs = currentSuccessors(task)
    const waiting = jobs.filter((state) => state.outcome === undefined && !hasRun(state))
    if (waiting.length === 0) return jobs.some(hasRun)
    if (clock.now() >= untilMs) return true
    await clock.sleep(Math.min(START_POLL_INTERVAL_MS, untilMs - clock.now()))
  }
}

/** As the watch has last seen them. */
function currentSuccessors({ states, context }: SupersedeTask): readonly JobState[] {
  const labels = new Set(findSuccessors(states).map(({ label }) => label))
  return context.reporter.states.filter(({ label }) => labels.has(label))
}

/** A job that has failed since then counts, too. */
function hasRun({ job, timeline }: JobState): boolean {
  return [job?.status, ...timeline.map(({ status }) => status)].some((status) =>
    hasStarted(parsePhase(status)),
  )
}

function reportCancellation(
  { state }: Pick<ReplacedJob, 'state'>,
  { note }: Cancellation,
  { context, watch }: SupersedeTask,
): void {
  if (note === undefined) return
  context.reporter.info(note, state.label)
  watch.update(state.label, (current) => withNote(current, note))
}

/** `api-url` has changed. No new job has to run first, because this step cancels none of those. */
function nameJobsAtOtherServices(task: SupersedeTask): void {
  const { states } = task
  const state = states.find(({ job }) => job !== undefined) ?? states[0]
  if (state === undefined || hasSuccessor(task)) return
  for (const note of noteJobsAtOtherServices(task)) reportCancellation({ state }, { note }, task)
}

/**
 * Says why a job was cancelled, if this run or another step has done that. Turns `cancelled` into `superseded` if it was a
 * newer run.
 */
export async function markSuperseded(
  states: readonly JobState[],
  { ledger }: CommandContext,
): Promise<readonly JobState[]> {
  if (ledger === undefined || states.every(({ outcome }) => outcome !== 'cancelled')) return states
  await ledger.read(states)
  return states.map((state) => {
    if (state.outcome !== 'cancelled') return state
    const notes = state.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
    if (notes.some(({ code }) => code === 'closed-after-submission')) return { ...state, notes }
    const { stopAtMs, stopAcceptedAtMs } = ledger.recordedJob(state) ?? {}
    // A person may cancel a job, too.
    const wasAnnounced = stopAtMs !== undefined || stopAcceptedAtMs !== undefined
    if (wasAnnounced && ledger.successorOf(state) !== undefined)
      return withNote({ ...state, notes }, { code: 'taken-over-and-cancelled' }, 'superseded')
    return stopAcceptedAtMs !== undefined && notes.length < state.notes.length
      ? withNote({ ...state, notes }, { code: 'cancelled-by-other-step' })
      : state
  })
}
