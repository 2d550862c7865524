import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { readPages, ROOT } from '../metadata/text-files.ts'
import { findBrokenLinks } from './links.ts'

describe('links', () => {
  it('on all pages have existing targets', () => {
    expect(readPages().map(({ title }) => title)).toEqual(
      expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/releasing.md']),
    )
    expect(findBrokenLinks(readPages(), (path) => existsSync(join(ROOT, path)))).toEqual([])
  })

  const broken = (text: string) =>
    findBrokenLinks(
      [
        { title: 'docs/page.md', text },
        { title: 'README.md', text: '# One `code` & *two*\n\n## Again\n\n## Again\n' },
      ],
      (path) => ['docs/page.md', 'README.md', 'docs/a picture.png', 'src'].includes(path),
    )

  it.each([
    '[a](../README.md)',
    '[a](../README.md#one-code--two)',
    '[a](../README.md#again-1)',
    '## Here\n\n[a](#here)',
    '[a](../src)',
    '![a](a%20picture.png)',
    '<img src="../README.md">',
    '[a](https://example.org/nothing#here), `[a](nothing)`',
    '```md\n[a](nothing)\n```',
  ])('are valid in %j', (text) => {
    expect(broken(text)).toEqual([])
  })

  it.each([
    ['[a](README.md)', 'docs/page.md: README.md: docs/README.md not found'],
    ['[a][b]\n\n[b]: nothing.md', 'docs/page.md: nothing.md: docs/nothing.md not found'],
    ['[a](../../other/README.md)', 'docs/page.md: ../../other/README.md: ../other/README.md not found'],
    ['[a](../README.md#two)', 'docs/page.md: ../README.md#two: heading not found'],
    ['[a](../README.md#again-2)', 'docs/page.md: ../README.md#again-2: heading not found'],
    ['## Here\n\n[a](#there)', 'docs/page.md: #there: heading not found'],
    ['![a](picture.png)', 'docs/page.md: picture.png: docs/picture.png not found'],
    ['<source srcset="dark.png">', 'docs/page.md: dark.png: docs/dark.png not found'],
  ])('are reported as broken in %j', (text, message) => {
    expect(broken(text)).toEqual([message])
  })
})
