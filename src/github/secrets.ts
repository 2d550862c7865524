import type { EventInfo } from './event.ts'
import type { MissingSecretsReason } from '../inputs.ts'

/** Pull request events that get no secrets if the head is in a fork. */
const EVENTS_WITHOUT_SECRETS = ['pull_request', 'pull_request_review', 'pull_request_review_comment']

/** Why a missing API key is expected for this event; undefined if it is an error. */
export function missingSecretsReason({
  name,
  pullRequest,
  isDependabot,
  action,
}: EventInfo): MissingSecretsReason | undefined {
  if (isDependabot) return 'dependabot'
  if (pullRequest === undefined) return undefined
  if (EVENTS_WITHOUT_SECRETS.includes(name) && pullRequest.isFromFork) return 'fork'
  return action === 'closed' ? 'closed' : undefined
}
