import { describe, expect, it } from '@jest/globals'
import { createRecordedBaseline, recordBaselines } from '../../src/jobs/recorded-baseline.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { StandaloneRun } from '../fakes/command-context.ts'
import { httpError, jobId } from '../fakes/forge-api.ts'
import { sampleSpec, sampleState } from '../fakes/samples.ts'

const SPEC = sampleSpec()
const QUEUED = { statuses: [[0, 'QUEUED']] } as const
const DAY = 24 * 60 * 60_000
const MARGIN_S = 60

/** The baseline that a claim records. */
async function recorded(prepare: (api: StandaloneRun['api']) => void) {
  const run = new StandaloneRun()
  prepare(run.api)
  const baselines: unknown[] = []
  const ledger = Object.assign(run.ledger, {
    setBaseline: (...values: unknown[]) => baselines.push(values[1]),
  })
  await recordBaselines([sampleState({ spec: SPEC })], { ...run.createContext(), ledger })
  return baselines
}

describe('the baseline of a claim', () => {
  it.each([0, -DAY, DAY])('has the time of the service, whose clock is %d ms off', async (clockOffsetMs) => {
    const [baseline] = await recorded((api) => (api.clockOffsetMs = clockOffsetMs))
    const sinceS = Math.floor((TEST_START_MS + clockOffsetMs) / 1000) - MARGIN_S
    expect(baseline).toEqual({ sinceS, knownIds: [] })
  })

  it('names only jobs of the last minute that could be taken for the new one', async () => {
    const [baseline] = await recorded((api) => {
      api.addJob(QUEUED, SPEC.request, 10 * 60_000)
      api.addJob(QUEUED, { ...SPEC.request, job_type: 'dpo' }, 1_000)
      api.addJob(QUEUED, SPEC.request, 1_000)
    })
    expect(baseline).toMatchObject({ knownIds: [jobId(3)] })
  })

  it('names at most ten', async () => {
    const [baseline] = await recorded((api) => {
      for (let n = 0; n < 20; n++) api.addJob(QUEUED, SPEC.request, 1_000)
    })
    expect(baseline).toMatchObject({ knownIds: { length: 10 } })
  })

  it('is missing if the service does not answer, or not with its time', async () => {
    expect(await recorded((api) => (api.script = () => ({ error: httpError(503) })))).toEqual([])
    expect(await recorded((api) => (api.reportsTime = false))).toEqual([])
    expect(createRecordedBaseline(SPEC.request, { jobs: [] }, new StandaloneRun().clock)).toBeUndefined()
  })
})
