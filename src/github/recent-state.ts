import type { Clock } from '../jobs/clock.ts'
import type { PullRequestState } from '../state/github.ts'

type FetchState = () => Promise<PullRequestState | undefined>

/** So many jobs of a step are submitted without another request for each. */
const MAX_STATE_AGE_MS = 60_000

/** Fetches the state of a pull request, unless it is known and at most a minute old. */
export function recentState(fetchState: FetchState, clock: Pick<Clock, 'now'>): FetchState {
  let last: { readonly state: PullRequestState; readonly fetchedMs: number } | undefined
  return async () => {
    const fetchedMs = clock.now()
    if (last !== undefined && fetchedMs - last.fetchedMs <= MAX_STATE_AGE_MS) return last.state
    const state = await fetchState()
    last = state && { state, fetchedMs }
    return state
  }
}
