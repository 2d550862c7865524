import { parseArgs } from 'node:util'
import { findTypos } from '../job-spec/suggest.ts'
import { TERMINAL_COMMANDS, type TerminalCommand } from './commands.ts'

export type ParsedArguments =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'error'; readonly message: string }
  | {
      readonly kind: 'command'
      readonly command: TerminalCommand
      /** Paths and globs of specs as they were written, relative to the working directory. */
      readonly specs: readonly string[]
      /** Inputs of the action, by name, without `spec`. Their values are not checked yet. */
      readonly inputs: Readonly<Record<string, string>>
      readonly isJson: boolean
    }

type ArgumentError = Extract<ParsedArguments, { readonly kind: 'error' }>

const FLAGS = ['json', 'allow-unknown-fields', 'help', 'version']
const COMMON_OPTIONS = ['json', 'help', 'version']
const COMMANDS = Object.keys(TERMINAL_COMMANDS)
const IN_WORKFLOWS = ['run', 'sync']

/** Translates arguments to inputs of the action. Pure. The error is about the first mistake. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const valued = Object.values(TERMINAL_COMMANDS).flatMap(({ options }) => options)
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries([...valued, ...FLAGS].map((name) => [name, optionConfig(name)])),
      help: { type: 'boolean', short: 'h' },
    },
    // The messages of the strict mode suggest nothing.
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const options = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []))
  const has = (name: string): boolean => options.some((option) => option.name === name)
  if (has('help') || (positionals[0] === 'help' && !has('version'))) return { kind: 'help' }
  if (has('version')) return { kind: 'version' }
  const command = parseCommand(positionals[0])
  if (typeof command !== 'string') return command
  const inputs = parseOptions(command, options)
  if (inputs.kind === 'error') return inputs
  return withOperands(command, positionals.slice(1), { inputs: inputs.values, isJson: has('json') })
}

const optionConfig = (name: string): { readonly type: 'boolean' | 'string' } => ({
  type: FLAGS.includes(name) ? 'boolean' : 'string',
})

function parseCommand(name: string | undefined): TerminalCommand | ArgumentError {
  const names = COMMANDS.map((each) => `\`${each}\``).join(', ')
  if (name === undefined) return failure(`There is no command. Use one of ${names}.`)
  const found = COMMANDS.find((each): each is TerminalCommand => each === name)
  if (found !== undefined) return found
  if (IN_WORKFLOWS.includes(name))
    return failure(
      `\`${name}\` works only in a workflow, where reviews, approvals and the record of jobs are. Check specs here with \`validate\`.`,
    )
  const [typo] = findTypos(name, COMMANDS)
  return failure(
    `\`${name}\` is not a command. ${typo === undefined ? `Use one of ${names}.` : `Did you mean \`${typo}\`?`}`,
  )
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

type ParsedOptions = { readonly kind: 'values'; readonly values: Record<string, string> } | ArgumentError

/** Of an option that is given twice, the last value counts; those of `set` are lines. */
function parseOptions(command: TerminalCommand, tokens: readonly OptionToken[]): ParsedOptions {
  const values: Record<string, string> = {}
  for (const token of tokens) {
    const error = findOptionError(command, token)
    if (error !== undefined) return failure(error)
    const { name, value = 'true' } = token
    if (COMMON_OPTIONS.includes(name)) continue
    values[name] = name === 'set' && values[name] !== undefined ? `${values[name]}\n${value}` : value
  }
  return { kind: 'values', values }
}

function findOptionError(command: TerminalCommand, token: OptionToken): string | undefined {
  const { name, rawName, value, inlineValue } = token
  const { options } = TERMINAL_COMMANDS[command]
  if (name === 'api-key')
    return 'The API key is read from the variable MISTRAL_API_KEY: others on this machine can see arguments.'
  if (![...options, ...COMMON_OPTIONS].includes(name)) return describeUnknownOption(command, rawName)
  if (FLAGS.includes(name)) return value === undefined ? undefined : `\`${rawName}\` takes no value.`
  const isMissing = value === undefined || (inlineValue !== true && value.startsWith('-'))
  return isMissing ? `\`${rawName}\` needs a value.` : undefined
}

function describeUnknownOption(command: TerminalCommand, rawName: string): string {
  const options = [...TERMINAL_COMMANDS[command].options, 'json']
  const [typo] = findTypos(rawName, options)
  const hint =
    typo === undefined
      ? `It has ${options.map((each) => `\`--${each}\``).join(', ')}.`
      : `Did you mean \`--${typo}\`?`
  return `\`${rawName}\` is not an option of \`${command}\`. ${hint}`
}

function withOperands(
  command: TerminalCommand,
  operands: readonly string[],
  rest: { readonly inputs: Record<string, string>; readonly isJson: boolean },
): ParsedArguments {
  const { operand } = TERMINAL_COMMANDS[command]
  if (operand === 'specs') {
    if (operands.length > 0) return { kind: 'command', command, specs: operands, ...rest }
    return failure('`validate` needs the path of a spec file, such as `training/support-bot.yml`.')
  }
  const [jobId, ...others] = operands
  const surplus = operand === 'none' ? jobId : others[0]
  if (surplus !== undefined)
    return failure(`\`${surplus}\` is too much: \`${command}\` takes ${ARITY[operand]}.`)
  if (operand === 'none') return { kind: 'command', command, specs: [], ...rest }
  if (jobId === undefined)
    return failure(`\`${command}\` needs the id of a job. \`list\` shows the ids of the newest.`)
  return { kind: 'command', command, specs: [], ...rest, inputs: { ...rest.inputs, 'job-id': jobId } }
}

const ARITY = { 'job-id': 'one id', none: 'nothing but options' }

const failure = (message: string): ArgumentError => ({ kind: 'error', message })
