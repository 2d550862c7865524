import { describe, expect, it } from '@jest/globals'
import { Ajv, type AnySchemaObject } from 'ajv'
import formats from 'ajv-formats'
import { policyEditorSchema } from '../../scripts/generate/policy-editor-schema.ts'
import { policyReference } from '../../scripts/generate/policy-reference.ts'
import { listFields } from '../../src/job-spec/contract-fields.ts'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import { createPolicySchema } from '../../src/policy/policy-schema.ts'

const policySchema = createPolicySchema(['dpo', 'supervised_fine_tuning'])
const schema = JSON.parse(policyEditorSchema(policySchema)) as AnySchemaObject
const ajv = new Ajv({ allErrors: true, strict: true })
formats.default(ajv)
ajv.addVocabulary(['defaultSnippets', 'patternErrorMessage'])
const validate = ajv.compile(schema)

const rates = { currency: 'EUR', 'per-million-examples': { default: 1 } }
const price = (changes: object) => ({ version: 1, price: { ...rates, ...changes } })

/** Errors as an editor would show them: path and keyword. */
function findErrors(policy: unknown): string[] {
  if (validate(policy)) return []
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

interface Subschema {
  readonly title?: string
  readonly description?: string
  readonly items?: Subschema
  readonly properties?: Readonly<Record<string, Subschema>>
  readonly additionalProperties?: Subschema | false
  readonly defaultSnippets?: readonly { readonly label: string; readonly body: unknown }[]
}

function subschemas(each: Subschema): readonly Subschema[] {
  const inside = [each.items, each.additionalProperties, ...Object.values(each.properties ?? {})]
  return [each, ...inside.flatMap((one) => (one ? subschemas(one) : []))]
}

describe('the editor schema of the policy', () => {
  it.each([
    [{}, [' required']],
    [{ version: 2 }, ['/version const']],
    [{ version: 1, limit: {} }, [' additionalProperties']],
    [{ version: 1, approval: {} }, ['/approval required']],
    [{ version: 1, approval: { required: 'always', by: [] } }, ['/approval/by minItems']],
    [{ version: 1, approval: { required: 'always', from: ['owner'] } }, ['/approval/from/0 enum']],
    [{ version: 1, stop: 'yes' }, ['/stop type']],
    [{ version: 1, limits: { 'batch-size': 0 } }, ['/limits/batch-size minimum']],
    [{ version: 1, limits: { batch_size: 1 } }, ['/limits additionalProperties']],
    [{ version: 1, allow: { events: [] } }, ['/allow/events minItems']],
    [{ version: 1, allow: { events: ['pull-request'] } }, ['/allow/events/0 enum']],
    [{ version: 1, allow: { 'job-types': ['sft'] } }, ['/allow/job-types/0 enum']],
    [{ version: 1, allow: { 'base-models': ['a?'] } }, ['/allow/base-models/0 pattern']],
    [
      { version: 1, allow: { 'dataset-ids': ['x'] } },
      ['/allow/dataset-ids/0 pattern', '/allow/dataset-ids/0 format'],
    ],
    [{ version: 1, budget: { 'per-job': 1 } }, [' dependencies']],
    [{ ...price({}), budget: { 'per-job': -1 } }, ['/budget/per-job minimum']],
    [{ version: 1, price: { currency: 'EUR' } }, ['/price required']],
    [price({ currency: '' }), ['/price/currency pattern']],
    [price({ 'per-million-examples': {} }), ['/price/per-million-examples minProperties']],
    [
      price({ 'per-million-examples': { 'a b': 1 } }),
      ['/price/per-million-examples pattern', '/price/per-million-examples propertyNames'],
    ],
    [price({ 'per-million-examples': { default: -1 } }), ['/price/per-million-examples/default minimum']],
  ])('reports what the parser reports: %j', (policy, errors) => {
    expect(findErrors(policy)).toEqual(errors)
    expect(parsePolicy(JSON.stringify(policy)).ok).toBe(false)
  })

  it('accepts its own example, as the parser does', () => {
    const [example] = schema['examples'] as readonly unknown[]
    expect(findErrors(example)).toEqual([])
    expect(parsePolicy(JSON.stringify(example))).toMatchObject({ ok: true })
  })

  it('has an example for every field, so that completion inserts a valid value', () => {
    const [example] = schema['examples'] as readonly Record<string, unknown>[]
    const valueAt = (pointer: string) =>
      pointer
        .split('/')
        .slice(1)
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], example)
    for (const { parent, name } of listFields(policySchema))
      expect([name, valueAt(`${parent}/${name}`)]).not.toEqual([name, undefined])
    const fields = subschemas(schema as Subschema).filter((each) => each.defaultSnippets !== undefined)
    expect(fields.length).toBeGreaterThan(20)
    for (const field of fields)
      for (const { label, body } of field.defaultSnippets ?? []) {
        expect(label).not.toBe('')
        expect([field, ajv.validate(field, body)]).toEqual([field, true])
      }
  })

  it('names each mapping and describes each field', () => {
    const all = subschemas(schema as Subschema)
    expect(all.flatMap(({ title }) => title ?? [])).toEqual([
      'Forge policy',
      'allow',
      'limits',
      'price',
      'budget',
      'approval',
    ])
    const fields = all.flatMap(({ properties }) => Object.entries(properties ?? {}))
    expect(fields.filter(([, { description }]) => !/^\S.*\.$/.test(description ?? ''))).toEqual([])
  })
})

describe('the reference of the policy', () => {
  const rows = policyReference(policySchema).split('\n')

  it('has a row for every field', () => {
    const paths = listFields(policySchema).map(({ parent, name }) =>
      `${parent}/${name}`.slice(1).replaceAll('/', '.'),
    )
    expect(rows.slice(3).map((row) => row.split('`')[1])).toEqual(paths)
  })

  it.each([
    '| `allow.job-types` | list | each: `dpo`, `supervised_fine_tuning` |  | The only kinds of training that are allowed. |',
    '| `stop` | boolean | `true`, `false` |  | true refuses every submission, for example while costs are being checked. |',
    '| `limits.batch-size` | integer | ≥ 1 | examples | Highest `batch_size` of a job. |',
    '| `budget.per-job` | number | ≥ 0 | `price.currency` | Highest price of a job. Jobs whose price is unknown count with it. |',
  ])('has the row %s', (row) => {
    expect(rows).toContain(row)
  })
})
