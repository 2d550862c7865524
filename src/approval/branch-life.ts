import type { Push } from './approval-reader.ts'

/** A push that left the branch at a commit. */
export type BranchPush = Push & { readonly commit: string }

/**
 * The pushes to the branch that has had this head, without those to others of its name, which existed before or after it;
 * of the newest branch if none had it. Newest first, as are all pushes.
 */
export function pushesOfBranch(pushes: readonly Push[], headSha: string | undefined): readonly BranchPush[] {
  const branches = branchesOf(pushes)
  return branches.find((branch) => branch.some(({ commit }) => commit === headSha)) ?? branches[0] ?? []
}

/** Of each branch its pushes. One that somebody restored as it was is the same. */
function branchesOf(pushes: readonly Push[]): readonly (readonly BranchPush[])[] {
  const branches: BranchPush[][] = []
  let isDeleted = false
  for (const push of pushes) {
    if (isPush(push)) {
      const branch = branches.at(-1)
      const isSame = !isDeleted || branch?.at(-1)?.commit === push.commit
      if (branch !== undefined && isSame) branch.push(push)
      else branches.push([push])
    }
    isDeleted = !isPush(push)
  }
  return branches
}

const isPush = (push: Push): push is BranchPush => push.commit !== undefined
