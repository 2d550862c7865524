import { describe, expect, it } from '@jest/globals'
import { plan, readSpecs, turnAway } from '../../src/pipeline/plan.ts'
import type { Problem } from '../../src/spec/spec.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { MemoryWorkspace } from '../fakes/workspace.ts'

const specOf = (file: string, label = file) => sampleSpec({ file, label })
const error = (file: string): Problem => ({ level: 'error', place: { file, line: 1 }, message: 'wrong' })
const advice = (file: string): Problem => ({ ...error(file), level: 'advice' })

describe('the plan of a step', () => {
  it('has a training for each valid spec and one for each broken file, in the order of the files', () => {
    const planned = plan(
      [specOf('c.yml'), specOf('a.yml', 'a.yml#1'), specOf('a.yml', 'a.yml#2')],
      [error('b.yml'), error('b.yml'), advice('c.yml')],
    )
    expect(planned.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['a.yml#1', undefined],
      ['a.yml#2', undefined],
      ['b.yml', 'invalid'],
      ['c.yml', undefined],
    ])
  })

  it('has nothing of a file with one broken document', () => {
    expect(plan([specOf('a.yml', 'a.yml#1')], [error('a.yml')]).map(({ label }) => label)).toEqual(['a.yml'])
  })

  it('keeps the documents of a file in their order, ten and more', () => {
    const labels = Array.from({ length: 12 }, (_, n) => `a.yml#${n + 1}`)
    const planned = plan(
      labels.map((label) => specOf('a.yml', label)),
      [],
    )
    expect(planned.map(({ label }) => label)).toEqual(labels)
  })
})

describe('specs that are turned away', () => {
  const problems = [error('b.yml')]
  const planned = plan([specOf('a.yml')], problems)

  it('are valid or not where one is invalid', () => {
    const result = turnAway(planned, problems, 'invalid')
    expect(result).toMatchObject({ outcome: 'invalid', problems })
    expect(result.trainings.map(({ outcome }) => outcome)).toEqual(['valid', 'invalid'])
  })

  it('are all refused where a limit is exceeded', () => {
    const result = turnAway(plan([specOf('a.yml'), specOf('b.yml')], []), [], 'refused')
    expect(result.outcome).toBe('refused')
    expect(result.trainings.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })
})

describe('reading the specs', () => {
  const files = new MemoryWorkspace({
    'a.yml': 'job_type: pre_training\nmodel_config: {}\nauto_start: false\nregion: eu\n',
  })
  const inputs = { spec: ['*.yml'], set: '', allowUnknownFields: false, waitFor: 'end' } as const

  it('takes the rules from the inputs', async () => {
    const strict = await readSpecs(inputs, files)
    expect(strict.problems.filter(({ level }) => level === 'error')).toHaveLength(2)
    const lax = await readSpecs({ ...inputs, allowUnknownFields: true, waitFor: 'nothing' }, files)
    expect(lax.specs).toHaveLength(1)
    expect(lax.problems.filter(({ level }) => level === 'error')).toEqual([])
  })
})
