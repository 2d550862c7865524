import type { PostState } from '../state/post-state.ts'

/** What `post` does with the unfinished jobs of its step. */
export type CleanupDecision =
  /** The step has decided itself. */
  | { readonly kind: 'none' }
  /** Cancel each job, unless another run needs it. */
  | { readonly kind: 'cancel' }
  /** `reason` completes "The job keeps running, ". */
  | { readonly kind: 'leave'; readonly reason: string }

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
  if (hasCrashed) return { kind: 'leave', reason: 'because a failure of the action does not cancel it' }
  // A killed step may show `success`: with `continue-on-error` the runner has replaced its result.
  const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure'
  if (!wasCancelled) return { kind: 'leave', reason: 'because the workflow was not cancelled' }
  if (onCancel === 'leave') return { kind: 'leave', reason: 'because `on-cancel` is `leave`' }
  return { kind: 'cancel' }
}

/** The runners of Gitea, Forgejo and act show a cancelled job as successful. */
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT']

/** Whether the runner with this environment tells a post step that the workflow was cancelled, as GitHub's does. */
export function hasCancelledStatus(environment: Readonly<Record<string, string | undefined>>): boolean {
  return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name])
}
