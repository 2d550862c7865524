import type { Training } from './training.ts'
import { giveUp, observe, runOutOfTime, startWatching, type Watch, type Watched } from './watched.ts'

/**
 * Watches jobs until each has an outcome or the time is over, and returns the trainings in their order. Looks first,
 * sleeps after, and looks a last time at the deadline, unless the service asked to be left alone for longer.
 */
export async function watch(trainings: readonly Training[], w: Watch): Promise<readonly Training[]> {
  let all = trainings.map((training) => startWatching(training, w))
  for (;;) {
    all = all.map((watched) => yieldTo(watched, w))
    const nowMs = w.clock.now()
    const isLast = nowMs >= w.deadlineMs
    all = await Promise.all(
      all.map(async (watched) => (isDue(watched, nowMs, isLast) ? look(watched, w) : watched)),
    )
    if (isLast) return all.map((watched) => runOutOfTime(watched).training)
    const open = all.filter((watched) => watched.training.outcome === undefined)
    if (open.length === 0) return all.map((watched) => watched.training)
    const wakeMs = Math.min(w.deadlineMs, ...open.map((watched) => watched.dueMs))
    await w.clock.sleep(Math.max(0, wakeMs - w.clock.now()))
  }
}

/** A newer run follows the job, or has replaced it. */
function yieldTo(watched: Watched, w: Watch): Watched {
  const { training } = watched
  if (training.outcome !== undefined || w.isTakenOver?.(training) !== true) return watched
  const note = 'A newer run has taken over, so that this step stopped waiting.'
  return { ...watched, training: { ...training, outcome: 'superseded', notes: [...training.notes, note] } }
}

function isDue(watched: Watched, nowMs: number, isLast: boolean): boolean {
  if (watched.training.outcome !== undefined) return false
  return nowMs >= (isLast ? watched.notBeforeMs : watched.dueMs)
}

async function look(watched: Watched, w: Watch): Promise<Watched> {
  const id = watched.training.job?.id ?? watched.training.label
  const askedMs = w.clock.now()
  const reply = await w.api.get(id)
  return reply.ok ? observe(watched, reply.value, askedMs, w) : giveUp(watched, reply.failure, askedMs, w)
}
