import { describe, expect, it } from '@jest/globals'
import { loadSpecs, readSpecs } from '../../src/job-spec/load.ts'
import { parseOverrides } from '../../src/job-spec/overrides.ts'
import type { LoadedSpecs, Problem } from '../../src/job-spec/types.ts'
import { MemoryWorkspace } from '../fakes/workspace.ts'

const RULES = { allowUnknownFields: false, waits: true }
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

function read(text: string, set: string, rules = RULES): LoadedSpecs {
  const { overrides, faults } = parseOverrides(set)
  expect(faults).toEqual([])
  return readSpecs('a.yml', Buffer.from(text), rules, overrides)
}

function requested(text: string, set: string, rules = RULES): unknown {
  const { specs, problems } = read(text, set, rules)
  expect(problems.filter(({ level }) => level === 'error')).toEqual([])
  return specs[0]?.request
}

/** `set 2: message` and `a.yml 3: message`. */
function line({ level, place, message }: Problem): string {
  const where = 'input' in place ? `${place.input} ${place.line}` : `${place.file} ${place.line ?? ''}`.trim()
  return `${level === 'advice' ? 'advice ' : ''}${where}: ${message}`
}

const told = (text: string, set: string, rules = RULES) => read(text, set, rules).problems.map(line)

const loaded = (files: Readonly<Record<string, string>>, set: string) =>
  loadSpecs(['*.yml'], new MemoryWorkspace(files), RULES, set)

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
  ])('%s is sent as if the file had it', (set, changes) => {
    expect(requested(SPEC, set)).toEqual({ ...request, ...changes })
  })

  it('makes the mappings and lists that it leads through, also where the file has a key without a value', () => {
    const set = `model_config.base_model=m\ndataset_ids.0=${A}\ndataset_ids.1=${B}`
    const want = { job_type: 'dpo', model_config: { base_model: 'm' }, dataset_ids: [A, B], auto_start: true }
    expect(requested('job_type: dpo\n', set)).toEqual(want)
    expect(requested('job_type: dpo\nmodel_config:\ndataset_ids: ~\n', set)).toEqual(want)
  })

  it('changes every document of every file', async () => {
    const files = { 'a.yml': SPEC, 'b.yml': `${SPEC}---\n${SPEC}` }
    const { specs, problems } = await loaded(files, 'hyperparameters.batch_size=16')
    expect(problems).toEqual([])
    expect(specs.map(({ label, request: asked }) => [label, asked.hyperparameters])).toEqual(
      ['a.yml', 'b.yml#1', 'b.yml#2'].map((label) => [label, { batch_size: 16 }]),
    )
  })

  it('changes the digest as an edit of the file does, and is named by the spec', () => {
    const [spec] = read(SPEC, 'hyperparameters.batch_size=16').specs
    const [edited] = read(SPEC.replace('8', '16'), '').specs
    expect(spec?.digest).toBe(edited?.digest)
    expect(spec?.digest).not.toBe(read(SPEC, '').specs[0]?.digest)
    expect(spec?.overrides).toEqual([{ path: ['hyperparameters', 'batch_size'], value: 16 }])
    expect(edited).not.toHaveProperty('overrides')
  })

  it('of a name that objects have by themselves is a name', () => {
    const lax = { ...RULES, allowUnknownFields: true }
    const set = '__proto__.polluted=1\nconstructor.prototype.polluted=2\nhyperparameters.__proto__.polluted=3'
    const made = requested(SPEC, set, lax) as Record<string, unknown>
    expect(Object.getOwnPropertyNames(made)).toEqual(expect.arrayContaining(['__proto__', 'constructor']))
    expect(JSON.stringify(made)).toContain('"__proto__":{"polluted":1}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
    expect(told(SPEC, set)).toHaveLength(3)
  })
})

