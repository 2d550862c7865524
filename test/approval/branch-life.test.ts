import { expect, it } from '@jest/globals'
import type { Push } from '../../src/approval/approval-reader.ts'
import { pushesOfBranch } from '../../src/approval/branch-life.ts'
import { accountOf } from '../fakes/approvals.ts'

/** The commits of pushes, newest first; `-` is a deletion. */
function pushesOf(commits: string): readonly Push[] {
  return Array.from(commits, (each, n) => ({
    author: accountOf('ada'),
    ...(each === '-' ? {} : { commit: each }),
    atMs: -n,
  }))
}

it.each<[string, string, string | undefined, string]>([
  ['of a branch that was never deleted', 'cba', 'b', 'cba'],
  ['of nothing', '', 'a', ''],
  ['of a branch that is gone', '-ba', 'b', 'ba'],
  ['of deletions only', '--', 'b', ''],
  ['of the branch that had the head', 'd-cb-a', 'c', 'cb'],
  ['of the newest one if none had the head', 'd-cb-a', 'x', 'd'],
  ['of the newest one if the head is unknown', '-d-cb', undefined, 'd'],
  ['of the newest one that had the head', 'ab-ca', 'a', 'ab'],
  ['of a branch that was restored as it was', 'db-ba', 'd', 'dbba'],
  ['of one that was restored twice', 'b-b-ba', 'b', 'bbba'],
  ['of one whose deletion is listed twice', 'b--ba', 'b', 'bba'],
  ['of one that was made anew at an older commit', 'a-ba', 'a', 'a'],
])('the pushes %s: %s with the head %s', (_, commits, headSha, expected) => {
  expect(
    pushesOfBranch(pushesOf(commits), headSha)
      .map(({ commit }) => commit)
      .join(''),
  ).toBe(expected)
})
