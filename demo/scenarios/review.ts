import { createHash } from 'node:crypto'
import { pullRequestEvent, type PullRequestEventOptions } from '../../test/simulator/runner/events.ts'
import type { Timeline } from '../../test/simulator/timeline.ts'
import { DemoEnvironment, MINUTE_MS, PULL_REQUEST } from '../environment.ts'
import { tableRows, toReadableText } from '../markdown.ts'
import {
  excerptOfComment,
  runScenario,
  visibleComment,
  type Scenario,
  type ScenarioStep,
} from '../scenario.ts'
import { indent, type Terminal } from '../terminal.ts'

const SPEC_FILE = 'training/support-bot.yml'
const POLICY_FILE = '.github/forge-policy.yml'
const CODEOWNERS_FILE = '.github/CODEOWNERS'
const TITLE_LENGTH = 72

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 2 * MINUTE_MS, status: 'VALIDATING' },
  { afterMs: 5 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: 94 * MINUTE_MS, status: 'SUCCESS' },
]

const specOf = (trainingSteps: number, learningRate = '1.0e-5'): string => `job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: ${learningRate}
  training_steps: ${trainingSteps}
  batch_size: 32
`

const policyOf = (trainingSteps: number, perJob: number): string => `version: 1
limits:
  training-steps: ${trainingSteps}
price:
  currency: EUR
  per-million-examples:
    mistral-small-*: 250
budget:
  per-job: ${perJob}
`

const POLICY = policyOf(5_000, 50)
const LOOSER_POLICY = policyOf(50_000, 500)
const CODEOWNERS = '* @acme/ml\n/.github/ @acme/platform\n'

/** A pull request whose spec is judged by the policy of the default branch, then trained. */
class ReviewEnvironment extends DemoEnvironment {
  #commit = ''
  #labels: readonly string[] = []
  #keylessRequests = 0

  constructor() {
    super(TIMELINE)
    this.github.repository.putFile(SPEC_FILE, specOf(2_000))
    this.github.repository.putFile(POLICY_FILE, POLICY)
    this.github.repository.putFile(CODEOWNERS_FILE, CODEOWNERS)
  }

