import { join } from 'node:path'
import { pullRequestEvent } from '../../test/simulator/runner/events.ts'
import type { TrainingJobRequest } from '../../test/simulator/forge-adjust.ts'
import type { Timeline } from '../../test/simulator/timeline.ts'
import { DemoEnvironment, MINUTE_MS, PULL_REQUEST } from '../environment.ts'
import { runScenario, visibleComment, type Scenario, type ScenarioStep } from '../scenario.ts'
import { formatColumns, indent, type Terminal } from '../terminal.ts'
import type { WorkflowRun } from '../workflow-run.ts'
import { Workflow, type ScriptResult } from '../workflow.ts'

const TITLE_LENGTH = 80

/** The scripted life of one job. */
interface Trial {
  /** Minutes in the queue: the service runs four jobs at a time. */
  readonly queued: number
  /** Minutes after the submission. */
  readonly endsAfter: number
  readonly failure?: string
  /** The score of the model in the evaluation. */
  readonly score?: number
}

/** By learning rate. */
const TRIALS: Readonly<Record<string, Trial>> = {
  '1.0e-6': { queued: 1, endsAfter: 99, score: 0.612 },
  '2.0e-6': { queued: 1, endsAfter: 97, score: 0.655 },
  '5.0e-6': { queued: 1, endsAfter: 102, score: 0.748 },
  '1.0e-5': { queued: 1, endsAfter: 95, score: 0.803 },
  '2.0e-5': { queued: 20, endsAfter: 106, score: 0.791 },
  '5.0e-5': { queued: 20, endsAfter: 93, score: 0.702 },
  '1.0e-4': { queued: 20, endsAfter: 46, score: 0.438 },
  '2.0e-4': { queued: 20, endsAfter: 48, failure: 'loss became NaN in step 212' },
}

const document = (learningRate: string): string => `job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: ${learningRate}
  training_steps: 1000
  batch_size: 8
  warmup_steps: 50
`

const SPEC = Object.keys(TRIALS).map(document).join('---\n')
const COMMIT = 'a'.repeat(40)

/** An entry of the output `jobs`. */
interface JobEntry {
  readonly spec: string
  readonly 'job-id': string
  readonly status: string
  readonly outcome: string
  readonly 'output-model': string
  readonly hyperparameters: { readonly learning_rate: number }
}

/** A pull request with eight specs in one file. */
class SweepEnvironment extends DemoEnvironment {
  readonly workflow = new Workflow('sweep.yml', 'sweep')
  #winner: ScriptResult | undefined

  constructor() {
    super(timelineOf)
  }

  submit(): WorkflowRun {
    return this.startRun({
      id: 8101,
      workspace: this.checkOut(COMMIT, { 'training/sweep.yml': SPEC }),
      event: pullRequestEvent({ number: PULL_REQUEST, headSha: COMMIT, actor: 'ada' }),
      ...this.workflow.step,
    })
  }

  /** Runs the next step of the workflow, with an evaluation script that knows all scores. */
  pickWinner(): void {
    const trained = this.jobs.filter((job) => job['output-model'] !== '')
    const cases = trained.map((job) => `  ${job['output-model']}) echo ${trialOf(job)?.score} ;;\n`)
    const evaluation = `#!/bin/sh\ncase "$1" in\n${cases.join('')}esac\n`
    const { outputs } = this.latestRun
    const files = { 'scripts/evaluate.sh': evaluation, 'jobs.json': outputs['jobs'] ?? '' }
    const folder = this.checkOut(COMMIT, files)
    // The runner's folder of the step, and the file in it, are gone.
    const kept = { ...outputs, 'jobs-file': join(folder, 'jobs.json') }
    this.#winner = this.workflow.runScript(folder, { steps: { sweep: { outputs: kept } } })
  }

  /** The result of the step that picks the winner. */
  get winner(): ScriptResult | undefined {
    return this.#winner
  }

  /** The output `jobs`, as a later step would read it now. */
  get jobs(): readonly JobEntry[] {
    return JSON.parse(this.latestRun.outputs['jobs'] ?? '[]') as JobEntry[]
  }

