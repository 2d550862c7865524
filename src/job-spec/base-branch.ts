import type { LoadedSpecs, Spec } from './types.ts'
import { changeOf, type Change, type Comparison } from '../report/spec-diff.ts'

/** What reading a file of the base branch came to. */
export type BaseFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** The files of the branch that a pull request is to be merged into. No call throws; each ends in bounded time. */
export interface BaseFiles {
  /** Name of the branch. */
  readonly ref: string
  read(path: string): Promise<BaseFile>
}

type ReadSpecs = (file: string, bytes: Uint8Array) => LoadedSpecs

/** Compares specs with what the base branch has of them. Never fails: what cannot be compared is said. */
export async function compareWithBase(
  specs: readonly Spec[],
  base: BaseFiles,
  readSpecs: ReadSpecs,
): Promise<Comparison> {
  const files = [...new Set(specs.map(({ file }) => file))]
  const onBase = new Map(
    await Promise.all(files.map(async (file) => [file, await read(file, base, readSpecs)] as const)),
  )
  const changes = specs.map((spec): [string, Change] => {
    const there = onBase.get(spec.file)
    return [spec.label, there === undefined ? { kind: 'new' } : changeOfSpec(spec, there)]
  })
  return { base: base.ref, changes: new Map(changes) }
}

type Base = LoadedSpecs | { readonly reason: string }

async function read(file: string, base: BaseFiles, readSpecs: ReadSpecs): Promise<Base> {
  const answer = await base.read(file)
  switch (answer.kind) {
    case 'file':
      return readSpecs(file, answer.bytes)
    case 'missing':
      return { specs: [], problems: [] }
    case 'unreadable':
      return { reason: answer.reason }
  }
}

function changeOfSpec(spec: Spec, base: Base): Change {
  if ('reason' in base) return { kind: 'not-comparable', reason: base.reason }
  const before = base.specs.find(({ label }) => document(label) === document(spec.label))
  if (before !== undefined) return changeOf(before.request, spec.request)
  const error = base.problems.find(({ level }) => level === 'error')
  if (error !== undefined)
    return { kind: 'not-comparable', reason: `it is not valid there (${error.message})` }
  return { kind: 'new' }
}

/** The first document is the only one as long as there is no second. */
const document = (label: string): string => label.replace(/#1$/, '')
