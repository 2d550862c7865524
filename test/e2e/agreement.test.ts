import { getOctokit } from '@actions/github'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { validateExchanges, toExchanges, VALIDATORS_URL } from '../external-validators/client.ts'
import { DEFAULT_TOKEN, GitHubSimulator, type GitHubOptions } from '../simulator/github.ts'

const REPOSITORY = { owner: 'octo-org', repo: 'models' }
const SHA = 'a'.repeat(40)

let github: GitHubSimulator

const open = async (options: GitHubOptions = {}) => {
  github = new GitHubSimulator({ seed: 'agreement', ...options })
  await github.start()
}
const octokit = (token = DEFAULT_TOKEN) =>
  getOctokit(token, { baseUrl: github.url, log: { debug() {}, info() {}, warn() {}, error() {} } })

beforeEach(() => open())

afterEach(async () => {
  await github.stop()
  // The simulator's responses to Octokit are validated like those to the bundle.
  await validateExchanges('github', process.env[VALIDATORS_URL] ?? '', toExchanges(github.requests))
})

const addComments = (count: number): number => {
  const { number } = github.addPull()
  for (let n = 1; n <= count; n++) github.addComment(number, `comment ${n}`)
  return number
}

describe('Octokit and the GitHub simulator agree on pagination', () => {
  it.each([
    [0, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])('%d comments are listed once each, in order, with %d requests', async (count, requests) => {
    const issue_number = addComments(count)
    const { paginate, rest } = octokit()
    const all = await paginate(rest.issues.listComments, { ...REPOSITORY, issue_number, per_page: 100 })
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: count }, (_, n) => `comment ${n + 1}`))
    expect(github.requests).toHaveLength(requests)
  })

  it('query parameters are kept on the next page', async () => {
    addComments(5)
    const { paginate, rest } = octokit()
    const parameters = { sort: 'updated', direction: 'desc', since: '2020-01-01T00:00:00Z' } as const
    await paginate(rest.issues.listCommentsForRepo, { ...REPOSITORY, ...parameters, per_page: 2 })
    expect(github.requests.map(({ query }) => query)).toEqual(
      ['1', '2', '3'].map((page) =>
        expect.objectContaining({ ...parameters, per_page: '2', ...(page !== '1' && { page }) }),
      ),
    )
  })

  it('a page has at most 100 entries', async () => {
    const issue_number = addComments(120)
    const { data, headers } = await octokit().rest.issues.listComments({
      ...REPOSITORY,
      issue_number,
      per_page: 500,
    })
    expect([data.length, headers.link]).toEqual([100, expect.stringContaining('rel="next"')])
  })

  it('statuses and pull requests are paginated too', async () => {
    const { paginate, rest } = octokit()
    for (let n = 0; n < 5; n++) {
      github.addPull({ head: { ref: `branch-${n}`, sha: SHA, repo: 'octo-org/models' } })
      await rest.repos.createCommitStatus({
        ...REPOSITORY,
        sha: SHA,
        state: 'pending',
        context: `forge / ${n}`,
      })
    }
    const statuses = await paginate(rest.repos.listCommitStatusesForRef, {
      ...REPOSITORY,
      ref: SHA,
      per_page: 2,
    })
    const pulls = await paginate(rest.pulls.list, { ...REPOSITORY, per_page: 2 })
    const ofCommit = { ...REPOSITORY, commit_sha: SHA, per_page: 2 }
    const associated = await paginate(rest.repos.listPullRequestsAssociatedWithCommit, ofCommit)
    expect([statuses.length, pulls.length, associated.length]).toEqual([5, 5, 5])
  })
})

describe('Octokit and the GitHub simulator agree on errors', () => {
  const catchError = async (request: Promise<unknown>) =>
    request.then(
      () => 'no error',
      (error: unknown) => error,
    )

  it.each<[string, object, string, GitHubOptions]>([
    ['not found', { status: 404, message: 'Not Found - https://docs.github.com/rest' }, DEFAULT_TOKEN, {}],
    [
      'a wrong token',
      { status: 401, message: 'Bad credentials - https://docs.github.com/rest' },
      'other',
      {},
    ],
    [
      'no permission',
      { status: 403, message: expect.stringContaining('Resource not accessible by integration') },
      DEFAULT_TOKEN,
      { permissions: { issues: 'none', pull_requests: 'none' } },
    ],
    [
      'rate limit exceeded',
      { status: 403, message: expect.stringContaining('API rate limit exceeded') },
      DEFAULT_TOKEN,
      { rateLimit: 0 },
    ],
  ])('%s', async (_, error, token, options) => {
    await github.stop()
    await open(options)
    const issue_number = 'permissions' in options ? addComments(1) : 99
    const request = octokit(token).rest.issues.listComments({ ...REPOSITORY, issue_number })
    expect(await catchError(request)).toMatchObject({ name: 'HttpError', ...error })
  })

  it('a body that is too long, with the field', async () => {
    const issue_number = addComments(0)
    const request = octokit().rest.issues.createComment({
      ...REPOSITORY,
      issue_number,
      body: 'x'.repeat(65_537),
    })
    expect(await catchError(request)).toMatchObject({
      status: 422,
      message: expect.stringContaining('"message":"Body is too long (maximum is 65536 characters)"'),
    })
  })

  it('the remaining rate limit', async () => {
    await github.stop()
    await open({ rateLimit: 1 })
    const { headers } = await octokit().rest.issues.listComments({
      ...REPOSITORY,
      issue_number: addComments(1),
    })
    expect([headers['x-ratelimit-remaining'], headers['x-ratelimit-limit']]).toEqual(['0', '1'])
  })
})

describe('Octokit and the GitHub simulator agree on media types', () => {
  it('JSON is parsed, an empty body is empty', async () => {
    const { rest } = octokit()
    const { data } = await rest.issues.createComment({
      ...REPOSITORY,
      issue_number: addComments(0),
      body: 'Hello',
    })
    expect(data).toMatchObject({ body: 'Hello', user: { type: 'Bot' } })
    const deleted = await rest.issues.deleteComment({ ...REPOSITORY, comment_id: data.id })
    expect([deleted.status, deleted.data]).toEqual([204, ''])
    expect(github.requests.map(({ headers }) => headers.accept)).toEqual(
      Array(2).fill('application/vnd.github.v3+json'),
    )
  })

  it('a file is JSON with Base64 content', async () => {
    github.repository.putFile('a/b c.yml', 'job_type: dpo\n')
    const { data } = await octokit().rest.repos.getContent({ ...REPOSITORY, path: 'a/b c.yml' })
    expect(data).toMatchObject({ type: 'file', encoding: 'base64', path: 'a/b c.yml' })
    const { content } = data as { content: string }
    expect(Buffer.from(content, 'base64').toString()).toBe('job_type: dpo\n')
  })
})