  /** How many requests the service has received since the last submission. */
  get watchRequests(): number {
    const { requests } = this.forge
    return requests.length - 1 - requests.findLastIndex(({ operation }) => operation === 'create')
  }
}

function trialOf({ hyperparameters }: Pick<TrainingJobRequest, 'hyperparameters'>): Trial | undefined {
  const rate = hyperparameters?.['learning_rate']
  return Object.entries(TRIALS).find(([text]) => Number(text) === rate)?.[1]
}

function timelineOf(request: TrainingJobRequest): Timeline {
  const { queued = 0, endsAfter = 0, failure } = trialOf(request) ?? {}
  const end = { afterMs: endsAfter * MINUTE_MS, status: failure === undefined ? 'SUCCESS' : 'FAILED' }
  return [
    { afterMs: 0, status: 'QUEUED' },
    { afterMs: queued * MINUTE_MS, status: 'VALIDATING' },
    { afterMs: (queued + 3) * MINUTE_MS, status: 'RUNNING' },
    failure === undefined ? end : { ...end, fields: { error: { message: failure } } },
  ]
}

interface Observation {
  /** The output of the run. */
  readonly outcome: string | undefined
  /** How many jobs of the output `jobs` have which status. */
  readonly statuses: Readonly<Record<string, number>>
  /** How many models the comment names. */
  readonly models: number
  /** The learning rate of the model that the later step picked. */
  readonly picked?: string
}

function observe({ latestRun, jobs, comments, winner }: SweepEnvironment): Observation {
  const statuses: Record<string, number> = {}
  for (const { status } of jobs) statuses[status] = (statuses[status] ?? 0) + 1
  const named = jobs.filter((job) => job['output-model'] !== '' && comments[0]?.includes(job['output-model']))
  const best = jobs.find((job) => job['output-model'] === winner?.outputs['output-model'])
  return {
    outcome: latestRun.outcome,
    statuses,
    models: named.length,
    ...(best === undefined ? {} : { picked: formatRate(best) }),
  }
}

const FINISHED = { outcome: 'failed', statuses: { SUCCESS: 7, FAILED: 1 }, models: 7 }

const STEPS: readonly ScenarioStep<SweepEnvironment, Observation>[] = [
  {
    title: 'Ada opens a pull request: one file, eight documents, eight learning rates',
    run: (sweep) => (sweep.submit(), sweep.wait(10)),
    expected: { outcome: 'running', statuses: { RUNNING: 4, QUEUED: 4 }, models: 0 },
    details: logOfFirstJob,
  },
  {
    title: 'Halfway: one job has succeeded, one has failed, six are still running',
    run: (sweep) => sweep.wait(50),
    expected: { outcome: 'failed', statuses: { RUNNING: 6, SUCCESS: 1, FAILED: 1 }, models: 1 },
    details: visibleComment,
  },
  {
    title: 'The last job ends, and so does the step: failed, because one job has failed',
    run: (sweep) => sweep.latestRun.finished,
    expected: FINISHED,
    details: (sweep) => [
      ...visibleComment(sweep),
      ...jobsTable(sweep),
      ...timelineChart(sweep),
      ...requestCount(sweep),
    ],
  },
  {
    title: 'A later step of the same workflow picks the winner from `jobs-file`',
    run: (sweep) => sweep.pickWinner(),
    expected: { ...FINISHED, picked: '1e-5' },
    details: winnerStep,
  },
]

const SCENARIO: Scenario<SweepEnvironment, Observation> = {
  title: 'A sweep of eight learning rates in one step: the built action against simulators, in virtual time',
  heading: `${'step'.padEnd(TITLE_LENGTH)}outcome  jobs`,
  steps: STEPS,
  observe,
  describe: ({ outcome = 'no outcome', statuses, models, picked }) =>
    `${outcome} · ${formatCounts(statuses)} · models in the comment: ${models}${picked === undefined ? '' : ` · picked: ${picked}`}`,
  formatRow: (title, sweep) => {
    const { outcome = '', statuses } = observe(sweep)
    return `${title.padEnd(TITLE_LENGTH)}${outcome.padEnd(9)}${formatCounts(statuses)}`
  },
  successMessage:
    'Eight jobs were accepted, watched and reported, and the best model was picked, as expected.',
  pageFile: 'sweep.html',
}

