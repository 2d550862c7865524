import type { StoredComment } from './conversation.ts'
import {
  EMPTY_RECORD,
  isNewer,
  mergeRecords,
  type Entry,
  type KeyRecord,
  type Memo,
  type RunIdentity,
} from './entry.ts'
import { markerLine, type Seal } from './marker.ts'

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
