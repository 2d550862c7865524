import type { TrainingJob } from '../jobs/api.ts'
import type { Training } from '../jobs/job-state.ts'

/** A duration as a person says it: `33 s`, `2 min 5 s`, `30 min`, `1 h 33 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 600) return both(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return both(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return both(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function both(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`
}

/** Time of day in UTC, `14:02:11`. */
export function clockTime(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(11, 19)
}

/** Day and minute in UTC, `2026-11-22 14:02 UTC`. */
export function dayAndTime(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `1 dataset`, `2 datasets`, `1,000 steps`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
}

/** What a job is, in parts: the kind of training, the base model, its size. */
export interface Gist {
  /** `supervised fine-tuning`, `DPO`; empty if not known. */
  readonly kind: string
  readonly baseModel?: string
  /** `1 dataset`, `1,000 steps`. */
  readonly size: readonly string[]
}

/** The gist of what was asked for, else of what the service says of the job. */
export function gistOf({ spec, job }: Training): Gist {
  const asked = spec?.request
  const kind = asked?.job_type ?? job?.jobType ?? ''
  const baseModel = textIn(asked?.model_config ?? job?.modelConfig, 'base_model')
  const steps = numberIn(asked?.hyperparameters ?? job?.hyperparameters, 'training_steps')
  const datasets = asked?.dataset_ids?.length
  const size = [
    ...(datasets === undefined ? [] : [count(datasets, 'dataset')]),
    ...(steps === undefined ? [] : [count(steps, 'step')]),
  ]
  return { kind: kindWords(kind), size, ...(baseModel === undefined ? {} : { baseModel }) }
}

/** `supervised_fine_tuning` becomes `supervised fine-tuning`, `dpo` an abbreviation. */
function kindWords(kind: string): string {
  if (kind.length <= 4) return kind.toUpperCase()
  return kind.replace('fine_tuning', 'fine-tuning').replace(/^pre_/, 'pre-').replaceAll('_', ' ')
}

function textIn(value: unknown, field: string): string | undefined {
  const found = fieldIn(value, field)
  return typeof found === 'string' ? found : undefined
}

function numberIn(value: unknown, field: string): number | undefined {
  const found = fieldIn(value, field)
  return typeof found === 'number' ? found : undefined
}

function fieldIn(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, field) as unknown) : undefined
}

/** How long the training took or takes: from the service's own times where it has them, else from what we saw. */
export function ageMs(training: Training, nowWallMs: number): number | undefined {
  const startMs = training.timeline[0]?.atMs
  if (training.job !== undefined && training.outcome !== undefined) {
    const own = lifetimeMs(training.job)
    if (own !== undefined) return own
  }
  if (startMs === undefined) return undefined
  const endMs = training.outcome === undefined ? nowWallMs : (training.timeline.at(-1)?.atMs ?? nowWallMs)
  return endMs - startMs
}

/** Seconds are all that the contract gives, so a job under a second has no lifetime to tell. */
function lifetimeMs({ createdAt, modifiedAt }: TrainingJob): number | undefined {
  if (createdAt === undefined || modifiedAt === undefined || modifiedAt <= createdAt) return undefined
  return (modifiedAt - createdAt) * 1000
}
