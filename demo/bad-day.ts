import type { Fault } from '../test/simulator/faults.ts'
import type { Timeline } from '../test/simulator/timeline.ts'

/** What the viewer is told beforehand. */
export const BAD_DAY: readonly string[] = [
  '  1  The first request is answered with 429 (too many requests), and asked to come back in 1 s.',
  '  2  The service accepts the job, and the connection breaks before its answer is there.',
  '     The action does not send the spec again: it looks for its job in the list, twice.',
  '  3  The first look at the job meets a gateway that answers 502 with an HTML page.',
  '     The action asks again after 30 s, and goes on.',
]

export const BAD_DAY_FAULTS: Fault[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '1' }, on: { operation: 'list', nth: 1 } },
  { kind: 'reset', after: true, on: { operation: 'create', nth: 1 } },
  { kind: 'html', status: 502, on: { operation: 'get', nth: 1 } },
]

/** The training ends while the service is away. */
export const BAD_DAY_TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'RUNNING' },
  { afterMs: 40_000, status: 'SUCCESS' },
]
