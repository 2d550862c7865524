import { describe, expect, it } from '@jest/globals'
import { isEnough, scoreOf } from '../../scripts/mutation/score.ts'

const mutants = (...statuses: readonly string[]) => ({ mutants: statuses.map((status) => ({ status })) })
const times = (number: number, status: string) => Array.from({ length: number }, () => status)

describe('the score of a room', () => {
  it('counts what tests have noticed, of what they could', () => {
    const files = {
      'src/job/a.ts': mutants('Killed', 'Survived', 'Ignored', 'CompileError'),
      'src/job/b/c.ts': mutants('Timeout', 'NoCoverage'),
      'src/spec/a.ts': mutants('Survived'),
    }
    expect(scoreOf('job', { files })).toEqual({ noticed: 2, all: 4, percent: 50 })
  })

  it.each([
    [90, 10, true],
    [89, 11, false],
    [0, 1, false],
    [0, 0, false],
  ])('with %i noticed and %i not is enough: %p', (killed, survived, enough) => {
    const files = { 'src/job/a.ts': mutants(...times(killed, 'Killed'), ...times(survived, 'Survived')) }
    expect(isEnough(scoreOf('job', { files }))).toBe(enough)
  })
})
