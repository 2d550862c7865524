import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

/** Real milliseconds between the signals of a cancelled step (actions/runner, ProcessInvoker.cs). */
export interface SignalLadder {
  /** From SIGINT to SIGTERM. */
  readonly terminateAfterMs: number
  /** From SIGTERM to SIGKILL. */
  readonly killAfterMs: number
}

export const RUNNER_LADDER: SignalLadder = { terminateAfterMs: 7500, killAfterMs: 2500 }

export interface ProcessOptions {
  readonly script: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The process is killed after so many real milliseconds. */
  readonly limitMs: number
  readonly ladder: SignalLadder
  readonly onLine: (line: string) => void
}

export interface ProcessEnd {
  readonly exitCode: number | null
  /** What ended the process, if a signal did. */
  readonly signal: NodeJS.Signals | null
  /** It did not end by itself within the limit. */
  readonly hung: boolean
  readonly cancelled: boolean
  /** What `cancel()` sent, in order. */
  readonly signalsSent: readonly NodeJS.Signals[]
  readonly realMs: number
  /** Real milliseconds from SIGINT to the end. */
  readonly goneAfterMs: number | undefined
}

export interface RunningProcess {
  /** SIGINT, then SIGTERM, then SIGKILL, as long as the process lives; to itself, not to its children. */
  readonly cancel: () => void
  /** One signal, SIGKILL unless told otherwise: the machine is gone, or shuts down. */
  readonly kill: (signal?: NodeJS.Signals) => void
  readonly ended: Promise<ProcessEnd>
}

/** After the end of the process the runner waits so long for children that hold its output. */
const ORPHANS_MS = 5000

/** Runs a script with this Node, and hands on its output line by line. */
export function startProcess({ script, cwd, env, limitMs, ladder, onLine }: ProcessOptions): RunningProcess {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const signalsSent: NodeJS.Signals[] = []
  const timers: NodeJS.Timeout[] = []
  let hung = false
  let cancelledAt: number | undefined

  const kill = (signal: NodeJS.Signals = 'SIGKILL'): void => void child.kill(signal)
  const killAtExit = (): void => kill()
  const send = (signal: NodeJS.Signals): void => {
    if (child.kill(signal)) signalsSent.push(signal)
  }
  const cancel = (): void => {
    if (cancelledAt !== undefined || !isAlive(child)) return
    cancelledAt = performance.now()
    send('SIGINT')
    timers.push(setTimeout(() => send('SIGTERM'), ladder.terminateAfterMs))
    timers.push(setTimeout(() => send('SIGKILL'), ladder.terminateAfterMs + ladder.killAfterMs))
  }
  timers.push(
    setTimeout(() => {
      hung = true
      kill()
    }, limitMs),
  )
  process.once('exit', killAtExit)

  const ended = endOf(child, onLine).then(({ exitCode, signal, at }) => {
    process.off('exit', killAtExit)
    for (const timer of timers) clearTimeout(timer)
    const goneAfterMs = cancelledAt === undefined ? undefined : at - cancelledAt
    const cancelled = cancelledAt !== undefined
    return { exitCode, signal, hung, cancelled, signalsSent, realMs: at - startedAt, goneAfterMs }
  })
  return { cancel, kill, ended }
}

interface ExitFacts {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly at: number
}

function endOf(child: ChildProcess, onLine: (line: string) => void): Promise<ExitFacts> {
  const flushes = [child.stdout, child.stderr].map((stream) =>
    stream === null ? undefined : readLines(stream, onLine),
  )
  return new Promise((resolve, reject) => {
    let facts: ExitFacts | undefined
    let orphans: NodeJS.Timeout | undefined
    const finish = (): void => {
      clearTimeout(orphans)
      for (const flush of flushes) flush?.()
      if (facts !== undefined) resolve(facts)
    }
    child.once('error', reject)
    child.once('exit', (exitCode, signal) => {
      facts = { exitCode, signal, at: performance.now() }
      orphans = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, ORPHANS_MS)
    })
    child.once('close', finish)
  })
}

/** A line ends at CR, LF or CRLF, as for .NET, in which the runner is written. Returns what hands on the unfinished one. */
function readLines(stream: Readable, onLine: (line: string) => void): () => void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    // A carriage return at the end of a chunk may be the first half of a CRLF.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  return () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''))
    rest = ''
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}
