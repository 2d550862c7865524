import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { isRecord } from './wire.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const request = 'CreateTrainingJobRequest'

/** Where an operation stands in the contract. */
export interface Place {
  readonly path: string
  readonly method: string
}

/** The service's contract, openapi/forge.yml, as the measure of what the simulator receives and says. */
export class ForgeContract {
  readonly #document: Record<string, unknown>
  readonly #open: Ajv2020
  readonly #body: ValidateFunction
  readonly #coercing: Ajv2020
  readonly #parameters = new Map<string, ValidateFunction>()

  constructor() {
    const document: unknown = parse(readFileSync(new URL('../../openapi/forge.yml', import.meta.url), 'utf8'))
    if (!isRecord(document)) throw new Error('openapi/forge.yml is not an OpenAPI document')
    this.#document = document
    this.#open = schemasOf(document)
    this.#coercing = schemasOf(document, { coerceTypes: true })
    this.#body = schemasOf(closed(document)).compile({ $ref: `forge#/components/schemas/${request}` })
  }

  /** What is wrong with the body of a create request. Fields that the contract does not name are wrong, as in the service. */
  bodyProblems(body: unknown): ErrorObject[] {
    return this.#body(body) ? [] : [...(this.#body.errors ?? [])]
  }

  /** What is wrong with the parameters of a request, by the name of the parameter. */
  parameterProblems(
    place: Place,
    given: Readonly<Record<string, string>>,
  ): { name: string; error: ErrorObject }[] {
    return Object.entries(given).flatMap(([name, value]) => {
      const validate = this.#parameter(place, name)
      if (validate === undefined) return []
      return validate({ [name]: value }) ? [] : (validate.errors ?? []).map((error) => ({ name, error }))
    })
  }

  /** What is wrong with an answer; undefined where the contract does not know its status. */
  answerProblems(place: Place, status: number, body: unknown): ErrorObject[] | undefined {
    const keys = [
      ...operationKeys(place),
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    ]
    if (find(this.#document, keys) === undefined) return undefined
    const validate = this.#open.getSchema(`forge#/${keys.map(escaped).join('/')}`)
    if (validate === undefined) throw new Error(`no schema at ${keys.join(' ')}`)
    return validate(body) === true ? [] : [...(validate.errors ?? [])]
  }

  #parameter(place: Place, name: string): ValidateFunction | undefined {
    const key = [place.method, place.path, name].join(' ')
    const known = this.#parameters.get(key)
    if (known) return known
    const parameters = find(this.#document, [...operationKeys(place), 'parameters'])
    if (!Array.isArray(parameters)) return undefined
    const schema = parameters.filter(isRecord).find((parameter) => parameter['name'] === name)?.['schema']
    if (!isRecord(schema)) return undefined
    // Coercion changes the holder of the value, so the value needs one.
    const validate = this.#coercing.compile({ type: 'object', properties: { [name]: schema } })
    this.#parameters.set(key, validate)
    return validate
  }
}

function schemasOf(document: Record<string, unknown>, options: Options = {}): Ajv2020 {
  // An OpenAPI document is no JSON Schema, only the home of some: hence neither strict nor validated itself.
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    verbose: true,
    ...options,
  })
  ajv.addFormat('uuid', uuid)
  ajv.addSchema(document, 'forge')
  return ajv
}

function operationKeys({ path, method }: Place): string[] {
  return ['paths', path, method.toLowerCase()]
}

function find(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
}

/** `key` as a step of a JSON pointer in a URI fragment. */
function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}

/** The same document, with no room for fields that it does not name. */
function closed(value: Record<string, unknown>): Record<string, unknown> {
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isRecord(inner) ? closed(inner) : inner]),
  )
  const describesObject = copy['type'] === 'object' && isRecord(copy['properties'])
  return describesObject ? { ...copy, additionalProperties: false } : copy
}
