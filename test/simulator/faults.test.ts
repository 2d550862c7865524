import { afterEach, describe, expect, it } from '@jest/globals'
import { ManualClock } from './clock.ts'
import { faultKinds } from './fault-kinds.ts'
import { parseFault, type Fault, type FaultName } from './faults.ts'
import { defaultKey, ForgeSimulator } from './forge.ts'
import { until, WireClient } from './wire-client.ts'

const path = '/forge/training/jobs'
const headers = { authorization: `Bearer ${defaultKey}`, 'content-type': 'application/json' }
const body = JSON.stringify({ job_type: 'dpo', model_config: { base_model: 'm' }, auto_start: true })
const open: { stop(): Promise<void> | void }[] = []

async function withFaults(...faults: Fault[]) {
  const clock = new ManualClock()
  const forge = new ForgeSimulator({ clock, seed: 'test', faults })
  await forge.start()
  open.push(forge)
  const client = async () => {
    const wire = await WireClient.to(forge.url)
    open.push({ stop: () => wire.close() })
    return wire
  }
  /** Sends a create request and looks no further. */
  const create = async () => {
    const wire = await client()
    wire.send('POST', path, headers, body)
    return wire
  }
  const status = async () => (await fetch(forge.url + path, { headers })).status
  return { clock, forge, client, create, status }
}

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.stop()
})

