import { describe, expect, it } from '@jest/globals'
import { createForgeApi } from '../../src/forge/forge-api.ts'
import type { HttpResponse, HttpRequest } from '../../src/forge/http.ts'
import type { ApiError } from '../../src/jobs/api.ts'
import { createRedactor } from '../../src/runtime/redact.ts'
import { JOB_ID, sampleSpec } from '../fakes/samples.ts'
import { INTERRUPTED } from '../fakes/forge-api.ts'

const KEY = 'forge_key/0123_456789'

/** A client whose transport always returns the same response. */
function apiRespondingWith(response: Partial<HttpResponse> | ApiError) {
  const sent: HttpRequest[] = []
  const api = createForgeApi(
    (request) => {
      sent.push(request)
      return Promise.resolve(
        'kind' in response
          ? { ok: false, error: response }
          : { ok: true, value: { status: 200, headers: {}, body: '', ...response } },
      )
    },
    createRedactor([KEY]),
    () => Date.UTC(2026, 10, 22, 14),
  )
  return { api, sent }
}

const json = (value: unknown) => ({ body: JSON.stringify(value) })

describe('the Forge client', () => {
  it('sends the requests of the contract, each with a timeout', async () => {
    const { api, sent } = apiRespondingWith(json({ id: JOB_ID, data: [] }))
    const { request } = sampleSpec()
    await api.create(request, 'key-1')
    await api.get(JOB_ID)
    await api.list(2, 100)
    await api.cancel(JOB_ID)
    const jobs = '/forge/training/jobs'
    expect(sent).toEqual([
      {
        method: 'POST',
        path: jobs,
        body: JSON.stringify(request),
        headers: { 'idempotency-key': 'key-1' },
        timeoutMs: 120_000,
      },
      { method: 'GET', path: `${jobs}/${JOB_ID}`, timeoutMs: 30_000 },
      { method: 'GET', path: `${jobs}?page=2&page_size=100`, timeoutMs: 30_000 },
      { method: 'POST', path: `${jobs}/${JOB_ID}/cancel`, timeoutMs: 30_000 },
    ])
  })

  it('escapes ids in paths', async () => {
    const { api, sent } = apiRespondingWith({ status: 404 })
    await api.get('../../models?x=1#y')
    expect(sent[0]?.path).toBe('/forge/training/jobs/..%2F..%2Fmodels%3Fx%3D1%23y')
  })
})

