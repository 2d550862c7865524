import type { RunInputs } from '../inputs.ts'
import { withoutCancelledJobs } from './announce-following.ts'
import { outageEndMs, readRecord, refuseAll, resolveWithoutRecord, waitingNote } from './claim-outcomes.ts'
import { ageOf, momentOf, type Moment } from './clock.ts'
import { recordBaselines } from './recorded-baseline.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { claimantOf, InterruptedSubmissions, TriedDecisions } from './interrupted-submissions.ts'
import { reuseRecordedJob, type PendingSpec } from './reuse-job.ts'
import { findJobsOfPreviousAttempt } from './previous-attempt.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { decideClaim, hasEarlierRival, hasRival, winsClaim, type ClaimDecision } from '../state/claim.ts'
import type { Claimant } from '../state/lease.ts'
import { isBeingCancelled } from '../state/superseding.ts'
import { findRequest, requestKey, type CommentRecord } from '../state/record.ts'
import type { Spec } from '../job-spec/types.ts'
import type { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { CLAIM_FENCE_MS } from '../timeouts.ts'

type ReuseInputs = Pick<RunInputs, 'reuse' | 'isInMatrix'>

const CLAIM_POLL_INTERVAL_MS = 10_000
/** As long as a claim takes at a slow GitHub. */
const GIVE_WAY_MS = 60_000
/** An older record is read again before this run writes a claim. */
const MAX_RECORD_AGE_MS = 1_000

/**
 * Reads what earlier and concurrent runs have recorded. A spec that already has a job reuses it, a spec that a newer run
 * has replaced is superseded, and this run claims the others. A returned state without job and outcome may be submitted.
 * A reused job is watched at once, because this may take as long as the submission of another run.
 */
export async function resolveExistingJobs(
  states: readonly JobState[],
  inputs: ReuseInputs,
  context: CommandContext,
  watch: Pick<Watch, 'add'>,
): Promise<readonly JobState[]> {
  const { ledger, lookupError, recordRefusal } = context
  if (recordRefusal !== undefined) return refuseAll(states, recordRefusal, 'record-refused')
  if (lookupError !== undefined && inputs.reuse) return refuseAll(states, lookupError)
  if (ledger === undefined) {
    context.reporter.info({ code: 'record-not-kept' })
    return findJobsOfPreviousAttempt(states, inputs, context)
  }
  // Its claims would only keep others from submitting.
  if (context.submissionBan === undefined) ledger.ask(states)
  const { result, readAt } = await readRecord(states, ledger, context)
  if (result.ok)
    return new Deduplicator(inputs, context, ledger, watch).resolveAll(states, result.value, readAt)
  return resolveWithoutRecord(states, result, inputs.reuse, context)
}

class Deduplicator {
  readonly #inputs: ReuseInputs
  readonly #context: CommandContext
  readonly #ledger: RunLedger
  readonly #watch: Pick<Watch, 'add'>
  readonly #resolved = new Map<string, JobState>()
  readonly #loggedNotes = new Set<string>()
  readonly #interrupted: InterruptedSubmissions
  readonly #tried = new TriedDecisions()
  /** Labels of specs that the policy and the approvals allowed, or not. */
  readonly #judged = new Set<string>()
  #baselineAsked: Moment | undefined

  constructor(inputs: ReuseInputs, context: CommandContext, ledger: RunLedger, watch: Pick<Watch, 'add'>) {
    this.#inputs = inputs
    this.#context = context
    this.#ledger = ledger
    this.#watch = watch
    this.#interrupted = new InterruptedSubmissions(inputs, { ...context, ledger }, this.#tried)
  }

  /** `initialReadAt`: when GitHub gave the record. */
  async resolveAll(
    states: readonly JobState[],
    initialRecord: CommentRecord,
    initialReadAt: Moment,
  ): Promise<readonly JobState[]> {
    const { clock, deadlineMs, submissionBan } = this.#context
    let [record, readAt] = [initialRecord, initialReadAt]
    let unresolved = states.filter(({ spec, outcome }) => spec !== undefined && outcome === undefined)
    while (unresolved.length > 0) {
      const { toSubmit, toFollow, waitingCount } = await this.#decideAll(unresolved, record)
      await this.#follow(toFollow)
      // While this step waits for others, it claims nothing: they might wait for it.
      const mayClaim = toSubmit.length > 0 && waitingCount === 0
      if (submissionBan !== undefined)
        for (const each of toSubmit) this.#resolve(withNote(each, submissionBan, 'refused'))
      else if (mayClaim) await this.#prepare(toSubmit, states, record)
      // The record may be out of date by now. If so, read it and decide again.
      const allowed = toSubmit.filter(({ label }) => !this.#resolved.has(label))
      if (mayClaim && allowed.length > 0 && ageOf(readAt, clock) <= MAX_RECORD_AGE_MS)
        record = await this.#claim(allowed, record)
      unresolved = unresolved.filter(({ label }) => !this.#resolved.has(label))
      if (unresolved.length === 0) break
      if (clock.now() >= deadlineMs) {
        for (const each of unresolved)
          this.#resolve(withNote(each, { code: 'out-of-time-before-submission' }, 'timed-out'))
        break
      }
      if (waitingCount > 0) await clock.sleep(Math.min(CLAIM_POLL_INTERVAL_MS, deadlineMs - clock.now()))
      const read = await readRecord(unresolved, this.#ledger, this.#context)
      readAt = read.readAt
      if (read.result.ok) record = read.result.value
      else for (const each of refuseAll(unresolved, read.result.message)) this.#resolve(each)
    }
    return states.map((state) => this.#resolved.get(state.label) ?? state)
  }

  /** Before anything is written: what is refused must not look like a newer run that asks for something. */
  async #prepare(
    toSubmit: readonly JobState[],
    states: readonly JobState[],
    record: CommentRecord,
  ): Promise<void> {
    const { clock, judge } = this.#context
    const isRecent = ageOf(this.#baselineAsked, clock) <= CLAIM_FENCE_MS
    // A job that may exist is searched for first: to follow it needs no approval.
    const toJudge = toSubmit.filter((state) => !this.#interrupted.mayHaveJob(state, record))
    if (isRecent && toJudge.every(({ label }) => this.#judged.has(label))) return
    const known = states.map((state) => this.#resolved.get(state.label) ?? state)
    const rejected = toJudge.length > 0 ? ((await judge?.judge(toJudge, known)) ?? []) : []
    for (const each of rejected) this.#resolve(each)
    for (const state of toJudge) {
      this.#judged.add(state.label)
      this.#ledger.setApproval(state, judge?.withApproval(state).approval)
    }
    const allowed = toSubmit.filter(({ label }) => !this.#resolved.has(label))
    if (allowed.length === 0) return
    this.#baselineAsked = momentOf(clock)
    await recordBaselines(allowed, { ...this.#context, ledger: this.#ledger })
  }

  #resolve(resolved: JobState): void {
    const { reporter } = this.#context
    const state = this.#interrupted.withNotes(resolved)
    this.#resolved.set(state.label, state)
    if (state.job === undefined) return reporter.stateDecided(state)
    reporter.submissionSettled(state)
    this.#watch.add(state)
  }

  /** One spec at a time, because a job that one spec reuses is not available to the next. */
  async #decideAll(unresolved: readonly JobState[], record: CommentRecord) {
    const toSubmit: JobState[] = []
    const toFollow: JobState[] = []
    let waitingCount = 0
    for (const state of unresolved) {
      const { spec } = state
      if (spec === undefined) continue
      const resolution = this.#inputs.reuse ? await this.#applyDecisions(state, spec, record) : 'submit'
      if (resolution === 'submit') toSubmit.push(state)
      else if (resolution === 'wait') waitingCount++
      else if (resolution.job !== undefined) toFollow.push(resolution)
      else this.#resolve(resolution)
    }
    return { toSubmit, toFollow, waitingCount }
  }

  /** A job that is being cancelled stays unresolved, and is decided again. */
  async #follow(toFollow: readonly JobState[]): Promise<void> {
    if (toFollow.length === 0) return
    const steps = { ...this.#context, ledger: this.#ledger, resolved: [...this.#resolved.values()] }
    for (const state of await withoutCancelledJobs(toFollow, steps)) this.#resolve(state)
  }

  #claimant({ digest }: Spec): Claimant {
    return claimantOf(this.#context, digest)
  }

  /** Applies the decisions one after the other until one of them resolves the state. */
  async #applyDecisions(state: JobState, spec: Spec, record: CommentRecord) {
    for (const decision of decideClaim(record, this.#claimant(spec))) {
      if (this.#tried.has(state, decision)) continue
      const resolution = await this.#applyDecision(decision, state, spec)
      if (resolution !== 'submit') return resolution
      if (decision.kind === 'reuse') this.#tried.add(state, decision)
    }
    const successor = this.#ledger.successorOf(state)
    if (successor === undefined) return 'submit'
    // Do not submit a job that the watch would abandon at once.
    const note: Note = { code: 'newer-run-has-other-commit', runId: successor.run.id }
    return withNote(state, note, 'superseded')
  }

  async #applyDecision(
    decision: ClaimDecision,
    state: JobState,
    spec: Spec,
  ): Promise<JobState | 'submit' | 'wait'> {
    switch (decision.kind) {
      case 'submit':
        return 'submit'
      case 'reuse': {
        const resolution = await reuseRecordedJob({ state, spec }, decision.jobs, this.#context)
        if (resolution !== 'wait') return resolution
        const nowMs = this.#context.githubTime()
        const stopping = decision.jobs.find((job) => isBeingCancelled(job, nowMs))
        return this.#wait(state, { code: 'waiting-for-cancellation', jobId: stopping?.id ?? '' })
      }
      case 'wait':
        return this.#wait(state, waitingNote(decision))
      case 'recover':
        // Only with a claim, so that others wait for the result.
        return 'submit'
      case 'superseded': {
        const note: Note = { code: 'newer-run-has-other-version', runId: decision.run.id }
        return withNote(state, note, 'superseded')
      }
    }
  }

  async #wait(state: JobState, note: Note): Promise<'wait'> {
    this.#logOnce(note, state.label)
    await this.#ledger.leaveToOthers([state])
    return 'wait'
  }

  /** If another run claims one of these specs at the same time, all stay unresolved and are decided again. */
  async #claim(toSubmit: readonly JobState[], record: CommentRecord): Promise<CommentRecord> {
    if (!this.#inputs.reuse) this.#ledger.overrideNewerRuns()
    const untilMs = outageEndMs(this.#context)
    // Whoever was visible before a claim was written goes first.
    const mayClaim = (current: CommentRecord): boolean =>
      !this.#inputs.reuse || !toSubmit.some(({ spec }) => spec && hasRival(current, this.#claimant(spec)))
    const acquire = () => this.#ledger.acquire(toSubmit, mayClaim)
    const result = await retryGitHub(acquire, { ...this.#context, untilMs })
    if (!result.ok) {
      const { reuse } = this.#inputs
      for (const each of resolveWithoutRecord(toSubmit, result, reuse, this.#context)) this.#resolve(each)
      return record
    }
    const { record: claimed, isWritten, isSlow } = result.value
    const won: PendingSpec[] = []
    const lost: JobState[] = []
    for (const state of toSubmit) {
      if (state.spec === undefined) continue
      const key = requestKey(state.spec.digest, this.#context.holder.service)
      const [before, after] = [findRequest(record, key), findRequest(claimed, key)]
      const hasWon =
        isWritten &&
        winsClaim(before, after, this.#claimant(state.spec), isSlow) &&
        this.#ledger.successorOf(state) === undefined
      if (!this.#inputs.reuse) this.#resolve(state)
      else if (hasWon) won.push({ state, spec: state.spec })
      else lost.push(state)
    }
    if (lost.length > 0) {
      await this.#ledger.leaveToOthers([...lost, ...won.map(({ state }) => state)])
      if (isSlow) await this.#giveWay(lost, claimed)
    } else await this.#recoverOrSubmit(won)
    return claimed
  }

  /** A state whose claim may have become old during a search stays unresolved, and is claimed again. */
  async #recoverOrSubmit(won: readonly PendingSpec[]): Promise<void> {
    for (const each of this.#interrupted.inOrder(won)) {
      const found = await this.#interrupted.search(each, [...this.#resolved.values()])
      if (found === 'none') this.#resolve(each.state)
      else if (found !== 'claim again') this.#resolve(found)
    }
  }

  /** At a slow GitHub both of two claims are out of date: one of them has to stay away for as long as the next one takes. */
  async #giveWay(lost: readonly JobState[], record: CommentRecord): Promise<void> {
    const { clock, random, deadlineMs, holder } = this.#context
    const isLater = lost.some(
      ({ spec }) =>
        spec &&
        hasEarlierRival(findRequest(record, requestKey(spec.digest, holder.service)), this.#claimant(spec)),
    )
    const waitMs = GIVE_WAY_MS * (1 + random())
    if (isLater) await clock.sleep(Math.max(0, Math.min(waitMs, deadlineMs - clock.now())))
  }

  #logOnce(note: Note, label: string): void {
    const key = JSON.stringify([note, label])
    if (!this.#loggedNotes.has(key)) this.#context.reporter.info(note, label)
    this.#loggedNotes.add(key)
  }
}
