import { join } from 'node:path'
import { pullRequestEvent } from '../test/simulator/runner/events.ts'
import { runAction } from '../test/simulator/runner/run-action.ts'
import type { StepResult } from '../test/simulator/runner/step.ts'
import { ForgeSimulator } from '../test/simulator/forge.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import type { Timeline } from '../test/simulator/timeline.ts'
import { BAD_DAY, BAD_DAY_FAULTS, BAD_DAY_TIMELINE } from './bad-day.ts'
import { keepFile } from './output-dir.ts'
import { page } from './page.ts'
import { NO_PAST, readPast, writePast, type Past } from './saved-state.ts'
import { indented, type Terminal } from './terminal.ts'

const PROJECT = join(import.meta.dirname, '..')
const PULL_REQUEST = 12
const SPEC = 'examples/specs/support-bot.yml'
const TOKEN = 'ghs_demo_token_0123456789'

/** A bad day takes a minute. */
const MOST_MS = 180_000

/** A training of hours in seconds, so that it can be watched. */
const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'VALIDATING' },
  { afterMs: 8_000, status: 'RUNNING' },
  { afterMs: 18_000, status: 'SUCCESS' },
]

/** One step in real time, with all that it leaves behind. Resolves to its exit code. */
export async function playStep(screen: Terminal, isBadDay: boolean): Promise<number> {
  // A bad day is a day of its own: a job of an earlier demo would be followed, and nothing could go wrong.
  const past = isBadDay ? NO_PAST : readPast()
  const number = past.runs + 1
  const forge = new ForgeSimulator(
    isBadDay ? { timeline: BAD_DAY_TIMELINE, faults: BAD_DAY_FAULTS } : { timeline: TIMELINE },
  )
  const github = new GitHubSimulator({ repo: 'acme/models', token: TOKEN })
  try {
    await forge.start()
    await github.start()
    bringBack(past, forge, github)
    screen.say(
      screen.bold(`A pull request changes ${SPEC}. Run ${number} of its workflow begins.`),
      screen.faint(`The service is a simulator at ${forge.url}, GitHub is one at ${github.url}.`),
      ...(isBadDay ? ['', screen.bold('A bad day. What goes wrong, on purpose:'), ...BAD_DAY] : []),
      '',
      screen.bold('The log of the step'),
    )
    const result = await runStep(number, { forge, github, screen })
    const [comment] = github.commentsOf(PULL_REQUEST)
    if (!isBadDay)
      writePast({ runs: number, comment: comment?.body, jobs: [...past.jobs, ...forge.accepted] })
    return tell(result, github, screen)
  } finally {
    await Promise.all([forge.stop(), github.stop()])
  }
}

/** The pull request as the demos before this one have left it, and their jobs. */
function bringBack({ comment, jobs }: Past, forge: ForgeSimulator, github: GitHubSimulator): void {
  github.addPull({ number: PULL_REQUEST, title: 'Train a better support bot' })
  if (comment !== undefined) github.addComment(PULL_REQUEST, comment)
  for (const { id, request, acceptedAt } of jobs)
    forge.addJob({ id, request, timeline: TIMELINE, ageMs: Date.now() - acceptedAt })
}

interface Stage {
  readonly forge: ForgeSimulator
  readonly github: GitHubSimulator
  readonly screen: Terminal
}

function runStep(number: number, { forge, github, screen }: Stage): Promise<StepResult> {
  return runAction({
    workspace: PROJECT,
    with: { spec: SPEC, 'api-key': 'forge-simulator-key', 'api-url': forge.url },
    githubApiUrl: github.url,
    githubToken: TOKEN,
    event: pullRequestEvent({ number: PULL_REQUEST }),
    run: { id: 8000 + number, actor: 'octocat' },
    limitMs: MOST_MS,
    onLine: (line) => {
      // What GitHub does not show either: masks, and debugging unless it is switched on.
      if (!/^::(add-mask|debug)::/.test(line)) screen.say(`  ${line}`)
    },
  })
}

/** Shows what the step left behind; the exit code of the demo is the step's. */
function tell(result: StepResult, github: GitHubSimulator, { say, bold }: Terminal): number {
  const outputs = Object.entries(result.outputs).map(
    ([name, value]) => `  ${name.padEnd(16)} ${shorten(value)}`,
  )
  const comments = github.commentsOf(PULL_REQUEST)
  const [comment] = comments
  const file = keepFile(
    'page.html',
    page([
      { title: `Pull request #${PULL_REQUEST}`, markdown: comment?.body ?? 'no comment', isComment: true },
      { title: 'Job summary', markdown: result.summary, isComment: false },
    ]),
  )
  say(
    '',
    bold(`Outputs (the step is ${result.exitCode === 0 ? 'green' : 'red'}, exit code ${result.exitCode})`),
    ...outputs,
  )
  say('', bold('Job summary'), ...indented(result.summary))
  say('', bold(`The comment on the pull request (there is ${comments.length}, whatever the number of runs)`))
  say(...indented(comment?.body ?? ''))
  say(
    '',
    bold('What to try next'),
    `  open ${file} in a browser: the comment and the summary as GitHub shows them`,
    '  npm run demo            again: another run, the same comment, and no second training',
    '  npm run demo -- --bad-day   a lost answer, an outage and a rate limit, survived',
    '  npm run demo -- --story     the life of a pull request: pushes, re-runs, a crash, the end',
    '  npm run demo -- --sweep     eight trainings in one step, and a later step that chooses one',
    '  npm run demo -- --long      a training of three days that no runner waits for',
    `  edit ${SPEC}, misspell a field, and run the demo again`,
    '  npm run simulator       keeps the service running, and prints how to point a workflow at it',
  )
  return result.exitCode ?? 1
}

function shorten(value: string): string {
  return value.length > 90 ? `${value.slice(0, 90)}…` : value
}