/** One test, at least, for every row of the table. */
const stories: Record<FaultName, Record<string, () => Promise<void>>> = {
  status: {
    'answers in place of the service': async () => {
      const { forge, create } = await withFaults({
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '7' },
      })
      const wire = await create()
      await until(() => wire.received.includes('}'))
      expect(wire.parts.head).toMatch(/^HTTP\/1.1 429 [^]*retry-after: 7/)
      expect(wire.parts.head).toContain('mistral-correlation-id')
      expect(wire.parts.body).toBe('{"message":"Too Many Requests"}')
      expect(forge.jobs).toHaveLength(0)
    },
    'answers so although the service has acted': async () => {
      const { forge, create } = await withFaults({ kind: 'status', status: 500, body: 'oops', after: true })
      const wire = await create()
      await until(() => wire.received.endsWith('oops'))
      expect(forge.jobs).toHaveLength(1)
    },
  },
  reset: {
    'before the service acts': async () => {
      const { forge, create } = await withFaults({ kind: 'reset' })
      const wire = await create()
      await wire.over()
      expect([wire.ending, wire.received, forge.jobs.length]).toEqual(['reset', '', 0])
    },
    'when the request is read and nothing done': async () => {
      const { forge, create } = await withFaults({ kind: 'reset', read: true })
      const wire = await create()
      await wire.over()
      expect([wire.ending, forge.requests[0]?.raw, forge.jobs.length]).toEqual(['reset', body, 0])
    },
    'before the body is there': async () => {
      const { forge, client } = await withFaults({ kind: 'reset' })
      const wire = await client()
      wire.sendRaw(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`)
      await wire.over()
      expect([wire.ending, forge.requests[0]?.raw]).toEqual(['reset', ''])
    },
    'after the service acted': async () => {
      const { forge, create } = await withFaults({ kind: 'reset', after: true })
      const wire = await create()
      await wire.over()
      expect([wire.ending, wire.received, forge.jobs.length]).toEqual(['reset', '', 1])
    },
  },
  fin: {
    'before the service acts': async () => {
      const { forge, create } = await withFaults({ kind: 'fin' })
      const wire = await create()
      await wire.over()
      expect([wire.ending, wire.received, forge.jobs.length]).toEqual(['fin', '', 0])
    },
    'after the service acted': async () => {
      const { forge, create } = await withFaults({ kind: 'fin', after: true })
      const wire = await create()
      await wire.over()
      expect([wire.ending, wire.received, forge.jobs.length]).toEqual(['fin', '', 1])
    },
  },
  hang: {
    'before the service acts': async () => {
      const { forge, create, clock } = await withFaults({ kind: 'hang' })
      const wire = await create()
      await until(() => forge.requests.length === 1)
      await clock.advance(1_000_000)
      expect([wire.ending, wire.received, forge.jobs.length]).toEqual([undefined, '', 0])
    },
    'after the service acted': async () => {
      const { forge, create, clock } = await withFaults({ kind: 'hang', after: true })
      const wire = await create()
      await until(() => forge.jobs.length === 1)
      await clock.advance(1_000_000)
      expect([wire.ending, wire.received]).toEqual([undefined, ''])
    },
  },
  truncated: {
    'sends less than it announces': async () => {
      const { forge, create } = await withFaults({ kind: 'truncated', bytes: 10 })
      const wire = await create()
      await wire.over()
      const announced = Number(/content-length: (\d+)/.exec(wire.parts.head)?.[1])
      expect(announced).toBeGreaterThan(100)
      expect([wire.ending, forge.jobs.length]).toEqual(['fin', 1])
      expect(wire.parts.body).toBe(`{"id":"${forge.jobs[0]?.id.slice(0, 3) ?? ''}`)
    },
    'or leaves the connection open': async () => {
      const { create, clock } = await withFaults({ kind: 'truncated', end: 'hang' })
      const wire = await create()
      await until(() => wire.parts.body.length > 0)
      await clock.advance(1_000_000)
      expect(wire.ending).toBeUndefined()
    },
    'to the last byte but one': async () => {
      const { forge, create } = await withFaults({ kind: 'truncated', bytes: -1 })
      const wire = await create()
      await wire.over()
      const announced = Number(/content-length: (\d+)/.exec(wire.parts.head)?.[1])
      expect(wire.parts.body.length).toBe(announced - 1)
      expect(forge.jobs).toHaveLength(1)
    },
    'or resets it': async () => {
      const { create } = await withFaults({ kind: 'truncated', end: 'reset' })
      const wire = await create()
      await wire.over()
      expect(wire.ending).toBe('reset')
    },
  },
  head: {
    'sends less than a whole head': async () => {
      const { forge, create } = await withFaults({ kind: 'head', bytes: 9, end: 'fin' })
      const wire = await create()
      await wire.over()
      expect([wire.received, wire.ending, forge.jobs.length]).toEqual(['HTTP/1.1 ', 'fin', 1])
    },
  },
  cut: {
    'looks like a whole answer': async () => {
      const { create } = await withFaults({ kind: 'cut', bytes: 5 })
      const wire = await create()
      await wire.over()
      expect(wire.parts.head).toMatch(/^HTTP\/1.1 200 OK[^]*connection: close/)
      expect(wire.parts.head).not.toMatch(/content-length|transfer-encoding/)
      expect([wire.ending, wire.parts.body]).toEqual(['fin', '{"id"'])
    },
  },
  trickle: {
    'sends piece after piece': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'trickle', bytes: 50, everyMs: 1000 })
      const wire = await create()
      for (let pieces = 1; pieces <= 3; pieces++) {
        await until(() => wire.parts.body.length === pieces * 50 && clock.asleep === 1)
        await clock.advance(1000)
      }
      await until(() => clock.asleep === 1)
      await clock.advance(1000)
      await until(() => forge.requests[0]?.delivered === true)
      expect(JSON.parse(wire.parts.body)).toMatchObject({ status: 'QUEUED' })
    },
  },
  huge: {
    'is valid, and far too long': async () => {
      const { forge } = await withFaults({ kind: 'huge', bytes: 3 << 20 })
      const text = await (await fetch(forge.url + path, { headers })).text()
      expect(text.length).toBe((3 << 20) + '{"data":[],"total":0}'.length)
      expect(JSON.parse(text)).toEqual({ data: [], total: 0 })
    },
  },
  garbage: {
    'is no JSON under a good head': async () => {
      const { forge } = await withFaults({ kind: 'garbage' })
      const answer = await fetch(forge.url + path, { headers })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'application/json; charset=utf-8',
      ])
      await expect(answer.json()).rejects.toThrow('is not valid JSON')
    },
  },
  notHttp: {
    'is another protocol': async () => {
      const { create, forge } = await withFaults({ kind: 'notHttp' })
      const wire = await create()
      await wire.over()
      expect(wire.received).toMatch(/^SSH-2.0/)
      expect(forge.jobs).toHaveLength(1)
    },
  },
  html: {
    'is the page of a proxy': async () => {
      const { forge } = await withFaults({ kind: 'html' })
      const answer = await fetch(forge.url + path, { method: 'POST', headers, body })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([520, 'text/html; charset=UTF-8'])
      expect(await answer.text()).toContain('<title>520')
      expect(forge.jobs).toHaveLength(0)
    },
  },
  redirect: {
    'names another place': async () => {
      const { forge } = await withFaults({
        kind: 'redirect',
        status: 308,
        location: 'https://elsewhere.test/',
      })
      const answer = await fetch(forge.url + path, { headers, redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([308, 'https://elsewhere.test/'])
    },
  },
  delay: {
    'holds the request back': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'delay', ms: 5000 })
      const wire = await create()
      await until(() => clock.asleep === 1)
      await clock.advance(4999)
      expect([wire.received, forge.jobs.length]).toEqual(['', 0])
      await clock.advance(1)
      await until(() => wire.received !== '')
      expect(forge.jobs).toHaveLength(1)
    },
    'or the answer': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'delay', ms: 5000, after: true })
      const wire = await create()
      await until(() => clock.asleep === 1)
      expect([wire.received, forge.jobs.length]).toEqual(['', 1])
      await clock.advance(5000)
      await until(() => wire.received !== '')
    },
  },
  mutate: {
    'changes the answer': async () => {
      const change = (value: unknown) => ({ wrapped: value })
      const { forge } = await withFaults({
        kind: 'mutate',
        set: { total: null },
        remove: ['data'],
        change,
        status: 201,
      })
      const answer = await fetch(forge.url + path, { headers })
      expect([answer.status, await answer.json()]).toEqual([201, { wrapped: { total: null } }])
      expect(forge.violations).toEqual([])
    },
  },
  lateAccept: {
    'fails now and acts later': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'lateAccept', ms: 60_000 })
      const wire = await create()
      await until(() => wire.received !== '')
      expect(wire.parts.head).toContain('504')
      await clock.advance(59_999)
      expect(forge.jobs).toHaveLength(0)
      await clock.advance(1)
      expect(forge.jobs).toMatchObject([{ acceptedAt: clock.now() }])
    },
    'with an ending in place of an answer': async () => {
      const { create, clock, forge } = await withFaults({ kind: 'lateAccept', ms: 60_000, status: 0 })
      const wire = await create()
      await wire.over()
      expect(wire.ending).toBe('reset')
      await clock.advance(60_000)
      expect(forge.jobs).toHaveLength(1)
    },
  },
  refuse: {
    'for a time after a request': async () => {
      const { create, client, clock, forge, status } = await withFaults({
        kind: 'refuse',
        forMs: 9000,
        on: { nth: 1 },
      })
      const bystander = await client()
      const wire = await create()
      await Promise.all([wire.over(), bystander.over()])
      await until(() => clock.asleep === 1)
      await expect(client()).rejects.toThrow('ECONNREFUSED')
      await clock.advance(9000)
      await until(() => forge.listening)
      expect(await status()).toBe(200)
    },
    'during a window': async () => {
      const { client, clock, forge, status } = await withFaults({
        kind: 'refuse',
        on: { from: 1000, to: 3000 },
      })
      expect(await status()).toBe(200)
      await clock.advance(1000)
      await until(() => !forge.listening && clock.asleep === 1)
      await expect(client()).rejects.toThrow('ECONNREFUSED')
      await clock.advance(2000)
      await until(() => forge.listening)
      expect(await status()).toBe(200)
    },
    'and for good, when the simulator is stopped meanwhile': async () => {
      const { client, clock, forge } = await withFaults({ kind: 'refuse', on: { to: 3000 } })
      await forge.stop()
      await clock.advance(3000)
      expect([forge.listening, clock.asleep]).toEqual([false, 0])
      await expect(client()).rejects.toThrow('ECONNREFUSED')
    },
    'from the start': async () => {
      const { client } = await withFaults({ kind: 'refuse', on: { to: 3000 } })
      await expect(client()).rejects.toThrow('ECONNREFUSED')
    },
  },
  closing: {
    'answers, and the next connection is refused': async () => {
      const { clock, client, forge, create, status } = await withFaults({ kind: 'closing', forMs: 9000 })
      const bystander = await client()
      const wire = await create()
      await wire.over()
      expect(wire.parts.head).toMatch(/^HTTP\/1.1 200 OK[^]*connection: close/)
      expect(JSON.parse(wire.parts.body)).toMatchObject({ status: 'QUEUED' })
      await expect(client()).rejects.toThrow('ECONNREFUSED')
      await forge.stop()
      await bystander.over()
      await forge.start()
      await clock.advance(9000)
      expect(await status()).toBe(200)
    },
    'and later ones are taken again': async () => {
      const { clock, client, forge, create, status } = await withFaults({
        kind: 'closing',
        on: { operation: 'create' },
      })
      await (await create()).over()
      await expect(client()).rejects.toThrow('ECONNREFUSED')
      await clock.advance(10_000)
      await until(() => forge.listening)
      expect(await status()).toBe(200)
    },
  },
  deaf: {
    'answers, and resets the next connection': async () => {
      const { client, forge, create, status } = await withFaults({ kind: 'deaf', on: { nth: 1 } })
      const wire = await create()
      await wire.over()
      expect(JSON.parse(wire.parts.body)).toMatchObject({ status: 'QUEUED' })
      // The reset may come before the client has noticed that it is connected.
      const next = await client().catch((error: unknown) => String(error))
      if (typeof next !== 'string') await next.over()
      expect(typeof next === 'string' ? next : next.ending).toMatch(/reset|ECONNRESET/)
      expect(forge.requests).toHaveLength(1)
      expect(await status()).toBe(200)
    },
    'or closes it': async () => {
      const { forge, create } = await withFaults({ kind: 'deaf', end: 'fin', on: { nth: 1 } })
      await (await create()).over()
      const next = await create()
      await until(() => next.ending === 'fin')
      expect([next.received, forge.jobs.length]).toEqual(['', 1])
    },
    'or lets it hang': async () => {
      const { clock, forge, create, status } = await withFaults({ kind: 'deaf', end: 'hang', on: { nth: 1 } })
      await (await create()).over()
      const next = await create()
      await until(() => forge.stalled)
      await clock.advance(1_000_000)
      expect([next.ending, next.received, forge.jobs.length]).toEqual([undefined, '', 1])
      expect(await status()).toBe(200)
      next.close()
      await until(() => forge.quiet)
    },
  },
}

