import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import {
  findDuplicateJobs,
  findObsoleteJobs,
  isNeededByOthers,
  type RecordedRequestJob,
} from '../state/superseding.ts'
import { findRequest, requestKey, type CommentRecord } from '../state/record.ts'
import { SUPERSEDE_DELAY_MS } from '../timeouts.ts'
import type { JobState } from './job-state.ts'

const NO_IDS: ReadonlySet<string> = new Set()

/** Jobs that this step cancels once its own run. A job that an earlier run has replaced in vain still counts. */
export function findObsoleteIds(
  states: readonly JobState[],
  { onSuperseded }: Pick<RunInputs, 'onSuperseded'>,
  { ledger, holder, githubTime }: CommandContext,
): ReadonlySet<string> {
  if (ledger === undefined || onSuperseded === 'leave') return NO_IDS
  const nowMs = githubTime()
  const { record } = ledger
  const keys = new Set(states.flatMap((state) => ledger.keyOf(state) ?? []))
  const duplicates = states.flatMap(({ spec, job }) =>
    spec === undefined ? [] : findDuplicateJobs(record, job?.id ?? '', { ...holder, digest: spec.digest }),
  )
  const obsolete = [...findObsoleteJobs(record, keys, holder), ...duplicates]
  const replaced = obsolete.filter((each) => !isNeededByOthers(record, each, { ...holder, nowMs }))
  const stillCounts = (each: RecordedRequestJob): boolean =>
    nowMs - replacedAtMs(record, each, holder.service) >= SUPERSEDE_DELAY_MS
  return new Set(replaced.filter((each) => !stillCounts(each)).map(({ job }) => job.id))
}

/** When the newest job was recorded that takes the place of this one; infinite if there is none. */
function replacedAtMs(record: CommentRecord, { job }: RecordedRequestJob, service: string): number {
  if (job.replacedBy === undefined) return Infinity
  const { jobs } = findRequest(record, requestKey(job.replacedBy, service))
  const times = jobs.filter(({ id }) => id !== job.id).map(({ atMs }) => atMs)
  return times.length === 0 ? job.atMs : Math.max(...times)
}
