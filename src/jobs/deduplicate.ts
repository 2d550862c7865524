import type { CommandInputs } from '../inputs.ts'
import { noted, type Training } from './job-state.ts'
import { attach, lookFor, type Candidate } from './reuse-job.ts'
import { recallFromList } from './previous-attempt.ts'
import type { Books } from '../state/run-ledger.ts'
import { patiently, type GitHubFailure } from '../state/comment-store.ts'
import { decide, isTakenOver, type Decision } from '../state/claim.ts'
import { entryOf, type Entry, type KeyRecord } from '../state/record.ts'
import type { Spec } from '../job-spec/types.ts'
import type { Step } from '../commands/context.ts'

type RecallInputs = Pick<Extract<CommandInputs, { command: 'run' }>, 'reuse' | 'isInMatrix'>

/** How long GitHub is asked what earlier runs have left, before anything is submitted, in milliseconds. */
const RECORD_PATIENCE_MS = 120_000
/** Between two looks at what another run is about to submit, in milliseconds. */
const AWAIT_GAP_MS = 10_000
/** How often a claim is written that somebody writes over who has read before it; then it is done without. */
const MOST_CLAIMS = 3
/** What was read longer ago is read again before this run writes down that it submits, in milliseconds. */
const FRESH_MS = 1_000

/**
 * Looks up what earlier runs, and runs that go on beside this one, have left: a spec that has a job already is attached
 * to it, one that a newer run has replaced is superseded, and for the others this run writes down that it submits them.
 * What comes back without job and outcome may be submitted.
 */
export async function recall(
  trainings: readonly Training[],
  inputs: RecallInputs,
  step: Step,
): Promise<readonly Training[]> {
  const { books, clock, trouble } = step
  if (trouble !== undefined && inputs.reuse) return away(trainings, trouble)
  if (books === undefined || !books.isKept) {
    step.progress.tell(NO_RECORD)
    return recallFromList(trainings, inputs, step)
  }
  const first = await patiently(() => books.read(trainings), clock, RECORD_PATIENCE_MS)
  if (first.ok) return new Recall(inputs, step, books).all(trainings, first.value)
  if (!first.isFinal && inputs.reuse) return away(trainings, first.reason)
  unprotected(step)
  return recallFromList(trainings, inputs, step)
}

const NO_RECORD =
  'Nothing remembers what this run submits, so that running this workflow again may train again. A comment on the pull request does (`comment: true`), and elsewhere `commit-status: true`.'

/** Without the record, re-runs are not protected; that is no reason not to train. The record has said why it is none. */
function unprotected(step: Step): void {
  step.progress.warn(
    'What earlier runs have submitted cannot be looked up, and what this one submits cannot be written down. Running this workflow again may train again.',
  )
}

function away(trainings: readonly Training[], reason: string): readonly Training[] {
  const note = `Nothing was submitted: GitHub, which remembers what earlier runs have submitted, could not be asked for it (${reason}). Run the step again, or set \`reuse: false\` to do without.`
  return trainings.map((training) => (training.spec ? noted(training, note, 'refused') : training))
}

class Recall {
  readonly #inputs: RecallInputs
  readonly #step: Step
  readonly #books: Books
  readonly #settled = new Map<string, Training>()
  readonly #told = new Set<string>()
  readonly #claims = new Map<string, number>()
  /** What was decided and came to nothing, so that it is not tried again. */
  readonly #tried = new Set<string>()

  constructor(inputs: RecallInputs, step: Step, books: Books) {
    this.#inputs = inputs
    this.#step = step
    this.#books = books
  }

  async all(trainings: readonly Training[], first: KeyRecord): Promise<readonly Training[]> {
    const { clock, deadlineMs } = this.#step
    let record = first
    let readMs = clock.now()
    let open = trainings.filter(({ spec, outcome }) => spec !== undefined && outcome === undefined)
    while (open.length > 0) {
      const { wishes, awaited } = await this.#decideAll(open, record)
      // Another run may have begun while it was found out: then it is decided anew.
      if (wishes.length > 0 && clock.now() - readMs <= FRESH_MS) record = await this.#claim(wishes, record)
      open = open.filter(({ label }) => !this.#settled.has(label))
      if (open.length === 0) break
      if (clock.now() >= deadlineMs) {
        for (const each of open) this.#settle(noted(each, OUT_OF_TIME, 'timed-out'))
        break
      }
      if (awaited > 0) await clock.sleep(Math.min(AWAIT_GAP_MS, deadlineMs - clock.now()))
      const reply = await patiently(() => this.#books.read(open), clock, RECORD_PATIENCE_MS)
      readMs = clock.now()
      if (reply.ok) record = reply.value
      else for (const each of away(open, reply.reason)) this.#settle(each)
    }
    return trainings.map((training) => this.#settled.get(training.label) ?? training)
  }

  #settle(training: Training): void {
    this.#settled.set(training.label, training)
    if (training.job !== undefined) this.#step.progress.answered(training)
  }

  /** One after the other: what one is attached to is taken for the next. */
  async #decideAll(open: readonly Training[], record: KeyRecord) {
    const wishes: Training[] = []
    let awaited = 0
    for (const training of open) {
      const { spec } = training
      if (spec === undefined) continue
      const decision = this.#inputs.reuse ? this.#decision(training, spec, record) : SUBMIT
      const settled = await this.#tryOnce(decision, training, spec, record)
      if (settled === 'submit') wishes.push(training)
      else if (settled === 'await') awaited++
      else this.#settle(settled)
    }
    return { wishes, awaited }
  }

  #decision({ label }: Training, { digest }: Spec, record: KeyRecord): Decision {
    const { me, clock } = this.#step
    return decide(entryOf(record, label), { ...me, digest, nowMs: clock.wall() })
  }

