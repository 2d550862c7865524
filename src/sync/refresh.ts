import type { TrainingJob } from '../jobs/api.ts'
import type { Looks } from '../jobs/fetch-jobs.ts'
import { seen, type Training } from '../jobs/job-state.ts'
import { explain, isTerminal, type Outcome, phaseOf, verdictOn } from '../jobs/job-status.ts'
import type { Story } from '../report/report-model.ts'
import type { RunContext } from '../report/run-context.ts'
import { isUnfinished } from '../report/saved-report.ts'
import type { Entries } from '../state/record-store.ts'
import { type Entry, entryOf, isSameJob, type RecordedJob } from '../state/record.ts'
import { TOUCH_MS, type Unfinished, type UnfinishedJob } from './find-open-records.ts'

/** What became of a job. */
interface Fate {
  /** As the service describes it; absent where it does not know the job any more. */
  readonly job?: TrainingJob
  /** `running` while it is not over. */
  readonly outcome: Outcome
  /** Why there is no more to be told. */
  readonly note?: string
}

/** What became of one recorded job. */
export interface News extends Fate {
  readonly label: string
  readonly recorded: RecordedJob
  /** Empty for the job of an earlier version, of which the record does not tell. */
  readonly commit: string
}

/** What is to be done about one comment. */
export interface Renewal {
  readonly found: Unfinished
  readonly news: readonly News[]
  /** What the comment is to show; absent where what it shows is to stay. */
  readonly story?: Story
  /** What is to be remembered: the jobs that have ended, and that somebody was here. */
  readonly entries: Entries
  /** Whether there is anything to write: news, or it is time for a sign of life. */
  readonly isDue: boolean
}

/** A job may be unknown to a service for a while after it was made, in milliseconds. */
const FRESH_MS = 10 * 60_000
/** GitHub starts schedules late, so that a comment is touched in good time, in milliseconds. */
const TOUCH_MARGIN_MS = 60 * 60_000
/** The sign of a life that is over for certain, whatever the clocks say: so many milliseconds ago. */
const LONG_OVER_MS = 60 * 60_000

export interface Now {
  /** Unix time in milliseconds. */
  readonly wallMs: number
  /** Where this step runs. */
  readonly context: RunContext
}

/** Makes out what is to be done about a comment, after what the service says of its jobs. */
export function renew(found: Unfinished, looks: Looks, now: Now): Renewal {
  const news = found.jobs.flatMap((job) => newsOf(job, found, looks, now.wallMs) ?? [])
  const ended = news.filter(({ outcome }) => outcome !== 'running')
  const story = found.story && retell(found.story, { found, news, looks, now })
  const isNews = found.story !== undefined && story !== undefined && hasMoved(found.story, story)
  const isOld = now.wallMs - found.comment.updatedAtMs >= TOUCH_MS - TOUCH_MARGIN_MS
  return {
    found,
    news,
    ...(story === undefined ? {} : { story }),
    entries: { ...(isOld ? touched(found, now.wallMs) : {}), ...closed(found, ended) },
    isDue: ended.length > 0 || isNews || isOld || found.isSplit,
  }
}

function newsOf(
  { label, entry, recorded }: UnfinishedJob,
  { story }: Unfinished,
  looks: Looks,
  wallMs: number,
): News | undefined {
  const { id, atMs } = recorded
  const job = looks.jobs.get(id)
  const commit = entry.jobId === id ? entry.commit : ''
  if (job !== undefined && !isSameJob(recorded, job))
    return { label, recorded, commit, outcome: 'unknown', note: OTHER }
  const training = story?.trainings.find((each) => each.job?.id === id)
  const fate = fateOf({ id, atMs, training }, looks, wallMs)
  return fate && { label, recorded, commit, ...fate }
}

interface Known {
  readonly id: string
  /** Since when it is known, as Unix time in milliseconds. */
  readonly atMs: number
  /** What is told of it. */
  readonly training: Training | undefined
}

function fateOf({ id, atMs, training }: Known, looks: Looks, wallMs: number): Fate | undefined {
  const job = looks.jobs.get(id)
  if (job !== undefined)
    return { job, outcome: verdictOn(job, 'end', wallMs - successMs(job, training, wallMs)) ?? 'running' }
  return looks.gone.has(id) && wallMs - atMs >= FRESH_MS ? { outcome: 'unknown', note: GONE } : undefined
}

