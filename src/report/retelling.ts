import type { Sighting, Training } from '../job/training.ts'
import type { Story } from './story.ts'

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
