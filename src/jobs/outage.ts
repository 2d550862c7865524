import { isOutage } from './retry.ts'
import type { Failure } from './api.ts'
import { giveUp, isOpen, type Watch, type Watched } from './polled-job.ts'

/** Answers about the key: what they say of one job holds for all. */
const ABOUT_THE_KEY = new Set([401, 402])

/** Whether a failure to read one job says something of the service or the key, as far as it can be known. */
export function concernsAll(failure: Failure): boolean {
  return isOutage(failure) || ABOUT_THE_KEY.has(failure.status ?? 0)
}

/** A failure that stands for all jobs: none is asked for before the time for the next try, and it is told once. */
export function awayForAll(
  all: readonly Watched[],
  failure: Failure,
  askedMs: number,
  w: Watch,
): readonly Watched[] {
  const first = all.find(isOpen)
  if (first !== undefined && !all.some(isAwayWithAll)) {
    const remainingMs = w.deadlineMs - askedMs
    w.onEvent({ kind: 'away', training: first.training, failure, remainingMs, isForAll: true })
  }
  return all.map((watched) => {
    if (!isOpen(watched)) return watched
    // With a run of failures under way, nothing more is told.
    const { outage = { sinceMs: askedMs, count: 0, isShared: true as const } } = watched
    return giveUp({ ...watched, outage }, failure, askedMs, w)
  })
}

/** The service answers again. What only single jobs suffer from goes on. */
export function backForAll(all: readonly Watched[], askedMs: number, w: Watch): readonly Watched[] {
  const away = all.find(isAwayWithAll)
  if (away?.outage === undefined) return all
  const afterMs = askedMs - away.outage.sinceMs
  w.onEvent({ kind: 'back', training: away.training, afterMs, isForAll: true })
  return all.map((watched) => {
    const { outage, ...rest } = watched
    return outage?.isShared === true ? rest : watched
  })
}

function isAwayWithAll(watched: Watched): boolean {
  return isOpen(watched) && watched.outage?.isShared === true
}
