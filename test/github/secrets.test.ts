import { describe, expect, it } from '@jest/globals'
import type { EventFacts } from '../../src/github/event.ts'
import { keylessReason } from '../../src/github/secrets.ts'

const FACTS = { name: 'pull_request', repository: 'acme/models', isDependabot: false, action: 'opened' }
const of = (headRepository?: string) => ({
  pull: { ...(headRepository === undefined ? {} : { headRepository }) },
})
const reason = (changes: object) => keylessReason({ ...FACTS, ...changes } as unknown as EventFacts)

describe('why a workflow has no secrets', () => {
  it.each<[string, object, string | undefined]>([
    ['Dependabot started it', { isDependabot: true, ...of('acme/models') }, 'dependabot'],
    ['it is about no pull request', { name: 'push' }, undefined],
    ['the head is a fork', of('guest/models'), 'fork'],
    ['the fork was deleted', of(), 'fork'],
    ['a fork is reviewed', { name: 'pull_request_review', ...of('guest/models') }, 'fork'],
    ['the head is our own', of('Acme/Models'), undefined],
    ['the pull request is closed', { action: 'closed', ...of('acme/models') }, 'closed'],
    ['a fork is looked at with secrets', { name: 'pull_request_target', ...of('guest/models') }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(reason(changes)).toBe(expected)
  })
})
