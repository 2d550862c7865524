import type { Clock } from '../job/clock.ts'
import { patiently, type GitHubFailure } from '../record/conversation.ts'
import { isAlive } from '../record/decision.ts'
import type { Entry, KeyRecord, RecordedJob } from '../record/entry.ts'
import { MARKER_START, sealFound, type Seal } from '../record/marker.ts'
import type { Desk, RepositoryComment } from './desk.ts'

/** A comment of ours with jobs that nobody watches over, and that were not seen to end. */
export interface Unfinished {
  readonly comment: RepositoryComment
  readonly seal: Seal
  readonly record: KeyRecord
  /** Its unfinished jobs, each with the label of the spec that it belongs to. */
  readonly jobs: readonly UnfinishedJob[]
  /** Whether a step that has to do with it is still at work, so that what people see is its business. */
  readonly isAttended: boolean
}

export interface UnfinishedJob {
  readonly label: string
  readonly entry: Entry
  readonly recorded: RecordedJob
}

/** What the comments of a repository came to. */
export interface Findings {
  readonly unfinished: readonly Unfinished[]
  /** Comments of ours that are signed with another API key, so that nothing proves what they say. */
  readonly unproven: number
  /** Comments that were last changed before this were not looked at (Unix time in milliseconds). */
  readonly lookedBackToMs?: number
}

export interface Search {
  readonly desk: Desk
  readonly clock: Clock
  readonly apiKey: string
  readonly redact: (text: string) => string
}

/** No job is known to train for longer than GitHub lets a run live, in milliseconds. */
const OLDEST_MS = 35 * 24 * 60 * 60_000
/** The comment of an unfinished job is written anew before it is as old as this, in milliseconds. */
export const TOUCH_MS = 12 * 60 * 60_000
/** So far back every comment is looked at, with room for a schedule that GitHub delays, in milliseconds. */
const CERTAIN_MS = TOUCH_MS + 60 * 60_000
/** Pages of 100 comments that are read in any case. */
const USUAL_PAGES = 10
/** Pages that are read at the most, in a repository where so much is written in half a day. */
const MOST_PAGES = 100
/** How long GitHub is asked, in milliseconds. */
const PATIENCE_MS = 120_000

/** Looks for unfinished jobs in all comments of the repository. */
export async function findUnfinished(search: Search): Promise<Findings | GitHubFailure> {
  const nowMs = search.clock.wall()
  const sinceMs = nowMs - OLDEST_MS
  const marked = new Map<number, RepositoryComment>()
  let lookedBackToMs: number | undefined
  for (let page = 1; ; page++) {
    const read = () => search.desk.comments(page, sinceMs)
    const reply = await patiently(read, search.clock, PATIENCE_MS)
    if (!reply.ok) return reply
    const { comments, hasMore } = reply.value
    for (const comment of comments) {
      // What was changed while we read is seen twice, the newer first.
      if (comment.body.startsWith(MARKER_START) && !marked.has(comment.id)) marked.set(comment.id, comment)
    }
    if (!hasMore || comments.length === 0) break
    const oldestMs = Math.min(...comments.map(({ updatedAtMs }) => updatedAtMs))
    if (page >= MOST_PAGES || (page >= USUAL_PAGES && oldestMs < nowMs - CERTAIN_MS)) {
      lookedBackToMs = oldestMs
      break
    }
  }
  const found = marked.size === 0 ? NOTHING : readAll([...marked.values()], await search.desk.self(), search)
  return { ...found, ...(lookedBackToMs === undefined ? {} : { lookedBackToMs }) }
}

const NOTHING: Findings = { unfinished: [], unproven: 0 }

function readAll(marked: readonly RepositoryComment[], self: string, search: Search): Findings {
  const unfinished: Unfinished[] = []
  let unproven = 0
  // Anybody can write our marker, so the author decides.
  for (const comment of marked.filter(({ author }) => author === self)) {
    const found = readOne(comment, search)
    if (found === 'unproven') unproven++
    else if (found !== undefined) unfinished.push(found)
  }
  return { unfinished, unproven }
}

function readOne(
  comment: RepositoryComment,
  { desk, clock, apiKey, redact }: Search,
): Unfinished | 'unproven' | undefined {
  const seal = sealFound(comment.body, `${desk.repository}#${comment.number}`, apiKey, redact)
  if (seal === undefined) return undefined
  const record = seal.read(comment.body)
  const entries = Object.entries(record.entries)
  const nowMs = clock.wall()
  if (!entries.some(([, { jobs }]) => jobs.some(({ isOpen }) => isOpen))) return undefined
  if (entries.some(([, entry]) => entry.isHearsay)) return 'unproven'
  const left = entries.filter(([, entry]) => !isAlive(entry, nowMs))
  // Who has nothing open has had its last word.
  const isAttended = entries.some(([, entry]) => isAlive(entry, nowMs) && isOpenEntry(entry))
  const jobs = left.flatMap(([label, entry]) =>
    entry.jobs
      .filter((job) => job.isOpen && job.isHearsay !== true)
      .map((recorded): UnfinishedJob => ({ label, entry, recorded })),
  )
  return jobs.length === 0 ? undefined : { comment, seal, record, jobs, isAttended }
}

function isOpenEntry({ jobs, submittingSinceMs }: Entry): boolean {
  return submittingSinceMs !== undefined || jobs.some(({ isOpen }) => isOpen)
}
