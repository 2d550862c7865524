import { describe, expect, it } from '@jest/globals'
import { table, replaceRegion } from '../../scripts/generate/markdown.ts'

describe('table', () => {
  it.each([
    ['a | b', 'a \\| b'],
    ['`a | b`', '`a \\| b`'],
    ['one\ntwo  three', 'one two three'],
    ['<b> and `forge / <spec>`', '&lt;b> and `forge / <spec>`'],
  ])('escapes %j', (text, cell) => {
    expect(
      table(['Head'], [[text]])
        .split('\n')
        .at(-1),
    ).toBe(`| ${cell} |`)
  })
})

describe('replaceRegion', () => {
  const region = { file: 'README.md', name: 'inputs', content: 'new' }
  const text = 'a\n<!-- generated:inputs -->\nold\n<!-- /generated -->\nb <!-- /generated -->\n'
  const filled = 'a\n<!-- generated:inputs -->\n\nnew\n\n<!-- /generated -->\nb <!-- /generated -->\n'

  it('replaces only the region', () => {
    expect(replaceRegion(text, region)).toBe(filled)
    expect(replaceRegion(filled, region)).toBe(filled)
  })

  it.each([
    ['is missing', 'nothing here'],
    ['does not end', 'a <!-- generated:inputs --> b'],
    ['ends before it begins', '<!-- /generated --> <!-- generated:inputs -->'],
    ['occurs twice', text + text],
  ])('fails if the region %s', (_, broken) => {
    expect(() => replaceRegion(broken, region)).toThrow(
      'README.md: needs exactly one region <!-- generated:inputs -->',
    )
  })
})
