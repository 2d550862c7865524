import { describe, expect, it } from '@jest/globals'
import { readSpecs } from '../../src/job-spec/load.ts'

const UUID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const DIGITS = UUID.replaceAll('-', '')
const RULES = { allowUnknownFields: false, waits: true }

/** What is told of a field with this value, after "is <value as written>". */
function told(field: string, written: string): string {
  const values: Readonly<Record<string, string>> = {
    job_type: 'dpo',
    model_config: '{ base_model: m }',
    dataset_ids: `[${UUID}]`,
    [field]: field === 'hyperparameters' ? `\n  ${written}` : written,
  }
  const text = Object.entries(values).map(([key, value]) => `${key}: ${value}\n`)
  const { problems } = readSpecs('a.yml', Buffer.from(text.join('')), RULES)
  return problems.map(({ message }) => message.replace(/^.*? is (?:"[^"]*"|'[^']*'|[^\s,.]+)/, '')).join('; ')
}

const STEPS = ', but must be a whole number, 1 or more.'
const RATE = ', but must be a number, 0 or more.'
const QUOTES = ' in quotes, which makes it text. Remove the quotes.'
const SEPARATORS = '. Write numbers with a point and without separators for thousands, such as 1000 or 0.5.'
const write = (what: string) => `, which is text in YAML 1.2. Write ${what}.`

describe('a text where a number belongs', () => {
  it.each([
    ['training_steps: "16"', QUOTES],
    ["training_steps: '16'", QUOTES],
    ['training_steps: "+16"', QUOTES],
    ['training_steps: "1e3"', QUOTES],
    ['training_steps: "1.0e+3"', QUOTES],
    ['training_steps: "1"', QUOTES],
    ['training_steps: "0"', STEPS],
    ['training_steps: "1.5"', STEPS],
    ['training_steps: "16 steps"', STEPS],
    ['training_steps: "about 16"', STEPS],
    ['training_steps: "0x10"', STEPS],
    ['training_steps: "0b1"', STEPS],
    ['training_steps: "1e"', STEPS],
    ['training_steps: "1ex"', STEPS],
    ['training_steps: "1.x"', STEPS],
    ['training_steps: ".x"', STEPS],
    ['training_steps: "*16"', STEPS],
    ['training_steps: 1_000', write('1000')],
    ['training_steps: "1_000"', write('1000')],
    ['training_steps: " 16"', write('16')],
    ['training_steps: 1,000', SEPARATORS],
    ['training_steps: -10,000,000', SEPARATORS],
    ['training_steps: "1,000 steps"', STEPS],
    ['training_steps: "about 1,000"', STEPS],
    ['training_steps: "*1,000"', STEPS],
    ['training_steps: "1,000,x"', STEPS],
    ['learning_rate: ".25"', QUOTES],
    ['learning_rate: "1."', QUOTES],
    ['learning_rate: "1.0e-15"', QUOTES],
    ['learning_rate: "0"', QUOTES],
    ['learning_rate: 0,5', SEPARATORS],
    ['learning_rate: "-1"', RATE],
    ['learning_rate: "1e999"', RATE],
  ])('%s%s', (written, message) => {
    expect(told('hyperparameters', written)).toBe(message)
  })
})

describe('a text where true or false belongs', () => {
  it.each([
    ['"true"', QUOTES],
    ['"FALSE "', QUOTES],
    ['yes', write('true')],
    ['" On"', write('true')],
    ['N', write('false')],
    ['"false"', QUOTES],
    ['maybe', ', but must be true or false.'],
    ['"untrue"', ', but must be true or false.'],
  ])('%s%s', (written, message) => {
    expect(told('auto_start', written)).toBe(message)
  })
})

describe('a text where a UUID belongs', () => {
  const none = ', but must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.'

  it.each([
    [`[${DIGITS}]`, `. Write it as ${UUID}.`],
    [`["{${UUID}}"]`, `. Write it as ${UUID}.`],
    [`["urn:uuid:${UUID}"]`, `. Write it as ${UUID}.`],
    [`[" ${UUID}"]`, `. Write it as ${UUID}.`],
    [`["id ${UUID}"]`, none],
    [`["${UUID} or so"]`, none],
    [`[${DIGITS}0]`, none],
    ['[---]', none],
  ])('%s%s', (written, message) => {
    expect(told('dataset_ids', written)).toBe(message)
  })
})

describe('what belongs there', () => {
  it.each([
    ['dataset_ids', 'support', `, but must be a list of UUIDs. Put it in brackets: [support].`],
    ['dataset_ids', '{ a: 1 }', 'dataset_ids is a mapping, but must be a list of UUIDs.'],
    [
      'model_config',
      '7',
      ', but must be a mapping of architecture, base_model, num_experts, active_experts.',
    ],
    [
      'job_type',
      '7',
      ', but must be one of pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
    ],
  ])('in %s: %s', (field, written, message) => {
    expect(told(field, written)).toContain(message.replace(/^\w+ is a mapping/, ''))
  })
})
