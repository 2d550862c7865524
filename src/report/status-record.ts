import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseJobId } from '../jobs/job-id.ts'
import type { StoredCommitStatus } from '../state/github.ts'
import { shortenDigest } from '../job-spec/digest.ts'
import type { Hold, RecordedJob, RequestRecord, RunRef } from '../state/record.ts'
import type { LeaseHolder } from '../state/lease.ts'
import { statusOwner } from '../state/owner.ts'
import { SUBMISSION_LEASE_MS } from '../timeouts.ts'

/** Start of the description of a spec that is about to be submitted. */
const SUBMITTING = 'being submitted'
/** The step has not searched for jobs of others before (`reuse: false`). */
const SUBMITTING_AGAIN = 'being submitted again'

/** End of the description of every status of a digest. */
export const describeSpec = (digest: string): string => `spec ${shortenDigest(digest, 12)}`

/** Describes a spec that is about to be submitted. */
export function describeSubmitting(
  digest: string,
  { run, neverReuses }: Pick<LeaseHolder, 'run' | 'neverReuses'>,
): string {
  return [neverReuses ? SUBMITTING_AGAIN : SUBMITTING, describeRun(run), describeSpec(digest)].join(' · ')
}

/** Describes a spec whose submission is left to another step. */
export const describeWaiting = (digest: string, run: RunRef): string =>
  ['waiting', describeRun(run), describeSpec(digest)].join(' · ')

/** Includes the attempt, which the target URL of a status may lack. */
const describeRun = ({ id, attempt }: RunRef): string => `run ${id}.${attempt}`

const JOB_ID_PATTERN = /(?:^| · )job ([\w-]+) · /
const CUT_ID_PATTERN = /(?:^| · )job [\w-]+… · /
const SUBMITTING_PATTERN = /^being submitted(?: again)? · run (\d+)\.(\d+) · /
const UNKNOWN_PATTERN = /^unknown · /
const RUN_URL_PATTERN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/
const RECORD_PATTERN = /:~:forge-job=([\w-]*)&run=(\d+)\.(\d+)(?:&step=([\w-]+))?&mac=([\w-]+)$/

/** What a status records: that `run` has this job for the digest, or without a job, that it is about to submit it. */
interface RecordedStatus {
  readonly digest: string
  readonly jobId?: string
  readonly run: RunRef
  /** Distinguishes the steps of one run. A sync has none. */
  readonly holderId?: string
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
    const { jobId = '', run, holderId } = status
    const step = holderId === undefined ? '' : `&step=${holderId}`
    return `${url}${url.includes('#') ? '' : '#'}:~:forge-job=${jobId}&run=${run.id}.${run.attempt}${step}&mac=${mac}`
  }

  /** Reads what was signed with our API key. */
  readRecord({ targetUrl = '' }: StoredCommitStatus, digest: string): RecordedStatus | undefined {
    const [, id = '', runId = '', attempt, holderId, mac = ''] = RECORD_PATTERN.exec(targetUrl) ?? []
    const jobId = id === '' ? undefined : parseJobId(id)
    const status = { digest, jobId, run: { id: runId, attempt: Number(attempt) }, holderId }
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.#sign(status) ?? '')]
    const isGenuine = given.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)
    return isGenuine ? status : undefined
  }

  #sign({ digest, jobId = '', run, holderId = '' }: RecordedStatus): string | undefined {
    if (this.#secret === undefined) return undefined
    const text = [this.#scope, digest, jobId, run.id, run.attempt, holderId].join('\n')
    return createHmac('sha256', this.#secret).update(text).digest('base64url')
  }
}

/** A status as another step sees it. */
interface ParsedStatus {
  /** The step that has set it, or its run if that is all that is known. */
  readonly holderId: string
  readonly run: RunRef
  readonly jobId?: string
  readonly isSigned: boolean
  /** The step goes on. */
  readonly isPending: boolean
  /** There is or may be a job, but the status does not name it. */
  readonly isJobUnnamed: boolean
  /** Whether that job was only announced. */
  readonly isSubmitting: boolean
  /** Before it announced that, the step searched for the jobs of submissions that were announced until then. */
  readonly hasSearched: boolean
  readonly createdAtMs: number
}

function parseStatus(status: StoredCommitStatus, digest: string, signer: StatusSigner): ParsedStatus {
  const { description, targetUrl = '', state, createdAtMs } = status
  const signed = signer.readRecord(status, digest)
  const [, id = '0', attempt = '0'] =
    SUBMITTING_PATTERN.exec(description) ?? RUN_URL_PATTERN.exec(targetUrl) ?? []
  const run = signed?.run ?? { id, attempt: Number(attempt) }
  const jobId = signed?.jobId ?? parseJobId(JOB_ID_PATTERN.exec(description)?.[1])
  const isSubmitting = jobId === undefined && description.startsWith(SUBMITTING)
  return {
    holderId: signed?.holderId ?? `${signed ? 'status' : 'unsigned status'} ${run.id}.${run.attempt}`,
    run,
    jobId,
    isSigned: signed !== undefined,
    isPending: state === 'pending',
    // A step that ends without an answer to its submission leaves it open.
    isJobUnnamed:
      isSubmitting ||
      (jobId === undefined && (CUT_ID_PATTERN.test(description) || UNKNOWN_PATTERN.test(description))),
    isSubmitting,
    hasSearched: isSubmitting && !description.startsWith(SUBMITTING_AGAIN),
    createdAtMs,
  }
}

/** Who reads the statuses of a commit. */
interface StatusReader {
  readonly commit: string
  readonly signer: StatusSigner
  readonly run: RunRef
  /** Of the step that reads. Absent for a sync. */
  readonly holderId?: string
}

/**
 * Reads the record of one digest from a spec's statuses. A commit's content is fixed, so older statuses count too. What a
 * status says about a job does not end the submission that a step has announced since: that job may have failed, or be too
 * old to be followed. The claim of the reader is left out: it knows more about that than its statuses say.
 */
export function parseStatusRecord(
  statuses: readonly StoredCommitStatus[],
  digest: string,
  { commit, signer, run, holderId }: StatusReader,
): RequestRecord | undefined {
  const parsed = statuses
    .filter(({ description }) => description.endsWith(describeSpec(digest)))
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs || b.id - a.id)
    .map((status) => parseStatus(status, digest, signer))
  if (parsed.length === 0) return undefined
  const byHolder = Map.groupBy(parsed, (status) => status.holderId)
  if (holderId !== undefined) byHolder.delete(holderId)
  const holds = [...byHolder.values()].flatMap((own) => toHold(own, parsed, commit))
  return { holds, jobs: recordedJobs(parsed, run) }
}

