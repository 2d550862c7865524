import { pullRequestEvent } from '../test/simulator/runner/events.ts'
import type { TrainingJobRequest } from '../test/simulator/forge-job.ts'
import type { Timeline } from '../test/simulator/timeline.ts'
import type { Run } from './run.ts'
import { MINUTE_MS, PULL_REQUEST, Stage } from './environment.ts'
import { Workflow, type ScriptEnd } from './workflow.ts'

/** What the demo has decided beforehand about one of the eight. */
interface Trial {
  /** The service has room for four at a time; the others wait for so many minutes. */
  readonly queued: number
  /** Minutes after the submission. */
  readonly endsAfter: number
  readonly failure?: string
  /** What an evaluation of the model will say. */
  readonly score?: number
}

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

/** One of the entries of the output `jobs`. */
export interface JobEntry {
  readonly spec: string
  readonly 'job-id': string
  readonly status: string
  readonly outcome: string
  readonly 'output-model': string
  readonly hyperparameters: { readonly learning_rate: number }
}

/** A pull request with eight trainings in one file. */
export class Sweep extends Stage {
  readonly workflow = new Workflow('sweep.yml')
  #winner: ScriptEnd | undefined

  constructor() {
    super(lifeOf)
  }

  submit(): Run {
    return this.begin({
      id: 8101,
      workspace: this.checkOut(COMMIT, { 'training/sweep.yml': SPEC }),
      event: pullRequestEvent({ number: PULL_REQUEST, headSha: COMMIT, actor: 'ada' }),
      with: this.workflow.inputs,
    })
  }

  /** The step after it begins, with an evaluation that knows what it is going to say. */
  choose(): void {
    const trained = this.jobs.filter((job) => job['output-model'] !== '')
    const cases = trained.map((job) => `  ${job['output-model']}) echo ${trialOf(job)?.score} ;;\n`)
    const evaluation = `#!/bin/sh\ncase "$1" in\n${cases.join('')}esac\n`
    const folder = this.checkOut(COMMIT, { 'scripts/evaluate.sh': evaluation })
    this.#winner = this.workflow.runScript(folder, { steps: { train: { outputs: this.newest.outputs } } })
  }

  /** What the step after it has done. */
  get winner(): ScriptEnd | undefined {
    return this.#winner
  }

  /** The output `jobs`, as a later step would see it now. */
  get jobs(): readonly JobEntry[] {
    return JSON.parse(this.newest.outputs['jobs'] ?? '[]') as JobEntry[]
  }

  /** How often the service was asked for anything since the last submission. */
  get watchRequests(): number {
    const { requests } = this.forge
    return requests.length - 1 - requests.findLastIndex(({ operation }) => operation === 'create')
  }
}

function trialOf({ hyperparameters }: Pick<TrainingJobRequest, 'hyperparameters'>): Trial | undefined {
  const rate = hyperparameters?.['learning_rate']
  return Object.entries(TRIALS).find(([text]) => Number(text) === rate)?.[1]
}

function lifeOf(request: TrainingJobRequest): Timeline {
  const { queued = 0, endsAfter = 0, failure } = trialOf(request) ?? {}
  const end = { afterMs: endsAfter * MINUTE_MS, status: failure === undefined ? 'SUCCESS' : 'FAILED' }
  return [
    { afterMs: 0, status: 'QUEUED' },
    { afterMs: queued * MINUTE_MS, status: 'VALIDATING' },
    { afterMs: (queued + 3) * MINUTE_MS, status: 'RUNNING' },
    failure === undefined ? end : { ...end, fields: { error: { message: failure } } },
  ]
}
