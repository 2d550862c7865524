// Several runs on one pull request: which job a request has, who may cancel it, and which record is believed.
import { SPEC, SPEC_FILE, type TestEnvironment } from '../e2e/test-environment.ts'
import type { ForgeJob } from '../simulator/forge-job.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import type { Timeline } from '../simulator/timeline.ts'

const MINUTE_MS = 60_000

/** A job that still trains when the next run replaces it. */
export const LONG_TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 20_000, status: 'RUNNING' },
  { afterMs: 30 * MINUTE_MS, status: 'SUCCESS' },
]

export interface RunSeries {
  readonly id: string
  readonly family: string
  /** What must hold at the end. */
  readonly invariant: string
  /** Starts the runs. Resolves to a description of the violation, or to undefined. */
  readonly check: (environment: TestEnvironment, start: StartRun) => Promise<string | undefined>
}

interface Run {
  /** A newer run has a higher id. */
  readonly id: number
  /** The training steps of each document of the spec file. */
  readonly documents: readonly number[]
  /** Another workflow file is another owner, with a comment of its own. Default: `train.yml`. */
  readonly workflow?: string
  readonly with?: StepOptions['with']
}

type StartRun = (run: Run) => Promise<StepResult>

const NO_WAIT = { wait: 'false' }
const OLD_RECORD_KEY = { 'record-key': 'the-key-before-the-rotation' }

/** Starts runs of a pull request, each with a commit of its own. Calls `onEnd` with each result. */
export function startRunIn(
  environment: TestEnvironment,
  action: string | undefined,
  onEnd: (result: StepResult) => void,
): StartRun {
  return async ({ id, documents, workflow = 'train.yml', with: inputs }) => {
    environment.write(SPEC_FILE, documents.map(document).join('---\n'))
    const result = await environment.run({
      action,
      with: inputs,
      run: { id, actor: 'octocat', workflowFile: `.github/workflows/${workflow}` },
      post: false,
    })
    onEnd(result)
    return result
  }
}

const document = (steps: number): string => SPEC.replace('steps: 1000', `steps: ${steps}`)

/** Of the jobs that a run reports, in the order of its specs. */
function trainedSteps({ outputs }: StepResult, { forge }: TestEnvironment): readonly unknown[] {
  const reported = JSON.parse(outputs['jobs'] ?? '[]') as readonly Readonly<Record<string, string>>[]
  const ofJob = (job: ForgeJob | undefined): unknown => job?.request.hyperparameters?.['training_steps']
  return reported.map(({ 'job-id': jobId }) => ofJob(forge.jobs.find(({ id }) => id === jobId)))
}

const cancelledFirst = ({ forge }: TestEnvironment, whose: string): string | undefined =>
  forge.accepted[0]?.isCancelling === false ? undefined : `${whose} was cancelled`

const SERIES: readonly Omit<RunSeries, 'family'>[] = [
  {
    id: 'a document is put on top of a spec file',
    invariant: 'every spec has the job of its request',
    check: async (environment, start) => {
      const documents = [3000, 1000, 2000]
      await start({ id: 8101, documents: documents.slice(1), with: NO_WAIT })
      const trained = trainedSteps(await start({ id: 8102, documents, with: NO_WAIT }), environment)
      const { accepted } = environment.forge
      const isExpected = trained.join() === documents.join() && accepted.length === documents.length
      return isExpected ? undefined : `${accepted.length} jobs, which train ${trained.join(', ')} steps`
    },
  },
  {
    id: 'another workflow has the same spec',
    invariant: 'a conversation has one job for each request',
    check: async ({ forge }, start) => {
      await start({ id: 8101, documents: [1000], with: NO_WAIT })
      await start({ id: 8102, documents: [1000], workflow: 'other.yml', with: NO_WAIT })
      return forge.accepted.length === 1 ? undefined : `${forge.accepted.length} jobs`
    },
  },
  {
    id: 'another workflow has another spec',
    invariant: 'only its owner supersedes a job',
    check: async (environment, start) => {
      await start({ id: 8101, documents: [1000], with: NO_WAIT })
      await start({ id: 8102, documents: [2000], workflow: 'other.yml', with: NO_WAIT })
      return cancelledFirst(environment, 'the job of another owner')
    },
  },
  {
    id: 'another workflow still follows the replaced job',
    invariant: 'a job that another owner follows is not superseded',
    check: async (environment, start) => {
      await start({ id: 8101, documents: [1000], with: NO_WAIT })
      const follower = start({ id: 8102, documents: [1000], workflow: 'other.yml' })
      await environment.clock.sleep(MINUTE_MS)
      await start({ id: 8103, documents: [2000], with: NO_WAIT })
      const outcome = (await follower).outputs['outcome']
      return outcome === 'succeeded' ? undefined : `the job of a follower ended as ${outcome}`
    },
  },
  {
    id: 'the record of a replaced job has another signature',
    invariant: 'only a proven job is cancelled',
    check: async (environment, start) => {
      await start({ id: 8101, documents: [1000], with: { ...NO_WAIT, ...OLD_RECORD_KEY } })
      await start({ id: 8102, documents: [2000], with: NO_WAIT })
      return cancelledFirst(environment, 'a job without a signed record')
    },
  },
  {
    id: 'the record of a followed job has another signature',
    invariant: 'only a proven job is a success',
    check: async (_environment, start) => {
      await start({ id: 8101, documents: [1000], with: { ...NO_WAIT, ...OLD_RECORD_KEY } })
      // Writes the record again, with our signature.
      await start({ id: 8102, documents: [1000], with: NO_WAIT })
      const { outputs } = await start({ id: 8103, documents: [1000] })
      return outputs['outcome'] === 'unknown' ? undefined : `the outcome is ${outputs['outcome']}`
    },
  },
]

/** All series of the suite. */
export function createRunSeries(): readonly RunSeries[] {
  const family = 'several runs'
  return SERIES.map((series) => ({ ...series, family, id: `${family} / ${series.id}` }))
}
