import type { Clock } from '../jobs/clock.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { GitHubResult } from './github.ts'
import { isHeldByNewerRun, isSuperseded } from './claim.ts'
import {
  findSpecRecord,
  EMPTY_RECORD,
  isNewer,
  type SpecRecord,
  type CommentRecord,
  type RecordedJob,
  type RunRef,
} from './record.ts'
import { OwnRecords, type LeaseHolder } from './own-records.ts'
import type { SpecRecords, RecordStore } from './record-store.ts'
import { LEASE_GRACE_MS } from '../timeouts.ts'

export interface RunLedgerOptions {
  /** In order of preference; the next one is used when GitHub denies access. */
  readonly stores: readonly RecordStore[]
  readonly holder: LeaseHolder
  readonly clock: Clock
}

/** The records of the jobs of this step and of other runs of its key. */
export class RunLedger {
  readonly #options: RunLedgerOptions
  readonly #ownRecords: OwnRecords
  #stores: readonly RecordStore[]
  #record: CommentRecord = EMPTY_RECORD
  #heartbeatIntervalMs = 60_000
  readonly #overriddenRuns = new Map<string, RunRef>()

  constructor(options: RunLedgerOptions) {
    this.#options = options
    this.#stores = options.stores
    this.#ownRecords = new OwnRecords(options.holder)
    // The writer of reports uses the same stores.
    for (const store of options.stores) {
      store.subscribe?.((result) => {
        if (result.ok) this.#record = result.value
      })
    }
  }

  /** Whether other runs can read the records of this one. */
  get isPersistent(): boolean {
    return this.#stores.length > 0
  }

  set heartbeatIntervalMs(ms: number) {
    this.#heartbeatIntervalMs = ms
  }

  /** Gives up the current store. Returns whether there is another one. */
  useNextStore(): boolean {
    const remaining = this.#stores.slice(1)
    if (remaining.length > 0) this.#stores = remaining
    return remaining.length > 0
  }

  async read(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    const digests = Object.fromEntries(states.map(({ label, spec }) => [label, spec?.digest ?? '']))
    for (;;) {
      const [store] = this.#stores
      if (store === undefined) return { ok: true, value: EMPTY_RECORD }
      const result = await store.read(digests)
      if (result.ok) this.#record = result.value
      if (result.ok || !result.isPermanent || result.isRecordUnreadable || !this.useNextStore()) return result
    }
  }

  /** Ignores the newer runs that hold these specs now, because the user wants to submit them anyway. */
  overrideNewerRuns(states: readonly JobState[]): void {
    for (const { label } of states) {
      const run = findSpecRecord(this.#record, label)?.run
      if (run !== undefined && isNewer(run, this.#options.holder.run)) this.#overriddenRuns.set(label, run)
    }
  }

  /** Reads without waiting for queued writes. */
  async readNow(): Promise<void> {
    const result = await this.#stores[0]?.readNow?.()
    if (result?.ok) this.#record = result.value
  }

  /** Claims specs. Resolves to the record once concurrent claims are visible. */
  async acquire(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    this.#ownRecords.claim(states, this.#options.clock.wall(), this.#record)
    const result = await this.#withStore((store) => store.acquire({ specs: this.specRecords(states) }))
    // A lost claim must not be written again: it would hide the claim of the winner.
    if (!result.ok) return result
    for (const { label } of states) {
      const holderId = findSpecRecord(result.value, label)?.holderId
      if (holderId !== undefined && holderId !== this.#options.holder.holderId)
        this.#ownRecords.releaseClaim(label)
    }
    return result
  }

  /** Takes over the claims of the killed main step that led to no job, so that the next write ends them. */
  async releaseUnsubmitted(states: readonly JobState[]): Promise<void> {
    await this.read(states)
    const unsubmitted = states.filter(({ label, job, outcome }) => {
      const { holderId, submissionStartedAtMs } = findSpecRecord(this.#record, label) ?? {}
      return (
        outcome === 'cancelled' &&
        !job &&
        submissionStartedAtMs !== undefined &&
        holderId === this.#options.holder.holderId
      )
    })
    this.#ownRecords.claim(unsubmitted, this.#options.clock.wall(), this.#record)
  }

  /** Writes the current states. Resolves to the new record. */
  async write(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    return this.#withStore((store) => store.write({ specs: this.specRecords(states) }))
  }

  /** Records that jobs of earlier versions have ended. */
  markEnded(label: string, jobs: readonly RecordedJob[]): void {
    this.#ownRecords.markEnded(label, jobs)
  }

  /** The records to write for these states. */
  specRecords(states: readonly JobState[]): SpecRecords {
    const wallMs = this.#options.clock.wall()
    const own = this.#ownRecords.specRecords(
      states,
      wallMs,
      wallMs + this.#heartbeatIntervalMs + LEASE_GRACE_MS,
      this.#record,
    )
    // For specs of other holders, only mark jobs as ended.
    const others = [...this.#ownRecords.endedJobs].flatMap(([label, jobs]): [string, SpecRecord][] => {
      const specRecord = findSpecRecord(this.#record, label)
      return specRecord === undefined || Object.hasOwn(own, label) ? [] : [[label, { ...specRecord, jobs }]]
    })
    return { ...own, ...Object.fromEntries(others) }
  }

  /** Whether a newer run holds the spec with different content or for another commit. */
  isSuperseded({ label, spec }: JobState): boolean {
    if (spec === undefined) return false
    const holder = { ...this.#options.holder, run: this.#effectiveRun(label), digest: spec.digest }
    return isSuperseded(findSpecRecord(this.#record, label), holder)
  }

  /** Whether a newer run holds the spec, with whatever content. */
  isHeldByNewerRun({ label }: JobState): boolean {
    return isHeldByNewerRun(findSpecRecord(this.#record, label), this.#effectiveRun(label))
  }

  /** The run to compare with the holder: ours, or the newer run that we override. */
  #effectiveRun(label: string): RunRef {
    return this.#overriddenRuns.get(label) ?? this.#ownRecords.runFor(label)
  }

  async #withStore(
    operation: (store: RecordStore) => Promise<GitHubResult<CommentRecord>>,
  ): Promise<GitHubResult<CommentRecord>> {
    const [store] = this.#stores
    if (store === undefined) return { ok: true, value: EMPTY_RECORD }
    const result = await operation(store)
    if (result.ok) this.#record = result.value
    return result
  }
}
