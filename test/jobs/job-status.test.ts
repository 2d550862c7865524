import { MODEL_GRACE_MS } from '../../src/timeouts.ts'
import { describe, expect, it } from '@jest/globals'
import {
  OUTCOMES,
  worstOutcome,
  type Outcome,
  hasStarted,
  isTerminal,
  parsePhase,
  type Phase,
  outcomeNote,
  currentOutcome,
  outcomeFor,
} from '../../src/jobs/job-status.ts'
import { sampleJob } from '../fakes/samples.ts'

/** Status, phase, is terminal, has started, current outcome with and without a model. */
const STATUSES: readonly (readonly [string | undefined, Phase, boolean, boolean, string, string])[] = [
  ['QUEUED', 'queued', false, false, 'running', 'running'],
  ['VALIDATING', 'validating', false, false, 'running', 'running'],
  ['VALIDATED', 'validated', false, false, 'running', 'running'],
  ['STARTED', 'running', false, true, 'running', 'running'],
  ['RUNNING', 'running', false, true, 'running', 'running'],
  ['CANCELLATION_REQUESTED', 'cancelling', false, false, 'running', 'running'],
  ['SUCCESS', 'succeeded', true, true, 'succeeded', 'running'],
  ['FAILED', 'failed', true, false, 'failed', 'failed'],
  ['FAILED_VALIDATION', 'failed', true, false, 'failed', 'failed'],
  ['TIMEOUT_EXCEEDED', 'failed', true, false, 'failed', 'failed'],
  ['CANCELLED', 'cancelled', true, false, 'cancelled', 'cancelled'],
  ['CANCELED', 'cancelled', true, false, 'cancelled', 'cancelled'],
  [' success ', 'succeeded', true, true, 'succeeded', 'running'],
  ['Failed\n', 'failed', true, false, 'failed', 'failed'],
  // An unlisted status is never terminal, however it is spelt.
  ['SUCCESSFUL', 'unknown', false, false, 'running', 'running'],
  ['FAILED_CANCELLATION', 'unknown', false, false, 'running', 'running'],
  ['constructor', 'unknown', false, false, 'running', 'running'],
  ['', 'unknown', false, false, 'running', 'running'],
  [undefined, 'unknown', false, false, 'running', 'running'],
]

const withStatus = (status: string | undefined, outputModel?: string) => ({
  id: 'x',
  ...(status === undefined ? {} : { status }),
  ...(outputModel === undefined ? {} : { outputModel }),
})

describe('a status', () => {
  it.each(STATUSES)('%j is %s', (status, phase, terminal, started) => {
    expect(parsePhase(status)).toBe(phase)
    expect(isTerminal(phase)).toBe(terminal)
    expect(hasStarted(phase)).toBe(started)
  })

  it.each(STATUSES)('%j determines the outcome', (status, _phase, terminal, started, named, unnamed) => {
    expect(currentOutcome(withStatus(status, 'ft:model'))).toBe(named)
    expect(currentOutcome(withStatus(status))).toBe(unnamed)
    const asSeen = started ? 'submitted' : named === 'running' ? undefined : named
    expect(outcomeFor(withStatus(status, 'ft:model'), 'started', 0)).toBe(asSeen)
    expect(outcomeFor(withStatus(status), 'ended', 0)).toBe(terminal ? unnamed : undefined)
  })

  it('SUCCESS without a model is undecided for two minutes, then failed', () => {
    const job = sampleJob({ status: 'SUCCESS' })
    expect(MODEL_GRACE_MS).toBe(120_000)
    expect(outcomeFor(job, 'completed', MODEL_GRACE_MS - 1)).toBeUndefined()
    expect(outcomeFor(job, 'completed', MODEL_GRACE_MS)).toBe('failed')
    expect(outcomeFor({ ...job, outputModel: 'ft:x' }, 'completed', MODEL_GRACE_MS)).toBe('succeeded')
  })
})

describe('outcomeNote', () => {
  it.each<[string, string | undefined, Outcome, unknown]>([
    ['SUCCESS', undefined, 'failed', { code: 'no-output-model', waitedMs: 7_000 }],
    ['FAILED', undefined, 'failed', { code: 'no-failure-reason' }],
    ['FAILED', 'no rows', 'failed', undefined],
    ['CANCELLED', undefined, 'cancelled', { code: 'cancelled-elsewhere' }],
    ['SUCCESS', undefined, 'submitted', undefined],
  ])('explains %s with the reason %j as %s', (status, reason, outcome, note) => {
    const job = sampleJob({ status, ...(reason === undefined ? {} : { reason }) })
    expect(outcomeNote(job, outcome, 7_000)).toEqual(note)
  })
})

describe('worstOutcome', () => {
  it('follows the order of OUTCOMES, wherever the worst one is', () => {
    expect(OUTCOMES).toHaveLength(12)
    for (const [at, worse] of OUTCOMES.entries()) {
      for (const better of OUTCOMES.slice(at)) {
        expect(worstOutcome([better, worse])).toBe(worse)
        expect(worstOutcome([worse, better, better])).toBe(worse)
      }
    }
  })

  it('is unknown for no outcomes, so that an empty step never succeeds', () => {
    expect(worstOutcome([])).toBe('unknown')
  })
})
