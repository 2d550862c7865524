import type { Training } from '../jobs/job-state.ts'
import type { Step } from '../commands/context.ts'

/** Why a job is no longer ours to end; undefined where it is. */
export type Standing = (training: Training) => string | undefined

/**
 * Looks who else has to do with the jobs of a step that was cancelled: a newer run may follow them, and where the pull
 * request has moved on, the next run attaches to them or replaces them. Never rejects.
 */
export async function lookAround({
  books,
  pullRequest,
  me,
}: Pick<Step, 'books' | 'pullRequest' | 'me'>): Promise<Standing> {
  const [, now] = await Promise.all([books?.peek(), pullRequest?.now()])
  const hasMoved = now !== undefined && !now.isClosed && now.headSha !== me.commit
  return (training) => {
    if (books?.isHeldByNewer(training)) return 'A newer run follows this job'
    return hasMoved
      ? 'The pull request has a newer commit, whose run follows or replaces this job'
      : undefined
  }
}
