import { cancelAnnounced } from './cancel-recorded-jobs.ts'
import { findEarlierClaims, warnAboutDeadClaims } from './lost-submissions.ts'
import { nameJobsAtOtherServices } from './other-services.ts'
import {
  findReplacedJobs,
  hasSuccessor,
  isNeeded,
  isReverted,
  isUsedWithOtherKey,
  markReplacedJobs,
  type ReplacedJob,
} from './replaced-jobs.ts'
import {
  addNote,
  announce,
  recordStates,
  type SupersedeInputs,
  type SupersedeTask,
  warnAboutSharedOwner,
} from './supersede-task.ts'
import { currentSuccessors, hasRun, waitUntilStarted } from './wait-until-started.ts'
import { yieldToNewerRun } from './yield-to-newer-run.ts'
import type { JobState } from './job-state.ts'
import type { CommandContext } from '../commands/context.ts'
import type { GitHubResult } from '../state/github.ts'
import { isNewerRun, runsOfOwner } from '../state/record.ts'
import type { RecordedRequestJob } from '../state/superseding.ts'
import type { Watch } from './watch.ts'

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
    for (const { job, state } of marked.ok ? replaced : [])
      addNote({ code: 'obsolete-job-left', jobId: job.id }, state, task)
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
    // The heartbeats find out when it is over.
    if (ledger.refusal !== undefined) continue
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
        if (announcement.ok) return announcement.limit
        for (const { job } of jobs) unsettled.add(job.id)
        return undefined
      },
      report: (each, result) => {
        if (result.isUnanswered) unsettled.add(each.job.id)
        if (result.note) addNote(result.note, each.state, task)
      },
    },
    task.context,
  )
  return { handled, unsettled }
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
  for (const { job, state } of left)
    addNote({ code: 'obsolete-job-not-replaced', jobId: job.id }, state, task)
  return false
}
