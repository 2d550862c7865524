import { Ajv, type ValidateFunction } from 'ajv'

/**
 * Asserts that a value has the shape that the generators support, so that they fail on an unknown keyword instead of
 * dropping it.
 *
 * @throws Error that lists every violation.
 */
export function assertShape<T>(value: unknown, validate: ValidateFunction<T>, source: string): T {
  if (validate(value)) return value
  const errors = (validate.errors ?? []).map((error) => {
    const name: unknown = error.params['additionalProperty']
    const detail = typeof name === 'string' ? `: ${name}` : ''
    return `  ${error.instancePath || '/'} ${error.message ?? error.keyword}${detail}`
  })
  throw new Error(`${source} has a shape that the generators do not support:\n${errors.join('\n')}`)
}

/** Compiles the shapes for `assertShape`. */
export const createShapeCompiler = () => new Ajv({ allErrors: true, allowUnionTypes: true })
