import type { ApiError, ApiResult } from '../jobs/api.ts'
import type { Clock } from '../jobs/clock.ts'
import type { Headers } from './headers.ts'
import { classifyNetworkError } from './network-errors.ts'
import { HttpClient } from '@actions/http-client'
import type { IncomingMessage, RequestOptions } from 'node:http'

/** A page of 100 jobs is under 100 KB. */
const MAX_BODY_BYTES = 1_048_576

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Path below the base URL, with the query. */
  readonly path: string
  /** JSON text. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Limits the whole request, from DNS lookup to the last byte of the body. */
  readonly timeoutMs: number
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** Sends one HTTP request. Never throws; settles within the timeout of the request. Any HTTP status is `ok`. */
export type Transport = (request: HttpRequest) => Promise<ApiResult<HttpResponse>>

interface TransportOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly userAgent: string
  readonly clock: Clock
}

/**
 * Creates a transport on top of @actions/http-client, which supports the proxy and TLS settings of the runner. Only its
 * plain `request()` is used: the defaults would follow redirects with the body and the key, never settle on a truncated
 * body, and set no overall timeout. Each request opens a new connection: if a reused one died, it would be unclear
 * whether the service had received the request.
 */
export function createHttpTransport(options: TransportOptions): Transport {
  return async (request) => {
    const timeout = new AbortController()
    const done = new AbortController()
    const timer = options.clock.sleep(request.timeoutMs, done.signal).then(() => timeout.abort())
    try {
      const response = sendRequest(options, request, timeout.signal)
      return { ok: true, value: await Promise.race([response, rejectOnAbort(timeout.signal)]) }
    } catch (error) {
      if (timeout.signal.aborted) return { ok: false, error: timeoutError(request) }
      const isTooLarge = error instanceof ResponseTooLargeError ? true : undefined
      return { ok: false, error: { ...classifyNetworkError(error), isTooLarge } }
    } finally {
      done.abort()
      await timer
    }
  }
}

/** Needed because Node never settles some requests, such as one whose response switches protocols. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no complete response in time')), { once: true })
  })
}

async function sendRequest(
  options: TransportOptions,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  // http-client has no option for a signal, but lets its handlers change Node's request options.
  const abortHandler = { prepareRequest: (nodeOptions: RequestOptions) => void (nodeOptions.signal = signal) }
  const client = new HttpClient(
    options.userAgent,
    [{ ...abortHandler, canHandleAuthentication: () => false, handleAuthentication }],
    {
      allowRedirects: false,
      allowRetries: false,
      keepAlive: false,
      socketTimeout: request.timeoutMs + 1_000,
    },
  )
  try {
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${options.apiKey}`,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    }
    const { message } = await client.request(
      request.method,
      options.baseUrl + request.path,
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
  return Promise.reject(new Error('the caller handles HTTP 401'))
}

class ResponseTooLargeError extends Error {
  constructor() {
    super(`the response is larger than ${MAX_BODY_BYTES} bytes`)
  }
}

/** Reads the whole body. Rejects on an error, on an incomplete body and on one that is too large. */
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
      if (bytes > MAX_BODY_BYTES) fail(new ResponseTooLargeError())
      else chunks.push(chunk)
    })
    message.on('error', fail)
    message.on('close', () => {
      if (message.complete) resolve(Buffer.concat(chunks).toString('utf8'))
      else fail(new Error('the connection closed before the response was complete'))
    })
  })
}

function timeoutError(request: HttpRequest): ApiError {
  return {
    kind: 'interrupted',
    message: `no complete response within ${Math.round(request.timeoutMs / 1000)} s`,
  }
}

/**
 * Redacts secrets in what `transport` returns. This must happen here: once a text is cut or escaped for a report, the
 * secret would no longer be found in it.
 */
export function withRedaction(transport: Transport, redact: (text: string) => string): Transport {
  return async (request) => {
    const result = await transport(request)
    if (!result.ok) return { ok: false, error: { ...result.error, message: redact(result.error.message) } }
    const { status, headers, body } = result.value
    const redactedHeaders = Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value?.map(redact),
    ])
    return {
      ok: true,
      value: { status, headers: Object.fromEntries(redactedHeaders) as Headers, body: redact(body) },
    }
  }
}
