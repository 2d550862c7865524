import { afterEach, describe, expect, it } from '@jest/globals'
import { ManualClock } from './clock.ts'
import { faultKinds } from './fault-kinds.ts'
import { parseFault, type Fault, type FaultName } from './faults.ts'
import { DEFAULT_KEY, ForgeSimulator } from './forge.ts'
import { waitUntil, SocketClient } from './wire-client.ts'

const path = '/forge/training/jobs'
const headers = { authorization: `Bearer ${DEFAULT_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ job_type: 'dpo', model_config: { base_model: 'm' }, auto_start: true })
const stoppables: { stop(): Promise<void> | void }[] = []

async function withFaults(...faults: Fault[]) {
  const clock = new ManualClock()
  const forge = new ForgeSimulator({ clock, seed: 'test', faults })
  await forge.start()
  stoppables.push(forge)
  const connect = async () => {
    const client = await SocketClient.connect(forge.url)
    stoppables.push({ stop: () => client.close() })
    return client
  }
  /** Sends a create request without waiting for the response. */
  const create = async () => {
    const client = await connect()
    client.send('POST', path, headers, body)
    return client
  }
  const status = async () => (await fetch(forge.url + path, { headers })).status
  return { clock, forge, connect, create, status }
}

afterEach(async () => {
  for (const stoppable of stoppables.splice(0).reverse()) await stoppable.stop()
})

/** At least one test for every kind of fault. */
const tests: Record<FaultName, Record<string, () => Promise<void>>> = {
  status: {
    'responds instead of the service': async () => {
      const { forge, create } = await withFaults({
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '7' },
      })
      const client = await create()
      await waitUntil(() => client.received.includes('}'))
      expect(client.parts.head).toMatch(/^HTTP\/1.1 429 [^]*retry-after: 7/)
      expect(client.parts.head).toContain('mistral-correlation-id')
      expect(client.parts.body).toBe('{"message":"Too Many Requests"}')
      expect(forge.jobs).toHaveLength(0)
    },
    'responds after the service has processed the request': async () => {
      const { forge, create } = await withFaults({ kind: 'status', status: 500, body: 'oops', after: true })
      const client = await create()
      await waitUntil(() => client.received.endsWith('oops'))
      expect(forge.jobs).toHaveLength(1)
    },
  },
  reset: {
    'before the request is processed': async () => {
      const { forge, create } = await withFaults({ kind: 'reset' })
      const client = await create()
      await client.waitForClose()
      expect([client.connectionEnd, client.received, forge.jobs.length]).toEqual(['reset', '', 0])
    },
    'after the request is read, before it is processed': async () => {
      const { forge, create } = await withFaults({ kind: 'reset', read: true })
      const client = await create()
      await client.waitForClose()
      expect([client.connectionEnd, forge.requests[0]?.rawBody, forge.jobs.length]).toEqual([
        'reset',
        body,
        0,
      ])
    },
    'before the body has arrived': async () => {
      const { forge, connect } = await withFaults({ kind: 'reset' })
      const client = await connect()
      client.sendRaw(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`)
      await client.waitForClose()
      expect([client.connectionEnd, forge.requests[0]?.rawBody]).toEqual(['reset', ''])
    },
    'after the request is processed': async () => {
      const { forge, create } = await withFaults({ kind: 'reset', after: true })
      const client = await create()
      await client.waitForClose()
      expect([client.connectionEnd, client.received, forge.jobs.length]).toEqual(['reset', '', 1])
    },
  },
  fin: {
    'before the request is processed': async () => {
      const { forge, create } = await withFaults({ kind: 'fin' })
      const client = await create()
      await client.waitForClose()
      expect([client.connectionEnd, client.received, forge.jobs.length]).toEqual(['fin', '', 0])
    },
    'after the request is processed': async () => {
      const { forge, create } = await withFaults({ kind: 'fin', after: true })
      const client = await create()
      await client.waitForClose()
      expect([client.connectionEnd, client.received, forge.jobs.length]).toEqual(['fin', '', 1])
    },
  },
  hang: {
    'before the request is processed': async () => {
      const { forge, create, clock } = await withFaults({ kind: 'hang' })
      const client = await create()
      await waitUntil(() => forge.requests.length === 1)
      await clock.advance(1_000_000)
      expect([client.connectionEnd, client.received, forge.jobs.length]).toEqual([undefined, '', 0])
    },
    'after the request is processed': async () => {
      const { forge, create, clock } = await withFaults({ kind: 'hang', after: true })
      const client = await create()
      await waitUntil(() => forge.jobs.length === 1)
      await clock.advance(1_000_000)
      expect([client.connectionEnd, client.received]).toEqual([undefined, ''])
    },
  },
  truncated: {
    'sends less than Content-Length announces': async () => {
      const { forge, create } = await withFaults({ kind: 'truncated', bytes: 10 })
      const client = await create()
      await client.waitForClose()
      const announced = Number(/content-length: (\d+)/.exec(client.parts.head)?.[1])
      expect(announced).toBeGreaterThan(100)
      expect([client.connectionEnd, forge.jobs.length]).toEqual(['fin', 1])
      expect(client.parts.body).toBe(`{"id":"${forge.jobs[0]?.id.slice(0, 3) ?? ''}`)
    },
    'leaves the connection open with end: hang': async () => {
      const { create, clock } = await withFaults({ kind: 'truncated', end: 'hang' })
      const client = await create()
      await waitUntil(() => client.parts.body.length > 0)
      await clock.advance(1_000_000)
      expect(client.connectionEnd).toBeUndefined()
    },
    'omits only the last byte with bytes: -1': async () => {
      const { forge, create } = await withFaults({ kind: 'truncated', bytes: -1 })
      const client = await create()
      await client.waitForClose()
      const announced = Number(/content-length: (\d+)/.exec(client.parts.head)?.[1])
      expect(client.parts.body.length).toBe(announced - 1)
      expect(forge.jobs).toHaveLength(1)
    },
    'resets the connection with end: reset': async () => {
      const { create } = await withFaults({ kind: 'truncated', end: 'reset' })
      const client = await create()
      await client.waitForClose()
      expect(client.connectionEnd).toBe('reset')
    },
  },
  truncatedHead: {
    'sends an incomplete head': async () => {
      const { forge, create } = await withFaults({ kind: 'truncatedHead', bytes: 9, end: 'fin' })
      const client = await create()
      await client.waitForClose()
      expect([client.received, client.connectionEnd, forge.jobs.length]).toEqual(['HTTP/1.1 ', 'fin', 1])
    },
  },
  truncatedNoLength: {
    'looks like a complete response': async () => {
      const { create } = await withFaults({ kind: 'truncatedNoLength', bytes: 5 })
      const client = await create()
      await client.waitForClose()
      expect(client.parts.head).toMatch(/^HTTP\/1.1 200 OK[^]*connection: close/)
      expect(client.parts.head).not.toMatch(/content-length|transfer-encoding/)
      expect([client.connectionEnd, client.parts.body]).toEqual(['fin', '{"id"'])
    },
  },
  trickle: {
    'sends the body part by part': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'trickle', bytes: 50, everyMs: 1000 })
      const client = await create()
      for (let pieces = 1; pieces <= 3; pieces++) {
        await waitUntil(() => client.parts.body.length === pieces * 50 && clock.sleeperCount === 1)
        await clock.advance(1000)
      }
      await waitUntil(() => clock.sleeperCount === 1)
      await clock.advance(1000)
      await waitUntil(() => forge.requests[0]?.isDelivered === true)
      expect(JSON.parse(client.parts.body)).toMatchObject({ status: 'QUEUED' })
    },
  },
  huge: {
    'sends valid JSON that is far too long': async () => {
      const { forge } = await withFaults({ kind: 'huge', bytes: 3 << 20 })
      const text = await (await fetch(forge.url + path, { headers })).text()
      expect(text.length).toBe((3 << 20) + '{"data":[],"total":0}'.length)
      expect(JSON.parse(text)).toEqual({ data: [], total: 0 })
    },
  },
  garbage: {
    'sends a body that is not JSON with a valid head': async () => {
      const { forge } = await withFaults({ kind: 'garbage' })
      const response = await fetch(forge.url + path, { headers })
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'application/json; charset=utf-8',
      ])
      await expect(response.json()).rejects.toThrow('is not valid JSON')
    },
  },
  notHttp: {
    'sends bytes of another protocol': async () => {
      const { create, forge } = await withFaults({ kind: 'notHttp' })
      const client = await create()
      await client.waitForClose()
      expect(client.received).toMatch(/^SSH-2.0/)
      expect(forge.jobs).toHaveLength(1)
    },
  },
  html: {
    "sends a proxy's error page": async () => {
      const { forge } = await withFaults({ kind: 'html' })
      const response = await fetch(forge.url + path, { method: 'POST', headers, body })
      expect([response.status, response.headers.get('content-type')]).toEqual([
        520,
        'text/html; charset=UTF-8',
      ])
      expect(await response.text()).toContain('<title>520')
      expect(forge.jobs).toHaveLength(0)
    },
  },
  redirect: {
    'sends another location': async () => {
      const { forge } = await withFaults({
        kind: 'redirect',
        status: 308,
        location: 'https://elsewhere.test/',
      })
      const response = await fetch(forge.url + path, { headers, redirect: 'manual' })
      expect([response.status, response.headers.get('location')]).toEqual([308, 'https://elsewhere.test/'])
    },
  },
  delay: {
    'delays processing': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'delay', ms: 5000 })
      const client = await create()
      await waitUntil(() => clock.sleeperCount === 1)
      await clock.advance(4999)
      expect([client.received, forge.jobs.length]).toEqual(['', 0])
      await clock.advance(1)
      await waitUntil(() => client.received !== '')
      expect(forge.jobs).toHaveLength(1)
    },
    'delays the response with after: true': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'delay', ms: 5000, after: true })
      const client = await create()
      await waitUntil(() => clock.sleeperCount === 1)
      expect([client.received, forge.jobs.length]).toEqual(['', 1])
      await clock.advance(5000)
      await waitUntil(() => client.received !== '')
    },
  },
  mutate: {
    'changes status and body': async () => {
      const change = (value: unknown) => ({ wrapped: value })
      const { forge } = await withFaults({
        kind: 'mutate',
        set: { total: null },
        remove: ['data'],
        change,
        status: 201,
      })
      const response = await fetch(forge.url + path, { headers })
      expect([response.status, await response.json()]).toEqual([201, { wrapped: { total: null } }])
      expect(forge.violations).toEqual([])
    },
  },
  lateAccept: {
    'fails at once and processes the request later': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'lateAccept', ms: 60_000 })
      const client = await create()
      await waitUntil(() => client.received !== '')
      expect(client.parts.head).toContain('504')
      await clock.advance(59_999)
      expect(forge.jobs).toHaveLength(0)
      await clock.advance(1)
      expect(forge.jobs).toMatchObject([{ acceptedAtMs: clock.now() }])
    },
    'ends the connection without a response for status 0': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'lateAccept', ms: 60_000, status: 0 })
      const client = await create()
      await client.waitForClose()
      expect(client.connectionEnd).toBe('reset')
      await clock.advance(60_000)
      expect(forge.jobs).toHaveLength(1)
    },
  },
  refuse: {
    'for some time after a request': async () => {
      const { create, connect, clock, forge, status } = await withFaults({
        kind: 'refuse',
        forMs: 9000,
        on: { nth: 1 },
      })
      const bystander = await connect()
      const client = await create()
      await Promise.all([client.waitForClose(), bystander.waitForClose()])
      await waitUntil(() => clock.sleeperCount === 1)
      await expect(connect()).rejects.toThrow('ECONNREFUSED')
      await clock.advance(9000)
      await waitUntil(() => forge.isListening)
      expect(await status()).toBe(200)
    },
    'during a time window': async () => {
      const { connect, clock, forge, status } = await withFaults({
        kind: 'refuse',
        on: { from: 1000, to: 3000 },
      })
      expect(await status()).toBe(200)
      await clock.advance(1000)
      await waitUntil(() => !forge.isListening && clock.sleeperCount === 1)
      await expect(connect()).rejects.toThrow('ECONNREFUSED')
      await clock.advance(2000)
      await waitUntil(() => forge.isListening)
      expect(await status()).toBe(200)
    },
    'for good if the simulator is stopped meanwhile': async () => {
      const { connect, clock, forge } = await withFaults({ kind: 'refuse', on: { to: 3000 } })
      await forge.stop()
      await clock.advance(3000)
      expect([forge.isListening, clock.sleeperCount]).toEqual([false, 0])
      await expect(connect()).rejects.toThrow('ECONNREFUSED')
    },
    'from the start': async () => {
      const { connect } = await withFaults({ kind: 'refuse', on: { to: 3000 } })
      await expect(connect()).rejects.toThrow('ECONNREFUSED')
    },
  },
  refuseAfterResponse: {
    'responds, then refuses the next connection': async () => {
      const { clock, connect, forge, create, status } = await withFaults({
        kind: 'refuseAfterResponse',
        forMs: 9000,
      })
      const bystander = await connect()
      const client = await create()
      await client.waitForClose()
      expect(client.parts.head).toMatch(/^HTTP\/1.1 200 OK[^]*connection: close/)
      expect(JSON.parse(client.parts.body)).toMatchObject({ status: 'QUEUED' })
      await expect(connect()).rejects.toThrow('ECONNREFUSED')
      await forge.stop()
      await bystander.waitForClose()
      await forge.start()
      await clock.advance(9000)
      expect(await status()).toBe(200)
    },
    'accepts connections again after forMs': async () => {
      const { clock, connect, forge, create, status } = await withFaults({
        kind: 'refuseAfterResponse',
        on: { operation: 'create' },
      })
      await (await create()).waitForClose()
      await expect(connect()).rejects.toThrow('ECONNREFUSED')
      await clock.advance(10_000)
      await waitUntil(() => forge.isListening)
      expect(await status()).toBe(200)
    },
  },
  dropNextConnection: {
    'responds, then resets the next connection': async () => {
      const { connect, forge, create, status } = await withFaults({
        kind: 'dropNextConnection',
        on: { nth: 1 },
      })
      const client = await create()
      await client.waitForClose()
      expect(JSON.parse(client.parts.body)).toMatchObject({ status: 'QUEUED' })
      // The reset may arrive before the client sees that it is connected.
      const next = await connect().catch((error: unknown) => String(error))
      if (typeof next !== 'string') await next.waitForClose()
      expect(typeof next === 'string' ? next : next.connectionEnd).toMatch(/reset|ECONNRESET/)
      expect(forge.requests).toHaveLength(1)
      expect(await status()).toBe(200)
    },
    'closes the next connection with end: fin': async () => {
      const { forge, create } = await withFaults({ kind: 'dropNextConnection', end: 'fin', on: { nth: 1 } })
      await (await create()).waitForClose()
      const next = await create()
      await waitUntil(() => next.connectionEnd === 'fin')
      expect([next.received, forge.jobs.length]).toEqual(['', 1])
    },
    'leaves the next connection unanswered with end: hang': async () => {
      const { clock, forge, create, status } = await withFaults({
        kind: 'dropNextConnection',
        end: 'hang',
        on: { nth: 1 },
      })
      await (await create()).waitForClose()
      const next = await create()
      await waitUntil(() => forge.isStalled)
      await clock.advance(1_000_000)
      expect([next.connectionEnd, next.received, forge.jobs.length]).toEqual([undefined, '', 1])
      expect(await status()).toBe(200)
      next.close()
      await waitUntil(() => forge.isIdle)
    },
  },
}

