import type { Clock } from './clock.ts'
import type { Timeline, TimelineStep } from './timeline.ts'
import { isRecord } from './wire.ts'

/** The body of a create request, once the contract has accepted it. */
export interface TrainingJobRequest {
  job_type: string
  model_config: { architecture?: string; base_model?: string; num_experts?: number; active_experts?: number }
  dataset_ids?: string[]
  hyperparameters?: Record<string, number>
  auto_start?: boolean
}

/** What the contract says in words only; undefined where nothing is wrong. */
export function impossible({ job_type, model_config }: TrainingJobRequest): string | undefined {
  const { architecture, base_model, num_experts, active_experts } = model_config
  if (postTraining.includes(job_type) && !base_model)
    return `model_config.base_model is required for ${job_type}`
  if (architecture === 'dense' && (num_experts ?? active_experts) !== undefined) {
    return 'num_experts and active_experts are for the architecture mixture_of_experts'
  }
  return undefined
}

/**
 * How cancellations go: as asked; as asked, with the status CANCELLATION_REQUESTED on the way, which the contract does not
 * list; a polite answer and no effect; 409; or the job ends well all the same.
 */
export type CancelMode = 'normal' | 'announced' | 'ignored' | 'refused' | 'success-wins'

/** What a job shows of the request that made it. */
export interface Echo {
  /** Paths of fields that are left out, such as `hyperparameters` or `model_config.base_model`. */
  readonly omit: readonly string[]
  /** Fields of the request that are shown although the contract does not say so. */
  readonly extra: readonly ('dataset_ids' | 'auto_start')[]
  readonly resolveAliases: boolean
}

const final = ['SUCCESS', 'FAILED', 'CANCELLED', 'CANCELED', 'FAILED_VALIDATION', 'TIMEOUT_EXCEEDED']
const release = '2607'
const postTraining = ['supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning']

/** A training job of the simulated service. Where it stands follows from the clock and its timeline. */
export class ForgeJob {
  readonly id: string
  readonly request: TrainingJobRequest
  /** When the service accepted it, Unix milliseconds. */
  readonly acceptedAt: number
  /** Whether somebody else made it: true for `addJob`. */
  readonly foreign: boolean
  readonly #clock: Clock
  #timeline: Timeline
  #isCancelling = false

  constructor(
    identity: { id: string; foreign: boolean; ageMs: number },
    request: TrainingJobRequest,
    life: { clock: Clock; timeline: Timeline },
  ) {
    this.id = identity.id
    this.foreign = identity.foreign
    this.request = request
    this.#clock = life.clock
    this.#timeline = life.timeline
    this.acceptedAt = life.clock.now() - identity.ageMs
  }

  /** The status as the service would tell it now. */
  get status(): string {
    return this.#step.status
  }

  /** Whether a request for cancellation was taken. */
  get isCancelling(): boolean {
    return this.#isCancelling
  }

  /** Whether nothing more will happen to it. */
  get ended(): boolean {
    return final.includes(this.status)
  }

  /** From now on the job goes on like this, whatever its timeline was; `afterMs` counts from now. */
  follow(timeline: Timeline): void {
    const age = this.#age
    const past = this.#timeline.filter(({ afterMs }) => afterMs <= age)
    this.#timeline = [...past, ...timeline.map((step) => ({ ...step, afterMs: step.afterMs + age }))]
  }

  /** Takes a request for cancellation; false where it is refused. */
  cancel(mode: CancelMode, afterMs: number): boolean {
    if (this.ended || mode === 'refused') return false
    if (mode === 'ignored' || this.#isCancelling) return true
    this.#isCancelling = true
    const announced = mode === 'announced' ? [{ afterMs: 0, status: 'CANCELLATION_REQUESTED' }] : []
    this.follow([...announced, { afterMs, status: mode === 'success-wins' ? 'SUCCESS' : 'CANCELLED' }])
    return true
  }

  /** Names of the fields that the timeline set by hand; the status always is. */
  get scripted(): string[] {
    return ['status', ...Object.keys(this.#step.fields ?? {})]
  }

  /** The job as the service shows it. */
  toJSON(echo: Echo): Record<string, unknown> {
    const { status, afterMs, fields } = this.#step
    const { job_type, model_config, hyperparameters } = this.request
    const base = resolved(model_config.base_model, echo.resolveAliases)
    const job: Record<string, unknown> = {
      id: this.id,
      job_type,
      status,
      model_config: base === undefined ? model_config : { ...model_config, base_model: base },
      ...(hyperparameters && { hyperparameters }),
      created_at: seconds(this.acceptedAt),
      modified_at: seconds(this.acceptedAt + afterMs),
      ...Object.fromEntries(echo.extra.map((name) => [name, this.request[name]])),
      ...(status === 'SUCCESS' && { output_model: this.#outputModel(base) }),
      ...fields,
    }
    return echo.omit.reduce((rest, path) => omitted(rest, path.split('.')), job)
  }

  get #age(): number {
    return this.#clock.now() - this.acceptedAt
  }

  get #step(): TimelineStep {
    const age = this.#age
    const step = this.#timeline.findLast(({ afterMs }) => afterMs <= age) ?? this.#timeline[0]
    if (step === undefined) throw new Error('a timeline has at least one step')
    return step
  }

  /** `ft:<base>:<organisation>:<day>:<first digits of the job's id>`, as the service names its fine-tuned models. */
  #outputModel(base = 'forge-base'): string {
    const day = new Date(this.acceptedAt).toISOString().slice(0, 10).replaceAll('-', '')
    return `ft:${base}:5d1c6a2e:${day}:${this.id.slice(0, 8)}`
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}

function resolved(model: string | undefined, resolve: boolean): string | undefined {
  return resolve ? model?.replace(/-latest$/, `-${release}`) : model
}

function omitted(value: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  const [name = '', ...rest] = path
  const { [name]: inner, ...others } = value
  return rest.length > 0 && isRecord(inner) ? { ...others, [name]: omitted(inner, rest) } : others
}
