import type { JobPage, TrainingJob } from '../jobs/api.ts'
import { parseJobId } from '../jobs/job-id.ts'
import { serverTimeMs, type Headers } from './headers.ts'
import { extractMessage } from './error-message.ts'

const MAX_TEXT_LENGTH = 512
const MAX_DEPTH = 32

/**
 * Decodes a job; undefined without a valid id. The contract requires no field, so every other field is skipped if it is
 * missing or of the wrong type.
 */
export function decodeJob(value: unknown): TrainingJob | undefined {
  if (!isObject(value)) return undefined
  const id = parseJobId(value['id'])
  if (id === undefined) return undefined
  return omitUndefined({
    id,
    status: readText(value['status'], MAX_TEXT_LENGTH),
    jobType: readText(value['job_type'], MAX_TEXT_LENGTH),
    modelConfig: jsonObject(value['model_config']),
    hyperparameters: jsonObject(value['hyperparameters']),
    datasetIds: readTexts(value['dataset_ids']),
    autoStart: typeof value['auto_start'] === 'boolean' ? value['auto_start'] : undefined,
    createdAt: readNumber(value['created_at']),
    modifiedAt: readNumber(value['modified_at']),
    outputModel: readText(value['output_model'], MAX_TEXT_LENGTH),
    reason: extractMessage(value),
  })
}

/** Decodes a page of the list, without entries that have no valid id; undefined if there is no list. */
export function decodePage(value: unknown, headers: Headers): JobPage | undefined {
  if (!isObject(value) || !Array.isArray(value['data'])) return undefined
  const jobs = value['data'].map(decodeJob).filter((job) => job !== undefined)
  return { jobs, total: readNumber(value['total']), serverNowMs: serverTimeMs(headers) }
}

/** Undefined if the text is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Undefined if it is nested too deeply to be printed. */
function jsonObject(value: unknown): Record<string, unknown> | undefined {
  return isObject(value) && isShallow(value, MAX_DEPTH) ? value : undefined
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1))
}

function readText(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed !== '' && trimmed.length <= maxLength ? trimmed : undefined
}

function readTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Keeps absent fields absent, so that merging jobs by spread never overwrites a value by undefined. */
function omitUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}