  async #tryOnce(decision: Decision, training: Training, spec: Spec, record: KeyRecord) {
    const id = JSON.stringify([training.label, decision])
    const settled = this.#tried.has(id) ? 'submit' : await this.#follow(decision, training, spec, record)
    if (settled !== 'submit') return settled
    this.#tried.add(id)
    const entry = entryOf(record, training.label)
    const me = { ...this.#step.me, digest: spec.digest }
    if (!this.#inputs.reuse || entry === undefined || !isTakenOver(entry, me)) return settled
    // The watch would let go of it at once.
    const note = `Run ${entry.run.id} is newer, and holds this spec for another commit, so that this one submits nothing. Run that one again, or set \`reuse: false\`.`
    return noted(training, note, 'superseded')
  }

  async #follow(decision: Decision, training: Training, spec: Spec, record: KeyRecord) {
    switch (decision.kind) {
      case 'submit':
        return 'submit'
      case 'attach':
        return attach({ training, spec }, decision.jobs, this.#step)
      case 'await':
        this.#tellOnce(
          `${training.label}: run ${decision.run.id} is submitting this very spec; waiting for its job.`,
        )
        return 'await'
      case 'look-for':
        return this.#lookFor(decision.sinceMs, { training, spec }, record)
      case 'superseded': {
        const note = `Run ${decision.run.id} is newer and has another version of this spec, so that this one was not submitted. To train it all the same, set \`reuse: false\`.`
        return noted(training, note, 'superseded')
      }
    }
  }

  #lookFor(sinceMs: number, candidate: Candidate, record: KeyRecord): Promise<Training | 'submit'> {
    const { label } = candidate.training
    this.#tellOnce(
      `${label}: an earlier run ended in the middle of submitting this very spec; looking for its job in the list.`,
    )
    const known = Object.values(record.entries).flatMap(({ jobs }) => jobs.map(({ id }) => id))
    const claimed = new Set([...this.#settled.values()].flatMap(({ job }) => (job ? [job.id] : [])))
    return lookFor(candidate, { sinceMs, known, claimed, isInMatrix: this.#inputs.isInMatrix }, this.#step)
  }

  /** What is claimed by another run at the same moment stays open, and is decided anew. */
  async #claim(wishes: readonly Training[], record: KeyRecord): Promise<KeyRecord> {
    if (!this.#inputs.reuse) this.#books.insist(wishes)
    const reply = await this.#books.claim(wishes)
    if (!reply.ok) {
      // What cannot be written may be written elsewhere, where it has to be read first.
      if (reply.isFinal && this.#books.fallBack()) return record
      for (const each of await this.#withoutClaim(wishes, reply)) this.#settle(each)
      return record
    }
    for (const wish of wishes) {
      const [before, now] = [record, reply.value].map((each) => entryOf(each, wish.label))
      const isStanding = now?.writer === this.#step.me.writer || this.#isOutOfClaims(wish)
      if (!this.#inputs.reuse || (isStanding && this.#mayAct(wish, before, now))) this.#settle(wish)
    }
    return reply.value
  }

  /** A claim that others do not see keeps nobody from submitting the same. */
  #isOutOfClaims({ label }: Training): boolean {
    const claims = (this.#claims.get(label) ?? 0) + 1
    this.#claims.set(label, claims)
    return claims >= MOST_CLAIMS
  }

  /** The record can be read and not written, or GitHub does not answer. */
  async #withoutClaim(wishes: readonly Training[], { isFinal, reason }: GitHubFailure) {
    if (!isFinal && this.#inputs.reuse) return away(wishes, reason)
    unprotected(this.#step)
    return recallFromList(wishes, this.#inputs, this.#step)
  }

  /** Whether nobody came in between: what stands there is ours, or was there when it was decided that this run submits. */
  #mayAct({ spec }: Training, before: Entry | undefined, now: Entry | undefined): boolean {
    const known = new Set(before?.jobs.map(({ id }) => id))
    if (now?.jobs.some(({ id, digest }) => digest === spec?.digest && !known.has(id))) return false
    return (
      now?.writer === this.#step.me.writer || (now?.writer === before?.writer && now?.atMs === before?.atMs)
    )
  }

  #tellOnce(line: string): void {
    if (!this.#told.has(line)) this.#step.progress.tell(line)
    this.#told.add(line)
  }
}

const OUT_OF_TIME = 'The time of the step was over before this spec was sent.'
const SUBMIT: Decision = { kind: 'submit' }
