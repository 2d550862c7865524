import http, {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import https from 'node:https'
import { promisify } from 'node:util'
import { HttpClient } from '@actions/http-client'
import { ResponseTooLargeError } from './connection-errors.ts'
import { socketHost } from './loopback.ts'
import type { FindProxy } from './proxy-settings.ts'
import { encryptTunnel, openTunnel } from './tunnel.ts'

export interface NetworkRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Of the response, after decoding. */
  readonly maxBodyBytes: number
  /** Ends everything, from DNS lookup to the last byte of the body. */
  readonly signal: AbortSignal
  readonly findProxy: FindProxy
  /** Keeps direct connections; by default each request opens a new one. */
  readonly agent?: Agent
}

export interface NetworkResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Decoded, without a byte order mark. */
  readonly body: string
}

/**
 * Sends one request, and reads the whole response. Follows no redirects and does not retry. Any HTTP status resolves.
 *
 * @throws ProxyError, ResponseTooLargeError, Node's errors, or the reason of the signal
 */
export async function sendRequest(request: NetworkRequest): Promise<NetworkResponse> {
  const { signal } = request
  signal.throwIfAborted()
  // Node never settles some requests, such as one whose response switches protocols.
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  return Promise.race([exchange(request), aborted])
}

async function exchange(request: NetworkRequest): Promise<NetworkResponse> {
  const message = await open(request, await connectionOptions(request))
  const encoded = await readBytes(message, request.maxBodyBytes)
  const bytes = await decode(encoded, message.headers['content-encoding'], request.maxBodyBytes)
  // Drops the byte order mark.
  const body = new TextDecoder().decode(bytes)
  return { status: message.statusCode ?? 0, headers: message.headers, body }
}

async function connectionOptions({ url, signal, findProxy, agent }: NetworkRequest): Promise<RequestOptions> {
  const proxy = findProxy(url)
  // Without an agent of ours, Node's global one could apply other proxy rules (NODE_USE_ENV_PROXY).
  if (proxy === undefined) return { agent: agent ?? false }
  const tunnel = await openTunnel(proxy, url, signal)
  return { createConnection: () => (url.protocol === 'https:' ? encryptTunnel(tunnel, url) : tunnel) }
}

/**
 * Uses the raw request of the toolkit's client: its own choice of a connection does not know IPv6 addresses, nor all forms
 * of `no_proxy`.
 */
async function open(
  { method, url, headers, body, signal }: NetworkRequest,
  connection: RequestOptions,
): Promise<IncomingMessage> {
  const options: RequestOptions = {
    host: socketHost(url),
    port: url.port,
    path: url.pathname + url.search,
    method,
    headers: { ...headers },
    signal,
    ...connection,
  }
  const { agent } = connection
  const mayReuse = typeof agent === 'object' && (agent.freeSockets[agent.getName(options)] ?? []).length > 0
  const httpModule = url.protocol === 'https:' ? https : http
  const client = new HttpClient()
  // Without a body it takes null, although its types do not say so.
  const data = body ?? (null as unknown as string)
  const send = async (using: RequestOptions): Promise<IncomingMessage> =>
    (await client.requestRaw({ httpModule, parsedUrl: url, options: using }, data)).message
  try {
    return await send(options)
  } catch (error) {
    // The server may have closed a kept connection just when it was used again.
    if (!mayReuse || method !== 'GET' || signal.aborted) throw error
    return send({ ...options, headers: { ...headers }, agent: false })
  }
}

/** Rejects on an error, on an incomplete body and on one that is too large. */
function readBytes(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const fail = (error: Error): void => {
      message.destroy()
      reject(error)
    }
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) fail(new ResponseTooLargeError(maxBytes))
      else chunks.push(chunk)
    })
    message.on('error', fail)
    message.on('close', () => {
      if (message.complete) resolve(Buffer.concat(chunks))
      else fail(new Error('the connection closed before the response was complete'))
    })
  })
}

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

/** zlib is loaded on demand, because hardly any response is compressed. */
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  br: async (bytes, options) => promisify((await import('node:zlib')).brotliDecompress)(bytes, options),
  deflate: async (bytes, options) => {
    const { inflate, inflateRaw } = await import('node:zlib')
    return promisify(hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, options)
  },
}

async function gunzip(...[bytes, options]: Parameters<Decoder>): Promise<Buffer> {
  return promisify((await import('node:zlib')).gunzip)(bytes, options)
}

/** `deflate` means the zlib format, but some servers send it without the header. */
function hasZlibHeader(bytes: Buffer): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8
}

/** Undoes the encodings of a body, although the request asks for none of most servers: some compress anyway. */
async function decode(
  encoded: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const names = (contentEncoding ?? '').toLowerCase().split(/[\s,]+/)
  let bytes = encoded
  for (const name of names.filter((each) => each !== '' && each !== 'identity').reverse()) {
    const decoder = DECODERS[name]
    if (decoder === undefined) throw new Error(`the response has the unsupported content encoding ${name}`)
    if (bytes.length > 0) bytes = await decodeWithin(decoder, bytes, maxBytes)
  }
  return bytes
}

async function decodeWithin(decoder: Decoder, bytes: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await decoder(bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge
      ? new ResponseTooLargeError(maxBytes)
      : new Error('the response is compressed but damaged', { cause: error })
  }
}
