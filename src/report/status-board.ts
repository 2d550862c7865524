import { createHash } from 'node:crypto'
import type { Outcome } from '../job/outcome.ts'
import type { Training } from '../job/training.ts'
import type { GitHubFailure, GitHubReply } from '../record/conversation.ts'
import { EMPTY_RECORD, type Entry, type KeyRecord } from '../record/entry.ts'
import type { Writer } from '../record/holdings.ts'
import type { Entries, Ledger } from '../record/ledger.ts'
import type { Log } from './log.ts'
import type { CommitStatus, StatusStore } from './statuses.ts'
import { entryFrom, submittingWords, trainingWords } from './status-words.ts'

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
