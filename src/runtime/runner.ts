import * as core from '@actions/core'
import type { Log } from '../report/log.ts'
import { logLine } from './escape-log-line.ts'
import { formsOf, redactor, type Redact } from './redact.ts'

/** The runner that executes the step: its inputs, outputs, log and summary. */
export interface Runner extends Log {
  input(name: string): string
  /** From here on no text that goes out through this object contains the secret, and the runner masks it too. */
  hide(secret: string): void
  readonly redact: Redact
  /** Sets outputs; only what has changed since the last call is written. */
  publish(outputs: Readonly<Record<string, string>>): void
  /** Saves a value for the post step. */
  remember(name: string, value: string): void
  /** What was remembered; empty if nothing was. */
  recall(name: string): string
  debug(line: string): void
  /** Shows this as the summary of the step, in place of an earlier one. Does nothing where the runner has no summaries. */
  writeSummary(markdown: string): Promise<void>
}

/** The runner of GitHub (or one that speaks its protocol) around this process. */
export function actionsRunner(env: NodeJS.ProcessEnv): Runner {
  const secrets: string[] = []
  const published = new Map<string, string>()
  const redact: Redact = (text) => redactor(secrets)(text)
  const clean = (text: string): string => logLine(redact(text))
  return {
    redact,
    // Whoever reads it trims it, except where lines are counted.
    input: (name) => core.getInput(name, { trimWhitespace: false }),
    hide(secret) {
      if (secret === '') return
      secrets.push(secret)
      for (const form of new Set([secret, ...formsOf(secret)])) core.setSecret(form)
    },
    info: (line) => core.info(clean(line)),
    debug: (line) => core.debug(clean(line)),
    annotate(level, message, place, title) {
      const properties = {
        ...(title === undefined ? {} : { title: clean(title) }),
        ...(place === undefined ? {} : { file: clean(place.file) }),
        ...(place?.line === undefined ? {} : { startLine: place.line }),
        ...(place?.column === undefined ? {} : { startColumn: place.column }),
      }
      core[level](clean(message), properties)
    },
    publish(outputs) {
      for (const [name, value] of Object.entries(outputs)) {
        if (published.get(name) === value) continue
        published.set(name, value)
        core.setOutput(name, redact(value))
      }
    },
    remember: (name, value) => core.saveState(name, redact(value)),
    recall: (name) => core.getState(name),
    writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
  }
}

/** Writes one summary at a time: core gathers the text of all in one buffer. */
function summaryWriter(redact: Redact): (markdown: string) => Promise<void> {
  let last = Promise.resolve()
  return (markdown) => {
    const write = async (): Promise<void> => {
      await core.summary.addRaw(redact(markdown)).write({ overwrite: true })
    }
    last = last.then(write, write)
    return last
  }
}
