import { parse } from 'yaml'
import { assertShape, createShapeCompiler } from './assert-shape.ts'

/** The parts of action.yml that other files are generated from. */
export interface Action {
  readonly author?: string
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}

interface Input {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

const ENTRY_SHAPE = {
  type: 'object',
  required: ['description'],
  properties: {
    description: { type: 'string' },
    required: { type: 'boolean' },
    default: { type: 'string' },
    deprecationMessage: { type: 'string' },
  },
  additionalProperties: false,
}

const ACTION_SHAPE = {
  type: 'object',
  required: ['inputs', 'outputs', 'runs'],
  properties: {
    author: { type: 'string' },
    inputs: { type: 'object', additionalProperties: ENTRY_SHAPE },
    outputs: { type: 'object', additionalProperties: ENTRY_SHAPE },
    runs: {
      type: 'object',
      required: ['using', 'main'],
      properties: { using: { type: 'string' }, main: { type: 'string' } },
    },
  },
}

/** Generates the module with the names and defaults of the inputs. */
export function inputsModule({ inputs }: Action, header: string): string {
  const entries = Object.entries(inputs).map(
    ([name, input]) => `  ${JSON.stringify(name)}: ${JSON.stringify(input.default ?? '')},\n`,
  )
  return `${header}
/** The inputs of action.yml with their defaults, which may be expressions; empty if an input has none. */
export const DECLARED_INPUTS: Readonly<Record<string, string>> = {
${entries.join('')}}
`
}

/**
 * Reads the inputs and outputs of action.yml.
 *
 * @throws Error if a description is missing or a default is not a string.
 */
export function parseAction(actionYaml: string): Action {
  return assertShape(parse(actionYaml), createShapeCompiler().compile<Action>(ACTION_SHAPE), 'action.yml')
}
