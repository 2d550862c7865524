import type { ForgeJob } from '../test/simulator/forge-job.ts'
import { keepFile, readKept } from './output-dir.ts'

/** What demos leave to the next one, as the world remembers between two runs of a workflow. */
export interface Past {
  readonly runs: number
  /** The comment on the pull request. */
  readonly comment?: string | undefined
  readonly jobs: readonly Pick<ForgeJob, 'id' | 'request' | 'acceptedAt'>[]
}

export const NO_PAST: Past = { runs: 0, jobs: [] }
const FILE = 'past.json'

export function readPast(): Past {
  const text = readKept(FILE)
  return text === undefined ? NO_PAST : (JSON.parse(text) as Past)
}

export function writePast({ runs, comment, jobs }: Past): void {
  const kept = jobs.map(({ id, request, acceptedAt }) => ({ id, request, acceptedAt }))
  keepFile(FILE, JSON.stringify({ runs, comment, jobs: kept }))
}
