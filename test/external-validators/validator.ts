import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http'

/** One request, and what it was answered, as they were on the wire. */
export interface Heard {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** JSON, or undefined where there is no body. */
  readonly body: unknown
  /** Nothing where the request was not answered, or an answer of this kind was ordered by the test. */
  readonly answer?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>
type Input = Parameters<ReturnType<typeof createInstance>['request']>[0]
type Components = Parameters<typeof createInstance>[1]
interface Diagnostic {
  readonly message: string
  readonly severity: number | string
  readonly path?: readonly unknown[]
}

const silent = {
  info: ignore,
  warn: ignore,
  error: ignore,
  debug: ignore,
  success: ignore,
  child: () => silent,
}
// Prism only warns of a refusal whose status the description does not list.
const ERROR = 0

/** Texts about what was asked, and about what was answered. */
export interface Objections {
  readonly request: readonly string[]
  readonly answer: readonly string[]
}

const CONFIG = {
  isProxy: true as const,
  upstream: new URL('http://127.0.0.1'),
  upstreamProxy: undefined,
  checkSecurity: true,
  validateRequest: true,
  // A request for which there is no operation.
  errors: true,
  mock: { dynamic: false },
}

/** Prism, which compares exchanges with a description in OpenAPI. Nothing is passed on: what was answered is known. */
export class Judge {
  readonly #operations: Operations
  readonly #refusals: readonly number[]
  /** How many exchanges it has compared. */
  count = 0

  private constructor(operations: Operations, refusals: readonly number[]) {
    this.#operations = operations
    this.#refusals = refusals
  }

  /**
   * `description`: path of the OpenAPI document; `refusals`: statuses with which every operation may be refused, though few
   * descriptions list them.
   */
  static async of(description: string, refusals: readonly number[]): Promise<Judge> {
    return new Judge(await getHttpOperationsFromSpec(description), refusals)
  }

  /** What is wrong with an exchange. */
  async objections({ answer, ...request }: Heard): Promise<Objections> {
    this.count += 1
    const { method, path, query, headers, body } = request
    const output = answer && { statusCode: answer.status, headers: answer.headers, body: answer.body }
    const prism = createInstance({ ...CONFIG, validateResponse: output !== undefined }, {
      logger: silent,
      forward: () => () => () => Promise.resolve({ _tag: 'Right', right: output ?? { statusCode: 200 } }),
    } as unknown as Components)
    const input = { method: method.toLowerCase(), url: { path, query }, headers, body } as unknown as Input
    const result = await prism.request(input, this.#operations)()
    const isRefusal = answer !== undefined && this.#refusals.includes(answer.status)
    const texts = (diagnostics: readonly Diagnostic[]) =>
      diagnostics
        .filter(({ severity }) => Number(severity) === ERROR || !isRefusal)
        .map(({ message, path: at = [] }) => `${method} ${path}: ${message} (${at.join('/')})`)
    if (result._tag === 'Left')
      return { request: [`${method} ${path}: ${detailOf(result.left)}`], answer: [] }
    const { validations } = result.right
    return { request: texts(validations.input), answer: texts(validations.output) }
  }
}

function detailOf(error: Error): string {
  return 'detail' in error ? String(error.detail) : error.message
}

function ignore(): void {
  // Prism tells of every step.
}
