import type { components } from '../contract/types.gen.ts'
import type { TrainingRequest } from '../job-spec/types.ts'

type ContractJob = components['schemas']['TrainingJob']

/** A job as the service last described it. Only the id is always there: the contract requires no field. */
export interface TrainingJob {
  /** See `parseJobId`. */
  readonly id: string
  /** Verbatim from the service, such as `RUNNING`; absent if the response had none. */
  readonly status?: string
  readonly jobType?: string
  readonly modelConfig?: NonNullable<ContractJob['model_config']>
  readonly hyperparameters?: NonNullable<ContractJob['hyperparameters']>
  /** Not in the contract's response schema, but a service may report them. */
  readonly datasetIds?: readonly string[]
  readonly autoStart?: boolean
  /** Unix time in seconds. */
  readonly createdAt?: number
  /** Unix time in seconds. */
  readonly modifiedAt?: number
  readonly outputModel?: string
  /** Why the name of the model that the service reports is not in `outputModel`. */
  readonly unusableModel?: 'too-long' | 'control-characters'
  /** The service's failure reason. The contract has no such field, so it may be absent. */
  readonly reason?: string
}

/** One page of the organisation's jobs. */
export interface JobPage {
  readonly jobs: readonly TrainingJob[]
  /** Number of jobs on all pages. */
  readonly total?: number
  /** The service's clock (`Date` header), as Unix time in milliseconds. */
  readonly serverNowMs?: number
}

/**
 * What the body of a refusal shows beyond its status:
 *
 * - `quota-used-up`: the account may not spend more;
 * - `web-page`: HTML, so the answer is not from the service;
 * - `no-route`: the path is unknown, as opposed to the job.
 */
export type RefusalCause = 'quota-used-up' | 'web-page' | 'no-route'

/** Why a request got no usable response. A value, not an exception, because this is an ordinary event. */
export interface ApiError {
  /**
   * - `not-sent`: the request never reached the service (DNS failure, connection refused, TLS error);
   * - `http`: the service responded with a status other than 2xx;
   * - `interrupted`: the connection broke, or a time or size limit was hit, so the request may or may not have taken
   *   effect;
   * - `invalid-response`: a 2xx response that could not be parsed.
   */
  readonly kind: 'not-sent' | 'http' | 'interrupted' | 'invalid-response'
  /** HTTP status, if there was a response. */
  readonly status?: number
  readonly because?: RefusalCause
  /** The service's own message, or what happened to the connection. One line. */
  readonly message: string
  /** The service's request id, to quote to its support. */
  readonly requestId?: string
  /** `Retry-After`, in milliseconds from the response. */
  readonly retryAfterMs?: number
  /** The response exceeded the size limit. */
  readonly isTooLarge?: true
  /** What the user can do about it, if known. */
  readonly hint?: string
}

export type ApiResult<T> =
  | { readonly ok: true; readonly value: T; readonly requestId?: string }
  | { readonly ok: false; readonly error: ApiError }

/**
 * The part of the Forge API that this module needs. Each call makes exactly one HTTP request in bounded time and never
 * throws for network or service failures. Retrying is up to the caller.
 */
export interface ForgeApi {
  /** `idempotencyKey` stays the same for every attempt to submit one job. */
  create(request: TrainingRequest, idempotencyKey: string): Promise<ApiResult<TrainingJob>>
  get(id: string): Promise<ApiResult<TrainingJob>>
  /** `page` counts from 0; `pageSize` is 1 to 100. */
  list(page: number, pageSize: number): Promise<ApiResult<JobPage>>
  /** Requests cancellation. The job may still succeed or fail. */
  cancel(id: string): Promise<ApiResult<TrainingJob>>
}
