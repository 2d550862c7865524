import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { differing, filesIn } from '../../scripts/bundle/files.ts'
import { faults } from '../../scripts/bundle/bundle-checks.ts'

const files = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]))

describe('faults', () => {
  const fine = { 'main/index.js': 'code', 'main/752.index.js': 'class Dispatcher {}' }

  it('lets a good build pass, with undici in a chunk of its own', () => {
    expect(faults(files(fine), '/home/me/action')).toEqual([])
  })

  it.each([
    ['nothing was built', {}, 'dist/main/index.js was not built'],
    [
      'the entry is too large',
      { ...fine, 'main/index.js': 'x'.repeat(500_000) },
      'dist/main/index.js has 500000 bytes, it must stay below 500000',
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
      'a path of this machine is in it',
      { ...fine, 'post/a.js': '"/home/me/action/src"' },
      /^dist\/post\/a.js names a folder/,
    ],
  ])('stops when %s', (_, entries, message) => {
    expect(faults(files(entries), '/home/me/action')).toEqual([expect.stringMatching(message)])
  })

  it('does not take a longer name for the path of this machine', () => {
    expect(faults(files({ ...fine, 'post/a.js': '/apps/x' }), '/app')).toEqual([])
  })

  it('lets an entry of one byte less pass', () => {
    expect(faults(files({ 'main/index.js': 'x'.repeat(499_999) }), '/app')).toEqual([])
  })
})

describe('differing', () => {
  it('names what changed, what is missing and what is too many', () => {
    const one = files({ same: 'a', changed: 'a', missing: 'a' })
    const other = files({ same: 'a', changed: 'b', extra: 'a' })
    expect(differing(one, other)).toEqual(['changed', 'missing', 'extra'])
    expect(differing(one, one)).toEqual([])
  })
})

describe('filesIn', () => {
  it('reads a folder with its folders; one that is not there holds nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'files-'))
    try {
      await mkdir(join(folder, 'main'))
      await writeFile(join(folder, 'main', 'index.js'), 'code')
      await writeFile(join(folder, 'a'), '')
      expect(await filesIn(folder)).toEqual(files({ a: '', 'main/index.js': 'code' }))
      expect(await filesIn(join(folder, 'none'))).toEqual(new Map())
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
