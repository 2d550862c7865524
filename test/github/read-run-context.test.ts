import { describe, expect, it } from '@jest/globals'
import { runContext, type ContextInputs } from '../../src/github/read-run-context.ts'

/** Commits: the head of the pull request, and what GITHUB_SHA names. */
const [HEAD, RUNNER] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string]
const NOWHERE = { commit: '' }

const ENV = {
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: RUNNER,
  GITHUB_ACTOR: 'octocat',
  GITHUB_RUN_ID: '8123',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKFLOW: 'Train',
  GITHUB_WORKFLOW_REF: 'acme/models/.github/workflows/train.yml@refs/heads/main',
}

describe('the conversation and the commit', () => {
  it('are those of the place where the event belongs', () => {
    const context = runContext(ENV, { issueNumber: 12, commit: HEAD }, {})
    expect([context.issueNumber, context.commit]).toEqual([12, HEAD])
  })

  it('are none, and what the runner names, where the place is not known', () => {
    const context = runContext(ENV, NOWHERE, {})
    expect(context).not.toHaveProperty('issueNumber')
    expect(context.commit).toBe(RUNNER)
  })
})

describe('the run', () => {
  it.each<[string, object, ContextInputs, string]>([
    ['its attempt', {}, {}, 'https://github.com/acme/models/actions/runs/8123/attempts/2'],
    [
      'its job, where that is known',
      {},
      { jobCheckRunId: '99' },
      'https://github.com/acme/models/actions/runs/8123/job/99',
    ],
    [
      'another server',
      { GITHUB_SERVER_URL: 'https://ghe.example//' },
      {},
      'https://ghe.example/acme/models/',
    ],
    ['no server', { GITHUB_SERVER_URL: undefined }, {}, 'https://github.com/acme/models/'],
    ['no attempt', { GITHUB_RUN_ATTEMPT: undefined }, {}, '/actions/runs/8123/attempts/1'],
  ])('has a log: %s', (_, env, inputs, logUrl) => {
    expect(runContext({ ...ENV, ...env }, NOWHERE, inputs).logUrl).toContain(logUrl)
  })

  it.each([
    [{}, '.github/workflows/train.yml'],
    [
      { GITHUB_WORKFLOW_REF: 'acme/models/.github/workflows/a b.yaml@refs/heads/me@home/x' },
      '.github/workflows/a b.yaml',
    ],
    [
      { GITHUB_WORKFLOW_REF: 'acme/shared/.github/workflows/all.yml@refs/tags/v1' },
      'acme/shared/.github/workflows/all.yml',
    ],
    [{ GITHUB_WORKFLOW_REF: undefined }, 'Train'],
    [{ GITHUB_WORKFLOW_REF: undefined, GITHUB_WORKFLOW: undefined }, ''],
  ])('has a workflow: %j', (env, path) => {
    expect(runContext({ ...ENV, ...env }, NOWHERE, {}).workflowPath).toBe(path)
  })

  it('is described in full, and with what the inputs add', () => {
    const place = { issueNumber: 12, commit: HEAD }
    expect(runContext(ENV, place, { jobUrl: 'https://console.example/{id}' })).toEqual({
      repository: 'acme/models',
      serverUrl: 'https://github.com',
      commit: HEAD,
      actor: 'octocat',
      runId: '8123',
      runAttempt: '2',
      logUrl: 'https://github.com/acme/models/actions/runs/8123/attempts/2',
      workflowPath: '.github/workflows/train.yml',
      issueNumber: 12,
      jobUrlTemplate: 'https://console.example/{id}',
    })
  })

  it('may be told nothing about by its runner', () => {
    expect(runContext({}, NOWHERE, {})).toEqual({
      repository: '',
      serverUrl: 'https://github.com',
      commit: '',
      actor: '',
      runId: '',
      runAttempt: '1',
      logUrl: expect.any(String),
      workflowPath: '',
    })
  })

  it('knows a workflow file with an @ in its name', () => {
    const env = {
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_WORKFLOW_REF: 'a/b/.github/workflows/t@v2.yml@refs/heads/m',
    }
    expect(runContext(env, NOWHERE, {}).workflowPath).toBe('.github/workflows/t@v2.yml')
  })
})
