import type { Clock } from '../job/clock.ts'
import { patiently, type GitHubFailure, type GitHubReply } from '../record/conversation.ts'
import { Notebook } from '../record/notebook.ts'
import { comment } from '../report/document.ts'
import type { Log } from '../report/log.ts'
import { StatusBoard } from '../report/status-board.ts'
import type { Desk } from './desk.ts'
import type { Renewal } from './renewing.ts'
import { dispatchOf } from './telling.ts'

export interface Writing {
  readonly desk: Desk
  readonly clock: Clock
  readonly log: Log
  readonly redact: (text: string) => string
  /** Absent where nobody is to be told. */
  readonly dispatchEvent?: string
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
/** So many writes may follow each other at once ... */
const BURST = 75
/** ... and after them one in this time, in milliseconds: GitHub takes 80 a minute. */
const PACE_MS = 1_000
/** How long GitHub is asked for one thing, in milliseconds. */
const PATIENCE_MS = 60_000

/** So many refusals before anything was written mean the token, not the conversation. */
const MOST_REFUSALS = 3

/** Tells of the jobs that have ended, and then writes down that they have: each is told at least once. */
export async function bringUpToDate(renewals: readonly Renewal[], w: Writing): Promise<Written> {
  const failures: GitHubFailure[] = []
  let [told, comments, started] = [0, 0, 0]
  const queue = [...renewals]
  const work = async (): Promise<void> => {
    for (let renewal = queue.shift(); renewal !== undefined; renewal = queue.shift()) {
      if (comments === 0 && failures.filter(({ isFinal }) => isFinal).length >= MOST_REFUSALS) return
      if (++started > BURST) await w.clock.sleep(PACE_MS * AT_ONCE)
      const done = await bringOne(renewal, w)
      told += done.told
      if (done.failure !== undefined) failures.push(done.failure)
      else if (done.isWritten) comments++
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

async function bringOne(renewal: Renewal, w: Writing): Promise<Done> {
  const { number, id, body } = renewal.found.comment
  const now = await patiently(() => w.desk.conversation(number).get(id), w.clock, PATIENCE_MS)
  if (!now.ok) return { told: 0, isWritten: false, ...(now.isGone ? {} : { failure: now }) }
  // Somebody is at work on it: a step that came back, a new run, another sync.
  if (now.value.body !== body) return { told: 0, isWritten: false }
  const { told, failure } = await tell(renewal, w)
  if (failure !== undefined) return { told, isWritten: false, failure }
  const reply = await write(renewal, w)
  return reply.ok ? { told, isWritten: true } : { told, isWritten: false, failure: reply }
}

async function tell(
  { news, found }: Renewal,
  w: Writing,
): Promise<{ told: number; failure?: GitHubFailure }> {
  const { dispatchEvent: type, desk, clock } = w
  let told = 0
  if (type === undefined) return { told }
  for (const each of news.filter(({ outcome }) => outcome !== 'running')) {
    const send = () => desk.dispatch(dispatchOf(type, each, found.comment.number))
    const reply = await patiently(send, clock, PATIENCE_MS)
    if (!reply.ok) return { told, failure: reply }
    told++
  }
  return { told }
}

async function write({ found, story, entries }: Renewal, w: Writing): Promise<GitHubReply<unknown>> {
  const { desk, clock, redact } = w
  const { comment: stored, seal, record, jobs } = found
  // In the name of the run whose text it is: a newer one that came in between keeps the word.
  const run = record.run ?? jobs[0]?.entry.run ?? { id: '0', attempt: 1 }
  const notebook = new Notebook({
    store: desk.conversation(stored.number),
    seal,
    clock,
    run,
    comment: stored,
  })
  const draft = story && comment(story)
  const seen = textOf(stored.body)
  const note = {
    entries,
    ...(draft === undefined
      ? {}
      : { text: redact(draft.body), isWelcome: (instead: string | undefined) => instead === seen }),
    ...(draft?.memo === undefined ? {} : { memo: draft.memo }),
  }
  const reply = await patiently(() => notebook.write(note), clock, PATIENCE_MS)
  if (reply.ok && story) await setStatuses(story, run, stored.url, w)
  return reply
}

/** What people see of it, as the record keeps it apart. */
function textOf(body: string): string {
  return body.slice(body.indexOf('-->') + '-->'.length).replace(/^\n/, '')
}

async function setStatuses(
  { trainings, context, nowMs }: NonNullable<Renewal['story']>,
  run: { readonly id: string; readonly attempt: number },
  url: string,
  { desk, log, redact }: Writing,
): Promise<void> {
  if (context.statusLeg === undefined) return
  const board = new StatusBoard({
    store: desk.statuses(context.commit),
    log,
    me: { run, writer: '', commit: context.commit },
    self: () => desk.self(),
    leg: context.statusLeg,
    logUrl: context.logUrl,
    redact,
  })
  board.show(trainings, nowMs, url)
  await board.finish()
}
