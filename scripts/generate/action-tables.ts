import { parse } from 'yaml'
import { checked, shapes } from './assert-shape.ts'
import { code, table } from './markdown.ts'

/** What the tables need of action.yml. */
interface Action {
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

interface Input {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

const described = {
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

const actionShape = {
  type: 'object',
  required: ['inputs', 'outputs'],
  properties: {
    inputs: { type: 'object', additionalProperties: described },
    outputs: { type: 'object', additionalProperties: described },
  },
}

/**
 * The tables of inputs and outputs in action.yml. An input whose description begins with "Internal" is only named.
 *
 * @throws Error when action.yml lacks a description, or a default is not a string.
 */
export function actionTables(actionYaml: string): { inputs: string; outputs: string } {
  const action = checked(parse(actionYaml), shapes().compile<Action>(actionShape), 'action.yml')
  return { inputs: inputTable(action.inputs), outputs: outputTable(action.outputs) }
}

function inputTable(inputs: Action['inputs']): string {
  const all = Object.entries(inputs)
  const internal = all.filter(([, input]) => input.description.startsWith('Internal'))
  const rows = all
    .filter((entry) => !internal.includes(entry))
    .map(([name, input]) => [
      code(name),
      input.required === true ? 'required' : code(input.default ?? ''),
      input.description,
    ])
  const shown = table(['Input', 'Default', 'Meaning'], rows)
  if (internal.length === 0) return shown
  return `${shown}\n\nNot for users, filled in by the runner: ${internal.map(([name]) => code(name)).join(', ')}.`
}

function outputTable(outputs: Action['outputs']): string {
  const rows = Object.entries(outputs).map(([name, output]) => [code(name), output.description])
  return table(['Output', 'Meaning'], rows)
}
