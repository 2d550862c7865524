import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { realClock, type Clock } from './clock.ts'
import { ClientDisconnected, Exchange, type ConnectionEnd, type ExchangeHost } from './exchange.ts'
import { applyFault, FaultList, refusalWindow, type Fault } from './faults.ts'
import { IdGenerator } from './ids.ts'
import type { ServiceResponse, RecordedRequest, Violation } from './wire.ts'

/** Options of every simulator. */
export interface SimulatorOptions {
  /** Default: real time. */
  clock?: Clock
  /** The first one that matches a request applies. */
  faults?: readonly Fault[]
  /** Makes all ids the same in every run. */
  seed?: string
  /** Called when an exchange is over, with or without a response. */
  onExchangeEnd?: (request: RecordedRequest) => void
}

/** A server on 127.0.0.1 that records every request and applies faults. Subclasses implement the operations. */
export abstract class Simulator {
  readonly clock: Clock
  /** Every request, in order of arrival. */
  readonly requests: RecordedRequest[] = []
  /** Errors of the simulator itself. Every entry is a bug. */
  readonly violations: Violation[] = []
  protected readonly ids: IdGenerator
  readonly #faults = new FaultList()
  readonly #refusalWindows: { from: number; to: number }[] = []
  readonly #connections = new Map<Socket, number>()
  readonly #onExchangeEnd: (request: RecordedRequest) => void
  #connectionCount = 0
  /** Connections that were ended when they were accepted, before anything was read. */
  readonly #droppedConnections = new WeakSet<Socket>()
  readonly #activity = { serving: 0, stalled: 0 }
  #nextConnectionEnd: ConnectionEnd | undefined
  #server: Server | undefined
  #port = 0
  #startedAtMs = 0
  #isRunning = false

  constructor(options: SimulatorOptions) {
    this.clock = options.clock ?? realClock
    this.ids = new IdGenerator(options.seed)
    this.#onExchangeEnd = options.onExchangeEnd ?? (() => undefined)
    for (const fault of options.faults ?? []) this.addFault(fault)
  }

  /** Name of the requested operation, or `unrouted`. */
  protected abstract findOperation(method: string, path: string): string
  /** Processes a request whose body was read. */
  protected abstract handle(request: RecordedRequest): ServiceResponse
  /** Headers of every response. */
  protected abstract commonHeaders(request: RecordedRequest): Record<string, string>

  /** Without a trailing slash. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Whether it accepts connections. */
  get isListening(): boolean {
    return this.#server !== undefined
  }

  /**
   * Whether all active exchanges only wait for time to pass: a fault keeps at least one client waiting, and no other
   * exchange is in progress.
   */
  get isStalled(): boolean {
    const { serving, stalled } = this.#activity
    return stalled > 0 && serving <= stalled
  }

  /** Whether no exchange is in progress. */
  get isIdle(): boolean {
    return this.#activity.serving === 0 && this.#activity.stalled === 0
  }

  /** Ends the next connection this way as soon as it is accepted, before anything is read. */
  dropNextConnection(end: ConnectionEnd): void {
    this.#nextConnectionEnd = end
  }

  /** Appends a fault. A `refuse` that does not depend on a request must be added before `start`. */
  addFault(fault: Fault): void {
    const window = refusalWindow(fault)
    if (window) this.#refusalWindows.push(window)
    else this.#faults.add(fault)
  }