describe('a response', () => {
  it('becomes a job with the request id', async () => {
    const { api } = apiRespondingWith({
      ...json({ id: JOB_ID, status: 'QUEUED' }),
      status: 201,
      headers: { 'cf-ray': 'r1' },
    })
    expect(await api.create(sampleSpec().request, 'i')).toEqual({
      ok: true,
      value: { id: JOB_ID, status: 'QUEUED' },
      requestId: 'r1',
    })
  })

  it('is accepted without a job id and with an upper-case one', async () => {
    expect(await apiRespondingWith(json({ status: 'RUNNING' })).api.get(JOB_ID)).toEqual({
      ok: true,
      value: { id: JOB_ID, status: 'RUNNING' },
    })
    expect(await apiRespondingWith(json({ id: JOB_ID.toUpperCase() })).api.get(JOB_ID)).toMatchObject({
      ok: true,
    })
    expect(await apiRespondingWith(json({ id: null })).api.cancel(JOB_ID)).toMatchObject({
      ok: true,
      value: { id: JOB_ID },
    })
  })

  it.each<[string, Partial<HttpResponse>, string]>([
    ['with an invalid id', json({ id: '..', status: 'SUCCESS' }), 'does not match the API schema'],
    ['with a numeric id', json({ id: 7 }), 'does not match the API schema'],
    ['that is a list', json([]), 'does not match the API schema'],
    ['that is a string', json('fine'), 'does not match the API schema'],
    ['that is null', json(null), 'does not match the API schema'],
    ['that is truncated', { body: '{"id":"' }, 'not JSON (HTTP 200, 7 characters)'],
    ['that is an HTML page', { body: '<html>login</html>' }, 'not JSON'],
    ['that is empty', { status: 204 }, 'not JSON (HTTP 204, 0 characters)'],
  ])('%s is invalid', async (_, response, message) => {
    const result = await apiRespondingWith(response).api.get(JOB_ID)
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'invalid-response', status: response.status ?? 200 },
    })
    expect(result).toMatchObject({ error: { message: expect.stringContaining(message) } })
  })

  it.each(['get', 'cancel'] as const)('to %s about another job is invalid and names both', async (call) => {
    const { api } = apiRespondingWith({ ...json({ id: 'other' }), headers: { 'x-request-id': 'r3' } })
    const message = `the service answered with the job other instead of ${JOB_ID}`
    expect(await api[call](JOB_ID)).toEqual({
      ok: false,
      error: { kind: 'invalid-response', message, requestId: 'r3' },
    })
  })

  it('tells ids apart by case unless they are UUIDs', async () => {
    const { api } = apiRespondingWith(json({ id: 'ftjob-A' }))
    expect(await api.get('ftjob-a')).toMatchObject({ ok: false })
    expect(await api.get('ftjob-A')).toMatchObject({ value: { id: 'ftjob-A' } })
  })

  it('to a submission is invalid without an id', async () => {
    const result = await apiRespondingWith({
      ...json({ status: 'QUEUED' }),
      headers: { 'x-request-id': 'r2' },
    }).api.create(sampleSpec().request, 'i')
    expect(result).toMatchObject({ ok: false, error: { kind: 'invalid-response', requestId: 'r2' } })
  })

  it('of the list becomes a page', async () => {
    const result = await apiRespondingWith(json({ data: [{ id: 'a' }, {}], total: 2 })).api.list(0, 20)
    expect(result).toEqual({ ok: true, value: { jobs: [{ id: 'a' }], total: 2 } })
  })

  it('that was lost is passed on as an error', async () => {
    expect(await apiRespondingWith(INTERRUPTED).api.list(0, 20)).toEqual({ ok: false, error: INTERRUPTED })
  })
})

