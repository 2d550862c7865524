import { isUnchanged, type JobState } from './job-state.ts'
import type { ReplacementTask } from './supersede-task.ts'
import {
  findDuplicateJobs,
  findObsoleteJobs,
  isNeededByOthers,
  type RecordedRequestJob,
} from '../state/superseding.ts'
import { compareRuns, findRequest } from '../state/record.ts'

export interface ReplacedJob extends RecordedRequestJob {
  /** Of the job that takes its place. */
  readonly state: JobState
}

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

export function findReplacedJobs(task: ReplacementTask): readonly ReplacedJob[] {
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

/** The states whose jobs may replace older ones: the new ones. What was followed does so only if nothing else was wanted. */
export function findSuccessors(states: readonly JobState[]): readonly JobState[] {
  const isNew = (state: JobState): boolean => !isUnchanged(state) && state.isReused !== true
  const successors = states.some(isNew) ? states.filter(isNew) : states
  return successors.filter(({ job }) => job !== undefined)
}

/** The step asks for nothing that is not on the base branch already, so no new job is waited for. */
export function isReverted({ asked }: Pick<ReplacementTask, 'asked'>): boolean {
  return asked.length > 0 && asked.every(isUnchanged)
}

export function hasSuccessor({ states, ledger }: ReplacementTask): boolean {
  return states.some((state) => ledger.successorOf(state) !== undefined)
}

export function isNeeded(job: ReplacedJob, { context, ledger }: ReplacementTask): boolean {
  const { holder, githubTime } = context
  return isNeededByOthers(ledger.record, job, { ...holder, nowMs: githubTime() })
}

/** What a step with another API key says of itself is not always the newest: the next run decides, or `sync`. */
export function isUsedWithOtherKey({ key }: ReplacedJob, { ledger }: ReplacementTask): boolean {
  return findRequest(ledger.record, key).holds.some(({ isUnsigned }) => isUnsigned === true)
}
