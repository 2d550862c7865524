import type { ApiResult, ForgeApi, TrainingJob } from './api.ts'

/** The maximum of the contract. */
export const PAGE_SIZE = 100
/** More than any organisation has; guards against a list that never ends. */
const MAX_PAGES = 200
/** Jobs come and go between pages, so one pass may miss some. After this many passes the list counts as incomplete. */
const MAX_PASSES = 5

export interface JobList {
  readonly jobs: readonly TrainingJob[]
  /** Whether every job since the requested time is included. */
  readonly isComplete: boolean
}

/**
 * Lists every job created since `sinceS` (Unix time in seconds). Does not rely on the order of the list: reads to the
 * end unless the list turns out to be newest first. New jobs push others to later pages, so a pass may see a job twice.
 * Deleted jobs make it miss some, so a pass counts only if the number of jobs matches the total.
 */
export async function listJobsSince(
  api: Pick<ForgeApi, 'list'>,
  sinceS: number,
): Promise<ApiResult<JobList>> {
  const found = new Map<string, TrainingJob>()
  for (let n = 1; n <= MAX_PASSES; n++) {
    const pass = await readPass(api, sinceS)
    if (!pass.ok) return pass
    for (const job of pass.value.jobs) found.set(job.id, job)
    if (pass.value.isComplete) return { ok: true, value: { jobs: [...found.values()], isComplete: true } }
  }
  return { ok: true, value: { jobs: [...found.values()], isComplete: false } }
}

async function readPass(api: Pick<ForgeApi, 'list'>, sinceS: number): Promise<ApiResult<JobList>> {
  const jobs = new Map<string, TrainingJob>()
  const created: (number | undefined)[] = []
  let firstTotal: number | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = await api.list(page, PAGE_SIZE)
    if (!result.ok) return result
    const { jobs: pageJobs, total } = result.value
    if (page === 0) firstTotal = total
    const before = jobs.size
    for (const job of pageJobs) jobs.set(job.id, job)
    created.push(...pageJobs.map(({ createdAt }) => createdAt))
    if (isSortedBackTo(created, sinceS)) return toJobList(jobs, true)
    if (total !== undefined && jobs.size >= total)
      return toJobList(jobs, total === firstTotal && jobs.size === total)
    // Without a total, only an empty page marks the end: the service may return smaller pages than requested.
    if (jobs.size === before) return toJobList(jobs, total === undefined && pageJobs.length === 0)
  }
  return toJobList(jobs, false)
}

function toJobList(jobs: ReadonlyMap<string, TrainingJob>, isComplete: boolean): ApiResult<JobList> {
  return { ok: true, value: { jobs: [...jobs.values()], isComplete } }
}

/**
 * Whether the jobs so far are newest first and reach back before `sinceS`, so that only older ones can follow. Jobs
 * created in the same second say nothing about the order.
 */
function isSortedBackTo(created: readonly (number | undefined)[], sinceS: number): boolean {
  const isSorted = created.every((at, n) => at !== undefined && at <= (created[n - 1] ?? Infinity))
  const [newest = -Infinity] = created
  const oldest = created.at(-1) ?? Infinity
  return isSorted && oldest < newest && oldest < sinceS
}
