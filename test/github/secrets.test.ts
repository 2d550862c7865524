import { describe, expect, it } from '@jest/globals'
import type { EventInfo } from '../../src/github/event.ts'
import { missingSecretsReason } from '../../src/github/secrets.ts'

const EVENT = { name: 'pull_request', isDependabot: false, action: 'opened' }
const withHead = (isFromFork: boolean) => ({ pullRequest: { isFromFork } })
const reason = (changes: object) => missingSecretsReason({ ...EVENT, ...changes } as unknown as EventInfo)

describe('missingSecretsReason', () => {
  it.each<[string, object, string | undefined]>([
    ['a workflow started by Dependabot', { isDependabot: true, ...withHead(false) }, 'dependabot'],
    ['a push', { name: 'push' }, undefined],
    ['the head of a fork', withHead(true), 'fork'],
    ['a review of a fork', { name: 'pull_request_review', ...withHead(true) }, 'fork'],
    ['a branch of this repository', withHead(false), undefined],
    ['a closed pull request', { action: 'closed', ...withHead(false) }, 'closed'],
    ['pull_request_target of a fork', { name: 'pull_request_target', ...withHead(true) }, undefined],
  ])('of %s', (_, changes, expected) => {
    expect(reason(changes)).toBe(expected)
  })
})
