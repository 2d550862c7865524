import type { CommentStore, StoredComment } from './conversation.ts'
import type { KeyRecord } from './entry.ts'
import { MARKER_START, sealFound, type Seal } from './marker.ts'

/** A comment of ours that another step has written. */
export interface FoundRecord {
  readonly comment: StoredComment
  readonly seal: Seal
  readonly record: KeyRecord
}

/**
 * The comment of a conversation, of whatever key, that remembers a job as one that our API key has submitted; undefined
 * where there is none, or GitHub does not say.
 */
export async function findRecordOf(
  jobId: string,
  store: CommentStore,
  { scope, apiKey, redact }: { scope: string; apiKey: string; redact: (text: string) => string },
): Promise<FoundRecord | undefined> {
  const reply = await store.list()
  if (!reply.ok) return undefined
  const found = reply.value
    .filter(({ body }) => body.startsWith(MARKER_START))
    .flatMap((comment): FoundRecord[] => {
      const seal = sealFound(comment.body, scope, apiKey, redact)
      const record = seal?.read(comment.body)
      return seal && record && remembers(record, jobId) ? [{ comment, seal, record }] : []
    })
  if (found.length === 0) return undefined
  const self = await store.self()
  return found.find(({ comment }) => comment.author === self)
}

function remembers({ entries }: KeyRecord, jobId: string): boolean {
  return Object.values(entries).some(
    ({ jobs, isHearsay }) => isHearsay !== true && jobs.some(({ id }) => id === jobId),
  )
}