describe('what is wrong with a value that an override has put in', () => {
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
        'set 1: model_config.base_model is missing. dpo starts from a trained model: name it, as in base_model: mistral-small-latest.',
      ],
    ],
    [
      SPEC,
      'auto_start=false',
      [
        'set 1: auto_start is false, but this step waits for the job, and Forge has no call that starts a job later, so the wait would never end. Remove the line, or set the input "wait" to false.',
      ],
    ],
    [
      SPEC,
      'hyperparameters.learning_rate=2',
      ['advice set 1: hyperparameters.learning_rate is 2. Usual values are far below 1, such as 1.0e-5.'],
    ],
  ])('%# is at its line', (text, set, problems) => {
    expect(told(text, set)).toEqual(problems)
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
      'advice set 1: hyperparameters.warmup_steps is 50, more than training_steps, which is 20.',
    ],
  ])('%# is at its line where it does not fit the file', (text, set, words) => {
    expect(told(text, set)).toContainEqual(expect.stringContaining(words))
    expect(told(text, set).filter((each) => each.includes('a.yml') && !each.startsWith('advice'))).toEqual([])
  })

  it('is at its line where what it has made lacks something', () => {
    expect(told('job_type: dpo\n', 'model_config.architecture=dense')).toContainEqual(
      expect.stringMatching(/^set 1: model_config\.base_model is missing\. dpo/),
    )
  })

  it('has nothing to do with what the file lacks by itself', () => {
    const text = `model_config: { base_model: m }\ndataset_ids: [${A}]\n`
    expect(told(text, 'hyperparameters.batch_size=4')).toEqual([
      expect.stringMatching(/^a\.yml 1: job_type is missing\./),
    ])
  })

  it('is told beside what is wrong with the file, which keeps its own places', () => {
    const text = SPEC.replace('dpo', 'dpoo').replace('batch_size: 8', 'batch_size: x\n  warmup_steps: -1')
    const set = 'hyperparameters.weight_decay=no\nhyperparameters.batch_size=4'
    expect(told(text, set)).toEqual([
      'set 1: hyperparameters.weight_decay is "no", but must be a number, 0 or more.',
      'a.yml 1: job_type is "dpoo". Did you mean dpo? Allowed: pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
      'a.yml 8: hyperparameters.warmup_steps is -1, but must be a whole number, 0 or more.',
    ])
  })
})

describe('an override that cannot be put in', () => {
  it.each<[string, string]>([
    [
      'hyperparameters.batch_size.x=1',
      'hyperparameters.batch_size is 8, which has no parts, so that there is no "x" in it to set.',
    ],
    [
      'model_config.base_model.x.y=1',
      'model_config.base_model is "m", which has no parts, so that there is no "x" in it to set.',
    ],
    [
      'dataset_ids.2=x',
      'dataset_ids has 1 item, numbered from 0, so that there is no 2. The next one to add is 1.',
    ],
    [
      'dataset_ids.first=x',
      'dataset_ids is a list, which has no "first". Name an item by its number, from 0.',
    ],
    ['dataset_ids.01=x', 'dataset_ids is a list, which has no "01". Name an item by its number, from 0.'],
    ['dataset_ids.-1=x', 'dataset_ids is a list, which has no "-1". Name an item by its number, from 0.'],
    ['dataset_ids.1e0=x', 'dataset_ids is a list, which has no "1e0". Name an item by its number, from 0.'],
    [
      'dataset_ids.99999999999999999999=x',
      'dataset_ids has 1 item, numbered from 0, so that there is no 99999999999999999999. The next one to add is 1.',
    ],
    [
      'hyperparameters.0=1',
      'hyperparameters is a mapping, and 0 would be an item of a list. Name a field of it.',
    ],
    ['0=1', 'The spec is a mapping, and 0 would be an item of a list. Name a field of it.'],
  ])('%s', (set, message) => {
    expect(told(SPEC, set)).toEqual([`set 1: ${message}`])
    expect(read(SPEC, set).specs).toEqual([])
  })

  it('counts the items that there are', () => {
    const text = SPEC.replace(`  - ${A}\n`, `  - ${A}\n  - ${B}\n`)
    expect(told(text, 'dataset_ids.3=x')).toEqual([
      'set 1: dataset_ids has 2 items, numbered from 0, so that there is no 3. The next one to add is 2.',
    ])
  })

  it('keeps a spec from being whole also where only its value could not be read', () => {
    const { overrides } = parseOverrides('hyperparameters.weight_decay=')
    expect(readSpecs('a.yml', Buffer.from(SPEC), RULES, overrides).specs).toEqual([])
  })

  it('takes the place of what could not be read in the file, and of all that was in it', () => {
    const text = SPEC.replace('batch_size: 8', 'batch_size: .nan')
    expect(told(text, 'hyperparameters={batch_size: 4}').map((each) => each.slice(0, 10))).toEqual([
      'a.yml 7: h',
    ])
    const wrong = SPEC.replace('batch_size: 8', 'batch_size: x')
    expect(told(wrong, 'hyperparameters={weight_decay: -1}')).toEqual([
      'set 1: hyperparameters.weight_decay is -1, but must be a number, 0 or more.',
    ])
  })

  it('leaves alone what cannot be read in the file', () => {
    const list = SPEC.replace(`dataset_ids:\n  - ${A}`, `dataset_ids: !x [${A}]`)
    expect(told(list, `dataset_ids.1=${B}`)).toEqual([
      expect.stringContaining('a.yml 4: dataset_ids has the tag !x'),
    ])
    const text = SPEC.replace('batch_size: 8', '? [x]\n  : 1')
    expect(told(text, 'hyperparameters.batch_size=4')).toEqual([
      'a.yml 7: A list, a mapping or an alias cannot be a key. If this is meant as text, put the whole of it in quotes.',
    ])
  })
})

