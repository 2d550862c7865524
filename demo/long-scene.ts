import { pushEvent } from '../test/simulator/runner/events.ts'
import { scheduleEvent } from '../test/simulator/runner/more-events.ts'
import type { Dispatch } from '../test/simulator/github-world.ts'
import type { RecordedRequest } from '../test/simulator/wire.ts'
import type { Timeline } from '../test/simulator/timeline.ts'
import type { Run } from './run.ts'
import { MINUTE_MS, Stage } from './environment.ts'
import { Workflow, type ScriptEnd } from './workflow.ts'

export const HOURS = 72

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: MINUTE_MS, status: 'VALIDATING' },
  { afterMs: 6 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: HOURS * 60 * MINUTE_MS, status: 'SUCCESS' },
]

const SPEC_FILE = 'training/base.yml'
const SPEC = `job_type: pre_training
model_config:
  architecture: dense
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: 3.0e-4
  training_steps: 250000
  batch_size: 512
`
const MERGED_AS = 'e'.repeat(40)

/** A run of the action that is over. */
export interface Shift {
  /** When it began, as Unix time in milliseconds. */
  readonly atMs: number
  readonly seconds: number
  /** Whether it has written into the comment. */
  readonly hasWritten: boolean
  readonly run: Run
}

/** A training of days: submitted after a merge, looked after by a schedule, deployed after an event. */
export class LongTraining extends Stage {
  readonly deploy = new Workflow('deploy.yml')
  readonly #merge = new Workflow('merge.yml')
  readonly #sync = new Workflow('sync.yml')
  readonly #shifts: Shift[] = []
  readonly #deployments: ScriptEnd[] = []
  #refusesWrites = false

  constructor() {
    super(TIMELINE)
    this.github.world.putFile(SPEC_FILE, SPEC)
    Object.assign(this.pull, { title: 'Train the next base model', state: 'closed' })
    Object.assign(this.pull.pull, { merged: true, mergeCommit: MERGED_AS })
    const when = ({ operation }: RecordedRequest): boolean =>
      this.#refusesWrites && ['dispatch', 'updateComment'].includes(operation)
    this.github.addFault({ kind: 'status', status: 502, on: { when } })
  }

  /** The pull request is merged, and the push of that begins a run. */
  async submit(): Promise<void> {
    const workspace = this.checkOut(MERGED_AS, { [SPEC_FILE]: SPEC })
    const event = pushEvent({ after: MERGED_AS, actor: 'ada' })
    await this.#work(() => this.begin({ id: 8101, workspace, event, with: this.#merge.inputs }))
  }

  /** The schedule begins a run at this time (Unix milliseconds). */
  async sync(atMs: number, { isGitHubBroken = false } = {}): Promise<void> {
    await this.waitUntil(atMs)
    this.#refusesWrites = isGitHubBroken
    const told = this.events.length
    const [id, workspace] = [8101 + this.runs.length, this.checkOut('nothing', {})]
    await this.#work(() =>
      this.begin({ id, workspace, event: scheduleEvent(), with: { spec: '', ...this.#sync.inputs } }),
    )
    for (const event of this.events.slice(told)) this.#receive(event)
  }

  get shifts(): readonly Shift[] {
    return this.#shifts
  }

  /** The events that the syncs have sent. */
  get events(): readonly Dispatch[] {
    return this.github.world.dispatches
  }

  /** What the deploy workflow has done each time that it ran. */
  get deployments(): readonly ScriptEnd[] {
    return this.#deployments
  }

  /** The jobs that the newest run had to do with. */
  get jobs(): readonly unknown[] {
    return JSON.parse(this.newest.outputs['jobs'] ?? '[]') as unknown[]
  }

  /** GitHub starts the workflows that wait for this event. */
  #receive({ payload }: Dispatch): void {
    const contexts = { github: { event: { client_payload: payload } } }
    if (this.deploy.isFor(contexts))
      this.#deployments.push(this.deploy.runScript(this.folderOf(MERGED_AS), contexts))
  }

  async #work(begin: () => Run): Promise<void> {
    const [atMs, before] = [this.now, this.comments.join()]
    const run = begin()
    const { virtualMs, post } = await run.end
    this.#shifts.push({
      atMs,
      seconds: (virtualMs + (post?.virtualMs ?? 0)) / 1000,
      hasWritten: this.comments.join() !== before,
      run,
    })
  }
}
