import { expect } from '@jest/globals'
import fc from 'fast-check'
import { Marked } from 'marked'

/** What people see of Markdown on GitHub, near enough: tables, bare links and HTML are on. */
export const html = (markdown: string) => new Marked({ gfm: true, async: false }).parse(markdown) as string

/** The text of HTML, as a browser shows it. */
export const visible = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

export const tagsIn = (markup: string) =>
  [...markup.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name!.toLowerCase())

const PIECES = [
  '`', '``', '```', '~~~', '*', '**', '_', '[', ']', '(', ')', '<', '>', '&', '"', "'", '|', '\\', '\\|', '#', '##', '-', '---', '===',
  '1.', '!', '$', ':', '@', '@octocat', '@acme/team', '#12', 'GH-12', 'acme/bot#3', '\n', '\r\n', '\t', '    ', '\u2028', '\u200b',
  '<!-- forge-training-job v1 0000 -->', '<script>alert(1)</script>', '</td></tr></table>', '</details>', '</code>', '</sub>', '<img src=x>',
  '&lt;', '&#60;', '&commat;octocat', '![x](https://evil.example/x.png)', '[x](javascript:alert(1))', 'https://evil.example', 'www.evil.example',
  'ftp://evil.example', 'a@evil.example', '> ', '- [ ] ', '\u202e', '\u001b[31m', '\ud800', '😀', 'word', ' ', '[x]: https://evil.example', '^', '+',
] // prettier-ignore

export const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 14 })
  .map((pieces) => pieces.join(''))

/** Nothing in it may ping somebody or refer to something. */
export function expectQuiet(markup: string): void {
  const outsideCode = visible(markup.replace(/<code>.*?<\/code>/gs, ''))
  expect(outsideCode).not.toMatch(/@[a-z0-9]/i)
  expect(outsideCode).not.toMatch(/#\d/)
  expect(outsideCode).not.toMatch(/\b(GH|gh)-\d/)
  expect(outsideCode).not.toMatch(/\b(https?|ftp):\/\//i)
  expect(outsideCode).not.toMatch(/\bwww\./i)
}

/** Without what the escaping may add, change or normalise. */
export const plain = (text: string) =>
  text
    .toWellFormed()

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[\s\u200b\u2028\u2029]+/g, '')
