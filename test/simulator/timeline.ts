/** From `afterMs` after the job was accepted, it has this status. */
export interface TimelineStep {
  readonly afterMs: number
  readonly status: string
  /** Fields of the job while this step lasts, over the usual ones; undefined removes a field. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** What becomes of a job, in the order of time; statuses may be any text and may come again. */
export type Timeline = readonly TimelineStep[]

/** Queueing, checking, training and success, within a minute. */
export const defaultTimeline: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'VALIDATING' },
  { afterMs: 10_000, status: 'RUNNING' },
  { afterMs: 60_000, status: 'SUCCESS' },
]

const beforeStart = ['QUEUED', 'VALIDATING', 'VALIDATED', 'FAILED_VALIDATION']

/** The same without a start: the job rests at VALIDATED from the moment at which it would have gone on. */
export function restingAtValidated(timeline: Timeline): Timeline {
  const start = timeline.findIndex(({ status }) => !beforeStart.includes(status))
  const next = timeline[start]
  if (next === undefined) return timeline
  return [...timeline.slice(0, start), { afterMs: next.afterMs, status: 'VALIDATED' }]
}

/** Such as `QUEUED@0,RUNNING@10,FAILED@60`, in seconds. Throws an Error that says what is wrong. */
export function parseTimeline(text: string): Timeline {
  const steps = text.split(',').map((part) => {
    const [, status, seconds] = /^\s*([A-Za-z_]+)@(\d+(?:\.\d+)?)\s*$/.exec(part) ?? []
    if (status === undefined) {
      throw new Error(
        `a step of the timeline is STATUS@SECONDS, as in QUEUED@0,RUNNING@10,FAILED@60; not "${part}"`,
      )
    }
    return { afterMs: Number(seconds) * 1000, status }
  })
  if (steps[0]?.afterMs !== 0) throw new Error('the timeline begins at 0 seconds, as in QUEUED@0,...')
  if (steps.some(({ afterMs }, i) => afterMs < (steps[i - 1]?.afterMs ?? 0))) {
    throw new Error('the steps of the timeline are in the order of time')
  }
  return steps
}

/** In words: `QUEUED at 0 s, RUNNING at 10 s`. */
export function describeTimeline(timeline: Timeline): string {
  return timeline.map(({ afterMs, status }) => `${status} at ${afterMs / 1000} s`).join(', ')
}
