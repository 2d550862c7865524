import { createServer, Agent, type RequestListener, type Server } from 'node:http'
import zlib from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { readProxySettings } from '../../src/network/proxy-settings.ts'
import { sendRequest, type NetworkRequest } from '../../src/network/send-request.ts'
import { ConnectProxy, type ProxyOptions } from './connect-proxy.ts'
import { listen } from './listener.ts'

const MAX_BYTES = 1_000
const stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

async function start(server: Server, host?: string): Promise<number> {
  const listener = await listen(server, host)
  stops.push(() => listener.stop())
  return listener.port
}

async function serve(listener: RequestListener, host = '127.0.0.1') {
  const port = await start(createServer(listener), host)
  return { port, url: new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}/a?b=c`) }
}

const send = (url: URL, options: Partial<NetworkRequest> = {}) =>
  sendRequest({
    method: 'GET',
    url,
    headers: {},
    maxBodyBytes: MAX_BYTES,
    signal: new AbortController().signal,
    findProxy: () => undefined,
    ...options,
  })

describe('an encoded response', () => {
  const text = '{"word":"grün"}'
  const deflated = zlib.deflateSync(text)

  it.each<[string, Buffer]>([
    ['gzip', zlib.gzipSync(text)],
    ['x-gzip', zlib.gzipSync(text)],
    ['GZIP', zlib.gzipSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['deflate', deflated],
    ['deflate', zlib.deflateRawSync(text)],
    ['deflate, identity, gzip', zlib.gzipSync(deflated)],
    ['identity', Buffer.from(text)],
    ['', Buffer.from(text)],
  ])('is decoded: %s', async (encoding, body) => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    )
    expect((await send(url)).body).toBe(text)
  })

  it.each(['gzip', 'br', 'deflate'])('may be empty: %s', async (encoding) => {
    const { url } = await serve((_, response) =>
      response.writeHead(204, { 'content-encoding': encoding }).end(),
    )
    expect(await send(url)).toMatchObject({ status: 204, body: '' })
  })

  it.each<[string, (text: string) => Buffer]>([
    ['gzip', zlib.gzipSync],
    ['br', zlib.brotliCompressSync],
    ['deflate', zlib.deflateSync],
  ])('is limited by its decoded size: %s', async (encoding, encode) => {
    let size = MAX_BYTES
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(encode('x'.repeat(size))),
    )
    expect((await send(url)).body).toHaveLength(MAX_BYTES)
    size += 1
    await expect(send(url)).rejects.toThrow('the response is larger than 1000 bytes')
  })

  it.each<[string, Buffer, string]>([
    ['gzip', Buffer.from('{"id":"a"}'), 'the response is compressed but damaged'],
    ['gzip', zlib.gzipSync(text).subarray(0, -4), 'the response is compressed but damaged'],
    ['zstd', Buffer.from('x'), 'the response has the unsupported content encoding zstd'],
  ])('is an error if it cannot be decoded: %s', async (encoding, body, message) => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    )
    await expect(send(url)).rejects.toThrow(message)
  })
})

describe('a response', () => {
  it('loses its byte order mark', async () => {
    const { url } = await serve((_, response) => response.end('\ufeff{}'))
    expect((await send(url)).body).toBe('{}')
  })

  it('is limited in size without any encoding', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(MAX_BYTES + 1)))
    await expect(send(url)).rejects.toThrow('the response is larger than 1000 bytes')
  })
})

describe('a request', () => {
  it('reaches an IPv6 address', async () => {
    const { url } = await serve((request, response) => response.end(request.headers.host), '::1')
    expect((await send(url)).body).toBe(url.host)
  })

  it('is not sent if it is aborted before', async () => {
    const { url } = await serve((_, response) => response.end())
    await expect(send(url, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late')
  })

  it.each([
    ['GET', ['GET', 'GET', 'GET']],
    ['POST', ['POST', 'POST']],
  ])('is repeated only if it reads and its kept connection was closed: %s', async (method, expected) => {
    const methods: string[] = []
    const agent = new Agent({ keepAlive: true })
    const { url } = await serve((request, response) => {
      methods.push(request.method ?? '')
      if (methods.length === 2) request.socket.destroy()
      else response.end('x')
    })
    await send(url, { method, agent })
    const second = send(url, { method, agent })
    await (method === 'GET' ? second : expect(second).rejects.toThrow('socket hang up'))
    expect(methods).toEqual(expected)
    agent.destroy()
  })
})

describe('a request through a proxy', () => {
  async function startProxy(options: ProxyOptions, env: (proxy: ConnectProxy) => NodeJS.ProcessEnv) {
    const proxy = await new ConnectProxy(options).start()
    stops.push(() => proxy.stop())
    const settings = readProxySettings(env(proxy))
    if (!settings.ok) throw new Error(settings.errors.join())
    return { proxy, findProxy: settings.findProxy }
  }

  it.each(['service.example', '[fd00::1]'])('names its target: %s', async (host) => {
    const { port } = await serve((request, response) => response.end(request.headers.host))
    const { proxy, findProxy } = await startProxy({ targetPort: port, login: 'anna:p@ss' }, ({ url }) => ({
      http_proxy: url.replace('//', '//anna:p@ss@'),
    }))
    expect(await send(new URL(`http://${host}:81/`), { findProxy })).toMatchObject({ body: `${host}:81` })
    expect(proxy.targets).toEqual([`${host}:81`])
  })

  it('fails if the proxy refuses', async () => {
    const { findProxy } = await startProxy({ login: 'anna:right' }, ({ url }) => ({
      HTTPS_PROXY: url.replace('//', '//anna:wrong@'),
    }))
    await expect(send(new URL('https://service.example/'), { findProxy })).rejects.toMatchObject({
      message: 'the proxy refused the connection (HTTP 407)',
      statusCode: 407,
      variable: 'HTTPS_PROXY',
    })
  })

  it('fails if the proxy cannot be reached', async () => {
    const { proxy, findProxy } = await startProxy({}, ({ url }) => ({ https_proxy: url }))
    await proxy.stop()
    await expect(send(new URL('https://service.example/'), { findProxy })).rejects.toThrow(
      /^no connection to the proxy: connect ECONNREFUSED/,
    )
  })

  it('can be aborted while the proxy does not answer', async () => {
    const abort = new AbortController()
    const silent = createServer().on('connect', () => abort.abort(new Error('too late')))
    const settings = readProxySettings({ http_proxy: `127.0.0.1:${await start(silent)}` })
    const findProxy = settings.ok ? settings.findProxy : () => undefined
    const url = new URL('http://service.example')
    await expect(send(url, { findProxy, signal: abort.signal })).rejects.toThrow('too late')
  })
})
