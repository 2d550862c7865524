/** Headers of an answer, names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Where the service, its gateway and its CDN put the id of an exchange, best first. */
const REQUEST_ID_HEADERS = ['mistral-correlation-id', 'x-request-id', 'x-kong-request-id', 'cf-ray']

/** The longest time that a server is believed to want to be left alone: a year. Beyond any deadline of ours. */
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000

export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** The id under which the service's support finds this exchange. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headerOf(headers, name)?.trim()
    if (value) return value.slice(0, 128)
  }
  return undefined
}

/**
 * `Retry-After` in milliseconds from now: seconds (fractions too) or an HTTP date, which is compared with the server's
 * own `Date` where it has one, because our clock may be off. A time in the past is 0. Undefined if absent or unreadable.
 */
export function retryAfterMs(headers: Headers, wallMs: number): number | undefined {
  const value = headerOf(headers, 'retry-after')?.trim()
  if (!value) return undefined
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return clamp(Number(value) * 1000)
  const at = Date.parse(value)
  if (Number.isNaN(at)) return undefined
  return clamp(at - (serverTimeMs(headers) ?? wallMs))
}

/** The service's clock (`Date`) as Unix time in milliseconds; undefined if absent or unreadable. */
export function serverTimeMs(headers: Headers): number | undefined {
  const at = Date.parse(headerOf(headers, 'date') ?? '')
  return Number.isNaN(at) ? undefined : at
}

function clamp(ms: number): number {
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms))
}
