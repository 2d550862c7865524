import { describe, expect, it } from '@jest/globals'
import { expandExpressions, evaluateCondition } from './expressions.ts'

const scope = {
  contexts: {
    github: { token: 'ghs_1', event: { number: 12 }, 'head-ref': 'x' },
    job: { status: 'failure', check_run_id: 7 },
    matrix: { base: 'small', seed: 1 },
    nothing: null,
  },
  functions: { always: () => true, success: () => false, failure: () => true },
}

describe('expandExpressions', () => {
  it.each([
    ['no expression', 'no expression'],
    ['', ''],
    ['${{ github.token }}', 'ghs_1'],
    ['${{github.event.number}}', '12'],
    ['${{ github.head-ref }}', 'x'],
    ['${{ github.missing }}', ''],
    ['${{ github.missing.deeper }}', ''],
    ['${{ nothing }}', ''],
    ['${{ github.event }}', 'Object'],
    ['${{ job.status }}/${{ job.check_run_id }}', 'failure/7'],
    ['${{ toJSON(matrix) }}', '{\n  "base": "small",\n  "seed": 1\n}'],
    ['${{ tojson( nothing ) }}', 'null'],
    ["${{ 'it''s' }}", "it's"],
    ["${{ github.missing || 'other' }}", 'other'],
    ["${{ github.token && 'yes' }}", 'yes'],
    ['${{ true }} ${{ !true }} ${{ null }}', 'true false '],
  ])('evaluates %j', (text, value) => {
    expect(expandExpressions(text, scope)).toBe(value)
  })

  it.each([
    ['${{ secrets.KEY }}', "unknown name 'secrets'"],
    ['${{ hashFiles(matrix) }}', "')' expected before 'matrix'"],
    ['${{ cancelled() }}', "unknown function 'cancelled'"],
    ['${{ matrix[0] }}', "'[0]' not understood"],
    ['${{ job.status == 1 }}', "'1' not understood"],
    ['${{ job.check_run_id == job.status }}', '`==` compares only texts'],
    ['${{ }}', "'the end' not understood"],
    ['${{ github. }}', "a property expected before 'the end'"],
    ['${{ job matrix }}', "'matrix' not understood"],
    ['${{ (job', ''],
  ])('rejects %s', (text, message) => {
    // Without a closing `}}` it is plain text.
    if (message === '') expect(expandExpressions(text, scope)).toBe(text)
    else expect(() => expandExpressions(text, scope)).toThrow(message)
  })
})

describe('evaluateCondition', () => {
  it.each([
    ['always()', true],
    ['${{ always() }}', true],
    ['success()', false],
    ['!success() && failure()', true],
    ["job.status == 'Failure'", true],
    ["job.status == 'success' || github.missing == 'x'", false],
    ["github.head-ref == 'x' && job.status == github.head-ref", false],
    ["github.missing == ''", true],
    ['success() || (failure() && !always())', false],
  ])('evaluates %s', (condition, value) => {
    expect(evaluateCondition(condition, scope)).toBe(value)
  })
})
