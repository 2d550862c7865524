import type { Clock } from './clock.ts'
import { isTransient, retry } from './retry.ts'
import type { ApiError, ApiResult, ForgeApi, TrainingJob } from './api.ts'
import { PAGE_SIZE } from './list-jobs.ts'
import { isResultMissing } from './merge-listed-job.ts'

export interface FetchedJobs {
  readonly jobs: ReadonlyMap<string, TrainingJob>
  /** Ids that the service does not know, or no longer knows. */
  readonly notFound: ReadonlySet<string>
  /** Why the remaining jobs could not be fetched, if any remain. */
  readonly error?: ApiError
}

export interface FetchOptions {
  readonly api: Pick<ForgeApi, 'get' | 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
}

/** From this many jobs on, the list is cheaper than fetching each one. */
const MIN_JOBS_FOR_LIST = 4
/** Jobs beyond these pages are older than most that are of interest. */
const MAX_PAGES = 10
/** Delay before a job that was not found is fetched again. */
const CONFIRM_DELAY_MS = 10_000
const FETCH_TIMEOUT_MS = 120_000

/** Fetches jobs: from the newest pages of the list if there are enough of them, and the rest one by one. */
export async function fetchJobs(ids: ReadonlySet<string>, options: FetchOptions): Promise<FetchedJobs> {
  const untilMs = options.clock.now() + FETCH_TIMEOUT_MS
  const fetched = await confirmNotFound(await fetchOnce(untilMs, ids, options), options, untilMs)
  const { jobs, notFound } = fetched
  if (notFound.size === 0 || jobs.size > 0) return fetched
  // If nothing was found at all, the URL may not be the service's: check that the list exists.
  const listResult = await retryRead(() => options.api.list(0, PAGE_SIZE), options, untilMs)
  const isForgeApi = listResult.ok || listResult.error.status === 403
  return isForgeApi ? fetched : { jobs, notFound: new Set(), error: listResult.error }
}

/** A single 404 may be wrong about a job that still incurs costs, so it takes two. */
async function confirmNotFound(
  fetched: FetchedJobs,
  options: FetchOptions,
  untilMs: number,
): Promise<FetchedJobs> {
  if (fetched.notFound.size === 0 || fetched.error !== undefined) return fetched
  await options.clock.sleep(CONFIRM_DELAY_MS)
  const refetched = await fetchEach([...fetched.notFound], options, untilMs)
  return { ...refetched, jobs: new Map([...fetched.jobs, ...refetched.jobs]) }
}

async function fetchOnce(
  untilMs: number,
  ids: ReadonlySet<string>,
  options: FetchOptions,
): Promise<FetchedJobs> {
  const jobs = new Map<string, TrainingJob>()
  const isMissing = (id: string): boolean => !jobs.has(id)
  if (ids.size >= MIN_JOBS_FOR_LIST) {
    const error = await collectFromList(ids, jobs, options, untilMs)
    if (error !== undefined && !isListUnavailable(error)) return { jobs, notFound: new Set(), error }
  }
  const fetched = await fetchEach([...ids].filter(isMissing), options, untilMs)
  return { ...fetched, jobs: new Map([...jobs, ...fetched.jobs]) }
}

async function fetchEach(
  ids: readonly string[],
  options: FetchOptions,
  untilMs: number,
): Promise<FetchedJobs> {
  const jobs = new Map<string, TrainingJob>()
  const notFound = new Set<string>()
  for (const id of ids) {
    const result = await retryRead(() => options.api.get(id), options, untilMs)
    if (result.ok) jobs.set(id, result.value)
    else if (result.error.status === 404 || result.error.status === 410) notFound.add(id)
    else return { jobs, notFound, error: result.error }
  }
  return { jobs, notFound }
}

async function collectFromList(
  ids: ReadonlySet<string>,
  jobs: Map<string, TrainingJob>,
  options: FetchOptions,
  untilMs: number,
): Promise<ApiError | undefined> {
  const seen = new Set<string>()
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = await retryRead(() => options.api.list(page, PAGE_SIZE), options, untilMs)
    if (!result.ok) return result.error
    const before = seen.size
    for (const job of result.value.jobs) {
      seen.add(job.id)
      if (ids.has(job.id) && isCompleteInList(job)) jobs.set(job.id, job)
    }
    const isLastPage = seen.size === before || seen.size >= (result.value.total ?? Infinity)
    if (isLastPage || jobs.size === ids.size) return undefined
  }
  return undefined
}

/** Whether the job need not be fetched: a list may omit fields. */
function isCompleteInList(job: TrainingJob): boolean {
  return job.status !== undefined && !isResultMissing(job)
}

/** Whether the key may read jobs but not list them. */
function isListUnavailable(error: ApiError): boolean {
  return !isTransient(error) && error.status !== 401 && error.status !== 402
}

function retryRead<T>(
  request: () => Promise<ApiResult<T>>,
  options: FetchOptions,
  untilMs: number,
): Promise<ApiResult<T>> {
  return retry(request, 'never-read', { ...options, untilMs })
}
