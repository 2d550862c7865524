import type { CommandContext, PolicyJudge } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateRequest, evaluateRun } from '../policy/evaluate-policy.ts'
import { loadPolicy } from '../policy/load-policy.ts'
import type { Policy } from '../policy/policy.ts'
import { CLAIM_FENCE_MS } from '../timeouts.ts'
import type { ApprovalAnswers } from './approval-answers.ts'
import { outageEndMs } from './claim-outcomes.ts'
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
  readonly #seenClaims = new Set<string>()
  /** When GitHub was asked for the policy, on the monotonic clock. */
  #readMs: number

  constructor(
    planned: Pick<StepPlan, 'plan' | 'policy' | 'startedMs'>,
    inputs: Pick<RunInputs, 'onSuperseded' | 'reuse'>,
    context: CommandContext,
    answers: ApprovalAnswers,
  ) {
    this.#planned = planned
    this.#inputs = inputs
    this.#context = context
    this.#readMs = planned.startedMs
    this.#approvals = new StepApprovals(inputs.reuse, context, answers)
  }

  judge(toSubmit: readonly JobState[], states: readonly JobState[]): Promise<readonly JobState[]> {
    const isOther = ({ label }: JobState): boolean => states.every((state) => state.label !== label)
    this.#states = [...this.#states.filter(isOther), ...states]
    return this.#judge(toSubmit, (policy) => this.#approvals.check(toSubmit, policy))
  }

  async #judge(
    toSubmit: readonly JobState[],
    checkApprovals: (policy: Policy) => Promise<readonly JobState[]>,
  ): Promise<readonly JobState[]> {
    const { policy } = this.#planned
    if (policy === undefined || toSubmit.length === 0) return []
    const refusal = await this.#applyPolicy(toSubmit, policy)
    return refusal === undefined ? checkApprovals(policy) : refuse(toSubmit, refusal)
  }

  async #applyPolicy(toSubmit: readonly JobState[], policy: Policy): Promise<Note | undefined> {
    const { plan } = this.#planned
    const { eventName } = this.#context
    const isForbidden = toSubmit.some(
      ({ spec }) => spec && evaluateRequest(policy, spec.request, { eventName }).length > 0,
    )
    const violations = evaluateRun(policy, toSubmit.length)
    const usage = { toSubmit, states: this.#states, seenClaims: this.#seenClaims }
    // The log has the rules that single specs break.
    const all =
      isForbidden || violations.length > 0
        ? violations
        : await checkUsage(usage, this.#planned, this.#inputs, this.#context)
    if (all.length > 0) await reportViolations(plan, all, this.#context)
    return isForbidden || all.length > 0 ? { code: 'policy-refused' } : undefined
  }

  /** Reads again whether the approval stands, and the policy if it may have changed since. */
  async judgeAgain(toSubmit: readonly JobState[]): Promise<readonly JobState[]> {
    const { clock, random, defaultBranch, reporter } = this.#context
    const { policy } = this.#planned
    if (defaultBranch === undefined) return []
    if (clock.now() - this.#readMs < CLAIM_FENCE_MS)
      return policy === undefined ? [] : this.#approvals.checkStill(toSubmit, policy)
    const untilMs = outageEndMs(this.#context)
    this.#readMs = clock.now()
    const loaded = await loadPolicy(defaultBranch, { clock, random, untilMs })
    if (loaded.kind === 'unreadable')
      return refuse(toSubmit, { code: 'policy-unreadable', error: loaded.error })
    if (loaded.kind === 'invalid') return refuse(toSubmit, { code: 'policy-invalid' })
    // All that is still to be submitted: the comment tells what each of them waits for.
    const planned = reporter.states.filter(({ job, outcome }) => job === undefined && outcome === undefined)
    const specs = planned.flatMap(({ spec }) => spec ?? [])
    this.#planned = await planAgain(specs, loaded, this.#planned.plan, this.#context)
    return this.#judge(toSubmit, (policy) => this.#approvals.checkAgain(toSubmit, policy))
  }

  withApproval(state: JobState): JobState {
    return this.#approvals.withApproval(state)
  }
}

function refuse(states: readonly JobState[], note: Note): readonly JobState[] {
  return states.map((state) => withNote(state, note, 'refused'))
}
