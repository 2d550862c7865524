import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { pullRequestEvent, type PullRequestEventOptions } from '../../test/simulator/runner/events.ts'
import type { Timeline } from '../../test/simulator/timeline.ts'
import { DemoEnvironment, MINUTE_MS, PULL_REQUEST } from '../environment.ts'
import { runScenario, type Scenario, type ScenarioStep } from '../scenario.ts'
import type { Terminal } from '../terminal.ts'
import type { WorkflowRun } from '../workflow-run.ts'

const SPEC_FILE = 'training/support-bot.yml'
const TITLE_LENGTH = 66

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 2 * MINUTE_MS, status: 'VALIDATING' },
  { afterMs: 5 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: 94 * MINUTE_MS, status: 'SUCCESS' },
]

interface StartedRun {
  readonly id: number
  readonly attempt: number
  readonly commit: string
  readonly action: NonNullable<PullRequestEventOptions['action']>
  /** The runner dies when the service accepts the job. */
  readonly losesRunner?: boolean
}

/** A pull request that changes a spec: pushed to, re-run and closed. */
class PullRequestEnvironment extends DemoEnvironment {
  readonly #started: StartedRun[] = []
  #commitCount = 0

  constructor(specOnMain: string) {
    super(TIMELINE)
    this.github.repository.putFile(SPEC_FILE, specOnMain)
  }

  /** Pushes a commit with this spec, which starts a run. */
  push(spec: string, { losesRunner = false } = {}): WorkflowRun {
    const commit = createHash('sha1').update(`commit ${++this.#commitCount}`).digest('hex')
    this.checkOut(commit, { [SPEC_FILE]: spec })
    this.pullRequest.pull.head.sha = commit
    const action = this.#commitCount === 1 ? 'opened' : 'synchronize'
    return this.#start({ id: this.#nextId, attempt: 1, commit, action, losesRunner })
  }

  /** Re-runs the latest run. */
  rerun(): WorkflowRun {
    const { id, attempt, commit, action } = this.#latest
    return this.#start({ id, attempt: attempt + 1, commit, action })
  }

  /** Closes the pull request without merging it, which starts a run. */
  close(): WorkflowRun {
    this.pullRequest.state = 'closed'
    return this.#start({ id: this.#nextId, attempt: 1, commit: this.#latest.commit, action: 'closed' })
  }

  /** How many jobs the service has accepted. */
  get accepted(): number {
    return this.forge.accepted.length
  }

  /** Numbers of the cancelled jobs; the first accepted job is 1. */
  get cancelled(): readonly number[] {
    return this.forge.accepted.flatMap(({ status }, n) => (/^CANCEL/.test(status) ? [n + 1] : []))
  }

  get #latest(): StartedRun {
    const latest = this.#started.at(-1)
    if (latest === undefined) throw new Error('no run has started yet')
    return latest
  }

  get #nextId(): number {
    return 8101 + new Set(this.#started.map(({ id }) => id)).size
  }

  #start(started: StartedRun): WorkflowRun {
    const { id, attempt, commit, action, losesRunner = false } = started
    this.#started.push(started)
    const run = this.startRun({
      id,
      attempt,
      workspace: this.workspaceOf(commit),
      event: pullRequestEvent({ number: PULL_REQUEST, action, headSha: commit, actor: 'ada' }),
      with: { spec: SPEC_FILE },
      // A lost runner does not run the post step.
      post: !losesRunner,
    })
    if (losesRunner) this.#killOnSubmission(run)
    return run
  }

  #killOnSubmission(run: WorkflowRun): void {
    this.forge.addFault({
      kind: 'mutate',
      on: { operation: 'create', nth: 1 },
      change: (answer) => {
        run.kill()
        return answer
      },
    })
  }
}

interface Observation {
  /** The output of the latest run; undefined if it has set none. */
  readonly outcome: string | undefined
  /** How many jobs the service has accepted so far. */
  readonly accepted: number
  /** Numbers of the jobs cancelled so far; the first accepted job is 1. */
  readonly cancelled: readonly number[]
}

const spec = (learningRate: string, batchSize = 8): string => `# The support bot, tuned on good answers.
job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: ${learningRate}
  training_steps: 1000
  batch_size: ${batchSize}
  warmup_steps: 50
`

const SPEC_ON_MAIN = spec('1.0e-5').replace('1000', '800')
const FIRST_SPEC = spec('1.0e-5')

