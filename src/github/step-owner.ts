import { formatOwner } from '../state/owner.ts'
import type { ReportSettings } from '../state/post-state.ts'
import type { Environment } from './read-run-context.ts'

/**
 * Identifies a step in all runs of its workflow: by the workflow, the job with its matrix values, and the step. `comment-key`
 * takes the place of the step. `subject`: from `subjectOf`.
 */
export function stepOwner(
  env: Environment,
  workflowPath: string,
  { commentKey, specText, matrix }: Pick<ReportSettings, 'commentKey' | 'specText' | 'matrix'>,
  subject?: string,
): string {
  const job = [env['GITHUB_JOB'] ?? '', callPath(env), matrix]
  const step = commentKey ?? givenStepId(env) ?? specText
  return formatOwner(workflowPath, [...job, step], subject)
}

/**
 * The calls of reusable workflows that lead to the job; empty without calls. `GITHUB_JOB` and the `matrix` context are those
 * of the called workflow. `ACTIONS_ORCHESTRATION_ID` is an id of the run, the calling jobs, the job and its matrix leg or
 * `__default`, separated by dots. Not every runner sets it, so what it repeats of the job is left out.
 */
function callPath(env: Environment): string {
  const [, ...path] = (env['ACTIONS_ORCHESTRATION_ID'] ?? '').split('.')
  return path.slice(0, Math.max(0, path.lastIndexOf(env['GITHUB_JOB'] ?? ''))).join('.')
}

/** The runner makes up an id for a step without one: `__owner_repo`, on other runners its position. */
function givenStepId(env: Environment): string | undefined {
  const id = env['GITHUB_ACTION'] ?? ''
  return id === '' || id.startsWith('__') || /^\d+$/.test(id) ? undefined : id
}
