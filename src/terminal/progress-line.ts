/** The parts of a stream that the line needs. */
export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** The last line of a terminal, which is written over again and again. */
export interface ProgressLine {
  /** Shows the text with the time since the start, from now on each second. */
  show(text: string): void
  /** Removes the line, so that other lines can be written. It comes back with the next second. */
  clear(): void
  /** Removes the line for good. */
  stop(): void
}

const INTERVAL_MS = 1_000
const DEFAULT_COLUMNS = 80
const NO_LINE: ProgressLine = { show: () => undefined, clear: () => undefined, stop: () => undefined }

/** Does nothing if the stream is not a terminal. Does not keep the process alive. */
export function createProgressLine(stream: ProgressStream, now: () => number): ProgressLine {
  if (stream.isTTY !== true) return NO_LINE
  const startedMs = now()
  let text = ''
  let shownLength = 0
  let timer: NodeJS.Timeout | undefined
  const write = (line: string): void => {
    const clipped = line.slice(0, (stream.columns || DEFAULT_COLUMNS) - 1)
    // Blanks instead of an escape sequence, because not every terminal knows one. Two more for the `^C` of a terminal.
    if (clipped !== '' || shownLength > 0)
      stream.write(
        `\r${clipped.padEnd(clipped === '' ? shownLength + 2 : shownLength)}${clipped === '' ? '\r' : ''}`,
      )
    shownLength = clipped.length
  }
  const draw = (): void => write(`${text} · ${formatClock(now() - startedMs)}`)
  return {
    show(newText) {
      text = newText
      timer ??= setInterval(draw, INTERVAL_MS).unref()
    },
    clear: () => write(''),
    stop() {
      clearInterval(timer)
      write('')
    },
  }
}

/** `0:07`, `12:30`, `1:02:03`. */
function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':')
}
