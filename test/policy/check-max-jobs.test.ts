import { expect, it } from '@jest/globals'
import { checkMaxJobs } from '../../src/policy/check-max-jobs.ts'
import { sampleSpec } from '../fakes/samples.ts'

const specs = (count: number) =>
  Array.from({ length: count }, (_, n) => sampleSpec({ file: `${n}.yml`, label: `${n}.yml#1` }))

it.each([0, 3])('allows %i specs with `max-jobs: 3`', (count) => {
  expect(checkMaxJobs(specs(count), 3)).toEqual([])
})

it('names the limit, the first spec over it and the remedy', () => {
  expect(checkMaxJobs(specs(5), 3)).toEqual([
    {
      level: 'error',
      location: { file: '3.yml' },
      message: expect.stringMatching(/5 jobs.*`max-jobs` allows 3.*3\.yml#1.*raise `max-jobs`/) as unknown,
    },
  ])
})
