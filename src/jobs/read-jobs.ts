import type { Clock } from './clock.ts'
import { isNotFound, retry } from './retry.ts'
import type { ApiError, ForgeApi, TrainingJob } from './api.ts'
import { settle, stateFromJobId, type JobState } from './job-state.ts'
import { PAGE_SIZE } from './list-jobs.ts'
import { watchJobs } from './watch.ts'
import { READ_TIMEOUT_MS } from '../timeouts.ts'

interface ReadOptions {
  readonly api: Pick<ForgeApi, 'get' | 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
}

/** Reads the job of each state once, and retries for two minutes. A job that cannot be read is `refused`. */
export async function readJobs(
  states: readonly JobState[],
  options: ReadOptions & { readonly isRecorded?: true },
): Promise<readonly JobState[]> {
  const read = await watchJobs(states, {
    ...options,
    goal: 'read',
    deadlineMs: options.clock.now() + READ_TIMEOUT_MS,
    onEvent: () => undefined,
  })
  return read.map((state) => (state.outcome === 'timed-out' ? settle(state, 'refused') : state))
}

/**
 * Reads a job every 5 s, or after `Retry-After`, until it has ended or the deadline has passed, and at least once unless it
 * is known to have ended. Returns the state with the job as last read; failed reads change nothing.
 */
export async function readUntilEnded(
  state: JobState,
  deadlineMs: number,
  { api, clock }: Pick<ReadOptions, 'api' | 'clock'>,
): Promise<JobState> {
  const [read = state] = await watchJobs([{ ...state, outcome: undefined }], {
    api,
    clock,
    // Without jitter: there is not much time.
    random: () => 0,
    goal: 'ended',
    deadlineMs,
    onEvent: () => undefined,
  })
  return { ...state, job: read.job, timeline: read.timeline }
}

export interface RecordedJobs {
  /** By job id. */
  readonly jobs: ReadonlyMap<string, TrainingJob>
  /** Ids that the service does not know, or no longer knows. */
  readonly notFound: ReadonlySet<string>
  /** Why the remaining jobs could not be read, if any remain. */
  readonly error?: ApiError
}

/** Reads recorded jobs. If there are enough of them, the list shows most. */
export async function readRecordedJobs(
  ids: ReadonlySet<string>,
  options: ReadOptions,
): Promise<RecordedJobs> {
  const states = await readJobs([...ids].map(stateFromJobId), { ...options, isRecorded: true })
  const jobs = new Map(states.flatMap(({ label, job }) => (job ? [[label, job]] : [])))
  const missing = states.filter(({ error }) => error && isNotFound(error))
  const error = states.find(({ job, error: each }) => job === undefined && each && !isNotFound(each))?.error
  const notFound = new Set(missing.map(({ label }) => label))
  if (notFound.size === 0 || jobs.size > 0) return { jobs, notFound, error }
  // If nothing was found at all, the URL may not be the service's: check that the list exists.
  const untilMs = options.clock.now() + READ_TIMEOUT_MS
  const listResult = await retry(() => options.api.list(0, PAGE_SIZE), 'never-read', { ...options, untilMs })
  const isForgeApi = listResult.ok || listResult.error.status === 403
  return isForgeApi ? { jobs, notFound, error } : { jobs, notFound: new Set(), error: listResult.error }
}
