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
  const fine = {
    'main/index.js': "require('../action/index.js').startMain()",
    'post/index.js': "require('../action/index.js').startPost()",
    'terminal/index.js': "require('../action/index.js').startTerminal()",
    'action/index.js': `async function startMain() {
    const { main } = await Promise.all([bundler.e(7), bundler.e(/* import() */ 752)]).then(bundler.bind(1));
}
async function startPost() {
    const { post } = await bundler.e(8).then(bundler.bind(2));
}
async function startTerminal() {
    const { openTerminal } = await bundler.e(6).then(bundler.bind(1));
}`,
    'action/licenses.txt': 'MIT',
    'package.json': '{}',
    'action/752.index.js': 'more code',
  }

  it('accepts a build', () => {
    expect(findBundleErrors(files(fine), '/home/me/action')).toEqual([])
  })

  it('reports each file that was not built', () => {
    expect(findBundleErrors(files({}), '/home/me/action')).toEqual(
      Object.keys(fine)
        .filter((path) => path !== 'action/752.index.js')
        .map((path) => `dist/${path} was not built`),
    )
  })

  it.each([
    [
      'the entry is too large for all parts',
      { ...fine, 'action/index.js': 'x'.repeat(250_000) },
      [
        /^dist\/main\/index.js loads 250041 bytes \(main\/index.js, action\/index.js\)/,
        /^dist\/post\/index.js loads/,
        /^dist\/terminal\/index.js loads/,
      ],
    ],
    [
      'a chunk that main starts with is too large',
      { ...fine, 'action/752.index.js': 'x'.repeat(249_800) },
      [
        /^dist\/main\/index.js loads 25\d+ bytes .*, action\/7.index.js, action\/752.index.js\); at most 250000/,
      ],
    ],
    [
      'a chunk that post starts with is too large',
      { ...fine, 'action/8.index.js': 'x'.repeat(249_800) },
      [/^dist\/post\/index.js loads 25\d+ bytes .*, action\/8.index.js\); at most 250000/],
    ],
    [
      'all JavaScript together is too large',
      { ...fine, 'action/1.index.js': 'x'.repeat(2_000_000) },
      [/^the JavaScript in dist has 2000\d+ bytes; at most 2000000 are allowed/],
    ],
    [
      'undici is in the entry',
      { ...fine, 'action/index.js': 'class Dispatcher extends' },
      [/^dist\/action\/index.js contains an unused package/],
    ],
    [
      'exec is in a chunk',
      { ...fine, 'action/752.index.js': 'export class ToolRunner extends' },
      [/^dist\/action\/752.index.js contains an unused package/],
    ],
    [
      'a file contains a path of this machine',
      { ...fine, 'action/a.js': '"/home/me/action/src"' },
      [/^dist\/action\/a.js contains a path/],
    ],
  ])('reports that %s', (_, entries, messages) => {
    expect(findBundleErrors(files(entries), '/home/me/action')).toEqual(
      messages.map((message) => expect.stringMatching(message) as unknown),
    )
  })

  it('accepts chunks of any size that no part starts with', () => {
    expect(findBundleErrors(files({ ...fine, 'action/9.index.js': 'x'.repeat(1_900_000) }), '/app')).toEqual(
      [],
    )
  })

  it('does not mistake a longer name for the path of this machine', () => {
    expect(findBundleErrors(files({ ...fine, 'action/a.js': '/apps/x' }), '/app')).toEqual([])
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
    findLicenseErrors(files({ 'action/licenses.txt': licenses }), bundled)

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
        new RegExp(
          `^dist/action/licenses.txt has no licence text of ${name} \\d\\S+, which is in the bundle$`,
        ),
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
