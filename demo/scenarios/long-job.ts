import { pushEvent } from '../../test/simulator/runner/events.ts'
import { repositoryDispatchEvent, scheduleEvent } from '../../test/simulator/runner/more-events.ts'
import type { RepositoryDispatch } from '../../test/simulator/simulated-repository.ts'
import type { RecordedRequest } from '../../test/simulator/wire.ts'
import type { Timeline } from '../../test/simulator/timeline.ts'
import { DemoEnvironment, MINUTE_MS } from '../environment.ts'
import { runScenario, visibleComment, type Scenario, type ScenarioStep } from '../scenario.ts'
import { formatColumns, indent, type Terminal } from '../terminal.ts'
import type { WorkflowRun } from '../workflow-run.ts'
import { Workflow, type ScriptResult } from '../workflow.ts'

const HOURS = 72
const TITLE_LENGTH = 65
/** The schedule of demo/workflows/sync.yml. */
const SYNC_INTERVAL_MS = 30 * MINUTE_MS

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: MINUTE_MS, status: 'VALIDATING' },
  { afterMs: 6 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: HOURS * 60 * MINUTE_MS, status: 'SUCCESS' },
]

const SPEC_FILE = 'training/support-bot.yml'
const SPEC = `job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: 1.0e-5
  training_steps: 250000
  batch_size: 64
`
const DEPLOY_SCRIPT = '#!/bin/sh\necho "deploying $1 of job $2"\n'
const MERGE_COMMIT = 'e'.repeat(40)

interface FinishedRun {
  /** Start of the run in Unix milliseconds. */
  readonly startedAtMs: number
  readonly seconds: number
  /** Whether it has changed the comment. */
  readonly wroteComment: boolean
  readonly run: WorkflowRun
}

/** A job of days: submitted after a merge, synced by a schedule, deployed on an event. */
class LongJobEnvironment extends DemoEnvironment {
  readonly deploy = new Workflow('deploy.yml', 'deploy')
  readonly #decide = new Workflow('deploy.yml', 'decide')
  readonly #submit = new Workflow('submit.yml', 'submit')
  readonly #sync = new Workflow('sync.yml', 'sync')
  readonly #finishedRuns: FinishedRun[] = []
  readonly #deployments: ScriptResult[] = []
  #refusesWrites = false

  constructor() {
    super(TIMELINE)
    this.github.repository.putFile(SPEC_FILE, SPEC)
    Object.assign(this.pullRequest, { title: 'Train a better support bot', state: 'closed' })
    Object.assign(this.pullRequest.pull, { merged: true, mergeCommit: MERGE_COMMIT })
    const when = ({ operation }: RecordedRequest): boolean =>
      this.#refusesWrites && ['dispatch', 'updateComment'].includes(operation)
    this.github.addFault({ kind: 'status', status: 502, on: { when } })
  }

  /** Runs the workflow for the push of the merge. */
  async submit(): Promise<void> {
    const workspace = this.checkOut(MERGE_COMMIT, {
      [SPEC_FILE]: SPEC,
      'scripts/deploy.sh': DEPLOY_SCRIPT,
    })
    const event = pushEvent({ after: MERGE_COMMIT, actor: 'ada' })
    await this.#finish(() => this.startRun({ id: 8101, workspace, event, ...this.#submit.step }))
  }

  /** Runs a scheduled sync at this time (Unix milliseconds). */
  async sync(atMs: number, { refusesWrites = false } = {}): Promise<void> {
    await this.waitUntil(atMs)
    this.#refusesWrites = refusesWrites
    const eventCount = this.events.length
    const [id, workspace] = [8101 + this.runs.length, this.checkOut('nothing', {})]
    await this.#finish(() => this.startRun({ id, workspace, event: scheduleEvent(), ...this.#sync.step }))
    for (const event of this.events.slice(eventCount)) await this.#triggerDeploy(event)
  }

  get finishedRuns(): readonly FinishedRun[] {
    return this.#finishedRuns
  }

  /** The events that syncs have sent. */
  get events(): readonly RepositoryDispatch[] {
    return this.github.repository.dispatches
  }

  /** The result of each run of the deploy workflow. */
  get deployments(): readonly ScriptResult[] {
    return this.#deployments
  }

  /** The output `jobs` of the latest run. */
  get jobs(): readonly unknown[] {
    return JSON.parse(this.latestRun.outputs['jobs'] ?? '[]') as unknown[]
  }

