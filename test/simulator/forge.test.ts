import { afterEach, describe, expect, it } from '@jest/globals'
import { ManualClock } from './clock.ts'
import type { RequestAdjustments } from './forge-adjust.ts'
import { ForgeContract } from './forge-contract.ts'
import { DEFAULT_KEY, ForgeSimulator, type ForgeOptions } from './forge.ts'
import { stopAtValidated } from './timeline.ts'
import { isRecord } from './wire.ts'

const path = '/forge/training/jobs'
const body = { job_type: 'dpo', model_config: { base_model: 'mistral-small-latest' }, auto_start: true }
const unknownId = '00000000-0000-4000-8000-000000000000'
const dataset = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const ADJUSTABLE = {
  ...body,
  hyperparameters: { learning_rate: 1e-5, warmup_steps: 50, batch_size: 8 },
  dataset_ids: [dataset.toUpperCase()],
}
const model = (base_model: string) => ({ model_config: { base_model } })
const contract = new ForgeContract()
const running: ForgeSimulator[] = []

async function forge(options: ForgeOptions = {}) {
  const clock = new ManualClock()
  const simulator = new ForgeSimulator({ clock, contract, seed: 'test', ...options })
  running.push(simulator)
  await simulator.start()
  const call = async (method: string, to = '', given?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(simulator.url + path + to, {
      method,
      headers: { authorization: `Bearer ${DEFAULT_KEY}`, 'content-type': 'application/json', ...headers },
      ...(given !== undefined && { body: typeof given === 'string' ? given : JSON.stringify(given) }),
    })
    const responseBody: unknown = await response.json()
    if (!isRecord(responseBody)) throw new Error(`not an object: ${JSON.stringify(responseBody)}`)
    return { status: response.status, headers: response.headers, body: responseBody }
  }
  /** Reads the status after each of these times, in seconds from now. */
  const statuses = async (id: unknown, ...seconds: number[]) => {
    const seen: unknown[] = []
    let at = 0
    for (const second of seconds) {
      await clock.advance((second - at) * 1000)
      at = second
      seen.push((await call('GET', `/${String(id)}`)).body['status'])
    }
    return seen
  }
  return { simulator, clock, call, statuses }
}

afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.stop()
})

