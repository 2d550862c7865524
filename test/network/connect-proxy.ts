import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { listen, tie, type Listener } from './listener.ts'

export interface ProxyOptions {
  /** `name:password`; a CONNECT without it is answered with 407. */
  readonly login?: string
  /** The port that everything is led to. Default: the port that was asked for, whatever the name of the host. */
  readonly leadsTo?: number
}

/** A proxy on 127.0.0.1 that knows CONNECT alone, and writes down what it gets to see. */
export class ConnectProxy {
  /** The targets of all CONNECT requests, `host:port`, also of those that were refused. */
  readonly asked: string[] = []
  /** Requests that somebody made without a tunnel, so that the proxy could read them. */
  readonly readable: string[] = []
  readonly #options: ProxyOptions
  readonly #passed: Buffer[] = []
  #listener: Listener | undefined

  constructor(options: ProxyOptions = {}) {
    this.#options = options
  }

  /** Without a login. */
  get url(): string {
    return `http://127.0.0.1:${this.#listener?.port ?? 0}`
  }

  /** All bytes that went through the tunnels or came outside of them. */
  get passed(): string {
    return Buffer.concat(this.#passed).toString('latin1')
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      this.readable.push(`${request.method ?? ''} ${request.url ?? ''}`)
      response.writeHead(501).end()
    })
    server.on('connection', (socket) => socket.on('data', (bytes: Buffer) => this.#passed.push(bytes)))
    server.on('connect', ({ url = '', headers }, socket: Socket) => {
      this.asked.push(url)
      if (this.#isRefused(headers['proxy-authorization'])) {
        const head =
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n'
        socket.end(`${head}Content-Length: 0\r\n\r\n`)
        return
      }
      const target = connect(this.#options.leadsTo ?? (Number(url.split(':').at(-1)) || 443), '127.0.0.1')
      target.on('data', (bytes: Buffer) => this.#passed.push(bytes))
      target.once('connect', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'))
      tie(socket, target)
    })
    this.#listener = await listen(server)
    return this
  }

  async stop(): Promise<void> {
    await this.#listener?.stop()
    this.#listener = undefined
  }

  #isRefused(authorization: string | undefined): boolean {
    const { login } = this.#options
    return login !== undefined && authorization !== `Basic ${Buffer.from(login).toString('base64')}`
  }
}