  /** Pushes a commit with this spec, and with this policy in the branch, which starts a run. */
  push(spec: string, policy = POLICY): Promise<void> {
    this.#commit = createHash('sha1').update(`commit ${this.runs.length}`).digest('hex')
    this.checkOut(this.#commit, { [SPEC_FILE]: spec, [POLICY_FILE]: policy, [CODEOWNERS_FILE]: CODEOWNERS })
    this.pullRequest.pull.head.sha = this.#commit
    return this.#run(this.runs.length === 0 ? 'opened' : 'synchronize')
  }

  /** Adds the label `train`, which starts a run. */
  addLabel(): Promise<void> {
    this.#labels = ['train']
    return this.#run('labeled')
  }

  /** Starts no run. */
  removeLabel(): void {
    this.#labels = []
  }

  /** The command of the step: it trains if the label is set, otherwise it only validates. */
  get command(): 'run' | 'validate' {
    return this.#labels.includes('train') ? 'run' : 'validate'
  }

  /** How many jobs the service has accepted. */
  get submitted(): number {
    return this.forge.accepted.length
  }

  /** How many requests the service has received from steps without a key. */
  get keylessRequests(): number {
    return this.#keylessRequests
  }

  /** The name of the job that has trained a model, in a list; empty if there is none. */
  readonly jobNames = (model: string): readonly string[] =>
    this.forge.accepted.flatMap(({ id }, n) => (model.includes(id.slice(0, 8)) ? [`job ${n + 1}`] : []))

  /** Runs the step of examples/pull-request.yml, but gives it no key for validating. */
  async #run(action: NonNullable<PullRequestEventOptions['action']>): Promise<void> {
    const { command } = this
    const hasKey = command === 'run'
    const requestsBefore = this.forge.requests.length
    const run = this.startRun({
      id: 8101 + this.runs.length,
      workspace: this.workspaceOf(this.#commit),
      event: pullRequestEvent({
        number: PULL_REQUEST,
        action,
        labels: this.#labels,
        headSha: this.#commit,
        actor: 'ada',
      }),
      with: { command, spec: SPEC_FILE },
      hasKey,
    })
    await run.finished
    if (!hasKey) this.#keylessRequests += this.forge.requests.length - requestsBefore
  }
}

interface Observation {
  readonly command: string
  readonly outcome: string | undefined
  /** How many jobs the action has submitted so far. */
  readonly submitted: number
  /** What the comment says that the pull request changes. */
  readonly changes: readonly string[]
  /** The verdicts of the comment. */
  readonly verdicts: readonly string[]
  /** What the errors on the lines of the spec name. */
  readonly errors: readonly string[]
  /** The rules in the comment, with the lines of the policy to which they link. */
  readonly rules: readonly string[]
  /** The models in the comment, by job; the first submitted job is 1. */
  readonly models: { readonly current: readonly string[]; readonly earlier: readonly string[] }
}

const VERDICTS: Readonly<Record<string, RegExp>> = {
  refused: /refused by the policy, nothing was submitted/,
  allowed: /· allowed by the policy/,
  'would be allowed once merged': /differs from the one on the default branch.* would allow/,
}

/** Rule, values, file, line and owner in a message, however it words them. */
const NAMED = /(?:limits|budget)\.[\w-]+|\.github\/[\w-]+\.yml|@[\w/]+|\d+(?:,\d{3})*(?: EUR)?/g

function observe({ latestRun, submitted, command, comments, jobNames }: ReviewEnvironment): Observation {
  const [comment = ''] = comments
  const text = toReadableText(comment)
  const rows = tableRows(comment)
  const links = [...comment.matchAll(/\[`([\w.-]+)`\]\(<https:[^>]*(\/blob\/main\/[^>]*#L\d+)>\)/g)]
  return {
    command,
    outcome: latestRun.outcome,
    submitted,
    changes: rows
      .filter((cells) => cells.length === 3 && !/^(?:field|seen at|\d)/.test(cells[0] ?? ''))
      .map(([field, before, after]) =>
        `${field?.replace(/ \(.*|,.*/, '')} ${before} → ${after}`.replaceAll('`', ''),
      ),
    verdicts: Object.keys(VERDICTS).filter((verdict) => VERDICTS[verdict]?.test(text)),
    errors: latestRun.annotations
      .filter(({ line }) => line !== undefined)
      .map(({ line, message }) =>
        [line, ...(message.replace(/^\S+:\d+:\d+: /, '').match(NAMED) ?? [])].join(' '),
      ),
    rules: links.map(([, rule, page]) => `${rule} ${page}`),
    models: {
      current: jobNames(/^```\n(ft:\S+)\n```/m.exec(text)?.[1] ?? ''),
      earlier: tableRows(historyOf(comment).section).flatMap(([, model = '']) => jobNames(model)),
    },
  }
}

type Step = ScenarioStep<ReviewEnvironment, Observation>

const NO_MODEL = { current: [], earlier: [] }
const TO_20_000 = [
  'training_steps 2000 → 20000',
  'examples 64,000 → 640,000 (+900 %)',
  'price 16 EUR → 160 EUR (+900 %)',
]
const TO_4_000 = [
  'training_steps 2000 → 4000',
  'examples 64,000 → 128,000 (+100 %)',
  'price 16 EUR → 32 EUR (+100 %)',
]
/** Refused by the policy of the default branch. */
const REFUSED = {
  outcome: 'refused',
  changes: TO_20_000,
  errors: [
    `8 20,000 limits.training-steps 5,000 ${POLICY_FILE} 3 @acme/platform`,
    `8 160 EUR budget.per-job 50 EUR ${POLICY_FILE} 9 @acme/platform`,
  ],
  rules: [
    `limits.training-steps /blob/main/${POLICY_FILE}#L3`,
    `budget.per-job /blob/main/${POLICY_FILE}#L9`,
  ],
}
const ALLOWED = { verdicts: ['allowed'], errors: [], rules: [] }

const because = (...lines: readonly string[]): readonly string[] => [...lines.map((line) => `   ${line}`), '']

const STEPS: readonly Step[] = [
  {
    title: 'Ada opens a pull request: 20,000 training steps instead of 2,000',
    run: (review) => review.push(specOf(20_000)),
    expected: { ...REFUSED, command: 'validate', submitted: 0, verdicts: ['refused'], models: NO_MODEL },
    details: (review) => [
      ...visibleComment(review),
      ...errorsOnLines(review),
      ...because(
        'This step has no API key and sends nothing to the service. The policy on main allows 5,000 steps and 50 EUR',
        'per job. The price is an estimate by the rates in the policy. The owner is from CODEOWNERS.',
      ),
    ],
  },
  {
    title: 'She pushes 4,000 training steps',
    run: (review) => review.push(specOf(4_000)),
    expected: {
      ...ALLOWED,
      command: 'validate',
      outcome: 'valid',
      submitted: 0,
      changes: TO_4_000,
      models: NO_MODEL,
    },
    details: visibleComment,
  },
  {
    title: 'A reviewer adds the label `train`',
    run: (review) => review.addLabel(),
    expected: {
      ...ALLOWED,
      command: 'run',
      outcome: 'succeeded',
      submitted: 1,
      changes: TO_4_000,
      models: { current: ['job 1'], earlier: [] },
    },
    details: (review) => [
      ...excerptOfComment(review, /^###|^```/),
      ...because(
        'With the label, the step has `command: run` and the API key. It trains what the plan said.',
      ),
    ],
  },
  {
    title: 'Ada pushes a learning rate of 2e-5',
    run: (review) => review.push(specOf(4_000, '2.0e-5')),
    expected: {
      ...ALLOWED,
      command: 'run',
      outcome: 'succeeded',
      submitted: 2,
      changes: ['learning_rate 1e-5 → 2e-5', ...TO_4_000],
      models: { current: ['job 2'], earlier: ['job 1'] },
    },
    details: (review) => [
      ...excerptOfComment(review, /^###|^```/),
      ...earlierJobs(review),
      ...because(
        'The label is still set, so each push that changes the request trains. The comment keeps the earlier model.',
      ),
    ],
  },
  {
    title: 'She takes the label off, and pushes a looser policy and 20,000 steps',
    run: (review) => (review.removeLabel(), review.push(specOf(20_000), LOOSER_POLICY)),
    expected: {
      ...REFUSED,
      command: 'validate',
      submitted: 2,
      verdicts: ['refused', 'would be allowed once merged'],
      models: NO_MODEL,
    },
    details: (review) => [
      ...excerptOfComment(review, /^###|differs/),
      ...because(
        'The policy in her branch allows 50,000 steps and 500 EUR per job. Until it is merged, it has no effect.',
      ),
    ],
  },
  {
    title: 'She adds the label herself',
    run: (review) => review.addLabel(),
    expected: {
      ...REFUSED,
      command: 'run',
      submitted: 2,
      verdicts: ['refused'],
      models: { current: [], earlier: ['job 2', 'job 1'] },
    },
    details: (review) => [
      ...excerptOfComment(review, /^###|^rule/),
      ...because(
        'A run, too, reads the policy on main only, so nobody can raise a limit and use it in the same pull request.',
      ),
    ],
  },
]

const SCENARIO: Scenario<ReviewEnvironment, Observation> = {
  title: 'A review with a plan and a policy: the built action against simulators, in virtual time',
  heading: `${'step'.padEnd(TITLE_LENGTH)}command   outcome    jobs submitted so far`,
  steps: STEPS,
  observe,
  describe: ({ command, outcome = 'no outcome', submitted, changes, verdicts, errors, rules, models }) =>
    [
      `${command}: ${outcome}`,
      `jobs submitted so far: ${submitted}`,
      `changes: ${formatList(changes)}`,
      `verdicts: ${formatList(verdicts)}`,
      `errors: ${formatList(errors)}`,
      `rules: ${formatList(rules)}`,
      `models of: ${formatList(models.current)}, earlier: ${formatList(models.earlier)}`,
    ].join(' · '),
  formatRow: (title, { command, latestRun, submitted }) =>
    `${title.padEnd(TITLE_LENGTH)}${command.padEnd(10)}${(latestRun.outcome ?? '').padEnd(11)}${submitted}`,
  findMismatches: ({ keylessRequests }) =>
    keylessRequests === 0 ? [] : [`steps without a key have sent ${keylessRequests} requests to the service`],
  successMessage: 'Only what the policy on main allows was trained, as expected.',
  pageFile: 'review.html',
}

/** Runs the scenario of a review. Resolves to the exit code. */
export function runReview(terminal: Terminal): Promise<number> {
  return runScenario(new ReviewEnvironment(), SCENARIO, terminal)
}

function formatList(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.join('; ')
}

function errorsOnLines({ latestRun }: ReviewEnvironment): readonly string[] {
  const errors = latestRun.annotations.filter(({ line }) => line !== undefined)
  return [
    '  The errors on the lines of the spec',
    '',
    ...errors.map(({ message }) => `  Error: ${message}`),
    '',
  ]
}

function earlierJobs({ comments }: ReviewEnvironment): readonly string[] {
  const { summary, section } = historyOf(comments[0] ?? '')
  return [
    '  A collapsed section of the comment',
    '',
    ...indent(`${summary}\n\n${toReadableText(section)}`),
    '',
  ]
}

/** The section about earlier jobs; empty if the comment has none. */
function historyOf(comment: string): { readonly summary: string; readonly section: string } {
  const [, summary = '', section = ''] =
    /<summary>(Earlier jobs of this pull request[^<]*)<\/summary>([^]*?)<\/details>/.exec(comment) ?? []
  return { summary, section }
}
