import type { Clock } from './clock.ts'
import {
  adjustRequest,
  changeCase,
  type RequestAdjustments,
  type TrainingJobRequest,
} from './forge-adjust.ts'
import type { Timeline, TimelineStep } from './timeline.ts'
import { isRecord } from './wire.ts'

/** Checks the rules that the contract states only in prose; undefined if all hold. */
export function findSemanticError({ job_type, model_config }: TrainingJobRequest): string | undefined {
  const { architecture, base_model, num_experts, active_experts } = model_config
  if (POST_TRAINING_TYPES.includes(job_type) && !base_model)
    return `model_config.base_model is required for ${job_type}`
  if (architecture === 'dense' && (num_experts ?? active_experts) !== undefined) {
    return 'num_experts and active_experts are for the architecture mixture_of_experts'
  }
  return undefined
}

/**
 * What a cancellation does: cancels the job; cancels it after the status CANCELLATION_REQUESTED, which the contract
 * does not list; responds with 200 but has no effect; is refused with 409; or comes too late, so that the job succeeds.
 */
export type CancelMode = 'normal' | 'announced' | 'ignored' | 'refused' | 'success-wins'

/** Which fields of its request a job shows, and how. */
export interface EchoOptions {
  /** Paths of omitted fields, such as `hyperparameters` or `model_config.base_model`. */
  readonly omit: readonly string[]
  /** Fields that are shown although the contract does not list them. */
  readonly extra: readonly ('dataset_ids' | 'auto_start')[]
  readonly adjustments: RequestAdjustments
}

const TERMINAL_STATUSES = [
  'SUCCESS',
  'FAILED',
  'CANCELLED',
  'CANCELED',
  'FAILED_VALIDATION',
  'TIMEOUT_EXCEEDED',
]
const POST_TRAINING_TYPES = ['supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning']

/** A training job of the simulated service. Its status follows from the clock and its timeline. */
export class ForgeJob {
  readonly id: string
  readonly request: TrainingJobRequest
  /** Unix time. */
  readonly acceptedAtMs: number
  /** Created with `addJob`, not by a request. */
  readonly isExternal: boolean
  readonly #clock: Clock
  #timeline: Timeline
  #isCancelling = false

  constructor(
    identity: { id: string; isExternal: boolean; ageMs: number },
    request: TrainingJobRequest,
    schedule: { clock: Clock; timeline: Timeline },
  ) {
    this.id = identity.id
    this.isExternal = identity.isExternal
    this.request = request
    this.#clock = schedule.clock
    this.#timeline = schedule.timeline
    this.acceptedAtMs = schedule.clock.now() - identity.ageMs
  }

  get status(): string {
    return this.#currentStep.status
  }

  /** Whether a cancellation was accepted. */
  get isCancelling(): boolean {
    return this.#isCancelling
  }

  get isEnded(): boolean {
    return TERMINAL_STATUSES.includes(this.status)
  }

  /** Replaces the rest of the timeline; `afterMs` counts from now. */
  setTimeline(timeline: Timeline): void {
    const age = this.#ageMs
    const past = this.#timeline.filter(({ afterMs }) => afterMs <= age)
    this.#timeline = [...past, ...timeline.map((step) => ({ ...step, afterMs: step.afterMs + age }))]
  }

  /** Returns false if the cancellation is refused. */
  cancel(mode: CancelMode, afterMs: number): boolean {
    if (this.isEnded || mode === 'refused') return false
    if (mode === 'ignored' || this.#isCancelling) return true
    this.#isCancelling = true
    const announced = mode === 'announced' ? [{ afterMs: 0, status: 'CANCELLATION_REQUESTED' }] : []
    this.setTimeline([...announced, { afterMs, status: mode === 'success-wins' ? 'SUCCESS' : 'CANCELLED' }])
    return true
  }

  /** Names of the fields that the timeline sets, including the status. */
  get scriptedFields(): string[] {
    return ['status', ...Object.keys(this.#currentStep.fields ?? {})]
  }

  /** The job as the service returns it. */
  toResponseBody(echo: EchoOptions): Record<string, unknown> {
    const { status, afterMs, fields } = this.#currentStep
    const request = adjustRequest(this.request, echo.adjustments)
    const { job_type, model_config, hyperparameters } = request
    const job: Record<string, unknown> = {
      id: changeCase(this.id, echo.adjustments.idCase),
      job_type,
      status,
      model_config,
      hyperparameters,
      created_at: toSeconds(this.acceptedAtMs),
      modified_at: toSeconds(this.acceptedAtMs + afterMs),
      ...Object.fromEntries(echo.extra.map((name) => [name, request[name]])),
      ...(status === 'SUCCESS' && { output_model: this.#outputModel(model_config.base_model) }),
      ...fields,
    }
    return echo.omit.reduce((rest, path) => omitPath(rest, path.split('.')), job)
  }

  get #ageMs(): number {
    return this.#clock.now() - this.acceptedAtMs
  }

  get #currentStep(): TimelineStep {
    const age = this.#ageMs
    const step = this.#timeline.findLast(({ afterMs }) => afterMs <= age) ?? this.#timeline[0]
    if (step === undefined) throw new Error('a timeline has at least one step')
    return step
  }

  /** `ft:<base>:<organisation>:<day>:<first digits of the job id>`, as the service names fine-tuned models. */
  #outputModel(base = 'forge-base'): string {
    const day = new Date(this.acceptedAtMs).toISOString().slice(0, 10).replaceAll('-', '')
    return `ft:${base}:5d1c6a2e:${day}:${this.id.slice(0, 8)}`
  }
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}

function omitPath(value: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  const [name = '', ...rest] = path
  const { [name]: inner, ...others } = value
  return rest.length > 0 && isRecord(inner) ? { ...others, [name]: omitPath(inner, rest) } : others
}
