import { join } from 'node:path'
import { pullRequestEvent } from '../../test/simulator/runner/events.ts'
import { runAction } from '../../test/simulator/runner/run-action.ts'
import type { StepResult } from '../../test/simulator/runner/step.ts'
import type { Fault } from '../../test/simulator/faults.ts'
import { ForgeSimulator } from '../../test/simulator/forge.ts'
import { GitHubSimulator } from '../../test/simulator/github.ts'
import type { Timeline } from '../../test/simulator/timeline.ts'
import { PULL_REQUEST } from '../environment.ts'
import { writeOutput } from '../output-dir.ts'
import { renderPage } from '../page.ts'
import { EMPTY_STATE, loadState, saveState, type SavedState } from '../saved-state.ts'
import { indent, type Terminal } from '../terminal.ts'

const PROJECT = join(import.meta.dirname, '../..')
const SPEC = 'examples/specs/support-bot.yml'
const TOKEN = 'ghs_demo_token_0123456789'
/** A bad day takes about a minute. */
const STEP_TIMEOUT_MS = 180_000

/** A job of hours in seconds, so that it can be watched. */
const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'VALIDATING' },
  { afterMs: 8_000, status: 'RUNNING' },
  { afterMs: 18_000, status: 'SUCCESS' },
]

const BAD_DAY: readonly string[] = [
  '  1  The service answers the first request with 429 (too many requests) and Retry-After: 1.',
  '  2  The service accepts the job, but the connection breaks before the response arrives.',
  '     The action does not resubmit the spec: it searches the list of jobs for its job, twice.',
  '  3  A gateway answers the first status request with 502 and an HTML page.',
  '     The action retries after 30 s and carries on.',
]

const BAD_DAY_FAULTS: Fault[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '1' }, on: { operation: 'list', nth: 1 } },
  { kind: 'reset', after: true, on: { operation: 'create', nth: 1 } },
  { kind: 'html', status: 502, on: { operation: 'get', nth: 1 } },
]

/** The job ends while the service is unavailable. */
const BAD_DAY_TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'RUNNING' },
  { afterMs: 40_000, status: 'SUCCESS' },
]

interface Simulators {
  readonly forge: ForgeSimulator
  readonly github: GitHubSimulator
  readonly terminal: Terminal
}

/**
 * Runs one step in real time and prints its log, outputs, summary and comment. Resolves to the exit code of the step.
 */
export async function runSingleStep(
  terminal: Terminal,
  { isBadDay }: { readonly isBadDay: boolean },
): Promise<number> {
  // A bad day starts from scratch: the action would reuse a saved job, and nothing could go wrong.
  const saved = isBadDay ? EMPTY_STATE : loadState()
  const number = saved.runs + 1
  const forge = new ForgeSimulator(
    isBadDay ? { timeline: BAD_DAY_TIMELINE, faults: BAD_DAY_FAULTS } : { timeline: TIMELINE },
  )
  const github = new GitHubSimulator({ repo: 'acme/models', token: TOKEN })
  try {
    await forge.start()
    await github.start()
    restoreState(saved, forge, github)
    terminal.print(
      terminal.bold(`A pull request changes ${SPEC}. Run ${number} of its workflow starts.`),
      terminal.dim(`The service is a simulator at ${forge.url}, GitHub is a simulator at ${github.url}.`),
      ...(isBadDay ? ['', terminal.bold('A bad day: what goes wrong, on purpose'), ...BAD_DAY] : []),
      '',
      terminal.bold('The log of the step'),
    )
    const result = await runStep(number, { forge, github, terminal })
    const [comment] = github.commentsOf(PULL_REQUEST)
    if (!isBadDay)
      saveState({ runs: number, comment: comment?.body, jobs: [...saved.jobs, ...forge.accepted] })
    printResult(result, github, terminal)
    return result.exitCode ?? 1
  } finally {
    await Promise.all([forge.stop(), github.stop()])
  }
}

function restoreState({ comment, jobs }: SavedState, forge: ForgeSimulator, github: GitHubSimulator): void {
  github.addPull({ number: PULL_REQUEST, title: 'Train a better support bot' })
  if (comment !== undefined) github.addComment(PULL_REQUEST, comment)
  for (const { id, request, acceptedAtMs } of jobs)
    forge.addJob({ id, request, timeline: TIMELINE, ageMs: Date.now() - acceptedAtMs })
}

function runStep(number: number, { forge, github, terminal }: Simulators): Promise<StepResult> {
  return runAction({
    workspace: PROJECT,
    with: { spec: SPEC, 'api-key': 'forge-simulator-key', 'api-url': forge.url },
    githubApiUrl: github.url,
    githubToken: TOKEN,
    event: pullRequestEvent({ number: PULL_REQUEST }),
    run: { id: 8000 + number, actor: 'octocat' },
    timeoutMs: STEP_TIMEOUT_MS,
    onLine: (line) => {
      // GitHub hides these, too; debug lines unless debug logging is on.
      if (!/^::(add-mask|debug)::/.test(line)) terminal.print(`  ${line}`)
    },
  })
}

function printResult(result: StepResult, github: GitHubSimulator, { print, bold }: Terminal): void {
  const outputs = Object.entries(result.outputs).map(
    ([name, value]) => `  ${name.padEnd(16)} ${truncate(value)}`,
  )
  const comments = github.commentsOf(PULL_REQUEST)
  const body = comments[0]?.body
  const file = writeOutput(
    'page.html',
    renderPage([
      { title: `Pull request #${PULL_REQUEST}`, markdown: body ?? 'no comment', isComment: true },
      { title: 'Job summary', markdown: result.summary, isComment: false },
    ]),
  )
  const status = result.exitCode === 0 ? 'succeeded' : 'failed'
  print('', bold(`Outputs (the step ${status} with exit code ${result.exitCode})`), ...outputs)
  print('', bold('Job summary'), ...indent(result.summary))
  print('', bold(`The comment on the pull request (${comments.length}, however often the workflow runs)`))
  print(...indent(body ?? ''))
  print(
    '',
    bold('What to try next'),
    `  open ${file} in a browser: the comment and the summary as GitHub shows them`,
    '  npm run demo                     again: another run, the same comment, no second job',
    '  npm run demo -- --bad-day        a rate limit, a lost response and an outage',
    '  npm run demo -- --pull-request   the life of a pull request: pushes, re-runs, a crash, closing',
    '  npm run demo -- --review         a plan, a policy that refuses it, the training after a label; then approvals',
    '  npm run demo -- --story          whose job is it: moved specs, a second workflow, a colleague, a forger',
    '  npm run demo -- --sweep          eight jobs in one step; a later step picks the best model',
    '  npm run demo -- --long           a job of three days that no runner waits for',
    `  edit ${SPEC}, misspell a field, and run the demo again`,
    '  npm run simulator                keeps the service running and prints how to point a workflow at it',
  )
}

function truncate(value: string): string {
  return value.length > 90 ? `${value.slice(0, 90)}…` : value
}
