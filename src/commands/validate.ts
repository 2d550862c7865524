import type { ValidateInputs } from '../inputs.ts'
import { createJobStates, loadSpecsFromInputs, markValid } from '../jobs/create-job-states.ts'
import { settle, withNote, type JobState } from '../jobs/job-state.ts'
import type { LoadedSpecs } from '../job-spec/types.ts'
import type { Note } from '../jobs/note.ts'
import { planStep, type StepPlan } from '../jobs/plan-step.ts'
import type { CommandResult } from '../jobs/result.ts'
import { READ_TIMEOUT_MS } from '../timeouts.ts'
import type { PlanContext } from './context.ts'

/** `command: validate`: checks the specs without an API key, and shows what they would train. */
export async function validate(inputs: ValidateInputs, context: PlanContext): Promise<CommandResult> {
  const loaded = await loadSpecsFromInputs(inputs, context.files)
  const initial = createJobStates(loaded.specs, loaded.diagnostics)
  const { reporter, clock } = context
  const { validateOnlyReason } = inputs
  reporter.start(initial, loaded.diagnostics, loaded.positions)
  // The comment of a closed pull request stays as it is.
  if (validateOnlyReason === 'closed') return validateClosed(initial, loaded, context)
  const untilMs = clock.now() + READ_TIMEOUT_MS
  const planned = await planStep({ ...loaded, states: initial }, inputs, context, untilMs)
  const { plan, policyBytes: current } = planned
  const plannedSpecs = loaded.specs.filter(({ label }) => plan.specs.has(label))
  const { checkWorkspacePolicy } = await import(
    /* webpackChunkName: 'policy' */ '../policy/check-workspace-policy.ts'
  )
  const policyCheck = await checkWorkspacePolicy(context.files, plannedSpecs, {
    ...{ plan, current },
    eventName: context.eventName,
    isCurrentUnread: context.defaultBranch === undefined,
  })
  reporter.addDiagnostics(policyCheck.diagnostics)
  if (policyCheck.note !== undefined) reporter.info(policyCheck.note)
  const diagnostics = [...planned.diagnostics, ...policyCheck.diagnostics]
  if (validateOnlyReason !== undefined && diagnostics.every(({ level }) => level !== 'error'))
    reporter.warn({ code: 'only-validated', because: validateOnlyReason })
  const note: Note | undefined = validateOnlyReason && {
    code: 'nothing-submitted',
    because: validateOnlyReason,
  }
  const states = planned.states
    .map((state) => settleValidated(state, planned))
    .map((state) => (note && state.outcome === 'valid' ? withNote(state, note) : state))
  return {
    states,
    diagnostics,
    messages: policyCheck.note && [policyCheck.note],
    outcome: policyCheck.diagnostics.length > 0 ? 'invalid' : undefined,
  }
}

/** Without the policy it is unknown whether a run may submit the spec, but the spec is valid all the same. */
function settleValidated(state: JobState, { rejection, ban, plan }: StepPlan): JobState {
  if (rejection === 'refused') return settle(state, 'refused')
  if (ban === undefined || state.outcome !== undefined) return markValid(state)
  if (ban.code === 'policy-unreadable') return withNote(markValid(state), ban)
  const isRefused = ban.code === 'policy-invalid' || plan.violations.length > 0
  const violations = plan.specs.get(state.label)?.violations ?? []
  return isRefused || violations.length > 0 ? withNote(state, ban, 'refused') : markValid(state)
}

function validateClosed(
  states: readonly JobState[],
  { diagnostics }: LoadedSpecs,
  { reporter }: PlanContext,
): CommandResult {
  if (diagnostics.every(({ level }) => level !== 'error'))
    reporter.warn({ code: 'only-validated', because: 'closed' })
  return { states: states.map(markValid), diagnostics }
}
