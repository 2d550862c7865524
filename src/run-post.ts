import { parsePostState, POST_STATE, type PostState } from './state/post-state.ts'
import { checkOwnership } from './cancellation/ownership.ts'
import { parseEvent } from './github/event.ts'
import { isOnline, parseInputs } from './inputs.ts'
import { cleanUpAfterKill, type CleanupResult } from './cancellation/clean-up.ts'
import { ServiceGate } from './jobs/service-gate.ts'
import { withSmallerPages } from './jobs/smaller-pages.ts'
import { systemClock } from './runtime/system-clock.ts'
import { readJson } from './runtime/files.ts'
import type { ActionsRunner } from './runtime/runner.ts'
import { createDependencies, type Dependencies, createMaskedRunner, connectForgeApi } from './dependencies.ts'

/** The `post` part: cleans up after a step that was killed; never submits. Returns whether nothing is left to do. */
export async function runPost(env: NodeJS.ProcessEnv): Promise<boolean> {
  const runner = createMaskedRunner(env)
  try {
    const postState = parsePostState(runner.getState(POST_STATE))
    return postState === undefined || needsNoCleanup(postState) || (await cleanUp(postState, env, runner))
  } catch (error) {
    runner.annotate(
      'error',
      `The action itself failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    return false
  }
}

async function cleanUp(
  postState: PostState,
  env: NodeJS.ProcessEnv,
  runner: ActionsRunner,
): Promise<boolean> {
  const inputs = parseInputs((name) => runner.input(name), { environmentApiKey: env['MISTRAL_API_KEY'] })
  if (!inputs.ok) throw new Error(inputs.errors.join(' '))
  const { command, report } = inputs
  if (!isOnline(command)) return true
  const event = parseEvent(env, await readJson(env['GITHUB_EVENT_PATH']))
  const needs = {
    postsComment: true,
    persistsState: command.command === 'run',
    noRetry: true,
    jobId: command.command === 'wait' ? command.jobId : undefined,
    holderId: postState.holderId,
    apiKey: command.apiKey,
  }
  const dependencies = await createDependencies({ env, event, report, runner, ...needs })
  const wasCancelled = runner.input('job-status') !== 'failure'
  const cleanup = await cleanUpAfterKill(postState, wasCancelled, {
    api: withSmallerPages(new ServiceGate(connectForgeApi(command, runner), systemClock)),
    clock: systemClock,
    random: Math.random,
    log: runner,
    checkOwnership: () => checkOwnership(dependencies.step),
  })
  await dependencies.step.ledger?.releaseUnsubmitted(cleanup.states)
  await publishFinalReport(cleanup, dependencies)
  return cleanup.isComplete
}

async function publishFinalReport(
  { states }: CleanupResult,
  { reports, context }: Dependencies,
): Promise<void> {
  if (states.length === 0) return
  await reports.finish({ states, diagnostics: [], context, nowMs: systemClock.wall() })
}

/** No unfinished jobs and no unpublished final report. */
function needsNoCleanup({ isFinished, jobIds, pendingSubmission, states = [] }: PostState): boolean {
  return (
    isFinished === true || (jobIds.length === 0 && pendingSubmission === undefined && states.length === 0)
  )
}
