import type { WorkspaceFiles } from './types.ts'
import { explainInput, explainPath } from './explain-path.ts'
import { printable } from './format-value.ts'

/** An error in a line of the `spec` input; `line` is the text of that line. */
interface PathError {
  readonly exclusion: string
  readonly message: string
  /** The message explains how the lines are written, so one of them is enough. */
  readonly isExplanation?: boolean
}

/** Another name of a file that is already selected. */
export interface SecondName {
  readonly path: string
  /** The name under which the file is read. */
  readonly firstPath: string
}

/** The files that the `spec` input selects, sorted by path. A file with several names has the first of them. */
interface ResolvedFiles {
  readonly paths: readonly string[]
  readonly secondNames: readonly SecondName[]
  readonly errors: readonly PathError[]
}

const MAX_FILES = 1000
const TOO_COMPLEX =
  'This pattern takes too much time or memory to match. Use fewer braces, and no repeated groups such as +(a|b).'
const GLOB = /[*?[{]|[!+@]\(/

/**
 * Finds the files that the lines of the `spec` input select. A line is a path relative to the workspace or a glob. A line
 * that starts with `!` excludes files, regardless of its position. An existing path is used literally, even if it looks
 * like a glob. The returned files may turn out to be unreadable.
 *
 * A backslash is a separator only in a line without slashes and wildcards (`training\a.yml`). Elsewhere it is rejected,
 * because it could be an escape in a glob, or part of a name next to slashes.
 */
export async function resolveFiles(
  lines: readonly string[],
  workspace: WorkspaceFiles,
): Promise<ResolvedFiles> {
  const trimmed = lines.map((exclusion) => exclusion.trim()).filter((exclusion) => exclusion !== '')
  const [firstLine] = trimmed
  const explanation = explainInput(trimmed)
  if (firstLine !== undefined && explanation !== undefined)
    return { paths: [], secondNames: [], errors: [{ exclusion: firstLine, message: explanation }] }
  const includes = trimmed.filter((exclusion) => !exclusion.startsWith('!'))
  if (includes.length === 0)
    return { paths: [], secondNames: [], errors: trimmed.slice(0, 1).map(onlyExclusionsError) }
  const included = await Promise.all(
    includes.map((exclusion) => resolveLine(exclusion, exclusion, workspace)),
  )
  const excluded = await Promise.all(
    trimmed
      .filter((exclusion) => exclusion.startsWith('!'))
      .map((exclusion) => resolveExclusion(exclusion, workspace)),
  )
  const errors = dropRepeatedExplanations([...included, ...excluded].flatMap(({ error }) => error ?? []))
  const excludedPaths = new Set(excluded.flatMap(({ paths }) => paths))
  const all = [...new Set(included.flatMap(({ paths }) => paths))].sort()
  const paths = all.filter((path) => !excludedPaths.has(path))
  const [exclusion] = trimmed.filter((exclusion) => exclusion.startsWith('!'))
  if (paths.length === 0 && all.length > 0 && exclusion !== undefined) {
    errors.push({
      exclusion,
      message: `All ${all.length} files found in ${workspaceName(workspace)} are excluded.`,
    })
  }
  return { ...(await separateNames(paths, workspace)), errors }
}

function dropRepeatedExplanations(errors: readonly PathError[]): PathError[] {
  return errors.filter(
    ({ message, isExplanation }, n) =>
      isExplanation !== true || errors.findIndex((each) => each.message === message) === n,
  )
}

/** Separates the names under which files are read from their other names. */
async function separateNames(
  paths: readonly string[],
  workspace: WorkspaceFiles,
): Promise<Pick<ResolvedFiles, 'paths' | 'secondNames'>> {
  const ids = await Promise.all(paths.map((path) => workspace.identify(path)))
  const names = paths.map((path, n) => {
    const firstPath = ids[n] === undefined ? path : (paths[ids.indexOf(ids[n])] ?? path)
    return { path, firstPath }
  })
  return {
    paths: paths.filter((path, n) => names[n]?.firstPath === path),
    secondNames: names.filter(({ path, firstPath }) => path !== firstPath),
  }
}

interface ResolvedLine {
  readonly paths: readonly string[]
  readonly error?: PathError
}

function onlyExclusionsError(line: string): PathError {
  return {
    exclusion: line,
    message: 'Every line excludes files. Add a line without ! that selects spec files.',
  }
}

async function resolveLine(pattern: string, line: string, workspace: WorkspaceFiles): Promise<ResolvedLine> {
  const path = parsePath(pattern, workspace.root)
  if (typeof path !== 'string') return { paths: [], error: { exclusion: line, message: path.error } }
  const explanation = explainPath(line)
  const isGlob = GLOB.test(path)
  if (!isGlob && explanation === undefined) return { paths: [path] }
  if ((await workspace.read(path, 0)).kind !== 'missing') return { paths: [path] }
  if (!isGlob && explanation !== undefined)
    return { paths: [], error: { exclusion: line, message: explanation, isExplanation: true } }
  const paths = await workspace.glob(path)
  if (paths === undefined) return { paths: [], error: { exclusion: line, message: TOO_COMPLEX } }
  if (paths.length > MAX_FILES) {
    const message = `${paths.length} files match, more than ${MAX_FILES}. Narrow the pattern.`
    return { paths: [], error: { exclusion: line, message } }
  }
  if (paths.length > 0) return { paths }
  const message = explanation ?? `No file in ${workspaceName(workspace)} matches.`
  return { paths, error: { exclusion: line, message, isExplanation: explanation !== undefined } }
}

async function resolveExclusion(line: string, workspace: WorkspaceFiles): Promise<ResolvedLine> {
  const path = parsePath(line.slice(1).trim(), workspace.root)
  if (typeof path !== 'string') return { paths: [], error: { exclusion: line, message: path.error } }
  const result = await workspace.read(path, 0)
  if (result.kind === 'directory') {
    const message = `This is a folder, but only files can be excluded. Write !${printable(path)}/**`
    return { paths: [], error: { exclusion: line, message } }
  }
  if (result.kind !== 'missing') return { paths: [path] }
  const paths = await workspace.glob(path)
  if (paths === undefined) return { paths: [], error: { exclusion: line, message: TOO_COMPLEX } }
  const message = paths.length === 0 ? explainPath(line) : undefined
  return message === undefined
    ? { paths }
    : { paths, error: { exclusion: line, message, isExplanation: true } }
}

/** Converts a line to a path relative to the workspace, with forward slashes. */
function parsePath(line: string, workspaceRoot: string): string | { readonly error: string } {
  const path = relativeToRoot(line, workspaceRoot)
  if (/^(?:[/\\]|[a-z]:)/i.test(path)) {
    return {
      error: `This path is not in the workspace ${printable(workspaceRoot)}. Use a path relative to it, such as training/a.yml.`,
    }
  }
  if (path.includes('\\') && (path.includes('/') || GLOB.test(path))) {
    return { error: 'The backslash is ambiguous here. Use / as the path separator.' }
  }
  const segments = path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..'))
    return { error: 'A path must not contain .. segments. Write it relative to the workspace root.' }
  if (path === '')
    return { error: 'Nothing follows the !. Specify the files to exclude, such as !training/draft-*.yml.' }
  return segments.join('/') || '.'
}

/** Converts an absolute path inside the workspace, such as `${{ github.workspace }}/a.yml`, to a relative one. */
function relativeToRoot(line: string, workspaceRoot: string): string {
  const isWindows = /^[a-z]:[/\\]/i.test(line)
  const toSlashes = (text: string): string => (isWindows ? text.replaceAll('\\', '/') : text)
  const path = toSlashes(line)
  const root = toSlashes(workspaceRoot)
  const isInside = isWindows
    ? path.toLowerCase().startsWith(`${root.toLowerCase()}/`)
    : path.startsWith(`${root}/`)
  return isInside ? path.slice(root.length + 1) : line
}

function workspaceName(workspace: WorkspaceFiles): string {
  return `the workspace ${printable(workspace.root)}`
}
