/** Longest text of the service that is passed on, in characters; enough for a list of refused fields. */
const MAX_WORDS = 1_000

/** Fields that hold the text in the error bodies seen from this service and from the gateways in front of it. */
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
 * The service's own words in a body of any shape, as one line; undefined where it has none.
 *
 * Known shapes: `{message}`, `{message: {detail: [{loc, msg}]}}`, `{detail: "..."}`, `{detail: [{loc, msg}]}`,
 * `{error: {message}}`. Of a refused field only its place and the message are passed on, because `input` repeats what
 * the caller sent.
 */
export function wordsIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return oneLine(value)
  if (depth > 4 || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    const parts = value.map((item) => wordsIn(item, depth + 1)).filter((part) => part !== undefined)
    return parts.length > 0 ? oneLine(parts.join('; ')) : undefined
  }
  const body = value as Record<string, unknown>
  for (const field of TEXT_FIELDS) {
    const words = wordsIn(body[field], depth + 1)
    if (words !== undefined) return withPlace(body['loc'], words)
  }
  return undefined
}

/** `["body", "hyperparameters", "batch_size"]` becomes `hyperparameters.batch_size: ` in front of the words. */
function withPlace(loc: unknown, words: string): string {
  if (!Array.isArray(loc)) return words
  const path = loc.filter((part) => typeof part === 'string' || typeof part === 'number').map(String)
  if (path[0] === 'body') path.shift()
  return path.length > 0 ? `${path.join('.')}: ${words}` : words
}

/** The text of an HTML or plain error page: its title, else the text itself. */
export function wordsOfPage(text: string): string | undefined {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]
  return oneLine(title ?? text.replace(/<[^>]*>/g, ' '))
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line === '') return undefined
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS).toWellFormed()}…` : line
}

/** Answers that mean "there is no such address", unlike "there is no such job" (seen from Kong and FastAPI). */
const UNROUTED = /no route matched|^not found$/i

/**
 * What a person can do about an answer, where experience with this service tells: mostly that one status has several
 * causes which look the same.
 */
export function hintFor(status: number, words: string, redirects: boolean): string | undefined {
  if (redirects || (status >= 300 && status < 400)) {
    return 'Redirects are not followed, because they would carry the key elsewhere. Check `api-url`.'
  }
  switch (status) {
    case 401:
      return 'Check `api-key`. An exhausted quota is answered in the same way.'
    case 403:
      return 'The key is known but not allowed to do this. Check its workspace and whether Forge is enabled for it.'
    case 404:
      return UNROUTED.test(words)
        ? 'The address is not served. Check `api-url`; some deployments need a path prefix, such as https://api.mistral.ai/v1.'
        : 'The service knows no such job. Check `job-id`, and that the key belongs to the same workspace.'
    case 410:
      return 'The service has retired this interface.'
    case 402:
      return 'The account cannot pay for this. Check its billing.'
    default:
      return undefined
  }
}
