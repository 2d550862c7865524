import type { Diagnostic } from './types.ts'

const MAX_DIAGNOSTICS = 100

/** A wrong file can have a problem on every line, and a log that long would hide the first ones. */
export function limitDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const shown = diagnostics.slice(0, MAX_DIAGNOSTICS)
  const rest = diagnostics.slice(MAX_DIAGNOSTICS)
  const [first] = rest
  if (!first) return shown
  const level = rest.some((diagnostic) => diagnostic.level === 'error') ? 'error' : 'warning'
  return [
    ...shown,
    {
      level,
      location: first.location,
      message: `${rest.length} more problems are not shown, starting here.`,
    },
  ]
}
