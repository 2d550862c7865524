import { describe, expect, it } from '@jest/globals'
import { compare, plan, readSpecs, turnAway } from '../../src/jobs/create-job-states.ts'
import type { Problem } from '../../src/job-spec/types.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { FakeStep } from '../fakes/command-context.ts'
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

  it('has nothing of the files that an override spoils', () => {
    const name = (file: string) => ({ file, label: `${file}#1` })
    const place = { input: 'set', line: 1, specs: [name('a.yml'), name('b.yml')] } as const
    const planned = plan([specOf('a.yml', 'a.yml#2'), specOf('c.yml')], [{ ...error(''), place }])
    expect(planned.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['a.yml', 'invalid'],
      ['b.yml', 'invalid'],
      ['c.yml', undefined],
    ])
    expect(plan([specOf('a.yml')], [{ ...advice(''), place }])).toMatchObject([{ label: 'a.yml' }])
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

describe('what is compared with the base branch', () => {
  const text = (rate: string) =>
    `job_type: dpo\nmodel_config: { base_model: m }\nhyperparameters: { learning_rate: ${rate} }\n`

  async function changes(here: string, there: string, set: string): Promise<string> {
    const fake = new FakeStep({ 'a.yml': here })
    const base = {
      ref: 'main',
      read: () => Promise.resolve({ kind: 'file' as const, bytes: Buffer.from(there) }),
    }
    const inputs = { spec: ['a.yml'], set, allowUnknownFields: false, waitFor: 'end' } as const
    const { specs, problems } = await readSpecs(inputs, fake.files)
    const planned = plan(specs, problems)
    fake.progress.begin(planned, problems)
    await compare(specs, inputs, { ...fake.step(), base })
    await fake.progress.finish({ trainings: planned, problems }, true)
    return fake.summaries.at(-1) ?? ''
  }

  it('is the file, with the same overrides on both sides', async () => {
    const set = 'model_config.base_model=ft:x'
    expect(await changes(text('0.1'), text('0.1'), set)).toContain('The same as on `main`.')
    const page = await changes(text('0.2'), text('0.1'), set)
    expect(page).toContain('| `hyperparameters.learning_rate` | `0.1` | `0.2` |')
    expect(page).not.toContain('| `model_config.base_model` |')
    expect(page).toContain('<code>model_config.base_model = ft:x</code>')
  })

  it('is not comparable where an override cannot be put into the file of the base', async () => {
    const page = await changes(
      text('0.1'),
      'job_type: dpo\nmodel_config: m\n',
      'model_config.base_model=ft:x',
    )
    expect(page).toContain('Not compared with `main`: it is not valid there')
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
