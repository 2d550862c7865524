import { describe, expect, it } from '@jest/globals'
import { admit } from '../../src/policy/check-policy.ts'
import type { Problem } from '../../src/job-spec/types.ts'
import { sampleSpec } from '../fakes/samples.ts'

const specs = (count: number) =>
  Array.from({ length: count }, (_, n) => sampleSpec({ file: `${n}.yml`, label: `${n}.yml#1` }))
const problem = (level: Problem['level']): Problem => ({ level, place: { file: '0.yml' }, message: 'm' })

describe('admission', () => {
  it.each([
    [0, [], 'admitted'],
    [3, [], 'admitted'],
    [3, [problem('advice')], 'admitted'],
    [3, [problem('advice'), problem('error')], 'invalid'],
    [9, [problem('error')], 'invalid'],
    [4, [], 'refused'],
    [400, [problem('advice')], 'refused'],
  ])('of %i specs with the problems %j where 3 are allowed: %s', (count, problems, kind) => {
    expect(admit(specs(count), problems, { maxJobs: 3 }).kind).toBe(kind)
  })

  it('is refused where something forbids it, whatever the limits allow', () => {
    const veto = problem('error')
    expect(admit(specs(1), [], { maxJobs: 3 }, [veto])).toEqual({ kind: 'refused', problems: [veto] })
  })

  it('names the limit, the first spec above it and what to do', () => {
    const admission = admit(specs(5), [], { maxJobs: 3 })
    if (admission.kind !== 'refused') throw new Error(admission.kind)
    expect(admission.problems).toHaveLength(1)
    const [problem] = admission.problems
    expect(problem).toMatchObject({ level: 'error', place: { file: '3.yml' } })
    expect(problem!.message).toMatch(/5 jobs.*`max-jobs` allows 3.*3\.yml#1.*raise `max-jobs`/)
  })
})
