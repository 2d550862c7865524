import type { RuleContext, FieldPointer, FieldDiagnostic, Rule } from './field-diagnostic.ts'
import type { ValidationOptions } from './types.ts'
import { SPEC_FILE } from './file-kind.ts'
import { fieldPath } from './format-value.ts'
import {
  checkModelName,
  checkNumberNotation,
  checkPlaceholderIds,
  checkTrainingSteps,
} from './value-rules.ts'

const EXPERT_FIELDS = ['/model_config/num_experts', '/model_config/active_experts'] as const

/**
 * Checks what the API schema cannot express: requirements from the prose of the API reference, contradictions, needs of
 * this action (errors), and likely mistakes (warnings). Rules skip fields that are already invalid.
 */
export function applyRules(context: RuleContext, options: ValidationOptions): readonly FieldDiagnostic[] {
  return RULES.flatMap((rule) => rule(context, options))
}

function error(
  pointer: FieldPointer,
  message: string,
  ...relatedTo: readonly FieldPointer[]
): FieldDiagnostic {
  return { level: 'error', pointer, relatedTo, message: `${fieldPath(pointer)} ${message}` }
}

function warning(pointer: string, message: string, ...relatedTo: readonly FieldPointer[]): FieldDiagnostic {
  return { level: 'warning', pointer, relatedTo, message: `${fieldPath(pointer)} ${message}` }
}

export const BASE_MODEL = '/model_config/base_model'

/** API reference: "required for post-training and reinforcement learning", which is every type except pre_training. */
export function needsBaseModel(jobType: unknown): boolean {
  return jobType !== undefined && jobType !== 'pre_training'
}

const checkBaseModel: Rule = ({ request, isReliable }) => {
  const pointer = BASE_MODEL
  const { job_type: jobType, model_config: { base_model: baseModel } = {} } = request
  if (!isReliable(pointer)) return []
  if (baseModel?.includes('${{')) {
    return [
      error(
        pointer,
        `contains \${{ }}, but GitHub does not evaluate expressions in this file. ${SPEC_FILE.insteadOfTemplate}`,
      ),
    ]
  }
  if (baseModel !== undefined && baseModel.trim() !== '') return []
  const state = baseModel === undefined ? 'is missing' : 'is empty'
  if (jobType === 'pre_training') {
    return baseModel === undefined
      ? []
      : [warning(pointer, `${state}. Remove the line if the training starts from scratch.`)]
  }
  if (jobType === undefined) return []
  return [
    error(
      pointer,
      `${state}. ${jobType} starts from a trained model. Add it, such as base_model: mistral-small-latest.`,
      '/job_type',
    ),
  ]
}

const checkDenseExperts: Rule = ({ request: { model_config: model }, describeValue }) => {
  if (model?.architecture !== 'dense') return []
  return expertFieldsIn(model).map((pointer) =>
    error(
      pointer,
      `is ${describeValue(pointer)}, but architecture is dense, which has no experts. Remove one of the two.`,
      '/model_config/architecture',
    ),
  )
}

const checkActiveExperts: Rule = ({ request: { model_config: model = {} }, describeValue }) => {
  const { architecture, num_experts: numExperts, active_experts: activeExperts } = model
  if (
    architecture === 'dense' ||
    numExperts === undefined ||
    activeExperts === undefined ||
    activeExperts <= numExperts
  )
    return []
  const [numExpertsPointer, activePointer] = EXPERT_FIELDS
  const message = `is ${describeValue(activePointer)}, more than num_experts, which is ${describeValue(numExpertsPointer)}.`
  return [error(activePointer, message, numExpertsPointer)]
}

const checkAutoStart: Rule = ({ request }, { waitsForJob }) => {
  if (request.auto_start !== false || !waitsForJob) return []
  const problem = 'is false, but the input "wait" lets a run wait for the job.'
  const reason = 'The Forge API cannot start a job later, so the wait would never end.'
  const fix = 'Remove the line, or set the input "wait" to false.'
  return [error('/auto_start', `${problem} ${reason} ${fix}`)]
}

const checkArchitecture: Rule = ({ request: { model_config: model }, isReliable }) => {
  const [first] = expertFieldsIn(model ?? {})
  if (first === undefined || model?.architecture !== undefined || model?.base_model) return []
  if (!isReliable('/model_config/architecture')) return []
  return [warning(first, 'is set, but architecture is not. Is architecture: mixture_of_experts missing?')]
}

