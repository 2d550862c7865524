import { describe, expect, it } from '@jest/globals'
import { checkPolicy } from '../../src/policy/check-policy.ts'
import type { Diagnostic } from '../../src/job-spec/types.ts'
import { sampleSpec } from '../fakes/samples.ts'

const specs = (count: number) =>
  Array.from({ length: count }, (_, n) => sampleSpec({ file: `${n}.yml`, label: `${n}.yml#1` }))
const diagnosticOf = (level: Diagnostic['level']): Diagnostic => ({
  level,
  location: { file: '0.yml' },
  message: 'm',
})

describe('the policy', () => {
  it.each([
    [0, [], 'allowed'],
    [3, [], 'allowed'],
    [3, [diagnosticOf('warning')], 'allowed'],
    [3, [diagnosticOf('warning'), diagnosticOf('error')], 'invalid'],
    [9, [diagnosticOf('error')], 'invalid'],
    [4, [], 'refused'],
    [400, [diagnosticOf('warning')], 'refused'],
  ])('gives for %i specs with diagnostics %j and at most 3 jobs: %s', (count, diagnostics, kind) => {
    expect(checkPolicy(specs(count), diagnostics, { maxJobs: 3 }).kind).toBe(kind)
  })

  it('names the limit, the first spec over it and the remedy', () => {
    const result = checkPolicy(specs(5), [], { maxJobs: 3 })
    if (result.kind !== 'refused') throw new Error(result.kind)
    expect(result.diagnostics).toHaveLength(1)
    const [diagnosticOf] = result.diagnostics
    expect(diagnosticOf).toMatchObject({ level: 'error', location: { file: '3.yml' } })
    expect(diagnosticOf!.message).toMatch(/5 jobs.*`max-jobs` allows 3.*3\.yml#1.*raise `max-jobs`/)
  })
})
