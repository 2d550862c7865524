import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Waiter {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A browser that hangs is stopped. */
const MOST_MS = 120_000

/**
 * One tab of one Chromium, driven through a pair of pipes. Its command line alone would not do: `--window-size` lays no
 * page out narrower than 500 pixels, and a phone has 390.
 */
export class Browser {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #waiting = new Map<number, Waiter>()
  readonly #events = new Map<string, Waiter>()
  #lastId = 0
  #session: string | undefined
  #unread = ''
  #stderr = ''
  #end: Error | undefined

  private constructor() {
    this.#profile = mkdtempSync(join(tmpdir(), 'render-'))
    const flags = ['--headless', '--no-sandbox', '--hide-scrollbars', '--disable-gpu', '--no-first-run']
    const args = [...flags, '--remote-debugging-pipe', `--user-data-dir=${this.#profile}`]
    this.#process = spawn('chromium', args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      timeout: MOST_MS,
    })
    const [, , stderr, input, output] = this.#process.stdio as unknown as [
      null,
      null,
      Readable,
      Writable,
      Readable,
    ]
    stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (this.#stderr = (this.#stderr + text).slice(-500)))
    // What breaks the pipe ends the process as well, and that is told.
    input.on('error', () => undefined)
    output.setEncoding('utf8').on('data', (text: string) => this.#read(text))
    this.#process.on('error', (error: NodeJS.ErrnoException) =>
      this.#fail(
        error.code === 'ENOENT'
          ? 'there is no `chromium` on the PATH. Install it (Debian: apt-get install chromium) and run this again'
          : `chromium cannot be started: ${error.message}`,
      ),
    )
    this.#process.on('exit', (code) =>
      this.#fail(`chromium ended (exit code ${code}): ${this.#stderr.trim()}`),
    )
  }

  /** Rejects with what to do where there is no Chromium. */
  static async start(): Promise<Browser> {
    const browser = new Browser()
    try {
      await browser.#attach()
    } catch (error) {
      await browser.stop()
      throw error
    }
    return browser
  }

  /** How the pages that come next are shown. */
  async look(width: number, scheme: 'light' | 'dark'): Promise<void> {
    const metrics = { width, height: 800, deviceScaleFactor: 1, mobile: false }
    await this.#send('Emulation.setDeviceMetricsOverride', metrics)
    const features = [{ name: 'prefers-color-scheme', value: scheme }]
    await this.#send('Emulation.setEmulatedMedia', { features })
  }

  async open(url: string): Promise<void> {
    const loaded = new Promise((resolve, reject) =>
      this.#events.set('Page.loadEventFired', { resolve, reject }),
    )
    await Promise.all([this.#send('Page.navigate', { url }), loaded])
  }

  /** The value of an expression in the page; it must be JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#send('Runtime.evaluate', { expression, returnByValue: true })
    const { result, exceptionDetails } = answer as {
      result: { value?: unknown; description?: string }
      exceptionDetails?: unknown
    }
    if (exceptionDetails !== undefined)
      throw new Error(`in the page: ${result.description ?? 'an exception'}`)
    return result.value
  }

  /** A picture (PNG) of a part of the page, in or below the window. */
  async picture(part: Rectangle): Promise<Buffer> {
    const options = { captureBeyondViewport: true, clip: { ...part, scale: 1 } }
    const { data } = (await this.#send('Page.captureScreenshot', options)) as { data: string }
    return Buffer.from(data, 'base64')
  }

  async stop(): Promise<void> {
    const hasEnded = this.#process.exitCode !== null || this.#process.signalCode !== null
    if (this.#process.pid !== undefined && !hasEnded) {
      const ended = new Promise((resolve) => this.#process.once('exit', resolve))
      this.#process.kill()
      await ended
    }
    // Helpers of the browser may still write to their profile for a moment.
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }

  async #attach(): Promise<void> {
    const target = await this.#send('Target.createTarget', { url: 'about:blank' })
    const { targetId } = target as { targetId: string }
    const attached = await this.#send('Target.attachToTarget', { targetId, flatten: true })
    this.#session = (attached as { sessionId: string }).sessionId
    await this.#send('Page.enable')
  }

  #send(method: string, params: object = {}): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end)
    const id = ++this.#lastId
    const input = this.#process.stdio[3] as Writable
    const session = this.#session === undefined ? {} : { sessionId: this.#session }
    input.write(`${JSON.stringify({ id, method, params, ...session })}\0`)
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #read(text: string): void {
    const messages = (this.#unread + text).split('\0')
    this.#unread = messages.pop() ?? ''
    for (const message of messages) {
      const { id, method, result, error } = JSON.parse(message) as Answer
      const waiters: Map<unknown, Waiter> = id === undefined ? this.#events : this.#waiting
      const waiter = waiters.get(id ?? method)
      waiters.delete(id ?? method)
      if (error) waiter?.reject(new Error(`chromium: ${error.message}`))
      else waiter?.resolve(result)
    }
  }

  #fail(message: string): void {
    this.#end ??= new Error(message)
    for (const { reject } of [...this.#waiting.values(), ...this.#events.values()]) reject(this.#end)
    this.#waiting.clear()
    this.#events.clear()
  }
}
