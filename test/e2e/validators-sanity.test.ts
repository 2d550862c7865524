import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { validateExchanges, VALIDATORS_URL } from '../external-validators/client.ts'
import type { RecordedExchange } from '../external-validators/validator.ts'
import { DESCRIPTIONS, type Service } from '../external-validators/descriptions.ts'

interface Content {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, unknown>>
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly responses?: Readonly<Record<string, Content>> }
}

/** A body schema of a description, and an exchange that violates it. */
interface SchemaCase {
  readonly name: string
  readonly exchange: RecordedExchange
}

const HEADERS = { authorization: 'Bearer x' }
const WITH_BODY = { ...HEADERS, 'content-type': 'application/json', 'content-length': '4' }
/** Prism cannot compile these recursive schemas. */
const UNCHECKED = [
  'repos/compare-commits-with-basehead 200 application/json: nothing',
  'issues/get 200 application/json: nothing',
]
/** Not valid for any operation. */
const INVALID_BODY = true

// Prism silently accepts everything for a schema that it cannot compile.
describe.each<[Service, number]>([
  ['forge', 12],
  ['github', 76],
])('the validator of %s', (service, count) => {
  it('reports a violation of every body schema', async () => {
    const cases = schemaCases(parse(await readFile(DESCRIPTIONS[service], 'utf8')) as Description)
    const unchecked: string[] = []
    for (const { name, exchange } of cases) {
      const message = await validateExchanges(service, process.env[VALIDATORS_URL] ?? '', [exchange]).catch(
        (error: unknown) => String(error),
      )
      if (!/Re(quest|sponse) body must/.test(message ?? ''))
        unchecked.push(`${name}: ${message ?? 'nothing'}`)
    }
    expect(unchecked).toEqual(service === 'github' ? UNCHECKED : [])
    expect(cases.length).toBe(count)
  })
})

function schemaCases({ paths, components }: Description): readonly SchemaCase[] {
  const contentOf = (response: Content) =>
    (components.responses?.[response.$ref?.split('/').at(-1) ?? ''] ?? response).content ?? {}
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, { operationId, requestBody, responses }]) => {
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name) =>
        name === 'job_id' ? crypto.randomUUID() : '1',
      )
      const request = { method, path, query: {}, headers: HEADERS, body: undefined }
      const responseCases = Object.entries(responses).flatMap(([status, response]) =>
        Object.keys(contentOf(response)).map((type): SchemaCase => {
          const invalidResponse = {
            status: Number(status),
            headers: { 'content-type': type },
            body: INVALID_BODY,
          }
          return {
            name: `${operationId} ${status} ${type}`,
            exchange: { ...request, response: invalidResponse },
          }
        }),
      )
      const requestCase = {
        name: `${operationId} request`,
        exchange: { ...request, headers: WITH_BODY, body: INVALID_BODY },
      }
      return requestBody === undefined ? responseCases : [requestCase, ...responseCases]
    }),
  )
}
