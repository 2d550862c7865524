import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Clock } from './clock.ts'
import { parseJson, type ServiceResponse, type RecordedRequest } from './wire.ts'

/** What an exchange needs from its simulator. */
export interface ExchangeHost {
  readonly clock: Clock
  /** Processes the request, as the service would. */
  handle(request: RecordedRequest): ServiceResponse
  /** Headers of every response. */
  commonHeaders(request: RecordedRequest): Record<string, string>
  /** Stops listening for `ms` and resets all connections. */
  refuseConnections(ms: number): Promise<void>
  /** Stops listening for `ms`; open connections stay. */
  stopListening(ms: number): void
  /** Ends the next connection this way as soon as it is accepted. */
  dropNextConnection(end: ConnectionEnd): void
  /** Counts the client as deliberately kept waiting until the promise settles. */
  trackStall<T>(delay: Promise<T>): Promise<T>
}

/** How a connection ends before the response is complete: closed, reset, or left open. */
export type ConnectionEnd = 'fin' | 'reset' | 'hang'

/** The client disconnected before its request was complete. */
export class ClientDisconnected extends Error {}

/** One request on its socket, with the operations that responses and faults are made of. */
export class Exchange {
  readonly request: RecordedRequest
  readonly clock: Clock
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse
  readonly #host: ExchangeHost
  #bodyRead: Promise<void> | undefined
  #response: Promise<ServiceResponse> | undefined

  constructor(
    request: RecordedRequest,
    wire: { incoming: IncomingMessage; response: ServerResponse },
    host: ExchangeHost,
  ) {
    this.request = request
    this.clock = host.clock
    this.#incoming = wire.incoming
    this.#outgoing = wire.response
    this.#host = host
    this.#outgoing.sendDate = false
    this.#outgoing.once('finish', () => (request.isDelivered = true))
  }

  /** Reads the whole body. Later calls return the same promise. */
  read(): Promise<void> {
    this.#bodyRead ??= this.#readBody()
    return this.#bodyRead
  }

  /** Reads the body and lets the service process it. Later calls return the same response. */
  process(): Promise<ServiceResponse> {
    this.#response ??= this.read().then(() => {
      this.request.isProcessed = true
      this.request.response = this.#host.handle(this.request)
      return this.request.response
    })
    return this.#response
  }

  /** Sends a complete response. */
  async respond(response: ServiceResponse): Promise<void> {
    const contentLength = response.status === 204 ? undefined : Buffer.byteLength(response.body)
    this.writeHead(response, contentLength)
    await this.#waitForWrite((done) => this.#outgoing.end(response.body, done))
  }

  /** Sends the head of a response, with a Content-Length unless it is undefined. */
  writeHead(response: ServiceResponse, contentLength: number | undefined): void {
    this.request.status = response.status
    this.#outgoing.writeHead(response.status, this.#headers(response, contentLength))
  }

  /** Sends a part of the body, after `writeHead`. */
  async write(bytes: string | Buffer): Promise<void> {
    await this.#waitForWrite((done) => this.#outgoing.write(bytes, done))
  }

  /** Completes the body, after `writeHead` and `write`. */
  async end(): Promise<void> {
    await this.#waitForWrite((done) => this.#outgoing.end(done))
  }

  /** Writes bytes to the socket, bypassing the HTTP server. */
  async writeRaw(bytes: string | Buffer): Promise<void> {
    await this.#waitForWrite((done) => this.#incoming.socket.write(bytes, done))
  }

  /**
   * The head of a response as text, for `writeRaw`: without a length, so that the body ends when the connection does.
   */
  formatHead(response: ServiceResponse): string {
    this.request.status = response.status
    const headers = { ...this.#headers(response, undefined), connection: 'close' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}\r\n${lines.join('')}\r\n`
  }

  /** Ends the connection, or leaves it open for `hang`. Resolves when it is closed. */
  async disconnect(end: ConnectionEnd): Promise<void> {
    const { socket } = this.#incoming
    if (end === 'reset') socket.resetAndDestroy()
    if (end === 'fin') {
      // Unread data would make the kernel turn the close into a reset.
      this.#incoming.resume()
      socket.end()
    }
    await this.#host.trackStall(this.waitForClose())
  }

  /** Keeps the client waiting. */
  delay(ms: number): Promise<void> {
    return this.#host.trackStall(this.clock.sleep(ms))
  }

  /** Resolves when the connection is closed. */
  waitForClose(): Promise<void> {
    const { socket } = this.#incoming
    return new Promise((resolve) => (socket.destroyed ? resolve() : socket.once('close', () => resolve())))
  }

  /** Whether the client is still connected. */
  get isOpen(): boolean {
    return !this.#incoming.socket.destroyed
  }

  /** Stops listening for `ms` and resets all connections, including this one. */
  refuseConnections(ms: number): Promise<void> {
    return this.#host.refuseConnections(ms)
  }

  /** Stops listening for `ms`; open connections stay, so this exchange can still respond. */
  stopListening(ms: number): void {
    this.#host.stopListening(ms)
  }

  /** Ends the next connection this way as soon as it is accepted. */
  dropNextConnection(end: ConnectionEnd): void {
    this.#host.dropNextConnection(end)
  }

  #headers(response: ServiceResponse, contentLength: number | undefined): Record<string, string> {
    return {
      date: new Date(this.clock.now()).toUTCString(),
      ...this.#host.commonHeaders(this.request),
      ...response.headers,
      ...(contentLength === undefined ? {} : { 'content-length': String(contentLength) }),
    }
  }

  async #readBody(): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of this.#incoming) chunks.push(Buffer.from(chunk as Uint8Array))
    } catch (cause) {
      throw new ClientDisconnected('the client disconnected before its request was complete', { cause })
    }
    this.request.rawBody = Buffer.concat(chunks).toString('utf8')
    this.request.body = parseJson(this.request.rawBody)
  }

  /**
   * Waits for the callback of a write, or for the end of the connection: on a closed socket the callback may never
   * come.
   */
  #waitForWrite(start: (done: () => void) => unknown): Promise<void> {
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
