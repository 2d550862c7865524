import { Gate } from '../../src/cancellation/gate.ts'
import type { Handover } from '../../src/cancellation/handover.ts'
import type { CommandInputs } from '../../src/inputs.ts'
import { Progress } from '../../src/progress.ts'
import { LiveComment } from '../../src/report/live-comment.ts'
import type { Step } from '../../src/step.ts'
import { VirtualClock } from './clock.ts'
import { MemoryConversation } from './comment-store.ts'
import { RecordingLog } from './log.ts'
import { sampleContext } from './samples.ts'
import { FakeTrainingApi, type JobCourse } from './training-api.ts'
import { MemoryWorkspace } from './workspace.ts'

export const SPEC = `job_type: supervised_fine_tuning
model_config: { base_model: small-latest }
dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]
hyperparameters: { learning_rate: 1.0e-5, training_steps: 1000 }
`

/** Everything around a step, in memory and in virtual time. */
export class FakeStep {
  readonly clock = new VirtualClock()
  readonly log = new RecordingLog()
  readonly conversation = new MemoryConversation()
  readonly files: MemoryWorkspace
  readonly api: FakeTrainingApi
  readonly gate: Gate
  readonly progress: Progress
  readonly outputs: Record<string, string> = {}
  readonly handovers: Omit<Handover, 'onCancel'>[] = []
  readonly summaries: string[] = []
  /** What happened, in order: requests to the service, and what was told. */
  readonly story: string[] = []
  writeSummary: (markdown: string) => Promise<void> = (markdown) => {
    this.summaries.push(markdown)
    return Promise.resolve()
  }

  constructor(files: Readonly<Record<string, string>> = { 'a.yml': SPEC }, ...courses: JobCourse[]) {
    this.files = new MemoryWorkspace(files)
    this.api = new FakeTrainingApi(this.clock, ...courses)
    this.api.onCall = ({ operation }) => this.story.push(operation)
    this.gate = new Gate(this.api)
    const liveComment = new LiveComment({
      store: this.conversation,
      clock: this.clock,
      log: this.log,
      key: 'k',
      redact: (text) => text,
    })
    this.progress = new Progress({
      log: this.log,
      clock: this.clock,
      context: sampleContext(),
      publish: (outputs) => {
        Object.assign(this.outputs, outputs)
        this.story.push('outputs')
      },
      remember: (handover) => {
        this.handovers.push(handover)
        this.story.push('state')
      },
      writeSummary: (markdown) => this.writeSummary(markdown),
      liveComment,
      startedMs: 0,
    })
  }

  /** As the commands get it. */
  step(deadlineMs = 350 * 60_000): Step {
    const { clock, files, progress, gate } = this
    return { api: gate, clock, files, progress, random: () => 0.5, newIntent: () => 'intent', deadlineMs }
  }
}

export const RUN: Extract<CommandInputs, { command: 'run' }> = {
  command: 'run',
  spec: ['*.yml'],
  allowUnknownFields: false,
  waitFor: 'end',
  maxJobs: 10,
  apiKey: 'k',
  apiUrl: 'https://api.example',
  timeoutMs: 350 * 60_000,
  onTimeout: 'leave',
  onCancel: 'cancel',
  onUnknown: 'fail',
  isInMatrix: false,
}
