import type { RequestFingerprint } from '../jobs/match-request.ts'
import { isObject, type Codec } from './codec.ts'

/** See `RequestFingerprint`. */
export const fingerprint: Codec<RequestFingerprint> = {
  encode: (value) => value,
  decode: (json) => (isFingerprint(json) ? json : undefined),
}

function isFingerprint(json: unknown): json is RequestFingerprint {
  const isField = (field: unknown): boolean =>
    field === null || typeof field === 'string' || typeof field === 'number' || isFingerprint(field)
  return isObject(json) && Object.values(json).every(isField)
}
