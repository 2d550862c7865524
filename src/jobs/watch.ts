import { JointLook, type View } from './batch-poller.ts'
import { readSingly, takeIn } from './fetch-job.ts'
import type { Training } from './job-state.ts'
import { FEWEST_ON_PAGE, newMemory } from './list-cache.ts'
import { isOpen, runOutOfTime, startWatching, type Watch, type Watched } from './polled-job.ts'

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

/** From so many jobs on they are looked at together. */
const FEWEST_TOGETHER = 4

/** Looks at the jobs that are due: few each by itself, many as far as possible through the list, down to the last two. */
export async function look(view: View, isDue: (watched: Watched) => boolean, w: Watch): Promise<View> {
  const open = view.all.filter(isOpen).length
  const isJoint = open >= (view.isJoint ? FEWEST_ON_PAGE : FEWEST_TOGETHER)
  if (isJoint) return new JointLook(view, isDue, w).take()
  const all = await Promise.all(
    view.all.map(async (watched) =>
      isDue(watched) ? takeIn(watched, await readSingly(watched, w), w) : watched,
    ),
  )
  return { ...view, all }
}
