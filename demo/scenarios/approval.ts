import { createHash } from 'node:crypto'
import { pullRequestEvent, pushEvent } from '../../test/simulator/runner/events.ts'
import { reviewEvent } from '../../test/simulator/runner/more-events.ts'
import type { StepOptions } from '../../test/simulator/runner/step.ts'
import { DemoEnvironment, MINUTE_MS, PULL_REQUEST } from '../environment.ts'
import { excerptOfComment, runScenario, type Scenario, type ScenarioStep } from '../scenario.ts'
import type { Terminal } from '../terminal.ts'

const SPEC_FILE = 'training/support-bot.yml'
const TITLE_LENGTH = 72

const specOf = (trainingSteps: number): string => `job_type: supervised_fine_tuning
model_config: { base_model: mistral-small-latest }
dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]
hyperparameters: { learning_rate: 1.0e-5, training_steps: ${trainingSteps}, batch_size: 32 }
`

const POLICY = `version: 1
approval:
  required: always
  from: [maintain, admin]
`

/** A pull request of Ada in a repository whose policy wants approvals. Grace maintains it. */
class ApprovalEnvironment extends DemoEnvironment {
  #commit = ''

  constructor() {
    super([
      { afterMs: 0, status: 'QUEUED' },
      { afterMs: 2 * MINUTE_MS, status: 'RUNNING' },
      { afterMs: 94 * MINUTE_MS, status: 'SUCCESS' },
    ])
    this.github.repository.putFile(SPEC_FILE, specOf(2_000))
    this.github.repository.putFile('.github/forge-policy.yml', POLICY)
    this.github.approvals.setRole('ada', 'write')
    this.github.approvals.setRole('grace', 'maintain')
  }

  /** Ada pushes a commit with this spec. */
  async push(spec: string): Promise<void> {
    this.#checkOutNext(spec)
    const { head } = this.pullRequest.pull
    head.sha = this.#commit
    this.github.approvals.recordPush(head.ref, head.sha, 'ada')
    const action = this.runs.length === 0 ? 'opened' : 'synchronize'
    const event = { number: PULL_REQUEST, action, headSha: this.#commit, actor: 'ada' } as const
    await this.#run(pullRequestEvent(event))
  }

  /** Somebody approves the pull request, which starts a run. */
  async approve(login: string): Promise<void> {
    this.github.approvals.addReview(PULL_REQUEST, { login, state: 'APPROVED' })
    await this.#run(reviewEvent({ number: PULL_REQUEST, headSha: this.#commit, actor: login }))
  }

  /** Somebody merges the pull request, which pushes to main. */
  async merge(spec: string): Promise<void> {
    this.#checkOutNext(spec)
    Object.assign(this.pullRequest.pull, { merged: true, mergeCommit: this.#commit })
    this.pullRequest.state = 'closed'
    await this.#run(pushEvent({ after: this.#commit, actor: 'grace' }))
  }

  get submitted(): number {
    return this.forge.accepted.length
  }

  #checkOutNext(spec: string): void {
    this.#commit = createHash('sha1').update(`approval ${this.runs.length}`).digest('hex')
    this.checkOut(this.#commit, { [SPEC_FILE]: spec })
  }

  async #run(event: NonNullable<StepOptions['event']>): Promise<void> {
    const run = this.startRun({
      id: 8101 + this.runs.length,
      workspace: this.workspaceOf(this.#commit),
      event,
      with: { spec: SPEC_FILE },
    })
    await run.finished
    // The next person comes later.
    await this.wait(5)
  }
}

interface Observation {
  readonly outcome: string | undefined
  readonly submitted: number
  /** Who has approved what the comment shows. */
  readonly approvedBy: string | undefined
}

const observe = ({ latestRun, submitted, comments }: ApprovalEnvironment): Observation => ({
  outcome: latestRun.outcome,
  submitted,
  approvedBy: /approved\S* by `([\w-]+)`/.exec(comments[0] ?? '')?.[1],
})

const STEPS: readonly ScenarioStep<ApprovalEnvironment, Observation>[] = [
  {
    title: 'Ada opens a pull request: 4,000 training steps instead of 2,000',
    run: (review) => review.push(specOf(4_000)),
    expected: { outcome: 'unapproved', submitted: 0, approvedBy: undefined },
    details: (review) => excerptOfComment(review, /^###|To start it/),
  },
  {
    title: 'She approves it herself',
    run: (review) => review.approve('ada'),
    expected: { outcome: 'unapproved', submitted: 0, approvedBy: undefined },
    details: (review) => excerptOfComment(review, /does not count/),
  },
  {
    title: 'Grace, who maintains the repository, approves it',
    run: (review) => review.approve('grace'),
    expected: { outcome: 'succeeded', submitted: 1, approvedBy: 'grace' },
    details: (review) => excerptOfComment(review, /^###|^```|approved/),
  },
  {
    title: 'Ada rebases: another commit, the same request',
    run: (review) => review.push(specOf(4_000)),
    expected: { outcome: 'succeeded', submitted: 1, approvedBy: 'grace' },
  },
  {
    title: 'She pushes 8,000 training steps',
    run: (review) => review.push(specOf(8_000)),
    expected: { outcome: 'unapproved', submitted: 1, approvedBy: undefined },
    details: (review) => excerptOfComment(review, /^###/),
  },
  {
    title: 'She goes back to what Grace has approved',
    run: (review) => review.push(specOf(4_000)),
    expected: { outcome: 'succeeded', submitted: 1, approvedBy: 'grace' },
  },
  {
    title: 'Grace merges it: the push ships the model of the pull request',
    run: (review) => review.merge(specOf(4_000)),
    expected: { outcome: 'succeeded', submitted: 1, approvedBy: 'grace' },
  },
]

const SCENARIO: Scenario<ApprovalEnvironment, Observation> = {
  title: 'A review with approvals: the built action against simulators, in virtual time',
  heading: `${'step'.padEnd(TITLE_LENGTH)}outcome    jobs submitted so far`,
  steps: STEPS,
  observe,
  describe: ({ outcome = 'no outcome', submitted, approvedBy = 'nobody' }) =>
    `${outcome} · jobs submitted so far: ${submitted} · approved by ${approvedBy}`,
  formatRow: (title, { latestRun, submitted }) =>
    `${title.padEnd(TITLE_LENGTH)}${(latestRun.outcome ?? '').padEnd(11)}${submitted}`,
  successMessage: 'Only what Grace has approved was trained, once, as expected.',
  pageFile: 'approval.html',
}

/** Runs the scenario of a review with approvals. Resolves to the exit code. */
export function runApproval(terminal: Terminal): Promise<number> {
  return runScenario(new ApprovalEnvironment(), SCENARIO, terminal)
}
