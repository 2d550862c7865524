import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseJobId } from '../jobs/job-id.ts'
import type { StoredCommitStatus } from '../state/github.ts'
import { shortenDigest } from '../job-spec/digest.ts'
import type { RecordedJob, RequestRecord, RunRef } from '../state/record.ts'
import { SUBMISSION_LEASE_MS } from '../timeouts.ts'

/** Start of the description of a spec that is about to be submitted. */
export const SUBMITTING = 'being submitted'

/** End of the description of every status of a digest. */
export const describeSpec = (digest: string): string => `spec ${shortenDigest(digest, 12)}`

const JOB_ID_PATTERN = /(?:^| · )job ([\w-]+) · /
const CUT_ID_PATTERN = /(?:^| · )job [\w-]+… · /
const SUBMITTING_PATTERN = /^being submitted · run (\d+)\.(\d+) · /
const CANCELLED_PATTERN = /^cancelled · /
const RUN_URL_PATTERN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/
const RECORD_PATTERN = /:~:forge-job=([\w-]*)&run=(\d+)\.(\d+)&mac=([\w-]+)$/

/** What a status records: that `run` has this job for the digest, or without a job, that it is about to submit it. */
interface RecordedStatus {
  readonly digest: string
  readonly jobId?: string
  readonly run: RunRef
}

/** Signs what the statuses of one commit record, because every workflow of the repository can set them. */
export class StatusSigner {
  readonly #scope: string
  readonly #secret: Buffer | undefined

  /** Without an API key nothing is signed, and nothing that is read counts as signed. */
  constructor(repository: string, commit: string, apiKey: string | undefined) {
    this.#scope = `${repository}\n${commit}`
    this.#secret = apiKey
      ? createHmac('sha256', apiKey).update('forge-training-job status').digest()
      : undefined
  }

  /**
   * Adds the record to the URL of a status. It is a directive of the fragment, which browsers ignore, so that a link to a
   * comment still leads there.
   */
  addRecord(url: string, status: RecordedStatus): string {
    const mac = this.#sign(status)
    if (mac === undefined) return url
    const { jobId = '', run } = status
    return `${url}${url.includes('#') ? '' : '#'}:~:forge-job=${jobId}&run=${run.id}.${run.attempt}&mac=${mac}`
  }

  /** Reads what was signed with our API key. */
  readRecord({ targetUrl = '' }: StoredCommitStatus, digest: string): RecordedStatus | undefined {
    const [, id = '', runId = '', attempt, mac = ''] = RECORD_PATTERN.exec(targetUrl) ?? []
    const jobId = id === '' ? undefined : parseJobId(id)
    const status = { digest, jobId, run: { id: runId, attempt: Number(attempt) } }
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.#sign(status) ?? '')]
    const isGenuine = given.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)
    return isGenuine ? status : undefined
  }

  #sign({ digest, jobId = '', run }: RecordedStatus): string | undefined {
    if (this.#secret === undefined) return undefined
    const text = [this.#scope, digest, jobId, run.id, run.attempt].join('\n')
    return createHmac('sha256', this.#secret).update(text).digest('base64url')
  }
}

/** A status as a later run sees it. */
interface ParsedStatus {
  readonly run: RunRef
  readonly jobId?: string
  readonly isSigned: boolean
  /** The job needs no followers: it has failed or was cancelled. */
  readonly hasEnded: boolean
  /** There is or may be a job, but the status does not name it. */
  readonly isJobUnnamed: boolean
  /** Whether that job was only announced. */
  readonly isSubmitting: boolean
  readonly createdAtMs: number
}

function parseStatus(status: StoredCommitStatus, digest: string, signer: StatusSigner): ParsedStatus {
  const { description, targetUrl = '', state, createdAtMs } = status
  const signed = signer.readRecord(status, digest)
  const [, id = '0', attempt = '0'] =
    SUBMITTING_PATTERN.exec(description) ?? RUN_URL_PATTERN.exec(targetUrl) ?? []
  const jobId = signed?.jobId ?? parseJobId(JOB_ID_PATTERN.exec(description)?.[1])
  const isSubmitting = jobId === undefined && description.startsWith(SUBMITTING)
  return {
    run: signed?.run ?? { id, attempt: Number(attempt) },
    jobId,
    isSigned: signed !== undefined,
    hasEnded: state === 'failure' || CANCELLED_PATTERN.test(description),
    isJobUnnamed: isSubmitting || (jobId === undefined && CUT_ID_PATTERN.test(description)),
    isSubmitting,
    createdAtMs,
  }
}

/**
 * Reads the record of one digest from a spec's statuses. A commit's content is fixed, so older statuses count too. A lost
 * submission is one that no later status has named, unless the job before it may still be followed.
 */
export function parseStatusRecord(
  statuses: readonly StoredCommitStatus[],
  digest: string,
  { commit, signer }: { readonly commit: string; readonly signer: StatusSigner },
): RequestRecord | undefined {
  const parsed = statuses
    .filter(({ description }) => description.endsWith(describeSpec(digest)))
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs || b.id - a.id)
    .map((status) => parseStatus(status, digest, signer))
  const [newest] = parsed
  if (newest === undefined) return undefined
  const latestJob = parsed.find(({ jobId }) => jobId !== undefined)
  const isFollowed =
    latestJob !== undefined && !latestJob.hasEnded && (latestJob.isSigned || !newest.isSigned)
  const isLost = newest.isJobUnnamed && !isFollowed
  const announced = newest.isSubmitting ? newest : (parsed.at(-1) ?? newest)
  const hold = {
    holderId: `status ${newest.run.id}.${newest.run.attempt}`,
    owner: '',
    run: newest.run,
    commit,
    label: '',
    atMs: newest.createdAtMs,
    leaseExpiresAtMs: newest.createdAtMs + SUBMISSION_LEASE_MS,
    submissionStartedAtMs: isLost ? announced.createdAtMs : undefined,
    isUnsigned: newest.isSigned ? undefined : true,
  }
  return { holds: [hold], jobs: recordedJobs(parsed) }
}

/** Each job once, newest first. A job is signed if one of its statuses is. */
function recordedJobs(statuses: readonly ParsedStatus[]): readonly RecordedJob[] {
  const byId = Map.groupBy(statuses, ({ jobId }) => jobId)
  return [...byId].flatMap(([id, all]): RecordedJob[] => {
    const [newest] = all
    if (id === undefined || newest === undefined) return []
    const { run, isSigned, createdAtMs } = all.find((status) => status.isSigned) ?? newest
    const provenance = isSigned ? 'verified' : 'unsigned'
    return [{ id, owner: '', run, atMs: createdAtMs, isUnfinished: true, provenance }]
  })
}
