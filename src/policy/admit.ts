import type { Problem, Spec } from '../spec/spec.ts'

/** What the platform team allows a step to do. */
export interface Limits {
  /** Most jobs that one step may submit. */
  readonly maxJobs: number
}

/** Whether the specs of a step may be submitted. All or none: half a sweep is no use and costs money. */
export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'invalid' }
  /** The problem says which limit, and what to do. */
  | { readonly kind: 'refused'; readonly problem: Problem }

/** Decides about all specs of a step, before anything is sent. */
export function admit(specs: readonly Spec[], problems: readonly Problem[], { maxJobs }: Limits): Admission {
  if (problems.some(({ level }) => level === 'error')) return { kind: 'invalid' }
  const surplus = specs[maxJobs]
  if (surplus === undefined) return { kind: 'admitted' }
  const message = `The specs ask for ${specs.length} jobs, but \`max-jobs\` allows ${maxJobs}; ${surplus.label} is the first one too many. Narrow \`spec\`, or raise \`max-jobs\`.`
  return { kind: 'refused', problem: { level: 'error', place: { file: surplus.file }, message } }
}
