import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createHttpTransport, type HttpRequest } from '../../src/forge/http.ts'
import { systemClock } from '../../src/runtime/system-clock.ts'

/** Ample for a request on this machine. */
const GENEROUS_MS = 5_000
const SHORT_MS = 150

const KEY = 'key-that-stays-here'
const openServers: { server: Server; sockets: Set<Socket> }[] = []

afterEach(async () => {
  for (const { server, sockets } of openServers.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** Starts a server that calls `onRequest` once the head of a request has arrived. */
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
  openServers.push({ server, sockets })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const baseUrl = `http://127.0.0.1:${address.port}/v1`
  const transport = createHttpTransport({
    baseUrl,
    apiKey: KEY,
    userAgent: 'test-agent/1',
    clock: systemClock,
    findProxy: () => undefined,
  })
  return { transport, heads, sockets, baseUrl, port: address.port }
}

const read = (timeoutMs = GENEROUS_MS): HttpRequest => ({ method: 'GET', path: '/jobs', timeoutMs })
const okResponse = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`

describe('the HTTP transport', () => {
  it('times out if the response switches protocols', async () => {
    const { transport } = await serve((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    })
    expect(await transport(read(SHORT_MS))).toMatchObject({ ok: false, error: { kind: 'interrupted' } })
  })

  it('sends key, user agent and body, and returns status, headers and body', async () => {
    const { transport, heads } = await serve((socket) => {
      const body = '{"message":"grün"}'
      socket.end(
        `HTTP/1.1 422 Unprocessable\r\nX-Request-Id: r1\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
    const result = await transport({
      method: 'POST',
      path: '/jobs?x=1',
      body: '{"a":1}',
      headers: { 'idempotency-key': 'i' },
      timeoutMs: GENEROUS_MS,
    })
    expect(result).toMatchObject({
      ok: true,
      value: { status: 422, headers: { 'x-request-id': 'r1' }, body: '{"message":"grün"}' },
    })
    expect(heads[0]).toMatch(/^POST \/v1\/jobs\?x=1 HTTP\/1.1\r\n/)
    expect(heads[0]).toMatch(/\r\nauthorization: Bearer key-that-stays-here\r\n/i)
    expect(heads[0]).toMatch(/\r\ncontent-type: application\/json\r\n/i)
    expect(heads[0]).toMatch(/\r\nidempotency-key: i\r\n/i)
    expect(heads[0]).toMatch(/\r\nuser-agent: test-agent\/1\b/i)
    expect(heads[0]).toMatch(/\r\nconnection: close\r\n/i)
  })

  it('opens a new connection for every request', async () => {
    const { transport, sockets } = await serve((socket) => void socket.write(okResponse('{}')))
    await transport(read())
    await transport(read())
    expect(sockets.size).toBe(2)
  })

  it('decodes a chunked body whose chunks split characters', async () => {
    const { transport } = await serve((socket) => {
      const bytes = Buffer.from('{"word":"grün"}')
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
      for (const byte of bytes)
        socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]))
      socket.end('0\r\n\r\n')
    })
    expect(await transport(read())).toMatchObject({
      ok: true,
      value: { status: 200, body: '{"word":"grün"}' },
    })
  })

  it('does not retry after a 401', async () => {
    const { transport, heads } = await serve((socket) =>
      socket.end('HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(await transport(read())).toMatchObject({ ok: true, value: { status: 401, body: '' } })
    expect(heads).toHaveLength(1)
  })

  it.each([301, 302, 303, 307, 308])('does not follow a redirect with HTTP %i', async (status) => {
    const elsewhere = await serve((socket) => socket.end(okResponse('{"id":"stolen"}')))
    const { transport } = await serve((socket) =>
      socket.end(
        `HTTP/1.1 ${status} Moved\r\nLocation: ${elsewhere.baseUrl}/jobs\r\nContent-Length: 0\r\n\r\n`,
      ),
    )
    expect(await transport({ ...read(), method: 'POST', body: '{}' })).toMatchObject({
      ok: true,
      value: { status },
    })
    expect(elsewhere.heads).toEqual([])
  })
})

describe('a failed HTTP request', () => {
  it.each<[string, (socket: Socket) => void]>([
    [
      'a body shorter than its Content-Length',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id":'),
    ],
    [
      'a chunked body without the last chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n'),
    ],
    [
      'a truncated chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"id"'),
    ],
    ['truncated headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
    ['no response', (socket) => socket.end()],
    ['a reset before the response', (socket) => socket.resetAndDestroy()],
    [
      'a reset in the body',
      (socket) =>
        void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{', () =>
          setTimeout(() => socket.resetAndDestroy(), 10),
        ),
    ],
    ['a response that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('is interrupted by %s', async (_, misbehave) => {
    const { transport } = await serve(misbehave)
    expect(await transport({ ...read(), method: 'POST', body: '{}' })).toMatchObject({
      ok: false,
      error: { kind: 'interrupted', message: expect.stringMatching(/\S/) },
    })
  })

  it('is not sent if the connection is refused', async () => {
    const { transport } = await serve(() => undefined)
    for (const { server } of openServers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await transport(read())).toEqual({
      ok: false,
      error: { kind: 'not-sent', message: 'the connection was refused (ECONNREFUSED)' },
    })
  })

  it('is not sent if the server does not support TLS', async () => {
    const { port } = await serve(() => undefined)
    openServers[0]!.server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const transport = createHttpTransport({
      baseUrl: `https://127.0.0.1:${port}`,
      apiKey: KEY,
      userAgent: 'a',
      clock: systemClock,
      findProxy: () => undefined,
    })
    expect(await transport(read())).toMatchObject({ ok: false, error: { kind: 'not-sent' } })
  })

  it('is interrupted if the body exceeds the size limit', async () => {
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
      ok: false,
      error: { kind: 'interrupted', message: 'the response is larger than 1048576 bytes', isTooLarge: true },
    })
  })
})

describe('an HTTP request that hangs', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['before the headers', () => undefined],
    ['in the headers', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-')],
    ['after the headers', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n')],
    ['in the body', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{')],
  ])('%s times out', async (_, hang) => {
    const { transport, sockets } = await serve(hang)
    const startedMs = performance.now()
    expect(await transport(read(SHORT_MS))).toEqual({
      ok: false,
      error: { kind: 'interrupted', message: 'no complete response within 0 s' },
    })
    const elapsedMs = performance.now() - startedMs
    expect(elapsedMs).toBeGreaterThanOrEqual(SHORT_MS - 5)
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
  })

  it('times out even if bytes keep arriving', async () => {
    let drops = 0
    const { transport } = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      const timer = setInterval(() => void (drops++, socket.write('x')), 10)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await transport(read(1_000))).toMatchObject({ ok: false, error: { kind: 'interrupted' } })
    expect(drops).toBeGreaterThan(1)
  })

  it('reports the timeout in seconds', async () => {
    const { transport } = await serve(() => undefined)
    expect(await transport(read(600))).toEqual({
      ok: false,
      error: { kind: 'interrupted', message: 'no complete response within 1 s' },
    })
  })
})
