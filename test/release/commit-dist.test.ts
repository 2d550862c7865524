import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RepositoryApi, REPOSITORY, type FakePull } from './repository-api.ts'
import { runScript, SCRIPTS } from './script.ts'

const HEAD = 'a'.repeat(40)
const BRANCH = 'dependabot/npm_and_yarn/bundled-0a1b2c'
const PULL: FakePull = {
  number: 7,
  user: { login: 'dependabot[bot]' },
  head: { sha: HEAD, repo: { full_name: REPOSITORY } },
}

let api: RepositoryApi
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forge-dist-'))
  for (const part of ['main', 'post', 'terminal', 'action']) {
    mkdirSync(join(folder, part))
    writeFileSync(join(folder, part, 'index.js'), `new ${part}`)
  }
  writeFileSync(join(folder, 'package.json'), '{}')
  api = new RepositoryApi()
  api.pulls.push(PULL)
  await api.start()
})

afterEach(async () => {
  await api.stop()
  rmSync(folder, { recursive: true })
})

const blob = (path: string, content: string) => ({
  path,
  type: 'blob',
  sha: createHash('sha1').update(`blob ${content.length}\0${content}`).digest('hex'),
})

const UNCHANGED = [
  blob('dist/post/index.js', 'new post'),
  blob('dist/terminal/index.js', 'new terminal'),
  blob('dist/action/index.js', 'new action'),
  blob('dist/package.json', '{}'),
]

const commitDist = (env: NodeJS.ProcessEnv = {}) =>
  runScript(join(SCRIPTS, 'commit-dist.ts'), [folder], {
    GITHUB_API_URL: api.url,
    GITHUB_GRAPHQL_URL: `${api.url}/graphql`,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_TOKEN: 'ghs_token',
    HEAD_BRANCH: BRANCH,
    HEAD_SHA: HEAD,
    ...env,
  })

describe('commit-dist', () => {
  it('commits the changed files on top of the commit that was built', async () => {
    api.tree = [
      blob('dist/main/index.js', 'old'),
      blob('dist/main/9.index.js', 'gone'),
      ...UNCHANGED,
      blob('src/main.ts', 'not a matter of dist'),
    ]
    expect(await commitDist()).toEqual({
      code: 0,
      stdout: expect.stringContaining(`committed ${'f'.repeat(40)}: approve the workflows`),
      stderr: '',
    })
    const [commit, ...more] = api.changes
    expect(more).toEqual([])
    expect(commit).toMatchObject({
      path: '/graphql',
      headers: { authorization: 'Bearer ghs_token' },
      body: {
        variables: {
          input: {
            branch: { repositoryNameWithOwner: REPOSITORY, branchName: BRANCH },
            expectedHeadOid: HEAD,
            fileChanges: {
              additions: [
                { path: 'dist/main/index.js', contents: Buffer.from('new main').toString('base64') },
              ],
              deletions: [{ path: 'dist/main/9.index.js' }],
            },
            message: { headline: 'Rebuild dist', body: '[dependabot skip]' },
          },
        },
      },
    })
    expect(api.violations).toEqual([])
  })

  it.each<[string, () => void, RegExp]>([
    [
      'the branch is up to date',
      () => (api.tree = [blob('dist/main/index.js', 'new main'), ...UNCHANGED]),
      /^nothing to commit: dist is up to date\n$/,
    ],
    [
      'the branch has moved',
      () => api.pulls.splice(0, 1, { ...PULL, head: { ...PULL.head, sha: 'b'.repeat(40) } }),
      /^nothing to commit: .* is now at b{40}\n$/,
    ],
    [
      'someone else made the latest commit',
      () => (api.author = { login: 'ada' }),
      /a{40} is not by dependabot/,
    ],
    ['the author of the latest commit is unknown', () => (api.author = null), /a{40} is not by dependabot/],
    [
      'the signature of the latest commit is not verified',
      () => (api.verified = false),
      /a{40} is not by dependabot/,
    ],
    ['the pull request is closed', () => api.pulls.pop(), /has 0 open pull requests/],
    ['the branch has two pull requests', () => api.pulls.push(PULL), /has 2 open pull requests/],
  ])('exits with 0 and commits nothing when %s', async (_, change, message) => {
    change()
    expect(await commitDist()).toEqual({ code: 0, stdout: expect.stringMatching(message), stderr: '' })
    expect(api.changes).toEqual([])
  })

  it.each<[string, () => void, string]>([
    [
      'someone else opened the pull request',
      () => api.pulls.splice(0, 1, { ...PULL, user: { login: 'dependabot' } }),
      '#7 is not by dependabot[bot]',
    ],
    [
      'the pull request comes from a fork',
      () => api.pulls.splice(0, 1, { ...PULL, head: { sha: HEAD, repo: { full_name: 'other/action' } } }),
      '#7 comes from another repository',
    ],
    [
      'the branch changes other files',
      () => api.changedFiles.push('scripts/build.ts'),
      '#7 also changes "scripts/build.ts"',
    ],
    [
      'the dist is invalid',
      () => writeFileSync(join(folder, 'evil.js'), ''),
      'not a valid dist:\n"evil.js" is not a file of a dist',
    ],
    [
      'the tree is truncated',
      () => (api.truncated = true),
      'the tree of the commit is too large: the API truncated it',
    ],
  ])('fails when %s', async (_, change, message) => {
    change()
    expect(await commitDist()).toEqual({ code: 1, stdout: '', stderr: `${message}\n` })
    expect(api.changes).toEqual([])
  })

  it.each([
    [{ HEAD_SHA: 'main' }, 'HEAD_SHA is "main"'],
    [{ HEAD_BRANCH: 'main' }, 'HEAD_BRANCH is "main"'],
    [
      { HEAD_BRANCH: 'dependabot/npm_and_yarn/../../main' },
      'HEAD_BRANCH is "dependabot/npm_and_yarn/../../main"',
    ],
    [
      { HEAD_BRANCH: `${BRANCH}\n::notice::x` },
      'HEAD_BRANCH is "dependabot/npm_and_yarn/bundled-0a1b2c\\n::notice::x"',
    ],
    [{ HEAD_BRANCH: 'dependabot/github_actions/x' }, 'HEAD_BRANCH is "dependabot/github_actions/x"'],
  ])('fails before any request with %j', async (env, message) => {
    const { code, stderr } = await commitDist(env)
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)])
    expect(api.requests).toEqual([])
  })

  it('fails when GitHub rejects the commit', async () => {
    api.graphql = { data: { createCommitOnBranch: null }, errors: [{ type: 'STALE_DATA' }] }
    expect(await commitDist()).toEqual({
      code: 1,
      stdout: '',
      stderr: 'GitHub did not create the commit: [{"type":"STALE_DATA"}]\n',
    })
    expect(api.changes.map(({ path }) => path)).toEqual(['/graphql'])
  })
})
