import { describe, expect, it } from '@jest/globals'
import { observePage, type KnownJob } from '../../src/jobs/compare-page.ts'
import { NO_LAG } from '../../src/jobs/list-lag.ts'
import { jobId } from '../fakes/forge-api.ts'

/** A page that shows job 1 as running, and not yet the newer job 2. */
const LIST_PAGE = {
  page: 0,
  nowMs: 90_000,
  response: {
    jobs: [
      { id: jobId(1), status: 'RUNNING', createdAt: 20 },
      { id: jobId(9), status: 'RUNNING', createdAt: 10 },
    ],
  },
}
const NEW_JOB: KnownJob = {
  lastKnown: { id: jobId(2), status: 'QUEUED', createdAt: 70 },
  history: [{ status: 'QUEUED', sinceMs: 70_000 }],
  changedAfterMs: 70_000,
}

/** Job 1 was seen to run at 80 s. */
const running = (changedAfterMs: number): KnownJob => ({
  lastKnown: { id: jobId(1), status: 'RUNNING', createdAt: 20 },
  history: [
    { status: 'QUEUED', sinceMs: 20_000 },
    { status: 'RUNNING', sinceMs: 80_000 },
  ],
  changedAfterMs,
})

describe('observePage', () => {
  it('takes a missing job as evidence of a lag if the changes on the page may be older', () => {
    const { pendingSinceMs } = observePage(NO_LAG, [running(60_000), NEW_JOB], LIST_PAGE)
    expect(pendingSinceMs).toEqual(new Map([[jobId(2), 70_000]]))
  })

  it('ignores a missing job if the page shows a later change', () => {
    expect(observePage(NO_LAG, [running(75_000), NEW_JOB], LIST_PAGE)).toEqual(NO_LAG)
  })
})
