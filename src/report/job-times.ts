import { CLOCK_MARGIN_S } from '../jobs/clock.ts'
import { isTerminal, parsePhase } from '../jobs/job-status.ts'
import type { JobState, StatusChange } from '../jobs/job-state.ts'

/** The time that a job spent in a status (Unix time). */
export interface TimeSpan {
  /** Empty for the time between the creation of the job and our first look at it. */
  readonly status: string
  readonly startMs: number
  /** Absent for a terminal status, and for the last one that we saw of a job that has ended at an unknown time. */
  readonly endMs?: number
}

/**
 * The statuses of a job one after the other, without gaps: every duration of a report is computed from these spans, so that
 * no two of them contradict each other. What we saw late gets the times that the service reports.
 */
export function timeSpans({ timeline, job }: JobState, nowMs: number): readonly TimeSpan[] {
  const hasEnded = isTerminal(parsePhase(job?.status))
  const createdMs = job?.createdAt === undefined ? undefined : job.createdAt * 1000
  const endedMs = hasEnded && job?.modifiedAt !== undefined ? job.modifiedAt * 1000 : undefined
  const [first] = timeline
  if (first === undefined) {
    if (createdMs === undefined || endedMs === undefined || endedMs < createdMs) return []
    return [
      { status: '', startMs: createdMs, endMs: endedMs },
      { status: job?.status ?? '', startMs: endedMs },
    ]
  }
  const isSeenLate = createdMs !== undefined && first.atMs - createdMs > CLOCK_MARGIN_S * 1000
  const changes = [
    ...(isSeenLate ? [{ status: '', atMs: createdMs }] : []),
    ...adjustEnd(timeline, job?.status ?? '', endedMs),
  ]
  return changes.map(({ status, atMs }, n) => ({
    status,
    startMs: atMs,
    endMs: changes[n + 1]?.atMs ?? (hasEnded ? undefined : nowMs),
  }))
}

/** Moves the end of an ended job to where the service says it was, and adds it if we did not see it. */
function adjustEnd(
  timeline: readonly StatusChange[],
  status: string,
  endedMs: number | undefined,
): readonly StatusChange[] {
  const last = timeline.at(-1)
  if (endedMs === undefined || last === undefined) return timeline
  const isSeen = isTerminal(parsePhase(last.status))
  const before = isSeen ? timeline.slice(0, -1) : timeline
  if (endedMs < (before.at(-1)?.atMs ?? -Infinity)) return timeline
  return [...before, isSeen ? { ...last, atMs: Math.min(endedMs, last.atMs) } : { status, atMs: endedMs }]
}

/**
 * How long a job took or has taken so far: since its training began, or since its creation if it has not come to that.
 * Undefined if that time is unknown.
 */
export function jobDurationMs(state: JobState, nowMs: number): number | undefined {
  const spans = timeSpans(state, nowMs)
  const last = spans.at(-1)
  const isEndUnknown = last?.endMs === undefined && !isTerminal(parsePhase(last?.status))
  if (last === undefined || isEndUnknown) return undefined
  const startMs =
    spanStartMs(state, spans, 'running') ?? (isStartKnown(state) ? spans[0]?.startMs : undefined)
  return startMs === undefined ? undefined : (last.endMs ?? last.startMs) - startMs
}

/** Since when the job has been in its phase; undefined if we saw it too late to know. */
export function phaseStartMs(state: JobState, nowMs: number): number | undefined {
  return spanStartMs(state, timeSpans(state, nowMs), parsePhase(state.job?.status))
}

function spanStartMs(
  state: JobState,
  spans: readonly TimeSpan[],
  phase: ReturnType<typeof parsePhase>,
): number | undefined {
  const index = spans.findIndex(({ status }) => status !== '' && parsePhase(status) === phase)
  const span = spans[index]
  // What precedes the first status that we saw is unknown, unless we submitted the job ourselves.
  const isFirstSeen = index === 0 || spans[index - 1]?.status === ''
  return isFirstSeen && state.provenance !== 'submitted' ? undefined : span?.startMs
}

const isStartKnown = ({ provenance, job }: JobState): boolean =>
  provenance === 'submitted' || job?.createdAt !== undefined
