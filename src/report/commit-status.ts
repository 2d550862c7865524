import type { Training } from '../jobs/job-state.ts'
import type { Outcome } from '../jobs/job-status.ts'
import type { GitHubFailure, GitHubReply } from '../state/comment-store.ts'
import type { Writer } from '../state/own-records.ts'
import type { Entries, Ledger } from '../state/record-store.ts'
import { EMPTY_RECORD, type Entry, type KeyRecord, type RunIdentity } from '../state/record.ts'
import { shown } from './display-state.ts'
import type { Log } from './log.ts'
import { createHash } from 'node:crypto'

export interface CommitStatus {
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly context: string
  /** At most 140 characters. */
  readonly description: string
  readonly targetUrl?: string
}

export interface StoredStatus {
  readonly context: string
  readonly description: string
  readonly targetUrl?: string
  /** Unix time in milliseconds. */
  readonly createdAtMs: number
  readonly author: string
}

/** The statuses of one commit. No call throws; each ends in bounded time. */
export interface StatusStore {
  /** All of them, the newest first. */
  list(): Promise<GitHubReply<readonly StoredStatus[]>>
  set(status: CommitStatus): Promise<GitHubReply<undefined>>
}

/** So that the digest behind it is always told in full; the ids of the service have 36. */
const MAX_ID_LENGTH = 60
/** How long a run that was about to submit counts as alive, in milliseconds. */
const ALIVE_MS = 6 * 60_000
const SUBMITTING = 'being submitted'

/** The description of a spec that is about to be submitted. */
export function submittingWords(digest: string, run: RunIdentity): string {
  return [SUBMITTING, runWords(run), specWords(digest)].join(' · ')
}

/** How a training stands, with what a later run has to know to find its job again. */
export function trainingWords(training: Training, run: RunIdentity, nowMs: number): string {
  const { spec, job, outcome } = training
  const parts = [
    shown(training, nowMs).brief,
    ...(job ? [`job ${job.id.slice(0, MAX_ID_LENGTH)}`] : outcome === undefined ? [runWords(run)] : []),
    ...(spec ? [specWords(spec.digest)] : []),
  ]
  return parts.join(' · ')
}

/** Which attempt it is. The link of a status may lead to a page that does not tell. */
const runWords = ({ id, attempt }: RunIdentity): string => `run ${id}.${attempt}`
const specWords = (digest: string): string => `spec ${digest.slice(0, 12)}`

const JOB_ID = /job ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/
const SUBMITTER = /^being submitted · run (\d+)\.(\d+) · /
const RUN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/

/** What the statuses of a spec on this commit say of one digest. A commit has one content, so that older ones count. */
export function entryFrom(
  statuses: readonly StoredStatus[],
  digest: string,
  commit: string,
): Entry | undefined {
  const ours = statuses.filter(({ description }) => description.endsWith(specWords(digest)))
  const [newest] = ours
  if (newest === undefined) return undefined
  const [, id = '0', attempt = '0'] =
    SUBMITTER.exec(newest.description) ?? RUN.exec(newest.targetUrl ?? '') ?? []
  const run = { id, attempt: Number(attempt) }
  const jobs = ours.flatMap(({ description, createdAtMs }) => {
    const jobId = JOB_ID.exec(description)?.[1]
    return jobId === undefined
      ? []
      : [{ id: jobId, digest, runId: id, atMs: createdAtMs, isOpen: true, isHearsay: true }]
  })
  const isSubmitting = newest.description.startsWith(SUBMITTING)
  return {
    digest,
    run,
    writer: '',
    commit,
    atMs: newest.createdAtMs,
    aliveUntilMs: newest.createdAtMs + ALIVE_MS,
    ...(isSubmitting ? { submittingSinceMs: newest.createdAtMs } : {}),
    jobs: jobs.filter((job, n) => jobs.findIndex(({ id: other }) => other === job.id) === n),
  }
}

export interface StatusBoardOptions {
  readonly store: StatusStore
  readonly log: Log
  readonly me: Writer
  /** Login under which our own statuses appear. */
  readonly self: () => Promise<string>
  /** The matrix leg in a few words; empty outside of a matrix. */
  readonly leg: string
  /** Address of the log of this run. */
  readonly logUrl: string
  readonly redact: (text: string) => string
}

