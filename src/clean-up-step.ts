import { checkOwnership } from './cancellation/ownership.ts'
import { cleanUp } from './cancellation/clean-up.ts'
import type { CleanupDecision } from './cancellation/decide-cleanup.ts'
import { connectForgeApi } from './connect-forge-api.ts'
import { createDependencies, type Dependencies } from './dependencies.ts'
import { parseEvent } from './github/event.ts'
import { readOtherClaims } from './jobs/other-claims.ts'
import { ServiceGate } from './jobs/service-gate.ts'
import { withSmallerPages } from './jobs/smaller-pages.ts'
import { readProxySettings, type FindProxy } from './network/proxy-settings.ts'
import { parseSecrets } from './inputs.ts'
import type { JobState } from './jobs/job-state.ts'
import { publishSummary } from './report/reporter.ts'
import type { ReportModel } from './report/report-model.ts'
import type { ReportWriter } from './report/report-writer.ts'
import { continueShownReport, hidesWaiting } from './report/shown-requests.ts'
import { readEventFile } from './runtime/files.ts'
import type { ActionsRunner } from './runtime/runner.ts'
import { systemClock } from './runtime/system-clock.ts'
import type { MainContext, PostState } from './state/post-state.ts'
import { retryGitHub } from './state/retry-github.ts'
import { POST_TIMEOUTS_MS } from './timeouts.ts'

type StartedStep = PostState & { readonly main: MainContext }

/** Loaded on demand, because most post steps have nothing to clean up. */
export async function cleanUpStep(
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
    event: parseEvent(env, readEventFile(env['GITHUB_EVENT_PATH']).payload),
    report: { ...report, githubToken, recordKey },
    ...{ runner, findProxy, holderId },
    mainTarget: main,
    leavesOnCancel: postState.onCancel === 'leave' || undefined,
    leavesOnSuperseded: postState.leavesOnSuperseded,
    postsComment: true,
    persistsState: jobId === undefined,
    jobId,
    apiKey,
    service: apiUrl,
  })
  const forgeApi = connectForgeApi({ apiKey, apiUrl }, findProxy, runner)
  return cleanUp(postState, decision, {
    api: withSmallerPages(new ServiceGate(forgeApi, systemClock)),
    clock: systemClock,
    random: Math.random,
    log: runner,
    checkOwnership: async (states, onRead) => {
      const context = { ...(await dependencies).step, clock: systemClock, random: Math.random }
      return checkOwnership(states, context, onRead)
    },
    readOtherClaims: async (digest) => readOtherClaims({ digest }, await dependencies),
    publish: async (states) => publish(states, await dependencies, { runner, jobId }),
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
  { runner, jobId }: { readonly runner: ActionsRunner; readonly jobId: string | undefined },
): Promise<void> {
  const model = { states, diagnostics: [], context, nowMs: systemClock.wall() }
  await publishSummary(model, { writeSummary: (markdown) => runner.writeSummary(markdown), log: runner })
  await step.ledger?.releaseUnsubmitted(states)
  // The comment of another step's job is continued from what was saved there.
  if (jobId === undefined) await continueComment(model, reports)
  else await reports.finish(model)
}

/** Whatever waits for an approval stays visible, if need be in the old text. */
async function continueComment(model: ReportModel, reports: ReportWriter): Promise<void> {
  const untilMs = systemClock.now() + POST_TIMEOUTS_MS.shown
  const read = () => reports.readShown()
  const shown = await retryGitHub(read, { clock: systemClock, random: Math.random, untilMs })
  if (!shown.ok || shown.value === undefined) return reports.finish(model)
  const continued = continueShownReport(model, shown.value)
  await reports.finish(continued, { keepsText: hidesWaiting(continued, shown.value) || undefined })
}
