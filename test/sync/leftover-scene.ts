import { sync } from '../../src/commands/sync.ts'
import type { RunInputs } from '../../src/inputs.ts'
import type { CommandResult } from '../../src/jobs/result.ts'
import { renderNote } from '../../src/report/messages.ts'
import { FakeEnvironment, FakeRun, SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import type { JobLifecycle } from '../fakes/forge-api.ts'
import { FakeRepository } from '../fakes/repository.ts'
import { SyncEnvironment } from './samples.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const RUNNING: JobLifecycle = { statuses: [[0, 'QUEUED'], [MINUTE, 'RUNNING']], cancelDelayMs: 1_000 } // prettier-ignore

/** A pull request with the number 7, whose head is `abc1234`. */
export class Scene {
  readonly environment: FakeEnvironment
  readonly client: FakeRepository

  constructor(...lifecycles: JobLifecycle[]) {
    this.environment = new FakeEnvironment(...(lifecycles.length > 0 ? lifecycles : [RUNNING]))
    this.client = new FakeRepository(this.environment.clock, { 7: this.environment.conversation })
  }

  /** Starts a run, and resolves after some minutes. */
  async start(
    id: string,
    inputs: Partial<RunInputs> = {},
    files: Readonly<Record<string, string>> = { 'a.yml': SPEC },
    options: FakeRunOptions = {},
  ): Promise<FakeRun> {
    const run = new FakeRun(this.environment, { ...options, id, files, inputs })
    void run.execute()
    await this.environment.clock.sleep(5 * MINUTE)
    return run
  }

  async sync(): Promise<CommandResult> {
    const { dependencies } = new SyncEnvironment(this.environment.clock)
    const run = new FakeRun(this.environment, { id: '9001' })
    const repository = { ...dependencies, client: this.client }
    return sync({}, { ...run.createContext(), ledger: undefined, repository })
  }

  get cancelled(): readonly string[] {
    return this.environment.jobs.cancelled
  }

  get text(): string {
    return this.environment.conversation.bodies.join('\n')
  }

  async sleep(ms: number): Promise<void> {
    await this.environment.clock.sleep(ms)
  }
}

export const textsOf = ({ messages = [] }: CommandResult): readonly string[] => messages.map(renderNote)
