import { findSuccessors } from './replaced-jobs.ts'
import { hasStarted, parsePhase } from './job-status.ts'
import type { JobState } from './job-state.ts'
import type { SupersedeTask } from './supersede-task.ts'
import { SUPERSEDE_DELAY_MS } from '../timeouts.ts'

const START_POLL_INTERVAL_MS = 1_000

/**
 * Waits until the new jobs run, at most ten minutes. Resolves to false if none of them got that far, or at the deadline of
 * the step. A step that does not wait for its jobs does not wait here.
 */
export async function waitUntilStarted(task: SupersedeTask): Promise<boolean> {
  const { clock, deadlineMs } = task.context
  if (task.inputs.waitFor === 'none') return true
  const untilMs = Math.min(deadlineMs, clock.now() + SUPERSEDE_DELAY_MS)
  for (;;) {
    // The mark in the record lets the next run or `sync` finish it.
    if (clock.now() >= deadlineMs) return false
    const jobs = currentSuccessors(task)
    const waiting = jobs.filter((state) => state.outcome === undefined && !hasRun(state))
    if (waiting.length === 0) return jobs.some(hasRun)
    if (clock.now() >= untilMs) return true
    await clock.sleep(Math.min(START_POLL_INTERVAL_MS, untilMs - clock.now()))
  }
}

/** As the watch has last seen them. */
export function currentSuccessors({ states, context }: SupersedeTask): readonly JobState[] {
  const labels = new Set(findSuccessors(states).map(({ label }) => label))
  return context.reporter.states.filter(({ label }) => labels.has(label))
}

/** A job that has failed since then counts, too. */
export function hasRun({ job, timeline }: JobState): boolean {
  return [job?.status, ...timeline.map(({ status }) => status)].some((status) =>
    hasStarted(parsePhase(status)),
  )
}
