import type { OverrideIssue } from './overrides.ts'
import type { InputLocation, Diagnostic, SpecName } from './types.ts'
import { printable } from './format-value.ts'

/** A diagnostic about a line of the `set` input. */
export type OverrideDiagnostic = Diagnostic & { readonly location: InputLocation }

export function isOverrideDiagnostic(diagnostic: Diagnostic): diagnostic is OverrideDiagnostic {
  return diagnostic.location.input !== undefined
}

export function toOverrideDiagnostics(
  issues: readonly OverrideIssue[],
  specs: readonly SpecName[],
): readonly OverrideDiagnostic[] {
  return issues.map(({ line, ...issue }) => ({ ...issue, location: { input: 'set', line, specs } }))
}

/**
 * Merges equal diagnostics of several specs, in the order of the input. If not all specs of the step are affected, the
 * message names the affected ones.
 */
export function mergeAcrossSpecs(
  diagnostics: readonly OverrideDiagnostic[],
  allSpecs: readonly SpecName[],
): readonly OverrideDiagnostic[] {
  const groups = Map.groupBy(
    diagnostics,
    ({ level, location, message }) => `${location.line} ${level} ${message}`,
  )
  const merged = [...groups.values()].flatMap(([first, ...others]): readonly OverrideDiagnostic[] => {
    if (first === undefined) return []
    const names = [first, ...others].flatMap(({ location }) => location.specs)
    const specs = [...new Map(names.map((name) => [name.label, name])).values()]
    const message =
      specs.length === allSpecs.length ? first.message : `${formatNames(specs)}: ${first.message}`
    return [{ ...first, message, location: { ...first.location, specs } }]
  })
  return merged.sort((a, b) => a.location.line - b.location.line)
}

function formatNames([first, ...others]: readonly SpecName[]): string {
  const name = printable(first?.label ?? '')
  return others.length === 0 ? name : `${name} and ${others.length} more`
}
