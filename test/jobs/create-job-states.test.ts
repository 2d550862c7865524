import { describe, expect, it } from '@jest/globals'
import {
  diffAgainstBase,
  createJobStates,
  loadSpecsFromInputs,
  rejectAll,
} from '../../src/jobs/create-job-states.ts'
import type { Diagnostic } from '../../src/job-spec/types.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { StandaloneRun } from '../fakes/command-context.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'

const specOf = (file: string, label = file) => sampleSpec({ file, label })
const error = (file: string): Diagnostic => ({
  level: 'error',
  location: { file, line: 1 },
  message: 'wrong',
})
const warning = (file: string): Diagnostic => ({ ...error(file), level: 'warning' })

describe('createJobStates', () => {
  it('creates one state per valid spec and one per invalid file, sorted by file', () => {
    const states = createJobStates(
      [specOf('c.yml'), specOf('a.yml', 'a.yml#1'), specOf('a.yml', 'a.yml#2')],
      [error('b.yml'), error('b.yml'), warning('c.yml')],
    )
    expect(states.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['a.yml#1', undefined],
      ['a.yml#2', undefined],
      ['b.yml', 'invalid'],
      ['c.yml', undefined],
    ])
  })

  it('drops all documents of a file if one is invalid', () => {
    expect(createJobStates([specOf('a.yml', 'a.yml#1')], [error('a.yml')]).map(({ label }) => label)).toEqual(
      ['a.yml'],
    )
  })

  it('marks all files of an invalid override as invalid', () => {
    const name = (file: string) => ({ file, label: `${file}#1` })
    const location = { input: 'set', line: 1, specs: [name('a.yml'), name('b.yml')] } as const
    const states = createJobStates(
      [specOf('a.yml', 'a.yml#2'), specOf('c.yml')],
      [{ ...error(''), location }],
    )
    expect(states.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['a.yml', 'invalid'],
      ['b.yml', 'invalid'],
      ['c.yml', undefined],
    ])
    expect(createJobStates([specOf('a.yml')], [{ ...warning(''), location }])).toMatchObject([
      { label: 'a.yml' },
    ])
  })

  it('keeps the order of more than ten documents in a file', () => {
    const labels = Array.from({ length: 12 }, (_, n) => `a.yml#${n + 1}`)
    const states = createJobStates(
      labels.map((label) => specOf('a.yml', label)),
      [],
    )
    expect(states.map(({ label }) => label)).toEqual(labels)
  })
})

describe('rejectAll', () => {
  const diagnostics = [error('b.yml')]
  const states = createJobStates([specOf('a.yml')], diagnostics)

  it('marks the other specs as valid if one is invalid', () => {
    const result = rejectAll(states, diagnostics, 'invalid')
    expect(result).toMatchObject({ outcome: 'invalid', diagnostics })
    expect(result.states.map(({ outcome }) => outcome)).toEqual(['valid', 'invalid'])
  })

  it('marks all specs as refused if a limit is exceeded', () => {
    const result = rejectAll(createJobStates([specOf('a.yml'), specOf('b.yml')], []), [], 'refused')
    expect(result.outcome).toBe('refused')
    expect(result.states.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })
})

describe('diffAgainstBase', () => {
  const text = (rate: string) =>
    `job_type: dpo\nmodel_config: { base_model: m }\nhyperparameters: { learning_rate: ${rate} }\n`

  async function renderDiff(head: string, baseText: string, set: string): Promise<string> {
    const run = new StandaloneRun({ 'a.yml': head })
    const base = {
      ref: 'main',
      read: () => Promise.resolve({ kind: 'file' as const, bytes: Buffer.from(baseText) }),
      listBlobIds: () => Promise.resolve(undefined),
    }
    const inputs = {
      spec: ['a.yml'],
      onlyChanged: false,
      set,
      allowUnknownFields: false,
      waitFor: 'completed',
      reuse: true,
    } as const
    const { specs, diagnostics } = await loadSpecsFromInputs(inputs, run.files)
    const states = createJobStates(specs, diagnostics)
    run.reporter.start(states, diagnostics)
    const comparison = await diffAgainstBase(specs, inputs, { ...run.createContext(), base }, 0)
    if (comparison !== undefined) run.reporter.setSpecDiff(comparison.specDiffs)
    await run.reporter.finish({ states, diagnostics }, true)
    return run.summaries.at(-1) ?? ''
  }

  it('applies the same overrides on both sides', async () => {
    const set = 'model_config.base_model=ft:x'
    expect(await renderDiff(text('0.1'), text('0.1'), set)).toContain('Unchanged from `main`.')
    const summary = await renderDiff(text('0.2'), text('0.1'), set)
    expect(summary).toContain('| `learning_rate` | `0.1` | **`0.2`** |')
    expect(summary).not.toContain('| `base_model` |')
    expect(summary).toContain('`model_config.base_model = ft:x`')
  })

  it('skips a base file that the overrides cannot be applied to', async () => {
    const summary = await renderDiff(
      text('0.1'),
      'job_type: dpo\nmodel_config: m\n',
      'model_config.base_model=ft:x',
    )
    expect(summary).toContain('Cannot be compared with `main`: it is not valid there')
  })
})

describe('loadSpecsFromInputs', () => {
  const files = new FakeWorkspace({
    'a.yml': 'job_type: pre_training\nmodel_config: {}\nauto_start: false\nregion: eu\n',
  })
  const inputs = {
    spec: ['*.yml'],
    onlyChanged: false,
    set: '',
    allowUnknownFields: false,
    waitFor: 'completed',
    reuse: true,
  } as const

  it('applies the rules of the inputs', async () => {
    const strict = await loadSpecsFromInputs(inputs, files)
    expect(strict.diagnostics.filter(({ level }) => level === 'error')).toHaveLength(2)
    const lax = await loadSpecsFromInputs({ ...inputs, allowUnknownFields: true, waitFor: 'none' }, files)
    expect(lax.specs).toHaveLength(1)
    expect(lax.diagnostics.filter(({ level }) => level === 'error')).toEqual([])
  })
})
