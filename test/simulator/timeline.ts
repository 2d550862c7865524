/** The status of a job from `afterMs` after its creation on. */
export interface TimelineStep {
  readonly afterMs: number
  readonly status: string
  /** Fields that override those of the job during this step; undefined removes a field. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** How a job proceeds, ordered by time. Statuses may be any text and may repeat. */
export type Timeline = readonly TimelineStep[]

/** Success within a minute. */
export const DEFAULT_TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'VALIDATING' },
  { afterMs: 10_000, status: 'RUNNING' },
  { afterMs: 60_000, status: 'SUCCESS' },
]

const STATUSES_BEFORE_START = ['QUEUED', 'VALIDATING', 'VALIDATED', 'FAILED_VALIDATION']

/** The timeline of a job without `auto_start`: it stays at VALIDATED instead of starting. */
export function stopAtValidated(timeline: Timeline): Timeline {
  const start = timeline.findIndex(({ status }) => !STATUSES_BEFORE_START.includes(status))
  const next = timeline[start]
  if (next === undefined) return timeline
  return [...timeline.slice(0, start), { afterMs: next.afterMs, status: 'VALIDATED' }]
}

/** Parses text such as `QUEUED@0,RUNNING@10,FAILED@60`, in seconds. Throws an Error that names the mistake. */
export function parseTimeline(text: string): Timeline {
  const steps = text.split(',').map((part) => {
    const [, status, seconds] = /^\s*([A-Za-z_]+)@(\d+(?:\.\d+)?)\s*$/.exec(part) ?? []
    if (status === undefined) {
      throw new Error(`a step must be STATUS@SECONDS, as in QUEUED@0,RUNNING@10,FAILED@60, not "${part}"`)
    }
    return { afterMs: Number(seconds) * 1000, status }
  })
  if (steps[0]?.afterMs !== 0) throw new Error('the first step must be at 0 seconds, as in QUEUED@0,...')
  if (steps.some(({ afterMs }, i) => afterMs < (steps[i - 1]?.afterMs ?? 0))) {
    throw new Error('the steps must be ordered by time')
  }
  return steps
}

/** Such as `QUEUED at 0 s, RUNNING at 10 s`. */
export function formatTimeline(timeline: Timeline): string {
  return timeline.map(({ afterMs, status }) => `${status} at ${afterMs / 1000} s`).join(', ')
}
