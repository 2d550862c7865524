import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { getSchema, parseContract, type Schema } from '../../scripts/generate/contract.ts'

const text = await readFile(new URL('../../openapi/forge.yml', import.meta.url), 'utf8')

interface Operation {
  readonly operationId: string
  readonly description: string
  readonly responses: Readonly<Record<string, unknown>>
}

describe('openapi/forge.yml', () => {
  it('has the four operations of the service with their responses', () => {
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

  it('describes every schema and every field', () => {
    const undescribed = (schema: Schema, path: string): string[] => [
      ...(schema.description === undefined && schema.$ref === undefined ? [path] : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
        part ? undescribed(part, `${path}.${name}`) : [],
      ),
    ]
    const { schemas } = parseContract(text)
    expect(Object.keys(schemas)).toHaveLength(6)
    expect(Object.entries(schemas).flatMap(([name, schema]) => undescribed(schema, name))).toEqual([])
  })
})

describe('parseContract', () => {
  const contract = (schema: string) => `components: { schemas: { Part: ${schema} } }`

  it.each([
    ['an unsupported keyword', '{ type: string, maxLength: 3 }', 'additional properties: maxLength'],
    ['an unsupported format', '{ type: string, format: date }', '/components/schemas/Part/format'],
    ['an unknown type', '{ type: strnig }', '/components/schemas/Part/type'],
  ])('rejects %s', (_, schema, message) => {
    expect(() => parseContract(contract(schema))).toThrow(message)
  })

  it('rejects a document without schemas', () => {
    expect(() => parseContract('openapi: 3.1.0')).toThrow("must have required property 'components'")
  })

  it('names the missing schema of a reference', () => {
    expect(() => getSchema(parseContract(contract('{ type: string }')), 'Job')).toThrow(
      'there is no schema Job',
    )
  })
})
