import { mergeRequests } from '../state/merge-records.ts'
import { selectFromOther, type OtherConversation } from '../state/other-conversation.ts'
import {
  EMPTY_RECORD,
  findRequest,
  mapRequests,
  type CommentRecord,
  type RequestRecord,
} from '../state/record.ts'
import type { RequestRecords } from '../state/record-store.ts'

/**
 * The steps of other conversations that use one of these jobs: the run of a push follows the jobs of all pull requests that it
 * has merged, but writes that only in the newest. `here`: the conversation of the jobs.
 */
export function findUsesElsewhere(
  jobIds: ReadonlySet<string>,
  here: string,
  conversations: readonly OtherConversation[],
): RequestRecords {
  return conversations
    .filter(({ conversation }) => conversation !== here)
    .map((other) => {
      const record = mapRequests(other.record, ({ holds }) => ({
        holds: holds.filter(({ jobId = '' }) => jobIds.has(jobId)),
        jobs: [],
      }))
      return selectFromOther({ ...other, record }, here, Object.keys(record.requests))
    })
    .reduce((all, { requests }) => withRequests(all, requests), EMPTY_RECORD).requests
}

/** Adds what uses the jobs. Drops nothing, unlike a merge of records: what an older run says about its job still counts. */
export function withRequests(record: CommentRecord, added: RequestRecords): CommentRecord {
  const merged = Object.entries(added).map(([key, request]): [string, RequestRecord] => [
    key,
    mergeRequests(findRequest(record, key), request),
  ])
  return { ...record, requests: { ...record.requests, ...Object.fromEntries(merged) } }
}
