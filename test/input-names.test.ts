import { describe, expect, it } from '@jest/globals'
import { SUB_ACTIONS } from '../scripts/generate/sub-actions.ts'
import { findUndeclaredInputs, findUnusedInputs, inputsOf } from '../src/input-names.ts'
import { DECLARED_INPUTS } from '../src/contract/inputs.gen.ts'
import { COMMANDS } from '../src/inputs.ts'

/** The variables that a runner makes of inputs. */
function variables(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase().replaceAll(' ', '_')}`,
      value,
    ]),
  )
}

describe('an input that action.yml does not declare', () => {
  it.each([
    ['max_jobs', 'Did you mean `max-jobs`?'],
    ['maxJobs', 'Did you mean `max-jobs`?'],
    ['max jobs', 'Did you mean `max-jobs`?'],
    ['timeout', 'Did you mean `timeout-minutes`?'],
    ['timeout_minute', 'Did you mean `timeout-minutes`?'],
    ['apikey', 'Did you mean `api-key`?'],
    ['specs', 'Did you mean `spec`?'],
    ['spec-file', 'Did you mean `spec`?'],
    ['spec_path', 'Did you mean `spec`?'],
    ['wait_for', 'Did you mean `wait`?'],
    ['on-supersede', 'Did you mean `on-superseded`?'],
    ['comand', 'Did you mean `command`?'],
    ['dry-run', 'To check the specs without submitting anything, set `command: validate`.'],
    ['dry_run', 'To check the specs without submitting anything, set `command: validate`.'],
    ['DRYRUN', 'To check the specs without submitting anything, set `command: validate`.'],
    ['hub-model-id', 'Remove it. docs/reference.md lists the inputs.'],
  ])('is an error if it can only be meant for this action, or is near one: %s', (name, advice) => {
    const [undeclared, ...others] = findUndeclaredInputs(variables({ [name]: '1' }))
    expect(others).toEqual([])
    expect(undeclared?.message).toBe(
      `\`${name.toLowerCase().replace(' ', '_')}\` is not an input of this action. ${advice}`,
    )
  })

  it.each([
    'token',
    'path',
    'key',
    'name',
    'sha',
    'net',
    'files',
    'who_to_greet',
    'repository',
    'jobs',
    'args',
  ])('has no message if it may belong to another action: %s', (name) => {
    expect(findUndeclaredInputs(variables({ [name]: 'x' }))).toEqual([{ name }])
  })

  it('counts without a value only if its name has a hyphen', () => {
    expect(findUndeclaredInputs(variables({ timeout: ' ' }))).toEqual([{ name: 'timeout' }])
    expect(findUndeclaredInputs(variables({ 'dry-run': '' }))[0]?.message).toContain('command: validate')
  })

  it('is none that is declared, and no other variable', () => {
    expect(findUndeclaredInputs({ ...variables(DECLARED_INPUTS), MAX_JOBS: '1', INPUT: '1' })).toEqual([])
  })
})

describe('an action with one command', () => {
  it.each(['validate', 'sync'] as const)('has the inputs that its command uses: %s', (command) => {
    const used = inputsOf(command).filter((name) => name !== 'command')
    expect(SUB_ACTIONS[command].inputs.toSorted()).toEqual(used.toSorted())
  })

  it('refuses another command, which would lack its inputs', () => {
    const message =
      '`command` is not an input of this action, which always does `validate`. For `run`, remove `/validate` from its `uses`.'
    const fixed = variables({ 'fixed-command': 'validate' })
    expect(findUndeclaredInputs({ ...fixed, INPUT_COMMAND: 'run' })).toEqual([{ name: 'command', message }])
    for (const command of ['validate', ' ', undefined])
      expect(findUndeclaredInputs({ ...fixed, INPUT_COMMAND: command })).toEqual([])
  })
})

/** The inputs that have no effect if all have another value than their default. */
function unusedBy(command: string): readonly string[] {
  const messages = findUnusedInputs((name) => (name === 'command' ? command : 'x'))
  return messages.map((message) => {
    expect(message).toMatch(
      new RegExp(`^\`[a-z-]+\` has no effect with \`command: ${command}\`. Remove it.$`),
    )
    return message.split('`')[1] ?? ''
  })
}

describe('an input that the command does not use', () => {
  const OF_COMMENTS = ['comment', 'commit-status', 'comment-key', 'issue-number']
  const OF_SPECS = ['spec', 'only-changed', 'set', 'max-jobs', 'wait', 'on-unknown', 'on-superseded', 'reuse', 'allow-unknown-fields'] // prettier-ignore
  const OF_SYNC = ['dispatch-event', 'notify', 'fail-on']
  const OF_WATCHING = ['timeout-minutes', 'on-timeout', 'on-cancel']

  it.each([
    // It refuses `job-id` with an error of its own.
    ['run', OF_SYNC],
    ['validate', ['job-id', ...OF_SYNC]],
    ['wait', [...OF_SPECS, 'commit-status', ...OF_SYNC]],
    ['status', [...OF_SPECS, ...OF_COMMENTS, ...OF_WATCHING, ...OF_SYNC]],
    ['cancel', [...OF_SPECS, ...OF_COMMENTS, ...OF_WATCHING, 'manifest', ...OF_SYNC]],
    ['list', [...OF_SPECS, ...OF_COMMENTS, ...OF_WATCHING, 'job-id', 'manifest', ...OF_SYNC]],
    ['sync', [...OF_SPECS, ...OF_COMMENTS, ...OF_WATCHING, 'job-id', 'manifest']],
  ])('is named: %s', (command, names) => {
    expect(unusedBy(command).toSorted()).toEqual(names.toSorted())
  })

  it('is not named if it has its default, or if the command is invalid', () => {
    for (const command of COMMANDS) {
      expect(
        findUnusedInputs((name) => (name === 'command' ? command : (DECLARED_INPUTS[name] ?? ''))),
      ).toEqual([])
      expect(findUnusedInputs((name) => (name === 'command' ? command : ' '))).toEqual([])
    }
    expect(unusedBy('valdate')).toEqual([])
  })
})
