import fc from 'fast-check'
import {
  requestKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
  type Subtotal,
} from '../../src/state/record.ts'
import { PROVENANCES } from '../../src/jobs/provenance.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { OWNER } from '../fakes/owners.ts'
import { DIGEST } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

export const LABEL = 'training/support-bot.yml'
export const SERVICE = 'https://api.example'
export { OWNER, SIBLING } from '../fakes/owners.ts'
export const OTHER_DIGEST = '0b5e77aa'.repeat(8)
/** Of the request with `DIGEST`. */
export const KEY = requestKey(DIGEST, SERVICE)
export const OTHER_KEY = requestKey(OTHER_DIGEST, SERVICE)
export const SCOPE = '7001#7'
export const CODEC = createCodec('a key', SCOPE, 'forge-key')

export function runRef(id: number, attempt = 1): RunRef {
  return { id: String(id), attempt }
}

/** The n-th job of the fake service, submitted by run 8123. */
export function recordedJob(n = 1, changes: Partial<RecordedJob> = {}): RecordedJob {
  return {
    id: jobId(n),
    owner: OWNER,
    run: runRef(8123),
    atMs: n,
    isUnfinished: true,
    provenance: 'submitted',
    ...changes,
  }
}

/** Of a step of run 8123 without a job. */
export function sampleHold(changes: Partial<Hold> = {}): Hold {
  return {
    holderId: 'step of 8123',
    owner: OWNER,
    run: runRef(8123),
    commit: 'abc1234',
    label: LABEL,
    atMs: 1_000,
    leaseExpiresAtMs: 400_000,
    ...changes,
  }
}

export function requestOf(hold: Partial<Hold> = {}, jobs: readonly RecordedJob[] = []): RequestRecord {
  return { holds: [sampleHold(hold)], jobs }
}

/** A record of one request, or of several by key. */
export function commentRecordOf(
  requests: RequestRecord | Readonly<Record<string, RequestRecord>>,
  changes: Partial<CommentRecord> = {},
): CommentRecord {
  const isOne = 'holds' in requests && 'jobs' in requests
  return {
    requests: isOne ? { [KEY]: requests as RequestRecord } : requests,
    ambiguousOwners: [],
    ...changes,
  }
}

/** The text after the marker. */
export function visibleText(body: string): string {
  return body.slice(body.indexOf('\n') + 1)
}

/** What one writer says about a job; others may differ in the details. */
const anyJob = fc
  .record({
    n: fc.nat(9),
    atMs: fc.nat(5),
    isUnfinished: fc.boolean(),
    provenance: fc.constantFrom(...PROVENANCES),
    hasModel: fc.boolean(),
    replacement: fc.option(
      fc.record({
        replacedBy: fc.constantFrom('', DIGEST, OTHER_DIGEST),
        replacedByRun: fc.option(fc.constantFrom(runRef(9), runRef(10), runRef(10, 2)), { nil: undefined }),
      }),
      { nil: undefined },
    ),
    stopAcceptedAtMs: fc.option(fc.nat(3), { nil: undefined }),
  })
  .map(({ n, atMs, isUnfinished, provenance, hasModel, replacement, stopAcceptedAtMs }): RecordedJob => ({
    ...recordedJob(n, { atMs, isUnfinished, provenance, ...(n % 3 === 0 ? { price: n } : {}) }),
    owner: `owner ${n % 2}`,
    run: runRef(n % 4),
    ...(replacement?.replacedByRun ? replacement : { replacedBy: replacement?.replacedBy }),
    ...(stopAcceptedAtMs === undefined ? {} : { stopAcceptedAtMs }),
    ...(isUnfinished || !hasModel ? {} : { outputModel: n % 2 === 0 ? 'ft:a' : 'ft:b' }),
  }))

/**
 * Any hold that steps can write. A holder is one step of one run, and writes one version at one time, except for the
 * lease.
 */
const anyHold: fc.Arbitrary<Hold> = fc
  .record({
    id: fc.constantFrom(9, 10, 11),
    attempt: fc.constantFrom(1, 2),
    step: fc.constantFrom('x', 'y'),
    atMs: fc.nat(3),
    leaseExpiresAtMs: fc.nat(12),
  })
  .map(({ id, attempt, step, atMs, leaseExpiresAtMs }) => {
    const version = (id + 3 * attempt + 5 * atMs + step.charCodeAt(0)) % 4
    return sampleHold({
      holderId: `${id}.${attempt} ${step}`,
      owner: `owner ${step}`,
      run: runRef(id, attempt),
      atMs,
      leaseExpiresAtMs,
      ...(version === 1
        ? { submissionStartedAtMs: atMs, baseline: { sinceS: id, knownIds: [jobId(id)] } }
        : {}),
      ...(version === 2 ? { jobId: jobId(version), leavesOnCancel: true } : {}),
      ...(version === 3 ? { leavesJob: true, isNotHead: true } : {}),
    })
  })

const anyRequest: fc.Arbitrary<RequestRecord> = fc.record({
  holds: fc.uniqueArray(anyHold, { selector: ({ holderId }) => holderId, maxLength: 4 }),
  jobs: fc.uniqueArray(anyJob, { selector: ({ id }) => id, maxLength: 6 }),
})

/** A digest comes from a record that anybody may have written. */
const anyKey = fc.constantFrom(KEY, OTHER_KEY, 'a --> b', '__proto__', 'constructor', 'toString', '')

const anySubtotal: fc.Arbitrary<Subtotal> = fc.record({
  key: fc.constantFrom('a', 'b'),
  owner: fc.constantFrom('owner x', 'owner y'),
  service: fc.constant(SERVICE),
  untilMs: fc.nat(3),
  amount: fc.nat(3),
})

export const anyCommentRecord: fc.Arbitrary<CommentRecord> = fc
  .record({
    subtotals: fc.array(anySubtotal, { maxLength: 3 }),
    requests: fc.uniqueArray(fc.tuple(anyKey, anyRequest), { selector: ([key]) => key, maxLength: 5 }),
    run: fc.option(fc.constantFrom(9, 10, 11), { nil: undefined }),
    savedReport: fc.option(
      fc.record({ atMs: fc.constantFrom(1, 9, 10), report: fc.constantFrom(null, 'a', 'b') }),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ requests, run, savedReport, subtotals }) => ({
    requests: Object.fromEntries(requests),
    ...(subtotals.length === 0 ? {} : { subtotals }),
    ambiguousOwners: [],
    ...(savedReport === undefined ? {} : { savedReport }),
    ...(run === undefined ? {} : { run: runRef(run) }),
  }))
