import { createHash } from 'node:crypto'

/** A comment on a pull request or an issue. */
export interface StoredComment {
  readonly id: number
  readonly body: string
  /** Login of the author, `github-actions[bot]` for the token of a workflow. */
  readonly author: string
  /** Address for people. */
  readonly url: string
}

export type GitHubReply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      /** One line with what to do. */
      readonly reason: string
      /** The thing asked for does not exist (any more). */
      readonly isGone: boolean
      /** Asking again can not help: permission, locked conversation, malformed request. */
      readonly isFinal: boolean
    }

/** The comments of one pull request or issue, as this room needs them. No call throws; each ends in bounded time. */
export interface CommentStore {
  /** All comments, oldest first, to the last page. */
  list(): Promise<GitHubReply<readonly StoredComment[]>>
  create(body: string): Promise<GitHubReply<StoredComment>>
  update(id: number, body: string): Promise<GitHubReply<StoredComment>>
  /** The login under which our own comments appear. */
  self(): Promise<string>
}

/** The hidden first bytes of a comment by which it is found again. */
export function marker(key: string): string {
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 32)
  return `<!-- forge-training-job v1 ${fingerprint} -->`
}

/**
 * Writes `body` into the comment of this key: into `known` where that still exists, else into the oldest comment of our
 * own that begins with the marker, else into a new one.
 */
export async function upsertComment(
  store: CommentStore,
  key: string,
  body: string,
  known?: number,
): Promise<GitHubReply<StoredComment>> {
  const whole = `${marker(key)}\n${body}`
  if (known !== undefined) {
    const reply = await store.update(known, whole)
    if (reply.ok || !reply.isGone) return reply
  }
  const found = await findOwn(store, marker(key))
  if (!found.ok) return found
  if (found.value === undefined) return store.create(whole)
  return found.value.body === whole ? { ok: true, value: found.value } : store.update(found.value.id, whole)
}

/** Anybody can write our marker, so the author decides. Who we are is asked only where there is something to decide. */
async function findOwn(store: CommentStore, mark: string): Promise<GitHubReply<StoredComment | undefined>> {
  const all = await store.list()
  if (!all.ok) return all
  const marked = all.value.filter(({ body }) => body.startsWith(mark))
  if (marked.length === 0) return { ok: true, value: undefined }
  const self = await store.self()
  return { ok: true, value: marked.find(({ author }) => author === self) }
}
