import type { Training } from '../jobs/job-state.ts'
import { entryOf, isOpen, type KeyRecord, type Memo } from '../state/record.ts'
import type { Story } from './report-model.ts'
import type { RunContext } from './run-context.ts'
import type { Change } from './spec-diff.ts'

/** The form of what is written below; whoever knows another one tells what the record says. */
const FORM = 1

/** What somebody else needs to tell a story on; undefined where it is at its end. */
export function memoOf(story: Story): Memo | undefined {
  const { trainings, problems, context, comparison, nowMs } = story
  if (!trainings.some(isUnfinished)) return undefined
  const compared = comparison && { base: comparison.base, changes: [...comparison.changes] }
  return { atMs: nowMs, story: { form: FORM, trainings, problems, context, comparison: compared } }
}

/**
 * The story that was written down, as it was then; undefined for one of another form. Only for a memo that is proven to
 * be ours: of its parts nothing is checked.
 */
export function storyOf({ atMs, story }: Memo): Story | undefined {
  if (typeof story !== 'object' || story === null || Reflect.get(story, 'form') !== FORM) return undefined
  const { comparison, ...rest } = story as Omit<Story, 'comparison'> & { comparison?: Written }
  const told: Story = {
    trainings: rest.trainings,
    problems: rest.problems,
    context: rest.context,
    nowMs: atMs,
  }
  if (comparison === undefined) return told
  return { ...told, comparison: { base: comparison.base, changes: new Map(comparison.changes) } }
}

/** A map, as JSON knows it. */
interface Written {
  readonly base: string
  readonly changes: readonly (readonly [string, Change])[]
}

/** Whether something can still become of it, whatever its step came to. */
export function isUnfinished({ spec, job, outcome, isGone }: Training): boolean {
  if (job === undefined) return spec !== undefined && outcome === undefined
  return isGone !== true && isOpen(job, outcome)
}

/** What the text of a comment tells, where it is not final: as its step told it, or as far as the record remembers. */
export function storyTold(record: KeyRecord, issueNumber: number, context: RunContext): Story | undefined {
  const { memo } = record
  if (memo === undefined) return undefined
  const story = storyOf(memo) ?? outline(record, memo.atMs, { ...context, issueNumber })
  return { ...story, trainings: story.trainings.map((training) => withJob(training, record)) }
}

/** A step may have written down its job, and ended before it could show it. */
function withJob(training: Training, record: KeyRecord): Training {
  const { label, spec, job, outcome } = training
  const { digest, jobId } = entryOf(record, label) ?? {}
  const isKnown = job !== undefined || outcome !== undefined || jobId === undefined
  return isKnown || digest !== spec?.digest ? training : { ...training, job: { id: jobId } }
}

/** What can be told where the record was too long to keep the story: of each spec, the job that it has. */
function outline(record: KeyRecord, nowMs: number, context: RunContext): Story {
  const held = Object.entries(record.entries).flatMap(([label, entry]) => {
    const job = entry.jobs.find(({ id }) => id === entry.jobId) ?? entry.jobs[0]
    return job === undefined ? [] : [{ label, entry, job }]
  })
  const [newest] = held.map(({ entry }) => entry).sort((a, b) => b.atMs - a.atMs)
  const { id = context.runId, attempt = 1 } = record.run ?? newest?.run ?? {}
  const runUrl = `${context.serverUrl}/${context.repository}/actions/runs/${id}`
  return {
    trainings: held.map(({ label, job }) => ({
      label,
      job: { id: job.id, ...job.echo },
      timeline: [],
      notes: [],
    })),
    problems: [],
    context: {
      ...context,
      commit: newest?.commit ?? context.commit,
      runId: id,
      runAttempt: String(attempt),
      logUrl: `${runUrl}/attempts/${attempt}`,
    },
    nowMs,
  }
}