describe('a job', () => {
  it('follows the default timeline and ends with a model', async () => {
    const { call, clock, statuses } = await forge()
    const { body: job } = await call('POST', '', body)
    expect(await statuses(job['id'], 0, 2.999, 3, 9.9, 10, 59.9, 60)).toEqual([
      'QUEUED',
      'QUEUED',
      'VALIDATING',
      'VALIDATING',
      'RUNNING',
      'RUNNING',
      'SUCCESS',
    ])
    const { body: ended } = await call('GET', `/${String(job['id'])}`)
    expect(ended['output_model']).toBe(
      `ft:mistral-small-latest:5d1c6a2e:20260105:${String(job['id']).slice(0, 8)}`,
    )
    expect(ended['modified_at']).toBe(Math.floor(clock.now() / 1000))
    expect(ended['created_at']).toBe(Math.floor(clock.now() / 1000) - 60)
  })

  it('follows a custom timeline with unknown statuses, repetitions and fields', async () => {
    const timeline = [
      { afterMs: 0, status: 'QUEUED' },
      { afterMs: 1000, status: 'WARMING_UP', fields: { eta: 5 } },
      { afterMs: 2000, status: 'QUEUED' },
      { afterMs: 3000, status: 'SUCCESS', fields: { output_model: null } },
    ]
    const { call, statuses, clock, simulator } = await forge({ timeline })
    const { body: job } = await call('POST', '', body)
    expect(await statuses(job['id'], 0, 1, 2)).toEqual(['QUEUED', 'WARMING_UP', 'QUEUED'])
    await clock.advance(1000)
    expect((await call('GET', `/${String(job['id'])}`)).body).toMatchObject({
      status: 'SUCCESS',
      output_model: null,
    })
    expect(simulator.violations).toEqual([])
    expect(simulator.deviations.map(({ message }) => message.split(' ')[0])).toEqual([
      '/status',
      '/output_model',
    ])
  })

  it('gets its timeline from a function', async () => {
    const { call } = await forge({
      timeline: (request, n) => [{ afterMs: 0, status: `${request.job_type}_${n}` }],
    })
    expect((await call('POST', '', body)).body['status']).toBe('dpo_1')
    expect((await call('POST', '', body)).body['status']).toBe('dpo_2')
  })

  it('stays at VALIDATED without auto_start', async () => {
    const { call, statuses } = await forge()
    const { body: job } = await call('POST', '', { ...body, auto_start: false })
    expect(await statuses(job['id'], 3, 10, 1_000_000)).toEqual(['VALIDATING', 'VALIDATED', 'VALIDATED'])
    const failing = [{ afterMs: 0, status: 'FAILED_VALIDATION' }]
    expect(stopAtValidated(failing)).toEqual(failing)
  })

  it('omits and adds fields as configured', async () => {
    const { call } = await forge({
      resolveAliases: true,
      omitFields: ['hyperparameters', 'model_config.architecture'],
      echoFields: ['auto_start'],
    })
    const model_config = { architecture: 'dense', base_model: 'mistral-small-latest' }
    const { body: job } = await call('POST', '', {
      ...body,
      model_config,
      hyperparameters: { batch_size: 1 },
    })
    expect(job).toMatchObject({ model_config: { base_model: 'mistral-small-2607' }, auto_start: true })
    expect(job['model_config']).not.toHaveProperty('architecture')
    expect(job).not.toHaveProperty('hyperparameters')
  })

  it('shows its request as it was sent without any adjustment', async () => {
    const { call } = await forge({ echoFields: ['dataset_ids'] })
    const { body: job } = await call('POST', '', ADJUSTABLE)
    const { job_type, model_config, hyperparameters, dataset_ids } = ADJUSTABLE
    expect(job).toMatchObject({ job_type, model_config, hyperparameters, dataset_ids })
  })

  it.each<[string, RequestAdjustments, object, Record<string, unknown>]>([
    [
      'fills in defaults',
      { fillDefaults: { 'hyperparameters.weight_decay': 0.1, 'hyperparameters.batch_size': 4 } },
      {},
      { hyperparameters: { ...ADJUSTABLE.hyperparameters, weight_decay: 0.1 } },
    ],
    [
      'fills in whole groups and lists',
      { fillDefaults: { 'hyperparameters.weight_decay': 0.1, dataset_ids: [unknownId] } },
      { hyperparameters: undefined, dataset_ids: [] },
      { hyperparameters: { weight_decay: 0.1 }, dataset_ids: [unknownId] },
    ],
    ['resolves an alias without -latest', { resolveAliases: true }, model('a-small'), model('a-small-2607')],
    ['resolves an alias', { resolveAliases: true }, model('a-small-latest'), model('a-small-2607')],
    ['leaves a release as it is', { resolveAliases: true }, model('a-2503'), model('a-2503')],
    ['leaves a fine-tuned model as it is', { resolveAliases: true }, model('ft:a:b'), model('ft:a:b')],
    [
      'rounds numbers',
      { roundNumbers: true },
      {},
      { hyperparameters: { learning_rate: 0.000009999999747378752, warmup_steps: 48, batch_size: 8 } },
    ],
    ['shows ids in lower case', { idCase: 'lower' }, {}, { dataset_ids: [dataset] }],
    [
      'shows ids in upper case',
      { idCase: 'upper' },
      { dataset_ids: [dataset] },
      { dataset_ids: [dataset.toUpperCase()] },
    ],
  ])('%s', async (_, adjustments, changes, expected) => {
    const { call, simulator } = await forge({ echoFields: ['dataset_ids'], ...adjustments })
    const { body: created } = await call('POST', '', { ...ADJUSTABLE, ...changes })
    const { body: read } = await call('GET', `/${String(created['id'])}`)
    const { body: list } = await call('GET')
    for (const job of [created, read, (list['data'] as unknown[])[0]]) {
      expect(job).toMatchObject(expected)
      const id = simulator.jobs[0]?.id
      expect(job).toHaveProperty('id', adjustments.idCase === 'upper' ? id?.toUpperCase() : id)
    }
    expect(simulator.jobs[0]?.request).toEqual(JSON.parse(JSON.stringify({ ...ADJUSTABLE, ...changes })))
    expect(simulator.violations).toEqual([])
  })
})

