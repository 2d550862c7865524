import * as core from '@actions/core'
import type { Log } from '../report/log.ts'
import { escapeLogLine } from './escape-log-line.ts'
import { createGrowingRedactor, secretVariants, type Redact } from './redact.ts'

/**
 * The inputs, outputs, log, state and summary of the step. Log, outputs and state are written at once and independently:
 * what cannot be written is logged once as an error, and stops nothing.
 */
export interface ActionsRunner extends Log {
  /** Whether a `post` part follows that must know what this one leaves. */
  readonly hasPostStep: boolean
  input(name: string): string
  /** Redacts the secret in everything written through this object from now on, and makes the runner mask it. */
  maskSecret(secret: string): void
  readonly redact: Redact
  /**
   * Writes outputs that have changed. The runner's file keeps all versions of an output, so that with many jobs it would
   * grow quadratically. Therefore a version that is not final is skipped if it would make the file longer than
   * `MAX_OUTPUT_BYTES` or `MAX_OUTPUT_FACTOR` times the output. The total is linear in the longest version.
   */
  setOutputs(outputs: Readonly<Record<string, string>>, isFinal: boolean): void
  /** Saves a value for the `post` part. */
  saveState(name: string, value: string): void
  /** Reads a saved value; empty if there is none. */
  getState(name: string): string
  debug(line: string): void
  /** Whether some part of the log, the outputs or the state could not be written. The step must not succeed then. */
  readonly hasWriteFailed: boolean
  /** Replaces the job summary of the step. Does nothing on runners without summaries. */
  writeSummary(markdown: string): Promise<void>
}

/** Creates the runner and masks all secrets before the first log line. */
export function createMaskedRunner(env: NodeJS.ProcessEnv): ActionsRunner {
  const runner = createActionsRunner(env)
  const inputs = ['api-key', 'github-token', 'record-key'].map((name) => runner.input(name))
  for (const secret of [...inputs, env['MISTRAL_API_KEY'] ?? '']) runner.maskSecret(secret.trim())
  return runner
}

/** Creates a runner for GitHub Actions, or any runner with the same protocol. */
export function createActionsRunner(env: NodeJS.ProcessEnv): ActionsRunner {
  const { redact, addSecret } = createGrowingRedactor()
  const clean = (text: string): string => escapeLogLine(redact(text))
  const failed = new Set<string>()
  const attempt = createAttempt(failed, (error) => core.error(clean(error)))
  const setOutput = createOutputWriter(redact)
  return {
    hasPostStep: true,
    redact,
    get hasWriteFailed() {
      return failed.size > 0
    },
    // Untrimmed, because `set` counts lines.
    input: (name) => core.getInput(name, { trimWhitespace: false }),
    maskSecret(secret) {
      if (secret === '') return
      addSecret(secret)
      for (const variant of new Set([secret, ...secretVariants(secret)])) core.setSecret(variant)
    },
    info: (line) => attempt(LOG, () => core.info(clean(line))),
    debug: (line) => attempt(LOG, () => core.debug(clean(line))),
    annotate(level, message, location, title) {
      const properties = {
        title: title && clean(title),
        file: location && clean(location.file),
        startLine: location?.line,
        startColumn: location?.column,
      }
      // core treats an object with only undefined values as non-empty and writes a stray space.
      const isEmpty = title === undefined && location === undefined
      attempt(LOG, () => core[level](clean(message), isEmpty ? {} : properties))
    },
    setOutputs(outputs, isFinal) {
      for (const [name, value] of Object.entries(outputs))
        attempt('the outputs (GITHUB_OUTPUT)', () => setOutput(name, value, isFinal))
    },
    saveState: (name, value) =>
      attempt('the state for the post step (GITHUB_STATE)', () => core.saveState(name, redact(value))),
    getState: (name) => core.getState(name),
    writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
  }
}

const LOG = 'the log'

/** Returns a function that carries out a write. If it fails, adds its target to `failed` and logs the first error. */
function createAttempt(
  failed: Set<string>,
  logError: (message: string) => void,
): (target: string, write: () => void) => void {
  return function attempt(target, write) {
    try {
      write()
    } catch (error) {
      if (failed.has(target)) return
      failed.add(target)
      const message = error instanceof Error ? error.message : String(error)
      attempt(LOG, () => logError(`Cannot write ${target}: ${message}. The step goes on, but will fail.`))
    }
  }
}

/** Of all versions of one output together, except the final one. */
const MAX_OUTPUT_BYTES = 1024 * 1024
const MAX_OUTPUT_FACTOR = 4
/** Name and delimiters of one output in the file. */
const OUTPUT_OVERHEAD_BYTES = 150

/** Writes an output if it has changed and, unless it is final, there is room for it. */
function createOutputWriter(redact: Redact): (name: string, value: string, isFinal: boolean) => void {
  const written = new Map<string, { readonly value: string; readonly totalBytes: number }>()
  return (name, value, isFinal) => {
    const previous = written.get(name)
    if (previous?.value === value) return
    const bytes = Buffer.byteLength(value) + OUTPUT_OVERHEAD_BYTES
    const totalBytes = (previous?.totalBytes ?? 0) + bytes
    if (!isFinal && totalBytes > Math.max(MAX_OUTPUT_BYTES, MAX_OUTPUT_FACTOR * bytes)) return
    core.setOutput(name, redact(value))
    written.set(name, { value, totalBytes })
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
