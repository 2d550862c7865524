import type { StepControl, StepResult } from '../test/simulator/runner/step.ts'

/** A run of a workflow, or one attempt of it: the built action in a process of its own. */
export class Run {
  readonly name: string
  readonly end: Promise<StepResult>
  #control: StepControl | undefined
  #result: StepResult | undefined

  constructor(name: string, start: (onStart: (control: StepControl) => void) => Promise<StepResult>) {
    this.name = name
    this.end = start((control) => (this.#control = control)).then((result) => (this.#result = result))
  }

  /** What a later step would see now. */
  get outputs(): Readonly<Record<string, string>> {
    return this.#result?.outputs ?? this.#control?.outputs() ?? {}
  }

  get outcome(): string | undefined {
    return this.outputs['outcome']
  }

  /** The log so far. */
  get lines(): readonly string[] {
    return this.#result?.lines ?? this.#control?.lines ?? []
  }

  /** Somebody cancels the workflow. */
  async cancel(): Promise<void> {
    this.#control?.cancel()
    await this.end
  }

  /** The process is gone, at once. */
  kill(): void {
    this.#control?.kill()
  }
}
