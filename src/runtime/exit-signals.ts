/** What may end this process before its work is done. */
export interface Lifecycle {
  /** Resolves when the runner wants the step to stop. */
  readonly stopped: Promise<void>
  /** Resolves with the reason when the work can never be finished. */
  readonly crashed: Promise<unknown>
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']

/** Listens to the signals and accidents of a process, from this call to its end. */
export function lifecycleOf(process: NodeJS.Process): Lifecycle {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve())
  })
  const crashed = new Promise<unknown>((resolve) => {
    // Rejections that nobody handles arrive here too.
    process.on('uncaughtException', resolve)
    process.stdout.on('error', (error: Error) => {
      process.stderr.write(`The log of the step cannot be written any more: ${error.message}\n`)
      resolve(error)
    })
    process.stderr.on('error', resolve)
    process.on('beforeExit', () => resolve(new Error('the work ended in the middle, nothing was left to do')))
  })
  return { stopped, crashed }
}

/** Ends the process with the exit code that it has, after what was written has left it. */
export function leave(process: NodeJS.Process): void {
  process.stdout.write('', () => process.exit())
}
