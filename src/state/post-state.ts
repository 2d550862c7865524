import type { OpenSubmission } from '../jobs/recover-submission.ts'
import type { Training } from '../jobs/job-state.ts'

/** What happens to an unfinished job when its workflow is cancelled. */
export type OnCancel = 'leave' | 'cancel'

/** What the step leaves to its `post` part at any moment, in case that it is killed: what is still its own to end. */
export interface Handover {
  readonly onCancel: OnCancel
  /** Under which name it wrote in the record. */
  readonly writer?: string
  /** Ids of its jobs; while it works, of those that have not ended. */
  readonly jobs: readonly string[]
  /** The step came to its own end: nothing is left to do. */
  readonly isOver?: boolean
  /** A request that was sent, and whose answer has not come yet; `unsearchable` where the list could not be read before. */
  readonly open?: OpenSubmission | 'unsearchable'
  /** All trainings, for the last words about them; absent where they are too many. */
  readonly trainings?: readonly Training[]
  /** The action itself failed; a job is not cancelled because of that. */
  readonly hasCrashed?: boolean
}

/** The name under which the runner keeps it. */
export const HANDOVER_STATE = 'handover'

/** Reads what `JSON.stringify` made of a handover; undefined where there is none. Only this action writes it. */
export function parseHandover(state: string): Handover | undefined {
  return state === '' ? undefined : (JSON.parse(state) as Handover)
}
