import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { pages, ROOT } from '../metadata/texts.ts'
import { brokenLinks } from './links.ts'

describe('links', () => {
  it('on all pages lead somewhere', () => {
    expect(pages().map(({ title }) => title)).toEqual(
      expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/releasing.md']),
    )
    expect(brokenLinks(pages(), (path) => existsSync(join(ROOT, path)))).toEqual([])
  })

  const broken = (text: string) =>
    brokenLinks(
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
  ])('are whole in %j', (text) => {
    expect(broken(text)).toEqual([])
  })

  it.each([
    ['[a](README.md)', 'docs/page.md: README.md: there is no docs/README.md'],
    ['[a][b]\n\n[b]: nothing.md', 'docs/page.md: nothing.md: there is no docs/nothing.md'],
    ['[a](../../other/README.md)', 'docs/page.md: ../../other/README.md: there is no ../other/README.md'],
    ['[a](../README.md#two)', 'docs/page.md: ../README.md#two: there is no such heading'],
    ['[a](../README.md#again-2)', 'docs/page.md: ../README.md#again-2: there is no such heading'],
    ['## Here\n\n[a](#there)', 'docs/page.md: #there: there is no such heading'],
    ['![a](picture.png)', 'docs/page.md: picture.png: there is no docs/picture.png'],
    ['<source srcset="dark.png">', 'docs/page.md: dark.png: there is no docs/dark.png'],
  ])('are found broken in %j', (text, fault) => {
    expect(broken(text)).toEqual([fault])
  })
})
