import { applyOverrides } from './apply-overrides.ts'
import type { Override } from './overrides.ts'
import { parseOverrides } from './overrides.ts'
import { parseText } from './yaml/parse.ts'
import { resolveFiles, type SecondName } from './resolve-files.ts'
import { findDuplicates, type LocatedSpec } from './duplicates.ts'
import { pathInRepository } from './repository-folder.ts'
import { SPEC_FILE, tooLargeMessage } from './file-kind.ts'
import { digestRequest } from './digest.ts'
import { START, type ParseError, type SpecDocument } from './document.ts'
import type { OverrideDiagnostic } from './override-diagnostics.ts'
import { mergeAcrossSpecs, isOverrideDiagnostic, toOverrideDiagnostics } from './override-diagnostics.ts'
import { MAX_FILE_BYTES } from './types.ts'
import type {
  AppliedOverride,
  FileReadResult,
  LoadedSpecs,
  Diagnostic,
  Spec,
  SpecName,
  SpecPositions,
  ValidationOptions,
  WorkspaceFiles,
} from './types.ts'
import { limitDiagnostics } from './limit-diagnostics.ts'
import { suggest } from './suggest.ts'
import { decodeText, findJsonLines } from './encoding.ts'
import { compareLocations, validateSpec } from './validate-spec.ts'
import { joinWithOr, printable } from './format-value.ts'

/**
 * Loads and validates the specs that the lines of the `spec` input select (see `resolveFiles`), with the overrides of the
 * `set` input applied to each of them. Diagnostics come in order: the inputs first, then the files by path, each from top
 * to bottom, then requests that are asked for twice. Never throws because of a path or the content of a file.
 */
export async function loadSpecs(
  lines: readonly string[],
  files: WorkspaceFiles,
  options: ValidationOptions,
  set = '',
): Promise<LoadedSpecs> {
  const { paths, secondNames, errors } = await resolveFiles(lines, files)
  const { overrides, issues } = parseOverrides(set)
  const parsed: ParsedFile[] = []
  // Sequentially, to keep only one file in memory.
  for (const source of await nameSources(paths, files))
    parsed.push(await loadFile(source, files, { validation: options, overrides }))
  const names = parsed.flatMap((file) => file.names)
  const overrideDiagnostics = mergeAcrossSpecs(
    [...toOverrideDiagnostics(issues, names), ...parsed.flatMap((file) => file.overrideDiagnostics)],
    names,
  )
  // If a line of `set` is invalid, every spec would lack an override.
  const isComplete = issues.every(({ level }) => level !== 'error')
  const specs = isComplete ? parsed.flatMap((file) => file.locatedSpecs) : []
  const duplicates = options.allowsDuplicates === true ? [] : findDuplicates(specs, overrides)
  return {
    specs: specs.map(({ spec }) => spec),
    positions: positionsOf(specs),
    diagnostics: [
      ...errors.map(({ exclusion: line, message }) => error(line, message)),
      ...secondNames.map(secondNameWarning),
      ...limitDiagnostics(overrideDiagnostics),
      ...parsed.flatMap(({ diagnostics }) => diagnostics),
      ...limitDiagnostics(duplicates),
    ],
  }
}

/** A file of the workspace. */
interface SourceFile {
  readonly path: string
  /** Path in its repository, or in the workspace if two files would otherwise have the same name. */
  readonly name: string
}

async function nameSources(paths: readonly string[], files: WorkspaceFiles): Promise<readonly SourceFile[]> {
  const names = await Promise.all(paths.map((path) => pathInRepository(path, files)))
  const areUnique = new Set(names).size === names.length
  return paths.map((path, n) => ({ path, name: areUnique ? (names[n] ?? path) : path }))
}

function positionsOf(specs: readonly LocatedSpec[]): SpecPositions {
  return new Map(specs.map(({ spec, nodes }) => [spec.label, nodes]))
}

function secondNameWarning({ path, firstPath }: SecondName): Diagnostic {
  const message = `This is another name of the file ${printable(firstPath)}, which is read only once.`
  return { level: 'warning', location: { file: path }, message }
}

/** Parses the specs of one file and applies the overrides. Never throws. */
export function parseSpecs(
  file: string,
  bytes: Uint8Array,
  options: ValidationOptions,
  overrides: readonly Override[] = [],
): LoadedSpecs {
  const { locatedSpecs, diagnostics, overrideDiagnostics, names } = parseFile(file, bytes, {
    validation: options,
    overrides,
  })
  return {
    specs: locatedSpecs.map(({ spec }) => spec),
    positions: positionsOf(locatedSpecs),
    diagnostics: [...mergeAcrossSpecs(overrideDiagnostics, names), ...diagnostics],
  }
}

/** Parses a file of the base branch leniently, because it may have been merged under other rules. */
export function loadBaseSpecs(file: string, bytes: Uint8Array, set: string): LoadedSpecs {
  return parseSpecs(
    file,
    bytes,
    { allowUnknownFields: true, waitsForJob: false },
    parseOverrides(set).overrides,
  )
}

interface LoadOptions {
  readonly validation: ValidationOptions
  readonly overrides: readonly Override[]
}

interface ParsedFile {
  readonly locatedSpecs: readonly LocatedSpec[]
  readonly diagnostics: readonly Diagnostic[]
  /** Diagnostics about lines of the `set` input; `diagnostics` has those about the file, in its order. */
  readonly overrideDiagnostics: readonly OverrideDiagnostic[]
  /** All documents that could be parsed, valid or not. */
  readonly names: readonly SpecName[]
}

