import { describe, expect, it } from '@jest/globals'
import type { EventInfo } from '../../src/github/event.ts'
import { missingSecretsReason } from '../../src/github/secrets.ts'

const EVENT = { name: 'pull_request', repository: 'acme/models', isDependabot: false, action: 'opened' }
const withHead = (headRepository?: string) => ({
  pullRequest: { ...(headRepository === undefined ? {} : { headRepository }) },
})
const reason = (changes: object) => missingSecretsReason({ ...EVENT, ...changes } as unknown as EventInfo)

describe('missingSecretsReason', () => {
  it.each<[string, object, string | undefined]>([
    ['a workflow started by Dependabot', { isDependabot: true, ...withHead('acme/models') }, 'dependabot'],
    ['a push', { name: 'push' }, undefined],
    ['the head of a fork', withHead('guest/models'), 'fork'],
    ['a deleted fork', withHead(), 'fork'],
    ['a review of a fork', { name: 'pull_request_review', ...withHead('guest/models') }, 'fork'],
    ['a branch of this repository', withHead('Acme/Models'), undefined],
    ['a closed pull request', { action: 'closed', ...withHead('acme/models') }, 'closed'],
    [
      'pull_request_target of a fork',
      { name: 'pull_request_target', ...withHead('guest/models') },
      undefined,
    ],
  ])('of %s', (_, changes, expected) => {
    expect(reason(changes)).toBe(expected)
  })
})
