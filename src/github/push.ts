import { isObjectAt, listAt, shaAt, textAt, valueAt } from './payload.ts'

export interface PushedCommit {
  readonly sha: string
  /** First line of the message; empty if unknown. */
  readonly subject: string
}

export interface PushInfo {
  /** Oldest first; only the newest ones of a large push. */
  readonly commits: readonly PushedCommit[]
  /** The commit of the branch before the push; absent if the push created the branch. */
  readonly before?: string
  /** The branch or tag that the push deleted, for example `refs/heads/old`. */
  readonly deletedRef?: string
}

/** Each commit may cost a request. A merge queue merges fewer pull requests at once. */
const MAX_COMMITS = 20

export function parsePush(payload: unknown): PushInfo {
  // A push that creates a branch or a tag may list no commits.
  const listed = listAt(payload, 'commits')
  const head = isObjectAt(payload, 'head_commit') ? [valueAt(payload, 'head_commit')] : []
  const commits = (listed.length > 0 ? listed : head).flatMap((commit): PushedCommit[] => {
    const sha = shaAt(commit, 'id')
    return sha === undefined ? [] : [{ sha, subject: textAt(commit, 'message')?.split('\n', 1)[0] ?? '' }]
  })
  const isDeletion = valueAt(payload, 'deleted') === true || /^0+$/.test(textAt(payload, 'after') ?? '')
  const before = shaAt(payload, 'before')
  return {
    before: before === undefined || /^0+$/.test(before) ? undefined : before,
    commits: commits.slice(-MAX_COMMITS),
    deletedRef: isDeletion ? (textAt(payload, 'ref') ?? 'a branch') : undefined,
  }
}

/**
 * The number that GitHub or Gitea wrote into the subject of a merge or squash: `Merge pull request #12 from …`, `Title
 * (#12)`, `Merge pull request 'Title' (#12) from …`. Anybody can write such a subject, so it proves nothing.
 */
export function numberInSubject(subject: string): number | undefined {
  const match =
    /^Merge pull request (?:#|'.*' \(#)(\d{1,9})\b/.exec(subject) ?? /\(#(\d{1,9})\)\s*$/.exec(subject)
  const number = Number(match?.[1])
  return number > 0 ? number : undefined
}
