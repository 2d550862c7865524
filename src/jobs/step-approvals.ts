import { actsOf, type Approval, type ApprovingAct } from '../approval/approval.ts'
import { checkApproval, type ApprovalEvidence, type ApprovalVerdict } from '../approval/check-approvals.ts'
import { describeApprovers, describeRejected } from '../approval/describe-approvals.ts'
import { APPROVAL_COMMAND, dispatchAct, recordedDispatches, type Act } from '../approval/find-acts.ts'
import { findPushers } from '../approval/find-pushers.ts'
import type { ApprovalSource, CommandContext } from '../commands/context.ts'
import { needsApproval } from '../policy/needs-approval.ts'
import type { ApprovalRules, Policy } from '../policy/policy.ts'
import { EMPTY_TOKEN, type PullRequest } from '../state/github.ts'
import { findRequest, type RequestRecord } from '../state/record.ts'
import { findReplacingRun, shortDigest } from '../state/shown-plans.ts'
import type { ApprovalAnswers, ApprovalSnapshot } from './approval-answers.ts'
import { markValid } from './create-job-states.ts'
import { settle, withNote, withNotes, type JobState } from './job-state.ts'
import type { Outcome } from './job-status.ts'
import type { Note } from './note.ts'
import { checkedOutCommits } from './plan-origin.ts'

type Conversation = NonNullable<ApprovalSource['pullRequest']>

/** A pull request that may have approvals. */
interface Target {
  readonly conversation: Conversation
  readonly snapshot: ApprovalSnapshot
}

/** What to say about a spec that nobody has approved. */
interface Rejection {
  readonly outcome: Outcome
  readonly noteOn: (state: JobState, needsTwo: boolean) => Note
}

/** Finds out which specs of a step somebody has approved. */
export class StepApprovals {
  readonly #reuse: boolean
  readonly #context: CommandContext
  readonly #answers: ApprovalAnswers
  /** By spec label. */
  readonly #approvals = new Map<string, Approval>()
  /** What one of two people has done, also for specs that are settled. Likewise. */
  readonly #halves = new Map<string, ApprovingAct>()
  /** Likewise. */
  readonly #pushers = new Map<string, JobState['pushers']>()
  #hasWarnedAboutCheckout = false

  /** `reuse`: the input. */
  constructor(reuse: boolean, context: CommandContext, answers: ApprovalAnswers) {
    this.#reuse = reuse
    this.#context = context
    this.#answers = answers
  }

  withApproval(state: JobState): JobState {
    const approval = this.#approvals.get(state.label)
    const pushers = this.#pushers.get(state.label)
    return { ...state, approval, pushers }
  }

  /** Reads everything again. */
  checkAgain(toSubmit: readonly JobState[], policy: Policy | undefined): Promise<readonly JobState[]> {
    this.#answers.forget()
    return this.check(toSubmit, policy)
  }

