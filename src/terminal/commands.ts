/** A command that is offered outside of workflows. `run` and `sync` are not: they submit, or write to pull requests. */
export type TerminalCommand = 'validate' | 'list' | 'status' | 'wait' | 'cancel'

interface CommandForm {
  readonly summary: string
  /** What follows the command: paths and globs of specs, the id of one job, or nothing. */
  readonly operand: 'specs' | 'job-id' | 'none'
  /** Inputs of the action that are options here, under the same name and with the same default. */
  readonly options: readonly string[]
}

export const TERMINAL_COMMANDS: Readonly<Record<TerminalCommand, CommandForm>> = {
  validate: {
    summary: 'check specs and the policy file; needs no key and no network',
    operand: 'specs',
    options: ['set', 'max-jobs', 'reuse', 'allow-unknown-fields'],
  },
  list: { summary: 'show the newest jobs, at most 100', operand: 'none', options: ['api-url'] },
  status: { summary: 'read a job once', operand: 'job-id', options: ['api-url', 'manifest'] },
  wait: {
    summary: 'follow a job until it ends; Ctrl-C leaves the job running',
    operand: 'job-id',
    options: ['api-url', 'timeout-minutes', 'on-timeout', 'manifest'],
  },
  cancel: { summary: 'cancel a job', operand: 'job-id', options: ['api-url'] },
}

/** What the shell calls this program. */
export const PROGRAM = 'forge-training-job'

/** What to type for a job, with the address if it is another one. */
export function commandLine(command: TerminalCommand, jobId: string, apiUrl = ''): string {
  return [PROGRAM, command, jobId, ...(apiUrl === '' ? [] : ['--api-url', apiUrl])].join(' ')
}

const OPERANDS = { specs: ' SPEC...', 'job-id': ' JOB-ID', none: '' }

export const HELP = `Usage: ${PROGRAM} COMMAND [OPTIONS]

${Object.entries(TERMINAL_COMMANDS)
  .map(([name, { operand, summary }]) => `  ${`${name}${OPERANDS[operand]}`.padEnd(18)}${summary}`)
  .join('\n')}

SPEC is a path or a glob; "!" excludes. Policy file: .github/forge-policy.yml of the repository.

  --json                    print one JSON document: the outputs of the action, and the problems
  --help, --version

validate:
  --set PATH=VALUE          override a field of all specs; repeat it for more
  --max-jobs N              refuse more jobs than this (10)
  --reuse false             allow the same request twice
  --allow-unknown-fields    accept fields that the contract does not name

list, status, wait, cancel:
  --api-url URL             of the service (https://api.mistral.ai)
  --manifest FILE           status, wait: if it has succeeded, describe job and model as JSON
  --timeout-minutes N       wait: how long (350)
  --on-timeout cancel       wait: cancel the job then, instead of leaving it

The API key is read from the variable MISTRAL_API_KEY. Exit code: 0 as a green step of the action, 1 as a red one,
2 for a command, option or key that is unknown or missing, 130 after Ctrl-C.
`
