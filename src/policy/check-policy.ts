import type { Diagnostic, Spec } from '../job-spec/types.ts'

interface PolicyLimits {
  /** Maximum number of jobs per step. */
  readonly maxJobs: number
}

/** Whether the specs of a step may be submitted. All or none: half a sweep is useless but costs money. */
type PolicyResult =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'invalid' }
  /** The diagnostics say why, and what to do. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** Decides on all specs of a step before anything is sent. */
export function checkPolicy(
  specs: readonly Spec[],
  diagnostics: readonly Diagnostic[],
  { maxJobs }: PolicyLimits,
): PolicyResult {
  if (diagnostics.some(({ level }) => level === 'error')) return { kind: 'invalid' }
  const firstOverLimit = specs[maxJobs]
  if (firstOverLimit === undefined) return { kind: 'allowed' }
  const message = `The specs describe ${specs.length} jobs, but \`max-jobs\` allows ${maxJobs}. The first one over the limit is ${firstOverLimit.label}. Narrow \`spec\`, or raise \`max-jobs\`.`
  return {
    kind: 'refused',
    diagnostics: [{ level: 'error', location: { file: firstOverLimit.file }, message }],
  }
}