/** `own`: the statuses of one step, newest first. `all`: likewise, with those of the others. */
function toHold(own: readonly ParsedStatus[], all: readonly ParsedStatus[], commit: string): readonly Hold[] {
  const [newest] = own
  if (newest === undefined) return []
  const { holderId, run, isSigned, isPending, isJobUnnamed, createdAtMs } = newest
  const settledAtMs = findSettlement(newest, all)?.createdAtMs
  return [
    {
      holderId,
      owner: statusOwner(holderId),
      run,
      commit,
      label: '',
      atMs: settledAtMs ?? createdAtMs,
      // A step that has ended holds no lease.
      leaseExpiresAtMs: isPending ? createdAtMs + SUBMISSION_LEASE_MS : 0,
      submissionStartedAtMs: isJobUnnamed && settledAtMs === undefined ? announcedAtMs(own, all) : undefined,
      isUnsigned: isSigned ? undefined : true,
    },
  ]
}

/** A claim that is renewed is announced again, but may have been submitted with the first announcement. */
function announcedAtMs(own: readonly ParsedStatus[], all: readonly ParsedStatus[]): number | undefined {
  const end = own.findIndex(({ isJobUnnamed }) => !isJobUnnamed)
  const unnamed = end < 0 ? own : own.slice(0, end)
  return (unnamed.findLast(({ isSubmitting }) => isSubmitting) ?? all.at(-1))?.createdAtMs
}

/**
 * The status with which another step settles an announcement: it names a new job, and that step announced its own submission
 * later than this one, so that it has searched for the job of this one before.
 */
function findSettlement(announced: ParsedStatus, all: readonly ParsedStatus[]): ParsedStatus | undefined {
  const index = all.indexOf(announced)
  const later = all.slice(0, index)
  const knownIds = new Set(all.slice(index).map(({ jobId }) => jobId))
  return later.findLast(
    ({ jobId, isSigned, holderId }) =>
      isSigned &&
      jobId !== undefined &&
      !knownIds.has(jobId) &&
      later.some((other) => other.hasSearched && other.holderId === holderId),
  )
}

/**
 * Each job once, newest first. A job is signed if one of its statuses is. It is of this run if the run has named it, else of the
 * first one that did.
 */
function recordedJobs(statuses: readonly ParsedStatus[], own: RunRef): readonly RecordedJob[] {
  const byId = Map.groupBy(statuses, ({ jobId }) => jobId)
  return [...byId].flatMap(([id, all]): RecordedJob[] => {
    const [newest] = all
    if (id === undefined || newest === undefined) return []
    const signed = all.filter((status) => status.isSigned)
    const { run, isSigned, createdAtMs, holderId } =
      signed.find((status) => status.run.id === own.id) ?? signed.at(-1) ?? newest
    const provenance = isSigned ? 'verified' : 'unsigned'
    return [{ id, owner: statusOwner(holderId), run, atMs: createdAtMs, isUnfinished: true, provenance }]
  })
}
