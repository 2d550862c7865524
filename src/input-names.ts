import { DECLARED_INPUTS } from './contract/inputs.gen.ts'
import { InputParser, type ReadInput } from './input-parser.ts'
import { FIXED_COMMAND, inputVariable } from './input-reader.ts'
import { COMMANDS, parseCommand, type Command } from './inputs.ts'
import { findTypos, isSameName } from './job-spec/suggest.ts'
import { parseReportInputs } from './report-inputs.ts'

/** A variable `INPUT_…` of an input that action.yml does not declare. */
interface UndeclaredInput {
  /** Such as `max_jobs`. */
  readonly name: string
  /** What is wrong and what to do; undefined if the variable probably belongs to another action. */
  readonly message?: string
}

const PREFIX = inputVariable('')
/** Asks for a run that costs nothing, so it must not be ignored. */
const DRY_RUN = 'dry-run'
/** Shorter words resemble too many others. */
const MIN_WORD_LENGTH = 4

/**
 * Finds the inputs that the workflow sets although there are none of that name. The runner only warns about them, and the
 * step would submit with the defaults. A name without a hyphen may come from the environment of another action, so it
 * counts only if it is near a declared one and has a value.
 */
export function findUndeclaredInputs(
  environment: Readonly<Record<string, string | undefined>>,
): readonly UndeclaredInput[] {
  const declared = Object.keys(DECLARED_INPUTS)
  const variables = new Set([...declared, FIXED_COMMAND].map(inputVariable))
  const others = Object.entries(environment)
    .filter(([variable]) => variable.startsWith(PREFIX) && !variables.has(variable))
    .map(([variable, value = '']) => {
      const name = variable.slice(PREFIX.length).toLowerCase()
      const advice = adviseOn(name, declared)
      const isOurs = name.includes('-') || (advice !== undefined && value.trim() !== '')
      if (!isOurs) return { name }
      return {
        name,
        message: `\`${name}\` is not an input of this action. ${advice ?? 'Remove it. docs/reference.md lists the inputs.'}`,
      }
    })
  return [...others, ...findOtherCommand(environment)]
}

/** In an action with one command, another one would be ignored, or would lack its inputs and its `post`. */
function findOtherCommand(
  environment: Readonly<Record<string, string | undefined>>,
): readonly UndeclaredInput[] {
  const fixed = environment[inputVariable(FIXED_COMMAND)]?.trim() ?? ''
  const command = environment[inputVariable('command')]?.trim() ?? ''
  if (fixed === '' || command === '' || command === fixed) return []
  const message = `\`command\` is not an input of this action, which always does \`${fixed}\`. For \`${command}\`, remove \`/${fixed}\` from its \`uses\`.`
  return [{ name: 'command', message }]
}

function adviseOn(name: string, declared: readonly string[]): string | undefined {
  if (isSameName(name, DRY_RUN))
    return 'To check the specs without submitting anything, set `command: validate`.'
  const near = findNearNames(name, declared)
  return near.length === 0 ? undefined : `Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?`
}

/** The same letters or a typo; or else names of which one begins with the words of the other. */
function findNearNames(name: string, declared: readonly string[]): readonly string[] {
  const typos = name.length < MIN_WORD_LENGTH ? [] : findTypos(name, declared)
  if (typos.length > 0) return typos
  const words = name.replaceAll('_', '-')
  return declared.filter((each) => beginsWithWords(each, words) || beginsWithWords(words, each))
}

function beginsWithWords(name: string, words: string): boolean {
  return words.length >= MIN_WORD_LENGTH && name.startsWith(`${words}-`)
}

const COMMENT_INPUTS = ['comment', 'comment-key', 'issue-number']
/** What is read for every command, because it is part of every report, but has no effect on some. */
const WITHOUT_EFFECT: Readonly<Record<Command, readonly string[]>> = {
  run: [],
  validate: ['commit-status'],
  wait: ['spec', 'commit-status'],
  status: ['spec', 'commit-status', ...COMMENT_INPUTS],
  cancel: ['spec', 'commit-status', ...COMMENT_INPUTS],
  list: ['spec', 'commit-status', ...COMMENT_INPUTS],
  sync: ['spec', 'commit-status', 'matrix', ...COMMENT_INPUTS],
}

/** Messages about inputs that differ from their default although the command does not use them. */
export function findUnusedInputs(read: ReadInput): readonly string[] {
  const command = COMMANDS.find((each) => each === read('command').trim())
  if (command === undefined) return []
  // `run` and `validate` often share a step and differ only in the command. But `run` reads `job-id` only to refuse it.
  const ofRun = command === 'validate' ? inputsOf('run').filter((name) => name !== 'job-id') : []
  const used = new Set([...inputsOf(command), ...ofRun])
  return Object.entries(DECLARED_INPUTS)
    .filter(([name, byDefault]) => !used.has(name) && !byDefault.startsWith('${{'))
    .filter(([name, byDefault]) => !['', byDefault].includes(read(name).trim()))
    .map(([name]) => `\`${name}\` has no effect with \`command: ${command}\`. Remove it.`)
}

/** The inputs that have an effect on the command, with `command`. */
export function inputsOf(command: Command): readonly string[] {
  const names = new Set<string>()
  const parser = new InputParser((name) => {
    names.add(name)
    return name === 'command' ? command : ''
  })
  parseCommand(parser, {})
  parseReportInputs(parser)
  for (const name of WITHOUT_EFFECT[command]) names.delete(name)
  return [...names]
}
