import { describe, expect, it } from '@jest/globals'
import { loadBaseSpecs, loadSpecs } from '../../src/job-spec/load.ts'
import type { Diagnostic, LoadedSpecs } from '../../src/job-spec/types.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'

const OPTIONS = { allowUnknownFields: false, waitsForJob: true }
const DATA = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const SPEC = `job_type: dpo
model_config: { base_model: m }
dataset_ids: [${DATA}]
hyperparameters: { batch_size: 8 }
`
/** The same request in other words. */
const SAME = `# The same again
dataset_ids: [ "${DATA.toUpperCase()}" ]
job_type: 'dpo'
auto_start: true
hyperparameters: { batch_size: 8.0 }
model_config:
  base_model: m
`
const OTHER = SPEC.replace('8', '16')
const ADVICE = 'To train it once, remove one of the two. To train it twice, set the input "reuse" to false.'

function load(files: Readonly<Record<string, string>>, set = '', options = {}): Promise<LoadedSpecs> {
  return loadSpecs(['*.yml'], new FakeWorkspace(files), { ...OPTIONS, ...options }, set)
}

function errorAt(file: string, line: number, places: string): Diagnostic {
  return { level: 'error', location: { file, line }, message: `${places}. ${ADVICE}` }
}

describe('the same request twice', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly Diagnostic[]]>([
    [
      'in two files',
      { 'a.yml': SPEC, 'b.yml': SAME, 'c.yml': OTHER },
      [errorAt('b.yml', 2, 'b.yml (line 2) is the same request as a.yml (line 1)')],
    ],
    [
      'in one file',
      { 'a.yml': `${OTHER}---\n${SPEC}---\n${SAME}` },
      [errorAt('a.yml', 12, 'a.yml#3 (line 12) is the same request as a.yml#2 (line 6)')],
    ],
    [
      'three times',
      { 'a.yml': SPEC, 'b.yml': `${SAME}---\n${SPEC}` },
      [
        errorAt('b.yml', 2, 'b.yml#1 (line 2) is the same request as a.yml (line 1)'),
        errorAt('b.yml', 9, 'b.yml#2 (line 9) is the same request as a.yml (line 1)'),
      ],
    ],
    ['not at all', { 'a.yml': SPEC, 'b.yml': OTHER }, []],
  ])('is an error that names both places: %s', async (_, files, expected) => {
    expect((await load(files)).diagnostics).toEqual(expected)
  })

  it('is not looked for in an invalid spec', async () => {
    const { diagnostics } = await load({ 'a.yml': SPEC, 'b.yml': `${SPEC}auto_start: 1\n` })
    expect(diagnostics.map(({ field }) => field)).toEqual(['auto_start'])
  })

  it('is an error at the line of the input `set` that makes them equal', async () => {
    const set = 'model_config.architecture=dense\nhyperparameters.batch_size=32'
    const names = ['a.yml', 'b.yml#2'].map((label) => ({ file: label.slice(0, 5), label }))
    const { diagnostics } = await load(
      { 'a.yml': SPEC, 'b.yml': `${OTHER.replace('m }', 'x }')}---\n${OTHER}` },
      set,
    )
    expect(diagnostics).toEqual([
      {
        level: 'error',
        location: { input: 'set', line: 2, specs: names },
        field: 'hyperparameters.batch_size',
        message: `This makes a.yml (line 1) and b.yml#2 (line 6) the same request, because they differ only in what "set" replaces. ${ADVICE}`,
      },
    ])
    expect(
      (await load({ 'a.yml': SPEC, 'b.yml': `${SPEC}---\n${OTHER}` }, set)).diagnostics.map(
        ({ location }) => location,
      ),
    ).toEqual([
      { file: 'b.yml', line: 1 },
      { input: 'set', line: 2, specs: names },
    ])
  })

  it('is not what two specs become that `set` changes in the same way', async () => {
    expect((await load({ 'a.yml': SPEC, 'b.yml': OTHER }, 'model_config.base_model=x')).diagnostics).toEqual(
      [],
    )
  })

  it('names a field that `set` adds to one and replaces in the other', async () => {
    const without = SPEC.replace('dataset_ids', '#')
    const { diagnostics } = await load({ 'a.yml': without, 'b.yml': SPEC }, `dataset_ids=[${DATA}]`)
    expect(diagnostics.map(({ location, field }) => [location.line, field])).toEqual([[1, 'dataset_ids']])
    const item = await load({ 'a.yml': SPEC, 'b.yml': SPEC.replace('7c', '8c') }, `dataset_ids.0=${DATA}`)
    expect(item.diagnostics.map(({ field }) => field)).toEqual(['dataset_ids[0]'])
  })

  it('is allowed on request, and each of them is a spec', async () => {
    const { specs, diagnostics } = await load({ 'a.yml': SPEC, 'b.yml': SAME }, '', {
      allowsDuplicates: true,
    })
    expect(diagnostics).toEqual([])
    expect(new Set(specs.map(({ digest }) => digest)).size).toBe(1)
    expect(specs).toHaveLength(2)
  })

  it('is no error on the base branch', () => {
    const { specs, diagnostics } = loadBaseSpecs('a.yml', Buffer.from(`${SPEC}---\n${SAME}`), '')
    expect([specs.length, diagnostics]).toEqual([2, []])
  })

  it('is listed at most a hundred times', async () => {
    const { diagnostics } = await load({ 'a.yml': Array(120).fill(SPEC).join('---\n') })
    expect(diagnostics).toHaveLength(101)
    expect(diagnostics.at(-1)?.message).toContain('19 more problems are not shown')
  })
})