  /** Listens on the given port, or on a free one. Rejects if the port is in use. */
  async start(port = this.#port): Promise<void> {
    this.#isRunning = true
    this.#startedAtMs = this.clock.now()
    await this.#listen(port)
    for (const { from, to } of this.#refusalWindows) {
      if (from <= 0) await this.#refuseConnections(to)
      else void this.clock.sleep(from).then(() => this.#refuseConnections(to - from))
    }
  }

  /** Resets all connections and stops listening. The state of the service is kept. */
  async stop(): Promise<void> {
    this.#isRunning = false
    await this.#close()
  }

  async #listen(port: number): Promise<void> {
    // Node's own time-outs must not end hanging and slow exchanges.
    const limits = {
      requestTimeout: 0,
      headersTimeout: 0,
      keepAliveTimeout: 0,
      connectionsCheckingInterval: 2 ** 30,
    }
    const server = createServer(limits, (incoming, response) => void this.#serve(incoming, response))
    server.on('connection', (socket) => {
      this.#connections.set(socket, ++this.#connectionCount)
      socket.once('close', () => this.#connections.delete(socket))
      if (this.#nextConnectionEnd !== undefined) this.#drop(socket, this.#nextConnectionEnd)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address !== null && typeof address === 'object') this.#port = address.port
    this.#server = server
  }

  async #close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
    for (const socket of this.#connections.keys()) socket.resetAndDestroy()
    await closed
  }

  /** Resolves when nothing listens any more; listens again after `ms`. */
  async #refuseConnections(ms: number): Promise<void> {
    if (this.#server === undefined) return
    await this.#close()
    void this.#listenAgain(ms)
  }

  /** Like `#refuseConnections`, but open connections stay. */
  #stopListening(ms: number): void {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    server.close()
    void this.#listenAgain(ms)
  }

  async #listenAgain(ms: number): Promise<void> {
    if (ms === Infinity) return
    await this.clock.sleep(ms)
    if (this.#isRunning && this.#server === undefined) await this.#listen(this.#port)
  }

  #drop(socket: Socket, end: ConnectionEnd): void {
    this.#nextConnectionEnd = undefined
    this.#droppedConnections.add(socket)
    if (end === 'reset') socket.resetAndDestroy()
    if (end === 'fin') socket.end()
    if (!socket.destroyed) void this.#trackStall(new Promise((resolve) => socket.once('close', resolve)), 1)
  }

  /** `serving`: 1 if the wait is not part of an exchange, else 0. */
  async #trackStall<T>(pause: Promise<T>, serving: 0 | 1): Promise<T> {
    this.#activity.stalled += 1
    this.#activity.serving += serving
    try {
      return await pause
    } finally {
      this.#activity.stalled -= 1
      this.#activity.serving -= serving
    }
  }

  get #host(): ExchangeHost {
    return {
      clock: this.clock,
      handle: (request) => this.handle(request),
      commonHeaders: (request) => this.commonHeaders(request),
      refuseConnections: (ms) => this.#refuseConnections(ms),
      stopListening: (ms) => this.#stopListening(ms),
      dropNextConnection: (end) => this.dropNextConnection(end),
      trackStall: (pause) => this.#trackStall(pause, 0),
    }
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#droppedConnections.has(incoming.socket)) return
    const request = this.#record(incoming)
    const exchange = new Exchange(request, { incoming, response }, this.#host)
    this.#activity.serving += 1
    try {
      const elapsed = request.receivedAtMs - this.#startedAtMs
      const fault = await this.#faults.select(request, elapsed, () => exchange.read())
      request.fault = fault && (fault.name ?? fault.kind)
      if (fault) await applyFault(fault, exchange)
      else await exchange.respond(await exchange.process())
    } catch (error) {
      if (!(error instanceof ClientDisconnected))
        this.violations.push({ request, message: describeError(error) })
      incoming.socket.destroy()
    } finally {
      this.#activity.serving -= 1
    }
    this.#onExchangeEnd(request)
  }

  #record(incoming: IncomingMessage): RecordedRequest {
    const [path = '/', search = ''] = (incoming.url ?? '/').split(/\?(.*)/s)
    const method = incoming.method ?? 'GET'
    const request: RecordedRequest = {
      sequence: this.requests.length + 1,
      receivedAtMs: this.clock.now(),
      operation: this.findOperation(method, path),
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: incoming.headers,
      connection: this.#connections.get(incoming.socket) ?? 0,
      rawBody: '',
      body: undefined,
      isProcessed: false,
      response: undefined,
      status: undefined,
      isDelivered: false,
      fault: undefined,
    }
    this.requests.push(request)
    return request
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
