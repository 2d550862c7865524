import { describe, expect, it } from '@jest/globals'
import { createRunContext, type ContextInputs } from '../../src/github/read-run-context.ts'

/** Commits: the head of the pull request, and what GITHUB_SHA names. */
const [HEAD, RUNNER] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string]
const NO_TARGET = { commit: '' }

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

describe('the conversation and commit of a run', () => {
  it('knows the help of an action with a repository, and the number of the run', () => {
    const env = {
      ...ENV,
      GITHUB_RUN_NUMBER: '42',
      GITHUB_ACTION_REPOSITORY: 'acme/action',
      GITHUB_ACTION_REF: 'v1',
    }
    expect(createRunContext(env, NO_TARGET, {})).toMatchObject({
      runNumber: '42',
      helpUrl: expect.stringMatching(/^https:\/\/[^/]+\/acme\/action\/blob\/v1\/docs\/troubleshooting\.md$/),
    })
    const { GITHUB_ACTION_REF: _, ...local } = env
    expect(createRunContext(local, NO_TARGET, {}).helpUrl).toBeUndefined()
  })

  it('come from the report target', () => {
    const context = createRunContext(ENV, { issueNumber: 12, commit: HEAD }, {})
    expect([context.issueNumber, context.commit]).toEqual([12, HEAD])
  })

  it('are absent and GITHUB_SHA without a report target', () => {
    const context = createRunContext(ENV, NO_TARGET, {})
    expect(context.issueNumber).toBeUndefined()
    expect(context.commit).toBe(RUNNER)
  })
})

describe('the run context', () => {
  it.each<[string, object, ContextInputs, string]>([
    ['its attempt', {}, {}, 'https://github.com/acme/models/actions/runs/8123/attempts/2'],
    [
      'its job, if known',
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
  ])('has a log URL: %s', (_, env, inputs, logUrl) => {
    expect(createRunContext({ ...ENV, ...env }, NO_TARGET, inputs).logUrl).toContain(logUrl)
  })

  it('links to the run on Gitea, which has no page for an attempt', () => {
    const env = { ...ENV, GITHUB_API_URL: 'https://gitea.example/api/v1' }
    expect(createRunContext(env, NO_TARGET, { jobCheckRunId: '44' }).logUrl).toBe(
      'https://github.com/acme/models/actions/runs/8123',
    )
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
    [{ GITHUB_WORKFLOW_REF: undefined, GITHUB_JOB: 'small' }, 'Train / small'],
    [{ GITHUB_WORKFLOW_REF: undefined, GITHUB_WORKFLOW: undefined }, ''],
  ])('has a workflow path: %j', (env, path) => {
    expect(createRunContext({ ...ENV, ...env }, NO_TARGET, {}).workflowPath).toBe(path)
  })

  it('has all fields, including those of the inputs', () => {
    const target = { issueNumber: 12, commit: HEAD }
    expect(createRunContext(ENV, target, { jobUrl: 'https://console.example/{id}' })).toEqual({
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

  it('has defaults without any variables', () => {
    expect(createRunContext({}, NO_TARGET, {})).toEqual({
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

  it('supports a workflow file with an @ in its name', () => {
    const env = {
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_WORKFLOW_REF: 'a/b/.github/workflows/t@v2.yml@refs/heads/m',
    }
    expect(createRunContext(env, NO_TARGET, {}).workflowPath).toBe('.github/workflows/t@v2.yml')
  })
})
