import { describe, expect, it } from '@jest/globals'
import { forgeApi } from '../../src/forge/forge-api.ts'
import type { WireAnswer, WireRequest } from '../../src/forge/http.ts'
import type { Failure } from '../../src/jobs/api.ts'
import { JOB_ID, sampleSpec } from '../fakes/samples.ts'
import { LOST } from '../fakes/forge-api.ts'

/** The service as a transport that always answers the same. */
function serviceThatAnswers(answer: Partial<WireAnswer> | Failure) {
  const sent: WireRequest[] = []
  const api = forgeApi(
    (request) => {
      sent.push(request)
      return Promise.resolve('kind' in answer ? answer : { status: 200, headers: {}, body: '', ...answer })
    },
    () => Date.UTC(2026, 10, 22, 14),
  )
  return { api, sent }
}

const json = (value: unknown) => ({ body: JSON.stringify(value) })

describe('the operations', () => {
  it('are requests as the contract has them, each with a limit', async () => {
    const { api, sent } = serviceThatAnswers(json({ id: JOB_ID, data: [] }))
    const { request } = sampleSpec()
    await api.create(request, 'intent-1')
    await api.get(JOB_ID)
    await api.list(2, 100)
    await api.cancel(JOB_ID)
    const jobs = '/forge/training/jobs'
    expect(sent).toEqual([
      {
        method: 'POST',
        path: jobs,
        body: JSON.stringify(request),
        headers: { 'idempotency-key': 'intent-1' },
        limitMs: 120_000,
      },
      { method: 'GET', path: `${jobs}/${JOB_ID}`, limitMs: 30_000 },
      { method: 'GET', path: `${jobs}?page=2&page_size=100`, limitMs: 30_000 },
      { method: 'POST', path: `${jobs}/${JOB_ID}/cancel`, limitMs: 30_000 },
    ])
  })

  it('cannot be led to another address by an id', async () => {
    const { api, sent } = serviceThatAnswers({ status: 404 })
    await api.get('../../models?x=1#y')
    expect(sent[0]?.path).toBe('/forge/training/jobs/..%2F..%2Fmodels%3Fx%3D1%23y')
  })
})

describe('an answer', () => {
  it('is a job, with the id of the exchange', async () => {
    const { api } = serviceThatAnswers({
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

  it('about a job is taken without an id, and with an id in capitals', async () => {
    expect(await serviceThatAnswers(json({ status: 'RUNNING' })).api.get(JOB_ID)).toEqual({
      ok: true,
      value: { id: JOB_ID, status: 'RUNNING' },
    })
    expect(await serviceThatAnswers(json({ id: JOB_ID.toUpperCase() })).api.get(JOB_ID)).toMatchObject({
      ok: true,
    })
    expect(await serviceThatAnswers(json({ id: null })).api.cancel(JOB_ID)).toMatchObject({
      ok: true,
      value: { id: JOB_ID },
    })
  })

  it.each<[string, Partial<WireAnswer>, string]>([
    [
      'about another job',
      json({ id: 'other', status: 'SUCCESS' }),
      'lacks what the contract promises (HTTP 200, 33 characters)',
    ],
    ['that is a list', json([]), 'lacks what the contract promises'],
    ['that is a text', json('fine'), 'lacks what the contract promises'],
    ['that is null', json(null), 'lacks what the contract promises'],
    ['that is cut', { body: '{"id":"' }, 'not JSON (HTTP 200, 7 characters)'],
    ['that is a page', { body: '<html>login</html>' }, 'not JSON'],
    ['that is empty', { status: 204 }, 'not JSON (HTTP 204, 0 characters)'],
  ])('%s cannot be understood', async (_, answer, words) => {
    const reply = await serviceThatAnswers(answer).api.get(JOB_ID)
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'garbled', status: answer.status ?? 200 } })
    expect(reply).toMatchObject({ failure: { words: expect.stringContaining(words) } })
  })

  it('to a submission without an id cannot be understood', async () => {
    const reply = await serviceThatAnswers({
      ...json({ status: 'QUEUED' }),
      headers: { 'x-request-id': 'r2' },
    }).api.create(sampleSpec().request, 'i')
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'garbled', requestId: 'r2' } })
  })

  it('of the list is a page', async () => {
    const reply = await serviceThatAnswers(json({ data: [{ id: 'a' }, {}], total: 2 })).api.list(0, 20)
    expect(reply).toEqual({ ok: true, value: { jobs: [{ id: 'a' }], total: 2 } })
  })

  it('that never came is passed on', async () => {
    expect(await serviceThatAnswers(LOST).api.list(0, 20)).toEqual({ ok: false, failure: LOST })
  })
})

describe('a refusal', () => {
  const refused = async (status: number, body: unknown, headers: WireAnswer['headers'] = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const reply = await serviceThatAnswers({ status, headers, body: text }).api.get(JOB_ID)
    if (reply.ok) throw new Error('was taken for an answer')
    return reply.failure
  }

  it('carries the words of the service, its id and when to come back', async () => {
    expect(
      await refused(429, { message: 'slow down' }, { 'retry-after': '7', 'mistral-correlation-id': 'c1' }),
    ).toEqual({
      kind: 'status',
      status: 429,
      words: 'slow down',
      requestId: 'c1',
      retryAfterMs: 7_000,
    })
  })

  it.each<[string, number, unknown, Record<string, string>, string]>([
    ['a page', 520, '<html><title>520: unknown error</title>', {}, '520: unknown error'],
    ['an empty body', 504, '', {}, 'no reason given (HTTP 504 with an empty body)'],
    ['a body without words', 500, {}, {}, 'no reason given (HTTP 500 with a body without a message)'],
    ['cut JSON', 500, '{"message":"no', {}, '{"message":"no'],
  ])('with %s', async (_, status, body, headers, words) => {
    expect(await refused(status, body, headers)).toMatchObject({ kind: 'status', status, words })
  })

  it.each<[number, string, RegExp | undefined]>([
    [302, 'moved', /Redirects are not followed.*api-url/],
    [401, 'Unauthorized', /api-key.*quota/],
    [402, 'pay', /billing/],
    [403, 'no', /workspace/],
    [404, 'no Route matched with those values', /path prefix/],
    [404, 'Not Found', /path prefix/],
    [404, 'No training job matches the given query.', /knows no such job/],
    [410, 'Gone', /retired/],
    [400, 'bad', undefined],
    [422, 'bad', undefined],
    [500, 'bad', undefined],
  ])('with HTTP %i and "%s" hints at what to do', async (status, message, hint) => {
    const failure = await refused(
      status,
      { message },
      status === 302 ? { location: 'https://elsewhere.example' } : {},
    )
    if (hint === undefined) expect(failure.hint).toBeUndefined()
    else expect(failure.hint).toMatch(hint)
  })

  it('hints at a redirect without an address too', async () => {
    expect((await refused(304, '')).hint).toMatch(/Redirects/)
  })

  it('takes the id of the gateway from the body, if the headers have none', async () => {
    expect(await refused(404, { message: 'x', request_id: 'k1' })).toMatchObject({ requestId: 'k1' })
    expect(await refused(404, { message: 'x', request_id: 'k1' }, { 'cf-ray': 'r' })).toMatchObject({
      requestId: 'r',
    })
    expect(await refused(404, { message: 'x', request_id: 7 })).not.toHaveProperty('requestId')
    expect(await refused(404, { message: 'x', request_id: 'k'.repeat(500) })).toMatchObject({
      requestId: 'k'.repeat(128),
    })
  })
})
