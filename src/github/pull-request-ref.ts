import {
  isObjectAt,
  isSameRepository,
  listAt,
  numberAt,
  repositoryAt,
  shaAt,
  textAt,
  type RepositoryRef,
} from './payload.ts'

/** How to find the pull request or issue of an event. */
export type PullRequestRef =
  | {
      readonly kind: 'number'
      readonly number: number
      readonly isPullRequest: boolean
      /** What the merge queue makes of the pull request. */
      readonly isQueued?: true
    }
  | {
      readonly kind: 'commit'
      readonly sha: string
      readonly head?: Head
    }
  | { readonly kind: 'none' }

/** Where an event says that its commit comes from. */
export interface Head {
  /** Login of the owner of the repository. */
  readonly owner: string
  readonly branch: string
  readonly isFork: boolean
}

export const NO_REF: PullRequestRef = { kind: 'none' }

export function refFromNumber(number: number | undefined, isPullRequest: boolean): PullRequestRef {
  return number === undefined ? NO_REF : { kind: 'number', number, isPullRequest }
}

export function refFromCommit(sha: string | undefined, head?: Head): PullRequestRef {
  return sha === undefined ? NO_REF : { kind: 'commit', sha, head }
}

export function refFromIssue(payload: unknown): PullRequestRef {
  return refFromNumber(numberAt(payload, 'issue.number'), isObjectAt(payload, 'issue.pull_request'))
}

/** `ref` is a branch of the merge queue, `gh-readonly-queue/<base>/pr-<n>-<sha>`; the base may contain slashes. */
export function refFromMergeQueue(ref: string | undefined): PullRequestRef {
  const [, number] = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '') ?? []
  const found = refFromNumber(numberAt({ number: Number(number) }, 'number'), true)
  return found.kind === 'number' ? { ...found, isQueued: true } : found
}

/** No report for tags, which mark merged commits, nor for deleted branches, which have no commit. */
export function refFromPush(payload: unknown, repository: RepositoryRef): PullRequestRef {
  const [, branch] = /^refs\/heads\/(.+)$/.exec(textAt(payload, 'ref') ?? '') ?? []
  if (branch === undefined) return NO_REF
  return refFromBranch(shaAt(payload, 'after'), repository, branch)
}

/** `branch` is in this repository. */
function refFromBranch(sha: string | undefined, repository: RepositoryRef, branch: string): PullRequestRef {
  const queued = sha === undefined ? NO_REF : refFromMergeQueue(branch)
  return queued.kind === 'none' ? refFromCommit(sha, toHead(repository, branch, false)) : queued
}

/** Falls back to the commit, because `pull_requests` is empty for forks. */
export function refFromWorkflowRun(payload: unknown, repository: RepositoryRef): PullRequestRef {
  const listed = refFromList(payload, 'workflow_run.pull_requests')
  if (listed.kind !== 'none') return listed
  const sha = shaAt(payload, 'workflow_run.head_sha')
  const branch = textAt(payload, 'workflow_run.head_branch')
  const head = repositoryAt(payload, 'workflow_run.head_repository')
  if (branch === undefined) return refFromCommit(sha)
  return isSameRepository(head, repository)
    ? refFromBranch(sha, head, branch)
    : refFromCommit(sha, toHead(head, branch, true))
}

/** Undefined if the repository is unknown, as that of a deleted fork. */
function toHead({ name }: RepositoryRef, branch: string, isFork: boolean): Head | undefined {
  const owner = name?.split('/')[0]
  return owner === undefined ? undefined : { owner, branch, isFork }
}

/** `field` is `check_run` or `check_suite`. */
export function refFromCheck(
  payload: unknown,
  repository: RepositoryRef,
  field: string,
  branchPath: string,
): PullRequestRef {
  const listed = refFromList(payload, `${field}.pull_requests`)
  if (listed.kind !== 'none') return listed
  const sha = shaAt(payload, `${field}.head_sha`)
  const branch = textAt(payload, branchPath)
  return branch === undefined ? refFromCommit(sha) : refFromBranch(sha, repository, branch)
}

/** The first listed pull request of this repository; in a fork, GitHub also lists those of the upstream repository. */
function refFromList(payload: unknown, path: string): PullRequestRef {
  const repositoryId = numberAt(payload, 'repository.id')
  const pullRequest = listAt(payload, path).find((entry) => {
    const baseId = numberAt(entry, 'base.repo.id')
    return repositoryId === undefined || baseId === undefined || baseId === repositoryId
  })
  return refFromNumber(numberAt(pullRequest, 'number'), true)
}
