import type { Reply, TrainingApi, TrainingJob } from './api.ts'

/** The largest page of the contract. */
export const PAGE_SIZE = 100
/** More than any organisation has jobs; a list that never ends is left after them. */
const MAX_PAGES = 200
/** Jobs come and go while pages are read; after so many tries the list is taken as it is. */
const MAX_PASSES = 5

export interface Scan {
  readonly jobs: readonly TrainingJob[]
  /** Whether every job since the moment asked for is among them. */
  readonly isWhole: boolean
}

/**
 * Reads the list as far as needed to have every job created since `sinceS` (Unix time in seconds). Nothing is assumed of
 * its order: it is read to the end unless it proves to be newest first. New jobs shift the others to later pages, so that
 * a pass sees some twice; jobs that vanish make it miss some, so that a pass counts only where the numbers agree.
 */
export async function scan(api: Pick<TrainingApi, 'list'>, sinceS: number): Promise<Reply<Scan>> {
  const found = new Map<string, TrainingJob>()
  for (let n = 1; n <= MAX_PASSES; n++) {
    const pass = await onePass(api, sinceS)
    if (!pass.ok) return pass
    for (const job of pass.value.jobs) found.set(job.id, job)
    if (pass.value.isWhole) return { ok: true, value: { jobs: [...found.values()], isWhole: true } }
  }
  return { ok: true, value: { jobs: [...found.values()], isWhole: false } }
}

async function onePass(api: Pick<TrainingApi, 'list'>, sinceS: number): Promise<Reply<Scan>> {
  const jobs = new Map<string, TrainingJob>()
  const created: (number | undefined)[] = []
  let firstTotal: number | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const reply = await api.list(page, PAGE_SIZE)
    if (!reply.ok) return reply
    const { jobs: here, total } = reply.value
    if (page === 0) firstTotal = total
    const before = jobs.size
    for (const job of here) jobs.set(job.id, job)
    created.push(...here.map(({ createdAt }) => createdAt))
    if (reachesBack(created, sinceS)) return found(jobs, true)
    if (total !== undefined && jobs.size >= total)
      return found(jobs, total === firstTotal && jobs.size === total)
    // Without a total only an empty page is the end: a service may give smaller pages than were asked for.
    if (jobs.size === before) return found(jobs, total === undefined && here.length === 0)
  }
  return found(jobs, false)
}

function found(jobs: ReadonlyMap<string, TrainingJob>, isWhole: boolean): Reply<Scan> {
  return { ok: true, value: { jobs: [...jobs.values()], isWhole } }
}

/**
 * Whether the jobs so far are newest first, and go back beyond the moment, so that only older ones can follow. Jobs of
 * the same second prove no order.
 */
function reachesBack(created: readonly (number | undefined)[], sinceS: number): boolean {
  const isSorted = created.every((at, n) => at !== undefined && at <= (created[n - 1] ?? Infinity))
  const [newest = -Infinity] = created
  const oldest = created.at(-1) ?? Infinity
  return isSorted && oldest < newest && oldest < sinceS
}
