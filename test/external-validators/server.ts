import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { Judge, type Heard } from './validator.ts'
import { WIRES, type Wire } from './exchanges.ts'

/** Both judges in one process, for the processes that run tests: loading Prism takes a second. */
export class JudgeServer {
  readonly #server: Server
  readonly #judges: Readonly<Record<Wire, Judge>>

  private constructor(judges: Readonly<Record<Wire, Judge>>) {
    this.#judges = judges
    this.#server = createServer((request, response) => {
      const judge = judges[request.url?.slice(1) as Wire]
      void json(request)
        .then((heard) => objectionsTo(heard as readonly Heard[], judge))
        .catch((error: unknown) => [String(error)])
        .then((objections) => response.end(JSON.stringify(objections)))
    })
  }

  static async start(): Promise<JudgeServer> {
    const [forge, github] = await Promise.all([
      Judge.of(WIRES.forge, [404, 405, 409, 415, 422]),
      Judge.of(WIRES.github, [401, 403, 404, 422]),
    ])
    const started = new JudgeServer({ forge, github })
    started.#server.listen(0, '127.0.0.1')
    await once(started.#server, 'listening')
    return started
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** How many exchanges were compared. */
  count(wire: Wire): number {
    return this.#judges[wire].count
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

async function objectionsTo(heard: readonly Heard[], judge: Judge): Promise<readonly string[]> {
  const all: string[] = []
  for (const each of heard) {
    const { request, answer } = await judge.objections(each)
    all.push(...request, ...answer)
  }
  return [...new Set(all)]
}