describe('an error response', () => {
  const errorFor = async (status: number, body: unknown, headers: HttpResponse['headers'] = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const result = await apiRespondingWith({ status, headers, body: text }).api.get(JOB_ID)
    if (result.ok) throw new Error('expected an error')
    return result.error
  }

  it('has the message, the request id and the retry delay', async () => {
    expect(
      await errorFor(429, { message: 'slow down' }, { 'retry-after': '7', 'mistral-correlation-id': 'c1' }),
    ).toEqual({
      kind: 'http',
      status: 429,
      message: 'slow down',
      requestId: 'c1',
      retryAfterMs: 7_000,
    })
  })

  it.each<[string, number, unknown, Record<string, string>, string]>([
    ['an HTML page', 520, '<html><title>520: unknown error</title>', {}, '520: unknown error'],
    ['an empty body', 504, '', {}, 'no reason given (HTTP 504 with an empty body)'],
    ['a body without a message', 500, {}, {}, 'no reason given (HTTP 500 with a body without a message)'],
    ['truncated JSON', 500, '{"message":"no', {}, '{"message":"no'],
  ])('with %s has a message', async (_, status, body, headers, message) => {
    expect(await errorFor(status, body, headers)).toMatchObject({ kind: 'http', status, message })
  })

  it.each<[number, string, RegExp | undefined]>([
    [302, 'moved', /Redirects are not followed.*api-url/],
    [401, 'Unauthorized', /api-key.*quota/],
    [402, 'pay', /billing/],
    [403, 'no', /workspace/],
    [404, 'no Route matched with those values', /path prefix/],
    [404, 'Not Found', /path prefix/],
    [404, 'No training job matches the given query.', /does not exist/],
    [410, 'Gone', /retired/],
    [400, 'bad', undefined],
    [422, 'bad', undefined],
    [500, 'bad', undefined],
  ])('with HTTP %i and "%s" suggests what to do', async (status, message, hint) => {
    const error = await errorFor(
      status,
      { message },
      status === 302 ? { location: 'https://elsewhere.example' } : {},
    )
    if (hint === undefined) expect(error.hint).toBeUndefined()
    else expect(error.hint).toMatch(hint)
  })

  it.each<[string, number, string, Record<string, string>]>([
    [
      'a page of a firewall',
      403,
      '<html><title>Access Denied</title></html>',
      { 'content-type': 'text/html' },
    ],
    ['a page without a type', 403, '\n<!DOCTYPE html><h1>Blocked</h1>', {}],
    ['a login page', 401, 'Log in', { 'content-type': 'Text/HTML; charset=utf-8' }],
    ['a proxy that wants a login', 407, '{"message":"Proxy login"}', {}],
  ])('of something in between is not taken for one of the service: %s', async (_, status, body, headers) => {
    const { hint } = await errorFor(status, body, headers)
    expect(hint).toMatch(/^The answer comes from a proxy, a firewall or a CDN.*check it in `https_proxy`\.$/)
  })

  it('contains no key, in whatever way it is escaped or cut', async () => {
    const body = `{"error":"bad key ${KEY}","detail":"${KEY.replace('f', '\\u0066')}"}`
    expect(await errorFor(400, body)).toMatchObject({ message: '***' })
    const page = `<html><title>${'x'.repeat(990)} ${KEY}</title>`
    expect((await errorFor(400, page)).message).not.toContain(KEY.slice(0, 5))
  })

  it('has a message of one line without control characters', async () => {
    expect(await errorFor(400, { message: 'a\r\n\u001b[31mb' })).toMatchObject({ message: 'a [31mb' })
  })

  it('suggests the same for a redirect without a location', async () => {
    expect((await errorFor(304, '')).hint).toMatch(/Redirects/)
  })

  const page = (title: string) => `<!DOCTYPE html><html><head><title>${title}</title></head></html>`
  const quota = {
    error: {
      message: 'You exceeded your current quota, please check your plan and billing details.',
      type: 'insufficient_quota',
    },
  }

  it.each<[string, number, unknown, string | undefined, RegExp | undefined]>([
    ['a used-up quota', 429, quota, 'quota-used-up', /quota or the spending limit/],
    ['a code alone', 429, { message: 'no', code: 'insufficient_quota' }, 'quota-used-up', /spending limit/],
    ['a spending limit', 429, { detail: 'Monthly spending limit reached' }, 'quota-used-up', /Raise it/],
    ['a quota as 402', 402, { message: 'You are out of credits.' }, 'quota-used-up', /Raise it/],
    ['a rate limit', 429, { message: 'Requests rate limit exceeded' }, undefined, undefined],
    ['a quota per minute', 429, { message: 'Quota exceeded: 60 requests per minute' }, undefined, undefined],
    ['the page of a firewall', 403, page('403 Forbidden'), 'web-page', /^The answer comes from a proxy/],
    ['the page of a proxy', 401, `\n${page('Access denied')}`, 'web-page', /firewall.*`https_proxy`/],
    ['the page of a web server', 404, page('404 Not Found'), 'no-route', /path prefix/],
    ['a text with a tag', 403, { message: '<b> is not allowed' }, undefined, /workspace/],
  ])('that is %s is told from others of its status', async (_, status, body, because, hint) => {
    const error = await errorFor(status, body)
    expect(error.because).toBe(because)
    if (hint === undefined) expect(error.hint).toBeUndefined()
    else expect(error.hint).toMatch(hint)
  })

  it('has the request id from the body if the headers have none', async () => {
    expect(await errorFor(404, { message: 'x', request_id: 'k1' })).toMatchObject({ requestId: 'k1' })
    expect(await errorFor(404, { message: 'x', request_id: 'k1' }, { 'cf-ray': 'r' })).toMatchObject({
      requestId: 'r',
    })
    expect(await errorFor(404, { message: 'x', request_id: 7 })).not.toMatchObject({
      requestId: expect.anything(),
    })
    expect(await errorFor(404, { message: 'x', request_id: 'k'.repeat(500) })).toMatchObject({
      requestId: 'k'.repeat(128),
    })
  })
})
