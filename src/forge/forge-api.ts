import type { ApiError, ApiResult, ForgeApi, TrainingJob } from '../jobs/api.ts'
import { parseJobId } from '../jobs/job-id.ts'
import { refusalOf } from '../jobs/service-refusals.ts'
import { SERVICE_REQUEST_TIMEOUT_MS, SUBMIT_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import { refusalCause, extractMessage, extractHtmlMessage } from './error-message.ts'
import { getRequestId, parseRetryAfter, type Headers } from './headers.ts'
import type { HttpRequest, HttpResponse, Transport } from './http.ts'
import { decodeJob, decodePage, isObject, parseJson } from './decode.ts'

const JOBS = '/forge/training/jobs'

type Redact = (text: string) => string

/**
 * Creates the client of the Forge API; each call sends one request. `redact` replaces secrets in each text of a response,
 * `wall` returns Unix time in milliseconds.
 */
export function createForgeApi(transport: Transport, redact: Redact, wall: () => number): ForgeApi {
  const call = async <T>(
    request: HttpRequest,
    decode: (body: unknown, headers: Headers) => T | undefined,
  ): Promise<ApiResult<T>> => {
    const result = await transport(request)
    if (!result.ok) return result
    return readResponse(result.value, parseJson(result.value.body, redact), {
      decode,
      redact,
      wallMs: wall(),
    })
  }
  /** Calls an endpoint of one job. A response about another job is invalid. */
  const callJob = async (request: HttpRequest, id: string): Promise<ApiResult<TrainingJob>> => {
    const result = await call(request, (body) => decodeJobWithId(body, id))
    if (!result.ok || result.value.id === parseJobId(id)) return result
    const message = `the service answered with the job ${result.value.id} instead of ${id}`
    return { ok: false, error: { kind: 'invalid-response', message, requestId: result.requestId } }
  }
  const timeoutMs = SERVICE_REQUEST_TIMEOUT_MS
  const jobPath = (id: string): string => `${JOBS}/${encodeURIComponent(id)}`
  return {
    create: (request, idempotencyKey) =>
      call(
        {
          method: 'POST',
          path: JOBS,
          body: JSON.stringify(request),
          // Not in the API contract, but harmless, and it helps if a service supports it.
          headers: { 'idempotency-key': idempotencyKey },
          timeoutMs: SUBMIT_REQUEST_TIMEOUT_MS,
        },
        decodeJob,
      ),
    get: (id) => callJob({ method: 'GET', path: jobPath(id), timeoutMs }, id),
    list: (page, pageSize) =>
      call({ method: 'GET', path: `${JOBS}?page=${page}&page_size=${pageSize}`, timeoutMs }, decodePage),
    cancel: (id) => callJob({ method: 'POST', path: `${jobPath(id)}/cancel`, timeoutMs }, id),
  }
}

/** A response without an id is about the requested job. */
function decodeJobWithId(body: unknown, id: string): TrainingJob | undefined {
  return isObject(body) ? decodeJob({ ...body, id: body['id'] ?? id }) : undefined
}

interface ReadOptions<T> {
  readonly decode: (body: unknown, headers: Headers) => T | undefined
  readonly redact: Redact
  readonly wallMs: number
}

/** `parsed`: the body, undefined if it is not JSON. */
function readResponse<T>(
  response: HttpResponse,
  parsed: unknown,
  { decode, redact, wallMs }: ReadOptions<T>,
): ApiResult<T> {
  const { status, headers, body } = response
  const requestId = getRequestId(headers) ?? bodyRequestId(parsed)
  if (status < 200 || status > 299)
    return {
      ok: false,
      error: { ...toHttpError({ ...response, body: redact(body) }, parsed, wallMs), requestId },
    }
  const value = decode(parsed, headers)
  if (value !== undefined) return { ok: true, value, requestId }
  const message =
    parsed === undefined ? 'the response is not JSON' : 'the response does not match the API schema'
  return {
    ok: false,
    error: {
      kind: 'invalid-response',
      status,
      message: `${message} (HTTP ${status}, ${body.length} characters)`,
      requestId,
    },
  }
}

function toHttpError(response: HttpResponse, parsed: unknown, wallMs: number): ApiError {
  const { status, headers, body } = response
  const message = parsed === undefined ? extractHtmlMessage(body) : extractMessage(parsed)
  const because = refusalCause(response, message)
  return {
    kind: 'http',
    status,
    because,
    message:
      message ??
      `no reason given (HTTP ${status} with ${body === '' ? 'an empty body' : 'a body without a message'})`,
    retryAfterMs: parseRetryAfter(headers, wallMs),
    hint: refusalOf({ kind: 'http', status, because }).hint,
  }
}

/** Kong, the gateway in front of the service, puts its request id into the body. */
function bodyRequestId(body: unknown): string | undefined {
  const id = isObject(body) ? body['request_id'] : undefined
  return typeof id === 'string' && id !== '' ? id.slice(0, 128) : undefined
}
