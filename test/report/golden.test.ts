import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import { GOLDEN_FOLDER, renderGoldenFiles } from './golden.ts'
import { REPORTS } from './fixtures/reports.ts'

// After an intended change, run `npm run golden` and review the diff.
describe('the golden files', () => {
  const expected = renderGoldenFiles()
  const present = readdirSync(GOLDEN_FOLDER)

  it('are one for each report', () => {
    expect(present.sort()).toEqual([...expected.keys()].sort())
  })

  it.each([...expected].filter(([name]) => present.includes(name)))(
    'include the current %s',
    (name, render) => {
      expect(render()).toBe(readFileSync(new URL(name, GOLDEN_FOLDER), 'utf8'))
    },
  )
})

describe('the sample reports', () => {
  it('have every outcome', () => {
    const reported = new Set(
      Object.values(REPORTS).flatMap(({ states }) => states.map(({ outcome }) => outcome)),
    )
    expect(OUTCOMES.filter((outcome) => !reported.has(outcome))).toEqual([])
  })

  it('have names that are valid file names on every system', () => {
    expect(Object.keys(REPORTS).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
  })
})
