import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http'

/** One request with its response. */
export interface RecordedExchange {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
  /** Absent if there was no response, or if the test made the service deviate from its description. */
  readonly response?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>
type Input = Parameters<ReturnType<typeof createInstance>['request']>[0]
type Components = Parameters<typeof createInstance>[1]
interface PrismDiagnostic {
  readonly message: string
  readonly severity: number | string
  readonly path?: readonly unknown[]
}

const SILENT_LOGGER = {
  info: noop,
  warn: noop,
  error: noop,
  debug: noop,
  success: noop,
  child: () => SILENT_LOGGER,
}
// Prism only warns about an error status that the description does not list.
const ERROR_SEVERITY = 0

/** Violations in the request and in the response. */
interface ExchangeViolations {
  readonly request: readonly string[]
  readonly response: readonly string[]
}

const CONFIG = {
  isProxy: true as const,
  upstream: new URL('http://127.0.0.1'),
  upstreamProxy: undefined,
  checkSecurity: true,
  validateRequest: true,
  // Report a request that matches no operation.
  errors: true,
  mock: { dynamic: false },
}

/**
 * Prism, which validates exchanges against an OpenAPI description. It forwards nothing, because the response is known.
 */
export class ContractValidator {
  readonly #operations: Operations
  readonly #errorStatuses: readonly number[]
  validatedCount = 0

  private constructor(operations: Operations, errorStatuses: readonly number[]) {
    this.#operations = operations
    this.#errorStatuses = errorStatuses
  }

  /**
   * `description`: path of the OpenAPI document; `errorStatuses`: statuses that every operation may return even if the
   * description does not list them.
   */
  static async load(description: string, errorStatuses: readonly number[]): Promise<ContractValidator> {
    return new ContractValidator(await getHttpOperationsFromSpec(description), errorStatuses)
  }

  async validate({ response, ...request }: RecordedExchange): Promise<ExchangeViolations> {
    this.validatedCount += 1
    const { method, path, query, headers, body } = request
    const output = response && { statusCode: response.status, headers: response.headers, body: response.body }
    const prism = createInstance({ ...CONFIG, validateResponse: output !== undefined }, {
      logger: SILENT_LOGGER,
      forward: () => () => () => Promise.resolve({ _tag: 'Right', right: output ?? { statusCode: 200 } }),
    } as unknown as Components)
    const input = { method: method.toLowerCase(), url: { path, query }, headers, body } as unknown as Input
    const result = await prism.request(input, this.#operations)()
    const isErrorStatus = response !== undefined && this.#errorStatuses.includes(response.status)
    const toMessages = (diagnostics: readonly PrismDiagnostic[]) =>
      diagnostics
        .filter(({ severity }) => Number(severity) === ERROR_SEVERITY || !isErrorStatus)
        .map(({ message, path: at = [] }) => `${method} ${path}: ${message} (${at.join('/')})`)
    if (result._tag === 'Left')
      return { request: [`${method} ${path}: ${errorDetail(result.left)}`], response: [] }
    const { validations } = result.right
    return { request: toMessages(validations.input), response: toMessages(validations.output) }
  }
}

function errorDetail(error: Error): string {
  return 'detail' in error ? String(error.detail) : error.message
}

function noop(): void {
  // Prism logs every step.
}
