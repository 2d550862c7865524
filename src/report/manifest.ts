import type { Training } from '../jobs/job-state.ts'
import type { RunContext } from './run-context.ts'
import { gistOf } from './format.ts'

/** Where the manifest stands. */
export interface ManifestFile {
  /** What is wrong with the place, before anything is submitted. A manifest of an earlier run is removed. */
  prepare(): Promise<string | undefined>
  /** Writes all of it or nothing, and rejects where that is not possible. */
  write(text: string): Promise<void>
}

/** One of the jobs that succeeded. Described in `schema/manifest.schema.json`. */
interface ManifestJob {
  readonly job_id: string
  readonly status: string
  readonly output_model: string
  readonly base_model?: string
  readonly job_type?: string
  /** Absent where the job was named by its id. */
  readonly spec?: string
  readonly spec_digest?: string
  readonly reused: boolean
  /** Of the run that wrote it. */
  readonly commit: string
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string }
  /** ISO 8601, UTC. */
  readonly created_at?: string
  readonly finished_at?: string
}

/** What there is to ship: the jobs that have a model, as JSON; undefined where there is none. */
export function manifestOf(trainings: readonly Training[], context: RunContext): string | undefined {
  const jobs = trainings.flatMap((training) => entryOf(training, context) ?? [])
  return jobs.length === 0 ? undefined : `${JSON.stringify({ version: VERSION, jobs }, undefined, 2)}\n`
}

const VERSION = 1

/** Whether a file is one that this action wrote. */
export function isManifest(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  return Reflect.get(json, 'version') === VERSION && Array.isArray(Reflect.get(json, 'jobs'))
}

function entryOf(training: Training, context: RunContext): ManifestJob | undefined {
  const { job, outcome, spec, timeline, isReused } = training
  if (outcome !== 'succeeded' || job?.outputModel === undefined) return undefined
  const { baseModel } = gistOf(training)
  const jobType = spec?.request.job_type ?? job.jobType
  const createdMs = job.createdAt === undefined ? timeline[0]?.atMs : job.createdAt * 1000
  const finishedMs = job.modifiedAt === undefined ? timeline.at(-1)?.atMs : job.modifiedAt * 1000
  return {
    job_id: job.id,
    status: job.status ?? '',
    output_model: job.outputModel,
    ...(baseModel === undefined ? {} : { base_model: baseModel }),
    ...(jobType === undefined ? {} : { job_type: jobType }),
    ...(spec === undefined ? {} : { spec: spec.label, spec_digest: spec.digest }),
    reused: isReused === true,
    commit: context.commit,
    run: runOf(context),
    ...(createdMs === undefined ? {} : { created_at: new Date(createdMs).toISOString() }),
    ...(finishedMs === undefined ? {} : { finished_at: new Date(finishedMs).toISOString() }),
  }
}

function runOf({ serverUrl, repository, runId, runAttempt }: RunContext): ManifestJob['run'] {
  const url = `${serverUrl}/${repository}/actions/runs/${runId}`
  return { id: runId, attempt: Number(runAttempt) || 1, url }
}
