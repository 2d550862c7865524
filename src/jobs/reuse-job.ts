import { compare } from './match-request.ts'
import type { TrainingJob } from './api.ts'
import { persistently } from './retry.ts'
import { reconcile } from './recover-submission.ts'
import { refused, searchNote } from './resolve-submission.ts'
import { comesToNothing, phaseOf } from './job-status.ts'
import { noted, seen, type Training } from './job-state.ts'
import { type RecordedJob, isSameJob } from '../state/record.ts'
import type { Spec } from '../job-spec/types.ts'
import type { Step } from '../commands/context.ts'

/** How long the service is asked for a job of an earlier run, in milliseconds. */
const PATIENCE_MS = 15 * 60_000
/** The record may be written before the clock of the service shows that second, in seconds. */
const CLOCK_MARGIN_S = 60
/** A job that was written down less long ago may not be readable yet, in milliseconds. */
const FRESH_MS = 120_000

/** A job that the service does not know is asked for once more after so long, before another one is paid for. */
const AGAIN_MS = 5_000

/** A spec that may have a job of an earlier run. */
export interface Candidate {
  readonly training: Training
  readonly spec: Spec
}

/** Attaches a spec to the first of its jobs that the service still has and that did not come to nothing. */
export async function attach(
  { training, spec }: Candidate,
  jobs: readonly RecordedJob[],
  step: Step,
): Promise<Training | 'submit'> {
  const { api, clock, random, deadlineMs, me } = step
  for (const recorded of jobs) {
    const untilMs = Math.min(deadlineMs, clock.now() + PATIENCE_MS)
    const look = { clock, random, untilMs }
    const isFresh = clock.wall() - recorded.atMs < FRESH_MS
    const acquaintance = isFresh ? 'just-created' : 'first-contact'
    let reply = await persistently(() => api.get(recorded.id), acquaintance, look)
    if (!reply.ok && reply.failure.status === 404) {
      await clock.sleep(AGAIN_MS)
      reply = await persistently(() => api.get(recorded.id), acquaintance, look)
    }
    if (!reply.ok && reply.failure.status !== 404) {
      const note = `The spec has the job ${recorded.id} already, which could not be read; nothing was submitted.`
      return noted(refused(training, reply.failure), note)
    }
    if (!reply.ok || !isIts(recorded, reply.value, spec) || comesToNothing(phaseOf(reply.value.status)))
      continue
    const isTrained = phaseOf(reply.value.status) === 'succeeded'
    return noted(reused(training, reply.value, step), reuseNote(isTrained, recorded.runId === me.run.id))
  }
  return 'submit'
}

/** What one of ours wrote down needs to be the same job only; what anybody may have written must be what is asked for. */
function isIts(recorded: RecordedJob, job: TrainingJob, { request }: Spec): boolean {
  return isSameJob(recorded, job) && (recorded.isHearsay !== true || !compare(request, job).differs)
}

function reuseNote(isTrained: boolean, isSameRun: boolean): string {
  const who = isSameRun ? 'An earlier attempt of this run' : 'An earlier run'
  return isTrained
    ? `${who} trained this very spec, so that nothing was submitted. To train it again, set \`reuse: false\`.`
    : `${who} submitted this very spec, and this step follows its job. To submit another one, set \`reuse: false\`.`
}

/** What an earlier run has left in the middle of its submission. */
export interface Remains {
  /** Unix time in milliseconds before which it did not submit. */
  readonly sinceMs: number
  /** Ids of jobs that are known to be something else. */
  readonly known: readonly string[]
  /** Ids of jobs that other specs of this step have. */
  readonly claimed: ReadonlySet<string>
  readonly isInMatrix: boolean
}

/** Looks for the job of a run that ended between its submission and the answer. */
export async function lookFor(
  { training, spec }: Candidate,
  { sinceMs, known, claimed, isInMatrix }: Remains,
  step: Step,
): Promise<Training | 'submit'> {
  const open = {
    request: spec.request,
    known,
    sinceS: Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S,
    knowsAll: true,
    mustProveAll: isInMatrix,
  }
  const claimedElsewhere = (): Promise<ReadonlySet<string>> => step.progress.claimedElsewhere()
  const finding = await reconcile(open, { ...step, claimed, claimedElsewhere, sentWallMs: sinceMs })
  if (finding.kind === 'none') return 'submit'
  if (finding.kind !== 'adopted') return noted(noted(training, searchNote(finding)), UNDECIDED, 'unknown')
  if (comesToNothing(phaseOf(finding.job.status))) return 'submit'
  return noted(reused(training, finding.job, step), ADOPTED)
}

const UNDECIDED =
  'An earlier run may have submitted this spec, and ended before it had the answer. Nothing was submitted now, because that could train twice. To submit all the same, set `reuse: false`.'
const ADOPTED =
  'An earlier run submitted this spec and ended before it had the answer. This job is the only one since then that matches, and was adopted.'

function reused(training: Training, job: TrainingJob, { clock }: Step): Training {
  return { ...seen(training, job, clock.wall()), isReused: true }
}
