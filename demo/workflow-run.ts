import type { StepControl, StepResult } from '../test/simulator/runner/step.ts'
import type { Annotation } from '../test/simulator/runner/workflow-commands.ts'

/** One attempt of a workflow run, with the built action in a process of its own. */
export class WorkflowRun {
  readonly name: string
  /** Resolves when the action's step and its post step have ended. */
  readonly finished: Promise<StepResult>
  #control: StepControl | undefined
  #result: StepResult | undefined

  constructor(name: string, start: (onStart: (control: StepControl) => void) => Promise<StepResult>) {
    this.name = name
    this.finished = start((control) => (this.#control = control)).then((result) => (this.#result = result))
  }

  /** The outputs so far, as a later step would read them. */
  get outputs(): Readonly<Record<string, string>> {
    return this.#result?.outputs ?? this.#control?.outputs() ?? {}
  }

  get outcome(): string | undefined {
    return this.outputs['outcome']
  }

  /** The lines of the log so far. */
  get lines(): readonly string[] {
    return this.#result?.lines ?? this.#control?.lines ?? []
  }

  /** What GitHub shows on lines of files, once the run has ended. */
  get annotations(): readonly Annotation[] {
    return this.#result?.annotations ?? []
  }

  /** Cancels the run as a user does on GitHub, and waits for its end. */
  async cancel(): Promise<void> {
    this.#control?.cancel()
    await this.finished
  }

  /** Kills the process immediately. */
  kill(): void {
    this.#control?.kill()
  }
}
