import { describe, expect, it } from '@jest/globals'
import { parseSpecs } from '../../src/job-spec/load.ts'

const UUID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const DIGITS = UUID.replaceAll('-', '')
const OPTIONS = { allowUnknownFields: false, waitsForJob: true }

/** The message for a field with this value, without the leading `… is <value>`. */
function messageFor(field: string, source: string): string {
  const values: Readonly<Record<string, string>> = {
    job_type: 'dpo',
    model_config: '{ base_model: m }',
    dataset_ids: `[${UUID}]`,
    [field]: field === 'hyperparameters' ? `\n  ${source}` : source,
  }
  const text = Object.entries(values).map(([key, value]) => `${key}: ${value}\n`)
  const { diagnostics } = parseSpecs('a.yml', Buffer.from(text.join('')), OPTIONS)
  return diagnostics
    .map(({ message }) => message.replace(/^.*? is (?:"[^"]*"|'[^']*'|[^\s,.]+)/, ''))
    .join('; ')
}

const EXPECTED_STEPS = ', but must be a whole number, 1 or more.'
const EXPECTED_RATE = ', but must be a number, 0 or more.'
const REMOVE_QUOTES = ' in quotes, which makes it text. Remove the quotes.'
const SEPARATORS =
  '. Write numbers with a decimal point and without thousands separators, such as 1000 or 0.5.'
const textInYaml = (what: string) => `, which is text in YAML 1.2. Write ${what}.`

describe('a text instead of a number', () => {
  it.each([
    ['training_steps: "16"', REMOVE_QUOTES],
    ["training_steps: '16'", REMOVE_QUOTES],
    ['training_steps: "+16"', REMOVE_QUOTES],
    ['training_steps: "1e3"', REMOVE_QUOTES],
    ['training_steps: "1.0e+3"', REMOVE_QUOTES],
    ['training_steps: "1"', REMOVE_QUOTES],
    ['training_steps: "0"', EXPECTED_STEPS],
    ['training_steps: "1.5"', EXPECTED_STEPS],
    ['training_steps: "16 steps"', EXPECTED_STEPS],
    ['training_steps: "about 16"', EXPECTED_STEPS],
    ['training_steps: "0x10"', EXPECTED_STEPS],
    ['training_steps: "0b1"', EXPECTED_STEPS],
    ['training_steps: "1e"', EXPECTED_STEPS],
    ['training_steps: "1ex"', EXPECTED_STEPS],
    ['training_steps: "1.x"', EXPECTED_STEPS],
    ['training_steps: ".x"', EXPECTED_STEPS],
    ['training_steps: "*16"', EXPECTED_STEPS],
    ['training_steps: 1_000', textInYaml('1000')],
    ['training_steps: "1_000"', textInYaml('1000')],
    ['training_steps: " 16"', textInYaml('16')],
    ['training_steps: 1,000', SEPARATORS],
    ['training_steps: -10,000,000', SEPARATORS],
    ['training_steps: "1,000 steps"', EXPECTED_STEPS],
    ['training_steps: "about 1,000"', EXPECTED_STEPS],
    ['training_steps: "*1,000"', EXPECTED_STEPS],
    ['training_steps: "1,000,x"', EXPECTED_STEPS],
    ['learning_rate: ".25"', REMOVE_QUOTES],
    ['learning_rate: "1."', REMOVE_QUOTES],
    ['learning_rate: "1.0e-15"', REMOVE_QUOTES],
    ['learning_rate: "0"', REMOVE_QUOTES],
    ['learning_rate: 0,5', SEPARATORS],
    ['learning_rate: "-1"', EXPECTED_RATE],
    ['learning_rate: "1e999"', EXPECTED_RATE],
  ])('is explained: %s%s', (source, message) => {
    expect(messageFor('hyperparameters', source)).toBe(message)
  })
})

describe('a text instead of true or false', () => {
  it.each([
    ['"true"', REMOVE_QUOTES],
    ['"FALSE "', REMOVE_QUOTES],
    ['yes', textInYaml('true')],
    ['" On"', textInYaml('true')],
    ['N', textInYaml('false')],
    ['"false"', REMOVE_QUOTES],
    ['maybe', ', but must be true or false.'],
    ['"untrue"', ', but must be true or false.'],
  ])('is explained: %s%s', (source, message) => {
    expect(messageFor('auto_start', source)).toBe(message)
  })
})

describe('a text instead of a UUID', () => {
  const expectedUuid = ', but must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.'

  it.each([
    [`[${DIGITS}]`, `. Write it as ${UUID}.`],
    [`["{${UUID}}"]`, `. Write it as ${UUID}.`],
    [`["urn:uuid:${UUID}"]`, `. Write it as ${UUID}.`],
    [`[" ${UUID}"]`, `. Write it as ${UUID}.`],
    [`["id ${UUID}"]`, expectedUuid],
    [`["${UUID} or so"]`, expectedUuid],
    [`[${DIGITS}0]`, expectedUuid],
    ['[---]', expectedUuid],
  ])('is explained: %s%s', (source, message) => {
    expect(messageFor('dataset_ids', source)).toBe(message)
  })
})

describe('the message for an invalid value', () => {
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
  ])('says what is allowed in %s: %s', (field, source, message) => {
    expect(messageFor(field, source)).toContain(message.replace(/^\w+ is a mapping/, ''))
  })
})
