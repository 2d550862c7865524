import type { TrainingJob } from '../../src/jobs/api.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { RunContext } from '../../src/report/run-context.ts'
import type { Spec } from '../../src/job-spec/types.ts'
import { TEST_START_MS } from './clock.ts'

export const JOB_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
export const MODEL = 'ft:mistral-small-latest:acme:20261122:7c9e6679'
export const DIGEST = `v1-${'3f9a12c4'.repeat(8)}`

export function sampleSpec(changes: Partial<Spec> = {}): Spec {
  return {
    file: 'training/support-bot.yml',
    label: 'training/support-bot.yml',
    digest: DIGEST,
    request: {
      job_type: 'supervised_fine_tuning',
      model_config: { base_model: 'mistral-small-latest' },
      dataset_ids: ['1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'],
      hyperparameters: { learning_rate: 0.00001, training_steps: 1000, batch_size: 8 },
      auto_start: true,
    },
    ...changes,
  }
}

export function sampleJob(changes: Partial<TrainingJob> = {}): TrainingJob {
  return { id: JOB_ID, status: 'RUNNING', jobType: 'supervised_fine_tuning', ...changes }
}

export function sampleState(changes: Partial<JobState> = {}): JobState {
  const spec = changes.spec ?? sampleSpec()
  return { label: spec.label, spec, timeline: [], notes: [], ...changes }
}

/** Times are seconds after `TEST_START_MS`. */
export function statusChanges(
  ...changes: readonly (readonly [seconds: number, status: string])[]
): JobState['timeline'] {
  return changes.map(([seconds, status]) => ({ status, atMs: TEST_START_MS + seconds * 1000 }))
}

/** The context of a run for a pull request. */
export function sampleContext(changes: Partial<RunContext> = {}): RunContext {
  return {
    repository: 'acme/bot',
    serverUrl: 'https://github.example',
    commit: 'abc1234def5678abc1234def5678abc1234def56',
    actor: 'octocat',
    runId: '8123',
    runAttempt: '1',
    logUrl: 'https://github.example/acme/bot/actions/runs/8123/job/99',
    workflowPath: '.github/workflows/train.yml',
    issueNumber: 7,
    ...changes,
  }
}
