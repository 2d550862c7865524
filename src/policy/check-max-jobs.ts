import type { Diagnostic, Spec } from '../job-spec/types.ts'

/** Says why a step with these specs has too many jobs; empty if it has not. */
export function checkMaxJobs(specs: readonly Spec[], maxJobs: number): readonly Diagnostic[] {
  const firstOverLimit = specs[maxJobs]
  if (firstOverLimit === undefined) return []
  const message = `The specs describe ${specs.length} jobs, but \`max-jobs\` allows ${maxJobs}. The first one over the limit is ${firstOverLimit.label}. Narrow \`spec\`, or raise \`max-jobs\`.`
  return [{ level: 'error', location: { file: firstOverLimit.file }, message }]
}
