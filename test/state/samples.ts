import fc from 'fast-check'
import type { SpecRecord, CommentRecord, RecordedJob, RunRef } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { DIGEST } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

export const LABEL = 'training/support-bot.yml'
export const OTHER_DIGEST = '0b5e77aa'.repeat(8)
export const SCOPE = '7001#7'
export const CODEC = createCodec('a key', SCOPE, 'forge-key')

export function runRef(id: number, attempt = 1): RunRef {
  return { id: String(id), attempt }
}

/** The n-th job of the fake service, submitted by run 8123. */
export function recordedJob(n = 1, changes: Partial<RecordedJob> = {}): RecordedJob {
  return { id: jobId(n), digest: DIGEST, runId: '8123', atMs: n, isUnfinished: true, ...changes }
}

/** A record of run 8123 without jobs. */
export function sampleSpecRecord(changes: Partial<SpecRecord> = {}): SpecRecord {
  return {
    digest: DIGEST,
    run: runRef(8123),
    holderId: 'step of 8123',
    commit: 'abc1234',
    atMs: 1_000,
    leaseExpiresAtMs: 400_000,
    jobs: [],
    ...changes,
  }
}

export function commentRecordOf(specRecord: SpecRecord, run?: RunRef): CommentRecord {
  return { specs: { [LABEL]: specRecord }, ...(run === undefined ? {} : { run }) }
}

/** The text after the marker. */
export function visibleText(body: string): string {
  return body.slice(body.indexOf('\n') + 1)
}

const anyJob = fc
  .record({
    n: fc.nat(9),
    atMs: fc.nat(5),
    isUnfinished: fc.boolean(),
    isUnsigned: fc.boolean(),
    jobType: fc.constantFrom('dpo', 'odpo'),
  })
  .map(({ n, atMs, isUnfinished, isUnsigned, jobType }): RecordedJob => {
    const extra = {
      ...(isUnfinished ? { snapshot: { jobType } } : {}),
      ...(isUnsigned ? { isUnsigned } : {}),
    }
    return {
      ...recordedJob(n, { atMs, isUnfinished }),
      digest: `digest ${n % 3}`,
      runId: `${n % 4}`,
      ...extra,
    }
  })

/**
 * Any record that steps can write. A holder is one step of one run, and writes one version at one time, except for the
 * lease. Records may differ in the details of a job.
 */
export const anySpecRecord: fc.Arbitrary<SpecRecord> = fc
  .record({
    id: fc.constantFrom(9, 10, 11),
    attempt: fc.constantFrom(1, 2),
    step: fc.constantFrom('x', 'y'),
    atMs: fc.nat(3),
    leaseExpiresAtMs: fc.nat(12),
    jobs: fc.uniqueArray(anyJob, { selector: ({ id }) => id, maxLength: 6 }),
  })
  .map(({ id, attempt, step, atMs, leaseExpiresAtMs, jobs }) => {
    const version = (id + 3 * attempt + 5 * atMs + step.charCodeAt(0)) % 4
    return sampleSpecRecord({
      digest: `digest ${version % 2}`,
      run: runRef(id, attempt),
      holderId: `${id}.${attempt} ${step}`,
      atMs,
      leaseExpiresAtMs,
      ...(version === 1 ? { submissionStartedAtMs: atMs } : {}),
      ...(version === 2 ? { jobId: jobId(version) } : {}),
      jobs: jobs.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)),
    })
  })

/** Labels are file names, and a file may be called anything. */
const anyLabel = fc.constantFrom(LABEL, 'b.yml', 'a --> b.yml', '__proto__', 'constructor', 'toString', '')

export const anyCommentRecord: fc.Arbitrary<CommentRecord> = fc
  .record({
    specs: fc.uniqueArray(fc.tuple(anyLabel, anySpecRecord), { selector: ([label]) => label, maxLength: 5 }),
    run: fc.option(fc.constantFrom(9, 10, 11), { nil: undefined }),
    savedReport: fc.option(
      fc.record({ atMs: fc.constantFrom(1, 9, 10), report: fc.constantFrom(null, 'a', 'b') }),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ specs, run, savedReport }) => ({
    specs: Object.fromEntries(specs),
    ...(savedReport === undefined ? {} : { savedReport }),
    ...(run === undefined ? {} : { run: runRef(run) }),
  }))
