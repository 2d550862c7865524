import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { named, parseContract, type Schema } from '../../scripts/generate/contract.ts'

const text = await readFile(new URL('../../openapi/forge.yml', import.meta.url), 'utf8')

interface Operation {
  readonly operationId: string
  readonly description: string
  readonly responses: Readonly<Record<string, unknown>>
}

describe('openapi/forge.yml', () => {
  it('has the four calls of the service and the answers to each', () => {
    const { paths } = parse(text) as { paths: Record<string, Record<string, Operation>> }
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const codes = Object.keys(operation.responses).join(' ')
        return `${operation.operationId}: ${method} ${path}: ${codes}`
      }),
    )
    expect(calls).toEqual([
      'createTrainingJob: post /forge/training/jobs: 200 400 401',
      'listTrainingJobs: get /forge/training/jobs: 200 401',
      'getTrainingJob: get /forge/training/jobs/{job_id}: 200 401 404',
      'cancelTrainingJob: post /forge/training/jobs/{job_id}/cancel: 200 401 404',
    ])
  })

  it('explains every schema and every field', () => {
    const unexplained = (schema: Schema, path: string): string[] => [
      ...(schema.description === undefined && schema.$ref === undefined ? [path] : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
        part ? unexplained(part, `${path}.${name}`) : [],
      ),
    ]
    const { schemas } = parseContract(text)
    expect(Object.keys(schemas)).toHaveLength(6)
    expect(Object.entries(schemas).flatMap(([name, schema]) => unexplained(schema, name))).toEqual([])
  })
})

describe('parseContract', () => {
  const contract = (schema: string) => `components: { schemas: { Part: ${schema} } }`

  it.each([
    [
      'a keyword that no generator knows',
      '{ type: string, maxLength: 3 }',
      'additional properties: maxLength',
    ],
    ['a format that no generator knows', '{ type: string, format: date }', '/components/schemas/Part/format'],
    ['a type that does not exist', '{ type: strnig }', '/components/schemas/Part/type'],
  ])('refuses %s', (_, schema, message) => {
    expect(() => parseContract(contract(schema))).toThrow(message)
  })

  it('refuses a document without schemas', () => {
    expect(() => parseContract('openapi: 3.1.0')).toThrow("must have required property 'components'")
  })

  it('names the schema that a reference does not find', () => {
    expect(() => named(parseContract(contract('{ type: string }')), 'Job')).toThrow('no schema is called Job')
  })
})