describe('cancellation', () => {
  const cancelled = async (options: ForgeOptions) => {
    const environment = await forge({ cancelAfterMs: 2000, ...options })
    const { body: job } = await environment.call('POST', '', body)
    await environment.clock.advance(12_000)
    const response = await environment.call('POST', `/${String(job['id'])}/cancel`)
    return { response, ...environment, after: await environment.statuses(job['id'], 1.9, 2, 100) }
  }

  it('takes effect after cancelAfterMs', async () => {
    const { response, after, simulator } = await cancelled({})
    expect([response.status, response.body['status']]).toEqual([200, 'RUNNING'])
    expect(after).toEqual(['RUNNING', 'CANCELLED', 'CANCELLED'])
    expect(simulator.violations).toEqual([])
  })

  it('passes through CANCELLATION_REQUESTED with cancelMode announced', async () => {
    const { response, after, simulator } = await cancelled({ cancelMode: 'announced' })
    expect([response.status, response.body['status']]).toEqual([200, 'CANCELLATION_REQUESTED'])
    expect(after).toEqual(['CANCELLATION_REQUESTED', 'CANCELLED', 'CANCELLED'])
    expect(simulator.violations).toEqual([])
  })

  it('has no effect with cancelMode ignored', async () => {
    const { response, after } = await cancelled({ cancelMode: 'ignored' })
    expect(response.body['status']).toBe('RUNNING')
    expect(after).toEqual(['RUNNING', 'RUNNING', 'SUCCESS'])
  })

  it('gets a 409 with cancelMode refused', async () => {
    const { response, after } = await cancelled({ cancelMode: 'refused' })
    expect([response.status, response.body]).toEqual([
      409,
      { detail: 'A training job that is RUNNING can not be cancelled.' },
    ])
    expect(after.at(-1)).toBe('SUCCESS')
  })

  it('comes too late with cancelMode success-wins', async () => {
    expect((await cancelled({ cancelMode: 'success-wins' })).after).toEqual(['RUNNING', 'SUCCESS', 'SUCCESS'])
  })

  it('can be repeated, but gets a 409 for a job that has ended', async () => {
    const { call, clock, simulator } = await forge()
    const job = simulator.addJob({ timeline: [{ afterMs: 0, status: 'RUNNING' }] })
    expect((await call('POST', `/${job.id}/cancel`)).status).toBe(200)
    await clock.advance(1000)
    expect((await call('POST', `/${job.id}/cancel`)).status).toBe(200)
    await clock.advance(1000)
    expect((await call('POST', `/${job.id}/cancel`)).status).toBe(409)
    expect(job.status).toBe('CANCELLED')
  })
})

describe('list', () => {
  it('returns jobs newest first, in pages, with the total', async () => {
    const { call, simulator, clock } = await forge()
    const old = simulator.addJob({ ageMs: 60_000 })
    const ids: unknown[] = []
    for (let i = 0; i < 21; i++) ids.unshift((await call('POST', '', body)).body['id'])
    await clock.advance(1000)
    const first = await call('GET')
    expect(first.body['data']).toMatchObject(ids.slice(0, 20).map((id) => ({ id })))
    const last = await call('GET', '?page=1&page_size=20')
    expect(last.body).toMatchObject({ total: 22, data: [{ id: ids.at(-1) }, { id: old.id }] })
    expect((await call('GET', '?page=9')).body).toEqual({ data: [], total: 22 })
    simulator.removeJob(old.id)
    expect((await call('GET', '?page_size=1')).body['total']).toBe(21)
    expect(simulator.accepted).toHaveLength(21)
  })

  it.each(['page=-1', 'page=x', 'page_size=0', 'page_size=101', 'page_size=1.5'])(
    'rejects %s',
    async (query) => {
      const { call } = await forge()
      const { status, body: error } = await call('GET', `?${query}`)
      expect(status).toBe(422)
      expect(error['detail']).toMatchObject([{ loc: ['query', query.split('=')[0]] }])
    },
  )
})

