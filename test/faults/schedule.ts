import type { Fault, FaultName } from '../simulator/faults.ts'
import type { Exchange } from './exchanges.ts'
import type { WorldName } from './worlds.ts'

/** What a blow does to the answer, as far as it can be said before. */
export type Effect =
  /** It comes through whole and in time. */
  | 'answered'
  /** The client cannot have got a usable one. */
  | 'failed'
  /** That depends on the client, or on who is faster. */
  | 'open'

/** A fault of the simulators as plain JSON, before it is said which exchange it strikes. */
export type FaultData = { [Kind in FaultName]: Omit<Extract<Fault, { kind: Kind }>, 'on' | 'name'> }[FaultName]

/** One way in which an exchange goes wrong. */
export interface Blow {
  /** Says position and kind in a few characters. */
  readonly id: string
  readonly effect: Effect
  readonly fault: FaultData
}

/** A blow at a moment of a run. */
export interface Strike extends Blow {
  readonly on: Exchange
}

/** A time during which every request to the service ends like this, in milliseconds from the start. */
export interface Outage extends Blow {
  readonly fromMs: number
  readonly toMs: number
}

/** When somebody else submits the very same: before our request, right after it, or between two looks at the list. */
export type Twin = 'before' | 'with' | 'later'

/** What goes wrong in one run. All of it is data, so that a run can be named and repeated. */
export interface Schedule {
  readonly id: string
  readonly family: string
  readonly world: WorldName
  readonly strikes: readonly Strike[]
  readonly outage?: Outage
  readonly twin?: Twin
  /** Nothing in it is a reason for a red step. */
  readonly mustSucceed: boolean
}

/** Parameters of a schedule with the usual values for the rest; the id follows from them. */
export function schedule(
  family: string,
  strikes: readonly Strike[],
  more: Partial<Omit<Schedule, 'id' | 'family' | 'strikes'>> = {},
): Schedule {
  const { world = 'usual', outage, twin } = more
  const parts = [
    ...(world === 'usual' ? [] : [world]),
    ...(twin === undefined ? [] : [`twin-${twin}`]),
    ...strikes.map(({ on, id }) => `${on}:${id}`),
    ...(outage === undefined ? [] : [`${outage.id}@${outage.fromMs / 1000}-${outage.toMs / 1000}s`]),
  ]
  const id = `${family}/${parts.join('+') || 'nothing'}`
  return { mustSucceed: false, world, ...more, id, family, strikes }
}
