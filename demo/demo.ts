// npm run demo: the built action against the simulators, as a runner would run it. No key, no network. With --bad-day
// the service breaks in ways that cost others a second training or the wait.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { pullRequestEvent } from '../test/runner/events.ts'
import { runAction } from '../test/runner/run-action.ts'
import type { StepResult } from '../test/runner/step.ts'
import { ForgeSimulator } from '../test/simulator/forge.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import type { Timeline } from '../test/simulator/timeline.ts'
import { BAD_DAY, BAD_DAY_FAULTS, BAD_DAY_TIMELINE } from './bad-day.ts'
import { page } from './page.ts'

const PROJECT = join(import.meta.dirname, '..')
const STATE = join(PROJECT, '.demo')
const PULL_REQUEST = 12
const SPEC = 'examples/specs/support-bot.yml'

/** A training of hours in seconds, so that it can be watched. */
const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3_000, status: 'VALIDATING' },
  { afterMs: 8_000, status: 'RUNNING' },
  { afterMs: 18_000, status: 'SUCCESS' },
]

const { values: flags } = parseArgs({
  options: {
    'no-color': { type: 'boolean', default: false },
    'bad-day': { type: 'boolean', default: false },
  },
})
const hasColor = !flags['no-color'] && process.stdout.isTTY
const bold = (text: string): string => (hasColor ? styleText('bold', text) : text)
const faint = (text: string): string => (hasColor ? styleText('dim', text) : text)
const say = (...lines: readonly string[]): void => lines.forEach((line) => console.log(line))

const forge = new ForgeSimulator(
  flags['bad-day'] ? { timeline: BAD_DAY_TIMELINE, faults: BAD_DAY_FAULTS } : { timeline: TIMELINE },
)
const github = new GitHubSimulator({ repo: 'acme/models', token: 'ghs_demo_token_0123456789' })
const run = nextRun()
try {
  await forge.start()
  await github.start()
  openPullRequest()
  process.exitCode = tell(await runStep())
} finally {
  await Promise.all([forge.stop(), github.stop()])
}

function runStep(): Promise<StepResult> {
  say(
    bold(`A pull request changes ${SPEC}. Run ${run} of its workflow begins.`),
    faint(`The service is a simulator at ${forge.url}, GitHub is one at ${github.url}.`),
    ...(flags['bad-day'] ? ['', bold('A bad day. What goes wrong, on purpose:'), ...BAD_DAY] : []),
    '',
    bold('The log of the step'),
  )
  return runAction({
    workspace: PROJECT,
    with: { spec: SPEC, 'api-key': 'forge-simulator-key', 'api-url': forge.url },
    githubApiUrl: github.url,
    githubToken: 'ghs_demo_token_0123456789',
    event: pullRequestEvent({ number: PULL_REQUEST }),
    run: { id: 8000 + run, actor: 'octocat' },
    onLine: (line) => {
      // What GitHub does not show either: masks, and debugging unless it is switched on.
      if (!/^::(add-mask|debug)::/.test(line)) say(`  ${line}`)
    },
  })
}

/** Shows what the step left behind; the exit code of the demo is the step's. */
function tell(result: StepResult): number {
  const outputs = Object.entries(result.outputs).map(
    ([name, value]) => `  ${name.padEnd(16)} ${shorten(value)}`,
  )
  const comments = github.commentsOf(PULL_REQUEST)
  const [comment] = comments
  const file = join(STATE, 'page.html')
  writeFileSync(
    file,
    page([
      { title: `Pull request #${PULL_REQUEST}`, markdown: comment?.body ?? 'no comment', isComment: true },
      { title: 'Job summary', markdown: result.summary, isComment: false },
    ]),
  )
  keep(comment?.body)
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
    `  open ${relative(process.cwd(), file)} in a browser: the comment and the summary as GitHub shows them`,
    '  npm run demo            again: another run, the same comment',
    '  npm run demo -- --bad-day   a lost answer, an outage and a rate limit, survived',
    `  edit ${SPEC}, misspell a field, and run the demo again`,
    '  npm run simulator       keeps the service running, and prints how to point a workflow at it',
  )
  return result.exitCode ?? 1
}

function shorten(value: string): string {
  return value.length > 90 ? `${value.slice(0, 90)}…` : value
}

function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
}

/** The number of this run; the comment of the last one is kept beside it. */
function nextRun(): number {
  mkdirSync(STATE, { recursive: true })
  const last = Number(read('run.txt') ?? '0')
  writeFileSync(join(STATE, 'run.txt'), String(last + 1))
  return last + 1
}

function openPullRequest(): void {
  github.addPull({ number: PULL_REQUEST, title: 'Train a better support bot' })
  const earlier = read('comment.md')
  if (earlier !== undefined) github.addComment(PULL_REQUEST, earlier)
}

function keep(comment: string | undefined): void {
  if (comment !== undefined) writeFileSync(join(STATE, 'comment.md'), comment)
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(STATE, name), 'utf8')
  } catch {
    return undefined
  }
}