  /** For a submission that is about to be sent: reads again only the list that has the approving act. */
  async checkStill(toSubmit: readonly JobState[], policy: Policy | undefined): Promise<readonly JobState[]> {
    const before = toSubmit.map(({ label }) => ({ label, approval: this.#approvals.get(label) }))
    const kinds = new Set(before.flatMap(({ approval }) => actsIn(approval)).map(({ act }) => act))
    for (const kind of kinds) this.#answers.forgetActs(kind)
    // Also what another submission has just read counts.
    const rejected = await this.#check(toSubmit, policy)
    const hasNewActs = before.some(({ label, approval }) =>
      hasOtherActs(this.#approvals.get(label), approval),
    )
    if (rejected.length === 0 && !hasNewActs) return []
    // Other lists may tell why: who has dismissed a review, or who else has approved. New acts may be about a push that the list
    // of pushes does not have, so they are not known to be approvals.
    for (const { label, approval } of before)
      if (approval === undefined) this.#approvals.delete(label)
      else this.#approvals.set(label, approval)
    return this.checkAgain(toSubmit, policy)
  }

  /** Resolves to those of these states that need an approval and have none, with their outcome. */
  async check(toSubmit: readonly JobState[], policy: Policy | undefined): Promise<readonly JobState[]> {
    const rejected = await this.#check(toSubmit, policy)
    // An earlier look may have found approvals that do not stand any more.
    for (const { label } of rejected) this.#approvals.delete(label)
    return rejected.map((state) => ({ ...state, approval: undefined }))
  }

  async #check(toSubmit: readonly JobState[], policy: Policy | undefined): Promise<readonly JobState[]> {
    const { approval: rules } = policy ?? {}
    const { approvals: source } = this.#context
    const states = toSubmit.filter(({ spec }) => policy && spec && needsApproval(policy, spec.request))
    // The policy that was read before may have wanted one. Nobody looks whether it still stands.
    for (const state of toSubmit.filter((each) => !states.includes(each))) {
      this.#approvals.delete(state.label)
      this.#halves.delete(state.label)
    }
    if (rules === undefined || states.length === 0) return []
    if (source === undefined) return refuse(states, { code: 'approval-unreadable', error: EMPTY_TOKEN })
    const { pullRequest: conversation } = source
    const { lookupError } = this.#context
    // Of the pull request that GitHub does not tell, nobody knows who pushed the request.
    if (conversation === undefined && lookupError !== undefined)
      return refuse(states, { code: 'approval-unreadable', error: lookupError })
    if (conversation === undefined) {
      const note: Note = { code: 'approval-without-pull-request', approvers: describeApprovers(rules) }
      // Nobody else can have seen what a person starts by hand.
      const evidence = this.#evidence({ ...rules, allowSelf: true }, source, dispatchAct(source.dispatch))
      return this.#judgeAll(states, evidence, { outcome: 'refused', noteOn: () => note })
    }
    const snapshot = await this.#answers.read(conversation, conversation.hasComment ? rules : { by: [] })
    if (!snapshot.ok) return refuse(states, { code: 'approval-unreadable', error: snapshot.message })
    const replaced = states.flatMap((state) => this.#markReplaced(state) ?? [])
    const current = states.filter(({ label }) => replaced.every((each) => each.label !== label))
    const target = { conversation, snapshot: snapshot.value }
    return [...replaced, ...(await this.#checkConversation(current, rules, source, target))]
  }

  /** An older run that starts late must not submit what its step no longer shows, unless the user asks for that. */
  #markReplaced(state: JobState): JobState | undefined {
    const { ledger, origin } = this.#context
    if (!this.#reuse || ledger?.planKey === undefined || origin === undefined) return undefined
    const digest = shortDigest(state.spec?.digest ?? '')
    const own = { ...origin, key: ledger.planKey, digest }
    const runId = findReplacingRun(ledger.record.shownPlans ?? [], own)
    return runId === undefined
      ? undefined
      : withNote(state, { code: 'newer-run-has-other-version', runId }, 'superseded')
  }

  async #checkConversation(
    states: readonly JobState[],
    rules: ApprovalRules,
    source: ApprovalSource,
    target: Target,
  ): Promise<readonly JobState[]> {
    const { conversation, snapshot } = target
    const { pullRequest, acts } = snapshot
    const { isClosed, isMerged } = pullRequest
    if (isClosed && !isMerged)
      return states.map((state) => withNote(markValid(state), { code: 'pull-request-closed', isMerged }))
    const started = dispatchAct(source.dispatch)
    if (!conversation.hasComment) {
      const note: Note = { code: 'approval-without-comment' }
      const evidence = this.#evidence(rules, source, started, target)
      return this.#judgeAll(states, evidence, { outcome: 'refused', noteOn: () => note })
    }
    // With `reuse: false`, an outage of GitHub does not end the step before.
    if (this.#context.ledger?.isRead !== true)
      return refuse(states, { code: 'approval-unreadable', error: RECORD_UNREAD })
    const wrongCheckout = await this.#checkCheckout(states, target)
    if (wrongCheckout !== undefined) return refuse(states, wrongCheckout)
    const approvers = describeApprovers(rules)
    const noteOn = ({ spec }: JobState, needsTwo: boolean): Note =>
      isClosed
        ? { code: 'approval-missing-after-merge', approvers, needsTwo, command: namingCommand(spec, rules) }
        : { code: 'approval-missing', approvers, needsTwo }
    // After the pull request is closed, its plan cannot be approved any more.
    const outcome = isClosed ? 'refused' : 'unapproved'
    const evidence = this.#evidence(rules, source, [...acts, ...started], target)
    return this.#judgeAll(states, evidence, { outcome, noteOn })
  }

  #evidence(
    rules: ApprovalRules,
    source: ApprovalSource,
    acts: readonly Act[],
    target?: Target,
  ): ApprovalEvidence {
    const { ledger, origin } = this.#context
    const { pullRequest, withdrawn, withdrawals, pushes = [] } = target?.snapshot ?? {}
    return {
      rules,
      acts,
      withdrawn,
      withdrawals,
      shownPlans: ledger?.record.shownPlans ?? [],
      planKey: ledger?.planKey,
      inputsHash: origin?.inputsHash,
      author: pullRequest?.author,
      headSha: pullRequest?.headSha,
      forkCommits: pullRequest?.isFromFork ? commitsOf(pullRequest) : undefined,
      commit: origin?.commit,
      // Of an unknown origin, whoever sent the event may not be the one.
      pusher: origin === undefined || origin.isOtherCommit ? undefined : source.pusher,
      hasPushList: target?.conversation.hasPushList ?? true,
      pushes,
      permissionOf: (login) => this.#answers.permissionOf(login, source),
    }
  }

  async #judgeAll(
    states: readonly JobState[],
    evidence: ApprovalEvidence,
    { outcome, noteOn }: Rejection,
  ): Promise<readonly JobState[]> {
    const rejected: { readonly state: JobState; readonly verdict: ApprovalVerdict }[] = []
    for (const state of states) {
      this.#keepPushers(state, evidence)
      const verdict = await this.#judge(state, evidence)
      if (!verdict.ok) return refuse(states, { code: 'approval-unreadable', error: verdict.message })
      const { approval, half } = verdict.value
      if (half === undefined) this.#halves.delete(state.label)
      else this.#halves.set(state.label, half)
      if (approval !== undefined) this.#approvals.set(state.label, approval)
      else rejected.push({ state, verdict: verdict.value })
    }
    // The label may be half of the approval of a spec that an earlier call has settled.
    const ofLabel = outcome === 'unapproved' ? labelNotes(evidence, [...this.#halves.values()]) : []
    return rejected.map(({ state, verdict: { needsTwo, half, rejected: acts } }) => {
      const described: Note = { code: 'approvals-not-counted', acts: describeRejected(acts) }
      const notes = [noteOn(state, needsTwo), ...ofLabel, ...(acts.length === 0 ? [] : [described])]
      const pushers = this.#pushers.get(state.label)
      return settle({ ...withNotes(state, notes), pushers, halfApproval: half }, outcome)
    })
  }

  /** The list of pushes is gone when somebody deletes the branch, so the record keeps what matters of it. */
  #keepPushers({ label, spec }: JobState, evidence: ApprovalEvidence): void {
    const { names, isComplete, firstShownMs } = findPushers(spec?.digest ?? '', evidence)
    if (isComplete) this.#pushers.set(label, { names, firstShownMs })
  }

  #judge(state: JobState, evidence: ApprovalEvidence): ReturnType<typeof checkApproval> {
    const { ledger } = this.#context
    const key = ledger?.keyOf(state)
    const recorded =
      ledger === undefined || key === undefined ? [] : approvalsOf(findRequest(ledger.record, key))
    // What this step writes may have ended the plan in the second of the act.
    const accepted = this.#approvals.get(state.label) ?? []
    const ofJobs = [...recorded, accepted].flat().flatMap(actsOf)
    const digest = state.spec?.digest ?? ''
    const withoutJob = (ledger?.record.acts ?? []).filter(({ digests }) =>
      digests.includes(shortDigest(digest)),
    )
    const known = [...ofJobs, ...withoutJob.filter(({ isHalf }) => isHalf !== true)]
    const isOwn = ({ id, atMs }: Act): boolean =>
      evidence.acts.some((act) => act.id === id && act.atMs === atMs)
    const recordedStarts = recordedDispatches([...ofJobs, ...withoutJob]).filter((act) => !isOwn(act))
    const acts = [...evidence.acts, ...recordedStarts]
    return checkApproval({ digest, knownActs: known }, { ...evidence, acts })
  }

  async #checkCheckout(
    states: readonly JobState[],
    { conversation, snapshot }: Target,
  ): Promise<Note | undefined> {
    if (!conversation.isCheckoutUnproven || states.length === 0) return undefined
    const { pullRequest } = snapshot
    const specs = states.flatMap(({ spec }) => spec ?? [])
    const commits = await checkedOutCommits(specs, this.#context)
    const known = [undefined, ...commitsOf(pullRequest)]
    for (const found of commits) {
      if (found === undefined || known.includes(found)) continue
      const isMerge = await this.#answers.isTestMerge(found, pullRequest, conversation)
      if (!isMerge.ok) return { code: 'approval-unreadable', error: isMerge.message }
      const event = this.#context.eventName
      if (!isMerge.value) return { code: 'approval-of-other-commit', event, head: pullRequest.headSha, found }
    }
    if (commits.includes(undefined) && !this.#hasWarnedAboutCheckout) {
      this.#context.reporter.warn({ code: 'approval-checkout-unknown' })
      this.#hasWarnedAboutCheckout = true
    }
    return undefined
  }
}

/** The head, and what merges it. */
function commitsOf({ headSha, mergeCommit }: PullRequest): readonly (string | undefined)[] {
  return [headSha, mergeCommit]
}

/** After the merge nobody can see the plan any more, so that only a comment which names the request approves it. */
function namingCommand(spec: JobState['spec'], { by }: ApprovalRules): string | undefined {
  return spec === undefined || !by.includes('comment')
    ? undefined
    : `${APPROVAL_COMMAND} ${shortDigest(spec.digest)}`
}

const actsIn = (approval: Approval | undefined): readonly ApprovingAct[] =>
  approval === undefined ? [] : actsOf(approval)

/** Whether there is an act that was not there before. */
function hasOtherActs(now: Approval | undefined, before: Approval | undefined): boolean {
  const known = new Set(actsIn(before).map(({ actId }) => actId))
  return actsIn(now).some(({ actId }) => !known.has(actId))
}

/** It tells what the comment has shown, and what has approved what. */
const RECORD_UNREAD = 'GitHub did not provide the record in the comment'

/** Nobody can add a label that is on. Who takes it off for one spec takes it from the others, too. */
function labelNotes({ acts }: ApprovalEvidence, halves: readonly ApprovingAct[]): readonly Note[] {
  const isOn = acts.some(({ kind }) => kind === 'label')
  return isOn ? [{ code: 'approval-label-on', isHalf: halves.some(({ act }) => act === 'label') }] : []
}

function refuse(states: readonly JobState[], note: Note): readonly JobState[] {
  return states.map((state) => withNote(state, note, 'refused'))
}

/** Of jobs, and of submissions whose job is not known. */
function approvalsOf({ jobs, holds }: RequestRecord): readonly Approval[] {
  return [
    ...jobs.filter(({ provenance }) => provenance !== 'unsigned'),
    ...holds.filter(({ isUnsigned }) => isUnsigned !== true),
  ].flatMap(({ approval }) => approval ?? [])
}
