import type { Training } from '../job/training.ts'
import { entryOf, type KeyRecord } from '../record/entry.ts'
import type { RunContext } from './context.ts'
import { storyOf } from './memo.ts'
import type { Story } from './story.ts'

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
