import { describe, expect, it } from '@jest/globals'
import { runContext, type ContextInputs } from '../../src/github/context.ts'
import { dispatchEvent, pullRequestEvent, pushEvent } from '../runner/events.ts'

/** Commits: the head of the pull request, its base, its test merge, and what was pushed. */
const [HEAD, BASE, MERGE, PUSHED] = ['a', 'b', 'c', 'e'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
]

const ENV = {
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: BASE,
  GITHUB_ACTOR: 'octocat',
  GITHUB_RUN_ID: '8123',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKFLOW: 'Train',
  GITHUB_WORKFLOW_REF: 'acme/models/.github/workflows/train.yml@refs/heads/main',
}

const { repository, sender } = dispatchEvent().payload
const { pull_request } = pullRequestEvent().payload

/** `issue_comment`, on a pull request or an issue. The payload of one on a pull request has no commit. */
function commentPayload(number: number, on: 'pull' | 'issues') {
  const url = `https://api.github.com/repos/acme/models`
  const pull = { url: `${url}/pulls/${number}`, html_url: `https://github.com/acme/models/pull/${number}` }
  return {
    action: 'created',
    issue: {
      id: 2_400_000_000 + number,
      number,
      url: `${url}/issues/${number}`,
      state: 'open',
      locked: false,
      title: 'Train a better support bot',
      user: sender,
      labels: [],
      body: null,
      ...(on === 'pull' ? { draft: false, pull_request: { ...pull, merged_at: null } } : {}),
    },
    comment: { id: 1_900_000_001, body: '/train', user: sender, author_association: 'MEMBER' },
    repository,
    sender,
  }
}

const schedule = { schedule: '17 4 * * *', workflow: '.github/workflows/train.yml', repository, sender }
const merge = { GITHUB_SHA: MERGE }

describe('the conversation and the commit of an event', () => {
  it.each<[string, object, unknown, number | undefined, string]>([
    ['pull_request, opened', merge, pullRequestEvent().payload, 12, HEAD],
    ['pull_request, pushed to', merge, pullRequestEvent({ action: 'synchronize' }).payload, 12, HEAD],
    ['pull_request, merged', {}, pullRequestEvent({ action: 'closed', merged: true }).payload, 12, HEAD],
    ['pull_request, of a fork', merge, pullRequestEvent({ headOwner: 'guest' }).payload, 12, HEAD],
    ['pull_request_target', {}, pullRequestEvent({ number: 31 }).payload, 31, HEAD],
    [
      'pull_request_review',
      merge,
      { action: 'submitted', review: { id: 1, state: 'approved' }, pull_request, repository, sender },
      12,
      HEAD,
    ],
    ['push', { GITHUB_SHA: PUSHED }, pushEvent().payload, undefined, PUSHED],
    ['issue_comment, on a pull request', {}, commentPayload(12, 'pull'), 12, BASE],
    ['issue_comment, on an issue', {}, commentPayload(9, 'issues'), 9, BASE],
    ['workflow_dispatch', {}, dispatchEvent().payload, undefined, BASE],
    [
      'workflow_dispatch, with inputs',
      {},
      dispatchEvent({ inputs: { number: '5' } }).payload,
      undefined,
      BASE,
    ],
    ['schedule', {}, schedule, undefined, BASE],
    ['an event without a payload', {}, undefined, undefined, BASE],
  ])('%s', (_, env, payload, issueNumber, commit) => {
    const context = runContext({ ...ENV, ...env }, payload, {})
    expect([context.issueNumber, context.commit]).toEqual([issueNumber, commit])
    expect('issueNumber' in context).toBe(issueNumber !== undefined)
    const named = runContext({ ...ENV, ...env }, payload, { issueNumber: 3 })
    expect([named.issueNumber, named.commit]).toEqual([3, commit])
  })

  it.each<[string, unknown]>([
    ['text', 'payload'],
    ['null', null],
    ['a list', [1]],
    ['a pull request that is null', { pull_request: null }],
    ['a pull request without a head', { pull_request: { head: null } }],
    ['numbers that are none', { pull_request: { number: '7', head: { sha: 1 } } }],
    ['numbers that are not whole', { issue: { number: 7.5 } }],
  ])('nothing is made of a payload that is odd: %s', (_, payload) => {
    const context = runContext(ENV, payload, {})
    expect([context.issueNumber, context.commit]).toEqual([undefined, BASE])
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
    expect(runContext({ ...ENV, ...env }, {}, inputs).logUrl).toContain(logUrl)
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
    expect(runContext({ ...ENV, ...env }, {}, {}).workflowPath).toBe(path)
  })

  it('is described in full, and with what the inputs add', () => {
    const { payload } = pullRequestEvent()
    expect(runContext(ENV, payload, { jobUrl: 'https://console.example/{id}' })).toEqual({
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
    expect(runContext({}, undefined, {})).toEqual({
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
    expect(runContext(env, {}, {}).workflowPath).toBe('.github/workflows/t@v2.yml')
  })
})
