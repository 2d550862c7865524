import { detach, withNote, type JobState } from './job-state.ts'
import { createListCache } from './list-cache.ts'
import {
  isUnsettled,
  applyTimeout,
  createPolledJob,
  type WatchOptions,
  type PolledJob,
} from './polled-job.ts'
import { refresh, type WatchState } from './refresh.ts'

/** Polls these jobs until each has an outcome or the deadline has passed. Returns their states in the same order. */
export function watchJobs(states: readonly JobState[], options: WatchOptions): Promise<readonly JobState[]> {
  const watch = new Watch(options)
  for (const state of states) watch.add(state)
  watch.close()
  return watch.run()
}

type Change = (jobs: readonly PolledJob[]) => readonly PolledJob[]

/**
 * Polls jobs until each has an outcome or the deadline has passed, while other tasks of the step still add jobs and
 * change states. Polls before it sleeps, and once more at the deadline unless `Retry-After` forbids it.
 */
export class Watch {
  readonly #options: WatchOptions
  #state: WatchState
  /** Applied between two polls, because a poll works on a copy. */
  #changes: Change[] = []
  readonly #added = new WeakSet<JobState>()
  #isClosed = false
  #wake = new AbortController()

  constructor(options: WatchOptions) {
    this.#options = options
    this.#state = { jobs: [], listCache: createListCache(options.clock.now()), isBatched: false }
  }

  /**
   * Adds a job that was submitted or named by its id, or a state that has its outcome already. Does nothing if exactly
   * this state was added before.
   */
  add(state: JobState): void {
    if (this.#added.has(state)) return
    this.#added.add(state)
    const polled = createPolledJob(this.#options.goal === 'none' ? detach(state) : state, this.#options)
    this.#change((jobs) => [...jobs, polled])
  }

  /** Changes the state of a job from another task, for example because its replacement was cancelled. */
  update(label: string, reduce: (state: JobState) => JobState): void {
    this.#change((jobs) =>
      jobs.map((polled) => {
        if (polled.state.label !== label) return polled
        const state = reduce(polled.state)
        this.#options.onEvent({ kind: 'updated', state })
        return { ...polled, state }
      }),
    )
  }

  /** Call when no more jobs and changes will come. */
  close(): void {
    this.#isClosed = true
    this.#change((jobs) => jobs)
  }

  /** Resolves once the watch is closed and each job has an outcome, to the states in the order of `add`. */
  async run(): Promise<readonly JobState[]> {
    const { clock, deadlineMs } = this.#options
    for (;;) {
      this.#applyChanges()
      const isLast = await this.#poll()
      if (this.#changes.length > 0) continue
      if (isLast) this.#setJobs((jobs) => jobs.map((polled) => applyTimeout(polled, clock.now())))
      const unsettled = this.#state.jobs.filter(isUnsettled)
      if (unsettled.length > 0) {
        const wakeMs = Math.min(deadlineMs, ...unsettled.map(({ nextPollMs }) => nextPollMs))
        await clock.sleep(Math.max(0, wakeMs - clock.now()), this.#wake.signal)
      } else if (this.#isClosed) return this.#state.jobs.map(({ state }) => state)
      else await aborted(this.#wake.signal)
    }
  }

  /** Polls the jobs that are due. Returns whether the deadline has passed. */
  async #poll(): Promise<boolean> {
    const options = this.#options
    this.#setJobs((jobs) => jobs.map((polled) => applyTakeover(polled, options)))
    const nowMs = options.clock.now()
    const isLast = nowMs >= options.deadlineMs
    this.#state = await refresh(this.#state, (polled) => isDue(polled, nowMs, isLast), options)
    return isLast
  }

  #change(change: Change): void {
    this.#changes.push(change)
    this.#wake.abort()
  }

  #applyChanges(): void {
    for (const change of this.#changes) this.#setJobs(change)
    this.#changes = []
    this.#wake = new AbortController()
  }

  #setJobs(change: Change): void {
    this.#state = { ...this.#state, jobs: change(this.#state.jobs) }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Stops watching a job that a newer run has taken over. */
function applyTakeover(polled: PolledJob, options: WatchOptions): PolledJob {
  const { state } = polled
  if (state.outcome !== undefined || options.isSuperseded?.(state) !== true) return polled
  return { ...polled, state: withNote(state, { code: 'taken-over' }, 'superseded') }
}

function isDue(polled: PolledJob, nowMs: number, isLast: boolean): boolean {
  if (polled.state.outcome !== undefined) return false
  return nowMs >= (isLast ? polled.notBeforeMs : polled.nextPollMs)
}