/** Since when a job has succeeded, as Unix time in milliseconds: by the service's clock, else since it was seen. */
function successMs(
  { modifiedAt, status }: TrainingJob,
  training: Training | undefined,
  wallMs: number,
): number {
  if (modifiedAt !== undefined) return modifiedAt * 1000
  if (training === undefined) return -Infinity
  const sighting = training.timeline.at(-1)
  return sighting?.status === status ? (sighting?.atMs ?? wallMs) : wallMs
}

/** The jobs that have ended, by the label of their spec; who holds it stays as it is. */
function closed({ record }: Unfinished, ended: readonly News[]): Entries {
  const labels = [...new Set(ended.map(({ label }) => label))]
  return Object.fromEntries(
    labels.flatMap((label): [string, Entry][] => {
      const entry = entryOf(record, label)
      const ids = new Set(ended.filter((each) => each.label === label).map(({ recorded }) => recorded.id))
      if (entry === undefined) return []
      const jobs = entry.jobs.flatMap(({ echo: _, ...job }) =>
        ids.has(job.id) ? [{ ...job, isOpen: false }] : [],
      )
      return [[label, { ...entry, jobs }]]
    }),
  )
}

/** So that a comment changes of which nobody may change the text. */
function touched({ jobs }: Unfinished, wallMs: number): Entries {
  return Object.fromEntries(
    jobs.map(({ label, entry }) => [label, { ...entry, jobs: [], aliveUntilMs: wallMs - LONG_OVER_MS }]),
  )
}

interface Source {
  readonly found: Unfinished
  readonly news: readonly News[]
  readonly looks: Looks
  readonly now: Now
}

/** The story that the step told last, told on. */
function retell(before: Story, { found, news, looks, now }: Source): Story {
  const { context, wallMs } = now
  const open = new Set(found.jobs.map(({ recorded }) => recorded.id))
  const trainings = before.trainings.map((training) => {
    if (!isUnfinished(training)) return training
    const { job } = training
    if (job === undefined) return { ...training, outcome: 'unknown' as const, notes: [LEFT] }
    const known = { id: job.id, atMs: before.nowMs, training }
    // Others may have told of its end already, and left the text as it was.
    const fate = open.has(job.id)
      ? news.find(({ recorded }) => recorded.id === job.id)
      : fateOf(known, looks, wallMs)
    return fate === undefined ? training : toldOn(training, fate, wallMs)
  })
  return { ...before, trainings, nowMs: wallMs, lastLook: { atMs: wallMs, logUrl: context.logUrl } }
}

function toldOn(training: Training, { job, outcome, note: why }: Fate, wallMs: number): Training {
  if (job === undefined) return { ...training, outcome, isGone: true, notes: why === undefined ? [] : [why] }
  const { failure: _, ...now } = seen(training, job, endedAtMs(job) ?? wallMs)
  const note = explain(job, outcome)
  return { ...now, outcome, notes: note === undefined ? [] : [note] }
}

const GONE = 'The service does not know this job any more.'
const OTHER = 'Under this id the service shows a job with another configuration now.'
const LEFT =
  'The step ended in the middle of the submission. The next run of this spec looks for a job that may have come of it.'

/** When a job that is over ended, by the service's own clock: nobody was looking then. */
function endedAtMs({ status, modifiedAt }: TrainingJob): number | undefined {
  return isTerminal(phaseOf(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined
}

/** Whether people would see another state than the one that the comment shows. */
function hasMoved(before: Story, after: Story): boolean {
  const stateOf = ({ trainings }: Story): string =>
    JSON.stringify(trainings.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]))
  return stateOf(before) !== stateOf(after)
}

/** The jobs that were looked at, as the outputs and the summary tell of them. */
export function trainingsOf({ news, story, found }: Renewal): readonly Training[] {
  const { number, url } = found.comment
  return news.map((each) => {
    const told = story?.trainings.find(({ job }) => job?.id === each.recorded.id)
    return { ...(told ?? outline(each)), label: each.label, reportedOn: { number, url } }
  })
}

function outline({ label, job, outcome }: News): Training {
  return { label, outcome, timeline: [], notes: [], ...(job === undefined ? {} : { job }) }
}
