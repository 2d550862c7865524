import type { Training } from '../job/training.ts'
import { isOpen, type Memo } from '../record/entry.ts'
import type { Change } from './changes.ts'
import type { Story } from './story.ts'

/** The form of what is written below; whoever knows another one tells what the record says. */
const FORM = 1

/** What somebody else needs to tell a story on; undefined where it is at its end. */
export function memoOf(story: Story): Memo | undefined {
  const { trainings, problems, context, comparison, nowMs } = story
  if (!trainings.some(isUnfinished)) return undefined
  const compared = comparison && { base: comparison.base, changes: [...comparison.changes] }
  return { atMs: nowMs, story: { form: FORM, trainings, problems, context, comparison: compared } }
}

/**
 * The story that was written down, as it was then; undefined for one of another form. Only for a memo that is proven to
 * be ours: of its parts nothing is checked.
 */
export function storyOf({ atMs, story }: Memo): Story | undefined {
  if (typeof story !== 'object' || story === null || Reflect.get(story, 'form') !== FORM) return undefined
  const { comparison, ...rest } = story as Omit<Story, 'comparison'> & { comparison?: Written }
  const told: Story = {
    trainings: rest.trainings,
    problems: rest.problems,
    context: rest.context,
    nowMs: atMs,
  }
  if (comparison === undefined) return told
  return { ...told, comparison: { base: comparison.base, changes: new Map(comparison.changes) } }
}

/** A map, as JSON knows it. */
interface Written {
  readonly base: string
  readonly changes: readonly (readonly [string, Change])[]
}

/** Whether something can still become of it, whatever its step came to. */
export function isUnfinished({ spec, job, outcome, isGone }: Training): boolean {
  if (job === undefined) return spec !== undefined && outcome === undefined
  return isGone !== true && isOpen(job, outcome)
}
