import type { Training } from '../job/training.ts'
import type { Entry, RunIdentity } from '../record/entry.ts'
import { shown } from './state.ts'
import type { StoredStatus } from './statuses.ts'

/** So that the digest behind it is always told in full; the ids of the service have 36. */
const MAX_ID_LENGTH = 60
/** How long a run that was about to submit counts as alive, in milliseconds. */
const ALIVE_MS = 6 * 60_000
const SUBMITTING = 'being submitted'

/** The description of a spec that is about to be submitted. */
export function submittingWords(digest: string, run: RunIdentity): string {
  return [SUBMITTING, runWords(run), specWords(digest)].join(' · ')
}

/** How a training stands, with what a later run has to know to find its job again. */
export function trainingWords(training: Training, run: RunIdentity, nowMs: number): string {
  const { spec, job, outcome } = training
  const parts = [
    shown(training, nowMs).brief,
    ...(job ? [`job ${job.id.slice(0, MAX_ID_LENGTH)}`] : outcome === undefined ? [runWords(run)] : []),
    ...(spec ? [specWords(spec.digest)] : []),
  ]
  return parts.join(' · ')
}

/** Which attempt it is. The link of a status may lead to a page that does not tell. */
const runWords = ({ id, attempt }: RunIdentity): string => `run ${id}.${attempt}`
const specWords = (digest: string): string => `spec ${digest.slice(0, 12)}`

const JOB_ID = /job ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/
const SUBMITTER = /^being submitted · run (\d+)\.(\d+) · /
const RUN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/

/** What the statuses of a spec on this commit say of one digest. A commit has one content, so that older ones count. */
export function entryFrom(
  statuses: readonly StoredStatus[],
  digest: string,
  commit: string,
): Entry | undefined {
  const ours = statuses.filter(({ description }) => description.endsWith(specWords(digest)))
  const [newest] = ours
  if (newest === undefined) return undefined
  const [, id = '0', attempt = '0'] =
    SUBMITTER.exec(newest.description) ?? RUN.exec(newest.targetUrl ?? '') ?? []
  const run = { id, attempt: Number(attempt) }
  const jobs = ours.flatMap(({ description, createdAtMs }) => {
    const jobId = JOB_ID.exec(description)?.[1]
    return jobId === undefined
      ? []
      : [{ id: jobId, digest, runId: id, atMs: createdAtMs, isOpen: true, isHearsay: true }]
  })
  const isSubmitting = newest.description.startsWith(SUBMITTING)
  return {
    digest,
    run,
    writer: '',
    commit,
    atMs: newest.createdAtMs,
    aliveUntilMs: newest.createdAtMs + ALIVE_MS,
    ...(isSubmitting ? { submittingSinceMs: newest.createdAtMs } : {}),
    jobs: jobs.filter((job, n) => jobs.findIndex(({ id: other }) => other === job.id) === n),
  }
}