const STEPS: readonly ScenarioStep<PullRequestEnvironment, Observation>[] = [
  {
    title: 'Ada opens a pull request with 1,000 training steps',
    run: (pull) => (pull.push(FIRST_SPEC), pull.wait(20)),
    expected: { outcome: 'running', accepted: 1, cancelled: [] },
  },
  {
    title: 'She pushes a change to a YAML comment only',
    run: (pull) => pull.push(FIRST_SPEC.replace('good answers', 'answers that people liked')).finished,
    expected: { outcome: 'succeeded', accepted: 1, cancelled: [] },
  },
  {
    title: 'She pushes a learning rate of 3e-5',
    run: (pull) => (pull.push(spec('3.0e-5')), pull.wait(20)),
    expected: { outcome: 'running', accepted: 2, cancelled: [] },
  },
  {
    title: 'She reverts to the first spec',
    run: (pull) => pull.push(FIRST_SPEC).finished,
    expected: { outcome: 'succeeded', accepted: 2, cancelled: [2] },
  },
  {
    title: 'She re-runs the workflow',
    run: (pull) => pull.rerun().finished,
    expected: { outcome: 'succeeded', accepted: 2, cancelled: [2] },
  },
  {
    title: 'She pushes 2e-5; the runner dies before the response arrives',
    run: async (pull) => {
      await pull.push(spec('2.0e-5'), { losesRunner: true }).finished
      await pull.wait(10)
    },
    expected: { outcome: undefined, accepted: 3, cancelled: [2] },
  },
  {
    title: 'She re-runs the workflow',
    run: (pull) => (pull.rerun(), pull.wait(20)),
    expected: { outcome: 'running', accepted: 3, cancelled: [2] },
  },
  {
    title: 'She pushes a batch size of 16',
    run: (pull) => (pull.push(spec('2.0e-5', 16)), pull.wait(20)),
    expected: { outcome: 'running', accepted: 4, cancelled: [2, 3] },
  },
  {
    title: 'She cancels the workflow',
    run: async (pull) => {
      await pull.latestRun.cancel()
      await pull.wait(10)
    },
    // The job is cancelled by the post step, which cannot set outputs any more.
    expected: { outcome: 'running', accepted: 4, cancelled: [2, 3, 4] },
  },
  {
    title: 'She changes her mind and re-runs it',
    run: (pull) => (pull.rerun(), pull.wait(20)),
    expected: { outcome: 'running', accepted: 5, cancelled: [2, 3, 4] },
  },
  {
    title: 'She closes the pull request without merging it',
    run: async (pull) => {
      const watching = pull.latestRun
      await pull.close().finished
      await watching.finished
    },
    expected: { outcome: 'valid', accepted: 5, cancelled: [2, 3, 4, 5] },
  },
]

/** The final outcome of each run, in the order in which the runs started. */
const FINAL_OUTCOMES: readonly Observation['outcome'][] = [
  'superseded',
  'succeeded',
  'superseded',
  'succeeded',
  'succeeded',
  undefined,
  'superseded',
  'running',
  'cancelled',
  'valid',
]

const SCENARIO: Scenario<PullRequestEnvironment, Observation> = {
  title: 'The life of a pull request: the built action against simulators, in virtual time',
  heading: `${'step'.padEnd(TITLE_LENGTH)}outcome     jobs accepted, cancelled so far`,
  steps: STEPS,
  observe: ({ latestRun, accepted, cancelled }) => ({ outcome: latestRun.outcome, accepted, cancelled }),
  describe: ({ outcome = 'no outcome', accepted, cancelled }) =>
    `${outcome} · jobs accepted so far: ${accepted}, cancelled: ${formatNumbers(cancelled)}`,
  formatRow: (title, { latestRun, accepted, cancelled }) =>
    `${title.padEnd(TITLE_LENGTH)}${(latestRun.outcome ?? '').padEnd(12)}${accepted}, ${formatNumbers(cancelled)}`,
  findMismatches: compareFinalOutcomes,
  successMessage: 'Jobs were accepted and cancelled, and runs ended, as expected.',
  pageFile: 'pull-request.html',
}

/** Runs the scenario of a pull request. Resolves to the exit code. */
export function runPullRequest(terminal: Terminal): Promise<number> {
  return runScenario(new PullRequestEnvironment(SPEC_ON_MAIN), SCENARIO, terminal)
}

function compareFinalOutcomes({ runs }: PullRequestEnvironment): readonly string[] {
  const list = (outcomes: readonly Observation['outcome'][]): string =>
    outcomes.map((outcome = 'no outcome') => outcome).join(', ')
  const outcomes = runs.map(({ outcome }) => outcome)
  return isDeepStrictEqual(outcomes, FINAL_OUTCOMES)
    ? []
    : [`expected the final outcomes ${list(FINAL_OUTCOMES)}; found ${list(outcomes)}`]
}

function formatNumbers(cancelled: readonly number[]): string {
  return cancelled.length === 0 ? 'none' : `no. ${cancelled.join(', ')}`
}
