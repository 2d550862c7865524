import type { TrainingJob } from '../job/job.ts'
import type { Outcome } from '../job/outcome.ts'
import { isTerminal, phaseOf } from '../job/status.ts'
import { seen, type Training } from '../job/training.ts'
import { explain, verdictOn } from '../job/verdict.ts'
import { entryOf, type Entry, type RecordedJob } from '../record/entry.ts'
import type { Entries } from '../record/ledger.ts'
import { isSameJob } from '../record/trust.ts'
import type { RunContext } from '../report/context.ts'
import { storyOf } from '../report/memo.ts'
import { recordedStory } from '../report/retelling.ts'
import type { Story } from '../report/story.ts'
import { TOUCH_MS, type Unfinished, type UnfinishedJob } from './finding.ts'
import type { Looks } from './looking.ts'

/** What became of one recorded job. */
export interface News {
  readonly label: string
  readonly recorded: RecordedJob
  readonly commit: string
  /** As the service describes it; absent where it does not know the job any more. */
  readonly job?: TrainingJob
  /** `running` while it is not over. */
  readonly outcome: Outcome
}

/** What is to be done about one comment. */
export interface Renewal {
  readonly found: Unfinished
  readonly news: readonly News[]
  /** What the comment is to show; absent where that is the business of a step that is still at work. */
  readonly story?: Story
  /** What is to be remembered: the jobs that have ended. */
  readonly entries: Entries
  /** Whether there is anything to write: news, or it is time for a sign of life. */
  readonly isDue: boolean
}

/** A job may be unknown to a service for a while after it was made, in milliseconds. */
const FRESH_MS = 10 * 60_000
/** GitHub starts schedules late, so that a comment is touched in good time, in milliseconds. */
const TOUCH_MARGIN_MS = 60 * 60_000

export interface Now {
  /** Unix time in milliseconds. */
  readonly wallMs: number
  /** Where this step runs. */
  readonly context: RunContext
}

/** Makes out what is to be done about a comment, after what the service says of its jobs. */
export function renew(found: Unfinished, looks: Looks, now: Now): Renewal {
  const news = found.jobs.flatMap((job) => newsOf(job, looks, now.wallMs) ?? [])
  const ended = news.filter(({ outcome }) => outcome !== 'running')
  const before = found.record.memo && storyOf(found.record.memo)
  const story = found.isAttended ? undefined : retell(found, news, now)
  const isOld = now.wallMs - found.comment.updatedAtMs >= TOUCH_MS - TOUCH_MARGIN_MS
  const isNews = story !== undefined && hasMoved(before, story)
  return {
    found,
    news,
    ...(story === undefined ? {} : { story }),
    entries: closed(found, ended),
    isDue: ended.length > 0 || (isNews && news.length > 0) || (isOld && story !== undefined),
  }
}

function newsOf({ label, entry, recorded }: UnfinishedJob, looks: Looks, wallMs: number): News | undefined {
  const { id } = recorded
  const job = looks.jobs.get(id)
  const about = { label, recorded, commit: entry.commit }
  if (job === undefined) {
    const isLost = looks.gone.has(id) && wallMs - recorded.atMs >= FRESH_MS
    return isLost ? { ...about, outcome: 'unknown' } : undefined
  }
  // Somebody else's job is none of our news.
  if (!isSameJob(recorded, job)) return undefined
  const endedMs = (job.modifiedAt ?? 0) * 1000
  return { ...about, job, outcome: verdictOn(job, 'end', wallMs - endedMs) ?? 'running' }
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

/** The story that the step told last, told on. */
function retell(found: Unfinished, news: readonly News[], now: Now): Story {
  const { context, wallMs } = now
  const story = recordedStory(found.record, found.comment.number, context)
  const lastLook = { atMs: wallMs, logUrl: context.logUrl }
  const trainings = story.trainings.map((training) => {
    const its = news.find(({ recorded }) => recorded.id === training.job?.id)
    return its === undefined ? training : toldOn(training, its, wallMs)
  })
  return { ...story, trainings, nowMs: wallMs, lastLook }
}

function toldOn(training: Training, { job, outcome }: News, wallMs: number): Training {
  if (job === undefined) return { ...training, outcome, notes: [GONE] }
  const { failure: _, ...now } = seen(training, job, endedAtMs(job) ?? wallMs)
  const note = explain(job, outcome)
  return { ...now, outcome, notes: note === undefined ? [] : [note] }
}

const GONE = 'The service does not know this job any more.'

/** When a job that is over ended, by the service's own clock: nobody was looking then. */
function endedAtMs({ status, modifiedAt }: TrainingJob): number | undefined {
  return isTerminal(phaseOf(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined
}

/** Whether people would see another state than the one that the comment shows. */
function hasMoved(before: Story | undefined, after: Story): boolean {
  const stateOf = ({ trainings }: Story): string =>
    JSON.stringify(trainings.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]))
  return before === undefined || stateOf(before) !== stateOf(after)
}
