import { mayCancel } from '../jobs/provenance.ts'
import { ageOf, momentOf, type Clock, type Moment } from '../jobs/clock.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { Outcome } from '../jobs/job-status.ts'
import { CLAIM_SETTLE_MS, MAX_FAST_WRITE_MS, SLOW_CLAIM_SETTLE_MS } from '../state/comment-record-store.ts'
import { mergeRecords } from '../state/merge-records.ts'
import type { CommitStatus, CommitStatusStore, GitHubError, GitHubResult } from '../state/github.ts'
import type { LeaseHolder } from '../state/lease.ts'
import type { ClaimResult, ClaimUpdate, RecordStore, RequestRecords } from '../state/record-store.ts'
import { digestOfKey, EMPTY_RECORD, type CommentRecord, type RequestRecord } from '../state/record.ts'
import { displayState } from './display-state.ts'
import type { Log } from './log.ts'
import {
  describeSpec,
  describeSubmitting,
  describeWaiting,
  parseStatusRecord,
  type StatusSigner,
} from './status-record.ts'
import { SinkErrors, type Report, type ReportSink } from './report-sink.ts'
import { createHash } from 'node:crypto'
import { CLAIM_FENCE_MS, SUBMISSION_LEASE_MS, SUBMIT_REQUEST_TIMEOUT_MS } from '../timeouts.ts'

/** In the longest description. A longer id takes the place of the state. */
const MAX_ID_LENGTH = 78
/** In a description without the state. A longer id is cut. */
const MAX_LONE_ID_LENGTH = 116

/** Describes a state, with what a later run needs to find its job. */
function describeJob(state: JobState, nowMs: number): string {
  const { spec, job } = state
  const parts = [
    ...(job && needsWholeDescription(job.id) ? [] : [displayState(state, { nowMs }).shortLabel]),
    ...(job ? [`job ${shortenId(job.id)}`] : []),
    ...(spec ? [describeSpec(spec.digest)] : []),
  ]
  return parts.join(' · ')
}

const needsWholeDescription = ({ length }: string): boolean =>
  length > MAX_ID_LENGTH && length <= MAX_LONE_ID_LENGTH

const shortenId = (id: string): string =>
  id.length > MAX_LONE_ID_LENGTH ? `${id.slice(0, MAX_ID_LENGTH - 1)}…` : id

export interface CommitStatusSinkOptions {
  readonly store: CommitStatusStore
  readonly log: Log
  readonly clock: Pick<Clock, 'now' | 'wall' | 'sleep'>
  /** A sync has no `holderId`. */
  readonly holder: Pick<LeaseHolder, 'run' | 'commit'> &
    Partial<Pick<LeaseHolder, 'holderId' | 'neverReuses'>>
  readonly signer: StatusSigner
  /** Login of the author of our own statuses. */
  readonly viewerLogin: () => Promise<GitHubResult<string>>
  /** Label of the matrix job, empty outside of a matrix. */
  readonly matrixLabel: string
  /** URL of the comment, once it exists. */
  readonly commentUrl: () => string | undefined
  /** Linked until there is a comment. */
  readonly logUrl: string
  readonly redact: (text: string) => string
}

/** `digest` and `jobId` are what it records. */
interface ShownStatus extends Pick<CommitStatus, 'state' | 'description'> {
  readonly digest: string | undefined
  readonly jobId?: string
  /** It is set again if it is older than this. Default: only if it has changed. */
  readonly maxAgeMs?: number
}

const SUCCESS: GitHubResult<undefined> = { ok: true, value: undefined }

/**
 * A renewed claim is announced again only if the lease of the last announcement might end while a submission is under way, to
 * keep the number of statuses small.
 */
const MAX_ANNOUNCEMENT_AGE_MS = SUBMISSION_LEASE_MS - CLAIM_FENCE_MS - SUBMIT_REQUEST_TIMEOUT_MS

const CONTEXT_PREFIX = 'forge / '
const MAX_DESCRIPTION_LENGTH = 140
const MAX_CONTEXT_LENGTH = 255

const STATE_BY_OUTCOME: Record<Exclude<Outcome, 'valid'>, CommitStatus['state']> = {
  unknown: 'error',
  'timed-out': 'error',
  failed: 'failure',
  cancelled: 'error',
  superseded: 'error',
  refused: 'failure',
  invalid: 'failure',
  running: 'pending',
  unapproved: 'pending',
  submitted: 'pending',
  succeeded: 'success',
}

/**
 * Sets one commit status per spec, which a branch rule can require. It names the job, so that a later attempt can find
 * it without a comment.
 */
export class CommitStatusSink implements RecordStore, ReportSink {
  readonly #options: CommitStatusSinkOptions
  /** What each label shows, and since when. */
  readonly #lastShown = new Map<string, { readonly text: string; readonly since: Moment }>()
  /** Other steps decide by what the statuses say. */
  #isRecord = false
  /** Labels of the specs that were announced, and not withdrawn since. */
  readonly #claimed = new Set<string>()
  readonly #errors: SinkErrors
  #refusal: GitHubError | undefined

  constructor(options: CommitStatusSinkOptions) {
    this.#options = options
    this.#errors = new SinkErrors(options.log, (message) => `The commit status could not be set: ${message}`)
  }

  get refusal(): GitHubError | undefined {
    return this.#refusal
  }

