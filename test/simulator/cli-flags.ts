import { parseArgs } from 'node:util'
import { faultKinds } from './fault-kinds.ts'
import { parseFault, type Fault } from './faults.ts'
import { defaultKey } from './forge.ts'
import { defaultTimeline, describeTimeline, parseTimeline, type Timeline } from './timeline.ts'

/** What the command line asks for. */
export interface Flags {
  /** 0 means a free one. */
  readonly port: number
  readonly githubPort: number
  readonly key: string
  readonly repo: string
  readonly pull: number
  /** How far lists of comments are behind, in milliseconds. */
  readonly listLagMs: number
  readonly isListShuffled: boolean
  readonly speed: number
  readonly timeline: Timeline
  readonly faults: readonly Fault[]
}

/** The command line cannot be obeyed; the message says which flag and why. */
export class FlagError extends Error {}

const text = { type: 'string' } as const

/** Reads the arguments after the script's name; `help` when help is wanted. Throws FlagError. */
export function readFlags(args: readonly string[]): Flags | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  return {
    port: number('--port', values.port, isPort),
    githubPort: number('--github-port', values['github-port'], isPort),
    key: checked('--key', values.key, /^\S+$/, 'text without blanks'),
    repo: checked('--repo', values.repo, /^[\w.-]+\/[\w.-]+$/, 'owner/name'),
    pull: number('--pull', values.pull, {
      says: 'a whole number from 1',
      test: (n) => Number.isInteger(n) && n >= 1,
    }),
    listLagMs:
      1000 *
      number('--list-lag', values['list-lag'], {
        says: 'a number of seconds, 0 to 60',
        test: (n) => n >= 0 && n <= 60,
      }),
    isListShuffled: values['shuffle-lists'],
    speed: number('--speed', values.speed, { says: 'a number above 0', test: (n) => n > 0 && n < Infinity }),
    timeline:
      values.timeline === undefined ? defaultTimeline : reading('--timeline', values.timeline, parseTimeline),
    faults: values.fault.map((fault) => reading('--fault', fault, parseFault)),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { ...text, default: '0' },
        'github-port': { ...text, default: '0' },
        key: { ...text, default: defaultKey },
        repo: { ...text, default: 'octo-org/models' },
        pull: { ...text, default: '1' },
        'list-lag': { ...text, default: '0' },
        'shuffle-lists': { type: 'boolean', default: false },
        speed: { ...text, default: '1' },
        timeline: text,
        fault: { ...text, multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

interface Rule {
  readonly says: string
  readonly test: (value: number) => boolean
}

const isPort: Rule = { says: 'a port, 0 to 65535', test: (n) => Number.isInteger(n) && n >= 0 && n <= 65_535 }

function number(flag: string, given: string, rule: Rule): number {
  const value = given.trim() === '' ? Number.NaN : Number(given)
  if (!rule.test(value)) throw new FlagError(`${flag} is ${rule.says}; not "${given}"`)
  return value
}

function checked(flag: string, given: string, form: RegExp, says: string): string {
  if (!form.test(given)) throw new FlagError(`${flag} is ${says}; not "${given}"`)
  return given
}

function reading<Value>(flag: string, given: string, read: (text: string) => Value): Value {
  try {
    return read(given)
  } catch (error) {
    throw new FlagError(`${flag}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** The page that `--help` prints. */
export function helpPage(): string {
  const kinds = Object.entries(faultKinds).map(([name, { about, defaults }]) => {
    const params = Object.keys(defaults).join(', ')
    return `  ${name.padEnd(11)} ${about}${params && ` (${params})`}`
  })
  return `Stands in for the Forge training API and for the GitHub API on this machine, so that the action can be tried
without a key and without cost.

  npm run simulator -- [flags]

  --port N           port of the Forge service (a free one)
  --github-port N    port of the GitHub service (a free one)
  --key TEXT         the API key that is accepted (${defaultKey})
  --repo OWNER/NAME  the repository that GitHub knows (octo-org/models)
  --pull N           number of its open pull request (1)
  --list-lag SECONDS lists of comments miss what was written for up to so long (0)
  --shuffle-lists    lists of comments have another order at every look
  --speed N          time runs N times faster (1)
  --timeline LIST    what becomes of a job, STATUS@SECONDS with commas between
                     (${describeTimeline(defaultTimeline)})
  --fault JSON       a fault of the Forge service; may be given several times, the first that fits strikes, e.g.
                     --fault '{"on":{"operation":"create","nth":1},"kind":"reset","after":true}'
                     operations: create, list, get, cancel
  --help             this page

Kinds of faults and their parameters:
${kinds.join('\n')}
`
}
