import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { httpTransport, type WireRequest } from '../../src/forge/http.ts'
import { systemClock } from '../../src/runtime/system-clock.ts'

/** Enough for an exchange on this machine, little enough to wait for. */
const GENEROUS_MS = 5_000
const SHORT_MS = 150

const KEY = 'key-that-stays-here'
const open: { server: Server; sockets: Set<Socket> }[] = []

afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server that does with each connection what the test says, after the whole head of a request has arrived. */
async function serve(onRequest: (socket: Socket, head: string) => void) {
  const sockets = new Set<Socket>()
  const heads: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let received = ''
    socket.on('data', (chunk: Buffer) => {
      const isNew = !received.includes('\r\n\r\n')
      received += chunk.toString()
      if (!isNew || !received.includes('\r\n\r\n')) return
      heads.push(received)
      onRequest(socket, received)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ server, sockets })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const baseUrl = `http://127.0.0.1:${address.port}/v1`
  const transport = httpTransport({ baseUrl, apiKey: KEY, userAgent: 'test-agent/1', clock: systemClock })
  return { transport, heads, sockets, baseUrl, port: address.port }
}

const read = (limitMs = GENEROUS_MS): WireRequest => ({ method: 'GET', path: '/jobs', limitMs })
const answerOf = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`

describe('an exchange', () => {
  it('ends in time where the answer wants to speak another protocol', async () => {
    const { transport } = await serve((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    })
    expect(await transport(read(SHORT_MS))).toMatchObject({ kind: 'lost' })
  })

  it('carries key, agent and body, and brings status, headers and body back', async () => {
    const { transport, heads } = await serve((socket) => {
      const body = '{"message":"grün"}'
      socket.end(
        `HTTP/1.1 422 Unprocessable\r\nX-Request-Id: r1\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
    const answer = await transport({
      method: 'POST',
      path: '/jobs?x=1',
      body: '{"a":1}',
      headers: { 'idempotency-key': 'i' },
      limitMs: GENEROUS_MS,
    })
    expect(answer).toMatchObject({
      status: 422,
      headers: { 'x-request-id': 'r1' },
      body: '{"message":"grün"}',
    })
    expect(heads[0]).toMatch(/^POST \/v1\/jobs\?x=1 HTTP\/1.1\r\n/)
    expect(heads[0]).toMatch(/\r\nauthorization: Bearer key-that-stays-here\r\n/i)
    expect(heads[0]).toMatch(/\r\ncontent-type: application\/json\r\n/i)
    expect(heads[0]).toMatch(/\r\nidempotency-key: i\r\n/i)
    expect(heads[0]).toMatch(/\r\nuser-agent: test-agent\/1\b/i)
    expect(heads[0]).toMatch(/\r\nconnection: close\r\n/i)
  })

  it('has a connection of its own, every time', async () => {
    const { transport, sockets } = await serve((socket) => void socket.write(answerOf('{}')))
    await transport(read())
    await transport(read())
    expect(sockets.size).toBe(2)
  })

  it('takes a chunked body and characters that are cut by chunks', async () => {
    const { transport } = await serve((socket) => {
      const bytes = Buffer.from('{"word":"grün"}')
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
      for (const byte of bytes)
        socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]))
      socket.end('0\r\n\r\n')
    })
    expect(await transport(read())).toMatchObject({ status: 200, body: '{"word":"grün"}' })
  })

  it('does not ask again after a 401', async () => {
    const { transport, heads } = await serve((socket) =>
      socket.end('HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(await transport(read())).toMatchObject({ status: 401, body: '' })
    expect(heads).toHaveLength(1)
  })

  it.each([301, 302, 303, 307, 308])('does not follow a redirect with HTTP %i', async (status) => {
    const elsewhere = await serve((socket) => socket.end(answerOf('{"id":"stolen"}')))
    const { transport } = await serve((socket) =>
      socket.end(
        `HTTP/1.1 ${status} Moved\r\nLocation: ${elsewhere.baseUrl}/jobs\r\nContent-Length: 0\r\n\r\n`,
      ),
    )
    expect(await transport({ ...read(), method: 'POST', body: '{}' })).toMatchObject({ status })
    expect(elsewhere.heads).toEqual([])
  })
})

describe('an exchange that breaks', () => {
  it.each<[string, (socket: Socket) => void]>([
    [
      'a body shorter than it said',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id":'),
    ],
    [
      'a chunked body without its end',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n'),
    ],
    [
      'a chunk that is cut',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"id"'),
    ],
    ['headers that are cut', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
    ['no answer at all', (socket) => socket.end()],
    ['a reset before the answer', (socket) => socket.resetAndDestroy()],
    [
      'a reset in the body',
      (socket) =>
        void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{', () =>
          setTimeout(() => socket.resetAndDestroy(), 10),
        ),
    ],
    ['something that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('by %s is lost', async (_, misbehave) => {
    const { transport } = await serve(misbehave)
    expect(await transport({ ...read(), method: 'POST', body: '{}' })).toMatchObject({
      kind: 'lost',
      words: expect.stringMatching(/\S/),
    })
  })

  it('because nobody listens was never sent', async () => {
    const { transport } = await serve(() => undefined)
    for (const { server } of open.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await transport(read())).toEqual({
      kind: 'unsent',
      words: 'the connection was refused (ECONNREFUSED)',
    })
  })

  it('because the other side speaks no TLS was never sent', async () => {
    const { port } = await serve(() => undefined)
    open[0]!.server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const transport = httpTransport({
      baseUrl: `https://127.0.0.1:${port}`,
      apiKey: KEY,
      userAgent: 'a',
      clock: systemClock,
    })
    expect(await transport(read())).toMatchObject({ kind: 'unsent' })
  })

  it('by a body without end is given up at its limit of bytes', async () => {
    const block = 'x'.repeat(65_536)
    let sent = 0
    const { transport } = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = (): void => {
        while (!socket.destroyed && sent < 64 * block.length) {
          sent += block.length
          if (!socket.write(block)) return void socket.once('drain', more)
        }
      }
      more()
    })
    expect(await transport(read())).toEqual({
      kind: 'lost',
      words: 'the answer is larger than 1048576 bytes',
    })
  })
})

describe('an exchange that hangs', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['before the headers', () => undefined],
    ['in the headers', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-')],
    ['after the headers', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n')],
    ['in the body', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{')],
  ])('%s ends at its limit', async (_, hang) => {
    const { transport, sockets } = await serve(hang)
    const startedMs = performance.now()
    expect(await transport(read(SHORT_MS))).toEqual({ kind: 'lost', words: 'no complete answer within 0 s' })
    const tookMs = performance.now() - startedMs
    expect(tookMs).toBeGreaterThanOrEqual(SHORT_MS - 5)
    expect(tookMs).toBeLessThan(SHORT_MS + 2_000)
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
  })

  it('drop by drop ends at its limit all the same', async () => {
    let drops = 0
    const { transport } = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      const timer = setInterval(() => void (drops++, socket.write('x')), 10)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await transport(read(SHORT_MS))).toMatchObject({ kind: 'lost' })
    expect(drops).toBeGreaterThan(1)
  })

  it('says its limit in seconds', async () => {
    const { transport } = await serve(() => undefined)
    expect(await transport(read(600))).toEqual({ kind: 'lost', words: 'no complete answer within 1 s' })
  })
})
