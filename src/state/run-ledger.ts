import type { Clock } from '../jobs/clock.ts'
import type { Training } from '../jobs/job-state.ts'
import type { GitHubReply } from './comment-store.ts'
import { isHeldByNewer, isTakenOver } from './claim.ts'
import {
  entryOf,
  EMPTY_RECORD,
  isNewer,
  type Entry,
  type KeyRecord,
  type RecordedJob,
  type RunIdentity,
} from './record.ts'
import { Holdings, type Writer } from './own-records.ts'
import type { Entries, Ledger } from './record-store.ts'

export interface BooksOptions {
  /** Where they are kept; the second serves where GitHub does not open the first to us, and so on. */
  readonly ledgers: readonly Ledger[]
  readonly me: Writer
  readonly clock: Clock
}

/** How long after the next sign of life a run still counts as alive, in milliseconds. */
const GRACE_MS = 5 * 60_000

/** What this step and the other runs of its key tell each other about their jobs. */
export class Books {
  readonly #o: BooksOptions
  readonly #holdings: Holdings
  #ledgers: readonly Ledger[]
  #record: KeyRecord = EMPTY_RECORD
  #nextBeatMs = 60_000
  readonly #knownRuns = new Map<string, RunIdentity>()

  constructor(options: BooksOptions) {
    this.#o = options
    this.#ledgers = options.ledgers
    this.#holdings = new Holdings(options.me)
  }

  /** Whether there is a place where other runs find what this one does. */
  get isKept(): boolean {
    return this.#ledgers.length > 0
  }

  /** How long until the next sign of life, in milliseconds. */
  set nextBeatMs(ms: number) {
    this.#nextBeatMs = ms
  }

  /** Leaves the first place to others, where it cannot be written. Returns whether there is another one. */
  fallBack(): boolean {
    const others = this.#ledgers.slice(1)
    if (others.length > 0) this.#ledgers = others
    return others.length > 0
  }

  /** What is written down about these. */
  async read(trainings: readonly Training[]): Promise<GitHubReply<KeyRecord>> {
    const digests = Object.fromEntries(trainings.map(({ label, spec }) => [label, spec?.digest ?? '']))
    for (;;) {
      const [ledger] = this.#ledgers
      if (ledger === undefined) return { ok: true, value: EMPTY_RECORD }
      const reply = await ledger.read(digests)
      if (reply.ok) this.hear(reply.value)
      if (reply.ok || !reply.isFinal || !this.fallBack()) return reply
    }
  }

  /** The user wants these in spite of the newer runs that hold them now. */
  insist(trainings: readonly Training[]): void {
    for (const { label } of trainings) {
      const run = entryOf(this.#record, label)?.run
      if (run !== undefined && isNewer(run, this.#o.me.run)) this.#knownRuns.set(label, run)
    }
  }

  /** What is written down now, in a hurry: without waiting for what is being written. */
  async peek(): Promise<void> {
    const reply = await this.#ledgers[0]?.peek?.()
    if (reply?.ok) this.hear(reply.value)
  }

  /** Writes down that this step is about to submit these, and resolves to what stands there then. */
  async claim(trainings: readonly Training[]): Promise<GitHubReply<KeyRecord>> {
    this.#holdings.claim(trainings, this.#o.clock.wall(), this.#record)
    const reply = await this.#with((ledger) => ledger.claim(this.entries(trainings)))
    // Who has lost to another must not go on to write that it submits: it would hide the one that does.
    if (!reply.ok) return reply
    for (const { label } of trainings) {
      const writer = entryOf(reply.value, label)?.writer
      if (writer !== undefined && writer !== this.#o.me.writer) this.#holdings.drop(label)
    }
    return reply
  }

  /** Of these, those that this step was about to submit before it was killed, and did not, are to be given up. */
  async release(trainings: readonly Training[]): Promise<void> {
    await this.read(trainings)
    const claimed = trainings.filter(({ label, job, outcome }) => {
      const { writer, submittingSinceMs } = entryOf(this.#record, label) ?? {}
      return (
        outcome === 'cancelled' && !job && submittingSinceMs !== undefined && writer === this.#o.me.writer
      )
    })
    this.#holdings.claim(claimed, this.#o.clock.wall(), this.#record)
  }

  /** Writes down what has become of these, and resolves to what stands there then. */
  async write(trainings: readonly Training[]): Promise<GitHubReply<KeyRecord>> {
    return this.#with((ledger) => ledger.write(this.entries(trainings)))
  }

  /** Jobs of earlier versions turned out to have ended. */
  ended(label: string, jobs: readonly RecordedJob[]): void {
    this.#holdings.ended(label, jobs)
  }

  /** What this step has to say of these. */
  entries(trainings: readonly Training[]): Entries {
    const wallMs = this.#o.clock.wall()
    const own = this.#holdings.entries(trainings, wallMs, wallMs + this.#nextBeatMs + GRACE_MS, this.#record)
    // Who holds the other specs stays as it is; only their jobs have ended.
    const others = [...this.#holdings.endedJobs].flatMap(([label, jobs]): [string, Entry][] => {
      const entry = entryOf(this.#record, label)
      return entry === undefined || Object.hasOwn(own, label) ? [] : [[label, { ...entry, jobs }]]
    })
    return { ...own, ...Object.fromEntries(others) }
  }

  /** Takes in what stands there now. */
  hear(record: KeyRecord): void {
    this.#record = record
  }

  /** Whether a newer run holds the spec of a training for something else, so that this one has to let go. */
  isTakenOver({ label, spec }: Training): boolean {
    if (spec === undefined) return false
    const me = { ...this.#o.me, run: this.#newestOf(label), digest: spec.digest }
    return isTakenOver(entryOf(this.#record, label), me)
  }

  /** Whether a newer run has to do with the spec of a training. */
  isHeldByNewer({ label }: Training): boolean {
    return isHeldByNewer(entryOf(this.#record, label), this.#newestOf(label))
  }

  /** The run that counts as ours. */
  #newestOf(label: string): RunIdentity {
    return this.#knownRuns.get(label) ?? this.#holdings.runOf(label)
  }

  async #with(act: (ledger: Ledger) => Promise<GitHubReply<KeyRecord>>): Promise<GitHubReply<KeyRecord>> {
    const [ledger] = this.#ledgers
    if (ledger === undefined) return { ok: true, value: EMPTY_RECORD }
    const reply = await act(ledger)
    if (reply.ok) this.hear(reply.value)
    return reply
  }
}
