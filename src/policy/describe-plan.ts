import type { Diagnostic, SpecPositions } from '../job-spec/types.ts'
import { groupDigits } from '../job-spec/format-value.ts'
import type { Plan, SpecPlan, Violation } from './plan.ts'
import { POLICY_FILE } from './policy.ts'
import { formatPrice } from './format-price.ts'
import { formatViolation } from './violation.ts'

/** What the log says about a plan. */
export interface PlanDescription {
  readonly lines: readonly string[]
  /** Why the policy forbids submissions. */
  readonly problems: readonly Diagnostic[]
}

/** Where a spec has the value that a rule is about. */
const POINTERS: Readonly<Record<string, string>> = {
  'allow.job-types': '/job_type',
  'allow.base-models': '/model_config/base_model',
  'allow.dataset-ids': '/dataset_ids',
  'limits.training-steps': '/hyperparameters/training_steps',
  'limits.batch-size': '/hyperparameters/batch_size',
  'limits.examples': '/hyperparameters/training_steps',
  'limits.num-experts': '/model_config/num_experts',
  'budget.per-job': '/hyperparameters/training_steps',
  'price.per-million-examples': '/hyperparameters',
}

/** Describes what each spec would train and why the policy forbids it. Says nothing without a policy. */
export function describePlan({ specs, violations, policy }: Plan, positions: SpecPositions): PlanDescription {
  if (policy === undefined) return { lines: [], problems: [] }
  const { owners } = policy
  const problems = [...specs].flatMap(([label, plan]) =>
    plan.violations.map((violation): Diagnostic => {
      const node = positions.get(label)?.get(POINTERS[violation.rule] ?? '')
      // A label ends in the number of the document.
      const location = { file: label.replace(/#\d+$/, ''), ...node?.valuePosition }
      return { level: 'error', location, message: formatViolation(violation, { owners }) }
    }),
  )
  return {
    lines: [...specs].map(([label, plan]) => `${label}  ${planText(plan)}`),
    problems: [...problems, ...describeViolations(violations, owners)],
  }
}

/** Describes rules that are about the step as a whole. `owners`: who may change them. */
export function describeViolations(
  violations: readonly Violation[],
  owners: readonly string[],
): readonly Diagnostic[] {
  return violations.map((violation) => ({
    level: 'error',
    location: { file: POLICY_FILE, line: violation.line },
    message: formatViolation(violation, { owners }),
  }))
}

function planText({ examples, price, violations, needsApproval }: SpecPlan): string {
  return [
    ...(examples === undefined ? [] : [`${groupDigits(examples)} examples`]),
    ...(price === undefined ? [] : [`${formatPrice(price)} by your rates`]),
    violations.length > 0
      ? 'refused by the policy'
      : `allowed by the policy${needsApproval === true ? ' after an approval' : ''}`,
  ].join(', ')
}
