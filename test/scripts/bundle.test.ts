import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { differingPaths, readFiles } from '../../scripts/bundle/files.ts'
import { findBundleErrors } from '../../scripts/bundle/bundle-checks.ts'

const files = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]))

describe('findBundleErrors', () => {
  const fine = { 'main/index.js': 'code', 'main/752.index.js': 'class Dispatcher {}' }

  it('accepts a build with undici in a separate chunk', () => {
    expect(findBundleErrors(files(fine), '/home/me/action')).toEqual([])
  })

  it.each([
    ['nothing was built', {}, 'dist/main/index.js was not built'],
    [
      'the entry is too large',
      { ...fine, 'main/index.js': 'x'.repeat(700_000) },
      'dist/main/index.js has 700000 bytes; it must have fewer than 700000',
    ],
    [
      'undici is in main',
      { ...fine, 'main/index.js': 'class Dispatcher extends' },
      /^dist\/main\/index.js loads undici/,
    ],
    [
      'undici is in post',
      { ...fine, 'post/index.js': 'class Dispatcher extends' },
      /^dist\/post\/index.js loads undici/,
    ],
    [
      'a file contains a path of this machine',
      { ...fine, 'post/a.js': '"/home/me/action/src"' },
      /^dist\/post\/a.js contains a path/,
    ],
  ])('reports that %s', (_, entries, message) => {
    expect(findBundleErrors(files(entries), '/home/me/action')).toEqual([expect.stringMatching(message)])
  })

  it('does not mistake a longer name for the path of this machine', () => {
    expect(findBundleErrors(files({ ...fine, 'post/a.js': '/apps/x' }), '/app')).toEqual([])
  })

  it('accepts an entry just below the limit', () => {
    expect(findBundleErrors(files({ 'main/index.js': 'x'.repeat(499_999) }), '/app')).toEqual([])
  })
})

describe('differingPaths', () => {
  it('returns changed, missing and extra files', () => {
    const one = files({ same: 'a', changed: 'a', missing: 'a' })
    const other = files({ same: 'a', changed: 'b', extra: 'a' })
    expect(differingPaths(one, other)).toEqual(['changed', 'missing', 'extra'])
    expect(differingPaths(one, one)).toEqual([])
  })
})

describe('readFiles', () => {
  it('reads a folder recursively and returns nothing for a missing folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'files-'))
    try {
      await mkdir(join(folder, 'main'))
      await writeFile(join(folder, 'main', 'index.js'), 'code')
      await writeFile(join(folder, 'a'), '')
      expect(await readFiles(folder)).toEqual(files({ a: '', 'main/index.js': 'code' }))
      expect(await readFiles(join(folder, 'none'))).toEqual(new Map())
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
