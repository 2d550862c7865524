import type { BaseBranch } from '../state/github.ts'
import type { LoadedSpecs, Spec } from './types.ts'
import { diffRequests, type SpecDiff, type SpecDiffs } from './spec-diff.ts'

type ParseSpecs = (file: string, bytes: Uint8Array) => LoadedSpecs

/** Compares specs with the base branch. Never rejects: if a spec cannot be compared, its diff says why. */
export async function diffWithBase(
  specs: readonly Spec[],
  base: BaseBranch,
  parseSpecs: ParseSpecs,
): Promise<SpecDiffs> {
  const files = [...new Set(specs.map(({ file }) => file))]
  const specsByFile = new Map(
    await Promise.all(files.map(async (file) => [file, await readBaseFile(file, base, parseSpecs)] as const)),
  )
  const diffs = specs.map((spec): [string, SpecDiff] => {
    const baseSpecs = specsByFile.get(spec.file)
    return [spec.label, baseSpecs === undefined ? { kind: 'new' } : diffSpec(spec, baseSpecs)]
  })
  return { base: base.ref, diffs: new Map(diffs) }
}

type BaseSpecs =
  | ({ readonly kind: 'loaded' } & Pick<LoadedSpecs, 'specs' | 'diagnostics'>)
  | { readonly kind: 'unreadable'; readonly message: string }

async function readBaseFile(file: string, base: BaseBranch, parseSpecs: ParseSpecs): Promise<BaseSpecs> {
  const result = await base.read(file)
  switch (result.kind) {
    case 'file':
      return { kind: 'loaded', ...parseSpecs(file, result.bytes) }
    case 'missing':
      return { kind: 'loaded', specs: [], diagnostics: [] }
    case 'unreadable':
      return result
  }
}

function diffSpec(spec: Spec, base: BaseSpecs): SpecDiff {
  if (base.kind === 'unreadable') return { kind: 'not-comparable', message: base.message }
  const before = base.specs.find(({ label }) => documentKey(label) === documentKey(spec.label))
  if (before !== undefined) return diffRequests(before.request, spec.request)
  const error = base.diagnostics.find(({ level }) => level === 'error')
  if (error !== undefined)
    return { kind: 'not-comparable', message: `it is not valid there (${error.message})` }
  return { kind: 'new' }
}

/** A label ends in `#1` only if the file has several documents. */
const documentKey = (label: string): string => label.replace(/#1$/, '')
