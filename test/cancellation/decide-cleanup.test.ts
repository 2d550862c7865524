import { describe, expect, it } from '@jest/globals'
import {
  decideCleanup,
  hasCancelledStatus,
  type CleanupDecision,
  type ReasonToLeave,
} from '../../src/cancellation/decide-cleanup.ts'
import type { PostState } from '../../src/state/post-state.ts'

type Kind = CleanupDecision['kind']

const STATUSES = ['cancelled', 'failure', 'success', ''] as const
const ENGINES = [
  ['GitHub', {}],
  ['Gitea', { GITEA_ACTIONS: 'true' }],
  ['Forgejo', { FORGEJO_ACTIONS: 'true' }],
  ['act', { ACT: 'true' }],
] as const

const decide = (changes: Partial<PostState>, jobStatus: string, environment: Record<string, string>) =>
  decideCleanup(
    { onCancel: 'cancel', holderId: 'w', jobIds: [], ...changes },
    jobStatus,
    hasCancelledStatus(environment),
  )

describe('what post does with the jobs of a step that did not finish', () => {
  it.each<[string, Record<string, string>, readonly Kind[]]>([
    // In the order of STATUSES: a crash under continue-on-error shows `success`.
    ['GitHub', ENGINES[0][1], ['cancel', 'leave', 'leave', 'leave']],
    ['Gitea', ENGINES[1][1], ['cancel', 'leave', 'cancel', 'cancel']],
    ['Forgejo', ENGINES[2][1], ['cancel', 'leave', 'cancel', 'cancel']],
    ['act', ENGINES[3][1], ['cancel', 'leave', 'cancel', 'cancel']],
    ['a runner with empty variables', { GITEA_ACTIONS: '', ACT: '' }, ['cancel', 'leave', 'leave', 'leave']],
  ])('depends on the job status: %s', (_, environment, kinds) => {
    expect(STATUSES.map((status) => decide({}, status, environment).kind)).toEqual(kinds)
  })

  it.each<[string, Partial<PostState>, Kind]>([
    ['the step finished', { isFinished: true }, 'none'],
    ['the step finished after a crash', { isFinished: true, hasCrashed: true }, 'none'],
    ['the action crashed', { hasCrashed: true }, 'leave'],
    ['`on-cancel` is `leave`', { onCancel: 'leave' }, 'leave'],
  ])('never cancels if %s', (_, changes, kind) => {
    for (const [, environment] of ENGINES)
      for (const status of STATUSES) expect(decide(changes, status, environment).kind).toBe(kind)
  })

  it.each<[Partial<PostState>, string, ReasonToLeave]>([
    [{ onCancel: 'leave' }, 'cancelled', 'on-cancel'],
    [{ onCancel: 'leave' }, 'success', 'not-cancelled'],
    [{}, 'success', 'not-cancelled'],
    [{ hasCrashed: true }, 'cancelled', 'crash'],
  ])('gives the reason: %j, %s', (changes, status, because) => {
    expect(decide(changes, status, {})).toEqual({ kind: 'leave', because })
  })
})
