import type { PendingSubmission } from '../jobs/recover-submission.ts'
import type { JobState } from '../jobs/job-state.ts'
import { parseNotes } from '../jobs/note.ts'

/** What to do with an unfinished job when the workflow is cancelled. */
export type OnCancel = 'leave' | 'cancel'

/** What the main step saves for the post step, updated throughout in case the main step is killed. */
export interface PostState {
  readonly onCancel: OnCancel
  /** The holder id of the main step, for its records. */
  readonly holderId?: string
  /** While the step runs, only its unfinished jobs; afterwards, all of its jobs. */
  readonly jobIds: readonly string[]
  /** The main step ended normally; the post step has nothing to do. */
  readonly isFinished?: boolean
  /** A submission without a response yet; `no-baseline` if the job list could not be read before it. */
  readonly pendingSubmission?: PendingSubmission | 'no-baseline'
  /** For the final report; absent if there are too many. */
  readonly states?: readonly JobState[]
  /** The action itself failed, which does not cancel jobs. */
  readonly hasCrashed?: boolean
}

/** Name of the state in the runner (`GITHUB_STATE`). */
export const POST_STATE = 'postState'

/** Parses the saved state, which only this action writes. Undefined if nothing was saved. */
export function parsePostState(json: string): PostState | undefined {
  if (json === '') return undefined
  const postState = JSON.parse(json) as PostState
  const states = postState.states?.map((state) => ({ ...state, notes: parseNotes(state.notes) }))
  return { ...postState, states }
}
