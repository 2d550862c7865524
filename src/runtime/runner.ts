import * as core from '@actions/core'
import type { Log } from '../report/log.ts'
import { escapeLogLine } from './escape-log-line.ts'
import { secretVariants, createRedactor, type Redact } from './redact.ts'

/** The inputs, outputs, log, state and summary of the step. */
export interface ActionsRunner extends Log {
  input(name: string): string
  /** Redacts the secret in everything written through this object from now on, and makes the runner mask it. */
  maskSecret(secret: string): void
  readonly redact: Redact
  /** Writes only outputs that have changed. */
  setOutputs(outputs: Readonly<Record<string, string>>): void
  /** Saves a value for the `post` part. */
  saveState(name: string, value: string): void
  /** Reads a saved value; empty if there is none. */
  getState(name: string): string
  debug(line: string): void
  /** Replaces the job summary of the step. Does nothing on runners without summaries. */
  writeSummary(markdown: string): Promise<void>
}

/** Creates a runner for GitHub Actions, or any runner with the same protocol. */
export function createActionsRunner(env: NodeJS.ProcessEnv): ActionsRunner {
  const secrets: string[] = []
  const previousOutputs = new Map<string, string>()
  const redact: Redact = (text) => createRedactor(secrets)(text)
  const clean = (text: string): string => escapeLogLine(redact(text))
  return {
    redact,
    // Untrimmed, because `set` counts lines.
    input: (name) => core.getInput(name, { trimWhitespace: false }),
    maskSecret(secret) {
      if (secret === '') return
      secrets.push(secret)
      for (const variant of new Set([secret, ...secretVariants(secret)])) core.setSecret(variant)
    },
    info: (line) => core.info(clean(line)),
    debug: (line) => core.debug(clean(line)),
    annotate(level, message, location, title) {
      const properties = {
        title: title && clean(title),
        file: location && clean(location.file),
        startLine: location?.line,
        startColumn: location?.column,
      }
      // core treats an object with only undefined values as non-empty and writes a stray space.
      const isEmpty = title === undefined && location === undefined
      core[level](clean(message), isEmpty ? {} : properties)
    },
    setOutputs(outputs) {
      for (const [name, value] of Object.entries(outputs)) {
        if (previousOutputs.get(name) === value) continue
        previousOutputs.set(name, value)
        core.setOutput(name, redact(value))
      }
    },
    saveState: (name, value) => core.saveState(name, redact(value)),
    getState: (name) => core.getState(name),
    writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
  }
}

/** Writes one summary at a time, because core keeps a single buffer. */
function summaryWriter(redact: Redact): (markdown: string) => Promise<void> {
  let pending = Promise.resolve()
  return (markdown) => {
    const write = async (): Promise<void> => {
      await core.summary.addRaw(redact(markdown)).write({ overwrite: true })
    }
    pending = pending.then(write, write)
    return pending
  }
}
