import fc from 'fast-check'
import type { Entry, KeyRecord, RecordedJob, RunIdentity } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { DIGEST } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

export const LABEL = 'training/support-bot.yml'
export const OTHER_DIGEST = '0b5e77aa'.repeat(8)
export const SCOPE = 'acme/bot#7'
export const SEAL = sealOf('a key', SCOPE, 'forge-key')

/** A run by its number, and which attempt of it. */
export function runOf(id: number, attempt = 1): RunIdentity {
  return { id: String(id), attempt }
}

/** The n-th job, submitted by run 8123. */
export function recordedJob(n = 1, changes: Partial<RecordedJob> = {}): RecordedJob {
  return { id: jobId(n), digest: DIGEST, runId: '8123', atMs: n, isOpen: true, ...changes }
}

/** The entry of run 8123, which holds nothing. */
export function sampleEntry(changes: Partial<Entry> = {}): Entry {
  return {
    digest: DIGEST,
    run: runOf(8123),
    writer: 'writer of 8123',
    commit: 'abc1234',
    atMs: 1_000,
    aliveUntilMs: 400_000,
    jobs: [],
    ...changes,
  }
}

/** A record with one entry. */
export function recordOf(entry: Entry, run?: RunIdentity): KeyRecord {
  return { entries: { [LABEL]: entry }, ...(run === undefined ? {} : { run }) }
}

/** What people see of a comment. */
export function visible(body: string): string {
  return body.slice(body.indexOf('\n') + 1)
}

const anyJob = fc
  .record({
    n: fc.nat(9),
    atMs: fc.nat(5),
    isOpen: fc.boolean(),
    isHearsay: fc.boolean(),
    jobType: fc.constantFrom('dpo', 'odpo'),
  })
  .map(({ n, atMs, isOpen, isHearsay, jobType }): RecordedJob => {
    const more = { ...(isOpen ? { echo: { jobType } } : {}), ...(isHearsay ? { isHearsay } : {}) }
    return { ...recordedJob(n, { atMs, isOpen }), digest: `digest ${n % 3}`, runId: `${n % 4}`, ...more }
  })

/**
 * Any entry that steps can come to write: a writer is one step of one run, and says one thing at one moment, but for how
 * long it goes on. Of a job, each may know something else.
 */
export const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    id: fc.constantFrom(9, 10, 11),
    attempt: fc.constantFrom(1, 2),
    step: fc.constantFrom('x', 'y'),
    atMs: fc.nat(3),
    aliveUntilMs: fc.nat(12),
    jobs: fc.uniqueArray(anyJob, { selector: ({ id }) => id, maxLength: 6 }),
  })
  .map(({ id, attempt, step, atMs, aliveUntilMs, jobs }) => {
    const word = (id + 3 * attempt + 5 * atMs + step.charCodeAt(0)) % 4
    return sampleEntry({
      digest: `digest ${word % 2}`,
      run: runOf(id, attempt),
      writer: `${id}.${attempt} ${step}`,
      atMs,
      aliveUntilMs,
      ...(word === 1 ? { submittingSinceMs: atMs } : {}),
      ...(word === 2 ? { jobId: jobId(word) } : {}),
      jobs: jobs.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)),
    })
  })

/** Labels are names of files, and a file may be called anything. */
export const anyLabel = fc.constantFrom(
  LABEL,
  'b.yml',
  'a --> b.yml',
  '__proto__',
  'constructor',
  'toString',
  '',
)

export const anyRecord: fc.Arbitrary<KeyRecord> = fc
  .record({
    entries: fc.uniqueArray(fc.tuple(anyLabel, anyEntry), { selector: ([label]) => label, maxLength: 5 }),
    run: fc.option(fc.constantFrom(9, 10, 11), { nil: undefined }),
    memo: fc.option(fc.record({ atMs: fc.constantFrom(1, 9, 10), story: fc.constantFrom(null, 'a', 'b') }), {
      nil: undefined,
    }),
  })
  .map(({ entries, run, memo }) => ({
    entries: Object.fromEntries(entries),
    ...(memo === undefined ? {} : { memo }),
    ...(run === undefined ? {} : { run: runOf(run) }),
  }))
