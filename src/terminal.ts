import { constants } from 'node:os'
import { styleText } from 'node:util'
import { VERSION } from './contract/version.gen.ts'
import { pluralize } from './report/format.ts'
import { runMain } from './run-main.ts'
import { listenForExit, flushAndExit, type ExitSignals } from './runtime/exit-signals.ts'
import { findRepositoryRoot } from './runtime/files.ts'
import { systemClock } from './runtime/system-clock.ts'
import { commandLine, HELP, PROGRAM, type TerminalCommand } from './terminal/commands.ts'
import { createEnvironment, pathLines } from './terminal/create-environment.ts'
import { escapeLogLine } from './runtime/escape-log-line.ts'
import { formatDocument, type Problem } from './terminal/format-document.ts'
import { parseArguments, type ParsedArguments } from './terminal/parse-arguments.ts'
import { createProgressLine } from './terminal/progress-line.ts'
import { createTerminalRunner, type Streams } from './terminal/terminal-runner.ts'

type CommandArguments = Extract<ParsedArguments, { readonly kind: 'command' }>
type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** The process, as this program needs it. */
export interface TerminalHost extends Streams {
  /** Without the program itself. */
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly exitSignals: ExitSignals
  /** The signal that has asked to stop, if any. */
  readonly stopSignal: () => StopSignal | undefined
}

const SUCCESS = 0
const FAILURE = 1
const USAGE_ERROR = 2

/** The commands of the action for existing jobs and for specs, in a terminal. */
export async function terminal(): Promise<void> {
  const { stdout, stderr, argv, env } = process
  // Whoever read the output has left, as in `list | head`.
  stdout.on('error', (error: NodeJS.ErrnoException) => error.code === 'EPIPE' && process.exit())
  const stopSignal = listenForStop()
  const exitSignals = listenForExit(process)
  const host = { stdout, stderr, env, args: argv.slice(2), cwd: process.cwd(), exitSignals, stopSignal }
  process.exitCode = await runTerminal(host)
  flushAndExit(process)
}

function listenForStop(): () => StopSignal | undefined {
  let first: StopSignal | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (first ??= signal))
  return () => first
}

/** Resolves to the exit code: 0 and 1 as the step of the action, 2 for wrong arguments, 128 and the signal if stopped. */
export async function runTerminal(host: TerminalHost): Promise<number> {
  const parsed = parseArguments(host.args)
  switch (parsed.kind) {
    case 'help':
      host.stdout.write(HELP)
      return SUCCESS
    case 'version':
      host.stdout.write(`${VERSION}\n`)
      return SUCCESS
    case 'error':
      return refuse(parsed.message, host)
    case 'command':
      if (parsed.command !== 'validate' && !host.env['MISTRAL_API_KEY']?.trim())
        return refuse(
          `\`${parsed.command}\` needs an API key in the variable MISTRAL_API_KEY, which is not set.`,
          host,
        )
      return runCommand(parsed, host)
  }
}

function refuse(message: string, { stderr }: TerminalHost): number {
  const level = styleText('red', 'error', { stream: stderr })
  stderr.write(`${level}: ${escapeLogLine(message)}\nSee ${PROGRAM} --help.\n`)
  return USAGE_ERROR
}

async function runCommand(parsed: CommandArguments, host: TerminalHost): Promise<number> {
  const { command, isJson } = parsed
  const root = findRepositoryRoot(host.cwd) ?? host.cwd
  const fromRoot = (paths: readonly string[]): string => pathLines(paths, host.cwd, root)
  const { manifest } = parsed.inputs
  const inputs = {
    ...{ ...parsed.inputs, command, spec: fromRoot(parsed.specs) },
    ...(manifest !== undefined && { manifest: fromRoot([manifest]) }),
  }
  const env = createEnvironment(host.env, inputs, root)
  const progress = createProgressLine(isJson ? host.stderr : host.stdout, () => systemClock.now())
  const runner = createTerminalRunner({ ...host, env, isJson, progress })
  runner.maskSecret(env['MISTRAL_API_KEY']?.trim() ?? '')
  if (command !== 'validate') progress.show('waiting for the service')
  const hasSucceeded = await runMain(env, host.exitSignals, runner)
  progress.stop()
  if (isJson) host.stdout.write(`${formatDocument(runner.outputs, runner.problems)}\n`)
  else if (command === 'validate') host.stdout.write(countProblems(runner.problems))
  if (hasSucceeded) return SUCCESS
  const signal = host.stopSignal()
  if (signal === undefined) return FAILURE
  host.stderr.write(describeStop(parsed))
  return 128 + constants.signals[signal]
}

/** The last line of a check, because a problem may stand far above it. */
function countProblems(problems: readonly Problem[]): string {
  const counts = (['error', 'warning'] as const).flatMap((level) => {
    const { length } = problems.filter((problem) => problem.level === level)
    return length === 0 ? [] : [pluralize(length, level)]
  })
  return counts.length === 0 ? '' : `${counts.join(', ')}.\n`
}

/** What becomes of the job, and what to do about it. */
function describeStop({ command, inputs }: CommandArguments): string {
  const line = (next: TerminalCommand): string =>
    `  ${escapeLogLine(commandLine(next, inputs['job-id'] ?? '', inputs['api-url']))}\n`
  if (command === 'wait')
    return `The job goes on. To cancel it, or to wait again:\n${line('cancel')}${line('wait')}`
  if (command === 'cancel') return `The job may be cancelled or not:\n${line('status')}`
  return ''
}
