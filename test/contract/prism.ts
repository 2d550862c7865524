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
const START_LIMIT_MS = 60_000

/** What Prism holds against one exchange. */
export interface Objection {
  readonly method: string
  readonly path: string
  readonly violations: string
}

/**
 * Prism as a judge between the action and a service: it passes everything on, and compares each request and each answer
 * with the contract. `url` is where the action is to be pointed at.
 */
export class PrismJudge {
  readonly objections: Objection[] = []
  exchanges = 0
  readonly #service: string
  #prism: ChildProcess | undefined
  #recorder: Server | undefined
  #prismPort = 0

  constructor(service: string) {
    this.#service = service
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#recorder)}`
  }

  /** Resolves when both are listening. Rejects when Prism does not start within a minute. */
  async start(): Promise<void> {
    this.#prismPort = await freePort()
    const where = ['--host', '127.0.0.1', '--port', String(this.#prismPort)]
    this.#prism = spawn(process.execPath, [PRISM, 'proxy', CONTRACT, this.#service, ...where], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await said(this.#prism, /Prism is listening/)
    this.#recorder = createServer((request, response) => this.#pass(request, response))
    this.#recorder.listen(0, '127.0.0.1')
    await once(this.#recorder, 'listening')
  }

  stop(): void {
    this.#prism?.kill()
    this.#recorder?.closeAllConnections()
    this.#recorder?.close()
  }

  /** Prism writes its verdict into a header of the answer, which only this place in front of it can see. */
  #pass(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url: path = '', headers } = request
    const passed = forward({ port: this.#prismPort, host: '127.0.0.1', method, path, headers }, (answer) => {
      this.exchanges++
      const violations = answer.headers['sl-violations']
      if (violations !== undefined) this.objections.push({ method, path, violations: String(violations) })
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
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

function said(process: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Prism did not start within a minute')), START_LIMIT_MS)
    let output = ''
    process.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (words.test(output)) {
        clearTimeout(timer)
        resolve()
      }
    })
    process.on('exit', (code) => reject(new Error(`Prism ended with ${code}: ${output}`)))
  })
}
