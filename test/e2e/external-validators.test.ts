import { describe, expect, it } from '@jest/globals'
import { validateExchanges, VALIDATORS_URL } from '../external-validators/client.ts'
import type { RecordedExchange } from '../external-validators/validator.ts'
import { withEnvironment, PULL_REQUEST, TestEnvironment } from './test-environment.ts'

const url = process.env[VALIDATORS_URL] ?? ''
const UNKNOWN_STATUS = [
  { afterMs: 0, status: 'PREHEATING' },
  { afterMs: 60_000, status: 'SUCCESS' },
]
const COMMENT_REQUEST: RecordedExchange = {
  method: 'POST',
  path: `/repos/acme/models/issues/${PULL_REQUEST}/comments`,
  query: {},
  headers: { 'content-type': 'application/json', 'content-length': '15' },
  body: { body: 'hello' },
}

/** Changes to the comment request, and its response. */
type ExchangeChange = Partial<Omit<RecordedExchange, 'response'>> & {
  readonly response?: readonly [number, unknown]
}

/** Runs `test` in an environment, whose exchanges are validated when it is closed. */
const runAndValidate = (test: (environment: TestEnvironment) => Promise<unknown>, options = {}) =>
  withEnvironment(options, async (environment) => {
    await test(environment)
  })

describe('the external validators', () => {
  it('reject a response that the contract does not allow', async () => {
    await expect(
      runAndValidate((environment) => environment.run(), { forge: { timeline: UNKNOWN_STATUS } }),
    ).rejects.toThrow('Response body property status must be equal to one of the allowed values: QUEUED')
  })

  it('skip responses with contractDeviation, but still validate the requests', async () => {
    const contractDeviation = 'a status that the contract does not list'
    const options = { forge: { timeline: UNKNOWN_STATUS }, contractDeviation }
    await runAndValidate((environment) => environment.run(), options)
    await expect(
      runAndValidate(({ forge }) => fetch(`${forge.url}/forge/training/jobs?limit=many`), options),
    ).rejects.toThrow('GET /forge/training/jobs')
  })

  it.each([
    ['an unknown path', 'GET', '/forge/training/runs', undefined, "hasn't been found"],
    ['an unknown method', 'PUT', '/forge/training/jobs', '{}', 'does not have "put" method'],
    ['a body without a required field', 'POST', '/forge/training/jobs', '{}', "required property 'job_type'"],
    ['no API key', 'GET', '/forge/training/jobs', undefined, 'Invalid security scheme'],
  ])('reject a request to the Forge API with %s', async (_, method, path, body, violation) => {
    const headers = { 'content-type': 'application/json' }
    await expect(
      runAndValidate(({ forge }) => fetch(`${forge.url}${path}`, { method, headers, ...(body && { body }) })),
    ).rejects.toThrow(violation)
  })

  it.each<[string, ExchangeChange, string]>([
    ['an unknown path', { path: '/repos/acme/models/issues/12/remarks' }, "hasn't been found"],
    ['a body without text', { body: {} }, "required property 'body'"],
    ['a page that is not a number', { method: 'GET', query: { page: 'two' } }, 'page'],
    [
      'a response with an unlisted success status',
      { response: [200, { id: 1 }] },
      'Unable to match the returned status code',
    ],
    ['a response with an unlisted error status', { response: [418, {}] }, 'Unable to match the returned'],
    ['a response without a required field', { response: [201, { id: 1 }] }, "required property 'node_id'"],
    ['a response of another type', { response: [201, []] }, 'Response body must be object'],
  ])('reject an exchange with GitHub with %s', async (_, { response, ...change }, violation) => {
    const [status = 0, body] = response ?? []
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const exchange = { ...COMMENT_REQUEST, ...change, response: response && { status, headers, body } }
    await expect(validateExchanges('github', url, [exchange])).rejects.toThrow(violation)
  })

  it('accept a valid exchange', async () => {
    await expect(validateExchanges('github', url, [COMMENT_REQUEST])).resolves.toBe(undefined)
  })
})
