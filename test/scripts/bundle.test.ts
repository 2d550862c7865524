import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { differingPaths, readFiles } from '../../scripts/bundle/files.ts'
import { findBundleErrors, findLicenseErrors } from '../../scripts/bundle/bundle-checks.ts'
import { bundledPackages, formatLicenses } from '../../scripts/bundle/licenses.ts'

const files = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]))

describe('findBundleErrors', () => {
  const fine = { 'main/index.js': 'code', 'main/752.index.js': 'more code' }

  it('accepts a build', () => {
    expect(findBundleErrors(files(fine), '/home/me/action')).toEqual([])
  })

  it.each([
    ['nothing was built', {}, 'dist/main/index.js was not built'],
    [
      'the entry is too large',
      { ...fine, 'main/index.js': 'x'.repeat(485_000) },
      'dist/main/index.js has 485000 bytes; it must have fewer than 485000',
    ],
    [
      'all files together are too large',
      { ...fine, 'post/1.index.js': 'x'.repeat(2_750_000) },
      /^dist has 27\d+ bytes; it must have fewer than 2750000/,
    ],
    [
      'undici is in main',
      { ...fine, 'main/index.js': 'class Dispatcher extends' },
      /^dist\/main\/index.js contains an unused package/,
    ],
    [
      'exec is in a chunk of post',
      { ...fine, 'post/752.index.js': 'export class ToolRunner extends' },
      /^dist\/post\/752.index.js contains an unused package/,
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
    expect(findBundleErrors(files({ 'main/index.js': 'x'.repeat(449_999) }), '/app')).toEqual([])
  })
})

describe('the licences of a bundle', () => {
  const projectModules = (...paths: string[]) =>
    paths.map((path) => ({ nameForCondition: fileURLToPath(new URL(`../../${path}`, import.meta.url)) }))
  const stats = {
    modules: [
      { nameForCondition: null },
      ...projectModules('build/main.js', 'node_modules/yaml/dist/index.js', 'node_modules/yaml/dist/doc.js'),
      { modules: projectModules('node_modules/@actions/core/lib/core.js') },
    ],
  }
  const packages = bundledPackages(stats)
  const errorsFor = (licenses: string, bundled = packages) =>
    findLicenseErrors(files({ 'post/licenses.txt': licenses }), new Map([['post', bundled]]))

  it('are those of the packages whose modules are in it, also of concatenated ones', () => {
    expect(packages).toMatchObject([
      { name: '@actions/core', license: 'MIT', text: expect.stringContaining('Copyright 2019 GitHub') },
      { name: 'yaml', license: 'ISC', text: expect.stringContaining('Copyright Eemeli Aro') },
    ])
    expect(errorsFor(formatLicenses(packages))).toEqual([])
  })

  it('are errors with the names of the packages that lack one', () => {
    const message = (name: string) =>
      expect.stringMatching(
        new RegExp(`^dist/post/licenses.txt has no licence text of ${name} \\d\\S+, which is in the bundle$`),
      ) as unknown
    expect(errorsFor('')).toEqual([message('@actions/core'), message('yaml')])
    expect(errorsFor(formatLicenses(packages.slice(0, 1)))).toEqual([message('yaml')])
    expect(errorsFor(formatLicenses(packages).replaceAll('Eemeli', ''))).toEqual([message('yaml')])
    const withoutFile = packages.map((each) => ({ ...each, text: '' }))
    expect(errorsFor(formatLicenses(withoutFile), withoutFile)).toHaveLength(2)
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
