import type { LoopSchedule } from '../test/faults/loop-schedule.ts'
import { runLoopSchedule } from '../test/faults/loop-simulation.ts'

const MINUTE = 60_000
const ROUND_TRIP_MS = 200

export interface TroubleCost {
  /** Requests of the whole step to the service. */
  readonly requests: number
  /** How much later than its bound a change was seen, at most; negative if all were in time. */
  readonly maxLatenessMs: number
}

/** Runs a step with this many jobs, and one more spec whose submission is refused with HTTP 429 for ten minutes. */
export async function measureTroubleCost(jobs: number): Promise<TroubleCost> {
  const schedule: LoopSchedule = {
    jobs: [
      ...Array.from({ length: jobs }, (_, n) => ({
        queuedMs: MINUTE,
        runsMs: (2 + (6 * (n + 1)) / jobs) * MINUTE,
      })),
      { queuedMs: MINUTE, runsMs: 10 * MINUTE },
    ].map((times) => ({ ...times, end: 'SUCCESS', isRecorded: false })),
    oldJobs: [],
    timeoutMs: 350 * MINUTE,
    service: {
      latencyMs: ROUND_TRIP_MS,
      listLagMs: 0,
      order: 'newest-first',
      maxPageSize: 100,
      reportsModifiedAt: false,
      otherJobs: 20,
    },
    troubles: [
      {
        delayMs: 0,
        afterCreate: jobs + 1,
        lengthMs: 10 * MINUTE,
        of: 'create',
        effect: { kind: 'http', status: 429, isProcessed: false },
      },
    ],
    faults: [],
    githubTroubles: [],
    seed: 1,
  }
  const evidence = await runLoopSchedule(schedule)
  let maxLatenessMs = -Infinity
  for (const { label = '', changes } of evidence.jobs) {
    const observations = evidence.observations.get(label) ?? []
    for (const [n, { atMs: seenMs }] of observations.slice(1).entries()) {
      const sinceMs = observations[n]!.atMs
      const change = changes[changes.findIndex(({ status }) => status === observations[n]!.status) + 1]
      if (change === undefined) continue
      const boundMs = Math.max(5_000, 0.05 * (change.atMs - sinceMs))
      maxLatenessMs = Math.max(maxLatenessMs, seenMs - change.atMs - boundMs)
    }
  }
  return { requests: evidence.exchanges.length, maxLatenessMs }
}
