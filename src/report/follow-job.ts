import type { StatusChange, JobState } from '../jobs/job-state.ts'
import type { RequestRecords } from '../state/record-store.ts'
import { findRequest, isUnfinished, type CommentRecord, type Hold } from '../state/record.ts'
import type { ReportModel } from './report-model.ts'
import type { RunContext } from './run-context.ts'
import { leaseDurationMs } from '../state/lease.ts'

interface JobFollowerOptions {
  /** GitHub's time (Unix time). */
  readonly githubTime: () => number
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
  toCommentModel({ states, nowMs, history }: ReportModel): ReportModel {
    const { jobId, context, model: commentModel } = this.#options
    const ownState = states.find(({ job, label }) => (job?.id ?? label) === jobId)
    const model =
      ownState === undefined ? commentModel : applyFollowedJob(commentModel, jobId, ownState, nowMs)
    return { ...model, nowMs, history, followedBy: { runId: context.runId, logUrl: context.logUrl } }
  }

  /**
   * Extends the lease of the step that used the job last, or marks the job as finished. Whatever killed the steps that used
   * it: from now on, this step decides what becomes of the job. A step that is alive writes its own version.
   */
  requests(states: readonly JobState[]): RequestRecords {
    const { jobId, record, githubTime } = this.#options
    const ownState = states.find(({ job }) => job?.id === jobId)
    const key = Object.keys(record.requests).find((each) =>
      findRequest(record, each).jobs.some(({ id }) => id === jobId),
    )
    if (ownState === undefined || key === undefined) return {}
    const { holds, jobs } = findRequest(record, key)
    const hasEnded = ownState.job !== undefined && !isUnfinished(ownState.job, ownState.outcome)
    const [holder, ...others] = holds.filter((hold) => hold.jobId === jobId)
    const leaseExpiresAtMs = githubTime() + leaseDurationMs(this.heartbeatIntervalMs)
    const isFollowing = ownState.outcome === undefined
    const takenOver = [...(holder === undefined || isFollowing ? [] : [holder]), ...others].map(takeOver)
    return {
      [key]: {
        holds: holder && isFollowing ? [{ ...takeOver(holder), leaseExpiresAtMs }, ...takenOver] : takenOver,
        jobs: jobs
          .filter(({ id }) => id === jobId)
          .map((job) => (hasEnded ? { ...job, isUnfinished: false } : job)),
      },
    }
  }
}

/** Of two versions from the same time, that with the later lease counts. */
function takeOver(hold: Hold): Hold {
  return { ...hold, leaseExpiresAtMs: hold.leaseExpiresAtMs + 1, hasEnded: true }
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
