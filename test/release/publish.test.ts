import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RepositoryApi, REPOSITORY } from './repository-api.ts'
import { runScript, SCRIPTS } from './script.ts'

const TAG = 'v1.2.3'

let api: RepositoryApi
/** A repository with only the release scripts and the files that they read. */
let root: string
let commit: string

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'forge-release-'))
  cpSync(SCRIPTS, join(root, 'scripts/release'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"version":"1.2.3","type":"module"}')
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ version: '1.2.3', packages: { '': { version: '1.2.3' } } }),
  )
  writeFileSync(
    join(root, 'CHANGELOG.md'),
    '## Unreleased\n\n## 1.2.3 - 2026-12-01\n\n- [a fix](docs/spec.md)\n',
  )
  writeFileSync(join(root, 'sums.txt'), 'sums')
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'one')
  commit = git('rev-parse', 'HEAD')
  git('update-ref', 'refs/remotes/origin/main', commit)
  api = new RepositoryApi()
  api.tags.set(TAG, commit)
  await api.start()
})

afterEach(async () => {
  await api.stop()
  rmSync(root, { recursive: true })
})

const publish = () =>
  runScript(join(root, 'scripts/release/publish.ts'), [join(root, 'sums.txt')], {
    GITHUB_API_URL: api.url,
    GITHUB_REF_NAME: TAG,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_TOKEN: 'ghs_token',
  })

const addRelease = (id: number, tag_name: string, draft = false) =>
  api.releases.push({ id, tag_name, draft, immutable: !draft, assets: [] })

describe('publish', () => {
  it('uploads the assets to a draft, publishes it as immutable, and moves the major tag', async () => {
    api.tags.set('v1', '0'.repeat(40))
    addRelease(10, 'v1.2.2')
    expect(await publish()).toEqual({ code: 0, stdout: 'https://github.test/releases/v1.2.3\n', stderr: '' })
    expect(api.changes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /repos/forge/action/releases',
      'POST /upload/2',
      'PATCH /repos/forge/action/releases/2',
      'PATCH /repos/forge/action/git/refs/tags/v1',
    ])
    expect(api.releases[1]).toMatchObject({
      tag_name: TAG,
      draft: false,
      immutable: true,
      make_latest: 'true',
      assets: [{ name: 'sums.txt', content: 'sums' }],
    })
    expect(api.releases[1]?.body).toContain(
      '[a fix](https://github.test/forge/action/blob/v1.2.3/docs/spec.md)',
    )
    expect(api.releases[1]?.body).toContain(`uses: forge/action@${commit} # v1.2.3`)
    expect(api.tags.get('v1')).toBe(commit)
    expect(api.violations).toEqual([])
  })

  it('creates the major tag for the first release of a major version', async () => {
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.tags.get('v1')).toBe(commit)
  })

  it('replaces a draft of an earlier attempt', async () => {
    addRelease(10, TAG, true)
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.releases.map(({ tag_name, draft }) => [tag_name, draft])).toEqual([[TAG, false]])
  })

  it('keeps an existing release, but still moves the major tag', async () => {
    addRelease(10, TAG)
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.changes.map(({ path }) => path)).toEqual(['/repos/forge/action/git/refs'])
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.changes).toHaveLength(1)
  })

  it('does not move the major tag away from a newer release', async () => {
    addRelease(10, 'v1.10.0')
    api.tags.set('v1', '1'.repeat(40))
    expect(await publish()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('v1 was not moved: it points to a newer release'),
    })
    expect(api.releases[1]).toMatchObject({ make_latest: 'false' })
    expect(api.tags.get('v1')).toBe('1'.repeat(40))
  })

  it('moves the major tag of an old major version without marking the release as latest', async () => {
    addRelease(10, 'v2.0.0')
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.releases[1]).toMatchObject({ make_latest: 'false' })
    expect([api.tags.get('v1'), api.tags.get('v2')]).toEqual([commit, undefined])
  })

  it('fails without moving the major tag if the release is not immutable', async () => {
    api.immutableReleases = false
    const { code, stderr } = await publish()
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('enable immutable releases for the repository. v1 was not moved.'),
    ])
    expect(api.tags.has('v1')).toBe(false)
  })

  it('waits until GitHub reports the release as immutable', async () => {
    api.checksUntilImmutable = 2
    expect(await publish()).toMatchObject({ code: 0, stderr: '' })
    expect(api.tags.get('v1')).toBe(commit)
  })

  it('prints the command to move the major tag if GitHub refuses to move it', async () => {
    api.refusesTagMoves = true
    const { code, stderr } = await publish()
    expect([code, stderr.split('\n')]).toEqual([
      1,
      [
        "v1.2.3 is released, but v1 was not moved. To move it, run: git push --force origin 'v1.2.3^{commit}:refs/tags/v1'",
        expect.stringContaining('403'),
        '',
      ],
    ])
  })

  it('fails if the tag no longer points to the verified commit', async () => {
    api.tags.set(TAG, '2'.repeat(40))
    const { code, stderr } = await publish()
    expect([code, stderr]).toEqual([
      1,
      `v1.2.3 now points to ${'2'.repeat(40)}, but ${commit} was verified\n`,
    ])
    expect(api.changes).toEqual([])
  })

  it('leaves a draft if an asset is rejected', async () => {
    api.addFault({ kind: 'status', status: 500, on: { operation: 'POST /upload/1' } })
    expect(await publish()).toMatchObject({ code: 1, stderr: expect.stringContaining('500') })
    expect(api.releases).toMatchObject([{ draft: true }])
    expect(api.tags.has('v1')).toBe(false)
  })
})

describe('release:check', () => {
  const check = (tag: string) =>
    runScript(join(root, 'scripts/release/check.ts'), [tag], { GIT_CEILING_DIRECTORIES: tmpdir() })

  it('accepts a matching commit', async () => {
    expect(await check(TAG)).toEqual({ code: 0, stdout: 'v1.2.3 can be released\n', stderr: '' })
  })

  it('lists all errors', async () => {
    git('commit', '--quiet', '--allow-empty', '--message', 'not on main')
    const { code, stderr } = await check('v1.2.4')
    expect([code, stderr.trim().split('\n')]).toEqual([
      1,
      [
        'package.json has version 1.2.3, but the tag has 1.2.4',
        'package-lock.json has version 1.2.3, but the tag has 1.2.4',
        'the root package of package-lock.json has version 1.2.3, but the tag has 1.2.4',
        'CHANGELOG.md has no heading "## 1.2.4 - YYYY-MM-DD"',
        'v1.2.4 is not on main',
      ],
    ])
  })

  it('fails if it cannot find main', async () => {
    git('update-ref', '-d', 'refs/remotes/origin/main')
    expect(await check(TAG)).toMatchObject({ code: 1, stderr: expect.stringContaining('git: ') })
  })
})