describe.each(Object.keys(faultKinds) as FaultName[])('%s', (name) => {
  it.each(Object.entries(tests[name]))('%s', (_, test) => test())
})

describe('selecting a fault', () => {
  it('depends on operation, count, time and content; the first match wins, and all matches count', async () => {
    const { clock, forge, create } = await withFaults(
      { name: 'second list', on: { operation: 'list', nth: 2 }, kind: 'status', status: 502 },
      { on: { operation: 'list', nth: [2, 3] }, kind: 'status', status: 503 },
      { on: { from: 10_000, to: 20_000 }, kind: 'status', status: 504 },
      { on: { when: (request) => request.rawBody.includes('dpo') }, kind: 'status', status: 418 },
    )
    const list = async () => (await fetch(forge.url + path, { headers })).status
    expect([await list(), await list(), await list(), await list()]).toEqual([200, 502, 503, 200])
    await clock.advance(10_000)
    expect(await list()).toBe(504)
    await clock.advance(10_001)
    expect(await list()).toBe(200)
    const client = await create()
    await waitUntil(() => client.received.includes('418'))
    expect(forge.requests.map(({ fault }) => fault)).toEqual([
      undefined,
      'second list',
      'status',
      undefined,
      'status',
      undefined,
      'status',
    ])
  })

  it('includes faults that are added while the server runs', async () => {
    const { forge, status } = await withFaults()
    expect(await status()).toBe(200)
    forge.addFault({ kind: 'status', status: 500 })
    expect(await status()).toBe(500)
  })
})

