import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import type { TrainingRequest } from '../src/job-spec/types.ts'
import type { ForgeJob } from '../test/simulator/forge-job.ts'
import { pullRequestEvent } from '../test/simulator/runner/events.ts'
import type { Actor } from '../test/simulator/simulated-repository.ts'
import type { Timeline } from '../test/simulator/timeline.ts'
import { DemoEnvironment, MINUTE_MS, PULL_REQUEST } from './environment.ts'
import { forgeComment, ownerOf } from './forged-record.ts'
import type { WorkflowRun } from './workflow-run.ts'

const SPECS = 'training/*.yml'

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 3 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: 300 * MINUTE_MS, status: 'SUCCESS' },
]

/** Of a job that ends at once. */
export const TRAINED: Timeline = [{ afterMs: 0, status: 'SUCCESS' }]

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

/** The request of a document, as the action sends it. */
const requestOf = (learningRate: string): TrainingRequest => ({
  ...(parse(document(learningRate)) as TrainingRequest),
  auto_start: true,
})

/** An entry of the output `jobs`. */
interface JobEntry {
  readonly spec: string
  readonly 'job-id': string
  readonly reused: string
  readonly 'output-model': string
  readonly hyperparameters: { readonly learning_rate: number }
}

/** A document of a spec file and its job. */
export interface Document {
  readonly place: string
  readonly rate: string
  readonly job: string
  readonly how: 'new' | 'followed'
  /** Empty without a model. */
  readonly model: string
}

/** A pull request on which several workflows and people work, one of whom cheats. */
export class StoryEnvironment extends DemoEnvironment {
  #file = 'training/bots.yml'
  #commit = ''
  #commitCount = 0
  readonly #names = new Map<string, string>()

  constructor() {
    super(TIMELINE)
  }

  /** Pushes a commit with a document for each learning rate, which starts a run of `train.yml`. */
  push(rates: readonly string[], file = this.#file): void {
    this.#file = file
    this.#commit = createHash('sha1').update(`commit ${++this.#commitCount}`).digest('hex')
    this.pullRequest.pull.head.sha = this.#commit
    this.checkOut(this.#commit, { [file]: rates.map(document).join('---\n') })
    this.#start('train.yml')
  }

  /** Starts a run of another workflow file, which does not wait for the end of the jobs. */
  runSecondWorkflow(): Promise<unknown> {
    return this.#start('release.yml', { wait: 'started' }).finished
  }

  #start(workflow: string, inputs: Readonly<Record<string, string>> = {}): WorkflowRun {
    const action = this.#commitCount === 1 ? 'opened' : 'synchronize'
    return this.startRun({
      id: 8101 + this.runs.length,
      workflow,
      workspace: this.workspaceOf(this.#commit),
      event: pullRequestEvent({ number: PULL_REQUEST, action, headSha: this.#commit, actor: 'ada' }),
      with: { spec: SPECS, ...inputs },
    })
  }

  /** Another client of the service submits the request of a document, from a script. */
  submitElsewhere(whose: string, rate: string, timeline = TIMELINE): ForgeJob {
    const job = this.forge.addJob({ request: requestOf(rate), timeline })
    this.#names.set(job.id, `${whose} job`)
    return job
  }

  /** Writes a comment whose record says that an old run of `train.yml` has submitted a job for a document. */
  claim(author: Actor, { id }: ForgeJob, rate: string): void {
    const claim = {
      request: requestOf(rate),
      jobId: id,
      service: this.forge.url,
      pullRequest: PULL_REQUEST,
      owner: ownerOf(this.comments[0] ?? '', PULL_REQUEST),
      runId: '8001',
    }
    const text = `By ${author.login}: the job ${id} has trained this. Ship it!`
    this.github.addComment(PULL_REQUEST, forgeComment(text, claim), author)
  }

  get carolsJob(): ForgeJob {
    const [first] = this.forge.jobs
    if (first === undefined) throw new Error('Carol has submitted no job yet')
    return first
  }

  /** How many jobs the action has submitted. */
  get submitted(): number {
    return this.forge.accepted.length
  }

  /** Names of the cancelled jobs, whoever has submitted them. */
  get cancelled(): readonly string[] {
    return this.forge.jobs.filter(({ isCancelling }) => isCancelling).map(({ id }) => this.#nameOf(id))
  }

  /** The documents of the latest run, as it reports them. */
  get documents(): readonly Document[] {
    const entries = JSON.parse(this.latestRun.outputs['jobs'] ?? '[]') as readonly JobEntry[]
    return entries.map((entry) => ({
      place: entry.spec,
      rate: entry.hyperparameters.learning_rate.toExponential(),
      job: this.#nameOf(entry['job-id']),
      how: entry.reused === 'true' ? 'followed' : 'new',
      model: entry['output-model'],
    }))
  }

  #nameOf(id: string): string {
    const place = this.forge.accepted.findIndex((job) => job.id === id)
    return this.#names.get(id) ?? (place < 0 ? 'no job' : `job ${place + 1}`)
  }
}
