import { applyOverrides } from './apply-overrides.ts'
import type { Override } from './overrides.ts'
import { parseOverrides } from './overrides.ts'
import { parseText } from './yaml/parse.ts'
import { findFiles } from './resolve-files.ts'
import { requestDigest } from './digest.ts'
import type { SpecDocument } from './document.ts'
import type { SetProblem } from './override-diagnostics.ts'
import { gathered, isOfSet, setProblems } from './override-diagnostics.ts'
import type { FileAnswer, LoadedSpecs, Problem, Spec, SpecName, SpecRules, WorkspaceFiles } from './types.ts'
import { suggestions } from './suggest.ts'
import { decodeText } from './encoding.ts'
import { byPlace, validate } from './validate-spec.ts'
import { eitherOf, shown } from './format-value.ts'

const MOST_BYTES = 1024 * 1024
const MOST_PROBLEMS = 100

/**
 * Reads and judges everything that the lines of the `spec` input name (see `findFiles` for how they are read), with what
 * the text of the `set` input puts into each of them. All problems come together: those of the inputs first, then file by
 * file in the order of their paths, each file from top to bottom. Never throws for what a path or a file can be.
 */
export async function loadSpecs(
  lines: readonly string[],
  files: WorkspaceFiles,
  rules: SpecRules,
  set = '',
): Promise<LoadedSpecs> {
  const { paths, faults } = await findFiles(lines, files)
  const { overrides, faults: setFaults } = parseOverrides(set)
  const read: ReadFile[] = []
  // One after the other, so that no more than one file is in memory.
  for (const path of paths) read.push(await loadFile(path, files, { rules, overrides }))
  const names = read.flatMap((file) => file.names)
  const ofSet = gathered([...setProblems(setFaults, names), ...read.flatMap((file) => file.ofSet)], names)
  // Without a line that its author meant to be there, a spec is not what was asked for.
  const isWhole = setFaults.every(({ level }) => level !== 'error')
  return {
    specs: isWhole ? read.flatMap(({ specs }) => specs) : [],
    problems: [
      ...faults.map(({ line, message }) => error(line, message)),
      ...withoutFlood(ofSet),
      ...read.flatMap(({ problems }) => problems),
    ],
  }
}

/** The specs in the bytes of one file with overrides in them, and all problems of both. Never throws. */
export function readSpecs(
  file: string,
  bytes: Uint8Array,
  rules: SpecRules,
  overrides: readonly Override[] = [],
): LoadedSpecs {
  const { specs, problems, ofSet, names } = readFile(file, bytes, { rules, overrides })
  return { specs, problems: [...gathered(ofSet, names), ...problems] }
}

/** The same for a file of the base branch. What was acceptable there is not judged again. */
export function readBase(file: string, bytes: Uint8Array, set: string): LoadedSpecs {
  return readSpecs(file, bytes, { allowUnknownFields: true, waits: false }, parseOverrides(set).overrides)
}

/** What is done to a document before it is a spec. */
interface Treatment {
  readonly rules: SpecRules
  readonly overrides: readonly Override[]
}

interface ReadFile extends LoadedSpecs {
  /** Those that are about a line of the input `set`; `problems` has those of the file, in its order. */
  readonly ofSet: readonly SetProblem[]
  /** Of all documents that can be read, valid or not. */
  readonly names: readonly SpecName[]
}

function readFile(file: string, bytes: Uint8Array, treatment: Treatment): ReadFile {
  const text = decodeText(bytes)
  const { count, documents, faults } =
    typeof text === 'string' ? parseText(text) : { count: 0, documents: [], faults: [text] }
  const problems = faults.map(({ line, column, message, field }): Problem => {
    return { level: 'error', place: { file, line, column }, ...(field !== undefined && { field }), message }
  })
  const read = documents.map((document) => {
    const name = { file, label: count > 1 ? `${file}#${document.number}` : file }
    return { name, ...readDocument(document, name, treatment) }
  })
  const all = [...problems, ...read.flatMap((each) => each.problems)]
  return {
    specs: read.flatMap(({ spec }) => spec ?? []),
    problems: withoutFlood(all.filter((problem) => !isOfSet(problem)).sort(byPlace)),
    ofSet: all.filter(isOfSet),
    names: read.map(({ name }) => name),
  }
}

function readDocument(
  written: SpecDocument,
  name: SpecName,
  { rules, overrides }: Treatment,
): { readonly spec?: Spec; readonly problems: readonly Problem[] } {
  const { document, faults } = applyOverrides(written, overrides)
  const { request, problems } = validate(document, rules, name)
  const all = [...setProblems(faults, [name]), ...problems]
  const isWhole = faults.length === 0 && overrides.every(({ content }) => content !== undefined)
  if (!request || !isWhole) return { problems: all }
  const spec = { ...name, request, digest: requestDigest(request), ...shownOverrides(overrides) }
  return { spec, problems: all }
}

function shownOverrides(overrides: readonly Override[]): Pick<Spec, 'overrides'> {
  if (overrides.length === 0) return {}
  return {
    overrides: overrides.map(({ path, content }) => ({ path, value: content?.value })),
  }
}

async function loadFile(path: string, files: WorkspaceFiles, treatment: Treatment): Promise<ReadFile> {
  const answer = await files.read(path, MOST_BYTES)
  if (answer.kind === 'file') return readFile(path, answer.bytes, treatment)
  const message = answer.kind === 'missing' ? await missing(path, files) : unreadable(path, answer)
  return { specs: [], problems: [error(path, message)], ofSet: [], names: [] }
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