describe('parseFault', () => {
  it('accepts known kinds and parameters', () => {
    const text = '{"on":{"operation":"create","nth":1},"kind":"reset","after":true}'
    expect(parseFault(text)).toEqual({ on: { operation: 'create', nth: 1 }, kind: 'reset', after: true })
  })

  it.each([
    ['{', 'a fault must be JSON such as'],
    ['[]', 'a fault must be a JSON object'],
    ['{}', '"kind" must be one of status, reset'],
    ['{"kind":"toString"}', '"kind" must be one of'],
    ['{"kind":"reset","on":"create"}', '"on" must be an object'],
    [
      '{"kind":"reset","on":{"operations":"create"}}',
      '"on" has no "operations", only operation, nth, from, to',
    ],
    ['{"kind":"delay","sm":1}', 'the fault "delay" has no "sm", only ms, after'],
    ['{"kind":"mutate","change":"x"}', 'has no "change"'],
    ['{"kind":"delay","ms":"1"}', '"ms" of the fault "delay" must be a number, not "1"'],
    ['{"kind":"delay","name":1}', '"name" must be text'],
  ])('rejects %s', (text, message) => {
    expect(() => parseFault(text)).toThrow(message)
  })
})

it('reports whether clients only wait for time to pass', async () => {
  const { clock, forge, create } = await withFaults(
    { kind: 'hang', on: { nth: 1 } },
    { kind: 'delay', ms: 5000, on: { nth: 2 } },
  )
  expect([forge.isIdle, forge.isStalled]).toEqual([true, false])
  const hanging = await create()
  await waitUntil(() => forge.isStalled)
  expect(forge.isIdle).toBe(false)
  const waiting = await create()
  await waitUntil(() => clock.sleeperCount === 1)
  expect(forge.isStalled).toBe(true)
  const uploading = await SocketClient.connect(forge.url)
  stoppables.push({ stop: () => uploading.close() })
  uploading.sendRaw(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`)
  await waitUntil(() => !forge.isStalled)
  uploading.close()
  await waitUntil(() => forge.isStalled)
  await clock.advance(5000)
  await waitUntil(() => waiting.received !== '')
  hanging.close()
  await waitUntil(() => forge.isIdle)
})

it('numbers connections, and keeps its state when it is stopped and started again', async () => {
  const { forge, connect } = await withFaults()
  const client = await connect()
  client.send('GET', path, headers)
  await waitUntil(() => forge.requests[0]?.isDelivered === true)
  client.send('POST', path, headers, body)
  await waitUntil(() => forge.requests[1]?.isDelivered === true)
  const other = await connect()
  other.send('GET', path, headers)
  await waitUntil(() => forge.requests[2]?.isDelivered === true)
  expect(forge.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
  const { url } = forge
  await forge.stop()
  await client.waitForClose()
  await forge.start()
  expect([forge.url, forge.jobs.length]).toEqual([url, 1])
})
