import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the files through which a step passes values to the runner. */
type CommandFiles = Readonly<Record<CommandFileKind, string>>

/** What a step wrote to its command files. */
export interface FileCommands {
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Environment variables for later steps (GITHUB_ENV). */
  readonly exports: Readonly<Record<string, string>>
  /** Additions to the PATH of later steps. */
  readonly paths: readonly string[]
  /** Markdown, before the runner masks it. */
  readonly summary: string
}

type CommandFileKind = 'OUTPUT' | 'STATE' | 'ENV' | 'PATH' | 'STEP_SUMMARY'
const MAX_SUMMARY_BYTES = 1024 * 1024

/** Creates the empty files in a new folder. */
export function createCommandFiles(directory: string): CommandFiles {
  mkdirSync(directory, { recursive: true })
  const file = (kind: CommandFileKind): string => {
    const path = join(directory, kind.toLowerCase())
    writeFileSync(path, '')
    return path
  }
  return {
    OUTPUT: file('OUTPUT'),
    STATE: file('STATE'),
    ENV: file('ENV'),
    PATH: file('PATH'),
    STEP_SUMMARY: file('STEP_SUMMARY'),
  }
}

/** The environment variables that name the files. */
export function commandFileVariables(files: CommandFiles): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([kind, path]) => [`GITHUB_${kind}`, path]))
}

/**
 * Reads the files as the runner does after a step. Throws an Error that names the file if one is malformed (the runner
 * fails the step) or if the summary exceeds 1 MiB (GitHub does not show it).
 */
export function readCommandFiles(files: CommandFiles): FileCommands {
  const summary = readFileSync(files.STEP_SUMMARY, 'utf8')
  if (Buffer.byteLength(summary) > MAX_SUMMARY_BYTES)
    throw new Error('GITHUB_STEP_SUMMARY holds more than 1 MiB')
  return {
    outputs: readAssignments(files, 'OUTPUT'),
    state: readAssignments(files, 'STATE'),
    exports: readAssignments(files, 'ENV'),
    paths: readFileSync(files.PATH, 'utf8')
      .split(/\r\n|\n|\r/)
      .filter(Boolean),
    summary,
  }
}

/** Reads the current assignments of one file. */
export function readAssignments(
  files: CommandFiles,
  kind: 'OUTPUT' | 'STATE' | 'ENV',
): Record<string, string> {
  try {
    return parseAssignments(readFileSync(files[kind], 'utf8'))
  } catch (error) {
    throw new Error(`GITHUB_${kind} is malformed, so the runner would fail the step`, { cause: error })
  }
}

/**
 * Parses `NAME=VALUE`, and `NAME<<DELIMITER` followed by value lines and `DELIMITER`. The first `=` or `<<` in a line
 * decides which. Lines end at a line feed; a carriage return belongs to the value (actions/runner,
 * FileCommandManager.cs, on Linux). Throws for any other line, an empty name or delimiter, and a missing end delimiter.
 */
export function parseAssignments(text: string): Record<string, string> {
  const assignments: Record<string, string> = {}
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const [, name = '', operator, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (operator === undefined) throw new Error(`neither '=' nor '<<' in '${line}'`)
    if (name === '') throw new Error(`no name in '${line}'`)
    if (operator === '=') {
      assignments[name] = rest
      continue
    }
    if (rest === '') throw new Error(`no delimiter in '${line}'`)
    const endIndex = lines.indexOf(rest, index + 1)
    if (endIndex < 0) throw new Error(`the end delimiter '${rest}' of '${name}' is missing`)
    assignments[name] = lines.slice(index + 1, endIndex).join('\n')
    index = endIndex
  }
  return assignments
}
