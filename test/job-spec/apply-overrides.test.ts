import { describe, expect, it } from '@jest/globals'
import { loadSpecs, parseSpecs } from '../../src/job-spec/load.ts'
import { parseOverrides } from '../../src/job-spec/overrides.ts'
import type { LoadedSpecs, Diagnostic } from '../../src/job-spec/types.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'

const OPTIONS = { allowUnknownFields: false, waitsForJob: true }
const A = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const B = '3f2b8a52-6c1e-4f0b-9a57-0d3f1c6f2e11'
const SPEC = `job_type: dpo
model_config:
  base_model: m
dataset_ids:
  - ${A}
hyperparameters:
  batch_size: 8
`

function read(text: string, set: string, options = OPTIONS): LoadedSpecs {
  const { overrides, issues } = parseOverrides(set)
  expect(issues).toEqual([])
  return parseSpecs('a.yml', Buffer.from(text), options, overrides)
}

function requestOf(text: string, set: string, options = OPTIONS): unknown {
  const { specs, diagnostics } = read(text, set, options)
  expect(diagnostics.filter(({ level }) => level === 'error')).toEqual([])
  return specs[0]?.request
}

/** Formats a diagnostic as `set 2: message` or `a.yml 3: message`. */
function format({ level, location, message }: Diagnostic): string {
  const position =
    location.input !== undefined
      ? `${location.input} ${location.line}`
      : `${location.file} ${location.line ?? ''}`.trim()
  return `${level === 'warning' ? 'warning ' : ''}${position}: ${message}`
}

const messagesOf = (text: string, set: string, options = OPTIONS) =>
  read(text, set, options).diagnostics.map(format)

const load = (files: Readonly<Record<string, string>>, set: string) =>
  loadSpecs(['*.yml'], new FakeWorkspace(files), OPTIONS, set)

