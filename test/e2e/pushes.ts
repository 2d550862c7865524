import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { SPEC, type TestEnvironment } from './test-environment.ts'

/** Timelines of jobs. */
export const RUNS_FOREVER = [{ afterMs: 0, status: 'RUNNING' }]
export const SUCCEEDS = [...RUNS_FOREVER, { afterMs: 60_000, status: 'SUCCESS' }]

/** The sample spec with this number of training steps, by which the tests tell requests apart. */
export const specOf = (steps: number): string => SPEC.replace('1000', String(steps))
/** A spec file with several documents. */
export const specsOf = (...steps: readonly number[]): string => steps.map(specOf).join('---\n')

/** Runs a step that does not wait for its jobs, in the run with this id. */
export function push(
  environment: TestEnvironment,
  id: number,
  { with: inputs, run, ...options }: Partial<StepOptions> = {},
): Promise<StepResult> {
  return environment.run({
    post: false,
    run: { id, actor: 'octocat', ...run },
    with: { wait: 'false', ...inputs },
    ...options,
  })
}

/** Training steps of the requests that were submitted, oldest first. */
export const submittedSteps = ({ forge }: TestEnvironment): readonly unknown[] =>
  forge.accepted.map(({ request }) => request.hyperparameters?.['training_steps'])

/** Training steps of the jobs that somebody asked to stop. */
export const cancelledSteps = ({ forge }: TestEnvironment): readonly unknown[] =>
  forge.jobs
    .filter(({ isCancelling }) => isCancelling)
    .map(({ request }) => request.hyperparameters?.['training_steps'])

/** The job of each spec of a step, in the order of the specs. */
export function jobIdsOf({ outputs }: StepResult): readonly string[] {
  const jobs = JSON.parse(outputs['jobs'] ?? '[]') as readonly { readonly 'job-id': string }[]
  return jobs.map((job) => job['job-id'])
}

/** Training steps of these jobs. */
export function followedSteps({ forge }: TestEnvironment, result: StepResult): readonly unknown[] {
  const byId = new Map(forge.jobs.map(({ id, request }) => [id, request.hyperparameters?.['training_steps']]))
  return jobIdsOf(result).map((id) => byId.get(id))
}

export const messagesOf = ({ annotations }: StepResult): string =>
  annotations.map(({ message }) => message).join('\n')
