import type { Draft, FieldPointer, Finding } from './field-diagnostic.ts'
import type { SpecRules } from './types.ts'
import { fieldPath } from './format-value.ts'

type Rule = (draft: Draft, rules: SpecRules) => readonly Finding[]

const EXPERTS = ['/model_config/num_experts', '/model_config/active_experts'] as const

/**
 * What the contract's schema does not say: its prose, what cannot hold otherwise, what this action needs (errors), and
 * what is probably a mistake (advice). All rules are applied; a rule is silent about fields that have a problem already.
 */
export function ruleFindings(draft: Draft, rules: SpecRules): readonly Finding[] {
  return RULES.flatMap((rule) => rule(draft, rules))
}

/** `because` are the other fields that a rule has compared with this one. */
function error(pointer: FieldPointer, message: string, ...because: readonly FieldPointer[]): Finding {
  return { level: 'error', pointer, because, message: `${fieldPath(pointer)} ${message}` }
}

function advice(pointer: string, message: string, ...because: readonly FieldPointer[]): Finding {
  return { level: 'advice', pointer, because, message: `${fieldPath(pointer)} ${message}` }
}

/** The contract: "required for post-training and reinforcement learning", which is every type but one. */
const baseModel: Rule = ({ request, settled }) => {
  const pointer = '/model_config/base_model'
  const { job_type: job, model_config: { base_model: base } = {} } = request
  if (!settled(pointer)) return []
  if (base?.includes('${{')) {
    return [
      error(
        pointer,
        'holds ${{ }}, which GitHub does not fill in inside a file. Use the input "set" for it.',
      ),
    ]
  }
  if (base !== undefined && base.trim() !== '') return []
  const what = base === undefined ? 'is missing' : 'is empty'
  if (job === 'pre_training') {
    return base === undefined
      ? []
      : [advice(pointer, `${what}. Remove the line if the training starts from scratch.`)]
  }
  if (job === undefined) return []
  return [
    error(
      pointer,
      `${what}. ${job} starts from a trained model: name it, as in base_model: mistral-small-latest.`,
      '/job_type',
    ),
  ]
}

const denseHasNoExperts: Rule = ({ request: { model_config: model }, written }) => {
  if (model?.architecture !== 'dense') return []
  return expertsSet(model).map((pointer) =>
    error(
      pointer,
      `is ${written(pointer)}, but architecture is dense, which has no experts. Remove one of the two.`,
      '/model_config/architecture',
    ),
  )
}

const activeWithinAll: Rule = ({ request: { model_config: model = {} }, written }) => {
  const { architecture, num_experts: all, active_experts: active } = model
  if (architecture === 'dense' || all === undefined || active === undefined || active <= all) return []
  const [allPointer, activePointer] = EXPERTS
  const message = `is ${written(activePointer)}, more than num_experts, which is ${written(allPointer)}.`
  return [error(activePointer, message, allPointer)]
}

const startsIfWaitedFor: Rule = ({ request }, { waits }) => {
  if (request.auto_start !== false || !waits) return []
  const why =
    'is false, but this step waits for the job, and Forge has no call that starts a job later, so the wait'
  return [error('/auto_start', `${why} would never end. Remove the line, or set the input "wait" to false.`)]
}

const expertsNeedArchitecture: Rule = ({ request: { model_config: model }, settled }) => {
  const [first] = expertsSet(model ?? {})
  if (first === undefined || model?.architecture !== undefined || model?.base_model) return []
  if (!settled('/model_config/architecture')) return []
  return [advice(first, 'is set, but architecture is not. Is architecture: mixture_of_experts missing?')]
}

const expertsOfTheBase: Rule = ({ request: { model_config: model = {} } }) => {
  const [first] = expertsSet(model)
  if (first === undefined || !model.base_model || model.architecture === 'dense') return []
  return [
    advice(
      first,
      'is set together with base_model, which has experts of its own. The service may refuse others.',
      '/model_config/base_model',
    ),
  ]
}

const expertsLeftOpen: Rule = ({ request: { job_type: job, model_config: model }, settled }) => {
  if (job !== 'pre_training' || model?.architecture !== 'mixture_of_experts' || model.base_model) return []
  if (expertsSet(model).length > 0 || ![...EXPERTS, '/model_config/base_model' as const].every(settled))
    return []
  const message =
    'is mixture_of_experts, but neither num_experts nor active_experts is set. The service chooses them.'
  return [advice('/model_config/architecture', message)]
}

const learningRate: Rule = ({ request: { hyperparameters: { learning_rate: rate } = {} }, written }) => {
  const pointer = '/hyperparameters/learning_rate'
  if (rate === 0) return [advice(pointer, 'is 0, so the model would stay as it is.')]
  if (rate === undefined || rate <= 1) return []
  return [advice(pointer, `is ${written(pointer)}. Usual values are far below 1, such as 1.0e-5.`)]
}

const weightDecay: Rule = ({ request: { hyperparameters: { weight_decay: decay } = {} }, written }) => {
  const pointer = '/hyperparameters/weight_decay'
  if (decay === undefined || decay < 1) return []
  return [advice(pointer, `is ${written(pointer)}. Usual values are well below 1, such as 0.1.`)]
}

const warmup: Rule = ({
  request: { hyperparameters: { warmup_steps: warm, training_steps: all } = {} },
  written,
}) => {
  if (warm === undefined || all === undefined || warm <= all) return []
  const pointer = '/hyperparameters/warmup_steps'
  const more = `is ${written(pointer)}, more than training_steps, which is ${written('/hyperparameters/training_steps')}.`
  const message = `${more} The learning rate never reaches its full value.`
  return [advice(pointer, message, '/hyperparameters/training_steps')]
}

const datasets: Rule = ({ request: { job_type: job, dataset_ids: ids }, settled }) => {
  const pointer = '/dataset_ids'
  if (ids !== undefined && ids.length > 0) return repeated(ids)
  // A reinforcement learning job may get its data from its environment.
  if (job === undefined || job === 'reinforcement_learning' || !settled(pointer)) return []
  return [advice(pointer, `${ids ? 'is empty' : 'is missing'}, so the job names no data to train on.`)]
}

function repeated(ids: readonly (string | undefined)[]): readonly Finding[] {
  const first = new Map<string, number>()
  return ids.flatMap((id, i) => {
    const key = id?.toLowerCase()
    if (key === undefined) return []
    const earlier = first.get(key)
    if (earlier !== undefined)
      return [advice(`/dataset_ids/${i}`, `is the same as dataset_ids[${earlier}]. Is one of them a slip?`)]
    first.set(key, i)
    return []
  })
}

function expertsSet(model: NonNullable<Draft['request']['model_config']>): readonly FieldPointer[] {
  const set = [model.num_experts, model.active_experts]
  return EXPERTS.filter((_pointer, i) => set[i] !== undefined)
}

const RULES: readonly Rule[] = [
  baseModel,
  denseHasNoExperts,
  activeWithinAll,
  startsIfWaitedFor,
  expertsNeedArchitecture,
  expertsOfTheBase,
  expertsLeftOpen,
  learningRate,
  weightDecay,
  warmup,
  datasets,
]
