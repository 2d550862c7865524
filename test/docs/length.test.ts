import { describe, expect, it } from '@jest/globals'
import { findSnippets } from '../metadata/snippets.ts'
import { readFiles } from '../metadata/text-files.ts'

const MAX_README_WORDS = 1_700
const MAX_README_BYTES = 10_000
/** Of all pages in `docs/` that are written by hand. */
const MAX_DOCS_WORDS = 10_000
const MAX_QUICK_START_LINES = 10

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length
const readme = readFiles('README.md')[0]!
const pages = readFiles('docs/*.md').filter(({ title }) => title !== 'docs/reference.md')

describe('the length of', () => {
  it('README.md is a few minutes of reading', () => {
    expect(countWords(readme.text)).toBeLessThanOrEqual(MAX_README_WORDS)
    expect(Buffer.byteLength(readme.text)).toBeLessThanOrEqual(MAX_README_BYTES)
  })

  it('its first workflow is short enough to be read before it is copied', () => {
    const workflow = findSnippets(readme).find(({ kind }) => kind === 'workflow')
    expect(workflow?.text).toContain('/validate@v')
    expect(workflow?.text.trim().split('\n').length).toBeLessThanOrEqual(MAX_QUICK_START_LINES)
  })

  it('all pages in docs/ together is an hour of reading', () => {
    expect(pages.length).toBeGreaterThan(5)
    const words = Object.fromEntries(pages.map(({ title, text }) => [title, countWords(text)]))
    const sum = Object.values(words).reduce((total, count) => total + count, 0)
    expect({ words, isTooLong: sum > MAX_DOCS_WORDS }).toEqual({ words, isTooLong: false })
  })
})
