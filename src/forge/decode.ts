import type { JobPage, TrainingJob } from '../jobs/api.ts'
import { parseJobId } from '../jobs/job-id.ts'
import { serverTimeMs, type Headers } from './headers.ts'
import { extractMessage } from './error-message.ts'

const MAX_TEXT_LENGTH = 512
/** Beyond any real name of a model. */
const MAX_MODEL_LENGTH = 4_096
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
    ...readModel(value['output_model']),
    reason: extractMessage(value),
  })
}

/** Decodes a page of the list, without entries that have no valid id; undefined if there is no list. */
export function decodePage(value: unknown, headers: Headers): JobPage | undefined {
  if (!isObject(value) || !Array.isArray(value['data'])) return undefined
  const jobs = value['data'].map(decodeJob).filter((job) => job !== undefined)
  return { jobs, total: readNumber(value['total']), serverNowMs: serverTimeMs(headers) }
}

/**
 * Undefined if the text is not JSON. Redacts the parsed texts: in the JSON a secret may be escaped in any way, and a
 * replacement there could break it.
 */
export function parseJson(body: string, redact: (text: string) => string): unknown {
  try {
    return redactTexts(JSON.parse(body), redact)
  } catch {
    // Also if it is nested too deeply to be walked through.
    return undefined
  }
}

function redactTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redact))
  if (!isObject(value)) return value
  const fields = Object.entries(value).map(([name, item]) => [redact(name), redactTexts(item, redact)])
  return Object.fromEntries(fields) as unknown
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
  const isUsable = trimmed !== '' && trimmed.length <= maxLength && !CONTROL_CHARACTER.test(trimmed)
  return isUsable ? trimmed : undefined
}

/** Such a character would travel through outputs into other inputs, where a line break starts another line. */
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** A name that cannot be used is not the same as none. */
function readModel(value: unknown): Pick<TrainingJob, 'outputModel' | 'unusableModel'> {
  const outputModel = readText(value, MAX_MODEL_LENGTH)
  if (outputModel !== undefined || typeof value !== 'string' || value.trim() === '') return { outputModel }
  return { unusableModel: value.length > MAX_MODEL_LENGTH ? 'too-long' : 'control-characters' }
}

function readTexts(value: unknown): readonly string[] | undefined {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string')
  return isList && !value.some((item) => CONTROL_CHARACTER.test(item)) ? value : undefined
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Keeps absent fields absent, so that merging jobs by spread never overwrites a value by undefined. */
function omitUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}
