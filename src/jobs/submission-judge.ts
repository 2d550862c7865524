import type { CommandContext, PolicyJudge } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateRequest, evaluateRun } from '../policy/evaluate-policy.ts'
import { loadPolicy } from '../policy/load-policy.ts'
import type { DefaultBranch } from '../state/github.ts'
import { CLAIM_FENCE_MS } from '../timeouts.ts'
import type { ApprovalAnswers } from './approval-answers.ts'
import { outageEndMs } from './claim-outcomes.ts'
import { ageOf, momentOf, type Moment } from './clock.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { planAgain, reportViolations, type StepPlan } from './plan-step.ts'
import { StepApprovals } from './step-approvals.ts'
import { checkUsage } from './usage-limits.ts'

/**
 * Decides whether specs may be submitted: by the policy all or none, by approvals each. Jobs that a step only follows are
 * not judged.
 */
export class SubmissionJudge implements PolicyJudge {
  readonly #inputs: Pick<RunInputs, 'onSuperseded' | 'reuse'>
  readonly #context: CommandContext
  readonly #approvals: StepApprovals
  #planned: Pick<StepPlan, 'plan' | 'policy'>
  /** All that the step asks for. */
  #states: readonly JobState[] = []
  /** Why nothing more may be submitted: all or none, whatever a later look at fewer specs would say. */
  #refusal: Note | undefined
  readonly #seenClaims = new Set<string>()
  /** When GitHub was asked for the policy. */
  #asked: Moment

  constructor(
    planned: Pick<StepPlan, 'plan' | 'policy' | 'started'>,
    inputs: Pick<RunInputs, 'onSuperseded' | 'reuse'>,
    context: CommandContext,
    answers: ApprovalAnswers,
  ) {
    this.#planned = planned
    this.#inputs = inputs
    this.#context = context
    this.#asked = planned.started
    this.#approvals = new StepApprovals(inputs.reuse, context, answers)
  }

  async judge(toSubmit: readonly JobState[], states: readonly JobState[]): Promise<readonly JobState[]> {
    const isOther = ({ label }: JobState): boolean => states.every((state) => state.label !== label)
    this.#states = [...this.#states.filter(isOther), ...states]
    this.#refusal ??= await this.#applyPolicy(toSubmit)
    if (this.#refusal !== undefined) return refuse(toSubmit, this.#refusal)
    return this.#approvals.check(toSubmit, this.#planned.policy)
  }

  /** Reads again whether the approval stands, and the policy if it may have changed since. */
  async judgeAgain(toSubmit: readonly JobState[]): Promise<readonly JobState[]> {
    const { clock, defaultBranch } = this.#context
    if (defaultBranch === undefined) return []
    const isOld = this.#refusal === undefined && ageOf(this.#asked, clock) >= CLAIM_FENCE_MS
    if (isOld) this.#refusal = await this.#applyPolicyAgain(defaultBranch)
    if (this.#refusal !== undefined) return refuse(toSubmit, this.#refusal)
    const { policy } = this.#planned
    return isOld ? this.#approvals.checkAgain(toSubmit, policy) : this.#approvals.checkStill(toSubmit, policy)
  }

  /** Reads the policy, and applies it to all that is still to be submitted: the comment tells what each of them waits for. */
  async #applyPolicyAgain(defaultBranch: DefaultBranch): Promise<Note | undefined> {
    const { clock, random, reporter } = this.#context
    const untilMs = outageEndMs(this.#context)
    this.#asked = momentOf(clock)
    const loaded = await loadPolicy(defaultBranch, { clock, random, untilMs })
    const waiting = reporter.states.filter(({ job, outcome }) => job === undefined && outcome === undefined)
    const specs = waiting.flatMap(({ spec }) => spec ?? [])
    const { ban, ...planned } = await planAgain(specs, loaded, this.#planned.plan, this.#context)
    this.#planned = planned
    return (await this.#applyPolicy(waiting)) ?? ban
  }

  async #applyPolicy(toSubmit: readonly JobState[]): Promise<Note | undefined> {
    const { plan, policy } = this.#planned
    if (policy === undefined) return undefined
    const { eventName, reporter } = this.#context
    const isForbidden = toSubmit.some(
      ({ spec }) => spec && evaluateRequest(policy, spec.request, { eventName }).length > 0,
    )
    const submitted = reporter.states.filter(({ job, isReused }) => job !== undefined && isReused !== true)
    const violations = evaluateRun(policy, submitted.length + toSubmit.length)
    const usage = { toSubmit, states: this.#states, seenClaims: this.#seenClaims }
    // The log has the rules that single specs break.
    const all =
      isForbidden || violations.length > 0
        ? violations
        : await checkUsage(usage, this.#planned, this.#inputs, this.#context)
    if (all.length > 0) await reportViolations(plan, all, this.#context)
    return isForbidden || all.length > 0 ? { code: 'policy-refused' } : undefined
  }

  withApproval(state: JobState): JobState {
    return this.#approvals.withApproval(state)
  }
}

function refuse(states: readonly JobState[], note: Note): readonly JobState[] {
  return states.map((state) => withNote(state, note, 'refused'))
}
