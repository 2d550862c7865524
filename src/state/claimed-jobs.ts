import { createHash } from 'node:crypto'
import { mapRequests, type CommentRecord, type Hold, type RecordedJob } from './record.ts'

/** How much longer than a claim its submission may take: the times of the record differ by that much. */
const MAX_DELAY_MS = 1_000_000

/**
 * The record as it may look once each claimed request has its job, to find out how long it gets. The ids and times have as
 * many different digits as real ones: others would be compressed away.
 */
export function withClaimedJobs(record: CommentRecord): CommentRecord {
  return mapRequests(record, (request) => {
    const claim = request.holds.find(({ submissionStartedAtMs }) => submissionStartedAtMs !== undefined)
    if (claim === undefined) return request
    const job = placeholderJob(claim)
    const holds = request.holds.map((hold) =>
      hold === claim ? { ...hold, atMs: job.atMs, jobId: job.id } : hold,
    )
    return { holds, jobs: [job, ...request.jobs] }
  })
}

function placeholderJob(claim: Hold): RecordedJob {
  const digits = createHash('sha256').update(JSON.stringify(claim)).digest('hex')
  const atMs = claim.atMs + (parseInt(digits.slice(-8), 16) % MAX_DELAY_MS)
  return {
    // As long as a UUID.
    id: digits.slice(0, 36),
    owner: claim.owner,
    run: claim.run,
    atMs,
    createdAtS: Math.round(atMs / 1000),
    isUnfinished: true,
    provenance: 'submitted',
    price: claim.price,
    approval: claim.approval,
  }
}
