import { createHash } from 'node:crypto'
import type { TrainingRequest } from './types.ts'
import { isMapping } from './document.ts'

/** Names the rules of the canonical JSON. Digests are stored, so another version gets another prefix. */
const PREFIX = 'v1-'
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/**
 * Identifies a request: `v1-` and the SHA-256 (64 hex digits) of its canonical JSON. Two requests have the same digest
 * exactly if they ask for the same training.
 */
export function digestRequest(request: TrainingRequest): string {
  return PREFIX + createHash('sha256').update(canonicalJson(request)).digest('hex')
}

/** The first hex digits of a digest, without the version, for people. */
export function shortenDigest(digest: string, length: number): string {
  return digest.slice(digest.indexOf('-') + 1).slice(0, length)
}

/**
 * Formats a JSON value so that texts are equal exactly if the values mean the same: sorted keys, no whitespace, numbers
 * by value, UUIDs in lower case. The order of lists is kept. Undefined becomes an empty text.
 */
export function canonicalJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, (_key, member: unknown) => canonicalMember(member))
}

function canonicalMember(member: unknown): unknown {
  if (typeof member === 'string') return UUID.test(member) ? member.toLowerCase() : member
  return isMapping(member) ? sortKeys(member) : member
}

function sortKeys(mapping: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)))
}
