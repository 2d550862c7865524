import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { foreignDist } from '../../scripts/release/dist-files.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forge-dist-'))
  put('main/index.js', 'main')
  put('main/413.index.js', 'chunk')
  put('main/package.json', '{}')
  put('post/index.js', 'post')
  put('post/licenses.txt', 'MIT')
})

afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

describe('a dist that somebody else has built', () => {
  it('is read, with paths from its folder', async () => {
    const dist = await foreignDist(folder)
    expect([...dist.keys()]).toEqual([
      'main/413.index.js',
      'main/index.js',
      'main/package.json',
      'post/index.js',
      'post/licenses.txt',
    ])
    expect(dist.get('post/licenses.txt')?.toString()).toBe('MIT')
  })

  it('may be the one of this project', async () => {
    expect((await foreignDist(fileURLToPath(new URL('../../dist', import.meta.url)))).size).toBeGreaterThan(4)
  })

  it.each<[string, () => void, string]>([
    ['a file beside the entries', () => put('index.js', ''), '"index.js" is no file of a dist'],
    ['another program', () => put('main/run.sh', ''), '"main/run.sh" is no file of a dist'],
    ['a hidden file', () => put('main/.npmrc', ''), '"main/.npmrc" is no file of a dist'],
    ['a folder of workflows', () => put('.github/workflows/ci.yml', ''), '".github" is no folder of a dist'],
    ['a folder in a folder', () => put('main/main/index.js', ''), '"main/main" is no folder of a dist'],
    [
      'a name that is a command of the log',
      () => put('main/a\n::set-env name=A::b', ''),
      '"main/a\\n::set-env name=A::b" is no file of a dist',
    ],
    [
      'a link',
      () => symlinkSync('/etc/hostname', join(folder, 'main/1.index.js')),
      '"main/1.index.js" is no regular file',
    ],
    [
      'a folder that is a link',
      () => symlinkSync('/etc', join(folder, 'other')),
      '"other" is no regular file',
    ],
    [
      'a large file',
      () => truncateSync(join(folder, 'main/index.js'), 4 * 1024 * 1024 + 1),
      'main/index.js has 4194305 bytes',
    ],
    ['no entry', () => rmSync(join(folder, 'post/index.js')), 'post/index.js is missing'],
    ['bytes that are no text', () => put('main/index.js', Buffer.from([0x80])), 'main/index.js is not text'],
    ['a zero byte', () => put('main/index.js', 'a\0b'), 'main/index.js is not text'],
  ])('is refused with %s', async (_, spoil, fault) => {
    spoil()
    await expect(foreignDist(folder)).rejects.toThrow(`this is no dist:\n${fault}`)
  })

  it('is refused with more files than a build makes', async () => {
    for (let chunk = 0; chunk < 36; chunk++) put(`post/${chunk}.index.js`, '')
    await expect(foreignDist(folder)).rejects.toThrow('it has 41 files')
  })

  it('is refused when it is large as a whole', async () => {
    for (let chunk = 0; chunk < 5; chunk++) {
      put(`post/${chunk}.index.js`, '')
      truncateSync(join(folder, `post/${chunk}.index.js`), 4 * 1024 * 1024)
    }
    await expect(foreignDist(folder)).rejects.toThrow(/it has 2\d{7} bytes/)
  })

  it('is refused when there is none', async () => {
    await expect(foreignDist(join(folder, 'nothing'))).rejects.toThrow('ENOENT')
  })
})
