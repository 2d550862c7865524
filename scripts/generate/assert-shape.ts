import { Ajv, type ValidateFunction } from 'ajv'

/**
 * The value, proven to have the shape that the generators understand.
 *
 * @throws Error that names every place where it has not, so that a new keyword is noticed and not dropped.
 */
export function checked<T>(value: unknown, is: ValidateFunction<T>, what: string): T {
  if (is(value)) return value
  const places = (is.errors ?? []).map((error) => {
    const name: unknown = error.params['additionalProperty']
    const detail = typeof name === 'string' ? `: ${name}` : ''
    return `  ${error.instancePath || '/'} ${error.message ?? error.keyword}${detail}`
  })
  throw new Error(`${what} is not what the generators understand:\n${places.join('\n')}`)
}

/** A compiler for the shapes given to `checked`. */
export const shapes = () => new Ajv({ allErrors: true, allowUnionTypes: true })
