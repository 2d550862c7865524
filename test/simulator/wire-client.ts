import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A client that sees the raw bytes and how a connection ends, where an HTTP library only reports an error. */
export class SocketClient {
  readonly #socket: Socket
  #received = ''
  #connectionEnd: 'fin' | 'reset' | undefined

  /** Connects to a URL such as `http://127.0.0.1:8080`. Rejects with the system's error. */
  static async connect(url: string): Promise<SocketClient> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) })
    await once(socket, 'connect')
    return new SocketClient(socket)
  }

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (this.#received += text))
    socket.on('end', () => (this.#connectionEnd ??= 'fin'))
    socket.on('error', () => (this.#connectionEnd = 'reset'))
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body = ''): void {
    const allHeaders = { host: 'localhost', 'content-length': String(Buffer.byteLength(body)), ...headers }
    const lines = Object.entries(allHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
  }

  sendRaw(text: string): void {
    this.#socket.write(text)
  }

  /** Everything received so far. */
  get received(): string {
    return this.#received
  }

  /** Head and body of what was received so far. */
  get parts(): { head: string; body: string } {
    const [head = '', ...rest] = this.#received.split('\r\n\r\n')
    return { head, body: rest.join('\r\n\r\n') }
  }

  /** How the server ended the connection; undefined while it is open. */
  get connectionEnd(): 'fin' | 'reset' | undefined {
    return this.#connectionEnd
  }

  /** Resolves when the connection is closed. */
  async waitForClose(): Promise<void> {
    if (!this.#socket.destroyed) await new Promise((resolve) => this.#socket.once('close', resolve))
  }

  close(): void {
    this.#socket.destroy()
  }
}

/** Resolves when the condition holds, which is checked on every turn of the event loop. Rejects after two minutes. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const end = Date.now() + 120_000
  while (!condition()) {
    if (Date.now() > end) throw new Error(`timed out waiting for ${String(condition)}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
