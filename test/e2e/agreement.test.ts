import { getOctokit } from '@actions/github'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { compare, heardOf, JUDGES } from '../external-validators/client.ts'
import { defaultToken, GitHubSimulator, type GitHubOptions } from '../simulator/github.ts'

const WHERE = { owner: 'octo-org', repo: 'models' }
const SHA = 'a'.repeat(40)

let github: GitHubSimulator

const open = async (options: GitHubOptions = {}) => {
  github = new GitHubSimulator({ seed: 'agreement', ...options })
  await github.start()
}
const octokit = (token = defaultToken) =>
  getOctokit(token, { baseUrl: github.url, log: { debug() {}, info() {}, warn() {}, error() {} } })

beforeEach(() => open())

afterEach(async () => {
  await github.stop()
  // Whatever the stand-in has answered here is judged like what it answers to the bundle.
  await compare('github', process.env[JUDGES] ?? '', heardOf(github.requests))
})

const written = (count: number): number => {
  const { number } = github.addPull()
  for (let n = 1; n <= count; n++) github.addComment(number, `comment ${n}`)
  return number
}

describe("GitHub's own client and the stand-in agree on pages", () => {
  it.each([
    [0, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])('%d comments come once each, in order, with %d requests', async (count, requests) => {
    const issue_number = written(count)
    const { paginate, rest } = octokit()
    const all = await paginate(rest.issues.listComments, { ...WHERE, issue_number, per_page: 100 })
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: count }, (_, n) => `comment ${n + 1}`))
    expect(github.requests).toHaveLength(requests)
  })

  it('what was asked for goes on to the next page', async () => {
    written(5)
    const { paginate, rest } = octokit()
    const wanted = { sort: 'updated', direction: 'desc', since: '2020-01-01T00:00:00Z' } as const
    await paginate(rest.issues.listCommentsForRepo, { ...WHERE, ...wanted, per_page: 2 })
    expect(github.requests.map(({ query }) => query)).toEqual(
      ['1', '2', '3'].map((page) =>
        expect.objectContaining({ ...wanted, per_page: '2', ...(page !== '1' && { page }) }),
      ),
    )
  })

  it('more than a hundred a page is a hundred', async () => {
    const issue_number = written(120)
    const { data, headers } = await octokit().rest.issues.listComments({
      ...WHERE,
      issue_number,
      per_page: 500,
    })
    expect([data.length, headers.link]).toEqual([100, expect.stringContaining('rel="next"')])
  })

  it('statuses and pull requests have pages too', async () => {
    const { paginate, rest } = octokit()
    for (let n = 0; n < 5; n++) {
      github.addPull({ head: { ref: `branch-${n}`, sha: SHA, repo: 'octo-org/models' } })
      await rest.repos.createCommitStatus({ ...WHERE, sha: SHA, state: 'pending', context: `forge / ${n}` })
    }
    const statuses = await paginate(rest.repos.listCommitStatusesForRef, { ...WHERE, ref: SHA, per_page: 2 })
    const pulls = await paginate(rest.pulls.list, { ...WHERE, per_page: 2 })
    const ofCommit = { ...WHERE, commit_sha: SHA, per_page: 2 }
    const associated = await paginate(rest.repos.listPullRequestsAssociatedWithCommit, ofCommit)
    expect([statuses.length, pulls.length, associated.length]).toEqual([5, 5, 5])
  })
})

describe("GitHub's own client and the stand-in agree on errors", () => {
  const failure = async (request: Promise<unknown>) =>
    request.then(
      () => 'no error',
      (error: unknown) => error,
    )

  it.each<[string, object, string, GitHubOptions]>([
    ['nothing there', { status: 404, message: 'Not Found - https://docs.github.com/rest' }, defaultToken, {}],
    [
      'a wrong token',
      { status: 401, message: 'Bad credentials - https://docs.github.com/rest' },
      'other',
      {},
    ],
    [
      'no permission',
      { status: 403, message: expect.stringContaining('Resource not accessible by integration') },
      defaultToken,
      { permissions: { issues: 'none', pull_requests: 'none' } },
    ],
    [
      'too many requests',
      { status: 403, message: expect.stringContaining('API rate limit exceeded') },
      defaultToken,
      { rateLimit: 0 },
    ],
  ])('%s', async (_, error, token, options) => {
    await github.stop()
    await open(options)
    const issue_number = 'permissions' in options ? written(1) : 99
    const request = octokit(token).rest.issues.listComments({ ...WHERE, issue_number })
    expect(await failure(request)).toMatchObject({ name: 'HttpError', ...error })
  })

  it('a text that is too long, with the field', async () => {
    const issue_number = written(0)
    const request = octokit().rest.issues.createComment({ ...WHERE, issue_number, body: 'x'.repeat(65_537) })
    expect(await failure(request)).toMatchObject({
      status: 422,
      message: expect.stringContaining('"message":"Body is too long (maximum is 65536 characters)"'),
    })
  })

  it('how many requests are left', async () => {
    await github.stop()
    await open({ rateLimit: 1 })
    const { headers } = await octokit().rest.issues.listComments({ ...WHERE, issue_number: written(1) })
    expect([headers['x-ratelimit-remaining'], headers['x-ratelimit-limit']]).toEqual(['0', '1'])
  })
})

describe("GitHub's own client and the stand-in agree on media types", () => {
  it('JSON is parsed, nothing is nothing', async () => {
    const { rest } = octokit()
    const { data } = await rest.issues.createComment({ ...WHERE, issue_number: written(0), body: 'Hello' })
    expect(data).toMatchObject({ body: 'Hello', user: { type: 'Bot' } })
    const deleted = await rest.issues.deleteComment({ ...WHERE, comment_id: data.id })
    expect([deleted.status, deleted.data]).toEqual([204, ''])
    expect(github.requests.map(({ headers }) => headers.accept)).toEqual(
      Array(2).fill('application/vnd.github.v3+json'),
    )
  })

  it('a file is JSON with base64', async () => {
    github.world.putFile('a/b c.yml', 'job_type: dpo\n')
    const { data } = await octokit().rest.repos.getContent({ ...WHERE, path: 'a/b c.yml' })
    expect(data).toMatchObject({ type: 'file', encoding: 'base64', path: 'a/b c.yml' })
    const { content } = data as { content: string }
    expect(Buffer.from(content, 'base64').toString()).toBe('job_type: dpo\n')
  })
})
