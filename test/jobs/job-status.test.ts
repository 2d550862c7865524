import { describe, expect, it } from '@jest/globals'
import {
  OUTCOMES,
  worstOutcome,
  type Outcome,
  hasStarted,
  isTerminal,
  phaseOf,
  type Phase,
  explain,
  verdictNow,
  verdictOn,
  MODEL_GRACE_MS,
} from '../../src/jobs/job-status.ts'
import { sampleJob } from '../fakes/samples.ts'

/** word of the service, phase, final, started, outcome of a look with and without a model */
const WORDS: readonly (readonly [string | undefined, Phase, boolean, boolean, string, string])[] = [
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
  // What nobody listed is never an end, however it is spelt.
  ['SUCCESSFUL', 'unrecognised', false, false, 'running', 'running'],
  ['FAILED_CANCELLATION', 'unrecognised', false, false, 'running', 'running'],
  ['constructor', 'unrecognised', false, false, 'running', 'running'],
  ['', 'unrecognised', false, false, 'running', 'running'],
  [undefined, 'unrecognised', false, false, 'running', 'running'],
]

const withStatus = (status: string | undefined, outputModel?: string) => ({
  id: 'x',
  ...(status === undefined ? {} : { status }),
  ...(outputModel === undefined ? {} : { outputModel }),
})

describe('status words', () => {
  it.each(WORDS)('%j is %s', (word, phase, terminal, started) => {
    expect(phaseOf(word)).toBe(phase)
    expect(isTerminal(phase)).toBe(terminal)
    expect(hasStarted(phase)).toBe(started)
  })

  it.each(WORDS)('%j decides an outcome', (word, _phase, _terminal, started, named, unnamed) => {
    expect(verdictNow(withStatus(word, 'ft:model'))).toBe(named)
    expect(verdictNow(withStatus(word))).toBe(unnamed)
    const asSeen = started ? 'submitted' : named === 'running' ? undefined : named
    expect(verdictOn(withStatus(word, 'ft:model'), 'start', 0)).toBe(asSeen)
  })

  it('asks a success without a model for two minutes, then calls it failed', () => {
    const job = sampleJob({ status: 'SUCCESS' })
    expect(MODEL_GRACE_MS).toBe(120_000)
    expect(verdictOn(job, 'end', MODEL_GRACE_MS - 1)).toBeUndefined()
    expect(verdictOn(job, 'end', MODEL_GRACE_MS)).toBe('failed')
    expect(verdictOn({ ...job, outputModel: 'ft:x' }, 'end', MODEL_GRACE_MS)).toBe('succeeded')
  })
})

describe('explanations', () => {
  it.each<[string, string | undefined, Outcome, unknown]>([
    ['SUCCESS', undefined, 'failed', expect.stringContaining('named no output model')],
    ['FAILED', undefined, 'failed', expect.stringContaining('gave no reason')],
    ['FAILED', 'no rows', 'failed', undefined],
    ['CANCELLED', undefined, 'cancelled', expect.stringContaining('not cancelled from here')],
    ['SUCCESS', undefined, 'submitted', undefined],
  ])('of %s with the reason %j as %s', (status, reason, outcome, sentence) => {
    expect(explain(sampleJob({ status, ...(reason === undefined ? {} : { reason }) }), outcome)).toEqual(
      sentence,
    )
  })
})

describe('the worst outcome', () => {
  it('follows the order of the list, wherever it stands', () => {
    expect(OUTCOMES).toHaveLength(11)
    for (const [at, worse] of OUTCOMES.entries()) {
      for (const better of OUTCOMES.slice(at)) {
        expect(worstOutcome([better, worse])).toBe(worse)
        expect(worstOutcome([worse, better, better])).toBe(worse)
      }
    }
  })

  it('of nothing is the worst there is, so that an empty step is never green', () => {
    expect(worstOutcome([])).toBe('unknown')
  })
})
