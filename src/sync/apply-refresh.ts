import type { Clock } from '../jobs/clock.ts'
import { patiently, type GitHubFailure, type GitHubReply } from '../state/comment-store.ts'
import type { RunIdentity } from '../state/record.ts'
import { Notebook } from '../state/comment-record-store.ts'
import type { Note } from '../state/comment-merge.ts'
import { comment } from '../report/render.ts'
import type { Log } from '../report/log.ts'
import { StatusBoard, type StatusStore } from '../report/commit-status.ts'
import type { Desk } from './ports.ts'
import type { Unfinished } from './find-open-records.ts'
import { paced } from './write-limit.ts'
import type { Renewal } from './refresh.ts'
import { dispatchOf } from './dispatch-event.ts'

export interface Writing {
  readonly desk: Desk
  readonly clock: Clock
  readonly log: Log
  readonly redact: (text: string) => string
  /** Absent where nobody is to be told. */
  readonly dispatchEvent?: string
}

/** The same, with a moment for every write. */
interface Paced extends Writing {
  readonly pace: () => Promise<void>
}

/** What came of it. */
export interface Written {
  /** Comments that are up to date now. */
  readonly comments: number
  /** Jobs that others were told of. */
  readonly told: number
  /** What failed, a line each; the next time does it. */
  readonly failures: readonly GitHubFailure[]
}

/** At so many comments at once: of different conversations, because each is written one at a time. */
const AT_ONCE = 4
/** How long GitHub is asked for one thing, in milliseconds. */
const PATIENCE_MS = 60_000
/** So many refusals before anything was written mean the token, not conversations that are locked. */
const MOST_REFUSALS = 25
/** So many times in a row nobody answers before GitHub is left alone until the next time. */
const MOST_SILENCES = 4

/** Tells of the jobs that have ended, and then writes down that they have: each is told at least once. */
export async function bringUpToDate(renewals: readonly Renewal[], writing: Writing): Promise<Written> {
  const w: Paced = { ...writing, pace: paced(writing.clock) }
  const failures: GitHubFailure[] = []
  let [told, comments, silences] = [0, 0, 0]
  const queue = [...renewals]
  const work = async (): Promise<void> => {
    for (let renewal = queue.shift(); renewal !== undefined; renewal = queue.shift()) {
      if (comments === 0 && failures.filter(({ isFinal }) => isFinal).length >= MOST_REFUSALS) return
      if (silences >= MOST_SILENCES) return
      const done = await bringOne(renewal, w)
      told += done.told
      if (done.failure !== undefined) failures.push(done.failure)
      else if (done.isWritten) comments++
      silences = done.failure === undefined || done.failure.isFinal ? 0 : silences + 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { comments, told, failures }
}

interface Done {
  readonly told: number
  readonly isWritten: boolean
  readonly failure?: GitHubFailure
}

async function bringOne(renewal: Renewal, w: Paced): Promise<Done> {
  const { number, id, body } = renewal.found.comment
  const now = await patiently(() => w.desk.conversation(number).get(id), w.clock, PATIENCE_MS)
  if (!now.ok) return { told: 0, isWritten: false, ...(now.isGone ? {} : { failure: now }) }
  // Somebody is at work on it: a step that came back, a new run, another sync.
  if (now.value.body !== body) return { told: 0, isWritten: false }
  const { told, failure } = await tell(renewal, w)
  if (failure !== undefined) return { told, isWritten: false, failure }
  const status = await setStatuses(renewal, w)
  // Whoever may not set statuses can write all the same; the log has told it.
  if (status !== undefined && !status.isFinal) return { told, isWritten: false, failure: status }
  const reply = await write(renewal, w)
  return reply.ok ? { told, isWritten: true } : { told, isWritten: false, failure: reply }
}

async function tell({ news, found }: Renewal, w: Paced): Promise<{ told: number; failure?: GitHubFailure }> {
  const { dispatchEvent: type, desk, clock, redact } = w
  let told = 0
  if (type === undefined) return { told }
  for (const each of news.filter(({ outcome }) => outcome !== 'running')) {
    const send = () => desk.dispatch(dispatchOf(type, each, found.comment.number, redact))
    await w.pace()
    const reply = await patiently(send, clock, PATIENCE_MS)
    if (!reply.ok) return { told, failure: reply }
    told++
  }
  return { told }
}

/** The run whose text it is: a newer one that came in between keeps the word. */
function authorOf({ record, jobs }: Unfinished): RunIdentity {
  return record.run ?? jobs[0]?.entry.run ?? { id: '0', attempt: 1 }
}

async function write({ found, story, entries }: Renewal, w: Paced): Promise<GitHubReply<unknown>> {
  const { desk, clock, redact } = w
  const { comment: stored, seal } = found
  const store = desk.conversation(stored.number)
  const notebook = new Notebook({ store, seal, clock, run: authorOf(found), comment: stored })
  const draft = story && comment(story)
  const note: Note = {
    entries,
    isThorough: found.isSplit,
    ...(draft === undefined
      ? {}
      : { text: redact(draft.body), isWelcome: (instead) => instead === found.text }),
    ...(draft?.memo === undefined ? {} : { memo: draft.memo }),
  }
  await w.pace()
  const reply = await patiently(() => notebook.write(note), clock, PATIENCE_MS)
  return reply.ok && found.isSplit ? notebook.fold({ entries }) : reply
}

async function setStatuses({ story, found }: Renewal, w: Paced): Promise<GitHubFailure | undefined> {
  const { desk, log, redact, clock } = w
  const { statusLeg: leg } = story?.context ?? {}
  if (story === undefined || leg === undefined) return undefined
  const { context, trainings, nowMs } = story
  const store = desk.statuses(context.commit)
  let failure: GitHubFailure | undefined
  const set: StatusStore['set'] = async (status) => {
    await w.pace()
    const reply = await patiently(() => store.set(status), clock, PATIENCE_MS)
    if (!reply.ok) failure = reply
    return reply
  }
  const board = new StatusBoard({
    store: { list: () => store.list(), set },
    log,
    me: { run: authorOf(found), writer: '', commit: context.commit },
    self: () => desk.self(),
    leg,
    logUrl: context.logUrl,
    redact,
  })
  board.show(trainings, nowMs, found.comment.url)
  await board.finish()
  return failure
}
