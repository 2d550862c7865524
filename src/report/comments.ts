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
  return `${MARKER_START}${fingerprint} -->`
}

const MARKER_START = '<!-- forge-training-job v1 '

/** What a comment is to say. */
export interface Draft {
  /**
   * `problems` says that a spec is not valid and no more; `all-clear`, that everything is valid, is worth a word only in
   * the place of earlier problems.
   */
  readonly kind: 'story' | 'problems' | 'all-clear'
  readonly body: string
}

/** Hidden, below the marker, in a comment that says nothing but what is wrong with specs. */
const PROBLEMS_MARK = '<!-- problems -->'

/**
 * Writes the draft into the comment of this key: into `known` where that still exists, else into the oldest comment of
 * our own that begins with the marker, else into a new one. Resolves to no comment where the draft has nothing to say.
 */
export async function upsertComment(
  store: CommentStore,
  key: string,
  { kind, body }: Draft,
  known?: number,
): Promise<GitHubReply<StoredComment | undefined>> {
  const mark = marker(key)
  const whole = `${mark}\n${kind === 'problems' ? `${PROBLEMS_MARK}\n` : ''}${body}`
  if (known !== undefined) {
    const reply = await store.update(known, whole)
    if (reply.ok || !reply.isGone) return reply
  }
  const found = await findOwn(store, mark)
  if (!found.ok) return found
  const { value: existing } = found
  if (kind === 'all-clear' && !existing?.body.startsWith(`${mark}\n${PROBLEMS_MARK}`)) return NOTHING_TO_SAY
  if (existing === undefined) return store.create(whole)
  return existing.body === whole ? found : store.update(existing.id, whole)
}

const NOTHING_TO_SAY: GitHubReply<undefined> = { ok: true, value: undefined }

/** Ids of jobs that other comments of our own on this conversation name; none where they cannot be read. */
export async function claimedByOthers(store: CommentStore, key: string): Promise<ReadonlySet<string>> {
  const all = await store.list()
  if (!all.ok) return new Set()
  const marked = all.value.filter(
    ({ body }) => body.startsWith(MARKER_START) && !body.startsWith(marker(key)),
  )
  if (marked.length === 0) return new Set()
  const self = await store.self()
  const texts = marked.filter(({ author }) => author === self).map(({ body }) => body)
  return new Set(texts.flatMap((text) => text.toLowerCase().match(UUID) ?? []))
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Anybody can write our marker, so the author decides. Who we are is asked only where there is something to decide. */
async function findOwn(store: CommentStore, mark: string): Promise<GitHubReply<StoredComment | undefined>> {
  const all = await store.list()
  if (!all.ok) return all
  const marked = all.value.filter(({ body }) => body.startsWith(mark))
  if (marked.length === 0) return { ok: true, value: undefined }
  const self = await store.self()
  return { ok: true, value: marked.find(({ author }) => author === self) }
}
