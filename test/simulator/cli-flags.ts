import { parseArgs } from 'node:util'
import { faultKinds } from './fault-kinds.ts'
import { parseFault, type Fault } from './faults.ts'
import { DEFAULT_KEY } from './forge.ts'
import { DEFAULT_TIMELINE, formatTimeline, parseTimeline, type Timeline } from './timeline.ts'

/** The parsed command line. */
export interface Flags {
  /** 0: any free port. */
  readonly port: number
  readonly githubPort: number
  readonly key: string
  readonly repo: string
  readonly pull: number
  /** Maximum age of comment lists. */
  readonly listLagMs: number
  readonly isListShuffled: boolean
  readonly speed: number
  readonly timeline: Timeline
  readonly faults: readonly Fault[]
}

/** Invalid command line; the message names the flag and the reason. */
export class FlagError extends Error {}

const TEXT = { type: 'string' } as const

/** Parses the arguments after the script name; returns `help` for `--help`. Throws FlagError. */
export function parseFlags(args: readonly string[]): Flags | 'help' {
  const values = parseArguments(args)
  if (values.help) return 'help'
  return {
    port: parseNumber('--port', values.port, PORT_RULE),
    githubPort: parseNumber('--github-port', values['github-port'], PORT_RULE),
    key: parseText('--key', values.key, /^\S+$/, 'text without blanks'),
    repo: parseText('--repo', values.repo, /^[\w.-]+\/[\w.-]+$/, 'owner/name'),
    pull: parseNumber('--pull', values.pull, {
      description: 'a positive integer',
      test: (n) => Number.isInteger(n) && n >= 1,
    }),
    listLagMs:
      1000 *
      parseNumber('--list-lag', values['list-lag'], {
        description: 'a number of seconds, 0 to 60',
        test: (n) => n >= 0 && n <= 60,
      }),
    isListShuffled: values['shuffle-lists'],
    speed: parseNumber('--speed', values.speed, {
      description: 'a number above 0',
      test: (n) => n > 0 && n < Infinity,
    }),
    timeline:
      values.timeline === undefined
        ? DEFAULT_TIMELINE
        : parseWith('--timeline', values.timeline, parseTimeline),
    faults: values.fault.map((fault) => parseWith('--fault', fault, parseFault)),
  }
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { ...TEXT, default: '0' },
        'github-port': { ...TEXT, default: '0' },
        key: { ...TEXT, default: DEFAULT_KEY },
        repo: { ...TEXT, default: 'octo-org/models' },
        pull: { ...TEXT, default: '1' },
        'list-lag': { ...TEXT, default: '0' },
        'shuffle-lists': { type: 'boolean', default: false },
        speed: { ...TEXT, default: '1' },
        timeline: TEXT,
        fault: { ...TEXT, multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

interface NumberRule {
  readonly description: string
  readonly test: (value: number) => boolean
}

const PORT_RULE: NumberRule = {
  description: 'a port, 0 to 65535',
  test: (n) => Number.isInteger(n) && n >= 0 && n <= 65_535,
}

function parseNumber(flag: string, text: string, rule: NumberRule): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!rule.test(value)) throw new FlagError(`${flag} must be ${rule.description}, not "${text}"`)
  return value
}

function parseText(flag: string, text: string, pattern: RegExp, description: string): string {
  if (!pattern.test(text)) throw new FlagError(`${flag} must be ${description}, not "${text}"`)
  return text
}

function parseWith<Value>(flag: string, text: string, parse: (text: string) => Value): Value {
  try {
    return parse(text)
  } catch (error) {
    throw new FlagError(`${flag}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** The output of `--help`. */
export function helpText(): string {
  const kinds = Object.entries(faultKinds).map(([name, { description, defaults }]) => {
    const params = Object.keys(defaults).join(', ')
    return `  ${name.padEnd(21)} ${description}${params && ` (${params})`}`
  })
  return `Simulates the Forge training API and the GitHub API on this machine, to try the action without a key and without cost.

  npm run simulator -- [flags]

  --port N           port of the Forge API (default: a free port)
  --github-port N    port of the GitHub API (default: a free port)
  --key TEXT         the only accepted API key (${DEFAULT_KEY})
  --repo OWNER/NAME  the only repository of the simulated GitHub (octo-org/models)
  --pull N           number of its open pull request (1)
  --list-lag SECONDS maximum age of comment lists (0)
  --shuffle-lists    return comment lists in a different order on every request
  --speed N          run time N times faster (1)
  --timeline LIST    how each job proceeds: STATUS@SECONDS, separated by commas
                     (${formatTimeline(DEFAULT_TIMELINE)})
  --fault JSON       inject a fault into the Forge API; repeatable, the first that matches a request applies, e.g.
                     --fault '{"on":{"operation":"create","nth":1},"kind":"reset","after":true}'
                     operations: create, list, get, cancel
  --help             print this text

Kinds of faults, with their parameters:
${kinds.join('\n')}
`
}
