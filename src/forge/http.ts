import type { ApiError, ApiResult } from '../jobs/api.ts'
import type { Clock } from '../jobs/clock.ts'
import type { Headers } from './headers.ts'
import { ResponseTooLargeError } from '../network/connection-errors.ts'
import type { FindProxy } from '../network/proxy-settings.ts'
import { sendRequest } from '../network/send-request.ts'
import { classifyNetworkError } from './network-errors.ts'

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
  /** Decoded, and not redacted. */
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
  readonly findProxy: FindProxy
}

/**
 * Creates a transport that follows no redirects, which would send the key and the body elsewhere. Each request opens a
 * new connection: if a reused one died, it would be unclear whether the service had received the request.
 */
export function createHttpTransport(options: TransportOptions): Transport {
  return async (request) => {
    const timeout = new AbortController()
    const done = new AbortController()
    const timer = options.clock.sleep(request.timeoutMs, done.signal).then(() => timeout.abort())
    try {
      return { ok: true, value: await send(options, request, timeout.signal) }
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

async function send(
  { baseUrl, apiKey, userAgent, findProxy }: TransportOptions,
  { method, path, body, headers }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  return sendRequest({
    method,
    url: new URL(baseUrl + path),
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': userAgent,
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body,
    maxBodyBytes: MAX_BODY_BYTES,
    signal,
    findProxy,
  })
}

function timeoutError(request: HttpRequest): ApiError {
  return {
    kind: 'interrupted',
    message: `no complete response within ${Math.round(request.timeoutMs / 1000)} s`,
  }
}

/**
 * Redacts secrets in headers and error messages. This must happen here: once a text is cut or escaped for a report, the
 * secret would no longer be found in it. For the same reason the client redacts the texts of a body when it has parsed it.
 */
export function withRedaction(transport: Transport, redact: (text: string) => string): Transport {
  return async (request) => {
    const result = await transport(request)
    if (!result.ok) return { ok: false, error: { ...result.error, message: redact(result.error.message) } }
    const { headers } = result.value
    const redactedHeaders = Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value?.map(redact),
    ])
    return { ok: true, value: { ...result.value, headers: Object.fromEntries(redactedHeaders) as Headers } }
  }
}
