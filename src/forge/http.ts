import type { Failure } from '../jobs/api.ts'
import type { Clock } from '../jobs/clock.ts'
import type { Headers } from './headers.ts'
import { connectionFailure } from './network-errors.ts'
import { HttpClient } from '@actions/http-client'
import type { IncomingMessage, RequestOptions } from 'node:http'

/** The largest answer that is read; a page of 100 jobs is under 100 KB. */
const MAX_BODY_BYTES = 1_048_576

export interface WireRequest {
  readonly method: 'GET' | 'POST'
  /** Path after the base address, with its query. */
  readonly path: string
  /** JSON text. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Time for the whole exchange, from the first look at DNS to the last byte of the body, in milliseconds. */
  readonly limitMs: number
}

export interface WireAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** One exchange over the wire. Never throws, always ends within the limit of the request. */
export type Transport = (request: WireRequest) => Promise<WireAnswer | Failure>

export interface TransportOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly userAgent: string
  readonly clock: Clock
}

/**
 * A transport on @actions/http-client, of which only the plain `request()` is used (for proxies and TLS settings of the
 * runner). Its other defaults are not for us: it would follow redirects with the body and the key, never settle on a
 * truncated body, and has no limit over the whole exchange. Every exchange has a connection of its own, because a reused
 * one that dies cannot be told from a request that was lost.
 */
export function httpTransport(options: TransportOptions): Transport {
  return async (request) => {
    const limit = new AbortController()
    const done = new AbortController()
    const timer = options.clock.sleep(request.limitMs, done.signal).then(() => limit.abort())
    try {
      return await Promise.race([exchange(options, request, limit.signal), abortOf(limit.signal)])
    } catch (error) {
      return limit.signal.aborted ? timeLimit(request) : connectionFailure(error)
    } finally {
      done.abort()
      await timer
    }
  }
}

/** Node lets some exchanges end without a word, such as one whose answer switches protocols. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no complete answer in time')), { once: true })
  })
}

async function exchange(o: TransportOptions, request: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
  // Node's own request option; http-client hands the options to its handlers before it sends.
  const bounded = { prepareRequest: (options: RequestOptions) => void (options.signal = signal) }
  const client = new HttpClient(
    o.userAgent,
    [{ ...bounded, canHandleAuthentication: () => false, handleAuthentication }],
    {
      allowRedirects: false,
      allowRetries: false,
      keepAlive: false,
      socketTimeout: request.limitMs + 1_000,
    },
  )
  try {
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${o.apiKey}`,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    }
    const { message } = await client.request(
      request.method,
      o.baseUrl + request.path,
      request.body ?? null,
      headers,
    )
    const body = await readBody(message)
    return { status: message.statusCode ?? 0, headers: message.headers, body }
  } finally {
    client.dispose()
  }
}

function handleAuthentication(): Promise<never> {
  return Promise.reject(new Error('an answer of 401 is for the caller'))
}

/** Reads the body whole, or rejects: on an error, on a connection that ends early, on too many bytes. */
function readBody(message: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const fail = (error: Error): void => {
      message.destroy()
      reject(error)
    }
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_BODY_BYTES) fail(new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`))
      else chunks.push(chunk)
    })
    message.on('error', fail)
    message.on('close', () => {
      if (message.complete) resolve(Buffer.concat(chunks).toString('utf8'))
      else fail(new Error('the connection ended in the middle of the answer'))
    })
  })
}

function timeLimit(request: WireRequest): Failure {
  return { kind: 'lost', words: `no complete answer within ${Math.round(request.limitMs / 1000)} s` }
}

/**
 * The same transport, with secrets taken out of what comes in: a text that was cut or escaped for a report does not show
 * them any more, so that they could not be found there.
 */
export function discreet(transport: Transport, redact: (text: string) => string): Transport {
  return async (request) => {
    const answer = await transport(request)
    if ('kind' in answer) return { ...answer, words: redact(answer.words) }
    const { status, headers, body } = answer
    const clean = Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value?.map(redact),
    ])
    return { status, headers: Object.fromEntries(clean) as typeof headers, body: redact(body) }
  }
}
