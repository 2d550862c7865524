import type { Clock } from '../jobs/clock.ts'
import { patiently, type GitHubFailure } from '../state/comment-store.ts'
import { isAlive } from '../state/claim.ts'
import type { Entry, KeyRecord, RecordedJob } from '../state/record.ts'
import { KEY_LENGTH, MARKER_START, sealFound, type Seal } from '../state/record-codec.ts'
import { newestText, pageOf } from '../state/comment-merge.ts'
import type { RunContext } from '../report/run-context.ts'
import { isUnfinished, storyTold } from '../report/saved-report.ts'
import type { Story } from '../report/report-model.ts'
import type { Desk, RepositoryComment } from './ports.ts'

/** A comment of ours about which nobody is at work, and which is not at its end. */
export interface Unfinished {
  readonly comment: RepositoryComment
  /** Its key has more than this one, the oldest, because steps that did not see each other were killed. */
  readonly isSplit: boolean
  /** What people see of the newest run. */
  readonly text: string
  readonly seal: Seal
  readonly record: KeyRecord
  /** The jobs that were not seen to end, each with the label of the spec that it belongs to. */
  readonly jobs: readonly UnfinishedJob[]
  /** What people see; absent where that is final, or the business of a step that is still at work. */
  readonly story?: Story
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
  readonly context: RunContext
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
  const ours = marked.filter(({ author }) => author === self)
  const ofKey = Map.groupBy(ours, ({ number, body }) => `${number} ${body.slice(0, KEY_LENGTH)}`)
  for (const comments of ofKey.values()) {
    const found = readOne(comments, search)
    if (found === 'unproven') unproven++
    else if (found !== undefined) unfinished.push(found)
  }
  return { unfinished, unproven }
}

function readOne(ofKey: readonly RepositoryComment[], search: Search): Unfinished | 'unproven' | undefined {
  const { desk, clock, apiKey, redact, context } = search
  const comments = ofKey.toSorted((a, b) => a.id - b.id)
  const [comment] = comments
  if (comment === undefined) return undefined
  const seal = sealFound(comment.body, `${desk.repository}#${comment.number}`, apiKey, redact)
  if (seal === undefined) return undefined
  const { record } = pageOf(comments, seal)
  const nowMs = clock.wall()
  const open = openJobs(record)
  const proven = open.filter(({ recorded }) => recorded.isHearsay !== true)
  if (open.length > 0 && proven.length === 0) return 'unproven'
  const jobs = proven.filter(({ entry }) => !isAlive(entry, nowMs))
  // Without an entry nothing tells whether its step is still at work.
  const entries = Object.values(record.entries)
  const isAtWork = (entry: Entry): boolean => isAlive(entry, nowMs) && isUnsettled(entry)
  const isLeft = entries.length > 0 && !entries.some(isAtWork)
  const story = isLeft ? storyTold(record, comment.number, context) : undefined
  const isSplit = isLeft && comments.length > 1
  if (jobs.length === 0 && story === undefined && !isSplit) return undefined
  const text = newestText(comments, seal) ?? ''
  return { comment, isSplit, text, seal, record, jobs, ...(story === undefined ? {} : { story }) }
}

/** Whoever has nothing open has had the last word, or says it without help. */
function isUnsettled({ jobs, submittingSinceMs }: Entry): boolean {
  return submittingSinceMs !== undefined || jobs.some(({ isOpen }) => isOpen)
}

function openJobs({ entries }: KeyRecord): readonly UnfinishedJob[] {
  return Object.entries(entries).flatMap(([label, entry]) =>
    entry.jobs.filter(({ isOpen }) => isOpen).map((recorded) => ({ label, entry, recorded })),
  )
}

/** The jobs that have to be looked at. */
export function idsOf(unfinished: readonly Unfinished[]): ReadonlySet<string> {
  const recorded = unfinished.flatMap(({ jobs }) => jobs.map((job) => job.recorded.id))
  const shown = unfinished.flatMap(({ story }) => story?.trainings.filter(isUnfinished) ?? [])
  return new Set([...recorded, ...shown.flatMap(({ job }) => (job ? [job.id] : []))])
}
