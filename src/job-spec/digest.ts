import { createHash } from 'node:crypto'
import type { TrainingRequest } from './types.ts'
import { isMapping } from './document.ts'

/**
 * SHA-256 (64 hex digits) of the canonical JSON of a request: sorted keys, no whitespace, numbers by value. Two requests
 * have the same digest exactly if they are the same JSON value.
 */
export function digestRequest(request: TrainingRequest): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex')
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isMapping(member) ? sortKeys(member) : member))
}

function sortKeys(mapping: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)))
}
