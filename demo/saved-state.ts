import type { ForgeJob } from '../test/simulator/forge-job.ts'
import { readOutput, writeOutput } from './output-dir.ts'

/** What one `npm run demo` saves for the next: the state that GitHub and the service keep between two workflow runs. */
export interface SavedState {
  readonly runs: number
  /** Body of the comment on the pull request. */
  readonly comment?: string | undefined
  readonly jobs: readonly Pick<ForgeJob, 'id' | 'request' | 'acceptedAtMs'>[]
}

export const EMPTY_STATE: SavedState = { runs: 0, jobs: [] }
const FILE = 'state.json'

export function loadState(): SavedState {
  const text = readOutput(FILE)
  return text === undefined ? EMPTY_STATE : (JSON.parse(text) as SavedState)
}

export function saveState({ runs, comment, jobs }: SavedState): void {
  const savedJobs = jobs.map(({ id, request, acceptedAtMs }) => ({ id, request, acceptedAtMs }))
  writeOutput(FILE, JSON.stringify({ runs, comment, jobs: savedJobs }))
}
