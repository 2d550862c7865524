import type { JobPage, TrainingJob } from '../jobs/api.ts'
import { serverTimeMs, type Headers } from './headers.ts'
import { wordsIn } from './error-message.ts'

/** Ids longer than this are no ids; it keeps nonsense out of paths, outputs and comments. */
const MAX_ID_LENGTH = 128
const MAX_TEXT_LENGTH = 512
const MAX_DEPTH = 32

/**
 * Reads a job from the service. The contract requires no field, and services add and lose fields, so that every one is
 * taken only if it has its type; undefined without a usable id.
 */
export function decodeJob(value: unknown): TrainingJob | undefined {
  if (!isObject(value)) return undefined
  const id = idIn(value['id'])
  if (id === undefined) return undefined
  return withoutAbsent({
    id,
    status: text(value['status'], MAX_TEXT_LENGTH),
    jobType: text(value['job_type'], MAX_TEXT_LENGTH),
    modelConfig: settings(value['model_config']),
    hyperparameters: settings(value['hyperparameters']),
    datasetIds: texts(value['dataset_ids']),
    autoStart: typeof value['auto_start'] === 'boolean' ? value['auto_start'] : undefined,
    createdAt: number(value['created_at']),
    modifiedAt: number(value['modified_at']),
    outputModel: text(value['output_model'], MAX_TEXT_LENGTH),
    reason: wordsIn(value),
  })
}

/** Reads a page of the list; entries without a usable id are left out, undefined where there is no list at all. */
export function decodePage(value: unknown, headers: Headers): JobPage | undefined {
  if (!isObject(value) || !Array.isArray(value['data'])) return undefined
  const jobs = value['data'].map(decodeJob).filter((job) => job !== undefined)
  const total = number(value['total'])
  const serverNowMs = serverTimeMs(headers)
  return {
    jobs,
    ...(total === undefined ? {} : { total }),
    ...(serverNowMs === undefined ? {} : { serverNowMs }),
  }
}

/** Parses JSON text; undefined if it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A UUID means the same in capitals. It is kept in small letters, because it is compared with what was written down. */
function idIn(value: unknown): string | undefined {
  const id = text(value, MAX_ID_LENGTH)
  return id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : id
}

/** What is nested deeper is of no use to people, and too deep for what writes it down. */
function settings(value: unknown): Record<string, unknown> | undefined {
  return isObject(value) && isShallow(value, MAX_DEPTH) ? value : undefined
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1))
}

function text(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed !== '' && trimmed.length <= maxLength ? trimmed : undefined
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function withoutAbsent<T extends Record<string, unknown> & { id: string }>(
  fields: T,
): { id: string } & Present<Omit<T, 'id'>> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { id: string } & Present<Omit<T, 'id'>>
}
