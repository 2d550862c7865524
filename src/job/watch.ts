import type { View } from './joint-look.ts'
import { newMemory } from './listing.ts'
import { look } from './look.ts'
import type { Training } from './training.ts'
import { isOpen, runOutOfTime, startWatching, type Watch, type Watched } from './watched.ts'

/**
 * Watches jobs until each has an outcome or the time is over, and returns the trainings in their order. Looks first,
 * sleeps after, and looks a last time at the deadline, unless the service asked to be left alone for longer.
 */
export async function watch(trainings: readonly Training[], w: Watch): Promise<readonly Training[]> {
  let view: View = {
    all: trainings.map((training) => startWatching(training, w)),
    memory: newMemory(w.clock.now()),
    isJoint: false,
  }
  for (;;) {
    view = { ...view, all: view.all.map((watched) => yieldTo(watched, w)) }
    const nowMs = w.clock.now()
    const isLast = nowMs >= w.deadlineMs
    view = await look(view, (watched) => isDue(watched, nowMs, isLast), w)
    if (isLast) return view.all.map((watched) => runOutOfTime(watched).training)
    const open = view.all.filter(isOpen)
    if (open.length === 0) return view.all.map(({ training }) => training)
    const wakeMs = Math.min(w.deadlineMs, ...open.map(({ dueMs }) => dueMs))
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
