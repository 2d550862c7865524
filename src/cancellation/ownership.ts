import type { JobState } from '../jobs/job-state.ts'
import type { NoteOf } from '../jobs/note.ts'
import type { CommandContext } from '../commands/context.ts'

type NewOwner = NoteOf<'job-transferred'>['to']

/** Returns which other run owns the job now, or undefined if this run may cancel it. */
export type OwnershipCheck = (state: JobState) => NewOwner | undefined

/**
 * Checks whether another run needs the jobs of a cancelled step: a newer run may follow them, and if the pull request has
 * a newer commit, the run of that commit reuses or replaces them. Never rejects.
 */
export async function checkOwnership({
  ledger,
  pullRequest,
  holder,
}: Pick<CommandContext, 'ledger' | 'pullRequest' | 'holder'>): Promise<OwnershipCheck> {
  const [, current] = await Promise.all([ledger?.readNow(), pullRequest?.fetchState()])
  const hasNewerCommit = current !== undefined && !current.isClosed && current.headSha !== holder.commit
  return (state) => {
    if (ledger?.isFollowedByOthers(state)) return 'newer-run'
    return hasNewerCommit ? 'newer-commit' : undefined
  }
}
