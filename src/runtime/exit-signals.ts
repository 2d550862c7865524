export interface ExitSignals {
  /** Resolves when the runner asks the step to stop. */
  readonly stopped: Promise<void>
  /** Resolves with the error when the work cannot be finished. */
  readonly crashed: Promise<unknown>
  /** Whether some line of the log could not be written. That stops nothing, because a job must be watched anyway. */
  readonly hasLogFailed: () => boolean
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']

/** Listens for signals and fatal errors until the process ends. */
export function listenForExit(process: NodeJS.Process): ExitSignals {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve())
  })
  let hasLogFailed = false
  process.stdout.on('error', (error: Error) => {
    if (!hasLogFailed) process.stderr.write(`Cannot write to the log of the step: ${error.message}\n`)
    hasLogFailed = true
  })
  // Nobody can be told.
  process.stderr.on('error', () => undefined)
  const crashed = new Promise<unknown>((resolve) => {
    // Includes unhandled rejections.
    process.on('uncaughtException', resolve)
    process.on('beforeExit', () => resolve(new Error('the event loop became empty before the work was done')))
  })
  return { stopped, crashed, hasLogFailed: () => hasLogFailed }
}

/** Exits with `process.exitCode` after stdout is flushed. */
export function flushAndExit(process: NodeJS.Process): void {
  process.stdout.write('', () => process.exit())
}
