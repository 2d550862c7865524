import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RepositoryApi, REPOSITORY } from './repository-api.ts'
import { runScript, SCRIPTS } from './script.ts'

const TAG = 'v1.2.3'

let api: RepositoryApi
/** A repository with nothing but the scripts and the files of a release. */
let root: string
let commit: string

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: root, encoding: 'utf8' })
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

const release = (id: number, tag_name: string, draft = false) =>
  api.releases.push({ id, tag_name, draft, immutable: !draft, assets: [] })

describe('a release', () => {
  it('is a draft until it has its assets, then immutable, and the major tag moves to it', async () => {
    api.tags.set('v1', '0'.repeat(40))
    release(10, 'v1.2.2')
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

  it('makes the major tag when it is the first', async () => {
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.tags.get('v1')).toBe(commit)
  })

  it('takes the place of a draft that an earlier attempt has left', async () => {
    release(10, TAG, true)
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.releases.map(({ tag_name, draft }) => [tag_name, draft])).toEqual([[TAG, false]])
  })

  it('is left alone when it is there, and the major tag is moved all the same', async () => {
    release(10, TAG)
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.changes.map(({ path }) => path)).toEqual(['/repos/forge/action/git/refs'])
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.changes).toHaveLength(1)
  })

  it('leaves the major tag at a newer release', async () => {
    release(10, 'v1.10.0')
    api.tags.set('v1', '1'.repeat(40))
    expect(await publish()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('v1 stays where it is'),
    })
    expect(api.releases[1]).toMatchObject({ make_latest: 'false' })
    expect(api.tags.get('v1')).toBe('1'.repeat(40))
  })

  it('moves the major tag of an old major, and is not the latest', async () => {
    release(10, 'v2.0.0')
    expect(await publish()).toMatchObject({ code: 0 })
    expect(api.releases[1]).toMatchObject({ make_latest: 'false' })
    expect([api.tags.get('v1'), api.tags.get('v2')]).toEqual([commit, undefined])
  })

  it('that can still be changed is red, and no tag moves', async () => {
    api.immutableReleases = false
    const { code, stderr } = await publish()
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('turn on immutable releases. v1 was not moved.'),
    ])
    expect(api.tags.has('v1')).toBe(false)
  })

  it('is looked at again until GitHub says that it is immutable', async () => {
    api.looksUntilImmutable = 2
    expect(await publish()).toMatchObject({ code: 0, stderr: '' })
    expect(api.tags.get('v1')).toBe(commit)
  })

  it('whose major tag GitHub does not move says how to do it', async () => {
    api.movesNoTag = true
    const { code, stderr } = await publish()
    expect([code, stderr.split('\n')]).toEqual([
      1,
      [
        "v1.2.3 is released, but v1 was not moved. Move it yourself: git push --force origin 'v1.2.3^{commit}:refs/tags/v1'",
        expect.stringContaining('403'),
        '',
      ],
    ])
  })

  it('is not made of another commit than the one that was verified', async () => {
    api.tags.set(TAG, '2'.repeat(40))
    const { code, stderr } = await publish()
    expect([code, stderr]).toEqual([1, `v1.2.3 is ${'2'.repeat(40)} by now, and ${commit} was verified\n`])
    expect(api.changes).toEqual([])
  })

  it('stays a draft when an asset is refused', async () => {
    api.addFault({ kind: 'status', status: 500, on: { operation: 'POST /upload/1' } })
    expect(await publish()).toMatchObject({ code: 1, stderr: expect.stringContaining('500') })
    expect(api.releases).toMatchObject([{ draft: true }])
    expect(api.tags.has('v1')).toBe(false)
  })
})

describe('the check before a release', () => {
  const check = (tag: string) =>
    runScript(join(root, 'scripts/release/check.ts'), [tag], { GIT_CEILING_DIRECTORIES: tmpdir() })

  it('lets the commit pass that fits', async () => {
    expect(await check(TAG)).toEqual({ code: 0, stdout: 'v1.2.3 may be released\n', stderr: '' })
  })

  it('tells everything that is wrong', async () => {
    git('commit', '--quiet', '--allow-empty', '--message', 'not on main')
    const { code, stderr } = await check('v1.2.4')
    expect([code, stderr.trim().split('\n')]).toEqual([
      1,
      [
        'package.json has version 1.2.3, the tag says 1.2.4',
        'package-lock.json has version 1.2.3, the tag says 1.2.4',
        'the first package of package-lock.json has version 1.2.3, the tag says 1.2.4',
        'CHANGELOG.md has no heading "## 1.2.4 - YYYY-MM-DD"',
        'v1.2.4 is not on main',
      ],
    ])
  })

  it('is red where it cannot know what is on main', async () => {
    git('update-ref', '-d', 'refs/remotes/origin/main')
    expect(await check(TAG)).toMatchObject({ code: 1, stderr: expect.stringContaining('git: ') })
  })
})