  /** Runs the two jobs of the deploy workflow for an event, as GitHub does. */
  async #triggerDeploy({ payload }: RepositoryDispatch): Promise<void> {
    const contexts = { github: { event: { client_payload: payload } } }
    if (!this.#decide.shouldRun(contexts)) return
    const workspace = this.workspaceOf(MERGE_COMMIT)
    const event = repositoryDispatchEvent()
    const run = this.createRun({ id: 8900, workspace, event, hasKey: 'no-input', ...this.#decide.step })
    const { outputs } = await run.finished
    const decided = this.#decide.outputs({ ...contexts, steps: { spec: { outputs } } })
    const needs = { decide: { outputs: decided } }
    if (this.deploy.shouldRun({ ...contexts, needs }))
      this.#deployments.push(this.deploy.runScript(workspace, contexts))
  }

  async #finish(start: () => WorkflowRun): Promise<void> {
    const [startedAtMs, commentsBefore] = [this.now, this.comments.join()]
    const run = start()
    const { virtualMs, post } = await run.finished
    this.#finishedRuns.push({
      startedAtMs,
      seconds: (virtualMs + (post?.virtualMs ?? 0)) / 1000,
      wroteComment: this.comments.join() !== commentsBefore,
      run,
    })
  }
}

interface Observation {
  readonly outcome: string | undefined
  /** How many unfinished jobs the latest run has found or submitted. */
  readonly jobs: number
  readonly wroteComment: boolean
  /** Events and deployments so far. */
  readonly events: number
  readonly deployments: number
}

function observe(environment: LongJobEnvironment): Observation {
  const { latestRun, jobs, finishedRuns, events, deployments } = environment
  return {
    outcome: latestRun.outcome,
    jobs: jobs.length,
    wroteComment: finishedRuns.at(-1)?.wroteComment === true,
    events: events.length,
    deployments: deployments.length,
  }
}

type LongJobStep = ScenarioStep<LongJobEnvironment, Observation>

const SUBMITTED = { outcome: 'submitted', jobs: 1, wroteComment: true, events: 0, deployments: 0 }
const RUNNING = { ...SUBMITTED, outcome: 'running', wroteComment: false }
const RUNNING_COMMENT_REFRESHED = { ...RUNNING, wroteComment: true }
const SUCCEEDED_UNREPORTED = { ...RUNNING, outcome: 'succeeded' }
const REPORTED = { ...SUCCEEDED_UNREPORTED, wroteComment: true, events: 1, deployments: 1 }
const NOTHING_TO_DO = { ...REPORTED, jobs: 0, wroteComment: false }

const DAYS = { Mon: 2, Tue: 3, Wed: 4, Thu: 5 } as const

/** Unix milliseconds of a time in March 2026, such as `Tue 04:07`. */
function parseTime(time: string): number {
  const [day = '', hour, minute] = time.split(/[ :]/)
  return Date.UTC(2026, 2, DAYS[day as keyof typeof DAYS], Number(hour), Number(minute))
}

function sync(time: string, expected: Observation, rest: Partial<LongJobStep> = {}): LongJobStep {
  const run = (environment: LongJobEnvironment): Promise<void> => environment.sync(parseTime(time))
  return { title: `${time}  a sync`, run, expected, ...rest }
}

const OUTAGE = 'Thu 09:37'

const STEPS: readonly LongJobStep[] = [
  {
    title: 'Mon 09:30  merged: the push submits the job',
    run: (environment) => environment.submit(),
    expected: SUBMITTED,
    details: visibleComment,
  },
  sync('Mon 09:37', RUNNING_COMMENT_REFRESHED, { details: visibleComment }),
  sync('Mon 15:37', RUNNING),
  // A sync refreshes the comment of an unfinished job about twice a day, to keep it among the newest of the repository.
  sync('Mon 21:37', RUNNING_COMMENT_REFRESHED),
  sync('Tue 03:37', RUNNING),
  sync('Tue 09:37', RUNNING_COMMENT_REFRESHED),
  sync('Tue 15:37', RUNNING),
  sync('Tue 21:37', RUNNING_COMMENT_REFRESHED),
  sync('Wed 03:37', RUNNING),
  sync('Wed 09:37', RUNNING_COMMENT_REFRESHED),
  sync('Wed 15:37', RUNNING),
  sync('Wed 21:37', RUNNING_COMMENT_REFRESHED),
  sync('Thu 03:37', RUNNING),
  sync('Thu 09:07', RUNNING_COMMENT_REFRESHED),
  sync(OUTAGE, SUCCEEDED_UNREPORTED, {
    title: `${OUTAGE}  the job has ended; GitHub answers writes with 502`,
    run: (environment) => environment.sync(parseTime(OUTAGE), { refusesWrites: true }),
    details: warnings,
  }),
  sync('Thu 10:07', REPORTED, {
    title: 'Thu 10:07  the next sync reports the result',
    details: (environment) => [...visibleComment(environment), ...deployment(environment)],
  }),
  sync('Thu 10:37', NOTHING_TO_DO, { title: 'Thu 10:37  nothing left to do' }),
]

