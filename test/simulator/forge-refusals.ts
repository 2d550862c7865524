import type { ErrorObject } from 'ajv/dist/2020.js'
import { isRecord, json, type Answer } from './wire.ts'

/** One entry of the service's lists of problems (the shape of FastAPI and pydantic). */
interface Detail {
  type: string
  loc: (string | number)[]
  msg: string
  input?: unknown
  ctx?: Record<string, unknown>
}

/** The gateway's answer to a missing or wrong key. */
export const unauthorized = (requestId: string): Answer =>
  json(401, { message: 'Unauthorized', request_id: requestId })

/** The gateway's answer to a path that leads to no service: a wrong URL, or a product that is not enabled. */
export const noRoute = (requestId: string): Answer =>
  json(404, { message: 'no Route matched with those values', request_id: requestId })

/** A refusal in one sentence. */
export const refused = (status: number, detail: string, headers: Record<string, string> = {}): Answer =>
  json(status, { detail }, headers)

/** The answer to parameters that no training can have, in the contract's own error shape. */
export const badRequest = (message: string): Answer =>
  json(400, { message, type: 'invalid_request_error', code: 400 })

/** The answer to a body that is no JSON. */
export const invalidJson = (raw: string): Answer =>
  json(422, {
    detail: [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: raw.slice(0, 100) }],
  })

/** The answer to a body that the contract forbids: the list of problems is wrapped in `message`. */
export function invalidBody(errors: readonly ErrorObject[]): Answer {
  const detail = errors.map((error) => detailOf('body', error))
  const rest = { type: 'invalid_request_error', param: null, code: null, raw_status_code: 422 }
  return json(422, { object: 'error', message: { detail }, ...rest })
}

/** The answer to parameters of the path or of the query that the contract forbids. */
export function invalidParameters(
  where: 'path' | 'query',
  problems: readonly { name: string; error: ErrorObject }[],
): Answer {
  return json(422, { detail: problems.map(({ error }) => detailOf(where, error)) })
}

const noun: Readonly<Record<string, readonly [type: string, msg: string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  integer: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  object: ['model_attributes_type', 'Input should be a valid dictionary or object to extract fields from'],
}

function detailOf(root: 'body' | 'path' | 'query', error: ErrorObject): Detail {
  const steps = error.instancePath.split('/').slice(1)
  const loc = [root, ...steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step))]
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
      const [type, key, words] =
        error.keyword === 'minimum'
          ? ['greater_than_equal', 'ge', 'greater']
          : ['less_than_equal', 'le', 'less']
      const limit = params['limit']
      return {
        type,
        loc,
        msg: `Input should be ${words} than or equal to ${String(limit)}`,
        input,
        ctx: { [key]: limit },
      }
    }
    case 'format':
      return { type: 'uuid_parsing', loc, msg: 'Input should be a valid UUID', input }
    default:
      return typeProblem(root, String(params['type']), { loc, input })
  }
}

function typeProblem(root: string, expected: string, at: Pick<Detail, 'loc' | 'input'>): Detail {
  if (root === 'query' && expected === 'integer') {
    return {
      type: 'int_parsing',
      msg: 'Input should be a valid integer, unable to parse string as an integer',
      ...at,
    }
  }
  const [type, msg] = noun[expected] ?? ['value_error', 'Value error']
  return { type, msg, ...at }
}
