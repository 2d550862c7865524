import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import { GOLDEN, golden } from './golden.ts'
import { STORIES } from './fixtures/reports.ts'

// After a change that is meant: npm run golden, and read the difference before it is committed.
describe('the golden files', () => {
  const expected = golden()
  const present = readdirSync(GOLDEN)

  it('are one comment and one summary for each story, and no more', () => {
    expect(present.sort()).toEqual([...expected.keys()].sort())
  })

  it.each([...expected].filter(([name]) => present.includes(name)))('%s', (name, text) => {
    expect(text()).toBe(readFileSync(new URL(name, GOLDEN), 'utf8'))
  })
})

describe('the stories', () => {
  it('tell of every outcome', () => {
    const told = new Set(Object.values(STORIES).flatMap(({ trainings }) => trainings.map((t) => t.outcome)))
    expect(OUTCOMES.filter((outcome) => !told.has(outcome))).toEqual([])
  })

  it('have names that are names of files everywhere', () => {
    expect(Object.keys(STORIES).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
  })
})
