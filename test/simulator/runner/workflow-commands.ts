/** A line of output that the runner takes as a command. */
export interface WorkflowCommand {
  /** In lower case, as the runner knows it. */
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** A problem as GitHub records it for a step. Positions that are no whole numbers are left out. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
}

/** What the runner makes of the lines that a step prints. */
export interface Interpretation {
  readonly commands: readonly WorkflowCommand[]
  /** At most ten a level, messages cut at 4,096 characters: the rest is in `commands` only. */
  readonly annotations: readonly Annotation[]
  /** What is masked from then on: each whole value and each of its lines, trimmed. */
  readonly masks: readonly string[]
  /** The lines that are no commands. */
  readonly plain: readonly string[]
}

const COMMANDS = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]
const LEVELS = ['error', 'warning', 'notice'] as const
const ANNOTATIONS_A_LEVEL = 10
const MESSAGE_LENGTH = 4096

type Escapes = readonly (readonly [written: string, meant: string])[]
const DATA: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const PROPERTY: Escapes = [['%3A', ':'], ['%2C', ','], ...DATA]
const LEGACY: Escapes = [['%3B', ';'], ['%5D', ']'], ...DATA]

/**
 * The command in a line, or undefined. `known`: names in lower case. The rules are those of actions/runner,
 * ActionCommand.cs: `::name key=value,...::data` after leading blanks; else `##[name key=value;...]data` anywhere.
 */
export function parseCommand(line: string, known: Iterable<string> = COMMANDS): WorkflowCommand | undefined {
  const names = new Set(known)
  const modern = /^::(.*?)::(.*)$/s.exec(line.trimStart())
  if (modern !== null) {
    const command = assemble(modern[1] ?? '', ',', PROPERTY, unescape(modern[2] ?? '', DATA))
    if (names.has(command.name)) return command
  }
  const legacy = /##\[(.*?)\](.*)$/s.exec(line)
  if (legacy === null) return undefined
  const command = assemble(legacy[1] ?? '', ';', LEGACY, unescape(legacy[2] ?? '', LEGACY))
  return names.has(command.name) ? command : undefined
}

/**
 * Reads the lines of one stage of a step, in their order. While commands are stopped only the token resumes them.
 * Throws where the runner fails the step: a stop token that is empty or the name of a command.
 */
export function interpret(lines: readonly string[]): Interpretation {
  const commands: WorkflowCommand[] = []
  const plain: string[] = []
  let token: string | undefined
  for (const line of lines) {
    const command = parseCommand(line, token === undefined ? COMMANDS : [...COMMANDS, token])
    if (token !== undefined && command?.name === token) {
      token = undefined
    } else if (token !== undefined || command === undefined) {
      plain.push(line)
    } else {
      commands.push(command)
      if (command.name === 'stop-commands') token = checkedToken(command.data)
    }
  }
  return { commands, plain, annotations: annotationsOf(commands), masks: masksOf(commands) }
}

function checkedToken(data: string): string {
  const token = data.toLowerCase()
  if (token === '' || COMMANDS.includes(token)) throw new Error(`the runner refuses the stop token '${data}'`)
  return token
}

function assemble(info: string, separator: string, escapes: Escapes, data: string): WorkflowCommand {
  const [name = ''] = info.split(' ', 1)
  const properties: Record<string, string> = {}
  for (const text of info.slice(name.length).trim().split(separator)) {
    // .NET's Split drops empty parts, and with them a key or a value that is empty.
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(text) ?? []
    if (key !== undefined && value !== undefined) properties[key] = unescape(value, escapes)
  }
  return { name: name.toLowerCase(), properties, data }
}

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [written, meant]) => result.replaceAll(written, meant), text)
}

function annotationsOf(commands: readonly WorkflowCommand[]): Annotation[] {
  const counts = new Map<string, number>()
  return commands.flatMap(({ name, properties, data }) => {
    const level = LEVELS.find((known) => known === name)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (level === undefined || count > ANNOTATIONS_A_LEVEL) return []
    return {
      level,
      message: data.slice(0, MESSAGE_LENGTH),
      ...(properties['title'] === undefined ? {} : { title: properties['title'] }),
      ...(properties['file'] === undefined ? {} : { file: properties['file'] }),
      ...position('line', properties['line']),
      ...position('endLine', properties['endLine']),
      ...position('col', properties['col']),
    }
  })
}

function position(key: 'line' | 'endLine' | 'col', text: string | undefined): Record<string, number> {
  return text !== undefined && /^\d+$/.test(text) ? { [key]: Number(text) } : {}
}

function masksOf(commands: readonly WorkflowCommand[]): string[] {
  const values = commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
  const lines = values.flatMap((value) => value.split(/[\r\n]+/)).map((line) => line.trim())
  return [...new Set([...values, ...lines])].filter((value) => value.trim() !== '')
}
