import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { realClock, type Clock } from './clock.ts'
import { ClientGone, Exchange, type Ending, type Host } from './exchange.ts'
import { applyFault, FaultBook, refusalWindow, type Fault } from './faults.ts'
import { Ids } from './ids.ts'
import type { Answer, RecordedRequest, Violation } from './wire.ts'

/** What every simulator can be told. */
export interface SimulatorOptions {
  /** Default: real time. */
  clock?: Clock
  /** The first that fits a request strikes it. */
  faults?: readonly Fault[]
  /** Makes all identifiers the same in every run. */
  seed?: string
  /** Called once the exchange is over, whichever way. */
  onAnswer?: (request: RecordedRequest) => void
}

/** A service on 127.0.0.1: listens, writes down every request, plays faults, and leaves the meaning to its subclass. */
export abstract class Simulator {
  readonly clock: Clock
  /** Every request, in the order of arrival. */
  readonly requests: RecordedRequest[] = []
  /** What the simulator did wrong by itself. Anything in here is a bug of the simulator. */
  readonly violations: Violation[] = []
  protected readonly ids: Ids
  readonly #faults = new FaultBook()
  readonly #windows: { from: number; to: number }[] = []
  readonly #connections = new Map<Socket, number>()
  readonly #onAnswer: (request: RecordedRequest) => void
  #connectionCount = 0
  /** Connections that are left, as soon as they are made, without a byte read. */
  readonly #left = new WeakSet<Socket>()
  readonly #activity = { serving: 0, stalled: 0 }
  #leavesNext: Ending | undefined
  #server: Server | undefined
  #port = 0
  #startedAt = 0
  #running = false

  constructor(options: SimulatorOptions) {
    this.clock = options.clock ?? realClock
    this.ids = new Ids(options.seed)
    this.#onAnswer = options.onAnswer ?? (() => undefined)
    for (const fault of options.faults ?? []) this.addFault(fault)
  }

  /** Name of the operation that a request addresses, or `unrouted`. */
  protected abstract operationOf(method: string, path: string): string
  /** Acts on a request that was read whole. */
  protected abstract handle(request: RecordedRequest): Answer
  /** Headers of every answer. */
  protected abstract stamp(request: RecordedRequest): Record<string, string>

  /** Where clients reach it, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Whether a connection would be taken now. */
  get listening(): boolean {
    return this.#server !== undefined
  }

  /**
   * Whether clients wait for nothing but time to pass: at least one is kept waiting by a fault, and nobody else is being
   * served.
   */
  get stalled(): boolean {
    const { serving, stalled } = this.#activity
    return stalled > 0 && serving <= stalled
  }

  /** Whether nobody is being served at all. */
  get quiet(): boolean {
    return this.#activity.serving === 0 && this.#activity.stalled === 0
  }

  /** The next connection is left in this way as soon as it is made, before a byte of it is read. */
  leaveNext(ending: Ending): void {
    this.#leavesNext = ending
  }

  /** One more fault, after those that are there. A `refuse` that waits for no request must be given before `start`. */
  addFault(fault: Fault): void {
    const window = refusalWindow(fault)
    if (window) this.#windows.push(window)
    else this.#faults.add(fault)
  }

  /** Listens on 127.0.0.1, on a free port or on the one given. Rejects when that is taken. */
  async start(port = this.#port): Promise<void> {
    this.#running = true
    this.#startedAt = this.clock.now()
    await this.#listen(port)
    for (const { from, to } of this.#windows) {
      if (from <= 0) await this.#refuse(to)
      else void this.clock.sleep(from).then(() => this.#refuse(to - from))
    }
  }

  /** Cuts every connection and listens no more. What the service knows stays. */
  async stop(): Promise<void> {
    this.#running = false
    await this.#close()
  }

  async #listen(port: number): Promise<void> {
    // Hanging and slow exchanges are the point here, so none of Node's own limits may end them.
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
      if (this.#leavesNext !== undefined) this.#leave(socket, this.#leavesNext)
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

  /** Resolves when nothing listens any more; listens again by itself after `ms`. */
  async #refuse(ms: number): Promise<void> {
    if (this.#server === undefined) return
    await this.#close()
    void this.#listenAgain(ms)
  }

  /** Like `#refuse`, but the connections stay. */
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
    if (this.#running && this.#server === undefined) await this.#listen(this.#port)
  }

  #leave(socket: Socket, ending: Ending): void {
    this.#leavesNext = undefined
    this.#left.add(socket)
    if (ending === 'reset') socket.resetAndDestroy()
    if (ending === 'fin') socket.end()
    if (!socket.destroyed) void this.#stall(new Promise((resolve) => socket.once('close', resolve)), 1)
  }

  /** `serving`: 1 for a wait that is not part of an exchange which is being served. */
  async #stall<T>(pause: Promise<T>, serving: 0 | 1): Promise<T> {
    this.#activity.stalled += 1
    this.#activity.serving += serving
    try {
      return await pause
    } finally {
      this.#activity.stalled -= 1
      this.#activity.serving -= serving
    }
  }

  get #host(): Host {
    return {
      clock: this.clock,
      handle: (whole) => this.handle(whole),
      stamp: (whole) => this.stamp(whole),
      refuse: (ms) => this.#refuse(ms),
      stopListening: (ms) => this.#stopListening(ms),
      leaveNext: (ending) => this.leaveNext(ending),
      stall: (pause) => this.#stall(pause, 0),
    }
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#left.has(incoming.socket)) return
    const request = this.#record(incoming)
    const exchange = new Exchange(request, { incoming, response }, this.#host)
    this.#activity.serving += 1
    try {
      const elapsed = request.at - this.#startedAt
      const fault = await this.#faults.choose(request, elapsed, () => exchange.read())
      request.fault = fault && (fault.name ?? fault.kind)
      if (fault) await applyFault(fault, exchange)
      else await exchange.reply(await exchange.process())
    } catch (error) {
      if (!(error instanceof ClientGone)) this.violations.push({ request, problem: inspect(error) })
      incoming.socket.destroy()
    } finally {
      this.#activity.serving -= 1
    }
    this.#onAnswer(request)
  }

  #record(incoming: IncomingMessage): RecordedRequest {
    const [path = '/', search = ''] = (incoming.url ?? '/').split(/\?(.*)/s)
    const method = incoming.method ?? 'GET'
    const request: RecordedRequest = {
      n: this.requests.length + 1,
      at: this.clock.now(),
      operation: this.operationOf(method, path),
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: incoming.headers,
      connection: this.#connections.get(incoming.socket) ?? 0,
      raw: '',
      body: undefined,
      processed: false,
      answer: undefined,
      status: undefined,
      delivered: false,
      fault: undefined,
    }
    this.requests.push(request)
    return request
  }
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
