import type { Failure, Reply, TrainingApi } from '../jobs/api.ts'
import { hintFor, wordsIn, wordsOfPage } from './error-message.ts'
import { requestIdOf, retryAfterMs, type Headers } from './headers.ts'
import type { Transport, WireAnswer } from './http.ts'
import { decodeJob, decodePage, parseJson } from './decode.ts'

const JOBS = '/forge/training/jobs'

/** Reads are quick; one that takes longer is given up and tried again. */
const READ_LIMIT_MS = 30_000
/** Giving up on a submission too early makes a doubt where there was none. */
const CREATE_LIMIT_MS = 120_000

/** The four operations of the service, each one exchange over `transport`. `wall` gives Unix time in milliseconds. */
export function forgeApi(transport: Transport, wall: () => number): TrainingApi {
  const call = async <T>(
    request: Parameters<Transport>[0],
    decode: (body: unknown, headers: Headers) => T | undefined,
  ): Promise<Reply<T>> => {
    const answer = await transport(request)
    if ('kind' in answer) return { ok: false, failure: answer }
    return readAnswer(answer, decode, wall())
  }
  const jobPath = (id: string): string => `${JOBS}/${encodeURIComponent(id)}`
  return {
    create: (request, intent) =>
      call(
        {
          method: 'POST',
          path: JOBS,
          body: JSON.stringify(request),
          // The contract promises nothing for this header. It does no harm, and helps where a service does know it.
          headers: { 'idempotency-key': intent },
          limitMs: CREATE_LIMIT_MS,
        },
        decodeJob,
      ),
    get: (id) => call({ method: 'GET', path: jobPath(id), limitMs: READ_LIMIT_MS }, jobWithId(id)),
    list: (page, pageSize) =>
      call(
        { method: 'GET', path: `${JOBS}?page=${page}&page_size=${pageSize}`, limitMs: READ_LIMIT_MS },
        decodePage,
      ),
    cancel: (id) =>
      call({ method: 'POST', path: `${jobPath(id)}/cancel`, limitMs: READ_LIMIT_MS }, jobWithId(id)),
  }
}

/** An answer about another job than the one that was asked for is no answer; one that names no id is about ours. */
function jobWithId(id: string) {
  return (body: unknown) => {
    const named = typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string'
    const job = decodeJob(named ? body : Object.assign({}, body, { id }))
    const isOurs = job !== undefined && job.id.toLowerCase() === id.toLowerCase()
    return isOurs && typeof body === 'object' && body !== null && !Array.isArray(body) ? job : undefined
  }
}

function readAnswer<T>(
  answer: WireAnswer,
  decode: (body: unknown, headers: Headers) => T | undefined,
  wallMs: number,
): Reply<T> {
  const { status, headers, body } = answer
  const parsed = parseJson(body)
  const requestId = requestIdOf(headers) ?? bodyRequestId(parsed)
  const identified = requestId === undefined ? {} : { requestId }
  if (status < 200 || status > 299)
    return { ok: false, failure: { ...statusFailure(answer, parsed, wallMs), ...identified } }
  const value = decode(parsed, headers)
  if (value !== undefined) return { ok: true, value, ...identified }
  const words =
    parsed === undefined ? 'the answer is not JSON' : 'the answer lacks what the contract promises'
  return {
    ok: false,
    failure: {
      kind: 'garbled',
      status,
      words: `${words} (HTTP ${status}, ${body.length} characters)`,
      ...identified,
    },
  }
}

function statusFailure(answer: WireAnswer, parsed: unknown, wallMs: number): Failure {
  const { status, headers, body } = answer
  const words = parsed === undefined ? wordsOfPage(body) : wordsIn(parsed)
  const retryAfter = retryAfterMs(headers, wallMs)
  const hint = hintFor(status, words ?? '', isRedirect(status, headers))
  return {
    kind: 'status',
    status,
    words:
      words ??
      `no reason given (HTTP ${status} with ${body === '' ? 'an empty body' : 'a body without a message'})`,
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    ...(hint === undefined ? {} : { hint }),
  }
}

function isRedirect(status: number, headers: Headers): boolean {
  return status >= 300 && status < 400 && headers['location'] !== undefined
}

/** Kong, the gateway in front of the service, puts its id into the body. */
function bodyRequestId(body: unknown): string | undefined {
  const id: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'request_id') : undefined
  return typeof id === 'string' && id !== '' ? id.slice(0, 128) : undefined
}
