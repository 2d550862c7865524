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
  for (const entry of ['main', 'post']) {
    mkdirSync(join(folder, entry))
    writeFileSync(join(folder, entry, 'index.js'), `new ${entry}`)
  }
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

describe('the dist of a pull request of Dependabot', () => {
  it('is committed on top of the commit that it was built from, with what differs', async () => {
    api.tree = [
      blob('dist/main/index.js', 'old'),
      blob('dist/main/9.index.js', 'gone'),
      blob('dist/post/index.js', 'new post'),
      blob('src/main.ts', 'not a matter of dist'),
    ]
    expect(await commitDist()).toEqual({
      code: 0,
      stdout: expect.stringContaining(`committed ${'f'.repeat(40)}: its checks wait`),
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
      'the branch has it already',
      () => (api.tree = [blob('dist/main/index.js', 'new main'), blob('dist/post/index.js', 'new post')]),
      /^dist is what the branch already has\n$/,
    ],
    [
      'the branch has moved on',
      () => api.pulls.splice(0, 1, { ...PULL, head: { ...PULL.head, sha: 'b'.repeat(40) } }),
      /^nothing is committed: .* has moved on to b{40}\n$/,
    ],
    [
      'somebody else made the newest commit',
      () => (api.author = { login: 'ada' }),
      /a{40} is not by dependabot/,
    ],
    ['nobody knows who made it', () => (api.author = null), /a{40} is not by dependabot/],
    ['its signature is not right', () => (api.verified = false), /a{40} is not by dependabot/],
    ['the pull request is closed', () => api.pulls.pop(), /has 0 open pull requests/],
    ['the branch has two pull requests', () => api.pulls.push(PULL), /has 2 open pull requests/],
  ])('is not committed when %s, and nothing is wrong', async (_, change, said) => {
    change()
    expect(await commitDist()).toEqual({ code: 0, stdout: expect.stringMatching(said), stderr: '' })
    expect(api.changes).toEqual([])
  })

  it.each<[string, () => void, string]>([
    [
      'somebody else opened the pull request',
      () => api.pulls.splice(0, 1, { ...PULL, user: { login: 'dependabot' } }),
      '#7 is not by dependabot[bot]',
    ],
    [
      'the pull request comes from a fork',
      () => api.pulls.splice(0, 1, { ...PULL, head: { sha: HEAD, repo: { full_name: 'other/action' } } }),
      '#7 comes from another repository',
    ],
    [
      'something else changed on the branch',
      () => api.changedFiles.push('scripts/build.ts'),
      '#7 also changes "scripts/build.ts"',
    ],
    [
      'it is no dist',
      () => writeFileSync(join(folder, 'evil.js'), ''),
      'this is no dist:\n"evil.js" is no file of a dist',
    ],
    [
      'the tree is cut off',
      () => (api.truncated = true),
      'the tree of the commit is too large to compare with',
    ],
  ])('is refused when %s', async (_, change, said) => {
    change()
    expect(await commitDist()).toEqual({ code: 1, stdout: '', stderr: `${said}\n` })
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
  ])('is refused before any request with %j', async (env, said) => {
    const { code, stderr } = await commitDist(env)
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)])
    expect(api.requests).toEqual([])
  })

  it('is red when GitHub refuses the commit', async () => {
    api.graphql = { data: { createCommitOnBranch: null }, errors: [{ type: 'STALE_DATA' }] }
    expect(await commitDist()).toEqual({
      code: 1,
      stdout: '',
      stderr: 'no commit: [{"type":"STALE_DATA"}]\n',
    })
    expect(api.changes.map(({ path }) => path)).toEqual(['/graphql'])
  })
})
