import { parseText } from './parse.ts'
import { findFiles } from './paths.ts'
import { requestDigest } from './digest.ts'
import type { FileAnswer, LoadedSpecs, Problem, Spec, SpecRules, WorkspaceFiles } from './spec.ts'
import { suggestions } from './suggest.ts'
import { decodeText } from './text.ts'
import { byPlace, validate } from './validate.ts'
import { eitherOf, shown } from './wording.ts'

const MOST_BYTES = 1024 * 1024
const MOST_PROBLEMS = 100

/**
 * Reads and judges everything that the lines of the `spec` input name (see `findFiles` for how they are read). All
 * problems come together: those of the input first, then file by file in the order of their paths, each file from top to
 * bottom. Never throws for what a path or a file can be.
 */
export async function loadSpecs(
  lines: readonly string[],
  files: WorkspaceFiles,
  rules: SpecRules,
): Promise<LoadedSpecs> {
  const { paths, faults } = await findFiles(lines, files)
  const loaded: LoadedSpecs[] = []
  // One after the other, so that no more than one file is in memory.
  for (const path of paths) loaded.push(await loadFile(path, files, rules))
  const ofInput = faults.map(({ line, message }) => error(line, message))
  return {
    specs: loaded.flatMap(({ specs }) => specs),
    problems: [...ofInput, ...loaded.flatMap(({ problems }) => problems)],
  }
}

/** The specs in the bytes of one file, with all problems in the order of the file. Never throws. */
export function readSpecs(file: string, bytes: Uint8Array, rules: SpecRules): LoadedSpecs {
  const text = decodeText(bytes)
  const { count, documents, faults } =
    typeof text === 'string' ? parseText(text) : { count: 0, documents: [], faults: [text] }
  const problems = faults.map(({ line, column, message, field }): Problem => {
    return { level: 'error', place: { file, line, column }, ...(field !== undefined && { field }), message }
  })
  const specs: Spec[] = []
  for (const document of documents) {
    const validated = validate(document, rules, file)
    problems.push(...validated.problems)
    const { request } = validated
    const label = count > 1 ? `${file}#${document.number}` : file
    if (request) specs.push({ file, label, request, digest: requestDigest(request) })
  }
  return { specs, problems: withoutFlood(problems.sort(byPlace)) }
}

async function loadFile(path: string, files: WorkspaceFiles, rules: SpecRules): Promise<LoadedSpecs> {
  const answer = await files.read(path, MOST_BYTES)
  if (answer.kind === 'file') return readSpecs(path, answer.bytes, rules)
  const message = answer.kind === 'missing' ? await missing(path, files) : unreadable(path, answer)
  return { specs: [], problems: [error(path, message)] }
}

function error(file: string, message: string): Problem {
  return { level: 'error', place: { file }, message }
}

async function missing(path: string, files: WorkspaceFiles): Promise<string> {
  const what = `There is no such file in the workspace ${shown(files.root)}.`
  const cut = path.lastIndexOf('/') + 1
  const neighbours = await files.glob(`${path.slice(0, cut)}*`)
  const names = neighbours
    .map((neighbour) => neighbour.slice(cut))
    .filter((name) => /\.(?:ya?ml|json)$/i.test(name))
  const meant = suggestions(path.slice(cut), names)
  if (meant.length > 0)
    return `${what} Did you mean ${eitherOf(meant.map((name) => shown(path.slice(0, cut) + name)))}?`
  return `${what} Check the path, and that actions/checkout runs before this step.`
}

function unreadable(path: string, answer: Exclude<FileAnswer, { kind: 'file' | 'missing' }>): string {
  switch (answer.kind) {
    case 'directory':
      return `This is a folder. Name the files in it, such as ${path === '.' ? '' : `${shown(path)}/`}*.yml`
    case 'special':
      return 'This is a device, a pipe or a socket. Name a file.'
    case 'outside':
      return 'This is a link out of the workspace, so it is not read. Put the file itself into the repository.'
    case 'too-large':
      return `The file has ${answer.bytes} bytes, and a spec at most ${MOST_BYTES}. Is it the right file?`
    case 'unreadable':
      return `The file cannot be read: ${shown(answer.reason)}`
  }
}

/** A wrong file can hold a problem a line; nobody reads them all, and a log that long hides the first ones. */
function withoutFlood(problems: readonly Problem[]): readonly Problem[] {
  const kept = problems.slice(0, MOST_PROBLEMS)
  const rest = problems.slice(MOST_PROBLEMS)
  const [first] = rest
  if (!first) return kept
  const level = rest.some((problem) => problem.level === 'error') ? 'error' : 'advice'
  return [
    ...kept,
    { level, place: first.place, message: `${rest.length} more problems from here on are not shown.` },
  ]
}
