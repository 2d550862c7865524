import type { IncomingHttpHeaders } from 'node:http'

/** What a service answers, before any fault spoils it. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** The bytes as text; empty for an answer without a body. */
  readonly body: string
}

/** All that is known about one request and what became of it. */
export interface RecordedRequest {
  /** 1 for the first request that this simulator saw. */
  readonly n: number
  /** When its head arrived, Unix milliseconds of the simulator's clock. */
  readonly at: number
  /** The operation's name, or `unrouted`. */
  readonly operation: string
  readonly method: string
  /** Path as sent, prefix included, query excluded. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  /** The TCP connection, counted from 1: two requests with the same number shared it. */
  readonly connection: number
  /** The body as sent; empty until (and unless) it was read. */
  raw: string
  /** The body parsed as JSON; undefined where it is empty or no JSON. */
  body: unknown
  /** Whether it came through to the service, which then answered or refused it; a fault may prevent that. */
  processed: boolean
  /** What the service answered, before any fault spoiled it. */
  answer: Answer | undefined
  /** Status of the answer that was begun, if any was. */
  status: number | undefined
  /** Whether the whole answer was handed over to the network. */
  delivered: boolean
  /** Name of the fault that hit it. */
  fault: string | undefined
}

/** Something that a simulator did which the real service would not do. */
export interface Violation {
  readonly request: RecordedRequest
  readonly problem: string
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** `text` as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Whether `value` is an object with string keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
