import { decideCleanup, hasCancelledStatus } from './cancellation/decide-cleanup.ts'
import { stopFileOf } from './runtime/files.ts'
import { createMaskedRunner } from './runtime/runner.ts'
import { POST_STATE } from './state/post-state.ts'

/**
 * The `post` part: decides what happens to the jobs of a step that did not finish. Never submits. Returns whether nothing
 * is left to do.
 */
export async function runPost(env: NodeJS.ProcessEnv): Promise<boolean> {
  const runner = createMaskedRunner(env)
  try {
    const saved = runner.getState(POST_STATE)
    if (saved === '') return true
    const { decodePostState } = await import(
      /* webpackChunkName: 'post-state' */ './state/post-state-codec.ts'
    )
    const postState = decodePostState(saved)
    if (postState === undefined) throw new Error('the state that the main step saved is damaged')
    const jobStatus = runner.input('job-status').trim()
    const decision = decideCleanup(postState, jobStatus, hasCancelledStatus(env))
    if (decision.kind === 'none') return true
    // In a container, main may still run.
    stopFileOf(postState.holderId, env['RUNNER_TEMP']).write()
    const { main, states = [], jobIds, omittedJobs = 0, pendingSubmission } = postState
    const hasNothing = states.length === 0 && jobIds.length === 0 && pendingSubmission === undefined
    if (main === undefined || hasNothing) return true
    if (omittedJobs > 0)
      runner.annotate(
        'error',
        `The step had too many jobs to pass all of them on: ${omittedJobs} are left as they are. Their ids are in its log.`,
      )
    const { cleanUpStep } = await import('./clean-up-step.ts')
    return (await cleanUpStep({ ...postState, main }, decision, env, runner)) && omittedJobs === 0
  } catch (error) {
    runner.annotate(
      'error',
      `The action itself failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    return false
  }
}
