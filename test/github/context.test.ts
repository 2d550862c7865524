import { describe, expect, it } from '@jest/globals'
import { runContext, type ContextInputs } from '../../src/github/context.ts'

const ENV = {
  GITHUB_REPOSITORY: 'acme/bot',
  GITHUB_SERVER_URL: 'https://ghe.example/',
  GITHUB_SHA: 'b'.repeat(40),
  GITHUB_ACTOR: 'octocat',
  GITHUB_RUN_ID: '8123',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKFLOW_REF: 'acme/bot/.github/workflows/train.yml@refs/pull/7/merge',
}
const HEAD = 'a'.repeat(40)

describe('where a step runs', () => {
  it.each<[string, unknown, ContextInputs, number | undefined, string]>([
    ['a pull request', { pull_request: { number: 7, head: { sha: HEAD } } }, {}, 7, HEAD],
    [
      'a pull request, but another issue is named',
      { pull_request: { number: 7, head: { sha: HEAD } } },
      { issueNumber: 3 },
      3,
      HEAD,
    ],
    ['a comment on an issue', { issue: { number: 9 } }, {}, 9, ENV.GITHUB_SHA],
    ['a push', { after: ENV.GITHUB_SHA }, {}, undefined, ENV.GITHUB_SHA],
    ['a schedule', {}, {}, undefined, ENV.GITHUB_SHA],
    ['no payload', undefined, {}, undefined, ENV.GITHUB_SHA],
    ['an odd payload', { pull_request: { number: '7', head: { sha: 1 } } }, {}, undefined, ENV.GITHUB_SHA],
  ])('after %s', (_, payload, inputs, issueNumber, commit) => {
    const context = runContext(ENV, payload, inputs)
    expect([context.issueNumber, context.commit]).toEqual([issueNumber, commit])
    expect(context).toMatchObject({
      repository: 'acme/bot',
      serverUrl: 'https://ghe.example',
      actor: 'octocat',
      logUrl: 'https://ghe.example/acme/bot/actions/runs/8123/attempts/2',
      workflowPath: '.github/workflows/train.yml',
    })
  })

  it('links to the job where its id is known, and knows the page of a job where it is told', () => {
    const context = runContext(ENV, {}, { jobCheckRunId: '99', jobUrl: 'https://console.example/{id}' })
    expect(context.logUrl).toBe('https://ghe.example/acme/bot/actions/runs/8123/job/99')
    expect(context.jobUrlTemplate).toBe('https://console.example/{id}')
  })

  it('makes do with a runner that tells nothing', () => {
    expect(runContext({}, undefined, {})).toMatchObject({
      repository: '',
      commit: '',
      serverUrl: 'https://github.com',
      workflowPath: '',
    })
    expect(runContext({ GITHUB_WORKFLOW: 'Train' }, undefined, {}).workflowPath).toBe('Train')
  })
})
