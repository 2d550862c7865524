import type { Exchange } from './exchange.ts'
import { faultKinds } from './fault-kinds.ts'
import { isRecord, type RecordedRequest } from './wire.ts'

/** Which requests a fault strikes: those that meet all conditions which are given. */
export interface Trigger {
  /** Name of the operation, e.g. `create`. */
  operation?: string
  /** Among the requests that meet the other conditions: the first is 1. Every one when not given. */
  nth?: number | readonly number[] | 'every'
  /** Milliseconds since the start of the simulator, first and last of the time in which it strikes. */
  from?: number
  to?: number
  /** Sees the request with its body. */
  when?: (request: RecordedRequest) => boolean
}

/** The names of the rows of the table of faults. */
export type FaultName = keyof typeof faultKinds

/** A fault as data: when it strikes, what it is, and the parameters of its kind. */
export type Fault = {
  [Kind in FaultName]: { kind: Kind; on?: Trigger; name?: string } & Partial<
    (typeof faultKinds)[Kind]['defaults']
  >
}[FaultName]

/** Plays `fault` on `exchange`. */
export function applyFault(fault: Fault, exchange: Exchange): Promise<void> {
  return faultKinds[fault.kind].apply(exchange, fault)
}

/** The time in which nothing listens, for a `refuse` fault that waits for no request. */
export function refusalWindow(fault: Fault): { from: number; to: number } | undefined {
  const { operation, nth, when, from, to } = fault.on ?? {}
  const waits = operation !== undefined || nth !== undefined || when !== undefined
  if (fault.kind !== 'refuse' || waits || (from === undefined && to === undefined)) return undefined
  return { from: from ?? 0, to: to ?? Infinity }
}

/** The faults of a simulator, each with the count of requests that it has seen. */
export class FaultBook {
  readonly #entries: { fault: Fault; seen: number }[] = []

  add(fault: Fault): void {
    this.#entries.push({ fault, seen: 0 })
  }

  /**
   * The first fault that strikes this request. Every fault counts the requests that meet its conditions, also those
   * that an earlier fault has struck. `read` is called when a condition wants to see the body.
   */
  async choose(
    request: RecordedRequest,
    elapsedMs: number,
    read: () => Promise<void>,
  ): Promise<Fault | undefined> {
    const near = this.#entries.filter(
      ({ fault }) => !refusalWindow(fault) && fits(fault.on ?? {}, request, elapsedMs),
    )
    if (near.some(({ fault }) => fault.on?.when !== undefined)) await read()
    const hits = near.filter((entry) => {
      const { when, nth = 'every' } = entry.fault.on ?? {}
      if (when !== undefined && !when(request)) return false
      entry.seen += 1
      return nth === 'every' || [nth].flat().includes(entry.seen)
    })
    return hits[0]?.fault
  }
}

function fits(on: Trigger, request: RecordedRequest, elapsedMs: number): boolean {
  const { operation, from = 0, to = Infinity } = on
  return (operation === undefined || operation === request.operation) && elapsedMs >= from && elapsedMs <= to
}

const triggerNames = ['operation', 'nth', 'from', 'to']

/**
 * A fault given as JSON text. Throws an Error that says what is wrong: no JSON, an unknown kind, a parameter that the
 * kind does not have or of another type than its default.
 */
export function parseFault(text: string): Fault {
  const value = parseObject(text)
  const { kind, on = {}, name = '', ...params } = value
  if (!isFaultName(kind)) {
    throw new Error(
      `the kind of a fault is one of ${Object.keys(faultKinds).join(', ')}; not ${JSON.stringify(kind)}`,
    )
  }
  if (typeof name !== 'string') throw new Error('the name of a fault is text')
  if (!isRecord(on)) throw new Error(`"on" of a fault is an object such as {"operation":"create","nth":1}`)
  refuseUnknown('"on"', Object.keys(on), triggerNames)
  const defaults = new Map<string, unknown>(Object.entries(faultKinds[kind].defaults))
  // A function cannot be said in JSON.
  const known = [...defaults.keys()].filter((key) => key !== 'change')
  refuseUnknown(`the fault "${kind}"`, Object.keys(params), known)
  for (const [key, given] of Object.entries(params)) {
    const expected = typeof defaults.get(key)
    if (expected !== 'undefined' && typeof given !== expected) {
      throw new Error(`"${key}" of the fault "${kind}" is a ${expected}, not ${JSON.stringify(given)}`)
    }
  }
  return value as unknown as Fault
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(
      `a fault is JSON such as {"on":{"operation":"create"},"kind":"reset"}: ${String(error)}`,
      {
        cause: error,
      },
    )
  }
  if (!isRecord(value)) throw new Error('a fault is a JSON object')
  return value
}

function refuseUnknown(where: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((key) => !known.includes(key))
  if (unknown !== undefined)
    throw new Error(`${where} knows ${known.join(', ') || 'no parameter'}; not "${unknown}"`)
}

function isFaultName(kind: unknown): kind is FaultName {
  return typeof kind === 'string' && Object.hasOwn(faultKinds, kind)
}
