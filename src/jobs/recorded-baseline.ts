import type { CommandContext } from '../commands/context.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { SubmissionBaseline } from '../state/record.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { createPendingSubmission } from './baseline.ts'
import type { JobPage } from './api.ts'
import { momentOf, type Clock } from './clock.ts'
import type { JobState } from './job-state.ts'
import { readNewestPage } from './list-jobs.ts'
import { fingerprintRequest } from './match-request.ts'
import { durationsOfSimilarJobs } from './similar-jobs.ts'
import { findCandidates } from './recover-submission.ts'

/** So many ids are hardly created within the margin of the clocks. A record has little room. */
const MAX_RECORDED_IDS = 10

/**
 * Reads the newest jobs, for the claims of these states: whoever finds a claim without a job can then search for it, whatever
 * the clocks say. If the service does not answer, they go by GitHub's time.
 */
export async function recordBaselines(
  states: readonly JobState[],
  {
    api,
    clock,
    ledger,
    recentBaseline,
    reporter,
  }: Pick<CommandContext, 'api' | 'clock' | 'recentBaseline' | 'reporter'> & { readonly ledger: RunLedger },
): Promise<void> {
  const asked = momentOf(clock)
  const result = await readNewestPage(api)
  if (!result.ok) return
  recentBaseline?.set({ page: result.value, asked, readAtMs: clock.now() })
  for (const state of states) {
    const baseline = state.spec && createRecordedBaseline(state.spec.request, result.value, clock)
    if (baseline !== undefined) ledger.setBaseline(state, baseline)
    if (state.spec !== undefined)
      reporter.setDurations(state.label, durationsOfSimilarJobs(state.spec.request, result.value.jobs))
  }
}

/** Undefined without the service's time: then GitHub's is better than that of this runner. */
export function createRecordedBaseline(
  request: TrainingRequest,
  page: JobPage,
  clock: Pick<Clock, 'now' | 'wall' | 'sleep'>,
): SubmissionBaseline | undefined {
  if (page.serverNowMs === undefined) return undefined
  const submission = { fingerprint: fingerprintRequest(request), requireExactMatch: false }
  const pending = createPendingSubmission(submission, { page, readAtMs: clock.now() }, clock)
  const similar = findCandidates(page.jobs, { ...pending, knownIds: [] }, new Set())
  return { sinceS: pending.sinceS, knownIds: similar.slice(0, MAX_RECORDED_IDS).map(({ job }) => job.id) }
}
