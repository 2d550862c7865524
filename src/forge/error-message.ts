import type { RefusalCause } from '../jobs/api.ts'
import { isFromProxy } from '../network/connection-errors.ts'
import { getHeader } from './headers.ts'
import type { HttpResponse } from './http.ts'

/** In characters; enough for a list of invalid fields. */
const MAX_MESSAGE_LENGTH = 1_000

/** Message fields in error bodies seen from this service and from the gateways in front of it, in order of priority. */
const TEXT_FIELDS = [
  'message',
  'detail',
  'error',
  'msg',
  'failure_reason',
  'error_message',
  'status_message',
  'reason',
]

/**
 * Extracts the service's message from a body of any shape, as one line; undefined if there is none.
 *
 * Known shapes: `{message}`, `{message: {detail: [{loc, msg}]}}`, `{detail: "..."}`, `{detail: [{loc, msg}]}`,
 * `{error: {message}}`. Skips `input` of an invalid field, because it repeats what the caller sent.
 */
export function extractMessage(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return oneLine(value)
  if (depth > 4 || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    const parts = value.map((item) => extractMessage(item, depth + 1)).filter((part) => part !== undefined)
    return parts.length > 0 ? oneLine(parts.join('; ')) : undefined
  }
  const body = value as Record<string, unknown>
  for (const field of TEXT_FIELDS) {
    const message = extractMessage(body[field], depth + 1)
    if (message !== undefined) return withFieldPath(body['loc'], message)
  }
  return undefined
}

/** `["body", "hyperparameters", "batch_size"]` becomes the prefix `hyperparameters.batch_size: `. */
function withFieldPath(loc: unknown, message: string): string {
  if (!Array.isArray(loc)) return message
  const path = loc.filter((part) => typeof part === 'string' || typeof part === 'number').map(String)
  if (path[0] === 'body') path.shift()
  return path.length > 0 ? `${path.join('.')}: ${message}` : message
}

/** Extracts the title of an HTML error page, or else its text. */
export function extractHtmlMessage(text: string): string | undefined {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]
  return oneLine(title ?? text.replace(/<[^>]*>/g, ' '))
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
  if (line === '') return undefined
  return line.length > MAX_MESSAGE_LENGTH ? `${line.slice(0, MAX_MESSAGE_LENGTH).toWellFormed()}…` : line
}

/** Messages of Kong and FastAPI for an unknown path, as opposed to an unknown job. */
const ROUTE_NOT_FOUND = /no route matched|^not found$/i
/**
 * What the service and comparable ones write when an account may not spend more, in a code or in a text. Quotas per minute
 * are rate limits, which end by themselves.
 */
const QUOTA_USED_UP =
  /insufficient[_ ]quota|exceeded your current quota|monthly quota|spend(?:ing)?[_ ](?:limit|cap)|billing[_ ](?:hard[_ ])?limit|(?:out of|insufficient) credits|credit balance/i

/** What a refusal shows beyond its status. `message`: its own, if it has one. */
export function refusalCause(
  { status, headers, body }: Pick<HttpResponse, 'status' | 'headers' | 'body'>,
  message = '',
): RefusalCause | undefined {
  const isPage = /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body)
  if (status === 404) return isPage || ROUTE_NOT_FOUND.test(message) ? 'no-route' : undefined
  if (isPage || isFromProxy(status, getHeader(headers, 'content-type'), body)) return 'web-page'
  return QUOTA_USED_UP.test(body) ? 'quota-used-up' : undefined
}
