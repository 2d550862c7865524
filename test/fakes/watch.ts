import type { JobState } from '../../src/jobs/job-state.ts'
import type { Watch } from '../../src/jobs/watch.ts'

/** Collects the states of a step without polling them. */
export class FakeWatch implements Pick<Watch, 'add' | 'update'> {
  states: readonly JobState[]

  constructor(states: readonly JobState[] = []) {
    this.states = states
  }

  add(state: JobState): void {
    this.states = [...this.states, state]
  }

  update(label: string, reduce: (state: JobState) => JobState): void {
    this.states = this.states.map((state) => (state.label === label ? reduce(state) : state))
  }
}
