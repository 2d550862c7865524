import type { EventFacts } from './event.ts'
import { isSame } from './pull-request-ref.ts'
import type { KeylessReason } from '../inputs.ts'

/** Events of pull requests that see no secrets where the head is a fork's. */
const SECRETLESS = ['pull_request', 'pull_request_review', 'pull_request_review_comment']

/** Why GitHub gives this event no secrets, or nothing is to be submitted for it; undefined where that is no excuse. */
export function keylessReason({
  name,
  pull,
  isDependabot,
  repository,
  action,
}: EventFacts): KeylessReason | undefined {
  if (isDependabot) return 'dependabot'
  if (pull === undefined) return undefined
  if (SECRETLESS.includes(name) && !isSame(pull.headRepository ?? '', repository)) return 'fork'
  return action === 'closed' ? 'closed' : undefined
}
