import { readCheckedOutCommit } from '../approval/checked-out-commit.ts'
import type { CommandContext } from '../commands/context.ts'
import type { Spec } from '../job-spec/types.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { PlanOrigin } from '../state/shown-plans.ts'
import { outageEndMs } from './claim-outcomes.ts'

type OriginContext = Pick<
  CommandContext,
  'files' | 'holder' | 'approvals' | 'clock' | 'random' | 'deadlineMs'
>

/**
 * Where the requests of a step come from. A workflow may check out another commit than that of its event: the newest of the
 * branch, which somebody else may have pushed since. `needsApproval`: the policy wants approvals, so that GitHub may be asked.
 */
export async function findPlanOrigin(
  specs: readonly Spec[],
  needsApproval: boolean,
  context: OriginContext,
): Promise<PlanOrigin> {
  const { holder, approvals } = context
  const proven = [undefined, holder.commit, approvals?.testMerge]
  const found = await checkedOutCommits(specs, context)
  const others = found.filter((commit) => !proven.includes(commit))
  const merge = others.length > 0 && needsApproval ? await findTestMerge(context) : undefined
  return { commit: others.find((commit) => commit !== merge) ?? holder.commit }
}

/** Of the repositories that have these specs. Undefined for one that cannot be read. */
export function checkedOutCommits(
  specs: readonly Spec[],
  { files }: Pick<CommandContext, 'files'>,
): Promise<readonly (string | undefined)[]> {
  const paths = specs.map(({ workspacePath, file }) => workspacePath ?? file)
  const byFolder = new Map(paths.map((path) => [path.slice(0, path.lastIndexOf('/') + 1), path]))
  return Promise.all([...byFolder.values()].map((path) => readCheckedOutCommit(path, files)))
}

/** What GitHub has made of the commit of the event and the base branch, if that commit is still the head. */
async function findTestMerge(context: OriginContext): Promise<string | undefined> {
  const conversation = context.approvals?.pullRequest
  if (conversation === undefined) return undefined
  const untilMs = outageEndMs(context)
  const fetched = await retryGitHub(() => conversation.fetch(), { ...context, untilMs })
  if (!fetched.ok || fetched.value?.headSha !== context.holder.commit || fetched.value.isMerged)
    return undefined
  return fetched.value.mergeCommit
}
