import type { ApiResult, ForgeApi, JobPage, TrainingJob } from './api.ts'
import type { Clock } from './clock.ts'

/** The maximum of the contract. */
export const PAGE_SIZE = 100
/** 20,000 jobs fit. */
const MAX_PAGES = 200
/** Jobs come and go between pages, so one pass may miss some. After this many passes the list counts as incomplete. */
const MAX_PASSES = 5

export interface ListOptions {
  readonly api: Pick<ForgeApi, 'list'>
  readonly clock: Pick<Clock, 'now'>
  /** No page is requested after this time, on the monotonic clock. */
  readonly deadlineMs: number
  /** For one search, in all its passes. Default: 200, which guards against a list that never ends. */
  readonly maxPages?: number
}

interface JobList {
  readonly jobs: readonly TrainingJob[]
  /** Whether every job since the requested time is included. */
  readonly isComplete: boolean
  /** The service's time when it answered last (Unix time). */
  readonly serverNowMs?: number
}

/**
 * Lists every job created since `sinceS` (Unix time in seconds). Does not rely on the order of the list: reads to the end
 * unless the list turns out to be newest first, and from the end if it is oldest first. New jobs push others to later
 * pages, so a pass may see a job twice. Deleted jobs make it miss some, so a pass counts only if the number of jobs
 * matches the total. At the deadline, or after too many pages, the result is what was found, and incomplete.
 */
export async function listJobsSince(options: ListOptions, sinceS: number): Promise<ApiResult<JobList>> {
  const reader = new PageReader(options)
  const found = new Map<string, TrainingJob>()
  let isComplete = false
  for (let n = 1; n <= MAX_PASSES && !isComplete && !reader.isExhausted; n++) {
    const pass = await readPass(reader, sinceS)
    if (!pass.ok) return pass
    for (const job of pass.value.jobs) found.set(job.id, job)
    isComplete = pass.value.isComplete
  }
  return { ok: true, value: { jobs: [...found.values()], isComplete, serverNowMs: reader.serverNowMs } }
}

/**
 * Reads the newest jobs: the first page, or of a list that is oldest first, the last two pages as well, because the last
 * one may hold a single job.
 */
export async function readNewestPage(api: Pick<ForgeApi, 'list'>): Promise<ApiResult<JobPage>> {
  const first = await api.list(0, PAGE_SIZE)
  if (!first.ok) return first
  const lastPage = findLastPage(first.value, Infinity)
  if (lastPage === undefined) return first
  const jobs = [...first.value.jobs]
  for (const page of [lastPage - 1, lastPage]) {
    if (page === 0) continue
    const result = await api.list(page, PAGE_SIZE)
    if (!result.ok) return result
    jobs.push(...result.value.jobs)
  }
  return { ok: true, value: { ...first.value, jobs } }
}

/** Reads pages until the deadline or the page budget is reached. */
class PageReader {
  readonly #options: ListOptions
  #pagesLeft: number
  /** The service's time when it answered last (Unix time). */
  serverNowMs: number | undefined

  constructor(options: ListOptions) {
    this.#options = options
    this.#pagesLeft = options.maxPages ?? MAX_PAGES
  }

  get isExhausted(): boolean {
    return this.#pagesLeft === 0 || this.#options.clock.now() > this.#options.deadlineMs
  }

  /** Call only while not exhausted. */
  async read(page: number): Promise<ApiResult<JobPage>> {
    this.#pagesLeft--
    const result = await this.#options.api.list(page, PAGE_SIZE)
    if (result.ok) this.serverNowMs = result.value.serverNowMs ?? this.serverNowMs
    return result
  }
}

async function readPass(reader: PageReader, sinceS: number): Promise<ApiResult<JobList>> {
  const jobs = new Map<string, TrainingJob>()
  const created: (number | undefined)[] = []
  let firstTotal: number | undefined
  for (let page = 0; !reader.isExhausted; page++) {
    const result = await reader.read(page)
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
    const lastPage = page === 0 ? findLastPage(result.value, sinceS) : undefined
    if (lastPage !== undefined) return readBackwards(reader, { lastPage, sinceS, total }, jobs)
  }
  return toJobList(jobs, false)
}

/** Reads a list that is oldest first from its end to the jobs before `sinceS`. New jobs come after the last page. */
async function readBackwards(
  reader: PageReader,
  { lastPage, sinceS, total }: { lastPage: number; sinceS: number; total: number | undefined },
  jobs: Map<string, TrainingJob>,
): Promise<ApiResult<JobList>> {
  const created: (number | undefined)[] = []
  for (let page = lastPage; page > 0 && !reader.isExhausted; page--) {
    const result = await reader.read(page)
    if (!result.ok) return result
    const before = jobs.size
    for (const job of result.value.jobs) jobs.set(job.id, job)
    // A service that always returns the first page would look sorted, too.
    if (jobs.size === before) return toJobList(jobs, false)
    created.push(...result.value.jobs.map(({ createdAt }) => createdAt).toReversed())
    if (isSortedBackTo(created, sinceS)) return toJobList(jobs, true)
  }
  return toJobList(jobs, jobs.size === total)
}

/**
 * The number of the last page of a list that is oldest first, given its first page. Undefined if the list has another
 * order or only one page, if its length is unknown, or if its first page already reaches `sinceS`.
 */
function findLastPage({ jobs, total }: JobPage, sinceS: number): number | undefined {
  const created = jobs.map(({ createdAt }) => createdAt).toReversed()
  if (total === undefined || !Number.isSafeInteger(total) || jobs.length >= total) return undefined
  return isSortedBackTo(created, sinceS) ? Math.ceil(total / jobs.length) - 1 : undefined
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
