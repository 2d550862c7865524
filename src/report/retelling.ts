import { isTerminal, phaseOf } from '../job/status.ts'
import type { Sighting, Training } from '../job/training.ts'
import type { KeyRecord } from '../record/entry.ts'
import type { RunContext } from './context.ts'
import { storyOf } from './memo.ts'
import type { Story } from './story.ts'

/** The story of a record as its step told it last, or as much of it as the record itself knows. */
export function recordedStory(record: KeyRecord, issueNumber: number, here: RunContext): Story {
  return (record.memo && storyOf(record.memo)) ?? outline(record, issueNumber, here)
}

/** What can be told where the record was too long to keep the story: of each spec, the job that it has. */
function outline(record: KeyRecord, issueNumber: number, here: RunContext): Story {
  const held = Object.entries(record.entries).flatMap(([label, entry]) => {
    const job = entry.jobs.find(({ id }) => id === entry.jobId) ?? entry.jobs[0]
    return job === undefined ? [] : [{ label, entry, job }]
  })
  const [newest] = held.map(({ entry }) => entry).sort((a, b) => b.atMs - a.atMs)
  const { id = here.runId, attempt = 1 } = record.run ?? newest?.run ?? {}
  return {
    trainings: held.map(({ label, job }) => ({
      label,
      job: { id: job.id, ...job.echo },
      timeline: [],
      notes: [],
    })),
    problems: [],
    context: {
      ...here,
      commit: newest?.commit ?? here.commit,
      runId: id,
      runAttempt: String(attempt),
      logUrl: `${here.serverUrl}/${here.repository}/actions/runs/${id}/attempts/${attempt}`,
      issueNumber,
    },
    nowMs: 0,
  }
}

/** A story with what another step has seen of one of its jobs since. */
export function toldOn(story: Story, jobId: string, now: Training, nowMs: number): Story {
  const trainings = story.trainings.map((training): Training => {
    if (training.job?.id !== jobId) return training
    const { outcome: _, failure: __, ...before } = training
    const { job = training.job, outcome, failure, notes, timeline } = now
    return {
      ...before,
      job,
      notes,
      timeline: joined(before.timeline, timeline),
      ...(outcome === undefined ? {} : { outcome }),
      ...(failure === undefined ? {} : { failure }),
    }
  })
  return { ...story, trainings, nowMs }
}

/** A status that was there when the second began to look is no change. */
function joined(before: readonly Sighting[], after: readonly Sighting[]): readonly Sighting[] {
  const [first] = after
  const isSame = first !== undefined && first.status === before.at(-1)?.status
  return [...before, ...(isSame ? after.slice(1) : after)]
}

/** Whether people may be told that nothing can change any more. */
export function isOver({ job }: Training): boolean {
  return isTerminal(phaseOf(job?.status))
}
