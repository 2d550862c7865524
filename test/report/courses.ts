import type { TrainingJob } from '../../src/job/job.ts'
import type { Training } from '../../src/job/training.ts'
import { explain } from '../../src/job/verdict.ts'
import type { Story } from '../../src/report/story.ts'
import type { Spec } from '../../src/spec/spec.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleContext, sampleJob, sampleSpec, sampleTraining, sightings } from '../fakes/samples.ts'

export const QUEUED = [0, 'QUEUED'] as const
export const VALIDATING = [33, 'VALIDATING'] as const
export const RUNNING = [51, 'RUNNING'] as const

export function story(trainings: readonly Training[], seconds: number, more: Partial<Story> = {}): Story {
  return { trainings, problems: [], context: sampleContext(), nowMs: TEST_START_MS + seconds * 1000, ...more }
}

/** A job that went through these statuses, at the moment of the last one or later. */
export function course(
  seen: readonly (readonly [seconds: number, status: string])[],
  more: Partial<Training> = {},
  job: Partial<TrainingJob> = {},
): Training {
  const status = seen.at(-1)?.[1]
  return sampleTraining({
    job: sampleJob({ ...(status === undefined ? {} : { status }), ...job }),
    timeline: sightings(...seen),
    ...more,
  })
}

/** The same with the sentence that the watch adds to an outcome. */
export function explained(training: Training): Training {
  const { job, outcome, notes } = training
  const note = job && outcome && explain(job, outcome)
  return note === undefined ? training : { ...training, notes: [...notes, note] }
}

/** A spec of this file, for one of several jobs. */
export function specOf(file: string): Spec {
  return sampleSpec({ file, label: file })
}
