import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readUntrustedDist } from '../../scripts/release/dist-files.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forge-dist-'))
  put('main/index.js', 'main')
  put('post/index.js', 'post')
  put('terminal/index.js', 'terminal')
  put('action/index.js', 'entry')
  put('action/413.index.js', 'chunk')
  put('action/licenses.txt', 'MIT')
  put('package.json', '{}')
})

afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

describe('readUntrustedDist', () => {
  it('reads all files, with paths relative to the folder', async () => {
    const dist = await readUntrustedDist(folder)
    expect([...dist.keys()]).toEqual([
      'action/413.index.js',
      'action/index.js',
      'action/licenses.txt',
      'main/index.js',
      'package.json',
      'post/index.js',
      'terminal/index.js',
    ])
    expect(dist.get('action/licenses.txt')?.toString()).toBe('MIT')
  })

  it('accepts the dist of this project', async () => {
    expect(
      (await readUntrustedDist(fileURLToPath(new URL('../../dist', import.meta.url)))).size,
    ).toBeGreaterThan(4)
  })

  it.each<[string, () => void, string]>([
    ['a file outside of the folders', () => put('index.js', ''), '"index.js" is not a file of a dist'],
    [
      'a chunk next to a start file',
      () => put('main/413.index.js', ''),
      '"main/413.index.js" is not a file of a dist',
    ],
    ['an unexpected file', () => put('main/run.sh', ''), '"main/run.sh" is not a file of a dist'],
    ['a hidden file', () => put('main/.npmrc', ''), '"main/.npmrc" is not a file of a dist'],
    [
      'a folder of workflows',
      () => put('.github/workflows/ci.yml', ''),
      '".github" is not a directory of a dist',
    ],
    ['a folder in a folder', () => put('main/main/index.js', ''), '"main/main" is not a directory of a dist'],
    [
      'a name that contains a workflow command',
      () => put('main/a\n::set-env name=A::b', ''),
      '"main/a\\n::set-env name=A::b" is not a file of a dist',
    ],
    [
      'a symlink',
      () => symlinkSync('/etc/hostname', join(folder, 'action/1.index.js')),
      '"action/1.index.js" is not a regular file',
    ],
    [
      'a symlink to a folder',
      () => symlinkSync('/etc', join(folder, 'other')),
      '"other" is not a regular file',
    ],
    [
      'a file that is too large',
      () => truncateSync(join(folder, 'main/index.js'), 4 * 1024 * 1024 + 1),
      'main/index.js is too large (4194305 bytes)',
    ],
    ['a missing start file', () => rmSync(join(folder, 'post/index.js')), 'post/index.js is missing'],
    ['a missing terminal', () => rmSync(join(folder, 'terminal/index.js')), 'terminal/index.js is missing'],
    ['a missing bundle', () => rmSync(join(folder, 'action/index.js')), 'action/index.js is missing'],
    ['invalid UTF-8', () => put('main/index.js', Buffer.from([0x80])), 'main/index.js is not text'],
    ['a NUL byte', () => put('main/index.js', 'a\0b'), 'main/index.js is not text'],
  ])('rejects %s', async (_, spoil, message) => {
    spoil()
    await expect(readUntrustedDist(folder)).rejects.toThrow(`not a valid dist:\n${message}`)
  })

  it('rejects too many files', async () => {
    for (let chunk = 0; chunk < 35; chunk++) put(`action/${chunk}.index.js`, '')
    await expect(readUntrustedDist(folder)).rejects.toThrow('too many files (42)')
  })

  it('rejects a dist that is too large in total', async () => {
    for (let chunk = 0; chunk < 5; chunk++) {
      put(`action/${chunk}.index.js`, '')
      truncateSync(join(folder, `action/${chunk}.index.js`), 4 * 1024 * 1024)
    }
    await expect(readUntrustedDist(folder)).rejects.toThrow(/too large in total \(2\d{7} bytes\)/)
  })

  it('rejects a missing folder', async () => {
    await expect(readUntrustedDist(join(folder, 'nothing'))).rejects.toThrow('ENOENT')
  })
})