describe('problems of several specs', () => {
  const OTHER = SPEC.replace(`  - ${A}\n`, `  - ${A}\n  - ${B}\n`)

  it('that all have are told once, and name all', async () => {
    const { specs, problems } = await loaded(
      { 'a.yml': SPEC, 'b.yml': `${SPEC}---\n${OTHER}` },
      'job_type=x\nnothing',
    )
    expect(specs).toEqual([])
    expect(problems.map(line)).toEqual([
      'set 1: job_type is "x", but must be one of pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
      'set 2: "nothing" has no =. Write path=value, such as hyperparameters.batch_size=16.',
    ])
    const labels = problems.map(({ place }) => 'input' in place && place.specs.map(({ label }) => label))
    expect(labels).toEqual([
      ['a.yml', 'b.yml#1', 'b.yml#2'],
      ['a.yml', 'b.yml#1', 'b.yml#2'],
    ])
  })

  it('of a flood are counted after the first hundred', async () => {
    const { problems } = await loaded({ 'a.yml': SPEC }, `dataset_ids=[${'x, '.repeat(149)}y]`)
    expect(problems.map(line).slice(100)).toEqual([
      expect.stringMatching(/^set 1: \d+ more problems from here on are not shown\.$/),
    ])
  })

  it('that are about no field spoil all specs too', async () => {
    const { specs, problems } = await loaded({ 'a.yml': SPEC }, 'hyperparameters.batch_size')
    expect(specs).toEqual([])
    expect(problems.map(line)).toEqual([
      expect.stringContaining('set 1: "hyperparameters.batch_size" has no =.'),
    ])
  })

  it('that are advice only leave the specs whole', async () => {
    const set = 'hyperparameters.batch_size=4\nhyperparameters.batch_size=16'
    const { specs, problems } = await loaded({ 'a.yml': SPEC }, set)
    expect(specs.map(({ request }) => request.hyperparameters)).toEqual([{ batch_size: 16 }])
    expect(problems.map(({ level }) => level)).toEqual(['advice'])
  })

  it('that one spec has name it alone', async () => {
    const { problems } = await loaded({ 'a.yml': OTHER, 'b.yml': SPEC }, `dataset_ids.2=${B}`)
    expect(problems.map(line)).toContainEqual(
      expect.stringMatching(/^set 1: b\.yml: dataset_ids has 1 item,/),
    )
  })

  it('that only some have name those', async () => {
    const files = { 'a.yml': OTHER, 'b.yml': SPEC, 'c.yml': SPEC }
    const { specs, problems } = await loaded(files, `dataset_ids.2=${B}`)
    expect(specs.map(({ label }) => label)).toEqual(['a.yml'])
    expect(problems.filter(({ level }) => level === 'error').map(line)).toEqual([
      'set 1: b.yml and 1 more: dataset_ids has 1 item, numbered from 0, so that there is no 2. The next one to add is 1.',
    ])
  })

  it('come before those of the files, with those of the input spec, and no spec is whole', async () => {
    const files = new MemoryWorkspace({ 'a.yml': SPEC, 'b.yml': 'job_type: [\n' })
    const set = 'model_config.base_model=\nhyperparameters.batch_size=x\nhyperparameters.batch_size=16'
    const { specs, problems } = await loadSpecs(['*.yml', '*.json'], files, RULES, set)
    expect(specs).toEqual([])
    expect(problems.map(line).map((text) => text.slice(0, 60))).toEqual([
      '*.json: No file in the workspace /workspace matches.',
      'set 1: model_config.base_model is set to nothing. If the val',
      'advice set 2: hyperparameters.batch_size is set again on lin',
      'b.yml 1: The [ here is not closed. Add ], and indent all lines up to it further than the key.'.slice(
        0,
        60,
      ),
    ])
  })

  it('do not tell that a value is missing that could not be read', async () => {
    const { problems } = await loaded(
      { 'a.yml': 'job_type: dpo\nmodel_config: {}\n' },
      `model_config.base_model=\ndataset_ids.0=${A}`,
    )
    expect(problems.map(line)).toEqual([
      expect.stringContaining('set 1: model_config.base_model is set to nothing.'),
    ])
  })
})
