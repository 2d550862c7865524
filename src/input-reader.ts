import { DECLARED_INPUTS } from './contract/inputs.gen.ts'
import type { ReadInput } from './input-parser.ts'

/** Names the command in the actions that have only one: `validate/action.yml` and `sync/action.yml`. */
export const FIXED_COMMAND = 'fixed-command'

/** The variable that a runner makes of an input. */
export function inputVariable(name: string): string {
  return `INPUT_${name.toUpperCase()}`
}

/**
 * Wraps `read` for actions that declare fewer inputs than action.yml: one that the action does not declare has its
 * default from there, unless that is an expression.
 */
export function createInputReader(
  environment: Readonly<Record<string, string | undefined>>,
  read: ReadInput,
): ReadInput {
  return (name) => {
    const fixedCommand = name === 'command' ? read(FIXED_COMMAND).trim() : ''
    if (fixedCommand !== '') return fixedCommand
    if (environment[inputVariable(name)] !== undefined) return read(name)
    const byDefault = DECLARED_INPUTS[name] ?? ''
    return byDefault.startsWith('${{') ? '' : byDefault
  }
}
