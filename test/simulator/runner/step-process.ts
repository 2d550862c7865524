import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

/** Real time between the signals of a cancelled step (actions/runner, ProcessInvoker.cs). */
export interface SignalDelays {
  /** From SIGINT to SIGTERM. */
  readonly terminateAfterMs: number
  /** From SIGTERM to SIGKILL. */
  readonly killAfterMs: number
}

export const RUNNER_SIGNAL_DELAYS: SignalDelays = { terminateAfterMs: 7500, killAfterMs: 2500 }

interface ProcessOptions {
  readonly script: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The process is killed after this much real time. */
  readonly timeoutMs: number
  readonly signalDelays: SignalDelays
  readonly onLine: (line: string) => void
}

export interface ProcessResult {
  readonly exitCode: number | null
  /** The signal that ended the process, if any. */
  readonly signal: NodeJS.Signals | null
  /** It was killed because it exceeded `timeoutMs`. */
  readonly timedOut: boolean
  readonly cancelled: boolean
  /** The signals that `cancel()` sent, in order. */
  readonly signalsSent: readonly NodeJS.Signals[]
  readonly realMs: number
  /** Real time from SIGINT to the exit. */
  readonly exitAfterSignalMs: number | undefined
}

export interface RunningProcess {
  /** Sends SIGINT, then SIGTERM, then SIGKILL until the process exits. Its children get no signal. */
  readonly cancel: () => void
  /** Sends one signal, by default SIGKILL, as if the machine had crashed or was shutting down. */
  readonly kill: (signal?: NodeJS.Signals) => void
  readonly ended: Promise<ProcessResult>
}

/** How long the runner waits after the exit for children that keep the output open. */
const ORPHAN_TIMEOUT_MS = 5000

/** Runs a script with this version of Node and reports its output line by line. */
export function startProcess({
  script,
  cwd,
  env,
  timeoutMs,
  signalDelays,
  onLine,
}: ProcessOptions): RunningProcess {
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const signalsSent: NodeJS.Signals[] = []
  const timers: NodeJS.Timeout[] = []
  let timedOut = false
  let cancelledAtMs: number | undefined

  const kill = (signal: NodeJS.Signals = 'SIGKILL'): void => void child.kill(signal)
  const killAtExit = (): void => kill()
  const send = (signal: NodeJS.Signals): void => {
    if (child.kill(signal)) signalsSent.push(signal)
  }
  const cancel = (): void => {
    if (cancelledAtMs !== undefined || !isRunning(child)) return
    cancelledAtMs = performance.now()
    send('SIGINT')
    timers.push(setTimeout(() => send('SIGTERM'), signalDelays.terminateAfterMs))
    timers.push(setTimeout(() => send('SIGKILL'), signalDelays.terminateAfterMs + signalDelays.killAfterMs))
  }
  timers.push(
    setTimeout(() => {
      timedOut = true
      kill()
    }, timeoutMs),
  )
  process.once('exit', killAtExit)

  const ended = waitForExit(child, onLine).then(({ exitCode, signal, atMs }) => {
    process.off('exit', killAtExit)
    for (const timer of timers) clearTimeout(timer)
    const exitAfterSignalMs = cancelledAtMs === undefined ? undefined : atMs - cancelledAtMs
    const cancelled = cancelledAtMs !== undefined
    return {
      exitCode,
      signal,
      timedOut,
      cancelled,
      signalsSent,
      realMs: atMs - startedAtMs,
      exitAfterSignalMs,
    }
  })
  return { cancel, kill, ended }
}

interface ExitInfo {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly atMs: number
}

function waitForExit(child: ChildProcess, onLine: (line: string) => void): Promise<ExitInfo> {
  const flushes = [child.stdout, child.stderr].map((stream) =>
    stream === null ? undefined : readLines(stream, onLine),
  )
  return new Promise((resolve, reject) => {
    let exitInfo: ExitInfo | undefined
    let orphanTimer: NodeJS.Timeout | undefined
    const finish = (): void => {
      clearTimeout(orphanTimer)
      for (const flush of flushes) flush?.()
      if (exitInfo !== undefined) resolve(exitInfo)
    }
    child.once('error', reject)
    child.once('exit', (exitCode, signal) => {
      exitInfo = { exitCode, signal, atMs: performance.now() }
      orphanTimer = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, ORPHAN_TIMEOUT_MS)
    })
    child.once('close', finish)
  })
}

/**
 * Lines end at CR, LF or CRLF, as in .NET, in which the runner is written. Returns a function that flushes the last
 * line.
 */
function readLines(stream: Readable, onLine: (line: string) => void): () => void {
  let unfinished = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    // A carriage return at the end of a chunk may be the first half of a CRLF.
    const lines = (unfinished + chunk).split(/\r\n|\n|\r(?!$)/)
    unfinished = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  return () => {
    if (unfinished !== '') onLine(unfinished.replace(/\r$/, ''))
    unfinished = ''
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}
