import { isRecord } from './wire.ts'

/** The body of a create request that matches the contract. */
export interface TrainingJobRequest {
  job_type: string
  model_config: { architecture?: string; base_model?: string; num_experts?: number; active_experts?: number }
  dataset_ids?: string[]
  hyperparameters?: Record<string, number>
  auto_start?: boolean
}

/** How the service changes a request before it shows it in a job. */
export interface RequestAdjustments {
  /** Shows an alias such as `mistral-small-latest` or `mistral-small` as the release that it resolves to. */
  readonly resolveAliases?: boolean
  /** Values for fields that were not sent, or sent as null or `[]`, by path: `{ 'hyperparameters.weight_decay': 0.1 }`. */
  readonly fillDefaults?: Readonly<Record<string, unknown>>
  /** Shows warm-up steps as a multiple of 8 (48 for 50), and the learning rate in single precision. */
  readonly roundNumbers?: boolean
  /** Shows the ids of jobs and datasets in lower or upper case. Default: as they are. */
  readonly idCase?: 'lower' | 'upper'
}

const ALIAS_RELEASE = '2607'
const WARMUP_MULTIPLE = 8

/** The request as a job shows it. */
export function adjustRequest(
  request: TrainingJobRequest,
  { resolveAliases = false, fillDefaults = {}, roundNumbers = false, idCase }: RequestAdjustments,
): TrainingJobRequest {
  const filled = Object.entries(fillDefaults).reduce<Record<string, unknown>>(
    (rest, [path, value]) => fillPath(rest, path.split('.'), value),
    { ...request },
  )
  // Defaults have the types of the contract; the simulator validates what it answers.
  const { model_config, hyperparameters, dataset_ids, ...rest } = filled as unknown as TrainingJobRequest
  return {
    ...rest,
    model_config:
      resolveAliases && model_config.base_model
        ? { ...model_config, base_model: resolveAlias(model_config.base_model) }
        : model_config,
    hyperparameters: roundNumbers && hyperparameters ? roundFields(hyperparameters) : hyperparameters,
    dataset_ids: dataset_ids?.map((id) => changeCase(id, idCase)),
  }
}

export function changeCase(id: string, idCase: RequestAdjustments['idCase']): string {
  if (idCase === undefined) return id
  return idCase === 'upper' ? id.toUpperCase() : id.toLowerCase()
}

function fillPath(
  fields: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const current = fields[name]
  if (rest.length > 0) return { ...fields, [name]: fillPath(isRecord(current) ? current : {}, rest, value) }
  const isEmpty =
    current === undefined || current === null || (Array.isArray(current) && current.length === 0)
  return isEmpty ? { ...fields, [name]: value } : fields
}

/** Names of releases and of fine-tuned models are no aliases. */
function resolveAlias(model: string): string {
  return /:|-\d+$/.test(model) ? model : `${model.replace(/-latest$/, '')}-${ALIAS_RELEASE}`
}

function roundFields(fields: Record<string, number>): Record<string, number> {
  const { warmup_steps, learning_rate } = fields
  return {
    ...fields,
    ...(typeof warmup_steps === 'number' && {
      warmup_steps: warmup_steps - (warmup_steps % WARMUP_MULTIPLE),
    }),
    ...(typeof learning_rate === 'number' && { learning_rate: Math.fround(learning_rate) }),
  }
}
