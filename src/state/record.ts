import type { Approval, ApprovingAct } from '../approval/approval.ts'
import type { TrainingJob } from '../jobs/api.ts'
import { CLOCK_MARGIN_S } from '../jobs/clock.ts'
import { currentOutcome, type Outcome } from '../jobs/job-status.ts'
import type { RequestFingerprint } from '../jobs/match-request.ts'
import type { Provenance } from '../jobs/provenance.ts'

/** One attempt of one run of a workflow. */
export interface RunRef {
  /** GITHUB_RUN_ID: increases within a repository. */
  readonly id: string
  /** GITHUB_RUN_ATTEMPT: starts at 1. */
  readonly attempt: number
}

/** A step that works on a request: it submits a job for it, or follows one. All times are GitHub's (Unix time). */
export interface Hold {
  /** Distinguishes the steps of one run. */
  readonly holderId: string
  /** The same for a step in all runs of its workflow. */
  readonly owner: string
  readonly run: RunRef
  readonly commit: string
  /** It was not the head of the pull request: an older commit, or that of a run that only reports there. */
  readonly isNotHead?: true
  /** Name of the spec, for display only. */
  readonly label: string
  /** When this version was written. Orders the versions of one holder. */
  readonly atMs: number
  /** Until when the holder counts as alive; 0 after it has finished. */
  readonly leaseExpiresAtMs: number
  /** When a submission without a known result was claimed. Those of one step are sent in this order. */
  readonly submissionStartedAtMs?: number
  /** What tells the job of that submission from older ones, if the service could be asked before. */
  readonly baseline?: SubmissionBaseline
  /** Of the request of that submission, so that its job is not taken for one of another request. */
  readonly fingerprint?: RequestFingerprint
  /** Of an open claim. */
  readonly approval?: Approval
  /** The estimated price of that submission, in the currency of the policy. */
  readonly price?: number
  /** The job that the holder uses. */
  readonly jobId?: string
  /** The step, or one that continued it, has decided what becomes of its job. A step that was killed has not. */
  readonly hasEnded?: true
  /** The base branch has the request already, so the step wants no job for it (`only-changed`). */
  readonly isUnchanged?: true
  /** `on-cancel: leave` */
  readonly leavesOnCancel?: true
  /** The step has left its job on purpose, or will: `wait: false`, `wait: started`, or a time-out with `on-timeout: leave`. */
  readonly leavesJob?: true
  /** Not signed by us. Such a hold says nothing about the order of runs. */
  readonly isUnsigned?: boolean
  /** The latest lease of a version that we did not sign, which can only spare a job. Not recorded. */
  readonly unsignedLeaseMs?: number
}

/** What the service knew before a submission. */
export interface SubmissionBaseline {
  /** The service's time (Unix time in seconds), minus a margin: no job of the submission is older. */
  readonly sinceS: number
  /** Ids of jobs since then that could be taken for the one of the submission; at most ten. */
  readonly knownIds: readonly string[]
}

/** Why a sync cancels a job. */
export type StopReason = 'pull-request-closed' | 'run-cancelled' | 'replaced'

/** A job that trains a request. */
export interface RecordedJob {
  readonly id: string
  /** The step that submitted it. */
  readonly owner: string
  /** The run that submitted it. */
  readonly run: RunRef
  /** That was not for the head of the pull request, see `Hold`. */
  readonly isNotHead?: true
  /** When it was recorded (Unix time). */
  readonly atMs: number
  /** `created_at` of the service (Unix time in seconds). */
  readonly createdAtS?: number
  readonly isUnfinished: boolean
  readonly provenance: Provenance
  /** Tells API keys apart: a job of another key may belong to another workspace. */
  readonly keyId?: string
  /** `reuse: false`: its step had not searched for the jobs of lost submissions of the request. */
  readonly isWithoutSearch?: true
  /** Login of whoever started the run that submitted it; absent if another step may have done so. */
  readonly submittedBy?: string
  /** The estimate when it was submitted, in the currency of the policy. */
  readonly price?: number
  /** Absent if it needed none. */
  readonly approval?: Approval
  /** Of a job that has succeeded. */
  readonly outputModel?: string
  /** Digest of the request whose job takes its place, once that runs. Empty if it then keeps running. */
  readonly replacedBy?: string
  /** The run that replaced it. A newer one may replace it by something else. */
  readonly replacedByRun?: RunRef
  /** `on-superseded: leave` of a step that used it. */
  readonly leavesOnSuperseded?: true
  /** When a step announced that it cancels the job, unless somebody turns out to need it. */
  readonly stopAtMs?: number
  /** When a step last found that the service has accepted that cancellation, and the job still ran. */
  readonly stopAcceptedAtMs?: number
  /** Why, if that was a sync. */
  readonly stopReason?: StopReason
  /** When a sync last found that the service does not know it (Unix time). The next one that does so gives it up. */
  readonly missingSinceMs?: number
}

