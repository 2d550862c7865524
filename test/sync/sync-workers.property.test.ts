import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { live, type Afterwards, type JobThen, type Life, type Lived, type RunPlan } from './sync-workers.ts'

const CHECKS = { numRuns: 60, seed: 1 }
const MINUTE = 60_000
/** Until a run has written down that it submits, its job, and that it has one. */
const SETTLED_MS = 2 * MINUTE

const anyGapMs = fc.oneof(fc.nat(10_000), fc.nat(40 * MINUTE))

const anyRun: fc.Arbitrary<RunPlan> = fc
  .record({
    afterMs: anyGapMs,
    version: fc.nat(1),
    waitFor: fc.constantFrom('end' as const, 'nothing' as const),
    killedMs: fc.option(fc.oneof(fc.nat(20_000), fc.nat(40 * MINUTE)), { nil: undefined }),
  })
  .map(({ killedMs, ...rest }) => ({ ...rest, ...(killedMs === undefined ? {} : { killedMs }) }))

const anyLife: fc.Arbitrary<Life> = fc.record({
  runs: fc.array(anyRun, { minLength: 1, maxLength: 4 }),
  syncs: fc.array(
    fc.record({ run: fc.nat(3), afterMs: fc.oneof(fc.integer({ min: -5_000, max: 12_000 }), fc.nat(90 * MINUTE)) }),
    { minLength: 2, maxLength: 3, size: 'max' },
  ),
  jobs: fc.array(
    fc.record({
      lastsMs: fc.integer({ min: MINUTE, max: 60 * MINUTE }),
      end: fc.constantFrom('SUCCESS' as const, 'SUCCESS' as const, 'FAILED' as const),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  troubles: fc.array(
    fc.record({ nth: fc.nat(80), kind: fc.constantFrom('refused' as const, 'lost' as const) }),
    { maxLength: 3 },
  ),
  latencyMs: fc.constantFrom(150, 500, 1_500),
  seed: fc.nat(),
}) // prettier-ignore

/** What went wrong once. */
const SEEN: readonly Life[] = [
  {
    // The last run reads that the job of the others has succeeded, writes that down, and is killed.
    runs: [
      { afterMs: 0, version: 0, waitFor: 'end' },
      { afterMs: 8_264, version: 0, waitFor: 'end', killedMs: 512 },
      { afterMs: 57_810, version: 0, waitFor: 'end', killedMs: 412 },
      { afterMs: 0, version: 0, waitFor: 'end', killedMs: 0 },
    ],
    syncs: [
      { run: 0, afterMs: 10_350 },
      { run: 2, afterMs: 320 },
    ],
    jobs: [{ lastsMs: MINUTE, end: 'SUCCESS' }],
    troubles: [],
    latencyMs: 150,
    seed: 1_633_056_208,
  },
  {
    // Two runs make a comment each, and are killed before they see the other's.
    runs: [
      { afterMs: 0, version: 0, waitFor: 'end', killedMs: 64 },
      { afterMs: 0, version: 0, waitFor: 'end', killedMs: 173 },
    ],
    syncs: [
      { run: 0, afterMs: 0 },
      { run: 0, afterMs: 156 },
      { run: 0, afterMs: 156 },
    ],
    jobs: [{ lastsMs: MINUTE, end: 'SUCCESS' }],
    troubles: [],
    latencyMs: 150,
    seed: 1_514_382_819,
  },
]

const WORDS: Readonly<Record<string, string>> = {
  SUCCESS: 'The model is trained',
  FAILED: 'The job failed',
  CANCELLED: 'The job was cancelled',
}

/** Whether the run has had the time to make itself known. */
const isKnown = ({ killedMs = Infinity }: RunPlan): boolean => killedMs >= SETTLED_MS

/** Whether a step has told of the end of a job: as its own, or because it ended it or replaced it. */
function isReported({ id, isCancelled }: JobThen, runs: readonly Lived[]): boolean {
  const own = runs.filter(({ jobId }) => jobId === id)
  const hasReported = own.some(({ outcome = '' }) => ['succeeded', 'failed', 'cancelled'].includes(outcome))
  const first = own[0]?.id ?? ''
  const isReplaced = runs.some((run) => run.id > first && run.jobId !== undefined && run.jobId !== id)
  return hasReported || isCancelled || isReplaced
}

function expectTold({ jobs, runs, toldEarly }: Afterwards): void {
  expect(toldEarly).toEqual([])
  // Of a job whose run was killed before it had the answer, nobody here can know.
  const known = jobs.filter(({ id }) => runs.some((run) => run.jobId === id && isKnown(run)))
  for (const job of known) expect([job.id, job.isTold || isReported(job, runs)]).toEqual([job.id, true])
}

function expectFinal({ comments, author, open, runs, jobs }: Afterwards): void {
  expect(open).toEqual([])
  if (comments.length === 0) return
  expect(comments).toHaveLength(1)
  const [text = ''] = comments
  expect(text).not.toMatch(/looks next|Nobody watches|Being submitted|The job is (queued|training)/)
  const newest = runs.findLast(isKnown)
  expect(Number(author)).toBeGreaterThanOrEqual(Number(newest?.id ?? 0))
  const run = runs.find(({ id }) => id === author)
  const job = jobs.find(({ id }) => id === run?.jobId)
  if (run?.outcome === 'superseded' || job === undefined || !run || !isKnown(run)) return
  expect(text).toContain(WORDS[job.status ?? ''])
}

/** Of one content there is one job, unless one came to nothing, or its run was killed before it wrote it down. */
function expectOneJob({ jobs, runs }: Afterwards): void {
  const versions = jobs
    .filter(({ id }) => runs.some((run) => run.jobId === id && isKnown(run)))
    .filter(({ isCancelled, status }) => !isCancelled && status === 'SUCCESS')
    .map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)])
}

describe('runs that leave, wait, are killed or replaced, and syncs at any moment, while lists lag and calls fail,', () => {
  it('end with every job told of, one final comment, and no job too many', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (life) => {
        const after = await live(life)
        expect(after.lastSync).not.toBe('refused')
        expectTold(after)
        expectFinal(after)
        expectOneJob(after)
      }),
      { ...CHECKS, examples: SEEN.map((life): [Life] => [life]) },
    )
  })
})
