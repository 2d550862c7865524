import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { jobDurationMs, phaseStartMs, timeSpans } from '../../src/report/job-times.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleJob, sampleState, statusChanges } from '../fakes/samples.ts'

const START_S = TEST_START_MS / 1000
const seconds = (ms: number | undefined) => (ms === undefined ? undefined : (ms - TEST_START_MS) / 1000)

function jobState(
  statuses: readonly (readonly [seconds: number, status: string])[],
  job: Partial<TrainingJob> = {},
  provenance: 'submitted' | 'verified' = 'verified',
) {
  const status = statuses.at(-1)?.[1]
  return sampleState({ job: sampleJob({ status, ...job }), timeline: statusChanges(...statuses), provenance })
}

const spansOf = (state: ReturnType<typeof jobState>, nowS = 1_000) =>
  timeSpans(state, TEST_START_MS + nowS * 1000).map(({ status, startMs, endMs }) => [
    status,
    seconds(startMs),
    seconds(endMs),
  ])

describe('timeSpans', () => {
  it('has one span for each status, without gaps', () => {
    expect(spansOf(jobState([[0, 'QUEUED'], [33, 'RUNNING'], [51, 'SUCCESS']]))).toEqual([
      ['QUEUED', 0, 33],
      ['RUNNING', 33, 51],
      ['SUCCESS', 51, undefined],
    ])
  }) // prettier-ignore

  it('lasts until now while the job is unfinished', () => {
    expect(spansOf(jobState([[0, 'RUNNING']]))).toEqual([['RUNNING', 0, 1_000]])
  })

  it('begins with the creation of a job that we saw late', () => {
    expect(spansOf(jobState([[0, 'RUNNING']], { createdAt: START_S - 600 }))).toEqual([
      ['', -600, 0],
      ['RUNNING', 0, 1_000],
    ])
    expect(spansOf(jobState([[0, 'RUNNING']], { createdAt: START_S - 60 }))).toHaveLength(1)
  })

  it('ends when the service says so, if we saw the end late', () => {
    const statuses = [[0, 'RUNNING'], [900, 'SUCCESS']] as const // prettier-ignore
    const endOf = (modifiedS: number) =>
      spansOf(jobState(statuses, { modifiedAt: START_S + modifiedS })).at(-1)
    expect(endOf(840)).toEqual(['SUCCESS', 840, undefined])
    expect(endOf(-5)).toEqual(['SUCCESS', 900, undefined])
    expect(endOf(905)).toEqual(['SUCCESS', 900, undefined])
  })

  it('ends when the service says so, if we did not see the end', () => {
    const ended = { status: 'CANCELLED', modifiedAt: START_S + 300 }
    expect(spansOf(jobState([[0, 'RUNNING']], ended))).toEqual([
      ['RUNNING', 0, 300],
      ['CANCELLED', 300, undefined],
    ])
    expect(spansOf(jobState([[0, 'RUNNING']], { status: 'CANCELLED' }))).toEqual([['RUNNING', 0, undefined]])
  })

  it('comes from the service alone for a job that was never observed', () => {
    const times = { createdAt: START_S, modifiedAt: START_S + 33 }
    expect(spansOf(jobState([], { status: 'FAILED', ...times }))).toEqual([
      ['', 0, 33],
      ['FAILED', 33, undefined],
    ])
    expect(spansOf(jobState([], { status: 'RUNNING', ...times }))).toEqual([])
    expect(spansOf(jobState([], { status: 'FAILED' }))).toEqual([])
  })
})

describe('jobDurationMs', () => {
  const durationOf = (state: ReturnType<typeof jobState>) => jobDurationMs(state, TEST_START_MS + 1_000_000)

  it('is the time of the training', () => {
    const statuses = [[0, 'QUEUED'], [100, 'RUNNING']] as const // prettier-ignore
    expect(durationOf(jobState([...statuses, [400, 'SUCCESS']]))).toBe(300_000)
    expect(durationOf(jobState([...statuses, [400, 'FAILED']]))).toBe(300_000)
    expect(durationOf(jobState(statuses))).toBe(900_000)
  })

  it('is the whole time since the creation if we did not see the training begin', () => {
    const created = { createdAt: START_S - 600 }
    expect(durationOf(jobState([[0, 'RUNNING'], [400, 'SUCCESS']], created))).toBe(1_000_000)
    expect(durationOf(jobState([[0, 'QUEUED'], [100, 'FAILED']], {}, 'submitted'))).toBe(100_000)
  }) // prettier-ignore

  it('is unknown for a job of others whose beginning nobody saw', () => {
    expect(durationOf(jobState([[0, 'RUNNING'], [400, 'SUCCESS']]))).toBeUndefined()
    expect(jobDurationMs(sampleState({ outcome: 'refused' }), 0)).toBeUndefined()
    expect(durationOf(jobState([[0, 'RUNNING']], { status: 'CANCELLED' }, 'submitted'))).toBeUndefined()
  }) // prettier-ignore

  it('knows when the training of our own job began', () => {
    expect(durationOf(jobState([[0, 'RUNNING'], [400, 'SUCCESS']], {}, 'submitted'))).toBe(400_000)
  }) // prettier-ignore
})

describe('phaseStartMs', () => {
  it('is when the job came into its phase', () => {
    expect(seconds(phaseStartMs(jobState([[0, 'QUEUED'], [100, 'RUNNING']]), 0))).toBe(100)
  }) // prettier-ignore

  it('is unknown for the first status that we saw, unless we submitted the job', () => {
    expect(phaseStartMs(jobState([[0, 'RUNNING']]), 0)).toBeUndefined()
    expect(phaseStartMs(jobState([[0, 'RUNNING']], { createdAt: START_S - 600 }), 0)).toBeUndefined()
    expect(seconds(phaseStartMs(jobState([[0, 'QUEUED']], {}, 'submitted'), 0))).toBe(0)
  })
})
