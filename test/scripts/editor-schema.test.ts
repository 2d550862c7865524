import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { Ajv, type AnySchemaObject } from 'ajv'
import formats from 'ajv-formats'
import { parseContract } from '../../scripts/generate/contract.ts'
import { editorSchema } from '../../scripts/generate/editor-schema.ts'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
const contractText = await read('openapi/forge.yml')
const schema = JSON.parse(editorSchema(parseContract(contractText))) as AnySchemaObject
const ajv = new Ajv({ allErrors: true, strict: true })
formats.default(ajv)
ajv.addVocabulary(['defaultSnippets', 'patternErrorMessage'])
const validate = ajv.compile(schema)

const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const base = { base_model: 'mistral-small-latest' }
const postTraining = ['supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning']

/** Errors as an editor would show them: path and keyword. Omits `if`, because its branch reports the same error. */
function findErrors(body: unknown): string[] {
  if (validate(body)) return []
  const errors = validate.errors ?? []
  return errors
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

interface Subschema {
  readonly type?: string
  readonly title?: string
  readonly items?: Subschema
  readonly then?: Subschema
  readonly properties?: Readonly<Record<string, Subschema | false>>
  readonly defaultSnippets?: readonly { readonly label: string; readonly body: unknown }[]
}

/** The schema and all schemas of fields and items in it. */
function subschemas(each: Subschema): readonly Subschema[] {
  const inside = [each.items, each.then, ...Object.values(each.properties ?? {})]
  return [each, ...inside.flatMap((one) => (typeof one === 'object' ? subschemas(one) : []))]
}

describe('the editor schema', () => {
  it.each(postTraining)('requires a base model for %s', (job_type) => {
    expect(findErrors({ job_type, model_config: base })).toEqual([])
    expect(findErrors({ job_type, model_config: {} })).toEqual(['/model_config required'])
    expect(findErrors({ job_type, model_config: { base_model: '' } })).toContain(
      '/model_config/base_model minLength',
    )
    expect(findErrors({ job_type, model_config: { base_model: ' ' } })).toEqual([
      '/model_config/base_model pattern',
    ])
  })

  it.each([
    ['pre-training from scratch', { job_type: 'pre_training', model_config: { architecture: 'dense' } }],
    ['continued pre-training', { job_type: 'pre_training', model_config: base }],
    ['experts', { job_type: 'pre_training', model_config: { num_experts: 8, active_experts: 2 } }],
    ['datasets', { job_type: 'dpo', model_config: base, dataset_ids: [id] }],
  ])('accepts %s', (_, body) => {
    expect(findErrors(body)).toEqual([])
  })

  it.each([
    ['num_experts', { num_experts: 8 }],
    ['active_experts', { active_experts: 2 }],
  ])('does not allow %s in a dense model', (field, experts) => {
    const model = { architecture: 'dense', ...experts }
    expect(findErrors({ job_type: 'pre_training', model_config: model })).toEqual([
      `/model_config/${field} false schema`,
    ])
  })

  it.each([
    ['an unknown job type', { job_type: 'sft', model_config: base }, '/job_type enum'],
    ['a misspelt field', { job_type: 'dpo', modelconfig: base, model_config: base }, ' additionalProperties'],
    [
      'a misspelt nested field',
      { job_type: 'dpo', model_config: { ...base, arch: 'dense' } },
      '/model_config additionalProperties',
    ],
    ['a missing model', { job_type: 'pre_training' }, ' required'],
    [
      'an invalid number',
      { job_type: 'dpo', model_config: base, hyperparameters: { batch_size: 0 } },
      '/hyperparameters/batch_size minimum',
    ],
  ])('reports %s', (_, body, where) => {
    expect(findErrors(body)).toEqual([where])
  })

  it('reports an invalid id to editors that ignore formats, too', () => {
    const body = { job_type: 'dpo', model_config: base, dataset_ids: [id.toUpperCase(), 'x'] }
    expect(findErrors(body)).toEqual(['/dataset_ids/1 pattern', '/dataset_ids/1 format'])
  })

  it.each(['m ', ' m', 'm\n'])('does not allow blanks around a base model: %j', (base_model) => {
    expect(findErrors({ job_type: 'dpo', model_config: { base_model } })).toEqual([
      '/model_config/base_model pattern',
    ])
  })

  it('names each mapping, so that errors say where they are', () => {
    const titles = subschemas(schema as Subschema).flatMap(({ title }) =>
      title === undefined ? [] : [title],
    )
    expect(titles).toEqual(['Forge training job', 'model_config', 'model_config', 'hyperparameters'])
  })

  it('completes every field with a valid value', () => {
    const fields = subschemas(schema as Subschema).filter(
      ({ defaultSnippets }) => defaultSnippets !== undefined,
    )
    expect(fields.map(({ type }) => type).toSorted()).toEqual([
      'array', 'integer', 'integer', 'integer', 'integer', 'integer', 'number', 'number', 'object', 'object', 'object', 'string', 'string',
    ]) // prettier-ignore
    for (const field of fields)
      for (const { label, body } of field.defaultSnippets ?? []) {
        expect(label).not.toBe('')
        expect([field, ajv.validate(field, body), ajv.errors]).toEqual([field, true, null])
      }
  })

  it('accepts its own examples', () => {
    const examples = schema['examples'] as readonly unknown[]
    expect(examples.length).toBeGreaterThan(1)
    for (const example of examples) expect(findErrors(example)).toEqual([])
  })

  it('has the defaults of a spec file, which differ from those of the service', () => {
    const fields = schema['properties'] as Record<string, { default?: unknown; description: string }>
    expect(fields['auto_start']).toMatchObject({
      default: true,
      description: expect.stringContaining('wait: false'),
    })
  })

  it('is self-contained', () => {
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#')
    expect(JSON.stringify(schema)).not.toContain('"$ref"')
  })

  it.each([
    ['num_experts', /\n {8}num_experts:\n(?: {10}.*\n)+/, 'no field num_experts'],
    ['auto_start', /\n {8}auto_start:\n(?: {10}.*\n)+/, 'no field auto_start'],
    ['pre_training', '            - pre_training\n', 'no job type pre_training'],
    ['dense', '            - dense\n', 'no architecture dense'],
  ])('cannot be generated if a rule names %s but the contract does not', (_, removed, message) => {
    const without = contractText.replace(removed, '\n')
    expect(without).not.toBe(contractText)
    expect(() => editorSchema(parseContract(without))).toThrow(message)
  })
})
