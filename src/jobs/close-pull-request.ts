import type { RunInputs } from '../inputs.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { markValid } from './create-job-states.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { isNewerRun, serviceOfKey } from '../state/record.ts'
import { cancelRecordedJobs } from './supersede.ts'
import type { CommandContext } from '../commands/context.ts'
import { GITHUB_READ_TIMEOUT_MS } from '../timeouts.ts'

type CloseInputs = Pick<RunInputs, 'onSuperseded'>

/** Whether the pull request of this run is closed now or was closed at the time of the event. */
export async function isPullRequestClosed({ pullRequest }: CommandContext): Promise<boolean> {
  if (pullRequest === undefined) return false
  if (pullRequest.isClosed) return true
  return (await pullRequest.fetchState())?.isClosed ?? false
}

/** Submits nothing. Cancels unfinished jobs like superseded ones, unless the pull request was merged or reopened. */
export async function handleClosedPullRequest(
  states: readonly JobState[],
  inputs: CloseInputs,
  context: CommandContext,
): Promise<readonly JobState[]> {
  const { pullRequest } = context
  const current = await pullRequest?.fetchState()
  const isMerged = pullRequest?.isMerged === true || current?.isMerged === true
  // It may have been reopened since the event.
  const wasAbandoned = !isMerged && current?.isClosed !== false
  const notes = wasAbandoned ? await cancelUnfinishedJobs(states, inputs, context) : []
  const message: Note = { code: 'pull-request-closed', isMerged }
  context.reporter.info(message)
  // Without notes the comment stays as it is, because it may show a model.
  if (notes.length === 0) return states.map(markValid)
  return states.map((state) =>
    [message, ...notes].reduce((noted: JobState, note) => withNote(noted, note), markValid(state)),
  )
}

async function cancelUnfinishedJobs(
  states: readonly JobState[],
  inputs: CloseInputs,
  context: CommandContext,
): Promise<readonly Note[]> {
  const { ledger, clock, deadlineMs, holder } = context
  if (ledger === undefined) return []
  const untilMs = Math.min(deadlineMs, clock.now() + GITHUB_READ_TIMEOUT_MS)
  const result = await retryGitHub(() => ledger.read(states), { ...context, untilMs })
  if (!result.ok) return [{ code: 'unfinished-jobs-unknown', error: result.message }]
  const unfinishedJobs = Object.entries(ledger.record.requests).flatMap(([key, { holds, jobs }]) => {
    const isUsedByNewerRun = holds.some(({ run, isUnsigned }) => !isUnsigned && isNewerRun(run, holder.run))
    if (isUsedByNewerRun || serviceOfKey(key) !== holder.service) return []
    return jobs.filter(({ isUnfinished }) => isUnfinished).map((job) => ({ key, job }))
  })
  return cancelRecordedJobs(unfinishedJobs, inputs, context)
}
