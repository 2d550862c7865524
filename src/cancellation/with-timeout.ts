import type { Clock } from '../jobs/clock.ts'

/** Resolves to undefined if the work takes longer. The work itself continues. */
export async function withTimeout<T>(
  timeoutMs: number,
  work: Promise<T>,
  clock: Clock,
): Promise<T | undefined> {
  const done = new AbortController()
  const winner = await Promise.race([work, clock.sleep(timeoutMs, done.signal).then(() => undefined)])
  done.abort()
  return winner
}
