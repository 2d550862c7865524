import { describe, expect, it } from '@jest/globals'
import { dispatchEvent, pullRequestEvent, pushEvent } from './events.ts'

describe('pull_request', () => {
  it('names its repository, head and base', () => {
    const { name, payload } = pullRequestEvent({ owner: 'o', repo: 'r', number: 7, headSha: '1'.repeat(40) })
    expect(name).toBe('pull_request')
    expect(payload).toMatchObject({
      action: 'opened',
      number: 7,
      pull_request: {
        number: 7,
        state: 'open',
        merged: false,
        head: { sha: '1'.repeat(40), repo: { full_name: 'o/r', fork: false } },
        base: { ref: 'main', repo: { full_name: 'o/r' } },
      },
      repository: { full_name: 'o/r', name: 'r', owner: { login: 'o' }, default_branch: 'main' },
    })
    expect(payload).not.toHaveProperty('after')
  })

  it('names the pushed commit for synchronize', () => {
    const { payload } = pullRequestEvent({ action: 'synchronize', headSha: '2'.repeat(40) })
    expect(payload).toMatchObject({ action: 'synchronize', after: '2'.repeat(40) })
  })

  it('names the new label, and all labels', () => {
    const { payload } = pullRequestEvent({ action: 'labeled', labels: ['bot', 'train'] })
    expect(payload).toMatchObject({
      label: { name: 'train' },
      pull_request: { labels: [{ name: 'bot' }, { name: 'train' }] },
    })
    expect(pullRequestEvent().payload).not.toHaveProperty('label')
  })

  it.each([true, false])('has closing times for closed, merged: %s', (merged) => {
    const { payload } = pullRequestEvent({ action: 'closed', merged })
    const time = expect.stringMatching(/Z$/)
    expect(payload).toMatchObject({
      pull_request: { state: 'closed', merged, closed_at: time, merged_at: merged ? time : null },
    })
  })

  it('can come from a fork', () => {
    const { payload } = pullRequestEvent({ headOwner: 'mona' })
    expect(payload).toMatchObject({
      pull_request: {
        head: { label: 'mona:better-support-bot', repo: { full_name: 'mona/models', fork: true } },
      },
    })
  })
})

describe('push', () => {
  it('names the commits before and after', () => {
    expect(pushEvent({ before: '0'.repeat(40) }).payload).toMatchObject({
      ref: 'refs/heads/main',
      after: 'e'.repeat(40),
      created: true,
      deleted: false,
      head_commit: { id: 'e'.repeat(40) },
    })
  })

  it('can delete a branch', () => {
    expect(pushEvent({ after: '0'.repeat(40) }).payload).toMatchObject({
      deleted: true,
      head_commit: null,
      commits: [],
    })
  })
})

it('workflow_dispatch has its inputs, or null', () => {
  expect(dispatchEvent({ inputs: { spec: 'a.yml' } }).payload).toMatchObject({ inputs: { spec: 'a.yml' } })
  expect(dispatchEvent().payload).toMatchObject({ inputs: null, repository: { full_name: 'acme/models' } })
})
