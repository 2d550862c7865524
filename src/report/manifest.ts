import { approversOf } from '../approval/approval.ts'
import { VERSION as ACTION_VERSION } from '../contract/version.gen.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { RunContext } from './run-context.ts'
import { summarizeJob } from './format.ts'

export interface ManifestFile {
  /**
   * Checks the path before anything is submitted, and removes the manifest of an earlier run. Resolves to an error
   * message, or to undefined.
   */
  validateTarget(): Promise<string | undefined>
  /** Writes the file atomically. Rejects on failure. */
  write(text: string): Promise<void>
}

/** A job that succeeded. Documented in `schema/manifest.schema.json`. */
interface ManifestJob {
  readonly job_id: string
  readonly status: string
  readonly output_model: string
  readonly base_model?: string
  readonly job_type?: string
  /** Absent for a job given by its id. */
  readonly spec?: string
  readonly spec_digest?: string
  /** What was sent, with the overrides: it trains the same again. Absent for a job given by its id. */
  readonly request?: TrainingRequest
  /** The fields that the input `set` has changed, by path. */
  readonly overrides?: Readonly<Record<string, unknown>>
  readonly reused: boolean
  /** Commit of the run that wrote the manifest. */
  readonly commit: string
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string }
  /** Login of whoever started that run. */
  readonly actor?: string
  readonly action_version: string
  /** ISO 8601, UTC. */
  readonly created_at?: string
  readonly finished_at?: string
  /** Login, or two; ISO 8601 in UTC, and the page of the act; absent if the job needed no approval. */
  readonly approved_by?: string
  readonly approved_at?: string
  readonly approval_url?: string
}

/** Formats the jobs that have a model as JSON. Returns undefined if there are none. */
export function formatManifest(states: readonly JobState[], context: RunContext): string | undefined {
  const jobs = states.flatMap((state) => manifestEntry(state, context) ?? [])
  return jobs.length === 0 ? undefined : `${JSON.stringify({ version: VERSION, jobs }, undefined, 2)}\n`
}

const VERSION = 1

/** Whether this action may have written the file. */
export function isManifest(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  return Reflect.get(json, 'version') === VERSION && Array.isArray(Reflect.get(json, 'jobs'))
}

function manifestEntry(state: JobState, context: RunContext): ManifestJob | undefined {
  const { job, outcome, spec, timeline, isReused } = state
  if (outcome !== 'succeeded' || job?.outputModel === undefined) return undefined
  const { baseModel } = summarizeJob(state)
  const jobType = spec?.request.job_type ?? job.jobType
  const createdMs = job.createdAt === undefined ? timeline[0]?.atMs : job.createdAt * 1000
  const finishedMs = job.modifiedAt === undefined ? timeline.at(-1)?.atMs : job.modifiedAt * 1000
  return {
    job_id: job.id,
    status: job.status ?? '',
    output_model: job.outputModel,
    base_model: baseModel,
    job_type: jobType,
    spec: spec?.label,
    spec_digest: spec?.digest,
    request: spec?.request,
    overrides:
      spec?.overrides && Object.fromEntries(spec.overrides.map(({ path, value }) => [path.join('.'), value])),
    reused: isReused === true,
    commit: context.commit,
    run: manifestRun(context),
    actor: context.actor === '' ? undefined : context.actor,
    action_version: ACTION_VERSION,
    created_at: toIsoTime(createdMs),
    finished_at: toIsoTime(finishedMs),
    approved_by: state.approval && approversOf(state.approval),
    approved_at: toIsoTime(state.approval?.atMs),
    approval_url: state.approval?.url,
  }
}

function toIsoTime(wallMs: number | undefined): string | undefined {
  return wallMs === undefined ? undefined : new Date(wallMs).toISOString()
}

function manifestRun({ serverUrl, repository, runId, runAttempt }: RunContext): ManifestJob['run'] {
  // In a terminal there is no run.
  const url = runId === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`
  return { id: runId, attempt: Number(runAttempt) || 1, url }
}
