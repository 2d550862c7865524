import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { requestSchema } from './request-schema.ts'
import { withParts, type Contract, type Schema } from './contract.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The module that checks a request body, as code that needs no library at run time.
 *
 * @throws Error when the contract needs a part of ajv that is not inlined.
 */
export function requestValidatorModule(contract: Contract, header: string): string {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    code: { source: true, esm: true, lines: true },
    formats: { uuid },
  })
  const code = standalone.default(ajv, ajv.compile(bare(requestSchema(contract))))
  const { name, body } = withoutExports(code)
  return `// @ts-nocheck
/* eslint-disable */
${header}
/** One place where a body is not what the contract asks for; names and params are those of ajv. */
export interface RequestError {
  /** JSON pointer to the value; empty for the body itself. */
  readonly instancePath: string
  /** The JSON Schema keyword that does not hold, such as \`type\`, \`enum\` or \`additionalProperties\`. */
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** Everything that is wrong with a body by the contract's schema; empty when nothing is. Unknown keys are wrong. */
export function requestErrors(data: unknown): readonly RequestError[] {
  return ${name}(data) ? [] : ${name}.errors
}

${body}`
}

/** Explanations have no part in checking, and the compiler would copy them into the code. */
function bare(schema: Schema): Schema {
  const copy = { ...withParts(schema, bare) }
  delete copy.description
  return copy
}

function withoutExports(code: string): { name: string; body: string } {
  const name = /^export const validate = (\w+);$/m.exec(code)?.[1]
  if (name === undefined) throw new Error('ajv no longer exports its code as `validate`')
  const body = code.replace(/^"use strict";\n/, '').replace(/^export .*;\n/gm, '')
  const leftOver = /\brequire\(|\bimport\b|\bexport\b/.exec(body)
  if (leftOver) throw new Error(`the validator would need ajv at run time (${leftOver[0]})`)
  return { name, body: body.endsWith('\n') ? body : `${body}\n` }
}
