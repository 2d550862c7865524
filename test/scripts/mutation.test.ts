import { describe, expect, it } from '@jest/globals'
import { isSufficient, computeScore } from '../../scripts/mutation/score.ts'

const mutants = (...statuses: readonly string[]) => ({ mutants: statuses.map((status) => ({ status })) })
const times = (number: number, status: string) => Array.from({ length: number }, () => status)

describe('the score of a folder', () => {
  it('counts killed mutants, without ignored ones', () => {
    const files = {
      'src/jobs/a.ts': mutants('Killed', 'Survived', 'Ignored', 'CompileError'),
      'src/jobs/b/c.ts': mutants('Timeout', 'NoCoverage'),
      'src/job-spec/a.ts': mutants('Survived'),
    }
    expect(computeScore('jobs', { files })).toEqual({ killed: 2, total: 4, percent: 50 })
  })

  it.each([
    [90, 10, true],
    [89, 11, false],
    [0, 1, false],
    [0, 0, false],
  ])('with %i killed and %i surviving mutants is sufficient: %p', (killed, survived, enough) => {
    const files = { 'src/jobs/a.ts': mutants(...times(killed, 'Killed'), ...times(survived, 'Survived')) }
    expect(isSufficient(computeScore('jobs', { files }))).toBe(enough)
  })
})
