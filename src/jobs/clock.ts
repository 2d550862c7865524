export interface Clock {
  /** Monotonic time in milliseconds, for durations and deadlines. */
  now(): number
  /** Unix time in milliseconds, for timestamps. */
  wall(): number
  /** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/**
 * The services and GitHub report times in whole seconds, from several machines. So the same moment may seem to be this
 * much earlier or later.
 */
export const CLOCK_MARGIN_S = 60

/** A moment on both clocks, to find out later whether it is too long ago. */
export interface Moment {
  readonly nowMs: number
  readonly wallMs: number
}

type BothClocks = Pick<Clock, 'now' | 'wall'>

export const momentOf = (clock: BothClocks): Moment => ({ nowMs: clock.now(), wallMs: clock.wall() })

/**
 * How long ago a moment is, by whichever clock counted more: the monotonic one stands still while a machine sleeps, and the
 * other one may be set back. Whatever was read may be relied on before a submission only for some time by this age.
 */
export const ageOf = (moment: Moment | undefined, clock: BothClocks): number =>
  moment === undefined ? Infinity : Math.max(clock.now() - moment.nowMs, clock.wall() - moment.wallMs)

/** How long something may be relied on: until `deadlineMs` on `clock`. */
export interface TimeLimit {
  readonly clock: Clock
  readonly deadlineMs: number
}

/** Its clock also counts the time for which the machine sleeps. */
export function limitTime(clock: Clock, since: Moment, durationMs: number): TimeLimit {
  const now = (): number => since.nowMs + ageOf(since, clock)
  const awake: Clock = { now, wall: () => clock.wall(), sleep: (ms, signal) => clock.sleep(ms, signal) }
  return { clock: awake, deadlineMs: since.nowMs + durationMs }
}

export const isOver = ({ clock, deadlineMs }: TimeLimit): boolean => clock.now() >= deadlineMs
