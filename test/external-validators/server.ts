import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { ContractValidator, type RecordedExchange } from './validator.ts'
import { DESCRIPTIONS, type Service } from './descriptions.ts'

/** Serves both validators from one process to all test processes, because loading Prism takes a second. */
export class ValidatorServer {
  readonly #server: Server
  readonly #validators: Readonly<Record<Service, ContractValidator>>

  private constructor(validators: Readonly<Record<Service, ContractValidator>>) {
    this.#validators = validators
    this.#server = createServer((request, response) => {
      const validator = validators[request.url?.slice(1) as Service]
      void json(request)
        .then((exchanges) => validateAll(exchanges as readonly RecordedExchange[], validator))
        .catch((error: unknown) => [String(error)])
        .then((violations) => response.end(JSON.stringify(violations)))
    })
  }

  static async start(): Promise<ValidatorServer> {
    const [forge, github] = await Promise.all([
      ContractValidator.load(DESCRIPTIONS.forge, [404, 405, 409, 415, 422]),
      ContractValidator.load(DESCRIPTIONS.github, [401, 403, 404, 422]),
    ])
    const server = new ValidatorServer({ forge, github })
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  validatedCount(service: Service): number {
    return this.#validators[service].validatedCount
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

async function validateAll(
  exchanges: readonly RecordedExchange[],
  validator: ContractValidator,
): Promise<readonly string[]> {
  const violations: string[] = []
  for (const exchange of exchanges) {
    const { request, response } = await validator.validate(exchange)
    violations.push(...request, ...response)
  }
  return [...new Set(violations)]
}
