import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface PendingCall {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A browser that hangs is stopped after this time. */
const TIMEOUT_MS = 900_000

/**
 * One tab of Chromium, controlled through pipes by the DevTools protocol. The command line is not enough: `--window-size`
 * cannot go below 500 px, and a phone has 390.
 */
export class Browser {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #pendingCalls = new Map<number, PendingCall>()
  readonly #events = new Map<string, PendingCall>()
  #lastId = 0
  #session: string | undefined
  #partialMessage = ''
  #stderr = ''
  #error: Error | undefined

  private constructor() {
    this.#profile = mkdtempSync(join(tmpdir(), 'render-'))
    const flags = ['--headless', '--no-sandbox', '--hide-scrollbars', '--disable-gpu', '--no-first-run']
    const args = [...flags, '--remote-debugging-pipe', `--user-data-dir=${this.#profile}`]
    this.#process = spawn('chromium', args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
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
    // A broken pipe ends the process as well, which is reported.
    input.on('error', () => undefined)
    output.setEncoding('utf8').on('data', (text: string) => this.#read(text))
    this.#process.on('error', (error: NodeJS.ErrnoException) =>
      this.#fail(
        error.code === 'ENOENT'
          ? '`chromium` is not on the PATH. Install it (Debian: apt-get install chromium) and run this again'
          : `cannot start chromium: ${error.message}`,
      ),
    )
    this.#process.on('exit', (code) =>
      this.#fail(`chromium exited with code ${code}: ${this.#stderr.trim()}`),
    )
  }

  /** Rejects with what to do if Chromium is not installed. */
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

  /** Sets width and color scheme of the next pages. */
  async setViewport(width: number, scheme: 'light' | 'dark'): Promise<void> {
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

  /** Evaluates an expression in the page. Its value must be JSON. */
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

  /** Takes a screenshot (PNG) of a part of the page, even below the window. */
  async screenshot(area: Rectangle): Promise<Buffer> {
    const options = { captureBeyondViewport: true, clip: { ...area, scale: 1 } }
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
    // Child processes of the browser may still write to the profile for a moment.
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
    if (this.#error) return Promise.reject(this.#error)
    const id = ++this.#lastId
    const input = this.#process.stdio[3] as Writable
    const session = this.#session === undefined ? {} : { sessionId: this.#session }
    input.write(`${JSON.stringify({ id, method, params, ...session })}\0`)
    return new Promise((resolve, reject) => this.#pendingCalls.set(id, { resolve, reject }))
  }

  #read(text: string): void {
    const messages = (this.#partialMessage + text).split('\0')
    this.#partialMessage = messages.pop() ?? ''
    for (const message of messages) {
      const { id, method, result, error } = JSON.parse(message) as Message
      const waiters: Map<unknown, PendingCall> = id === undefined ? this.#events : this.#pendingCalls
      const waiter = waiters.get(id ?? method)
      waiters.delete(id ?? method)
      if (error) waiter?.reject(new Error(`chromium: ${error.message}`))
      else waiter?.resolve(result)
    }
  }

  #fail(message: string): void {
    this.#error ??= new Error(message)
    for (const { reject } of [...this.#pendingCalls.values(), ...this.#events.values()]) reject(this.#error)
    this.#pendingCalls.clear()
    this.#events.clear()
  }
}
