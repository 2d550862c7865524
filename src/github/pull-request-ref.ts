import { isObjectAt, known, listAt, numberAt, shaAt, textAt } from './payload.ts'

/** How the pull request (or issue) of an event is found. */
export type Lookup =
  /** `isPull`: known to be a pull request; false for a plain issue. */
  | { readonly kind: 'number'; readonly number: number; readonly isPull: boolean }
  /** Look for the pull request of this commit. */
  | {
      readonly kind: 'commit'
      readonly sha: string
      readonly headRepository?: string
      readonly headBranch?: string
    }
  | { readonly kind: 'none' }

/** There is nothing to look for. */
export const NOWHERE: Lookup = { kind: 'none' }

export function ofNumber(number: number | undefined, isPull: boolean): Lookup {
  return number === undefined ? NOWHERE : { kind: 'number', number, isPull }
}

export function ofCommit(sha: string | undefined, headRepository?: string, headBranch?: string): Lookup {
  return sha === undefined ? NOWHERE : { kind: 'commit', sha, ...known({ headRepository, headBranch }) }
}

export function ofIssue(payload: unknown): Lookup {
  return ofNumber(numberAt(payload, 'issue.number'), isObjectAt(payload, 'issue.pull_request'))
}

/** A branch of the merge queue, `gh-readonly-queue/<base>/pr-<n>-<sha>`; the name of the base may contain slashes. */
export function ofQueue(ref: string | undefined): Lookup {
  const [, number] = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '') ?? []
  return ofNumber(numberAt({ number: Number(number) }, 'number'), true)
}

/** A tag marks what is long merged, and a deleted branch leaves no commit: nobody waits for a report on either. */
export function ofPush(payload: unknown, repository: string): Lookup {
  const [, branch] = /^refs\/heads\/(.+)$/.exec(textAt(payload, 'ref') ?? '') ?? []
  if (branch === undefined) return NOWHERE
  return ofBranch(shaAt(payload, 'after'), repository, branch)
}

/** A branch of this repository. */
function ofBranch(sha: string | undefined, repository: string, branch: string): Lookup {
  const queued = sha === undefined ? NOWHERE : ofQueue(branch)
  return queued.kind === 'none' ? ofCommit(sha, repository, branch) : queued
}

/** GitHub leaves `pull_requests` empty for forks. */
export function ofWorkflowRun(payload: unknown, repository: string): Lookup {
  const listed = ofListed(payload, 'workflow_run.pull_requests')
  if (listed.kind !== 'none') return listed
  const sha = shaAt(payload, 'workflow_run.head_sha')
  const branch = textAt(payload, 'workflow_run.head_branch')
  const head = textAt(payload, 'workflow_run.head_repository.full_name')
  const isHere = branch !== undefined && head !== undefined && isSame(head, repository)
  return isHere ? ofBranch(sha, head, branch) : ofCommit(sha, head, branch)
}

/** `field` is that of the check or its suite. */
export function ofCheck(payload: unknown, repository: string, field: string, branchPath: string): Lookup {
  const listed = ofListed(payload, `${field}.pull_requests`)
  if (listed.kind !== 'none') return listed
  const sha = shaAt(payload, `${field}.head_sha`)
  const branch = textAt(payload, branchPath)
  return branch === undefined ? ofCommit(sha) : ofBranch(sha, repository, branch)
}

/** The first listed pull request of this repository; in a fork, those to the repository it came from are listed too. */
function ofListed(payload: unknown, path: string): Lookup {
  const here = numberAt(payload, 'repository.id')
  const pull = listAt(payload, path).find((each) => {
    const base = numberAt(each, 'base.repo.id')
    return here === undefined || base === undefined || base === here
  })
  return ofNumber(numberAt(pull, 'number'), true)
}

export function isSame(one: string, other: string): boolean {
  return one !== '' && one.toLowerCase() === other.toLowerCase()
}
