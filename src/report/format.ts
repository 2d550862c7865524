import { groupDigits } from '../job-spec/format-value.ts'
import { formatPath, formatValue } from '../job-spec/spec-value.ts'
import type { JobState } from '../jobs/job-state.ts'

/** What a change of the policy would refuse and allow: names of specs. */
export function describePolicyChange(refused: readonly string[], allowed: readonly string[]): string {
  const changes = [
    ...(refused.length > 0 ? [`it would refuse ${refused.join(', ')}`] : []),
    ...(allowed.length > 0 ? [`it would allow ${allowed.join(', ')}`] : []),
  ]
  return changes.length === 0 ? 'nothing changes for these specs' : changes.join(', and ')
}

/** Formats a duration: `33 s`, `2 min 5 s`, `30 min`, `1 h 33 min`, `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 600) return joinUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function joinUnits(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`
}

/** Time of day in UTC, `14:02:11`. */
export function formatTime(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(11, 19)
}

/** Day and minute in UTC, `2026-11-22 14:02 UTC`. */
export function formatDateTime(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `14:03 UTC`, with the day if it is another one than at `nowMs`. */
export function formatTimeSince(wallMs: number, nowMs: number): string {
  const [text, now] = [formatDateTime(wallMs), formatDateTime(nowMs)]
  return text.slice(0, DAY_LENGTH) === now.slice(0, DAY_LENGTH) ? text.slice(DAY_LENGTH + 1) : text
}

/** Length of `2026-11-22`. */
export const DAY_LENGTH = 10

/** `1 dataset`, `2 datasets`, `1,000 steps`. */
export function pluralize(number: number, noun: string): string {
  return `${groupDigits(number)} ${noun}${number === 1 ? '' : 's'}`
}

interface JobSummary {
  /** `supervised fine-tuning`, `DPO`; empty if unknown. */
  readonly jobType: string
  readonly baseModel?: string
  readonly datasets?: number
  /** `1 dataset`, `1,000 steps`. */
  readonly size: readonly string[]
}

/** Summarizes the request, or what the service reports about the job if there is no spec. */
export function summarizeJob({ spec, job }: JobState): JobSummary {
  const request = spec?.request
  const jobType = request?.job_type ?? job?.jobType ?? ''
  const baseModel = stringField(request?.model_config ?? job?.modelConfig, 'base_model')
  const steps = numberField(request?.hyperparameters ?? job?.hyperparameters, 'training_steps')
  const datasets = request?.dataset_ids?.length
  const size = [
    ...(datasets === undefined ? [] : [pluralize(datasets, 'dataset')]),
    ...(steps === undefined ? [] : [pluralize(steps, 'step')]),
  ]
  return { jobType: formatJobType(jobType), size, baseModel, datasets }
}

/** `supervised_fine_tuning` becomes `supervised fine-tuning`, `dpo` becomes `DPO`. */
function formatJobType(jobType: string): string {
  if (jobType.length <= 4) return jobType.toUpperCase()
  return jobType.replace('fine_tuning', 'fine-tuning').replace(/^pre_/, 'pre-').replaceAll('_', ' ')
}

function stringField(value: unknown, field: string): string | undefined {
  const found = getField(value, field)
  return typeof found === 'string' ? found : undefined
}

export function numberField(value: unknown, field: string): number | undefined {
  const found = getField(value, field)
  return typeof found === 'number' ? found : undefined
}

function getField(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, field) as unknown) : undefined
}

const MAX_OVERRIDES = 6

/** The values that the input `set` has set, as `path = value`. They are the same for all specs of a step. */
export function formatOverrides(states: readonly JobState[]): readonly string[] {
  const overrides = states.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? []
  const shown = overrides
    .slice(0, MAX_OVERRIDES)
    .map(({ path, value }) => `${formatPath(path)} = ${formatValue(value)}`)
  return overrides.length > MAX_OVERRIDES ? [...shown, `${overrides.length - MAX_OVERRIDES} more`] : shown
}
