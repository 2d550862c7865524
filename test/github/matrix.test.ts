import { describe, expect, it } from '@jest/globals'
import type { CommandInputs } from '../../src/inputs.ts'
import { failFastWarning, matrixLabel } from '../../src/github/matrix.ts'
import { RUN_INPUTS } from '../fakes/command-context.ts'

describe('matrixLabel', () => {
  it.each([
    ['null', ''],
    ['', ''],
    ['{', ''],
    ['{"size":"small","seed":1}', 'small, 1'],
    ['{"model":{"name":"x"}}', '{"name":"x"}'],
  ])('labels %s as %j', (matrix, label) => {
    expect(matrixLabel(matrix)).toBe(label)
  })
})

describe('failFastWarning', () => {
  const strategy = (failFast: unknown, jobTotal: unknown) =>
    JSON.stringify({ 'fail-fast': failFast, 'job-index': 0, 'job-total': jobTotal, 'max-parallel': jobTotal })

  it('warns if one failing matrix job would cancel the others', () => {
    expect(failFastWarning(RUN_INPUTS, strategy(true, 3))).toMatch(
      /3 matrix jobs .* `strategy: { fail-fast: false }`/,
    )
  })

  const SILENT_CASES: [string, CommandInputs, string][] = [
    ['a single matrix job', RUN_INPUTS, strategy(true, 1)],
    ['`fail-fast: false`', RUN_INPUTS, strategy(false, 3)],
    ['`on-cancel: leave`', { ...RUN_INPUTS, onCancel: 'leave' }, strategy(true, 3)],
    ['`wait: false`', { ...RUN_INPUTS, waitFor: 'none' }, strategy(true, 3)],
    ['a runner without the context', RUN_INPUTS, ''],
    ['the command `wait`', { ...RUN_INPUTS, command: 'wait', jobId: 'x' }, strategy(true, 3)],
  ]

  it.each(SILENT_CASES)('does not warn for %s', (_, command, strategyJson) => {
    expect(failFastWarning(command, strategyJson)).toBeUndefined()
  })
})
