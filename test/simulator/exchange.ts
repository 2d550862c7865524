import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Clock } from './clock.ts'
import { parseJson, type Answer, type RecordedRequest } from './wire.ts'

/** What an exchange needs from the simulator that it belongs to. */
export interface Host {
  readonly clock: Clock
  /** Acts on the request, as the service would. */
  handle(request: RecordedRequest): Answer
  /** Headers that the service puts on every answer. */
  stamp(request: RecordedRequest): Record<string, string>
  /** Stops listening for `ms` and cuts all connections. */
  refuse(ms: number): Promise<void>
  /** Stops listening for `ms`; the connections stay. */
  stopListening(ms: number): void
  /** The next connection is left in this way as soon as it is made. */
  leaveNext(ending: Ending): void
  /** The client is kept waiting on purpose until this settles. */
  stall<T>(pause: Promise<T>): Promise<T>
}

/** How an unfinished answer ends: a clean close, a reset, or never. */
export type Ending = 'fin' | 'reset' | 'hang'

/** The client went away before its request was complete. */
export class ClientGone extends Error {}

/** One request on its socket: the moves from which proper answers and faults are made. */
export class Exchange {
  readonly request: RecordedRequest
  readonly clock: Clock
  readonly #incoming: IncomingMessage
  readonly #response: ServerResponse
  readonly #host: Host
  #reading: Promise<void> | undefined
  #processing: Promise<Answer> | undefined

  constructor(
    request: RecordedRequest,
    wire: { incoming: IncomingMessage; response: ServerResponse },
    host: Host,
  ) {
    this.request = request
    this.clock = host.clock
    this.#incoming = wire.incoming
    this.#response = wire.response
    this.#host = host
    this.#response.sendDate = false
    this.#response.once('finish', () => (request.delivered = true))
  }

  /** Reads the whole body, once. */
  read(): Promise<void> {
    this.#reading ??= this.#readBody()
    return this.#reading
  }

  /** Reads the body and lets the service act on it, once; gives the service's answer. */
  process(): Promise<Answer> {
    this.#processing ??= this.read().then(() => {
      this.request.processed = true
      this.request.answer = this.#host.handle(this.request)
      return this.request.answer
    })
    return this.#processing
  }

  /** Sends a whole answer. */
  async reply(answer: Answer): Promise<void> {
    const length = answer.status === 204 ? undefined : Buffer.byteLength(answer.body)
    this.head(answer, length)
    await this.#settled((done) => this.#response.end(answer.body, done))
  }

  /** Sends the head of an answer that announces `length` bytes of body (undefined: none are announced). */
  head(answer: Answer, length: number | undefined): void {
    this.request.status = answer.status
    this.#response.writeHead(answer.status, this.#headers(answer, length))
  }

  /** Sends a piece of the body, after `head`. */
  async write(bytes: string | Buffer): Promise<void> {
    await this.#settled((done) => this.#response.write(bytes, done))
  }

  /** Ends the body properly, after `head` and `write`. */
  async end(): Promise<void> {
    await this.#settled((done) => this.#response.end(done))
  }

  /** Puts bytes on the socket, past the HTTP server. */
  async raw(bytes: string | Buffer): Promise<void> {
    await this.#settled((done) => this.#incoming.socket.write(bytes, done))
  }

  /** The head of an answer as text, for `raw`: no length, no chunks, the close of the connection ends the body. */
  rawHead(answer: Answer): string {
    this.request.status = answer.status
    const headers = { ...this.#headers(answer, undefined), connection: 'close' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines.join('')}\r\n`
  }

  /** Leaves the connection in the way that `ending` says; resolves when it is over. */
  async leave(ending: Ending): Promise<void> {
    const { socket } = this.#incoming
    if (ending === 'reset') socket.resetAndDestroy()
    if (ending === 'fin') {
      // What is still coming must be read, or the kernel turns the close into a reset.
      this.#incoming.resume()
      socket.end()
    }
    await this.#host.stall(this.gone())
  }

  /** Lets time pass while the client waits. */
  pause(ms: number): Promise<void> {
    return this.#host.stall(this.clock.sleep(ms))
  }

  /** Resolves when the connection is closed. */
  gone(): Promise<void> {
    const { socket } = this.#incoming
    return new Promise((resolve) => (socket.destroyed ? resolve() : socket.once('close', () => resolve())))
  }

  /** Whether the client is still there to be answered. */
  get open(): boolean {
    return !this.#incoming.socket.destroyed
  }

  /** Stops listening for `ms` and cuts all connections, this one included. */
  refuse(ms: number): Promise<void> {
    return this.#host.refuse(ms)
  }

  /** Stops listening for `ms`; the connections stay, and this exchange can still be answered. */
  stopListening(ms: number): void {
    this.#host.stopListening(ms)
  }

  /** The next connection is left in this way as soon as it is made. */
  leaveNext(ending: Ending): void {
    this.#host.leaveNext(ending)
  }

  #headers(answer: Answer, length: number | undefined): Record<string, string> {
    return {
      date: new Date(this.clock.now()).toUTCString(),
      ...this.#host.stamp(this.request),
      ...answer.headers,
      ...(length === undefined ? {} : { 'content-length': String(length) }),
    }
  }

  async #readBody(): Promise<void> {
    const pieces: Buffer[] = []
    try {
      for await (const piece of this.#incoming) pieces.push(Buffer.from(piece as Uint8Array))
    } catch (cause) {
      throw new ClientGone('the client left before its request was complete', { cause })
    }
    this.request.raw = Buffer.concat(pieces).toString('utf8')
    this.request.body = parseJson(this.request.raw)
  }

  /** Waits for the callback of a write, or for the end of the connection: a write to a dead socket may never call back. */
  #settled(start: (done: () => void) => unknown): Promise<void> {
    const { socket } = this.#incoming
    return new Promise((resolve) => {
      const done = (): void => {
        socket.off('close', done)
        resolve()
      }
      socket.once('close', done)
      if (socket.destroyed) done()
      else start(done)
    })
  }
}
