import { createHash } from 'node:crypto'
import type { BaseBranch, BaseFileResult } from '../state/github.ts'
import {
  MAX_FILE_BYTES,
  type FileReadResult,
  type LoadedSpecs,
  type Spec,
  type TrainingRequest,
  type WorkspaceFiles,
} from './types.ts'
import { diffRequests, type SpecDiff, type SpecDiffs } from './spec-diff.ts'

type ParseSpecs = (file: string, bytes: Uint8Array) => LoadedSpecs

/** From so many files on, one request for all blob ids saves more requests than it costs. */
const MIN_FILES_FOR_BLOB_IDS = 4

/**
 * Compares specs with the base branch. Of many files, only those whose content differs are read there. Never rejects: if
 * a spec cannot be compared, its diff says why.
 */
export async function diffWithBase(
  specs: readonly Spec[],
  base: BaseBranch,
  files: Pick<WorkspaceFiles, 'read'>,
  parseSpecs: ParseSpecs,
): Promise<BaseComparison> {
  // By name in the repository, where each is in the workspace.
  const paths = new Map(specs.map(({ file, workspacePath = file }) => [file, workspacePath]))
  const blobIds = paths.size < MIN_FILES_FOR_BLOB_IDS ? undefined : await base.listBlobIds()
  const readLocal = (file: string) => files.read(paths.get(file) ?? file, MAX_FILE_BYTES)
  const specsByFile = new Map(
    await Promise.all(
      [...paths.keys()].map(
        async (file) => [file, await readBaseFile(file, base, blobIds, { readLocal, parseSpecs })] as const,
      ),
    ),
  )
  const compared = [...paths.keys()].flatMap((path) =>
    compareFile(
      specs.filter(({ file }) => file === path),
      specsByFile.get(path) ?? NO_SPECS,
    ),
  )
  const unread = [...specsByFile.values()].find((each) => each.kind === 'unreadable' && each.error)
  return {
    error: unread?.kind === 'unreadable' ? unread.message : undefined,
    specDiffs: { base: base.ref, diffs: new Map(compared.map(({ label, diff }) => [label, diff])) },
    requests: new Map(compared.flatMap(({ label, before }) => (before ? [[label, before.request]] : []))),
  }
}

/** The result of a comparison with the base branch. */
export interface BaseComparison {
  readonly specDiffs: SpecDiffs
  /** Why one of the files could not be read there, although it may exist. */
  readonly error?: string
  /** The requests of the specs there, by spec label. */
  readonly requests: ReadonlyMap<string, TrainingRequest>
}

type BaseSpecs =
  | ({ readonly kind: 'loaded' } & Pick<LoadedSpecs, 'specs' | 'diagnostics'>)
  | Extract<BaseFileResult, { kind: 'unreadable' }>

interface LocalSpecs {
  readonly readLocal: (file: string) => Promise<FileReadResult>
  readonly parseSpecs: ParseSpecs
}

const NO_SPECS: BaseSpecs = { kind: 'loaded', specs: [], diagnostics: [] }

async function readBaseFile(
  path: string,
  base: BaseBranch,
  blobIds: ReadonlyMap<string, string> | undefined,
  { readLocal, parseSpecs }: LocalSpecs,
): Promise<BaseSpecs> {
  const blobId = blobIds?.get(path)
  if (blobIds !== undefined && blobId === undefined) return NO_SPECS
  const local = blobId === undefined ? undefined : await readLocal(path)
  if (local?.kind === 'file' && gitBlobId(local.bytes) === blobId)
    return { kind: 'loaded', ...parseSpecs(path, local.bytes) }
  const result = await base.read(path)
  switch (result.kind) {
    case 'file':
      return { kind: 'loaded', ...parseSpecs(path, result.bytes) }
    case 'missing':
      return NO_SPECS
    case 'unreadable':
      return result
  }
}

/** How git names the content of a file. */
function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

interface ComparedSpec {
  readonly label: string
  readonly before: Spec | undefined
  readonly diff: SpecDiff
}

/** The same request is unchanged wherever it stands in the file. The others are compared by their position. */
function compareFile(specs: readonly Spec[], base: BaseSpecs): readonly ComparedSpec[] {
  const left = base.kind === 'unreadable' ? [] : [...base.specs]
  const take = (isMatch: (before: Spec) => boolean): Spec | undefined => {
    const at = left.findIndex(isMatch)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const same = new Map(specs.map((spec) => [spec, take(({ digest }) => digest === spec.digest)]))
  return specs.map((spec) => {
    const before = same.get(spec) ?? take(({ label }) => documentKey(label) === documentKey(spec.label))
    return { label: spec.label, before, diff: diffSpec(spec, before, base) }
  })
}

function diffSpec(spec: Spec, before: Spec | undefined, base: BaseSpecs): SpecDiff {
  if (base.kind === 'unreadable') return { kind: 'not-comparable', message: base.message }
  if (before !== undefined) return diffRequests(before.request, spec.request)
  const error = base.diagnostics.find(({ level }) => level === 'error')
  if (error !== undefined)
    return { kind: 'not-comparable', message: `it is not valid there (${error.message})` }
  return { kind: 'new' }
}

/** A label ends in `#1` only if the file has several documents. */
const documentKey = (label: string): string => label.replace(/#1$/, '')