describe('an override', () => {
  const request = {
    job_type: 'dpo',
    model_config: { base_model: 'm' },
    dataset_ids: [A],
    hyperparameters: { batch_size: 8 },
    auto_start: true,
  }

  it.each<[string, object]>([
    ['hyperparameters.batch_size=16', { hyperparameters: { batch_size: 16 } }],
    ['hyperparameters.weight_decay=1e-2', { hyperparameters: { batch_size: 8, weight_decay: 0.01 } }],
    ['hyperparameters={warmup_steps: 0}', { hyperparameters: { warmup_steps: 0 } }],
    ['job_type=odpo', { job_type: 'odpo' }],
    ['model_config.base_model="5"', { model_config: { base_model: '5' } }],
    [`dataset_ids.0=${B}`, { dataset_ids: [B] }],
    [`dataset_ids.1=${B}`, { dataset_ids: [A, B] }],
    [`dataset_ids.1=${B}\ndataset_ids.0=${B}`, { dataset_ids: [B, B] }],
    [`dataset_ids=[${B}]`, { dataset_ids: [B] }],
    ['', {}],
  ])('%s is sent as if it were in the file', (set, changes) => {
    expect(requestOf(SPEC, set)).toEqual({ ...request, ...changes })
  })

  it('creates missing parents, also for keys without a value', () => {
    const set = `model_config.base_model=m\ndataset_ids.0=${A}\ndataset_ids.1=${B}`
    const want = { job_type: 'dpo', model_config: { base_model: 'm' }, dataset_ids: [A, B], auto_start: true }
    expect(requestOf('job_type: dpo\n', set)).toEqual(want)
    expect(requestOf('job_type: dpo\nmodel_config:\ndataset_ids: ~\n', set)).toEqual(want)
  })

  it('applies to every document of every file', async () => {
    const [a, b, c] = ['x', 'y', 'z'].map((model) => SPEC.replace('base_model: m', `base_model: ${model}`))
    const files = { 'a.yml': a ?? '', 'b.yml': `${b}---\n${c}` }
    const { specs, diagnostics } = await load(files, 'hyperparameters.batch_size=16')
    expect(diagnostics).toEqual([])
    expect(specs.map(({ label, request }) => [label, request.hyperparameters])).toEqual(
      ['a.yml', 'b.yml#1', 'b.yml#2'].map((label) => [label, { batch_size: 16 }]),
    )
  })

  it('gives the digest of the edited file, and is listed in the spec', () => {
    const [spec] = read(SPEC, 'hyperparameters.batch_size=16').specs
    const [edited] = read(SPEC.replace('8', '16'), '').specs
    expect(spec?.digest).toBe(edited?.digest)
    expect(spec?.digest).not.toBe(read(SPEC, '').specs[0]?.digest)
    expect(spec?.overrides).toEqual([{ path: ['hyperparameters', 'batch_size'], value: 16 }])
    expect(edited?.overrides).toBeUndefined()
  })

  it('treats __proto__ and constructor as ordinary field names', () => {
    const lax = { ...OPTIONS, allowUnknownFields: true }
    const set = '__proto__.polluted=1\nconstructor.prototype.polluted=2\nhyperparameters.__proto__.polluted=3'
    const made = requestOf(SPEC, set, lax) as Record<string, unknown>
    expect(Object.getOwnPropertyNames(made)).toEqual(expect.arrayContaining(['__proto__', 'constructor']))
    expect(JSON.stringify(made)).toContain('"__proto__":{"polluted":1}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
    expect(messagesOf(SPEC, set)).toHaveLength(3)
  })
})

describe('a problem with an overridden value', () => {
  it.each<[string, string, readonly string[]]>([
    [
      SPEC,
      'hyperparameters.batch_size=many',
      ['set 1: hyperparameters.batch_size is "many", but must be a whole number, 1 or more.'],
    ],
    [
      SPEC,
      '\nhyperparameters.learning_rte=1',
      ['set 2: "learning_rte" is not a field of hyperparameters. Did you mean learning_rate?'],
    ],
    [
      SPEC,
      'hyperparameters.batch_size=0',
      ['set 1: hyperparameters.batch_size is 0, but must be a whole number, 1 or more.'],
    ],
    [
      SPEC,
      'hyperparameters.batch_size=null',
      ['set 1: hyperparameters.batch_size is null. Write a whole number, 1 or more, or remove the line.'],
    ],
    [
      SPEC,
      'dataset_ids.1=train',
      ['set 1: dataset_ids[1] is "train", but must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.'],
    ],
    [
      SPEC,
      'dataset_ids=[a, 5]',
      [
        'set 1: dataset_ids[0] is "a", but must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
        'set 1: dataset_ids[1] is 5, but must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
      ],
    ],
    [
      SPEC,
      'model_config={architecture: dense}',
      [
        'set 1: model_config.base_model is missing. dpo starts from a trained model. Add it, such as base_model: mistral-small-latest.',
      ],
    ],
    [
      SPEC,
      'auto_start=false',
      [
        'set 1: auto_start is false, but the input "wait" lets a run wait for the job. The Forge API cannot start a job later, so the wait would never end. Remove the line, or set the input "wait" to false.',
      ],
    ],
    [
      SPEC,
      'hyperparameters.learning_rate=2',
      ['warning set 1: hyperparameters.learning_rate is 2. Typical values are far below 1, such as 1.0e-5.'],
    ],
    [SPEC, 'batch_size=16', ['set 1: "batch_size" is not the full path. Write hyperparameters.batch_size=…']],
    [
      SPEC,
      'hyperparameters/batch_size=16',
      ['set 1: Write the path with dots: hyperparameters.batch_size=…'],
    ],
    [SPEC, 'spec.hyperparameters.batch_size=16', ['set 1: Remove "spec." from the start of the path.']],
    [
      SPEC,
      'hyperparameters.batch_size=${BATCH}',
      [
        'set 1: hyperparameters.batch_size is "${BATCH}", but must be a whole number, 1 or more. Nothing replaces it.',
      ],
    ],
    [
      SPEC,
      'model_config.base_model="m\\n"',
      [
        'set 1: model_config.base_model is text of several lines or with a line break at its end. Write the name on one line, without | or >.',
      ],
    ],
  ])('points at the line of the input (case %#)', (text, set, diagnostics) => {
    expect(messagesOf(text, set)).toEqual(diagnostics)
  })

  it.each<[string, string, string]>([
    [
      'job_type: pre_training\nmodel_config: {}\ndataset_ids: [' + A + ']\n',
      'job_type=dpo',
      'set 1: model_config.base_model is missing. dpo',
    ],
    [
      'job_type: dpo\nmodel_config: { base_model: m, num_experts: 4 }\ndataset_ids: [' + A + ']\n',
      'model_config.architecture=dense',
      'set 1: model_config.num_experts is 4, but architecture is dense',
    ],
    [
      'job_type: dpo\nmodel_config: { base_model: m, num_experts: 4, active_experts: 3 }\ndataset_ids: [' +
        A +
        ']\n',
      'model_config.num_experts=2',
      'set 1: model_config.active_experts is 3, more than num_experts, which is 2.',
    ],
    [
      SPEC + '  warmup_steps: 50\n',
      'hyperparameters.training_steps=20',
      'warning set 1: hyperparameters.warmup_steps is 50, more than training_steps, which is 20.',
    ],
  ])(
    'points at the line of the input if the value conflicts with the file (case %#)',
    (text, set, expected) => {
      expect(messagesOf(text, set)).toContainEqual(expect.stringContaining(expected))
      expect(
        messagesOf(text, set).filter((each) => each.includes('a.yml') && !each.startsWith('warning')),
      ).toEqual([])
    },
  )

  it('points at the line of the input if a created mapping lacks a field', () => {
    expect(messagesOf('job_type: dpo\n', 'model_config.architecture=dense')).toContainEqual(
      expect.stringMatching(/^set 1: model_config\.base_model is missing\. dpo/),
    )
  })

  it('does not include fields that are missing in the file', () => {
    const text = `model_config: { base_model: m }\ndataset_ids: [${A}]\n`
    expect(messagesOf(text, 'hyperparameters.batch_size=4')).toEqual([
      expect.stringMatching(/^a\.yml 1: job_type is missing\./),
    ])
  })

  it('is reported together with problems of the file, which keep their own positions', () => {
    const text = SPEC.replace('dpo', 'dpoo').replace('batch_size: 8', 'batch_size: x\n  warmup_steps: -1')
    const set = 'hyperparameters.weight_decay=no\nhyperparameters.batch_size=4'
    expect(messagesOf(text, set)).toEqual([
      'set 1: hyperparameters.weight_decay is "no", but must be a number, 0 or more.',
      'a.yml 1: job_type is "dpoo". Did you mean dpo? Allowed: pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
      'a.yml 8: hyperparameters.warmup_steps is -1, but must be a whole number, 0 or more.',
    ])
  })
})

describe('an override that cannot be applied', () => {
  it.each<[string, string]>([
    [
      'hyperparameters.batch_size.x=1',
      'hyperparameters.batch_size is 8, not a mapping or a list, so "x" cannot be set in it.',
    ],
    [
      'model_config.base_model.x.y=1',
      'model_config.base_model is "m", not a mapping or a list, so "x" cannot be set in it.',
    ],
    [
      'dataset_ids.2=x',
      'dataset_ids has 1 item (numbered from 0), so there is no item 2. The next item to add is 1.',
    ],
    [
      'dataset_ids.first=x',
      'dataset_ids is a list, which has no field "first". Use the index of an item, starting at 0.',
    ],
    [
      'dataset_ids.01=x',
      'dataset_ids is a list, which has no field "01". Use the index of an item, starting at 0.',
    ],
    [
      'dataset_ids.-1=x',
      'dataset_ids is a list, which has no field "-1". Use the index of an item, starting at 0.',
    ],
    [
      'dataset_ids.1e0=x',
      'dataset_ids is a list, which has no field "1e0". Use the index of an item, starting at 0.',
    ],
    [
      'dataset_ids.99999999999999999999=x',
      'dataset_ids has 1 item (numbered from 0), so there is no item 99999999999999999999. The next item to add is 1.',
    ],
    ['hyperparameters.0=1', 'hyperparameters is a mapping, but 0 is a list index. Use the name of a field.'],
    ['0=1', 'The spec is a mapping, but 0 is a list index. Use the name of a field.'],
  ])('is rejected: %s', (set, message) => {
    expect(messagesOf(SPEC, set)).toEqual([`set 1: ${message}`])
    expect(read(SPEC, set).specs).toEqual([])
  })

  it('is reported with the number of items in the list', () => {
    const text = SPEC.replace(`  - ${A}\n`, `  - ${A}\n  - ${B}\n`)
    expect(messagesOf(text, 'dataset_ids.3=x')).toEqual([
      'set 1: dataset_ids has 2 items (numbered from 0), so there is no item 3. The next item to add is 2.',
    ])
  })

  it('prevents the submission if its value is invalid', () => {
    const { overrides } = parseOverrides('hyperparameters.weight_decay=')
    expect(parseSpecs('a.yml', Buffer.from(SPEC), OPTIONS, overrides).specs).toEqual([])
  })

  it('replaces an invalid value of the file, including its nested errors', () => {
    const text = SPEC.replace('batch_size: 8', 'batch_size: .nan')
    expect(messagesOf(text, 'hyperparameters={batch_size: 4}').map((each) => each.slice(0, 10))).toEqual([
      'a.yml 7: h',
    ])
    const wrong = SPEC.replace('batch_size: 8', 'batch_size: x')
    expect(messagesOf(wrong, 'hyperparameters={weight_decay: -1}')).toEqual([
      'set 1: hyperparameters.weight_decay is -1, but must be a number, 0 or more.',
    ])
  })

  it('does not modify an invalid value of the file', () => {
    const list = SPEC.replace(`dataset_ids:\n  - ${A}`, `dataset_ids: !x [${A}]`)
    expect(messagesOf(list, `dataset_ids.1=${B}`)).toEqual([
      expect.stringContaining('a.yml 4: dataset_ids has the tag !x'),
    ])
    const text = SPEC.replace('batch_size: 8', '? [x]\n  : 1')
    expect(messagesOf(text, 'hyperparameters.batch_size=4')).toEqual([
      'a.yml 7: A list, mapping or alias cannot be a key. If it is meant as text, put all of it in quotes.',
    ])
  })
})

describe('diagnostics about overrides in several specs', () => {
  const OTHER = SPEC.replace(`  - ${A}\n`, `  - ${A}\n  - ${B}\n`)

  it('are merged if all specs have them, and list all specs', async () => {
    const { specs, diagnostics } = await load(
      { 'a.yml': SPEC, 'b.yml': `${SPEC}---\n${OTHER}` },
      'job_type=x\nnothing',
    )
    expect(specs).toEqual([])
    expect(diagnostics.map(format)).toEqual([
      'set 1: job_type is "x", but must be one of pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
      'set 2: "nothing" has no =. Write path=value, such as hyperparameters.batch_size=16.',
    ])
    const labels = diagnostics.map(
      ({ location }) => location.input !== undefined && location.specs.map(({ label }) => label),
    )
    expect(labels).toEqual([
      ['a.yml', 'b.yml#1', 'b.yml#2'],
      ['a.yml', 'b.yml#1', 'b.yml#2'],
    ])
  })

  it('are only counted after the first hundred', async () => {
    const { diagnostics } = await load({ 'a.yml': SPEC }, `dataset_ids=[${'x, '.repeat(149)}y]`)
    expect(diagnostics.map(format).slice(100)).toEqual([
      expect.stringMatching(/^set 1: \d+ more problems are not shown, starting here\.$/),
    ])
  })

  it('without a field prevent the submission of all specs', async () => {
    const { specs, diagnostics } = await load({ 'a.yml': SPEC }, 'hyperparameters.batch_size')
    expect(specs).toEqual([])
    expect(diagnostics.map(format)).toEqual([
      expect.stringContaining('set 1: "hyperparameters.batch_size" has no =.'),
    ])
  })

  it('that are warnings do not prevent the submission', async () => {
    const set = 'hyperparameters.batch_size=4\nhyperparameters.batch_size=16'
    const { specs, diagnostics } = await load({ 'a.yml': SPEC }, set)
    expect(specs.map(({ request }) => request.hyperparameters)).toEqual([{ batch_size: 16 }])
    expect(diagnostics.map(({ level }) => level)).toEqual(['warning'])
  })

  it('name the only affected spec', async () => {
    const { diagnostics } = await load({ 'a.yml': OTHER, 'b.yml': SPEC }, `dataset_ids.2=${B}`)
    expect(diagnostics.map(format)).toContainEqual(
      expect.stringMatching(/^set 1: b\.yml: dataset_ids has 1 item /),
    )
  })

  it('name the affected specs', async () => {
    const files = { 'a.yml': OTHER, 'b.yml': SPEC, 'c.yml': SPEC }
    const { specs, diagnostics } = await load(files, `dataset_ids.2=${B}`)
    expect(specs.map(({ label }) => label)).toEqual(['a.yml'])
    expect(diagnostics.filter(({ level }) => level === 'error').map(format)).toEqual([
      'set 1: b.yml and 1 more: dataset_ids has 1 item (numbered from 0), so there is no item 2. The next item to add is 1.',
    ])
  })

  it('come after those about the spec input and before those about files', async () => {
    const files = new FakeWorkspace({ 'a.yml': SPEC, 'b.yml': 'job_type: [\n' })
    const set = 'model_config.base_model=\nhyperparameters.batch_size=x\nhyperparameters.batch_size=16'
    const { specs, diagnostics } = await loadSpecs(['*.yml', '*.json'], files, OPTIONS, set)
    expect(specs).toEqual([])
    expect(diagnostics.map(format).map((text) => text.slice(0, 60))).toEqual([
      '*.json: No file in the workspace /workspace matches.',
      'set 1: model_config.base_model is set to an empty value. If ',
      'warning set 2: hyperparameters.batch_size is set again on li',
      'b.yml 1: This [ is not closed. Add ], and indent all lines up to it further than the key.'.slice(
        0,
        60,
      ),
    ])
  })

  it('do not report an invalid value as missing', async () => {
    const { diagnostics } = await load(
      { 'a.yml': 'job_type: dpo\nmodel_config: {}\n' },
      `model_config.base_model=\ndataset_ids.0=${A}`,
    )
    expect(diagnostics.map(format)).toEqual([
      expect.stringContaining('set 1: model_config.base_model is set to an empty value.'),
    ])
  })
})
