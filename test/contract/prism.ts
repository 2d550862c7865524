import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const CONTRACT = fileURLToPath(new URL('../../openapi/forge.yml', import.meta.url))
const PRISM = fileURLToPath(new URL('../../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url))
const START_TIMEOUT_MS = 60_000

/** Violations in one exchange. */
export interface ContractViolation {
  readonly method: string
  readonly path: string
  readonly details: string
}

/**
 * Prism as a validating proxy between the action and a service: it forwards everything and validates each request and
 * each response against the contract. `url` is the API URL for the action.
 */
export class PrismProxy {
  readonly violations: ContractViolation[] = []
  exchangeCount = 0
  readonly #service: string
  #prism: ChildProcess | undefined
  #server: Server | undefined
  #prismPort = 0

  constructor(service: string) {
    this.#service = service
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`
  }

  /** Resolves when the proxy is listening. Rejects if Prism does not start within a minute. */
  async start(): Promise<void> {
    this.#prismPort = await freePort()
    const listenOptions = ['--host', '127.0.0.1', '--port', String(this.#prismPort)]
    this.#prism = spawn(process.execPath, [PRISM, 'proxy', CONTRACT, this.#service, ...listenOptions], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await waitForOutput(this.#prism, /Prism is listening/)
    this.#server = createServer((request, response) => this.#forward(request, response))
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  stop(): void {
    this.#prism?.kill()
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  /** Forwards to Prism and reads the violations from a header that Prism adds to the response. */
  #forward(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url: path = '', headers } = request
    const forwarded = forward(
      { port: this.#prismPort, host: '127.0.0.1', method, path, headers },
      (prismResponse) => {
        this.exchangeCount++
        const details = prismResponse.headers['sl-violations']
        if (details !== undefined) this.violations.push({ method, path, details: String(details) })
        response.writeHead(prismResponse.statusCode ?? 502, prismResponse.headers)
        prismResponse.pipe(response)
      },
    )
    forwarded.on('error', () => response.destroy())
    request.pipe(forwarded)
  }
}

function portOf(server: Server | undefined): number {
  return (server?.address() as AddressInfo | null | undefined)?.port ?? 0
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  return port
}

function waitForOutput(process: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Prism did not start within a minute')), START_TIMEOUT_MS)
    let output = ''
    process.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (pattern.test(output)) {
        clearTimeout(timer)
        resolve()
      }
    })
    process.on('exit', (code) => reject(new Error(`Prism exited with ${code}: ${output}`)))
  })
}
