import type { components } from '../contract/types.gen.ts'
import type { TrainingRequest } from '../job-spec/types.ts'

type WireJob = components['schemas']['TrainingJob']

/** A job as the service described it last. Everything but the id may be missing: the contract requires no field. */
export interface TrainingJob {
  /** Lower-case UUID. */
  readonly id: string
  /** The service's own word, such as `RUNNING`; absent if the answer named none. */
  readonly status?: string
  readonly jobType?: string
  readonly modelConfig?: NonNullable<WireJob['model_config']>
  readonly hyperparameters?: NonNullable<WireJob['hyperparameters']>
  /** The contract does not promise that these are told; a service may. */
  readonly datasetIds?: readonly string[]
  readonly autoStart?: boolean
  /** Unix time in seconds. */
  readonly createdAt?: number
  /** Unix time in seconds. */
  readonly modifiedAt?: number
  readonly outputModel?: string
  /** Why it failed, in the service's words, where the answer has any (the contract knows no such field). */
  readonly reason?: string
}

/** One page of the organisation's jobs. */
export interface JobPage {
  readonly jobs: readonly TrainingJob[]
  /** Number of all jobs, on all pages. */
  readonly total?: number
  /** What the service's clock said, as Unix time in milliseconds. */
  readonly serverNowMs?: number
}

/** Why a request brought no usable answer. A value, not an exception: it is an ordinary event. */
export interface Failure {
  /**
   * - `unsent`: it never reached the service (name not found, connection refused, TLS);
   * - `status`: the service answered with a status other than 2xx;
   * - `lost`: connection, time limit or size limit broke the exchange, so it may or may not have been carried out;
   * - `garbled`: a 2xx answer that cannot be understood.
   */
  readonly kind: 'unsent' | 'status' | 'lost' | 'garbled'
  /** HTTP status, where there was one. */
  readonly status?: number
  /** The service's own words, or what happened to the connection. One line. */
  readonly words: string
  /** The service's id of the exchange, for its support. */
  readonly requestId?: string
  /** How long the service asked to be left alone (`Retry-After`), in milliseconds from the answer. */
  readonly retryAfterMs?: number
  /** What a person can do about it, where that is known. */
  readonly hint?: string
}

export type Reply<T> =
  | { readonly ok: true; readonly value: T; readonly requestId?: string }
  | { readonly ok: false; readonly failure: Failure }

/**
 * The service, as this room needs it. Each call is exactly one exchange that ends in bounded time; none throws for what
 * the network or the service may do. Retrying is the caller's decision.
 */
export interface TrainingApi {
  /** `intent` identifies one wish for one job; it goes along as idempotency key. */
  create(request: TrainingRequest, intent: string): Promise<Reply<TrainingJob>>
  get(id: string): Promise<Reply<TrainingJob>>
  /** `page` counts from 0; `pageSize` is 1 to 100. */
  list(page: number, pageSize: number): Promise<Reply<JobPage>>
  /** Asks for cancellation; the job may still end otherwise. */
  cancel(id: string): Promise<Reply<TrainingJob>>
}
