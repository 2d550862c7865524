import type { Exchange } from './exchange.ts'
import { faultKinds } from './fault-kinds.ts'
import { isRecord, type RecordedRequest } from './wire.ts'

/** Which requests a fault applies to: those that meet all given conditions. */
export interface Trigger {
  /** Such as `create`. */
  operation?: string
  /** Counts the requests that meet the other conditions, from 1. Default: every one. */
  nth?: number | readonly number[] | 'every'
  /** Milliseconds since the start of the simulator, both inclusive. */
  from?: number
  to?: number
  /** Called with the request and its body. */
  when?: (request: RecordedRequest) => boolean
}

export type FaultName = keyof typeof faultKinds

/** A fault as data: when it applies, its kind, and the parameters of that kind. */
export type Fault = {
  [Kind in FaultName]: { kind: Kind; on?: Trigger; name?: string } & Partial<
    (typeof faultKinds)[Kind]['defaults']
  >
}[FaultName]

export function applyFault(fault: Fault, exchange: Exchange): Promise<void> {
  return faultKinds[fault.kind].apply(exchange, fault)
}

/** When nothing listens, for a `refuse` fault that does not depend on a request. */
export function refusalWindow(fault: Fault): { from: number; to: number } | undefined {
  const { operation, nth, when, from, to } = fault.on ?? {}
  const hasRequestCondition = operation !== undefined || nth !== undefined || when !== undefined
  if (fault.kind !== 'refuse' || hasRequestCondition || (from === undefined && to === undefined))
    return undefined
  return { from: from ?? 0, to: to ?? Infinity }
}

/** The faults of a simulator, each with its count of matching requests. */
export class FaultList {
  readonly #faults: { fault: Fault; matchCount: number }[] = []

  add(fault: Fault): void {
    this.#faults.push({ fault, matchCount: 0 })
  }

  /**
   * The first fault that applies to this request. Every fault counts its matching requests, even if an earlier fault
   * applies to them. `readBody` is called if a condition needs the body.
   */
  async select(
    request: RecordedRequest,
    elapsedMs: number,
    readBody: () => Promise<void>,
  ): Promise<Fault | undefined> {
    const candidates = this.#faults.filter(
      ({ fault }) => !refusalWindow(fault) && matchesTrigger(fault.on ?? {}, request, elapsedMs),
    )
    if (candidates.some(({ fault }) => fault.on?.when !== undefined)) await readBody()
    const matching = candidates.filter((entry) => {
      const { when, nth = 'every' } = entry.fault.on ?? {}
      if (when !== undefined && !when(request)) return false
      entry.matchCount += 1
      return nth === 'every' || [nth].flat().includes(entry.matchCount)
    })
    return matching[0]?.fault
  }
}

function matchesTrigger(on: Trigger, request: RecordedRequest, elapsedMs: number): boolean {
  const { operation, from = 0, to = Infinity } = on
  return (operation === undefined || operation === request.operation) && elapsedMs >= from && elapsedMs <= to
}

const TRIGGER_FIELDS = ['operation', 'nth', 'from', 'to']

/**
 * Parses a fault from JSON. Throws an Error for invalid JSON, an unknown kind or parameter, or a parameter of another
 * type than its default.
 */
export function parseFault(text: string): Fault {
  const value = parseJsonObject(text)
  const { kind, on = {}, name = '', ...params } = value
  if (!isFaultName(kind)) {
    throw new Error(
      `"kind" must be one of ${Object.keys(faultKinds).join(', ')}, not ${JSON.stringify(kind)}`,
    )
  }
  if (typeof name !== 'string') throw new Error('"name" must be text')
  if (!isRecord(on)) throw new Error('"on" must be an object such as {"operation":"create","nth":1}')
  rejectUnknownFields('"on"', Object.keys(on), TRIGGER_FIELDS)
  const defaults = new Map<string, unknown>(Object.entries(faultKinds[kind].defaults))
  // JSON has no functions.
  const known = [...defaults.keys()].filter((key) => key !== 'change')
  rejectUnknownFields(`the fault "${kind}"`, Object.keys(params), known)
  for (const [key, param] of Object.entries(params)) {
    const expected = typeof defaults.get(key)
    if (expected !== 'undefined' && typeof param !== expected) {
      throw new Error(`"${key}" of the fault "${kind}" must be a ${expected}, not ${JSON.stringify(param)}`)
    }
  }
  return value as unknown as Fault
}

function parseJsonObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(
      `a fault must be JSON such as {"on":{"operation":"create"},"kind":"reset"}: ${String(error)}`,
      {
        cause: error,
      },
    )
  }
  if (!isRecord(value)) throw new Error('a fault must be a JSON object')
  return value
}

function rejectUnknownFields(where: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((key) => !known.includes(key))
  if (unknown !== undefined) throw new Error(`${where} has no "${unknown}", only ${known.join(', ')}`)
}

function isFaultName(kind: unknown): kind is FaultName {
  return typeof kind === 'string' && Object.hasOwn(faultKinds, kind)
}
