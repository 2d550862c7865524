import type { JobState } from '../jobs/job-state.ts'
import { parseNotes } from '../jobs/note.ts'
import {
  findSpecRecord,
  isUnfinished as isUnfinishedJob,
  type CommentRecord,
  type SavedReport,
} from '../state/record.ts'
import type { ReportModel } from './report-model.ts'
import type { RunContext } from './run-context.ts'
import type { SpecDiff } from './spec-diff.ts'

/** A report of another version cannot be parsed. */
const FORMAT_VERSION = 1

/** Saves what another run needs to continue a report. Returns undefined if no job is unfinished. */
export function serializeReport(model: ReportModel): SavedReport | undefined {
  const { states, diagnostics, context, specDiffs, nowMs } = model
  if (!states.some(isUnfinished)) return undefined
  const serializedDiffs = specDiffs && { base: specDiffs.base, entries: [...specDiffs.diffs] }
  return {
    atMs: nowMs,
    report: { version: FORMAT_VERSION, states, diagnostics, context, specDiffs: serializedDiffs },
  }
}

/**
 * Restores a saved report, or returns undefined for another format version. Use it only for a report from a signed
 * record: only its notes are validated.
 */
export function parseReport({ atMs, report }: SavedReport): ReportModel | undefined {
  if (typeof report !== 'object' || report === null || Reflect.get(report, 'version') !== FORMAT_VERSION)
    return undefined
  const { specDiffs, ...rest } = report as Omit<ReportModel, 'specDiffs'> & { specDiffs?: SerializedDiffs }
  return {
    states: rest.states.map((state) => ({ ...state, notes: parseNotes(state.notes) })),
    diagnostics: rest.diagnostics,
    context: rest.context,
    specDiffs: specDiffs && { base: specDiffs.base, diffs: new Map(specDiffs.entries) },
    nowMs: atMs,
  }
}

/** `SpecDiffs` as JSON. */
interface SerializedDiffs {
  readonly base: string
  readonly entries: readonly (readonly [string, SpecDiff])[]
}

/** Whether the state can still change, whatever the outcome of its step. */
export function isUnfinished({ spec, job, outcome, isNotFound }: JobState): boolean {
  if (job === undefined) return spec !== undefined && outcome === undefined
  return isNotFound !== true && isUnfinishedJob(job, outcome)
}

/** Restores the report of a comment, as far as the record has it. Returns undefined if the report was final. */
export function restoreReport(
  record: CommentRecord,
  issueNumber: number,
  context: RunContext,
): ReportModel | undefined {
  const { savedReport } = record
  if (savedReport === undefined) return undefined
  const model =
    parseReport(savedReport) ?? reportFromRecord(record, savedReport.atMs, { ...context, issueNumber })
  return { ...model, states: model.states.map((state) => addRecordedJob(state, record)) }
}

/** Adds the job if a step recorded it and then ended before it could report it. */
function addRecordedJob(state: JobState, record: CommentRecord): JobState {
  const { label, spec, job, outcome } = state
  const { digest, jobId } = findSpecRecord(record, label) ?? {}
  const isUpToDate = job !== undefined || outcome !== undefined || jobId === undefined
  return isUpToDate || digest !== spec?.digest ? state : { ...state, job: { id: jobId } }
}

/** Builds a report with the job of each spec, for a record that was too long to keep its report. */
function reportFromRecord(record: CommentRecord, nowMs: number, context: RunContext): ReportModel {
  const current = Object.entries(record.specs).flatMap(([label, specRecord]) => {
    const job = specRecord.jobs.find(({ id }) => id === specRecord.jobId) ?? specRecord.jobs[0]
    return job === undefined ? [] : [{ label, specRecord, job }]
  })
  const [newest] = current.map(({ specRecord }) => specRecord).sort((a, b) => b.atMs - a.atMs)
  const { id = context.runId, attempt = 1 } = record.run ?? newest?.run ?? {}
  const runUrl = `${context.serverUrl}/${context.repository}/actions/runs/${id}`
  return {
    states: current.map(({ label, job }) => ({
      label,
      job: { id: job.id, ...job.snapshot },
      timeline: [],
      notes: [],
    })),
    diagnostics: [],
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