const checkExpertsWithBaseModel: Rule = ({ request: { model_config: model = {} } }) => {
  const [first] = expertFieldsIn(model)
  if (first === undefined || !model.base_model || model.architecture === 'dense') return []
  return [
    warning(
      first,
      'is set together with base_model, which already defines its experts. The service may reject other values.',
      '/model_config/base_model',
    ),
  ]
}

const checkExpertCounts: Rule = ({ request: { job_type: jobType, model_config: model }, isReliable }) => {
  if (jobType !== 'pre_training' || model?.architecture !== 'mixture_of_experts' || model.base_model)
    return []
  if (
    expertFieldsIn(model).length > 0 ||
    ![...EXPERT_FIELDS, '/model_config/base_model' as const].every(isReliable)
  )
    return []
  const message =
    'is mixture_of_experts, but neither num_experts nor active_experts is set, so the service chooses them.'
  return [warning('/model_config/architecture', message)]
}

const checkLearningRate: Rule = ({
  request: { hyperparameters: { learning_rate: rate } = {} },
  describeValue,
}) => {
  const pointer = '/hyperparameters/learning_rate'
  if (rate === 0) return [warning(pointer, 'is 0, so training would not change the model.')]
  if (rate === undefined || rate <= 1) return []
  return [warning(pointer, `is ${describeValue(pointer)}. Typical values are far below 1, such as 1.0e-5.`)]
}

const checkWeightDecay: Rule = ({
  request: { hyperparameters: { weight_decay: decay } = {} },
  describeValue,
}) => {
  const pointer = '/hyperparameters/weight_decay'
  if (decay === undefined || decay < 1) return []
  return [warning(pointer, `is ${describeValue(pointer)}. Typical values are well below 1, such as 0.1.`)]
}

const checkWarmup: Rule = ({
  request: { hyperparameters: { warmup_steps: warmupSteps, training_steps: trainingSteps } = {} },
  describeValue,
}) => {
  if (warmupSteps === undefined || trainingSteps === undefined || warmupSteps <= trainingSteps) return []
  const pointer = '/hyperparameters/warmup_steps'
  const comparison = `is ${describeValue(pointer)}, more than training_steps, which is ${describeValue('/hyperparameters/training_steps')}.`
  const message = `${comparison} The learning rate never reaches its full value.`
  return [warning(pointer, message, '/hyperparameters/training_steps')]
}

const checkDatasets: Rule = ({ request: { job_type: jobType, dataset_ids: ids }, isReliable }) => {
  const pointer = '/dataset_ids'
  if (ids !== undefined && ids.length > 0) return findRepeatedIds(ids)
  // A reinforcement learning job may get its data from its environment.
  if (jobType === undefined || jobType === 'reinforcement_learning' || !isReliable(pointer)) return []
  return [warning(pointer, `${ids ? 'is empty' : 'is missing'}, so the job has no training data.`)]
}

function findRepeatedIds(ids: readonly (string | undefined)[]): readonly FieldDiagnostic[] {
  const first = new Map<string, number>()
  return ids.flatMap((id, i) => {
    const key = id?.toLowerCase()
    if (key === undefined) return []
    const earlier = first.get(key)
    if (earlier !== undefined)
      return [
        warning(`/dataset_ids/${i}`, `is the same as dataset_ids[${earlier}]. Is one of them a mistake?`),
      ]
    first.set(key, i)
    return []
  })
}

function expertFieldsIn(model: NonNullable<RuleContext['request']['model_config']>): readonly FieldPointer[] {
  const values = [model.num_experts, model.active_experts]
  return EXPERT_FIELDS.filter((_pointer, i) => values[i] !== undefined)
}

const RULES: readonly Rule[] = [
  checkBaseModel,
  checkModelName,
  checkNumberNotation,
  checkTrainingSteps,
  checkPlaceholderIds,
  checkDenseExperts,
  checkActiveExperts,
  checkAutoStart,
  checkArchitecture,
  checkExpertsWithBaseModel,
  checkExpertCounts,
  checkLearningRate,
  checkWeightDecay,
  checkWarmup,
  checkDatasets,
]
