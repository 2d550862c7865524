import type { NoteOf } from '../jobs/note.ts'
import type { PostState } from '../state/post-state.ts'

/** What `post` does with the unfinished jobs of its step. */
export type CleanupDecision =
  /** The step has decided itself. */
  | { readonly kind: 'none' }
  /** Cancel each job, unless another run needs it. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'leave'; readonly because: ReasonToLeave }

export type ReasonToLeave = NoteOf<'job-left-running'>['because']

/**
 * Decides from what main has saved and from the status of the workflow job (`job.status`). `hasCancelledStatus` says
 * whether this runner tells a post step that the workflow was cancelled.
 */
export function decideCleanup(
  { isFinished = false, hasCrashed = false, onCancel }: PostState,
  jobStatus: string,
  hasCancelledStatus: boolean,
): CleanupDecision {
  if (isFinished) return { kind: 'none' }
  if (hasCrashed) return { kind: 'leave', because: 'crash' }
  // A killed step may show `success`: with `continue-on-error` the runner has replaced its result.
  const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure'
  if (!wasCancelled) return { kind: 'leave', because: 'not-cancelled' }
  if (onCancel === 'leave') return { kind: 'leave', because: 'on-cancel' }
  return { kind: 'cancel' }
}

/** The runners of Gitea, Forgejo and act show a cancelled job as successful. */
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT']

/** Whether the runner with this environment tells a post step that the workflow was cancelled, as GitHub's does. */
export function hasCancelledStatus(environment: Readonly<Record<string, string | undefined>>): boolean {
  return isGitHubRunner(environment)
}

/** Whether the runner with this environment is GitHub's own. */
export function isGitHubRunner(environment: Readonly<Record<string, string | undefined>>): boolean {
  return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name])
}
