import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  runScenario,
  type ScenarioResult,
  type JobResult,
  type Scenario,
  type RunResult,
  type RunPlan,
} from './sync-workers.ts'

const CHECKS = { numRuns: 60, seed: 1 }
const MINUTE = 60_000
/** After this time, a run has recorded its claim and its job. */
const RECORDED_AFTER_MS = 2 * MINUTE

const anyGapMs = fc.oneof(fc.nat(10_000), fc.nat(40 * MINUTE))

const anyRun: fc.Arbitrary<RunPlan> = fc
  .record({
    afterMs: anyGapMs,
    version: fc.nat(1),
    waitFor: fc.constantFrom('completed' as const, 'none' as const),
    killedMs: fc.option(fc.oneof(fc.nat(20_000), fc.nat(40 * MINUTE)), { nil: undefined }),
  })
  .map(({ killedMs, ...rest }) => ({ ...rest, ...(killedMs === undefined ? {} : { killedMs }) }))

const anyScenario: fc.Arbitrary<Scenario> = fc.record({
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
  faults: fc.array(
    fc.record({ nth: fc.nat(80), kind: fc.constantFrom('refused' as const, 'interrupted' as const) }),
    { maxLength: 3 },
  ),
  latencyMs: fc.constantFrom(150, 500, 1_500),
  seed: fc.nat(),
}) // prettier-ignore

/** Scenarios that failed once. */
const REGRESSIONS: readonly Scenario[] = [
  {
    // The last run reads that the shared job has succeeded, records that, and is killed.
    runs: [
      { afterMs: 0, version: 0, waitFor: 'completed' },
      { afterMs: 8_264, version: 0, waitFor: 'completed', killedMs: 512 },
      { afterMs: 57_810, version: 0, waitFor: 'completed', killedMs: 412 },
      { afterMs: 0, version: 0, waitFor: 'completed', killedMs: 0 },
    ],
    syncs: [
      { run: 0, afterMs: 10_350 },
      { run: 2, afterMs: 320 },
    ],
    jobs: [{ lastsMs: MINUTE, end: 'SUCCESS' }],
    faults: [],
    latencyMs: 150,
    seed: 1_633_056_208,
  },
  {
    // Two runs create a comment each and are killed before they see the other one.
    runs: [
      { afterMs: 0, version: 0, waitFor: 'completed', killedMs: 64 },
      { afterMs: 0, version: 0, waitFor: 'completed', killedMs: 173 },
    ],
    syncs: [
      { run: 0, afterMs: 0 },
      { run: 0, afterMs: 156 },
      { run: 0, afterMs: 156 },
    ],
    jobs: [{ lastsMs: MINUTE, end: 'SUCCESS' }],
    faults: [],
    latencyMs: 150,
    seed: 1_514_382_819,
  },
]

const HEADLINES: Readonly<Record<string, string>> = {
  SUCCESS: '### ✅ ',
  FAILED: '### ❌ ',
  CANCELLED: '### ⛔ ',
}

/** Whether the run had enough time to record its job. */
const isRecorded = ({ killedMs = Infinity }: RunPlan): boolean => killedMs >= RECORDED_AFTER_MS

/** Whether a step has reported the end of a job: its own job, or one that it cancelled or replaced. */
function isReported({ id, isCancelled }: JobResult, runs: readonly RunResult[]): boolean {
  const own = runs.filter(({ jobId }) => jobId === id)
  const hasReported = own.some(({ outcome = '' }) => ['succeeded', 'failed', 'cancelled'].includes(outcome))
  const first = own[0]?.id ?? ''
  const isReplaced = runs.some((run) => run.id > first && run.jobId !== undefined && run.jobId !== id)
  return hasReported || isCancelled || isReplaced
}

function expectAllReported({ jobs, runs, dispatchedEarly }: ScenarioResult): void {
  expect(dispatchedEarly).toEqual([])
  // A job is unknown if its run was killed before the response.
  const recordedJobs = jobs.filter(({ id }) => runs.some((run) => run.jobId === id && isRecorded(run)))
  for (const job of recordedJobs)
    expect([job.id, job.isDispatched || isReported(job, runs)]).toEqual([job.id, true])
}

function expectFinal({ comments, author, unfinishedIds, runs, jobs }: ScenarioResult): void {
  expect(unfinishedIds).toEqual([])
  if (comments.length === 0) return
  expect(comments).toHaveLength(1)
  const [text = ''] = comments
  expect(text).not.toMatch(/looks again|being submitted|· (queued|training)/)
  const newest = runs.findLast(isRecorded)
  expect(Number(author)).toBeGreaterThanOrEqual(Number(newest?.id ?? 0))
  const run = runs.find(({ id }) => id === author)
  const job = jobs.find(({ id }) => id === run?.jobId)
  if (run?.outcome === 'superseded' || job === undefined || !run || !isRecorded(run)) return
  expect(text).toContain(HEADLINES[job.status ?? ''])
}

/** Each content has one job, except for unsuccessful jobs and jobs that were never recorded. */
function expectOneJob({ jobs, runs }: ScenarioResult): void {
  const versions = jobs
    .filter(({ id }) => runs.some((run) => run.jobId === id && isRecorded(run)))
    .filter(({ isCancelled, status }) => !isCancelled && status === 'SUCCESS')
    .map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)])
}

describe('runs that detach, wait, are killed or replaced, with syncs at any time, lagging lists and failing calls,', () => {
  it('end with every job reported, one final comment, and no duplicate job', async () => {
    await fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const result = await runScenario(scenario)
        expect(result.lastSync).not.toBe('refused')
        expectAllReported(result)
        expectFinal(result)
        expectOneJob(result)
      }),
      { ...CHECKS, examples: REGRESSIONS.map((scenario): [Scenario] => [scenario]) },
    )
  })
})