const MAX_DESCRIPTION_LENGTH = 140
const MAX_CONTEXT_LENGTH = 255

const STATES: Record<Exclude<Outcome, 'valid'>, CommitStatus['state']> = {
  unknown: 'error',
  'timed-out': 'error',
  failed: 'failure',
  cancelled: 'error',
  superseded: 'error',
  refused: 'failure',
  invalid: 'failure',
  running: 'pending',
  submitted: 'pending',
  succeeded: 'success',
}

/**
 * One commit status for each spec, which a branch rule can require. It names the job, so that a later attempt finds it
 * where there is no comment that remembers more.
 */
export class StatusBoard implements Ledger {
  readonly #o: StatusBoardOptions
  readonly #shown = new Map<string, string>()
  #turn: Promise<unknown> = Promise.resolve()
  #isHopeless = false
  #hasComplained = false

  constructor(options: StatusBoardOptions) {
    this.#o = options
  }

  async read(digests: Readonly<Record<string, string>>): Promise<GitHubReply<KeyRecord>> {
    const reply = await this.#o.store.list()
    if (!reply.ok) {
      if (reply.isFinal) this.#complain(reply)
      return reply
    }
    if (reply.value.length === 0) return { ok: true, value: EMPTY_RECORD }
    const self = await this.#o.self()
    const entries = Object.entries(digests).flatMap(([label, digest]): [string, Entry][] => {
      const context = this.#context(label)
      const ours = reply.value.filter((status) => status.context === context && status.author === self)
      const entry = entryFrom(ours, digest, this.#o.me.commit)
      return entry === undefined ? [] : [[label, entry]]
    })
    return { ok: true, value: { entries: Object.fromEntries(entries) } }
  }

  async claim(entries: Entries): Promise<GitHubReply<KeyRecord>> {
    for (const [label, { digest }] of Object.entries(entries)) {
      const reply = await this.#set(label, 'pending', submittingWords(digest, this.#o.me.run), undefined)
      if (!reply.ok) return reply
    }
    return { ok: true, value: { entries } }
  }

  write(entries: Entries): Promise<GitHubReply<KeyRecord>> {
    return Promise.resolve({ ok: true, value: { entries } })
  }

  /** Shows how the trainings stand, where that has changed. Nothing that fails here gets out. */
  show(trainings: readonly Training[], nowMs: number, commentUrl: string | undefined): void {
    for (const training of trainings) {
      const { spec, outcome, label } = training
      // A closed pull request has not trained anything that a branch rule could ask for.
      if (outcome === 'valid' || (spec === undefined && outcome !== 'invalid')) continue
      const state = outcome === undefined ? 'pending' : STATES[outcome]
      const description = trainingWords(training, this.#o.me.run, nowMs)
      this.#turn = this.#turn.then(() => this.#set(label, state, description, commentUrl))
    }
  }

  /** Resolves when all is shown, or has failed. */
  async finish(): Promise<void> {
    await this.#turn
  }

  async #set(
    label: string,
    state: CommitStatus['state'],
    words: string,
    commentUrl: string | undefined,
  ): Promise<GitHubReply<undefined>> {
    const { store, redact, logUrl } = this.#o
    const description = redact(words).slice(0, MAX_DESCRIPTION_LENGTH)
    const text = `${state} ${description}`
    if (this.#isHopeless || this.#shown.get(label) === text) return { ok: true, value: undefined }
    const reply = await store.set({
      state,
      context: this.#context(label),
      description,
      targetUrl: commentUrl ?? logUrl,
    })
    if (reply.ok) {
      this.#shown.set(label, text)
      return reply
    }
    this.#complain(reply)
    return reply
  }

  #complain({ reason, isFinal }: GitHubFailure): void {
    this.#isHopeless = isFinal
    if (!this.#hasComplained) this.#o.log.annotate('warning', `The commit status could not be set: ${reason}`)
    this.#hasComplained = true
  }

  #context(label: string): string {
    const { leg } = this.#o
    const context = `forge / ${label}${leg === '' ? '' : ` (${leg})`}`
    if (context.length <= MAX_CONTEXT_LENGTH) return context
    const rest = createHash('sha256').update(context).digest('hex').slice(0, 12)
    return `${context.slice(0, MAX_CONTEXT_LENGTH - 13).toWellFormed()}…${rest}`
  }
}
