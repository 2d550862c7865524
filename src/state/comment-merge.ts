import type { CommentStore, StoredComment } from './comment-store.ts'
import { MARKER_START, markerLine, type Seal, sealFound } from './record-codec.ts'
import {
  EMPTY_RECORD,
  type Entry,
  isNewer,
  type KeyRecord,
  type Memo,
  mergeRecords,
  type RunIdentity,
} from './record.ts'

/** Something to write down. */
export interface Note {
  /** What people are to see; absent to leave what they see. */
  readonly text?: string
  /** What the text is made from, where it is not final. */
  readonly memo?: Memo
  /** By the label of the spec. */
  readonly entries?: Readonly<Record<string, Entry>>
  /** Whether the text is worth writing in the place of this one (absent: in a new comment), which `run` has written. */
  readonly isWelcome?: (instead: string | undefined, run: RunIdentity | undefined) => boolean
  /** Looks for other comments of the same key, too. */
  readonly isThorough?: boolean
  /** Removes them, where all that they know has been in the oldest for so long that everybody can read it there. */
  readonly isFolding?: boolean
}

/** The comments of one key, as they are now. */
export interface Page {
  /** Our own, oldest first. */
  readonly comments: readonly StoredComment[]
  /** What they remember together. */
  readonly record: KeyRecord
}

/** What these comments say. */
export function pageOf(comments: readonly StoredComment[], seal: Seal): Page {
  const record = comments
    .map(({ body }) => seal.read(body))
    .reduce((all, each) => mergeRecords(all, each), EMPTY_RECORD)
  return { comments, record }
}

/** What is remembered when a note is written into it; `author` is the run whose text people see then, where it is ours. */
export function recordAfter(
  { memo, ...known }: KeyRecord,
  note: Note,
  author: RunIdentity | undefined,
): KeyRecord {
  const run = author ?? known.run
  const kept = author === undefined ? memo : note.memo
  return {
    ...mergeRecords(known, { entries: note.entries ?? {}, ...(run === undefined ? {} : { run }) }),
    ...(kept === undefined ? {} : { memo: kept }),
  }
}

/** What people see of the newest run. */
export function newestText(comments: readonly StoredComment[], seal: Seal): string | undefined {
  let newest: { readonly text: string; readonly run: RunIdentity | undefined } | undefined
  for (const { body } of comments) {
    const { run } = seal.read(body)
    const text = body.slice(markerLine(body).length).replace(/^\n/, '')
    const isNewest = newest === undefined || (run && (!newest.run || isNewer(run, newest.run)))
    if (isNewest) newest = { text, run }
  }
  return newest?.text
}

/** Ids of jobs that these comments remember or show, of whatever key they are. */
export function jobIdsIn(bodies: readonly string[], seal: Seal): ReadonlySet<string> {
  const recorded = bodies.flatMap((body) =>
    Object.values(seal.read(body).entries).flatMap(({ jobs }) => jobs),
  )
  const shown = bodies.flatMap((body) => body.toLowerCase().match(UUID) ?? [])
  return new Set([...recorded.map(({ id }) => id), ...shown])
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

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
