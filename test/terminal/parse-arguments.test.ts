import { describe, expect, it } from '@jest/globals'
import { DECLARED_INPUTS } from '../../src/contract/inputs.gen.ts'
import { inputsOf } from '../../src/input-names.ts'
import { HELP, TERMINAL_COMMANDS, type TerminalCommand } from '../../src/terminal/commands.ts'
import { parseArguments } from '../../src/terminal/parse-arguments.ts'

const JOB = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const parse = (...args: string[]) => parseArguments(args)

describe('arguments become inputs', () => {
  it.each([
    [['validate', 'a.yml'], { command: 'validate', specs: ['a.yml'], inputs: {}, isJson: false }],
    [
      ['--json', 'validate', 'a.yml', '!b.yml', '--set', 'a=1', '--set=b=-2', '--max-jobs', '3'],
      {
        command: 'validate',
        specs: ['a.yml', '!b.yml'],
        inputs: { set: 'a=1\nb=-2', 'max-jobs': '3' },
        isJson: true,
      },
    ],
    [['validate', '--max-jobs', '9', '--max-jobs', '2', 'a.yml'], { inputs: { 'max-jobs': '2' } }],
    [['validate', '--allow-unknown-fields', 'a.yml'], { inputs: { 'allow-unknown-fields': 'true' } }],
    [['validate', '--', '-a.yml'], { specs: ['-a.yml'] }],
    [['list', '--api-url', 'http://localhost:1'], { specs: [], inputs: { 'api-url': 'http://localhost:1' } }],
    [['wait', JOB, '--timeout-minutes=5'], { inputs: { 'job-id': JOB, 'timeout-minutes': '5' } }],
  ])('%j', (args, expected) => {
    expect(parse(...args)).toMatchObject({ kind: 'command', ...expected })
  })

  it.each(Object.keys(TERMINAL_COMMANDS) as TerminalCommand[])(
    'the options of %s are inputs that the action reads for it, and are in the help',
    (command) => {
      const { options } = TERMINAL_COMMANDS[command]
      expect(inputsOf(command)).toEqual(expect.arrayContaining([...options]))
      for (const name of options) {
        expect(HELP).toContain(`--${name} `)
        const byDefault = DECLARED_INPUTS[name] ?? ''
        if (/^(\d+|https.*)$/.test(byDefault)) expect(HELP).toContain(`(${byDefault})`)
      }
    },
  )

  it.each([['--help'], ['-h'], ['help'], ['wait', '--help'], ['nonsense', '-h']])(
    '%s %s is help',
    (...args) => {
      expect(parse(...args)).toEqual({ kind: 'help' })
    },
  )

  it('--version needs no command', () => {
    expect(parse('--version')).toEqual({ kind: 'version' })
  })
})

describe('the message about wrong arguments', () => {
  it.each([
    [[], 'There is no command. Use one of `validate`, `list`, `status`, `wait`, `cancel`.'],
    [['valdate'], '`valdate` is not a command. Did you mean `validate`?'],
    [['deploy'], '`deploy` is not a command. Use one of `validate`'],
    [['constructor'], '`constructor` is not a command. Use one of'],
    [['run', 'a.yml'], '`run` works only in a workflow'],
    [['sync'], '`sync` works only in a workflow'],
    [['validate'], '`validate` needs the path of a spec file'],
    [['status'], '`status` needs the id of a job.'],
    [['wait', JOB, 'x'], '`x` is too much: `wait` takes one id.'],
    [['list', 'x'], '`x` is too much: `list` takes nothing but options.'],
    [
      ['validate', 'a.yml', '--max-job', '3'],
      '`--max-job` is not an option of `validate`. Did you mean `--max-jobs`?',
    ],
    [['list', '--set', 'a=1'], '`--set` is not an option of `list`. It has `--api-url`, `--json`.'],
    [['list', '-x'], '`-x` is not an option of `list`.'],
    [['validate', 'a.yml', '--max-jobs'], '`--max-jobs` needs a value.'],
    [['validate', '--max-jobs', '--json', 'a.yml'], '`--max-jobs` needs a value.'],
    [['list', '--json=yes'], '`--json` takes no value.'],
    [['list', '--api-key', 'secret'], 'The API key is read from the variable MISTRAL_API_KEY'],
  ])('%j', (args, message) => {
    const parsed = parse(...args)
    expect(parsed).toEqual({ kind: 'error', message: expect.stringContaining(message) })
    expect(JSON.stringify(parsed)).not.toContain('secret')
  })
})
