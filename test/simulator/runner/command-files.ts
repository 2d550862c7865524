import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the files through which a step speaks to the runner. */
export type CommandFiles = Readonly<Record<Kind, string>>

/** What a step wrote into its command files. */
export interface FileCommands {
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Variables for later steps (GITHUB_ENV). */
  readonly exports: Readonly<Record<string, string>>
  /** Folders for the PATH of later steps. */
  readonly paths: readonly string[]
  /** Markdown, as written (the runner masks it before it is shown). */
  readonly summary: string
}

type Kind = 'OUTPUT' | 'STATE' | 'ENV' | 'PATH' | 'STEP_SUMMARY'
const SUMMARY_BYTES = 1024 * 1024

/** Makes the empty files in a new folder. */
export function createCommandFiles(directory: string): CommandFiles {
  mkdirSync(directory, { recursive: true })
  const file = (kind: Kind): string => {
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

/** The variables that tell a step where its files are. */
export function fileVariables(files: CommandFiles): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([kind, path]) => [`GITHUB_${kind}`, path]))
}

/**
 * Reads the files as the runner does when a step has ended. A malformed file, which makes the runner fail the step, is
 * an error that names the file; so is a summary of more than 1 MiB, which would not be shown.
 */
export function readCommandFiles(files: CommandFiles): FileCommands {
  const summary = readFileSync(files.STEP_SUMMARY, 'utf8')
  if (Buffer.byteLength(summary) > SUMMARY_BYTES) throw new Error('GITHUB_STEP_SUMMARY holds more than 1 MiB')
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

/** One of the files that hold assignments, as it is now. */
export function readAssignments(
  files: CommandFiles,
  kind: 'OUTPUT' | 'STATE' | 'ENV',
): Record<string, string> {
  try {
    return parseAssignments(readFileSync(files[kind], 'utf8'))
  } catch (error) {
    throw new Error(`GITHUB_${kind} is malformed, the runner fails the step`, { cause: error })
  }
}

/**
 * `NAME=VALUE` and `NAME<<DELIMITER`, value lines, `DELIMITER`: whichever of `=` and `<<` comes first in a line decides.
 * Lines end at a line feed only, a carriage return belongs to the value (actions/runner, FileCommandManager.cs; as on
 * Linux). Throws on every other line, on an empty name or delimiter and on a delimiter that does not come.
 */
export function parseAssignments(text: string): Record<string, string> {
  const assignments: Record<string, string> = {}
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (sign === undefined) throw new Error(`neither '=' nor '<<' in '${line}'`)
    if (name === '') throw new Error(`no name in '${line}'`)
    if (sign === '=') {
      assignments[name] = rest
      continue
    }
    if (rest === '') throw new Error(`no delimiter in '${line}'`)
    const end = lines.indexOf(rest, at + 1)
    if (end < 0) throw new Error(`the delimiter '${rest}' of '${name}' does not come`)
    assignments[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return assignments
}
