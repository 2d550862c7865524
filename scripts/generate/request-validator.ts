import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { requestSchema } from './request-schema.ts'
import { mapSubschemas, type Contract, type Schema } from './contract.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Generates the module that validates a request body without a library at run time.
 *
 * @throws Error if the generated code would need ajv at run time.
 */
export function requestValidatorModule(contract: Contract, header: string): string {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    code: { source: true, esm: true, lines: true },
    formats: { uuid: UUID },
  })
  const code = standalone.default(ajv, ajv.compile(withoutDescriptions(requestSchema(contract))))
  const { name, body } = stripExports(code)
  return `// @ts-nocheck
/* eslint-disable */
${header}
/** A violation of the contract, in the format of ajv. */
export interface RequestError {
  /** JSON pointer to the value; empty for the body itself. */
  readonly instancePath: string
  /** The violated JSON Schema keyword, such as \`type\`, \`enum\` or \`additionalProperties\`. */
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** Returns all violations of the contract in a request body. Unknown keys are violations. */
export function requestErrors(data: unknown): readonly RequestError[] {
  return ${name}(data) ? [] : ${name}.errors
}

${body}`
}

/** Removes descriptions, because ajv would copy them into the generated code. */
function withoutDescriptions(schema: Schema): Schema {
  const copy = { ...mapSubschemas(schema, withoutDescriptions) }
  delete copy.description
  return copy
}

function stripExports(code: string): { name: string; body: string } {
  const name = /^export const validate = (\w+);$/m.exec(code)?.[1]
  if (name === undefined) throw new Error('ajv no longer exports its code as `validate`')
  const body = code.replace(/^"use strict";\n/, '').replace(/^export .*;\n/gm, '')
  const leftover = /\brequire\(|\bimport\b|\bexport\b/.exec(body)
  if (leftover) throw new Error(`the validator would need ajv at run time (${leftover[0]})`)
  return { name, body: body.endsWith('\n') ? body : `${body}\n` }
}
