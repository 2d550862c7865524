/** Response headers by lower-case name. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Request id headers of the service, its gateway and its CDN, in order of priority. */
const REQUEST_ID_HEADERS = ['mistral-correlation-id', 'x-request-id', 'x-kong-request-id', 'cf-ray']

/** A year, which is beyond any deadline of a step. */
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000

export function getHeader(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** The request id, for the support of the service. */
export function getRequestId(headers: Headers): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const value = getHeader(headers, name)?.trim()
    if (value) return value.slice(0, 128)
  }
  return undefined
}

/**
 * Parses `Retry-After`, seconds (also fractions) or an HTTP date, into milliseconds from now; 0 for a time in the past,
 * undefined if absent or invalid. A date is compared with the server's `Date` if present, because the local clock may be
 * wrong.
 */
export function parseRetryAfter(headers: Headers, wallMs: number): number | undefined {
  const value = getHeader(headers, 'retry-after')?.trim()
  if (!value) return undefined
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return clamp(Number(value) * 1000)
  const at = Date.parse(value)
  if (Number.isNaN(at)) return undefined
  return clamp(at - (serverTimeMs(headers) ?? wallMs))
}

/** The `Date` header as Unix time in milliseconds; undefined if absent or invalid. */
export function serverTimeMs(headers: Headers): number | undefined {
  const at = Date.parse(getHeader(headers, 'date') ?? '')
  return Number.isNaN(at) ? undefined : at
}

function clamp(ms: number): number {
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms))
}
