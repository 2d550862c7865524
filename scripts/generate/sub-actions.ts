import { stringify } from 'yaml'
import type { Action } from './action.ts'

interface SubAction {
  readonly name: string
  readonly description: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Descriptions of inputs that mean something else here than in action.yml. */
  readonly descriptions?: Readonly<Record<string, string>>
}

/**
 * The actions with one command. A test compares the inputs with those that the command reads. Neither command leaves
 * anything for `post`, so that they have none.
 */
export const SUB_ACTIONS = {
  validate: {
    name: 'Forge Training Job: validate',
    description:
      'Validate spec files of Mistral AI Forge training jobs, and show on the pull request what they would train',
    inputs: [
      ...['spec', 'only-changed', 'set', 'max-jobs', 'wait', 'reuse', 'allow-unknown-fields'],
      ...['github-token', 'comment', 'comment-key', 'record-key', 'issue-number', 'job-url'],
      ...['matrix', 'job-check-run-id'],
    ],
    outputs: ['outcome', 'spec-digest', 'job', 'jobs', 'jobs-file', 'comment-url'],
    descriptions: {
      'github-token':
        'Token for the comment (`pull-requests: write`) and for reading the base branch and the policy (`contents: read`).',
      wait: 'The `wait` of the step that trains: only with `false` may a spec have `auto_start: false`.',
      reuse: 'The `reuse` of the step that trains: only with `false` may two specs be the same request.',
    },
  },
  sync: {
    name: 'Forge Training Job: sync',
    description:
      'Update the comments of all unfinished Mistral AI Forge training jobs of this repository, and announce those that ended',
    inputs: [
      ...['api-key', 'api-url', 'dispatch-event', 'notify', 'fail-on'],
      ...['github-token', 'record-key', 'job-url', 'job-check-run-id'],
    ],
    outputs: ['outcome', 'jobs', 'jobs-file', 'elapsed-seconds'],
    descriptions: {
      'api-key':
        'API key of the service, from a secret: the one of the steps that submit. Defaults to the environment variable `MISTRAL_API_KEY`. Masked in the log before anything else happens.',
      'github-token':
        'Token for the comments (`pull-requests: write` and `issues: write`), the event (`contents: write`) and the commit statuses (`statuses: write`).',
    },
  },
} as const satisfies Readonly<Record<string, SubAction>>

/**
 * Generates the action.yml of each action with one command, by its name. It declares `fixed-command` instead of
 * `command`.
 *
 * @throws Error if action.yml lacks one of its inputs or outputs.
 */
export function subActions(
  action: Action,
  header: string,
): Readonly<Record<keyof typeof SUB_ACTIONS, string>> {
  const create = (command: keyof typeof SUB_ACTIONS): string => {
    const subAction: SubAction = SUB_ACTIONS[command]
    const { name, description, descriptions = {} } = subAction
    const inputs = pick(action.inputs, subAction.inputs).map(([input, declared]) => {
      const description = descriptions[input] ?? withoutCommands(declared.description)
      return [input, { ...declared, description }] as const
    })
    const file = {
      ...{ name, description, author: action.author },
      inputs: { 'fixed-command': fixedCommand(command), ...Object.fromEntries(inputs) },
      outputs: Object.fromEntries(pick(action.outputs, subAction.outputs)),
      runs: { using: action.runs.using, main: `../${action.runs.main}` },
    }
    return (
      header + stringify(file, { lineWidth: 0, singleQuote: true }).replaceAll(/^(\w+):(?=\n)/gm, '\n$1:')
    )
  }
  return { validate: create('validate'), sync: create('sync') }
}

const fixedCommand = (command: string) => ({
  description: `Internal, not for users. What this action does: \`${command}\`.`,
  default: command,
})

function pick<T>(
  all: Readonly<Record<string, T>>,
  names: readonly string[],
): readonly (readonly [string, T])[] {
  const missing = names.filter((name) => !(name in all))
  if (missing.length > 0) throw new Error(`action.yml has no ${missing.join(', ')}`)
  return Object.entries(all).filter(([name]) => names.includes(name))
}

/** Removes which commands use an input. */
function withoutCommands(description: string): string {
  const text = description.replace(/^For [^:]*`: /, '').replace(/ For (?:`\w+`(?:, | and )?)+\.$/, '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
