import type { WorkspaceFiles } from './types.ts'
import { shown } from './format-value.ts'

/** Something wrong with a line of the `spec` input; `line` is that line as it was written. */
export interface InputFault {
  readonly line: string
  readonly message: string
}

/** The files that the `spec` input names: sorted by path, each once. */
export interface FoundFiles {
  readonly paths: readonly string[]
  readonly faults: readonly InputFault[]
}

const MOST_FILES = 1000
const GLOB = /[*?[{]|[!+@]\(/

/**
 * Finds the files that the lines of the `spec` input name. A line is a path from the workspace or a glob; one that begins
 * with `!` takes away from what all the other lines name, wherever it stands. A path that exists is taken as it is, even
 * if it looks like a glob. Whether the named files can be read is for the reader to find out.
 *
 * Backslashes are separators only in a line that has neither a slash nor a wildcard (`training\a.yml`): in a glob they
 * might as well be escapes, and beside slashes part of a name, so there they are refused.
 */
export async function findFiles(lines: readonly string[], workspace: WorkspaceFiles): Promise<FoundFiles> {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '')
  const wanted = written.filter((line) => !line.startsWith('!'))
  if (wanted.length === 0) return { paths: [], faults: written.slice(0, 1).map(onlyExclusions) }
  const named = await Promise.all(wanted.map((line) => filesOf(line, line, workspace)))
  const excluded = await Promise.all(
    written.filter((line) => line.startsWith('!')).map((line) => excludedBy(line, workspace)),
  )
  const faults = [...named, ...excluded].flatMap(({ fault }) => fault ?? [])
  const away = new Set(excluded.flatMap(({ paths }) => paths))
  const all = [...new Set(named.flatMap(({ paths }) => paths))].sort()
  const paths = all.filter((path) => !away.has(path))
  const [line] = written.filter((each) => each.startsWith('!'))
  if (paths.length === 0 && all.length > 0 && line !== undefined) {
    faults.push({ line, message: `Nothing is left of the ${all.length} files named in ${root(workspace)}.` })
  }
  return { paths, faults }
}

interface Named {
  readonly paths: readonly string[]
  readonly fault?: InputFault
}

function onlyExclusions(line: string): InputFault {
  return { line, message: 'Every line takes files away. Name the spec files on lines without a !.' }
}

async function filesOf(pattern: string, line: string, workspace: WorkspaceFiles): Promise<Named> {
  const path = pathFrom(pattern, workspace.root)
  if (typeof path !== 'string') return { paths: [], fault: { line, message: path.refused } }
  if (!GLOB.test(path) || (await workspace.read(path, 0)).kind !== 'missing') return { paths: [path] }
  const paths = await workspace.glob(path)
  if (paths.length > MOST_FILES) {
    const message = `${paths.length} files match, more than ${MOST_FILES}. Narrow the pattern.`
    return { paths: [], fault: { line, message } }
  }
  return paths.length > 0
    ? { paths }
    : { paths, fault: { line, message: `No file in ${root(workspace)} matches.` } }
}

async function excludedBy(line: string, workspace: WorkspaceFiles): Promise<Named> {
  const path = pathFrom(line.slice(1).trim(), workspace.root)
  if (typeof path !== 'string') return { paths: [], fault: { line, message: path.refused } }
  const answer = await workspace.read(path, 0)
  if (answer.kind === 'directory') {
    const message = `This is a folder, and only files can be taken away. Write !${shown(path)}/**`
    return { paths: [], fault: { line, message } }
  }
  return { paths: answer.kind === 'missing' ? await workspace.glob(path) : [path] }
}

/** A line as a path from the workspace with forward slashes, or why it cannot be one. */
function pathFrom(written: string, workspaceRoot: string): string | { readonly refused: string } {
  const inside = fromRoot(written, workspaceRoot)
  if (/^(?:[/\\]|[a-z]:)/i.test(inside)) {
    return {
      refused: `This path is not in the workspace ${shown(workspaceRoot)}. Write it from there, such as training/a.yml.`,
    }
  }
  if (inside.includes('\\') && (inside.includes('/') || GLOB.test(inside))) {
    return { refused: 'A backslash can mean two things here. Write / between folders.' }
  }
  const steps = inside.split(/[/\\]/).filter((step) => step !== '' && step !== '.')
  if (steps.includes('..'))
    return { refused: 'A path with .. is not read. Write it from the workspace down.' }
  if (inside === '')
    return { refused: 'Nothing follows the !. Name the files to take away, such as !training/draft-*.yml.' }
  return steps.join('/') || '.'
}

/** An absolute path into the workspace, as `${{ github.workspace }}/a.yml` makes it, is the path from there. */
function fromRoot(written: string, workspaceRoot: string): string {
  const windows = /^[a-z]:[/\\]/i.test(written)
  const [path, start] = [written, workspaceRoot].map((each) => (windows ? each.replaceAll('\\', '/') : each))
  if (path === undefined || start === undefined) return written
  const same = windows
    ? path.toLowerCase().startsWith(`${start.toLowerCase()}/`)
    : path.startsWith(`${start}/`)
  return same ? path.slice(start.length + 1) : written
}

function root(workspace: WorkspaceFiles): string {
  return `the workspace ${shown(workspace.root)}`
}