const SCENARIO: Scenario<LongJobEnvironment, Observation> = {
  title: 'A job of three days without a waiting runner: the built action against simulators, in virtual time',
  heading: `${'step'.padEnd(TITLE_LENGTH)}outcome    jobs  comment  events  runner`,
  steps: STEPS,
  observe,
  describe: ({ outcome = 'no outcome', jobs, wroteComment, events, deployments }) =>
    `${outcome} · unfinished jobs found: ${jobs} · comment ${wroteComment ? 'written' : 'unchanged'} · events so far: ${events}, deployments: ${deployments}`,
  formatRow: (title, environment) => {
    const { outcome = '', jobs, wroteComment, events } = observe(environment)
    const seconds = `${environment.finishedRuns.at(-1)?.seconds.toFixed(1)} s`.padStart(6)
    const cells = [outcome.padEnd(9), String(jobs).padEnd(4), (wroteComment ? 'written' : '').padEnd(7)]
    return `${title.padEnd(TITLE_LENGTH)}${[...cells, String(events).padEnd(6), seconds].join('  ')}`
  },
  summarize: runnerTime,
  successMessage: 'The job was submitted, synced, reported once and deployed once, as expected.',
  pageFile: 'long-job.html',
}

/** Runs the scenario of a job of three days. Resolves to the exit code. */
export function runLongJob(terminal: Terminal): Promise<number> {
  return runScenario(new LongJobEnvironment(), SCENARIO, terminal)
}

/** The warnings of the latest run, as GitHub shows them. */
function warnings({ latestRun }: LongJobEnvironment): readonly string[] {
  const lines = latestRun.lines.flatMap((line) => /^::warning[^:]*::(.*)/.exec(line)?.[1] ?? [])
  return ['', ...lines.map((line) => `  Warning: ${line}`), '']
}

function deployment({ events, deploy, deployments }: LongJobEnvironment): readonly string[] {
  return [
    '  The event that the sync has sent',
    '',
    ...indent(JSON.stringify(events.at(-1)?.payload, null, 2)),
    '',
    '  The workflow that it starts, from examples/deploy.yml',
    '',
    ...indent(deploy.linesFrom('name:').join('\n')),
    '',
    '  The log of that workflow',
    '',
    ...indent(deployments.map(({ log }) => log).join('')),
    '',
  ]
}

/** Compares the runner time of all runs with that of a step that waits for the job. */
function runnerTime({ finishedRuns }: LongJobEnvironment): readonly string[] {
  const [submission, ...syncs] = finishedRuns
  const scheduled = Math.round((syncs.at(-1)!.startedAtMs - syncs[0]!.startedAtMs) / SYNC_INTERVAL_MS) + 1
  const idleSeconds = median(
    syncs.filter(({ run, wroteComment }) => run.outcome === 'running' && !wroteComment),
  )
  const skipped = scheduled - syncs.length
  const total = submission!.seconds + sum(syncs) + skipped * idleSeconds
  const waiting = HOURS * 3600
  const rows = [
    ['the submission', submission!.seconds],
    [`the ${syncs.length} syncs shown here, of ${scheduled} with a cron of "7,37 * * * *"`, sum(syncs)],
    [
      `the other ${skipped}: estimated at ${idleSeconds.toFixed(1)} s each, the median of syncs that wrote nothing`,
      skipped * idleSeconds,
    ],
    ['total', total],
    [`a step that waits ${HOURS} h (GitHub-hosted runners end a job after 6 h)`, waiting],
  ] as const
  return [
    '',
    "  Runner time in seconds, of the action's steps only",
    '',
    ...indent(
      formatColumns(rows.map(([label, seconds]) => [label, seconds.toFixed(1).padStart(9)])).join('\n'),
    ),
    '',
    `  That is ${((100 * total) / waiting).toFixed(2)} %. GitHub bills each run in whole minutes: ${scheduled + Math.ceil(submission!.seconds / 60)} min instead of ${HOURS * 60} min.`,
  ]
}

function sum(runs: readonly FinishedRun[]): number {
  return runs.reduce((seconds, run) => seconds + run.seconds, 0)
}

function median(runs: readonly FinishedRun[]): number {
  const sorted = runs.map(({ seconds }) => seconds).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