/** Runs the scenario of a sweep. Resolves to the exit code. */
export function runSweep(terminal: Terminal): Promise<number> {
  return runScenario(new SweepEnvironment(), SCENARIO, terminal)
}

function formatCounts(statuses: Observation['statuses']): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')
}

/** The learning rate as people write it, such as `1e-5`. */
function formatRate({ hyperparameters }: JobEntry): string {
  return hyperparameters.learning_rate.toExponential()
}

function logOfFirstJob({ latestRun, jobs }: SweepEnvironment): readonly string[] {
  const isOfFirst = (line: string): boolean => line.includes(jobs[0]?.spec ?? '')
  const lines = latestRun.lines.filter((line) => !line.startsWith('::') && isOfFirst(line))
  return ['', '  The log lines of the first job', '', ...indent(lines.join('\n')), '']
}

function jobsTable({ jobs }: SweepEnvironment): readonly string[] {
  const rows = jobs.map((job) => [job.spec, formatRate(job), job.status, job.outcome, job['output-model']])
  return [
    '  The output `jobs` as a table',
    '',
    ...indent(formatColumns([['spec', 'rate', 'status', 'outcome', 'output-model'], ...rows]).join('\n')),
    '',
  ]
}

const BAR_SIGNS: Readonly<Record<string, string>> = { QUEUED: '.', VALIDATING: ':', RUNNING: '=' }
const END_SIGNS: Readonly<Record<string, string>> = { SUCCESS: '+', FAILED: 'x' }
const MINUTES_PER_SIGN = 2

function timelineChart({ latestRun, jobs }: SweepEnvironment): readonly string[] {
  const rows = jobs.map((job) => {
    const changes = statusChanges(job.spec, latestRun.lines)
    const startMinute = changes[0]?.atMinute ?? 0
    const bars = changes.map(({ atMinute, status }, n) => {
      const minutes = (changes[n + 1]?.atMinute ?? atMinute) - atMinute
      return END_SIGNS[status] ?? (BAR_SIGNS[status] ?? '?').repeat(Math.ceil(minutes / MINUTES_PER_SIGN))
    })
    const minutes = (changes.at(-1)?.atMinute ?? startMinute) - startMinute
    return [formatRate(job), bars.join(''), `${minutes} min`]
  })
  const legend = `one sign is ${MINUTES_PER_SIGN} min: . queued, : validating, = running, + succeeded, x failed`
  return [
    '  The timeline, from the log of the step',
    '',
    ...indent(formatColumns([['rate', legend, 'after'], ...rows]).join('\n')),
    '',
  ]
}

interface LoggedStatus {
  readonly atMinute: number
  readonly status: string
}

/** The first log line of each status of a job. */
function statusChanges(label: string, lines: readonly string[]): readonly LoggedStatus[] {
  const first = new Map<string, LoggedStatus>()
  for (const line of lines) {
    const [, hour, minute, job, status = ''] = /^(\d\d):(\d\d):\d\d +(\S+) +([A-Z_]+)\b/.exec(line) ?? []
    if (job !== label || first.has(status)) continue
    first.set(status, { atMinute: Number(hour) * 60 + Number(minute), status })
  }
  return [...first.values()]
}

function requestCount({ watchRequests, latestRun }: SweepEnvironment): readonly string[] {
  const minutes = Math.round((Number(latestRun.outputs['elapsed-seconds']) * 1000) / MINUTE_MS)
  return [`  Watching all eight jobs took ${watchRequests} requests to the service in ${minutes} min.`, '']
}

function winnerStep({ workflow, winner }: SweepEnvironment): readonly string[] {
  return [
    '',
    '  The step, from examples/sweep.yml (here, evaluate.sh knows all scores)',
    '',
    ...workflow.linesFrom('- name: pick the best model'),
    '',
    '  Its log and its output',
    '',
    ...indent(winner?.log ?? ''),
    ...Object.entries(winner?.outputs ?? {}).map(([name, value]) => `  ${name}=${value}`),
  ]
}