describe('errors', () => {
  it('gets a 401 without the right key', async () => {
    const { call, simulator } = await forge({ key: 'right' })
    for (const authorization of ['Bearer wrong', 'right', '']) {
      const response = await call('POST', '', body, { authorization })
      expect([response.status, response.body['message']]).toEqual([401, 'Unauthorized'])
    }
    expect((await call('GET', '', undefined, { authorization: 'Bearer right' })).status).toBe(200)
    expect(simulator.jobs).toEqual([])
  })

  it.each([
    [{ ...body, name: 'x' }, 'extra_forbidden', ['body', 'name']],
    [
      { ...body, model_config: { base_modle: 'x' } },
      'extra_forbidden',
      ['body', 'model_config', 'base_modle'],
    ],
    [{ job_type: 'dpo' }, 'missing', ['body', 'model_config']],
    [{ ...body, job_type: 'sft' }, 'enum', ['body', 'job_type']],
    [{ ...body, dataset_ids: ['x'] }, 'uuid_parsing', ['body', 'dataset_ids', 0]],
    [
      { ...body, hyperparameters: { batch_size: 0 } },
      'greater_than_equal',
      ['body', 'hyperparameters', 'batch_size'],
    ],
    [
      { ...body, hyperparameters: { batch_size: 1.5 } },
      'int_type',
      ['body', 'hyperparameters', 'batch_size'],
    ],
    [{ ...body, auto_start: 'yes' }, 'bool_type', ['body', 'auto_start']],
    [[], 'model_attributes_type', ['body']],
  ])('rejects %j with 422 %s', async (given, type, loc) => {
    const { call, simulator } = await forge()
    const response = await call('POST', '', given)
    expect(response.status).toBe(422)
    expect(response.body).toMatchObject({ object: 'error', message: { detail: [{ type, loc }] } })
    expect(simulator.jobs).toEqual([])
  })

  it.each([
    [{ job_type: 'dpo', model_config: {} }, 'base_model is required'],
    [
      { job_type: 'pre_training', model_config: { architecture: 'dense', num_experts: 8 } },
      'mixture_of_experts',
    ],
  ])('rejects %j with 400, a rule that the contract states only in prose', async (given, message) => {
    const { call } = await forge()
    const response = await call('POST', '', given)
    expect([response.status, response.body['code']]).toEqual([400, 400])
    expect(response.body['message']).toContain(message)
  })

  it('distinguishes wrong media types, JSON, methods, ids and routes', async () => {
    const { call, simulator } = await forge({ prefix: '/v1' })
    expect((await call('POST', '', body, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await call('POST', '', '{"job_type":')).body).toMatchObject({
      detail: [{ type: 'json_invalid' }],
    })
    const deleted = await call('DELETE', `/${unknownId}`)
    expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET'])
    expect((await call('GET', '/7')).body).toMatchObject({
      detail: [{ type: 'uuid_parsing', loc: ['path', 'job_id'] }],
    })
    const missing = { status: 404, body: { detail: 'No training job matches the given query.' } }
    expect(await call('GET', `/${unknownId}`)).toMatchObject(missing)
    expect(await call('POST', `/${unknownId}/cancel`)).toMatchObject(missing)
    expect(simulator.url).toMatch(/:\d+\/v1$/)
    const outside = await fetch(simulator.url.replace('/v1', path))
    expect(outside.status).toBe(404)
    expect(await outside.json()).toMatchObject({ message: 'no Route matched with those values' })
    expect(simulator.violations).toEqual([])
  })
})

describe('records and headers', () => {
  it('records requests and dates responses with its own clock', async () => {
    const { call, simulator, clock } = await forge()
    const first = await call('POST', '', body, { 'Idempotency-Key': 'k' })
    await clock.advance(90_500)
    const second = await call('GET', '?page=0')
    expect(simulator.requests).toMatchObject([
      {
        sequence: 1,
        operation: 'create',
        method: 'POST',
        path,
        rawBody: JSON.stringify(body),
        body,
        status: 200,
        isProcessed: true,
      },
      { sequence: 2, operation: 'list', query: { page: '0' }, status: 200, fault: undefined },
    ])
    expect(simulator.requests[0]?.headers['idempotency-key']).toBe('k')
    expect(simulator.requests.map(({ receivedAtMs }) => receivedAtMs)).toEqual([
      clock.now() - 90_500,
      clock.now(),
    ])
    expect(second.headers.get('date')).toBe(new Date(clock.now()).toUTCString())
    const ids = [first, second].map(({ headers }) => headers.get('mistral-correlation-id'))
    expect(new Set(ids).size).toBe(2)
  })

  it('conforms to the contract', async () => {
    const { call, simulator, clock } = await forge()
    const { body: job } = await call('POST', '', { ...body, hyperparameters: { learning_rate: 1e-5 } })
    for (let i = 0; i < 8; i++) {
      await call('GET')
      await call('GET', `/${String(job['id'])}`)
      await clock.advance(10_000)
    }
    await call('GET', `/${unknownId}`)
    await call('GET', '', undefined, { authorization: 'none' })
    await call('POST', '', { job_type: 'dpo', model_config: {} })
    expect(simulator.violations).toEqual([])
    expect(simulator.deviations).toEqual([])
  })

  it('records its own violations of the contract', async () => {
    const { call, simulator } = await forge()
    const job = simulator.addJob({ id: 'not-a-uuid' })
    await call('GET')
    expect(job.id).toBe('not-a-uuid')
    expect(simulator.violations).toMatchObject([{ message: '/data/0/id must match format "uuid"' }])
  })

  it('can have ids of another format, which it tells apart by case', async () => {
    const { call, simulator } = await forge({ createId: (index) => `ftjob-A${index}` })
    expect((await call('POST', '', body)).body['id']).toBe('ftjob-A1')
    expect((await call('GET', '/ftjob-A1')).status).toBe(200)
    expect((await call('GET', '/ftjob-a1')).status).toBe(404)
    expect(simulator.violations).toEqual([])
    expect(simulator.deviations.map(({ message }) => message)).toContain('/id must match format "uuid"')
  })

  it('generates the same ids with the same seed', async () => {
    const one = await (await forge()).call('POST', '', body)
    const other = await (await forge()).call('POST', '', body)
    expect(one.body).toEqual(other.body)
    const seedless = await (await forge({ seed: 'another' })).call('POST', '', body)
    expect(seedless.body['id']).not.toBe(one.body['id'])
  })
})
