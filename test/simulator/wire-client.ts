import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A client that sees bytes and ends of connections, where an HTTP library would see only an error. */
export class WireClient {
  readonly #socket: Socket
  #received = ''
  #ending: 'fin' | 'reset' | undefined

  /** Connects to an address such as `http://127.0.0.1:8080`; rejects with the system's error. */
  static async to(url: string): Promise<WireClient> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) })
    await once(socket, 'connect')
    return new WireClient(socket)
  }

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (this.#received += text))
    socket.on('end', () => (this.#ending ??= 'fin'))
    socket.on('error', () => (this.#ending = 'reset'))
  }

  /** Sends one request. */
  send(method: string, path: string, headers: Record<string, string> = {}, body = ''): void {
    const all = { host: 'localhost', 'content-length': String(Buffer.byteLength(body)), ...headers }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
  }

  /** Sends bytes as they are. */
  sendRaw(text: string): void {
    this.#socket.write(text)
  }

  /** All that came so far. */
  get received(): string {
    return this.#received
  }

  /** Head and body of what came so far. */
  get parts(): { head: string; body: string } {
    const [head = '', ...rest] = this.#received.split('\r\n\r\n')
    return { head, body: rest.join('\r\n\r\n') }
  }

  /** How the other side ended the connection; undefined while it is open. */
  get ending(): 'fin' | 'reset' | undefined {
    return this.#ending
  }

  /** Resolves when the connection is over. */
  async over(): Promise<void> {
    if (!this.#socket.destroyed) await new Promise((resolve) => this.#socket.once('close', resolve))
  }

  close(): void {
    this.#socket.destroy()
  }
}

/** Resolves when `holds` is true; gives the event loop a turn between looks. Rejects after 4 s: it never will be. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 4000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain until ${String(holds)}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
