import { canonicalJson } from './digest.ts'
import { isMapping, type SpecDocument } from './document.ts'
import { fieldPath, printable } from './format-value.ts'
import type { Override } from './overrides.ts'
import type { Diagnostic, Spec } from './types.ts'

/** A spec and how it stands in its file. */
export interface LocatedSpec {
  readonly spec: Spec
  /** Where its document starts; counts from 1. */
  readonly line: number
  /** The document without the values of the `set` input. */
  readonly written: Readonly<Record<string, unknown>>
  /** Where its values stand, also those of the `set` input. */
  readonly nodes: SpecDocument['nodes']
}

/**
 * Finds the specs that ask for the same training as an earlier one. Their job would be trained and paid twice. Points at
 * the later document, or at the line of the `set` input that makes the two equal.
 */
export function findDuplicates(
  specs: readonly LocatedSpec[],
  overrides: readonly Override[],
): readonly Diagnostic[] {
  const firstByDigest = new Map<string, LocatedSpec>()
  return specs.flatMap((each): readonly Diagnostic[] => {
    const first = firstByDigest.get(each.spec.digest)
    if (first !== undefined) return [describeDuplicate(first, each, overrides)]
    firstByDigest.set(each.spec.digest, each)
    return []
  })
}

const ADVICE = 'To train it once, remove one of the two. To train it twice, set the input "reuse" to false.'

function describeDuplicate(
  first: LocatedSpec,
  second: LocatedSpec,
  overrides: readonly Override[],
): Diagnostic {
  const cause = overrides.find(({ path }) => {
    const [one, other] = [first, second].map(({ written }) => canonicalJson(valueAt(written, path)))
    return one !== other
  })
  if (cause === undefined) {
    const message = `${describePlace(second)} is the same request as ${describePlace(first)}. ${ADVICE}`
    return { level: 'error', location: { file: second.spec.file, line: second.line }, message }
  }
  const field = fieldPath(cause.pointer)
  const specs = [first, second].map(({ spec: { file, label } }) => ({ file, label }))
  const message = `This makes ${describePlace(first)} and ${describePlace(second)} the same request, because they differ only in what "set" replaces. ${ADVICE}`
  return { level: 'error', location: { input: 'set', line: cause.line, specs }, field, message }
}

function describePlace({ spec, line }: LocatedSpec): string {
  return `${printable(spec.label)} (line ${line})`
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((parent, key) => {
    if (Array.isArray(parent)) return parent[Number(key)]
    return isMapping(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined
  }, value)
}