  async read(keys: readonly string[]): Promise<GitHubResult<CommentRecord>> {
    this.#isRecord = true
    const result = await this.#options.store.list()
    if (!result.ok) {
      if (result.isPermanent) this.#addError(result)
      return result
    }
    if (result.value.length === 0) return { ok: true, value: EMPTY_RECORD }
    const login = await this.#options.viewerLogin()
    if (!login.ok) return login
    const ownStatuses = result.value.filter(
      ({ context, author }) => context.startsWith(CONTEXT_PREFIX) && author === login.value,
    )
    const { holder, signer } = this.#options
    const requests = keys.flatMap((key): [string, RequestRecord][] => {
      const request = parseStatusRecord(ownStatuses, digestOfKey(key), { ...holder, signer })
      return request === undefined ? [] : [[key, request]]
    })
    return { ok: true, value: { ...EMPTY_RECORD, requests: Object.fromEntries(requests) } }
  }

  async acquire({ requests, mayClaim }: ClaimUpdate): Promise<GitHubResult<ClaimResult>> {
    const { clock, holder } = this.#options
    const start = momentOf(clock)
    const before = await this.read(Object.keys(requests))
    if (!before.ok) return before
    if (mayClaim?.(before.value) === false)
      return { ok: true, value: { record: before.value, isWritten: false, isSlow: false } }
    for (const [key, { holds }] of Object.entries(requests)) {
      const digest = digestOfKey(key)
      const description = describeSubmitting(digest, holder)
      const status = { state: 'pending', description, digest, maxAgeMs: MAX_ANNOUNCEMENT_AGE_MS } as const
      const result = await this.#set(holds[0]?.label ?? '', status)
      if (!result.ok) return result
      this.#claimed.add(holds[0]?.label ?? '')
    }
    const isSlow = ageOf(start, clock) > MAX_FAST_WRITE_MS
    await clock.sleep(isSlow ? SLOW_CLAIM_SETTLE_MS : CLAIM_SETTLE_MS)
    const read = await this.read(Object.keys(requests))
    if (!read.ok) return read
    const record = mergeRecords(read.value, { ...EMPTY_RECORD, requests })
    return { ok: true, value: { record, isWritten: true, isSlow } }
  }

  /** Withdraws the claims that these requests no longer have. The reports say everything else. */
  async write({ requests }: { readonly requests: RequestRecords }): Promise<GitHubResult<CommentRecord>> {
    for (const [key, { holds }] of Object.entries(requests)) {
      const [hold] = holds
      const digest = digestOfKey(key)
      const { run } = this.#options.holder
      const isWithdrawn =
        hold !== undefined && hold.jobId === undefined && hold.submissionStartedAtMs === undefined
      if (!isWithdrawn || !this.#claimed.delete(hold.label)) continue
      const description = describeWaiting(digest, run)
      const result = await this.#set(hold.label, { state: 'pending', description, digest })
      if (!result.ok) return result
    }
    return { ok: true, value: { ...EMPTY_RECORD, requests } }
  }

  /** Sets the statuses that have changed, one after the other, up to the first error. */
  async writeReport({ model: { states, nowMs } }: Report): Promise<GitHubResult<undefined>> {
    for (const jobState of states) {
      const { spec, outcome, label } = jobState
      // `valid` means that nothing was trained, which must not satisfy a branch rule.
      if (outcome === 'valid' || (spec === undefined && outcome !== 'invalid')) continue
      const state = outcome === undefined ? 'pending' : STATE_BY_OUTCOME[outcome]
      const description = this.#describe(jobState, nowMs)
      const { job, provenance } = jobState
      // A signature would prove a job that nothing has proven so far.
      const isSigned = job === undefined || provenance === undefined || mayCancel(provenance)
      const status = { state, description, digest: isSigned ? spec?.digest : undefined, jobId: job?.id }
      const result = await this.#set(label, status)
      if (!result.ok) return result
    }
    return SUCCESS
  }

  /** Only a claim may read like one: whoever reads it waits for this step, or searches for its job. */
  #describe(jobState: JobState, nowMs: number): string {
    const { spec, job, outcome, label } = jobState
    const { holder } = this.#options
    if (spec === undefined || job !== undefined || outcome !== undefined) return describeJob(jobState, nowMs)
    return !this.#isRecord || this.#claimed.has(label)
      ? describeSubmitting(spec.digest, holder)
      : describeWaiting(spec.digest, holder.run)
  }

  async #set(
    label: string,
    { state, description: fullDescription, digest, jobId, maxAgeMs = Infinity }: ShownStatus,
  ): Promise<GitHubResult<undefined>> {
    const { store, clock, redact, logUrl, commentUrl, signer, holder } = this.#options
    const description = redact(fullDescription).slice(0, MAX_DESCRIPTION_LENGTH)
    const text = `${state} ${description}`
    const last = this.#lastShown.get(label)
    if (last?.text === text && ageOf(last.since, clock) < maxAgeMs) return SUCCESS
    const url = commentUrl() ?? logUrl
    const { run, holderId } = holder
    // Before the request: its lease may run from there.
    const since = momentOf(clock)
    const result = await store.set({
      state,
      context: this.#context(label),
      description,
      targetUrl: digest === undefined ? url : redact(signer.addRecord(url, { digest, jobId, run, holderId })),
    })
    if (!result.ok) return this.#addError(result)
    this.#lastShown.set(label, { text, since })
    this.#refusal = undefined
    return result
  }

  #addError(error: GitHubError): GitHubError {
    if (error.isPermanent) this.#refusal = error
    this.#errors.add(error)
    return error
  }

  #context(label: string): string {
    const { matrixLabel } = this.#options
    const context = `${CONTEXT_PREFIX}${label}${matrixLabel === '' ? '' : ` (${matrixLabel})`}`
    if (context.length <= MAX_CONTEXT_LENGTH) return context
    const rest = createHash('sha256').update(context).digest('hex').slice(0, 12)
    return `${context.slice(0, MAX_CONTEXT_LENGTH - 13).toWellFormed()}…${rest}`
  }
}
