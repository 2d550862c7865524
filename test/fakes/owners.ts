import { formatOwner } from '../../src/state/owner.ts'

/** The owner of a step, as all its runs know it. */
export function ownerOf(workflow: string, step: string): string {
  return formatOwner(`.github/workflows/${workflow}.yml`, [step])
}

/** Of a run that names none. */
export const OWNER = ownerOf('train', 'train')
/** Of another step of the same workflow. */
export const SIBLING = ownerOf('train', 'evaluate')
