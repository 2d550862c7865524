import { createHash } from 'node:crypto'
import type { TrainingRequest } from './types.ts'
import { isMapping } from './document.ts'

/**
 * SHA-256 (64 hex digits) over the canonical JSON of a request: keys in one order, no blanks, numbers by value. Two
 * requests have the same digest exactly when they mean the same JSON.
 */
export function requestDigest(request: TrainingRequest): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex')
}

/** Undefined members are left out, as JSON.stringify does. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isMapping(member) ? sorted(member) : member))
}

function sorted(mapping: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)))
}
