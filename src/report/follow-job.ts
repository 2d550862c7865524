import type { Clock } from '../jobs/clock.ts'
import type { StatusChange, JobState } from '../jobs/job-state.ts'
import type { SpecRecords } from '../state/record-store.ts'
import { findSpecRecord, isUnfinished, type CommentRecord } from '../state/record.ts'
import type { ReportModel } from './report-model.ts'
import type { RunContext } from './run-context.ts'
import { LEASE_GRACE_MS } from '../timeouts.ts'

interface JobFollowerOptions {
  readonly clock: Pick<Clock, 'wall'>
  readonly jobId: string
  /** Contents of the comment when this step started. */
  readonly record: CommentRecord
  readonly model: ReportModel
  readonly context: RunContext
}

/** Reports on a job of another step, in that step's comment. */
export class JobFollower {
  readonly #options: JobFollowerOptions
  heartbeatIntervalMs = 60_000

  constructor(options: JobFollowerOptions) {
    this.#options = options
  }

  /** Updates the comment's report with the state of the followed job. */
  toCommentModel({ states, nowMs }: ReportModel): ReportModel {
    const { jobId, context, model: commentModel } = this.#options
    const ownState = states.find(({ job, label }) => (job?.id ?? label) === jobId)
    const model =
      ownState === undefined ? commentModel : applyFollowedJob(commentModel, jobId, ownState, nowMs)
    return { ...model, nowMs, followedBy: { runId: context.runId, logUrl: context.logUrl } }
  }

  /** Extends the lease, or marks the job as finished. The holder of the spec does not change. */
  specRecords(states: readonly JobState[]): SpecRecords {
    const { jobId, record, clock } = this.#options
    const ownState = states.find(({ job }) => job?.id === jobId)
    const label = Object.keys(record.specs).find((each) =>
      findSpecRecord(record, each)?.jobs.some(({ id }) => id === jobId),
    )
    const specRecord = label === undefined ? undefined : findSpecRecord(record, label)
    if (ownState === undefined || specRecord === undefined || label === undefined) return {}
    const hasEnded = ownState.job !== undefined && !isUnfinished(ownState.job, ownState.outcome)
    const jobs = specRecord.jobs
      .filter(({ id }) => id === jobId)
      .map(({ snapshot, ...job }) => (hasEnded ? { ...job, isUnfinished: false } : { ...job, snapshot }))
    const leaseExpiresAtMs =
      ownState.outcome === undefined
        ? clock.wall() + this.heartbeatIntervalMs + LEASE_GRACE_MS
        : specRecord.leaseExpiresAtMs
    return { [label]: { ...specRecord, jobs, leaseExpiresAtMs } }
  }
}

/** Applies what another step has observed of one of the report's jobs. */
export function applyFollowedJob(
  model: ReportModel,
  jobId: string,
  followed: JobState,
  nowMs: number,
): ReportModel {
  const states = model.states.map((state): JobState => {
    if (state.job?.id !== jobId) return state
    const { job = state.job, outcome, error, notes, timeline } = followed
    return { ...state, job, outcome, error, notes, timeline: mergeTimelines(state.timeline, timeline) }
  })
  return { ...model, states, nowMs }
}

/** Drops the first observation of the second timeline if it repeats the last status of the first. */
function mergeTimelines(
  before: readonly StatusChange[],
  after: readonly StatusChange[],
): readonly StatusChange[] {
  const [first] = after
  const isSame = first !== undefined && first.status === before.at(-1)?.status
  return [...before, ...(isSame ? after.slice(1) : after)]
}
