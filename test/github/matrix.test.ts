import { describe, expect, it } from '@jest/globals'
import type { CommandInputs } from '../../src/inputs.ts'
import { legAdvice, legWords } from '../../src/github/matrix.ts'
import { RUN } from '../fakes/command-context.ts'

describe('the leg of a matrix', () => {
  it.each([
    ['null', ''],
    ['', ''],
    ['{', ''],
    ['{"size":"small","seed":1}', 'small, 1'],
    ['{"model":{"name":"x"}}', '{"name":"x"}'],
  ])('%s is %j in words', (matrix, words) => {
    expect(legWords(matrix)).toBe(words)
  })
})

describe('the advice for a leg', () => {
  const strategy = (failFast: unknown, legs: unknown) =>
    JSON.stringify({ 'fail-fast': failFast, 'job-index': 0, 'job-total': legs, 'max-parallel': legs })

  it('is given where a failing leg would cancel the jobs of the others', () => {
    expect(legAdvice(RUN, strategy(true, 3))).toMatch(/3 legs .* `strategy: { fail-fast: false }`/)
  })

  const silent: [string, CommandInputs, string][] = [
    ['one leg only', RUN, strategy(true, 1)],
    ['legs that do not cancel each other', RUN, strategy(false, 3)],
    ['jobs that a cancelled workflow leaves', { ...RUN, onCancel: 'leave' }, strategy(true, 3)],
    ['jobs that nobody waits for', { ...RUN, waitFor: 'nothing' }, strategy(true, 3)],
    ['a runner that does not tell', RUN, ''],
    ['a job that is only watched', { ...RUN, command: 'wait', jobId: 'x' }, strategy(true, 3)],
  ]

  it.each(silent)('is not for %s', (_, command, told) => {
    expect(legAdvice(command, told)).toBeUndefined()
  })
})
