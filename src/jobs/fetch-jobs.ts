import type { Clock } from './clock.ts'
import { isOutage, persistently } from './retry.ts'
import type { Failure, Reply, TrainingApi, TrainingJob } from './api.ts'
import { PAGE_SIZE } from './list-jobs.ts'
import { phaseOf } from './job-status.ts'

/** What the service says of the jobs that were asked about. */
export interface Looks {
  readonly jobs: ReadonlyMap<string, TrainingJob>
  /** Ids that the service does not know (any more). */
  readonly gone: ReadonlySet<string>
  /** Why the rest could not be read; absent where there is none. */
  readonly failure?: Failure
}

export interface Service {
  readonly api: Pick<TrainingApi, 'get' | 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
}

/** From so many jobs on the list is cheaper than a look at each. */
const WORTH_A_LIST = 4
/** Pages of the list that are read at the most: what stands behind them is older than most that is of interest. */
const MOST_PAGES = 10
/** How long after the first time a job is looked for once more, in milliseconds. */
const SECOND_LOOK_MS = 10_000
/** How long a service that does not answer is asked, in milliseconds. */
const PATIENCE_MS = 120_000

/** Looks at jobs: at the newest pages of the list as far as they help, and at what they do not show one by one. */
export async function lookAt(ids: ReadonlySet<string>, service: Service): Promise<Looks> {
  const untilMs = service.clock.now() + PATIENCE_MS
  const looks = await askAgain(await lookUntil(untilMs, ids, service), service, untilMs)
  const { jobs, gone } = looks
  if (gone.size === 0 || jobs.size > 0) return looks
  // Nothing was found at all: an address that is not the one of the service says so, too.
  const proof = await ask(() => service.api.list(0, PAGE_SIZE), service, untilMs)
  const isService = proof.ok || proof.failure.status === 403
  return isService ? looks : { jobs, gone: new Set(), failure: proof.failure }
}

/** One answer may be wrong about a job that is still paid for, so the service says twice that it does not know it. */
async function askAgain(looks: Looks, service: Service, untilMs: number): Promise<Looks> {
  if (looks.gone.size === 0 || looks.failure !== undefined) return looks
  await service.clock.sleep(SECOND_LOOK_MS)
  const again = await lookEach([...looks.gone], service, untilMs)
  return { ...again, jobs: new Map([...looks.jobs, ...again.jobs]) }
}

async function lookUntil(untilMs: number, ids: ReadonlySet<string>, service: Service): Promise<Looks> {
  const jobs = new Map<string, TrainingJob>()
  const isMissing = (id: string): boolean => !jobs.has(id)
  if (ids.size >= WORTH_A_LIST) {
    const failure = await readList(ids, jobs, service, untilMs)
    if (failure !== undefined && !isClosedList(failure)) return { jobs, gone: new Set(), failure }
  }
  const each = await lookEach([...ids].filter(isMissing), service, untilMs)
  return { ...each, jobs: new Map([...jobs, ...each.jobs]) }
}

async function lookEach(ids: readonly string[], service: Service, untilMs: number): Promise<Looks> {
  const jobs = new Map<string, TrainingJob>()
  const gone = new Set<string>()
  for (const id of ids) {
    const reply = await ask(() => service.api.get(id), service, untilMs)
    if (reply.ok) jobs.set(id, reply.value)
    else if (reply.failure.status === 404 || reply.failure.status === 410) gone.add(id)
    else return { jobs, gone, failure: reply.failure }
  }
  return { jobs, gone }
}

async function readList(
  ids: ReadonlySet<string>,
  jobs: Map<string, TrainingJob>,
  service: Service,
  untilMs: number,
): Promise<Failure | undefined> {
  const seen = new Set<string>()
  for (let page = 0; page < MOST_PAGES; page++) {
    const reply = await ask(() => service.api.list(page, PAGE_SIZE), service, untilMs)
    if (!reply.ok) return reply.failure
    const before = seen.size
    for (const job of reply.value.jobs) {
      seen.add(job.id)
      if (ids.has(job.id) && isTold(job)) jobs.set(job.id, job)
    }
    const isEnd = seen.size === before || seen.size >= (reply.value.total ?? Infinity)
    if (isEnd || jobs.size === ids.size) return undefined
  }
  return undefined
}

/** Whether the list tells all that matters: it may leave out what only a look at the job tells. */
function isTold({ status, outputModel, reason }: TrainingJob): boolean {
  if (status === undefined) return false
  const phase = phaseOf(status)
  if (phase === 'failed') return reason !== undefined
  return phase !== 'succeeded' || outputModel !== undefined
}

/** The key may read jobs, but not list them. */
function isClosedList(failure: Failure): boolean {
  return !isOutage(failure) && failure.status !== 401 && failure.status !== 402
}

function ask<T>(request: () => Promise<Reply<T>>, service: Service, untilMs: number): Promise<Reply<T>> {
  return persistently(request, 'first-contact', { ...service, untilMs })
}