describe.each(Object.keys(faultKinds) as FaultName[])('%s', (name) => {
  it.each(Object.entries(stories[name]))('%s', (_, story) => story())
})

describe('which request a fault strikes', () => {
  it('is a matter of operation, count, time and content; the first fault wins and all count', async () => {
    const { clock, forge, create } = await withFaults(
      { name: 'second list', on: { operation: 'list', nth: 2 }, kind: 'status', status: 502 },
      { on: { operation: 'list', nth: [2, 3] }, kind: 'status', status: 503 },
      { on: { from: 10_000, to: 20_000 }, kind: 'status', status: 504 },
      { on: { when: (request) => request.raw.includes('dpo') }, kind: 'status', status: 418 },
    )
    const list = async () => (await fetch(forge.url + path, { headers })).status
    expect([await list(), await list(), await list(), await list()]).toEqual([200, 502, 503, 200])
    await clock.advance(10_000)
    expect(await list()).toBe(504)
    await clock.advance(10_001)
    expect(await list()).toBe(200)
    const wire = await create()
    await until(() => wire.received.includes('418'))
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

  it('may be added while the service runs', async () => {
    const { forge, status } = await withFaults()
    expect(await status()).toBe(200)
    forge.addFault({ kind: 'status', status: 500 })
    expect(await status()).toBe(500)
  })
})

describe('a fault as JSON', () => {
  it('is taken when its kind and parameters are known', () => {
    const text = '{"on":{"operation":"create","nth":1},"kind":"reset","after":true}'
    expect(parseFault(text)).toEqual({ on: { operation: 'create', nth: 1 }, kind: 'reset', after: true })
  })

  it.each([
    ['{', 'a fault is JSON such as'],
    ['[]', 'a fault is a JSON object'],
    ['{}', 'the kind of a fault is one of status, reset'],
    ['{"kind":"toString"}', 'the kind of a fault is one of'],
    ['{"kind":"reset","on":"create"}', '"on" of a fault is an object'],
    [
      '{"kind":"reset","on":{"operations":"create"}}',
      '"on" knows operation, nth, from, to; not "operations"',
    ],
    ['{"kind":"delay","sm":1}', 'the fault "delay" knows ms, after; not "sm"'],
    ['{"kind":"mutate","change":"x"}', 'not "change"'],
    ['{"kind":"delay","ms":"1"}', '"ms" of the fault "delay" is a number, not "1"'],
    ['{"kind":"delay","name":1}', 'the name of a fault is text'],
  ])('%s is refused', (text, message) => {
    expect(() => parseFault(text)).toThrow(message)
  })
})

it('tells whether clients only wait for time to pass', async () => {
  const { clock, forge, create } = await withFaults(
    { kind: 'hang', on: { nth: 1 } },
    { kind: 'delay', ms: 5000, on: { nth: 2 } },
  )
  expect([forge.quiet, forge.stalled]).toEqual([true, false])
  const hanging = await create()
  await until(() => forge.stalled)
  expect(forge.quiet).toBe(false)
  const waiting = await create()
  await until(() => clock.asleep === 1)
  expect(forge.stalled).toBe(true)
  const uploading = await WireClient.to(forge.url)
  open.push({ stop: () => uploading.close() })
  uploading.sendRaw(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`)
  await until(() => !forge.stalled)
  uploading.close()
  await until(() => forge.stalled)
  await clock.advance(5000)
  await until(() => waiting.received !== '')
  hanging.close()
  await until(() => forge.quiet)
})

it('keeps track of connections, stops and starts again with what it knew', async () => {
  const { forge, client } = await withFaults()
  const wire = await client()
  wire.send('GET', path, headers)
  await until(() => forge.requests[0]?.delivered === true)
  wire.send('POST', path, headers, body)
  await until(() => forge.requests[1]?.delivered === true)
  const other = await client()
  other.send('GET', path, headers)
  await until(() => forge.requests[2]?.delivered === true)
  expect(forge.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
  const { url } = forge
  await forge.stop()
  await wire.over()
  await forge.start()
  expect([forge.url, forge.jobs.length]).toEqual([url, 1])
})
