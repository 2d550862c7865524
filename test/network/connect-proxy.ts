import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { listen, pipeBoth, type Listener } from './listener.ts'

export interface ProxyOptions {
  /** `name:password`; a CONNECT without it gets a 407. */
  readonly login?: string
  /** Port of all tunnels on 127.0.0.1; by default the requested one, for any host name. */
  readonly targetPort?: number
}

/** A proxy on 127.0.0.1 that supports only CONNECT and records all traffic. */
export class ConnectProxy {
  /** `host:port` of all CONNECT requests, including rejected ones. */
  readonly targets: string[] = []
  /** Requests without a tunnel, which the proxy could read. */
  readonly plainRequests: string[] = []
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

  /** All bytes inside and outside of tunnels. */
  get traffic(): string {
    return Buffer.concat(this.#passed).toString('latin1')
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      this.plainRequests.push(`${request.method ?? ''} ${request.url ?? ''}`)
      response.writeHead(501).end()
    })
    server.on('connection', (socket) => socket.on('data', (bytes: Buffer) => this.#passed.push(bytes)))
    server.on('connect', ({ url = '', headers }, socket: Socket) => {
      this.targets.push(url)
      if (this.#isRefused(headers['proxy-authorization'])) {
        const head =
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n'
        socket.end(`${head}Content-Length: 0\r\n\r\n`)
        return
      }
      const target = connect(this.#options.targetPort ?? (Number(url.split(':').at(-1)) || 443), '127.0.0.1')
      target.on('data', (bytes: Buffer) => this.#passed.push(bytes))
      target.once('connect', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'))
      pipeBoth(socket, target)
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
