import type { JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import type { Diagnostic } from '../job-spec/types.ts'
import type { SpecDiffs } from '../job-spec/spec-diff.ts'
import type { Plan } from '../policy/plan.ts'
import type { HistoryEntry } from '../state/record.ts'
import type { OrphanedJob } from '../state/orphans.ts'
import type { PlanOrigin } from '../state/show-plan.ts'
import type { RunContext } from './run-context.ts'

/** The contents of a report at one moment. */
export interface ReportModel {
  readonly states: readonly JobState[]
  readonly diagnostics: readonly Diagnostic[]
  readonly context: RunContext
  /** What the specs change against the base branch, on a pull request. */
  readonly specDiffs?: SpecDiffs
  /** What the step would train, and what the policy says about it. */
  readonly plan?: Plan
  /** Of that plan. Absent in a report that only updates that of another step. */
  readonly origin?: PlanOrigin
  /** The report was saved without the lists in its requests. */
  readonly lacksRequests?: true
  /** Digests of the requests that are whole all the same. */
  readonly wholeDigests?: ReadonlySet<string>
  /** Jobs of earlier reports of the comment, newest first. */
  readonly history?: readonly HistoryEntry[]
  /** The last check of detached jobs by the scheduled `sync` workflow. */
  readonly lastSync?: { readonly atMs: number; readonly logUrl: string }
  /** Another run that continues to watch a job of this report. */
  readonly followedBy?: { readonly runId: string; readonly logUrl: string }
  /** Jobs of the conversation that no step looks after any more. */
  readonly orphans?: readonly OrphanedJob[]
  /** Notes about the whole step. */
  readonly messages?: readonly Note[]
  /** Unix time of the report. */
  readonly nowMs: number
}
