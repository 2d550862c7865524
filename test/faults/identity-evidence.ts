import type { LeaseHolder } from '../../src/state/lease.ts'
import type { CompletedRun, FakeRun } from '../fakes/command-context.ts'
import type { IdentitySchedule, RequestName, StepEvent, SyncEvent } from './identity-schedule.ts'

/** A step that ran. */
export interface ModelStep {
  readonly event: StepEvent
  readonly holder: LeaseHolder
  readonly run: FakeRun
  readonly startedMs: number
  /** Before the next step of its owner started. */
  isNewest: boolean
  end: 'running' | 'completed' | 'killed' | 'cancelled'
  /** When it goes on. */
  suspendedUntilMs?: number
  result?: CompletedRun
  /** Of a run that syncs. */
  readonly sync?: SyncEvent
}

/** A submission or cancellation that the service received. */
export interface ModelCall {
  readonly kind: 'accepted' | 'cancelled'
  readonly jobId: string
  readonly request: RequestName
  /** The step that sent it; its post step counts as the step. */
  readonly sender: ModelStep
  /** The recorded jobs of the same request that could still succeed at that time, without this one. */
  readonly liveJobs: readonly string[]
  /** Ids of jobs that some comment names. */
  readonly namedIds: ReadonlySet<string>
  /** The sender has another one of them, whether anybody else knows it or not. */
  readonly hasOwnJob: boolean
  /** What each step asked for and followed at that time. */
  readonly steps: readonly StepSnapshot[]
}

export interface StepSnapshot {
  readonly step: ModelStep
  readonly isRunning: boolean
  /** It has had time to record what it asks for. */
  readonly isVisible: boolean
  readonly isNewest: boolean
  /** Ids of the jobs that it follows, in its states. */
  readonly jobIds: readonly string[]
  /** Requests that it is done with, because it does not wait for a job, or the job has ended. */
  readonly settled: ReadonlySet<RequestName>
}

export interface IdentityEvidence {
  readonly schedule: IdentitySchedule
  readonly steps: readonly ModelStep[]
  /** Runs of `command: sync`. */
  readonly syncs: readonly ModelStep[]
  readonly calls: readonly ModelCall[]
  /** All jobs at the end; `submittedBy` is undefined for those of somebody else. */
  readonly jobs: readonly {
    readonly id: string
    readonly request: RequestName
    readonly isLive: boolean
    /** When it ends by itself. */
    readonly endMs: number
    readonly submittedBy?: ModelStep
  }[]
}
