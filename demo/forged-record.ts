import { digestRequest } from '../src/job-spec/digest.ts'
import type { TrainingRequest } from '../src/job-spec/types.ts'
import { requestKey, type CommentRecord, type RecordedJob } from '../src/state/record.ts'
import { createCodec, readRecord, type RecordCodec } from '../src/state/record-codec.ts'
import { REPOSITORY_ID } from '../test/simulator/runner/events.ts'

/** What a forged record says: a step has submitted a job for a request. */
interface ForgedClaim {
  readonly request: TrainingRequest
  readonly jobId: string
  /** URL of the service. */
  readonly service: string
  /** Number of the pull request. */
  readonly pullRequest: number
  readonly owner: string
  readonly runId: string
}

/** Forgers do not know the API key. */
function forgersCodec(pullRequest: number): RecordCodec {
  return createCodec('forged', `${REPOSITORY_ID}#${pullRequest}`, 'a key of the forger')
}

/** The owner of the jobs in a comment of the action. Everybody can read it. */
export function ownerOf(comment: string, pullRequest: number): string {
  const { requests } = readRecord(forgersCodec(pullRequest), comment)
  const [hold] = Object.values(requests).flatMap(({ holds }) => holds)
  if (hold === undefined) throw new Error('the comment has no record')
  return hold.owner
}

/** A comment with a text and a forged record. */
export function forgeComment(
  text: string,
  { request, jobId, service, pullRequest, owner, runId }: ForgedClaim,
): string {
  const run = { id: runId, attempt: 1 }
  const job: RecordedJob = { id: jobId, owner, run, atMs: 1, isUnfinished: true, provenance: 'submitted' }
  const record: CommentRecord = {
    requests: { [requestKey(digestRequest(request), service)]: { holds: [], jobs: [job] } },
    ambiguousOwners: [],
  }
  return `${forgersCodec(pullRequest).encode?.(record) ?? ''}\n${text}`
}
