import { createHash } from 'node:crypto'
import { readCheckedOutCommit } from '../approval/checked-out-commit.ts'
import type { CommandContext } from '../commands/context.ts'
import type { SpecInputs } from '../inputs.ts'
import type { Spec } from '../job-spec/types.ts'
import { withoutSubject } from '../state/owner.ts'
import type { PlanOrigin } from '../state/show-plan.ts'
import type { StepPlan } from './plan-step.ts'
import type { ApprovalAnswers } from './approval-answers.ts'

interface OriginContext extends Pick<CommandContext, 'files' | 'holder' | 'approvals'> {
  readonly answers: ApprovalAnswers
}

type OriginInputs = Pick<SpecInputs, 'spec' | 'set'> &
  Pick<StepPlan, 'comparison' | 'policy' | 'ban' | 'rejection'>

/** Hexadecimal digits. */
const HASH_LENGTH = 16

/**
 * Where the requests of a step come from. A workflow may check out another commit than that of its event: the newest of the
 * branch, which somebody else may have pushed since. Undefined if nobody can tell now, so that the next run may.
 */
export async function findPlanOrigin(
  specs: readonly Spec[],
  inputs: OriginInputs,
  context: OriginContext,
): Promise<PlanOrigin | undefined> {
  const { owner, run, isNotHead } = context.holder
  const found = await checkedOutCommits(specs, context)
  const commit = await findCommit(found, inputs, context)
  if (commit === undefined) return undefined
  const isMerge = found.some((each) => each !== undefined && each !== commit)
  return {
    commit,
    isOtherCommit: commit === context.holder.commit ? undefined : true,
    // The owner tells matrix legs apart. What a start by hand asks for is the same.
    inputsHash: hash([
      withoutSubject(owner),
      inputs.spec,
      inputs.set,
      isMerge ? describeBase(specs, inputs, found) : '',
    ]),
    ownerHash: hash([owner]),
    runId: run.id,
    isNotHead,
  }
}

/** What a merge takes from the base branch, or else which merges these are. */
function describeBase(
  specs: readonly Spec[],
  { comparison }: OriginInputs,
  commits: readonly (string | undefined)[],
): readonly unknown[] {
  const diffs = specs.map(({ label }) => comparison?.specDiffs.diffs.get(label)?.kind ?? 'not-comparable')
  return comparison?.error !== undefined || diffs.includes('not-comparable')
    ? commits
    : specs.flatMap(({ label }) => {
        const request = comparison?.requests.get(label)
        // A merge takes nothing from the base branch for a spec that is new.
        return request === undefined ? [] : [[label, request]]
      })
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, HASH_LENGTH)
}

async function findCommit(
  found: readonly (string | undefined)[],
  { policy, ban, rejection }: OriginInputs,
  context: OriginContext,
): Promise<string | undefined> {
  const { holder, approvals } = context
  const proven = [undefined, holder.commit, approvals?.testMerge]
  const others = found.flatMap((commit) => (proven.includes(commit) ? [] : (commit ?? [])))
  // GitHub may be asked if the policy wants approvals, or nobody knows it.
  const needsApproval = (policy ? policy.approval : (ban ?? rejection)) !== undefined
  if (others.length > 0 && !needsApproval) return undefined
  for (const commit of others) {
    const isMerge = await isTestMerge(commit, context)
    if (isMerge === undefined) return undefined
    // Such a run is refused.
    if (!isMerge) return approvals?.pullRequest?.isCheckoutUnproven ? undefined : commit
  }
  return holder.commit
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

/**
 * Whether GitHub has made it of the commit of the event and the base branch, if that commit is still the head. Undefined if GitHub
 * does not say it.
 */
async function isTestMerge(
  commit: string,
  { approvals, answers, holder }: OriginContext,
): Promise<boolean | undefined> {
  const conversation = approvals?.pullRequest
  if (conversation === undefined) return false
  const pullRequest = await answers.readPullRequest(conversation)
  if (!pullRequest.ok) return undefined
  if (pullRequest.value.headSha !== holder.commit || pullRequest.value.isMerged) return false
  const answer = await answers.isTestMerge(commit, pullRequest.value, conversation)
  return answer.ok ? answer.value : undefined
}