const DATA_FILE = /\.(?:jsonl|ndjson|csv|tsv|parquet)$/i
const NOT_A_SPEC: ParseError = {
  ...START,
  message:
    'This is a file for training data, not a spec. Narrow the input "spec". A spec names its data in dataset_ids.',
}

function parseFile(file: string, bytes: Uint8Array, options: LoadOptions): ParsedFile {
  const text = DATA_FILE.test(file) ? NOT_A_SPEC : decodeSpec(bytes)
  const { count, documents, errors } =
    typeof text === 'string' ? parseText(text) : { count: 0, documents: [], errors: [text] }
  const diagnostics = errors.map(({ line, column, message, field }): Diagnostic => {
    return { level: 'error', location: { file, line, column }, field, message }
  })
  const parsedDocuments = documents.map((document) => {
    const name = { file, label: labelOf(file, document.number, count) }
    return { name, document, ...createSpec(document, name, options) }
  })
  const locatedSpecs = parsedDocuments.flatMap(({ spec, nodes, document: { nodes: written, value } }) =>
    spec ? [{ spec, line: written.get('')?.valuePosition.line ?? START.line, written: value, nodes }] : [],
  )
  const all = [...diagnostics, ...parsedDocuments.flatMap((each) => each.diagnostics)]
  return {
    locatedSpecs,
    diagnostics: limitDiagnostics(
      all.filter((diagnostic) => !isOverrideDiagnostic(diagnostic)).sort(compareLocations),
    ),
    overrideDiagnostics: all.filter(isOverrideDiagnostic),
    names: parsedDocuments.map(({ name }) => name),
  }
}

function decodeSpec(bytes: Uint8Array): string | ParseError {
  const text = decodeText(bytes)
  return typeof text === 'string' ? (findJsonLines(text) ?? text) : text
}

/** Also numbers the only document of a file whose own name looks numbered, so that all labels of a step differ. */
function labelOf(file: string, documentNumber: number, count: number): string {
  return count > 1 || /#\d+$/.test(file) ? `${file}#${documentNumber}` : file
}

function createSpec(
  source: SpecDocument,
  name: SpecName,
  { validation: options, overrides }: LoadOptions,
): {
  readonly spec?: Spec
  readonly nodes: SpecDocument['nodes']
  readonly diagnostics: readonly Diagnostic[]
} {
  const { document, issues } = applyOverrides(source, overrides)
  const { request, diagnostics: found } = validateSpec(document, options, name)
  const diagnostics = [...toOverrideDiagnostics(issues, [name]), ...found]
  const isComplete = issues.length === 0 && overrides.every(({ content }) => content !== undefined)
  const { nodes } = document
  if (!request || !isComplete) return { nodes, diagnostics }
  const spec = { ...name, request, digest: digestRequest(request), overrides: toAppliedOverrides(overrides) }
  return { spec, nodes, diagnostics }
}

function toAppliedOverrides(overrides: readonly Override[]): readonly AppliedOverride[] | undefined {
  if (overrides.length === 0) return undefined
  return overrides.map(({ path, content }) => ({ path, value: content?.value }))
}

async function loadFile(
  { path, name }: SourceFile,
  files: WorkspaceFiles,
  options: LoadOptions,
): Promise<ParsedFile> {
  const result = await files.read(path, MAX_FILE_BYTES)
  if (result.kind === 'file') {
    const parsed = parseFile(name, result.bytes, options)
    if (name === path) return parsed
    const locatedSpecs = parsed.locatedSpecs.map(({ spec, ...rest }) => ({
      ...rest,
      spec: { ...spec, workspacePath: path },
    }))
    return { ...parsed, locatedSpecs }
  }
  const message =
    result.kind === 'missing' ? await describeMissingFile(path, files) : describeUnreadableFile(path, result)
  return { locatedSpecs: [], diagnostics: [error(name, message)], overrideDiagnostics: [], names: [] }
}

function error(file: string, message: string): Diagnostic {
  return { level: 'error', location: { file }, message }
}

async function describeMissingFile(path: string, files: WorkspaceFiles): Promise<string> {
  const problem = `The file does not exist in the workspace ${printable(files.root)}.`
  const nameStart = path.lastIndexOf('/') + 1
  const siblings = (await files.glob(`${path.slice(0, nameStart)}*`)) ?? []
  const names = siblings
    .map((sibling) => sibling.slice(nameStart))
    .filter((name) => /\.(?:ya?ml|json)$/i.test(name))
  const suggested = suggest(path.slice(nameStart), names)
  if (suggested.length > 0)
    return `${problem} Did you mean ${joinWithOr(suggested.map((name) => printable(path.slice(0, nameStart) + name)))}?`
  return `${problem} Check the path, and that actions/checkout runs before this step.`
}

function describeUnreadableFile(
  path: string,
  result: Exclude<FileReadResult, { kind: 'file' | 'missing' }>,
): string {
  switch (result.kind) {
    case 'directory':
      return `This is a folder. Specify the files in it, such as ${path === '.' ? '' : `${printable(path)}/`}*.yml`
    case 'special':
      return 'This is a device, pipe or socket. Specify a regular file.'
    case 'outside':
      return 'This path leads out of the workspace through a link, so it is not read. Put the file itself into the repository.'
    case 'too-large':
      return tooLargeMessage(result.bytes, SPEC_FILE)
    case 'unreadable':
      return `The file cannot be read: ${printable(result.message)}`
  }
}
