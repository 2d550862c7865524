import { styleText } from 'node:util'
import { inputVariable } from '../input-reader.ts'
import type { SourceLocation } from '../job-spec/types.ts'
import { escapeLogLine } from '../runtime/escape-log-line.ts'
import { createGrowingRedactor } from '../runtime/redact.ts'
import type { ActionsRunner } from '../runtime/runner.ts'
import { commandLine } from './commands.ts'
import type { Problem } from './format-document.ts'
import type { ProgressLine } from './progress-line.ts'

export interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

export interface TerminalRunnerOptions extends Streams {
  /** Has the inputs as variables, as in a step. */
  readonly env: NodeJS.ProcessEnv
  /** Keeps stdout free for the document. */
  readonly isJson: boolean
  readonly progress: ProgressLine
}

/** Prints the log, and keeps what a runner would write to files. */
export interface TerminalRunner extends ActionsRunner {
  /** Annotations, in their order. */
  readonly problems: readonly Problem[]
  readonly outputs: Readonly<Record<string, string>>
}

const STYLES = { error: 'red', warning: 'yellow', notice: 'cyan' } as const

/**
 * Takes the place of the runner. Lines go to stdout; errors and warnings that belong to no file go to stderr, and so does
 * everything for `--json`. All text is redacted, and escaped as in the log of a step: a step may run this program, too.
 */
export function createTerminalRunner({ env, isJson, ...io }: TerminalRunnerOptions): TerminalRunner {
  const { redact, addSecret } = createGrowingRedactor()
  const problems: Problem[] = []
  let outputs: Readonly<Record<string, string>> = {}
  const clean = (text: string): string => escapeLogLine(redact(text))
  const log = isJson ? io.stderr : io.stdout
  const print = (line: string, stream: NodeJS.WriteStream): void => {
    io.progress.clear()
    stream.write(`${line}\n`)
  }
  return {
    ...WITHOUT_FILES,
    redact,
    maxAnnotations: Infinity,
    problems,
    get outputs() {
      return outputs
    },
    input: (name) => env[inputVariable(name)] ?? '',
    maskSecret: addSecret,
    info: (line) => print(clean(line), log),
    resumeHint: (jobId) => describeResume(jobId, env[inputVariable('api-url')]),
    ...(log.isTTY ? { heartbeat: () => undefined } : {}),
    annotate(level, message, location) {
      const problem = toProblem(
        level,
        clean(message),
        location && { ...location, file: clean(location.file) },
      )
      problems.push(problem)
      const stream = location === undefined ? io.stderr : log
      print(formatProblem(problem, stream), stream)
    },
    setOutputs(changed) {
      outputs = Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, redact(value)]))
      if (outputs['status']) io.progress.show(clean(outputs['status']))
    },
  }
}

function describeResume(jobId: string, apiUrl: string | undefined): string {
  const [wait, cancel] = [commandLine('wait', jobId, apiUrl), commandLine('cancel', jobId, apiUrl)]
  return `To wait for it: \`${wait}\`. To cancel it: \`${cancel}\`.`
}

const WITHOUT_FILES = {
  hasPostStep: false,
  hasWriteFailed: false,
  saveState: () => undefined,
  getState: () => '',
  debug: () => undefined,
  writeSummary: () => Promise.resolve(),
}

/** The message of an annotation begins with its place, which is a field of its own here. */
function toProblem(level: Problem['level'], message: string, location: SourceLocation | undefined): Problem {
  if (location === undefined) return { level, message }
  const { file, line, column } = location
  const place = `${[file, line, column].filter((part) => part !== undefined).join(':')}: `
  return {
    level,
    file,
    line,
    column,
    message: message.startsWith(place) ? message.slice(place.length) : message,
  }
}

/** `training/a.yml:3:5: error: …`, as compilers print it. */
function formatProblem({ level, file, line, column, message }: Problem, stream: NodeJS.WriteStream): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const word = styleText(STYLES[level], level, { stream })
  return `${place === '' ? '' : `${styleText('bold', place, { stream })}: `}${word}: ${message}`
}
