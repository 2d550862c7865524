import type { Problem, Spec } from '../job-spec/types.ts'

/** What the platform team allows a step to do. */
export interface Limits {
  /** Most jobs that one step may submit. */
  readonly maxJobs: number
}

/** Whether the specs of a step may be submitted. All or none: half a sweep is no use and costs money. */
export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'invalid' }
  /** The problems say what forbids it, and what to do. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/** Decides about all specs of a step, before anything is sent. `vetoes` forbid it whatever the limits allow. */
export function admit(
  specs: readonly Spec[],
  problems: readonly Problem[],
  { maxJobs }: Limits,
  vetoes: readonly Problem[] = [],
): Admission {
  if (problems.some(({ level }) => level === 'error')) return { kind: 'invalid' }
  if (vetoes.length > 0) return { kind: 'refused', problems: vetoes }
  const surplus = specs[maxJobs]
  if (surplus === undefined) return { kind: 'admitted' }
  const message = `The specs ask for ${specs.length} jobs, but \`max-jobs\` allows ${maxJobs}; ${surplus.label} is the first one too many. Narrow \`spec\`, or raise \`max-jobs\`.`
  return { kind: 'refused', problems: [{ level: 'error', place: { file: surplus.file }, message }] }
}
