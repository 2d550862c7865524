import type { GitHubResult } from './github.ts'
import { mergeRecords } from './merge-records.ts'
import { findRequest, mapRequests, type CommentRecord } from './record.ts'
import type { ClaimResult, ClaimUpdate, RecordStore, RequestRecords } from './record-store.ts'

type Read<T> = readonly [ofComment: GitHubResult<T>, ofStatus: GitHubResult<T>]

/**
 * The record of a step with a comment and a commit status: steps without a comment share the jobs of the commit. What the
 * comments say of a step or a job goes before what its status says, which is less. A token that may not use statuses only lacks
 * their part.
 */
export class CombinedRecordStore implements RecordStore {
  readonly isOfConversation: true | undefined
  readonly #comment: RecordStore
  readonly #status: RecordStore
  /** That were read or written so far. */
  readonly #keys = new Set<string>()

  constructor(comment: RecordStore, status: RecordStore) {
    this.#comment = comment
    this.#status = status
    this.isOfConversation = comment.isOfConversation
  }

  get conversation(): string | undefined {
    return this.#comment.conversation
  }

  get planKey(): string | undefined {
    return this.#comment.planKey
  }

  subscribe(listener: (result: GitHubResult<CommentRecord>) => void): void {
    this.#comment.subscribe?.(listener)
  }

  async read(keys: readonly string[]): Promise<GitHubResult<CommentRecord>> {
    for (const key of keys) this.#keys.add(key)
    return combine(await Promise.all([this.#comment.read(keys), this.#status.read(keys)]))
  }

  async readNow(): Promise<GitHubResult<CommentRecord>> {
    const keys = [...this.#keys]
    const ofComment = this.#comment.readNow?.() ?? this.#comment.read(keys)
    return combine(await Promise.all([ofComment, this.#status.read(keys)]))
  }

  /** Not written if one of the two was not. The caller then withdraws the other one. */
  async acquire(update: ClaimUpdate): Promise<GitHubResult<ClaimResult>> {
    const results = await Promise.all([this.#comment.acquire(update), this.#status.acquire(update)])
    const failure = findFailure(results)
    if (failure !== undefined) return failure
    const claims = results.flatMap((result) => (result.ok ? [result.value] : []))
    const record = combine([toRecord(results[0]), toRecord(results[1])])
    if (!record.ok) return record
    const isWritten = claims.every((claim) => claim.isWritten)
    return {
      ok: true,
      value: { record: record.value, isWritten, isSlow: claims.some(({ isSlow }) => isSlow) },
    }
  }

  async write(update: { readonly requests: RequestRecords }): Promise<GitHubResult<CommentRecord>> {
    return combine(await Promise.all([this.#comment.write(update), this.#status.write(update)]))
  }
}

/** Of both, or of the status alone if trying again may help. */
function findFailure<T>([ofComment, ofStatus]: Read<T>) {
  return [ofComment, ...(ofStatus.ok || ofStatus.isPermanent ? [] : [ofStatus])].find((result) => !result.ok)
}

const toRecord = (result: GitHubResult<ClaimResult>): GitHubResult<CommentRecord> =>
  result.ok ? { ok: true, value: result.value.record } : result

function combine(results: Read<CommentRecord>): GitHubResult<CommentRecord> {
  const [ofComment, ofStatus] = results
  const failure = findFailure(results)
  if (failure !== undefined || !ofComment.ok) return failure ?? ofComment
  if (!ofStatus.ok) return ofComment
  const onlyInStatus = mapRequests(ofStatus.value, ({ holds, jobs }, key) => {
    const known = findRequest(ofComment.value, key)
    const holderIds = new Set(known.holds.map(({ holderId }) => holderId))
    const jobIds = new Set(known.jobs.map(({ id }) => id))
    return {
      holds: holds.filter(({ holderId }) => !holderIds.has(holderId)),
      jobs: jobs.filter(({ id }) => !jobIds.has(id)),
    }
  })
  return { ok: true, value: mergeRecords(ofComment.value, onlyInStatus) }
}
