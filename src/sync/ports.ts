import type { RepositoryClient } from '../state/github.ts'
import type { RunContext } from '../report/run-context.ts'
import type { Log } from '../report/log.ts'

/** What `sync` needs besides the dependencies of every command. */
export interface SyncDependencies {
  readonly client: RepositoryClient
  readonly context: RunContext
  readonly log: Log
  /** Verifies the signatures of records. */
  readonly apiKey: string
  readonly redact: (text: string) => string
}