/** All that is known about one request at one service. */
export interface RequestRecord {
  readonly holds: readonly Hold[]
  /** Newest first. */
  readonly jobs: readonly RecordedJob[]
}

/** The data behind the visible text, so that a later run can update the text. */
export interface SavedReport {
  /** When it was saved (Unix time). */
  readonly atMs: number
  /** JSON; only the report module knows its format. */
  readonly report: unknown
}

/** What became of a job of this comment, for the list of earlier jobs. All texts are for display. */
export interface HistoryEntry {
  readonly jobId: string
  /** Name of the spec. */
  readonly label: string
  /** `running`: not known to have ended when a newer run replaced its report. */
  readonly outcome: Outcome
  /** The model, or a short reason why there is none. */
  readonly result?: string
  /** What the spec changed, in a few words. */
  readonly changed?: string
  readonly durationMs?: number
  /** When the job ended, or else when its report was replaced (Unix time). */
  readonly endedAtMs: number
}

/** What has approved requests that have got no job by it, or a start by hand that is half of that. */
export type RecordedAct = ApprovingAct & {
  /** Of the requests, shortened, sorted. */
  readonly digests: readonly string[]
  /** A second person had to act, too. */
  readonly isHalf?: true
}

/** What a comment showed during an interval: an approval of that time is about these requests. Times are GitHub's (Unix time). */
export interface ShownPlan {
  /** Of the comment, shortened: only a plan of the same workflow step could have shown a request before. */
  readonly key: string
  /** Digests of the requests, shortened to 32 hexadecimal digits, sorted. */
  readonly digests: readonly string[]
  /** Likewise, of the requests that the step asked for, but did not show or that need no approval. */
  readonly hidden: readonly string[]
  /** A spec could not be read, so that there may be further requests. */
  readonly isPartial: boolean
  /** Just before the comment was written. */
  readonly sinceMs: number
  /** When another plan took its place; absent while it is shown. */
  readonly untilMs?: number
  /** From `accountNames`: whoever pushed it first, if the run was that of the push; several if it is not the only plan. */
  readonly pushers: readonly string[]
  /** A list of pushes had the commit for which it was first shown, so that it told all who brought in what is new in it. */
  readonly hasAllPushers?: true
  /** The commit for which it was first shown, shortened by `shortCommit`; several if two steps showed it at once. */
  readonly firstCommits: readonly string[]
  /** All commits for which it was shown, likewise, sorted. */
  readonly commits: readonly string[]
  /** Of the inputs that first selected the requests. Absent if nobody knows them. */
  readonly inputsHash?: string
  /** It was also shown for other inputs, for which the same commits may ask for other requests. */
  readonly hasOtherInputs?: true
  /** The id of the newest run of each step that has shown it, by `ownerHash`. */
  readonly newestRuns: Readonly<Record<string, string>>
  /** Of the visible text, which somebody may have edited since. Only while it is shown. */
  readonly textHash?: string
}

/** What the jobs of one step have cost, since the record may drop jobs that ended without a model. */
export interface Subtotal {
  /** Of the comment, shortened: another comment may know only some of these jobs. */
  readonly key: string
  /** The step that submitted them. */
  readonly owner: string
  readonly service: string
  /**
   * It includes every job with a price that was recorded until then (`atMs`), whether the record still has it or not: so a
   * dropped job that its step records again is not added again.
   */
  readonly untilMs: number
  /** In the currency of the policy. */
  readonly amount: number
}

/** The data of one comment, or of several that were merged. */
export interface CommentRecord {
  /** The newest run that wrote the visible text. */
  readonly run?: RunRef
  /** Absent if the text is final. */
  readonly savedReport?: SavedReport
  /** By request key. */
  readonly requests: Readonly<Record<string, RequestRecord>>
  /** Owners that several steps of one run attempt share. Nothing of theirs is superseded. */
  readonly ambiguousOwners: readonly string[]
  /** Jobs of earlier reports, newest first, one entry for each. */
  readonly history?: readonly HistoryEntry[]
  /** What the comment has shown, oldest first. Only where the policy wants approvals. */
  readonly shownPlans?: readonly ShownPlan[]
  /** Oldest first. GitHub lists no starts by hand, and the plan that another act is about may have been dropped. */
  readonly acts?: readonly RecordedAct[]
  /** Only of steps of which a job with a price was dropped. */
  readonly subtotals?: readonly Subtotal[]
  /** When the comment was last written. A later change is not ours. Only beside `shownPlans`. */
  readonly writtenAtMs?: number
}

