import type { ErrorObject } from 'ajv/dist/2020.js'
import { isRecord, jsonResponse, type ServiceResponse } from './wire.ts'

/** One validation error in the format of FastAPI and pydantic. */
interface ErrorDetail {
  type: string
  loc: (string | number)[]
  msg: string
  input?: unknown
  ctx?: Record<string, unknown>
}

/** The gateway's response to a missing or wrong key. */
export const unauthorized = (requestId: string): ServiceResponse =>
  jsonResponse(401, { message: 'Unauthorized', request_id: requestId })

/** The gateway's response to an unknown path: a wrong URL, or a product that is not enabled. */
export const routeNotFound = (requestId: string): ServiceResponse =>
  jsonResponse(404, { message: 'no Route matched with those values', request_id: requestId })

/** An error with a message only. */
export const errorResponse = (
  status: number,
  detail: string,
  headers: Record<string, string> = {},
): ServiceResponse => jsonResponse(status, { detail }, headers)

/** The response to contradictory parameters, in the contract's own error format. */
export const badRequest = (message: string): ServiceResponse =>
  jsonResponse(400, { message, type: 'invalid_request_error', code: 400 })

/** The response to a body that is not JSON. */
export const invalidJson = (raw: string): ServiceResponse =>
  jsonResponse(422, {
    detail: [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: raw.slice(0, 100) }],
  })

/** The response to a body that violates the contract; the errors are wrapped in `message`. */
export function invalidBody(errors: readonly ErrorObject[]): ServiceResponse {
  const detail = errors.map((error) => toErrorDetail('body', error))
  const rest = { type: 'invalid_request_error', param: null, code: null, raw_status_code: 422 }
  return jsonResponse(422, { object: 'error', message: { detail }, ...rest })
}

/** The response to path or query parameters that violate the contract. */
export function invalidParameters(
  where: 'path' | 'query',
  errors: readonly { name: string; error: ErrorObject }[],
): ServiceResponse {
  return jsonResponse(422, { detail: errors.map(({ error }) => toErrorDetail(where, error)) })
}

const TYPE_ERRORS: Readonly<Record<string, readonly [type: string, msg: string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  integer: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  object: ['model_attributes_type', 'Input should be a valid dictionary or object to extract fields from'],
}

function toErrorDetail(root: 'body' | 'path' | 'query', error: ErrorObject): ErrorDetail {
  const segments = error.instancePath.split('/').slice(1)
  const loc = [root, ...segments.map((step) => (/^\d+$/.test(step) ? Number(step) : step))]
  const input: unknown = error.data
  const params: Record<string, unknown> = error.params
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty'])
      const extra = isRecord(input) ? input[name] : undefined
      return {
        type: 'extra_forbidden',
        loc: [...loc, name],
        msg: 'Extra inputs are not permitted',
        input: extra,
      }
    }
    case 'required':
      return {
        type: 'missing',
        loc: [...loc, String(params['missingProperty'])],
        msg: 'Field required',
        input,
      }
    case 'enum': {
      const expected = [params['allowedValues']].flat().map((value) => `'${String(value)}'`)
      const list = `${expected.slice(0, -1).join(', ')} or ${expected.at(-1) ?? ''}`
      return { type: 'enum', loc, msg: `Input should be ${list}`, input, ctx: { expected: list } }
    }
    case 'minimum':
    case 'maximum': {
      const [type, key, comparison] =
        error.keyword === 'minimum'
          ? ['greater_than_equal', 'ge', 'greater']
          : ['less_than_equal', 'le', 'less']
      const limit = params['limit']
      return {
        type,
        loc,
        msg: `Input should be ${comparison} than or equal to ${String(limit)}`,
        input,
        ctx: { [key]: limit },
      }
    }
    case 'format':
      return { type: 'uuid_parsing', loc, msg: 'Input should be a valid UUID', input }
    default:
      return typeErrorDetail(root, String(params['type']), { loc, input })
  }
}

function typeErrorDetail(
  root: string,
  expected: string,
  position: Pick<ErrorDetail, 'loc' | 'input'>,
): ErrorDetail {
  if (root === 'query' && expected === 'integer') {
    return {
      type: 'int_parsing',
      msg: 'Input should be a valid integer, unable to parse string as an integer',
      ...position,
    }
  }
  const [type, msg] = TYPE_ERRORS[expected] ?? ['value_error', 'Value error']
  return { type, msg, ...position }
}
