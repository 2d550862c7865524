import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { isRecord } from './wire.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const REQUEST_SCHEMA = 'CreateTrainingJobRequest'

/** An operation of the contract. */
export interface OperationRef {
  readonly path: string
  readonly method: string
}

/** Validates requests and the simulator's own responses against the service's contract, openapi/forge.yml. */
export class ForgeContract {
  readonly #document: Record<string, unknown>
  readonly #schemas: Ajv2020
  readonly #createBodyValidator: ValidateFunction
  readonly #coercingSchemas: Ajv2020
  readonly #parameterValidators = new Map<string, ValidateFunction>()

  constructor() {
    const document: unknown = parse(readFileSync(new URL('../../openapi/forge.yml', import.meta.url), 'utf8'))
    if (!isRecord(document)) throw new Error('openapi/forge.yml is not an OpenAPI document')
    this.#document = document
    this.#schemas = loadSchemas(document)
    this.#coercingSchemas = loadSchemas(document, { coerceTypes: true })
    this.#createBodyValidator = loadSchemas(forbidExtraFields(document)).compile({
      $ref: `forge#/components/schemas/${REQUEST_SCHEMA}`,
    })
  }

  /** Errors in the body of a create request. Unknown fields are errors, as in the service. */
  validateBody(body: unknown): ErrorObject[] {
    return this.#createBodyValidator(body) ? [] : [...(this.#createBodyValidator.errors ?? [])]
  }

  /** Errors in the parameters of a request. */
  validateParameters(
    operation: OperationRef,
    values: Readonly<Record<string, string>>,
  ): { name: string; error: ErrorObject }[] {
    return Object.entries(values).flatMap(([name, value]) => {
      const validate = this.#parameterValidator(operation, name)
      if (validate === undefined) return []
      return validate({ [name]: value }) ? [] : (validate.errors ?? []).map((error) => ({ name, error }))
    })
  }

  /** Errors in a response; undefined if the contract does not list its status. */
  validateResponse(operation: OperationRef, status: number, body: unknown): ErrorObject[] | undefined {
    const keys = [
      ...operationPath(operation),
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    ]
    if (getAt(this.#document, keys) === undefined) return undefined
    const validate = this.#schemas.getSchema(`forge#/${keys.map(escapePointer).join('/')}`)
    if (validate === undefined) throw new Error(`no schema at ${keys.join(' ')}`)
    return validate(body) === true ? [] : [...(validate.errors ?? [])]
  }

  #parameterValidator(operation: OperationRef, name: string): ValidateFunction | undefined {
    const key = [operation.method, operation.path, name].join(' ')
    const known = this.#parameterValidators.get(key)
    if (known) return known
    const parameters = getAt(this.#document, [...operationPath(operation), 'parameters'])
    if (!Array.isArray(parameters)) return undefined
    const schema = parameters.filter(isRecord).find((parameter) => parameter['name'] === name)?.['schema']
    if (!isRecord(schema)) return undefined
    // Ajv coerces a value in place, so it has to be a property.
    const validate = this.#coercingSchemas.compile({ type: 'object', properties: { [name]: schema } })
    this.#parameterValidators.set(key, validate)
    return validate
  }
}

function loadSchemas(document: Record<string, unknown>, options: Options = {}): Ajv2020 {
  // An OpenAPI document contains JSON Schemas but is not one: hence neither strict mode nor validation of the document.
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    verbose: true,
    ...options,
  })
  ajv.addFormat('uuid', UUID)
  ajv.addSchema(document, 'forge')
  return ajv
}

function operationPath({ path, method }: OperationRef): string[] {
  return ['paths', path, method.toLowerCase()]
}

function getAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
}

/** Escapes a segment of a JSON pointer in a URI fragment. */
function escapePointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}

/** The same document with `additionalProperties: false` on every object. */
function forbidExtraFields(value: Record<string, unknown>): Record<string, unknown> {
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isRecord(inner) ? forbidExtraFields(inner) : inner]),
  )
  const describesObject = copy['type'] === 'object' && isRecord(copy['properties'])
  return describesObject ? { ...copy, additionalProperties: false } : copy
}
