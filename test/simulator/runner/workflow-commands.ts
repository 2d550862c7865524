/** A line of output that the runner interprets as a command. */
export interface WorkflowCommand {
  /** In lower case. */
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** An annotation as GitHub records it. Positions that are not whole numbers are omitted. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
}

/** The log of a step as the runner interprets it. */
export interface ParsedLog {
  readonly commands: readonly WorkflowCommand[]
  /** At most ten per level, with messages cut at 4,096 characters; `commands` has all. */
  readonly annotations: readonly Annotation[]
  /** Masked texts: each value and each of its lines, trimmed. */
  readonly masks: readonly string[]
  /** The lines that are not commands. */
  readonly plainLines: readonly string[]
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
const MAX_ANNOTATIONS_PER_LEVEL = 10
const MAX_MESSAGE_LENGTH = 4096

type Escapes = readonly (readonly [written: string, meant: string])[]
const DATA_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const PROPERTY_ESCAPES: Escapes = [['%3A', ':'], ['%2C', ','], ...DATA_ESCAPES]
const LEGACY_ESCAPES: Escapes = [['%3B', ';'], ['%5D', ']'], ...DATA_ESCAPES]

/**
 * Parses the command in a line, if there is one, by the rules of actions/runner, ActionCommand.cs: `::name
 * key=value,...::data` after leading blanks, else `##[name key=value;...]data` anywhere. `known`: command names in
 * lower case.
 */
export function parseCommand(line: string, known: Iterable<string> = COMMANDS): WorkflowCommand | undefined {
  const names = new Set(known)
  const modern = /^::(.*?)::(.*)$/s.exec(line.trimStart())
  if (modern !== null) {
    const command = buildCommand(
      modern[1] ?? '',
      ',',
      PROPERTY_ESCAPES,
      unescape(modern[2] ?? '', DATA_ESCAPES),
    )
    if (names.has(command.name)) return command
  }
  const legacy = /##\[(.*?)\](.*)$/s.exec(line)
  if (legacy === null) return undefined
  const command = buildCommand(
    legacy[1] ?? '',
    ';',
    LEGACY_ESCAPES,
    unescape(legacy[2] ?? '', LEGACY_ESCAPES),
  )
  return names.has(command.name) ? command : undefined
}

/**
 * Interprets the lines of main or post. After `stop-commands`, only the token resumes commands. Throws if the token is
 * empty or the name of a command, for which the runner fails the step.
 */
export function parseLog(lines: readonly string[]): ParsedLog {
  const commands: WorkflowCommand[] = []
  const plainLines: string[] = []
  let stopToken: string | undefined
  for (const line of lines) {
    const command = parseCommand(line, stopToken === undefined ? COMMANDS : [...COMMANDS, stopToken])
    if (stopToken !== undefined && command?.name === stopToken) {
      stopToken = undefined
    } else if (stopToken !== undefined || command === undefined) {
      plainLines.push(line)
    } else {
      commands.push(command)
      if (command.name === 'stop-commands') stopToken = validateStopToken(command.data)
    }
  }
  return { commands, plainLines, annotations: collectAnnotations(commands), masks: collectMasks(commands) }
}

function validateStopToken(data: string): string {
  const token = data.toLowerCase()
  if (token === '' || COMMANDS.includes(token)) throw new Error(`the runner refuses the stop token '${data}'`)
  return token
}

function buildCommand(header: string, separator: string, escapes: Escapes, data: string): WorkflowCommand {
  const [name = ''] = header.split(' ', 1)
  const properties: Record<string, string> = {}
  for (const text of header.slice(name.length).trim().split(separator)) {
    // .NET's Split drops empty parts, and so an empty key or value.
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(text) ?? []
    if (key !== undefined && value !== undefined) properties[key] = unescape(value, escapes)
  }
  return { name: name.toLowerCase(), properties, data }
}

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [written, meant]) => result.replaceAll(written, meant), text)
}

function collectAnnotations(commands: readonly WorkflowCommand[]): Annotation[] {
  const counts = new Map<string, number>()
  return commands.flatMap(({ name, properties, data }) => {
    const level = LEVELS.find((known) => known === name)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (level === undefined || count > MAX_ANNOTATIONS_PER_LEVEL) return []
    return {
      level,
      message: data.slice(0, MAX_MESSAGE_LENGTH),
      title: properties['title'],
      file: properties['file'],
      line: parsePosition(properties['line']),
      endLine: parsePosition(properties['endLine']),
      col: parsePosition(properties['col']),
    }
  })
}

function parsePosition(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

function collectMasks(commands: readonly WorkflowCommand[]): string[] {
  const values = commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
  const lines = values.flatMap((value) => value.split(/[\r\n]+/)).map((line) => line.trim())
  return [...new Set([...values, ...lines])].filter((value) => value.trim() !== '')
}
