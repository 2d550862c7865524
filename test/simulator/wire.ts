import type { IncomingHttpHeaders } from 'node:http'

/** The response of a service, before a fault changes it. */
export interface ServiceResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Empty for a response without a body. */
  readonly body: string
}

/** A request and its outcome. */
export interface RecordedRequest {
  /** Counts from 1. */
  readonly sequence: number
  /** When the head arrived: Unix time of the simulator's clock. */
  readonly receivedAtMs: number
  /** Name of the operation, or `unrouted`. */
  readonly operation: string
  readonly method: string
  /** As sent, with prefix, without query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  /** Number of the TCP connection, from 1. */
  readonly connection: number
  /** The body as sent; empty until it was read. */
  rawBody: string
  /** The body parsed as JSON; undefined if it is empty or not JSON. */
  body: unknown
  /** Whether the service processed the request; a fault may prevent that. */
  isProcessed: boolean
  /** The response of the service, before a fault changed it. */
  response: ServiceResponse | undefined
  /** Status of the response, if one was started. */
  status: number | undefined
  /** Whether the whole response was handed to the network. */
  isDelivered: boolean
  /** Name of the fault that was applied. */
  fault: string | undefined
}

/** Something that the simulator did but the real service would not do. */
export interface Violation {
  readonly request: RecordedRequest
  readonly message: string
}

export function jsonResponse(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** Undefined if `text` is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
