import { checkOwnership } from './cancellation/ownership.ts'
import { cleanUp } from './cancellation/clean-up.ts'
import { decideCleanup, hasCancelledStatus, type CleanupDecision } from './cancellation/decide-cleanup.ts'
import { connectForgeApi } from './connect-forge-api.ts'
import { createDependencies, type Dependencies } from './dependencies.ts'
import { parseEvent } from './github/event.ts'
import { ServiceGate } from './jobs/service-gate.ts'
import { withSmallerPages } from './jobs/smaller-pages.ts'
import { readProxySettings, type FindProxy } from './network/proxy-settings.ts'
import { parseSecrets } from './inputs.ts'
import type { JobState } from './jobs/job-state.ts'
import { publishSummary } from './report/reporter.ts'
import { readEventFile, stopFileOf } from './runtime/files.ts'
import { createMaskedRunner, type ActionsRunner } from './runtime/runner.ts'
import { systemClock } from './runtime/system-clock.ts'
import { decodePostState } from './state/post-state-codec.ts'
import { POST_STATE, type MainContext, type PostState } from './state/post-state.ts'

/**
 * The `post` part: decides what happens to the jobs of a step that did not finish. Never submits. Returns whether nothing
 * is left to do.
 */
export async function runPost(env: NodeJS.ProcessEnv): Promise<boolean> {
  const runner = createMaskedRunner(env)
  try {
    const saved = runner.getState(POST_STATE)
    if (saved === '') return true
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
    return (await cleanUpStep({ ...postState, main }, decision, env, runner)) && omittedJobs === 0
  } catch (error) {
    runner.annotate(
      'error',
      `The action itself failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    return false
  }
}

type StartedStep = PostState & { readonly main: MainContext }

async function cleanUpStep(
  postState: StartedStep,
  decision: CleanupDecision,
  env: NodeJS.ProcessEnv,
  runner: ActionsRunner,
): Promise<boolean> {
  const { main, holderId } = postState
  const secrets = parseSecrets((name) => runner.input(name), { environmentApiKey: env['MISTRAL_API_KEY'] })
  if (!secrets.ok) throw new Error(secrets.errors.join(' '))
  const { apiKey, githubToken, recordKey } = secrets
  const { apiUrl, report, jobId } = main
  const findProxy = findProxyOf(env)
  const dependencies = createDependencies({
    env,
    event: parseEvent(env, (await readEventFile(env['GITHUB_EVENT_PATH'])).payload),
    report: { ...report, githubToken, recordKey },
    runner,
    findProxy,
    holderId,
    mainTarget: main,
    postsComment: true,
    persistsState: jobId === undefined,
    jobId,
    apiKey,
    service: apiUrl,
  })
  return cleanUp(postState, decision, {
    api: withSmallerPages(
      new ServiceGate(connectForgeApi({ apiKey, apiUrl }, findProxy, runner), systemClock),
    ),
    clock: systemClock,
    random: Math.random,
    log: runner,
    checkOwnership: async (states) =>
      checkOwnership(states, { ...(await dependencies).step, clock: systemClock, random: Math.random }),
    recordedJobIds: async () => (await dependencies).reports.idsClaimedElsewhere(),
    publish: async (states) => publish(states, await dependencies, runner),
  })
}

function findProxyOf(env: NodeJS.ProcessEnv): FindProxy {
  const proxies = readProxySettings(env)
  if (!proxies.ok) throw new Error(proxies.errors.join(' '))
  return proxies.findProxy
}

async function publish(
  states: readonly JobState[],
  { reports, context, step }: Dependencies,
  runner: ActionsRunner,
): Promise<void> {
  const model = { states, diagnostics: [], context, nowMs: systemClock.wall() }
  await publishSummary(model, { writeSummary: (markdown) => runner.writeSummary(markdown), log: runner })
  await step.ledger?.releaseUnsubmitted(states)
  await reports.finish(model)
}