export const EMPTY_RECORD: CommentRecord = { requests: {}, ambiguousOwners: [] }
const EMPTY_REQUEST: RequestRecord = { holds: [], jobs: [] }

/** Identifies a request at a service. `service`: origin and prefix of its URL. */
export function requestKey(digest: string, service: string): string {
  return `${digest} ${service}`
}

export function digestOfKey(key: string): string {
  return key.split(' ')[0] ?? ''
}

export function serviceOfKey(key: string): string {
  return key.slice(key.indexOf(' ') + 1)
}

export function findRequest({ requests }: CommentRecord, key: string): RequestRecord {
  return (Object.hasOwn(requests, key) ? requests[key] : undefined) ?? EMPTY_REQUEST
}

/** Drops requests of which nothing is left: without their key, the record says the same. */
export function mapRequests(
  record: CommentRecord,
  change: (request: RequestRecord, key: string) => RequestRecord,
): CommentRecord {
  const requests = Object.entries(record.requests)
    .map(([key, request]): [string, RequestRecord] => [key, change(request, key)])
    .filter(([, { holds, jobs }]) => holds.length > 0 || jobs.length > 0)
  return { ...record, requests: Object.fromEntries(requests) }
}

/** Whether a run started after another, or is a later attempt of it. */
export function isNewer(run: RunRef, other: RunRef): boolean {
  return compareRuns(run, other) > 0
}

/** Whether another run started after this one. Attempts of one run are the same run. */
export function isNewerRun(run: RunRef, other: RunRef): boolean {
  return run.id !== other.id && isNewer(run, other)
}

export function compareRuns(a: RunRef, b: RunRef): number {
  return compareRunIds(a.id, b.id) || a.attempt - b.attempt
}

export function compareRunIds(a: string, b: string): number {
  return a.length - b.length || compareText(a, b)
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The runs of an owner, newest first. Only signed holds count. `onlyOfHead`: without those for older commits. */
export function runsOfOwner(record: CommentRecord, owner: string, onlyOfHead = false): readonly RunRef[] {
  const byId = new Map<string, RunRef>()
  for (const { holds } of Object.values(record.requests)) {
    for (const { run, owner: other, isUnsigned, isNotHead } of holds) {
      if (other !== owner || isUnsigned === true || (onlyOfHead && isNotHead === true)) continue
      const known = byId.get(run.id)
      if (known === undefined || isNewer(run, known)) byId.set(run.id, run)
    }
  }
  return [...byId.values()].sort((a, b) => compareRuns(b, a))
}

/** The commit for which a run of an owner asks for a request; undefined if it does not ask for it. */
export function commitAskedFor({ holds }: RequestRecord, owner: string, { id }: RunRef): string | undefined {
  return holds.find((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true)?.commit
}

/**
 * Whether the end of the job is still to be reported. A step may be killed before it reports it, or leave it to a newer
 * run. A succeeded job is unfinished until it names its model.
 */
export function isUnfinished(job: TrainingJob, outcome: Outcome | undefined): boolean {
  const current = currentOutcome(job)
  if (outcome === undefined) return true
  if (outcome === 'superseded') return current !== 'cancelled'
  return outcome !== 'failed' && current === 'running'
}

/** Whether a recorded job has ended without a model. Nothing says whether it ever ran. */
export function hasFailed({ isUnfinished, outputModel }: RecordedJob): boolean {
  return !isUnfinished && outputModel === undefined
}

/** Marks everything in a record as unsigned, and drops the history and what only a signed record can say. */
export function asUnsigned({ requests }: CommentRecord): CommentRecord {
  return mapRequests({ requests, ambiguousOwners: [] }, ({ holds, jobs }) => ({
    holds: holds.map((hold) => ({ ...hold, isUnsigned: true })),
    jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen, stopAtMs, stopAcceptedAtMs }) => ({
      id,
      owner,
      run,
      atMs,
      isUnfinished: isOpen,
      provenance: 'unsigned',
      stopAtMs,
      stopAcceptedAtMs,
    })),
  }))
}

/** Whether a job is the recorded one: the same id and, as far as both are known, the same creation time. */
export function isRecordedJob({ id, createdAtS }: RecordedJob, job: TrainingJob): boolean {
  if (job.id !== id) return false
  const differenceS = Math.abs((createdAtS ?? job.createdAt ?? 0) - (job.createdAt ?? createdAtS ?? 0))
  return differenceS <= CLOCK_MARGIN_S
}
