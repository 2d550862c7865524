import type { SpecPositions } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { Plan, SpecPlan, Violation } from '../policy/plan.ts'
import { formatPrice } from '../policy/price.ts'
import { formatViolation } from '../policy/violation.ts'
import { pluralize } from './format.ts'
import type { Log } from './log.ts'

/** Where a spec has the value that a rule is about. */
const POINTERS: Readonly<Record<string, string>> = {
  'allow.job-types': '/job_type',
  'allow.base-models': '/model_config/base_model',
  'allow.dataset-ids': '/dataset_ids',
  'limits.training-steps': '/hyperparameters/training_steps',
  'limits.batch-size': '/hyperparameters/batch_size',
  'limits.examples': '/hyperparameters/training_steps',
  'limits.num-experts': '/model_config/num_experts',
}

interface PlannedStep {
  readonly states: readonly JobState[]
  readonly positions?: SpecPositions
}

/** Logs what each spec would train and, as errors, why the policy forbids it. Nothing without a policy. */
export function logPlan(
  log: Log,
  { specs, violations, policy }: Plan,
  { states, positions }: PlannedStep,
): void {
  if (policy === undefined) return
  for (const { spec, label } of states) {
    const plan = specs.get(label)
    if (spec === undefined || plan === undefined) continue
    log.info(`${label}  ${planText(plan)}`)
    for (const violation of plan.violations) {
      const pointer = POINTERS[violation.rule] ?? ''
      const { line, column } = positions?.get(label)?.get(pointer)?.valuePosition ?? {}
      log.annotate(
        'error',
        `${label}: ${formatViolation(violation, { owners: policy.owners })}`,
        { file: spec.file, line, column },
        'Policy',
      )
    }
  }
  logViolations(log, violations, policy.owners)
}

/** Logs rules that forbid the submissions of a step as errors. */
export function logViolations(log: Log, violations: readonly Violation[], owners: readonly string[]): void {
  for (const violation of violations)
    log.annotate('error', formatViolation(violation, { owners }), undefined, 'Policy')
}

function planText({ examples, price, violations }: SpecPlan): string {
  const size = examples === undefined ? [] : [pluralize(examples, 'example')]
  const cost = price === undefined ? [] : [`${formatPrice(price)} by your rates`]
  return [...size, ...cost, violations.length === 0 ? 'allowed by the policy' : 'refused by the policy'].join(
    ', ',
  )
}
