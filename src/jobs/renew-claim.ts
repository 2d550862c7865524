import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { outageEndMs } from './claim-outcomes.ts'
import { markValid } from './create-job-states.ts'
import { resolveExistingJobs } from './deduplicate.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Watch } from './watch.ts'

/** How often a submission claims its request again because the claim has become old in the meantime. */
const MAX_RENEWALS = 3
const SLOW_CLAIMS = 'each answer took so long that it was out of date'

/**
 * Claims the request again if the claim of this step is so old that another step may have taken it over. Resolves to
 * undefined if this step may submit, otherwise to the state that it must not submit: another step has the request, or the
 * pull request was closed meanwhile.
 */
export async function renewClaim(
  state: JobState,
  inputs: Pick<RunInputs, 'reuse' | 'isInMatrix'>,
  context: CommandContext,
  watch: Pick<Watch, 'add'>,
): Promise<JobState | undefined> {
  const { ledger } = context
  for (let claims = 0; ; claims++) {
    // The run that handles the closing may be over, and then cancels no job that is submitted later.
    const closed = await checkOpen(state, context)
    if (closed !== undefined) return closed
    const [rejected] = (await context.judge?.judgeAgain([state])) ?? []
    if (rejected !== undefined) return rejected
    // Somebody else may have approved it since the claim, or it may need no approval any more.
    ledger?.setApproval(state, context.judge?.withApproval(state).approval)
    if (ledger === undefined || ledger.hasFreshClaim(state)) return undefined
    // With `reuse: false`, an outage of GitHub prevents no submission.
    if (claims > 0 && !inputs.reuse) return undefined
    if (claims === MAX_RENEWALS)
      return withNote(state, { code: 'record-unavailable', error: SLOW_CLAIMS }, 'refused')
    const [resolved = state] = await resolveExistingJobs([state], inputs, context, watch)
    if (resolved.job !== undefined || resolved.outcome !== undefined) return resolved
  }
}

/** Undefined if the pull request is open, or the run has none. */
async function checkOpen(state: JobState, context: CommandContext): Promise<JobState | undefined> {
  const { pullRequest } = context
  if (pullRequest === undefined) return undefined
  const read = () => pullRequest.fetchState()
  const current = await retryGitHub(read, { ...context, untilMs: outageEndMs(context) })
  if (!current.ok)
    return withNote(state, { code: 'pull-request-unreadable', error: current.message }, 'refused')
  const { isClosed = false, isMerged = false } = current.value ?? {}
  return isClosed ? withNote(markValid(state), { code: 'pull-request-closed', isMerged }) : undefined
}
