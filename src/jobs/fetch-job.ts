import type { Reply, TrainingJob } from './api.ts'
import { giveUp, observe, type Watch, type Watched } from './polled-job.ts'

/** What the service answered about one job, and when it was asked, on the monotonic clock in milliseconds. */
export interface SingleRead {
  readonly askedMs: number
  readonly reply: Reply<TrainingJob>
}

/** Asks the service for one job. */
export async function readSingly({ training }: Watched, w: Watch): Promise<SingleRead> {
  const askedMs = w.clock.now()
  return { askedMs, reply: await w.api.get(training.job?.id ?? training.label) }
}

/** Takes in the answer. */
export function takeIn(watched: Watched, { askedMs, reply }: SingleRead, w: Watch): Watched {
  return reply.ok ? observe(watched, reply.value, askedMs, w) : giveUp(watched, reply.failure, askedMs, w)
}
