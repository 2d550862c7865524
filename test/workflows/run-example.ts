import { pullRequestEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import type { WorkflowResult } from './engine.ts'
import { WorkflowEnvironment, type RunOptions } from './workflow-environment.ts'

export const PUSHED = 'e'.repeat(40)
export const MODEL = /^ft:[\w-]+:\w+:\d{8}:\w+$/
export const SUCCEEDS = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 200, status: 'RUNNING' },
  { afterMs: 1_000, status: 'SUCCESS' },
]
export const FAILS = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 500, status: 'FAILED', fields: { error: { message: 'loss became NaN in step 412' } } },
]

/** Names of the examples that ran. */
export const executed = new Set<string>()

/** Runs a scenario in a new environment. */
export async function inEnvironment(
  scenario: (environment: WorkflowEnvironment) => Promise<void>,
  timeline: typeof SUCCEEDS = SUCCEEDS,
): Promise<void> {
  const environment = new WorkflowEnvironment({ forge: { timeline } })
  // The pull request that the push has merged.
  environment.simulators.github.addPull({ number: 7, merged: true, mergeCommit: PUSHED })
  try {
    await environment.start()
    await scenario(environment)
  } finally {
    await environment.stop()
  }
}

/** Runs an example and fails unless it succeeds. */
export async function runSuccessfully(
  environment: WorkflowEnvironment,
  workflow: RunOptions['workflow'],
  event: WorkflowEvent,
  more: Partial<RunOptions> = {},
): Promise<WorkflowResult> {
  if (typeof workflow === 'string') executed.add(workflow)
  const result = await environment.run({ workflow, event, ...more })
  if (result.exitCode !== 0)
    throw new Error(`${typeof workflow === 'string' ? workflow : workflow.text} failed:\n${result.log}`)
  return result
}

export const comments = ({ simulators }: WorkflowEnvironment, number: number): string =>
  simulators.github
    .commentsOf(number)
    .map(({ body }) => body)
    .join('\n')

/** A pull request event with this action and these labels. */
export function pullEvent(action: string, labels: readonly string[] = []): WorkflowEvent {
  const { name, payload } = pullRequestEvent()
  const pull = payload['pull_request'] as object
  const [label] = labels
  return {
    name,
    payload: {
      ...payload,
      action,
      ...(label === undefined ? {} : { label: { name: label } }),
      pull_request: { ...pull, labels: labels.map((each) => ({ name: each })) },
    },
  }
}
