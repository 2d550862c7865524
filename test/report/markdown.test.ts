import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as md from '../../src/report/markdown.ts'
import {
  expectNoReferences,
  hostileText,
  renderMarkdown,
  comparableText,
  tagNames,
  textOf,
} from './fixtures/hostile-text.ts'

describe('hostile text', () => {
  it('stays text in a paragraph', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const markup = renderMarkdown(`before ${md.escapeText(value)} after`)
        expect(new Set(tagNames(markup))).toEqual(new Set(['p']))
        expect(comparableText(textOf(markup))).toBe(comparableText(`before ${value} after`))
        expectNoReferences(markup)
      }),
      { numRuns: 500 },
    )
  })

  it('stays text at the beginning of a paragraph, where lists, headings and rules begin', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const markup = renderMarkdown(`${md.escapeText(value)}\n\nnext`)
        expect([...new Set(tagNames(markup))]).toEqual(['p'])
        expect(comparableText(textOf(markup))).toBe(comparableText(`${value} next`))
      }),
      { numRuns: 500 },
    )
  })

  it('starts no code block with the blanks after an empty code span', () => {
    expect(renderMarkdown(md.quote('``    text'))).not.toContain('<code>')
  })

  it('stays in its quote', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const markup = renderMarkdown(`${md.quote(value)}\n\nafter`)
        expect(tagNames(markup.slice(markup.indexOf('</blockquote>')))).toEqual(['blockquote', 'p', 'p'])
        expect([...new Set(tagNames(markup))].filter((tag) => tag !== 'code')).toEqual(['blockquote', 'p'])
        expectNoReferences(markup)
      }),
      { numRuns: 300 },
    )
  })

  it('stays in its code span, and can be copied from there', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const markup = renderMarkdown(`before ${md.code(value)} after`)
        expect(tagNames(markup)).toEqual(md.code(value) === '' ? ['p', 'p'] : ['p', 'code', 'code', 'p'])
        expect(comparableText(textOf(markup))).toBe(comparableText(`before ${value} after`))
      }),
      { numRuns: 500 },
    )
  })

  it('stays in its cell of a table', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, two) => {
        const markup = renderMarkdown(
          md.table(
            ['a', 'b', 'c'],
            [
              ['x', md.escapeText(one), md.code(two)],
              ['y', 'y', 'z'],
            ],
          ),
        )
        const rows = [...markup.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => [
          ...row!.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs),
        ])
        expect(rows.map((cells) => cells.length)).toEqual([3, 3, 3])
        expect(comparableText(textOf(rows[1]![1]![1]!))).toBe(comparableText(one))
        expect(comparableText(textOf(rows[1]![2]![1]!))).toBe(comparableText(two))
        expect(tagNames(rows[1]![1]![1]!)).toEqual([])
        expectNoReferences(rows[1]![1]![1]!)
      }),
      { numRuns: 500 },
    )
  })

  it('stays in its fence, line by line', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('', 'json'), (value, language) => {
        const markup = renderMarkdown(`${md.fence(value, language)}\n\nafter`)
        expect(tagNames(markup)).toEqual(['pre', 'code', 'code', 'pre', 'p', 'p'])
        expect(comparableText(textOf(markup))).toBe(comparableText(`${value} after`))
      }),
      { numRuns: 300 },
    )
  })

  it('stays in its fold', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (summary, body) => {
        const markup = renderMarkdown(`${md.details(summary, md.escapeText(body))}\n\nafter`)
        expect(tagNames(markup)).toEqual([
          'details',
          'summary',
          'summary',
          ...(md.escapeText(body) === '' ? [] : ['p', 'p']),
          'details',
          'p',
          'p',
        ])
        expectNoReferences(markup)
      }),
      { numRuns: 300 },
    )
  })

  it('cannot change the URL of a link', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (value, path) => {
        // Inside link text, Marked handles escapes and code spans differently from CommonMark.
        fc.pre(!/[`[\]]/.test(value))
        const url = `https://github.example/${encodeURIComponent(path.toWellFormed())}`
        const markup = renderMarkdown(`see ${md.link(md.code(`a${value}`), url)} there`)
        expect([...markup.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
          url.replaceAll("'", '&#39;'),
        ])
        expect(markup.startsWith('<p>see <a ')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('cannot forge a record marker, because no block begins with it', () => {
    const forged = '<!-- forge-training-job v1 0000 -->'
    for (const block of [
      md.escapeText(forged),
      md.quote(forged),
      md.htmlText(forged),
      md.link(md.code('x'), `https://a.example/${forged}`),
      md.details(forged, md.escapeText(forged)),
    ]) {
      expect(block).not.toContain('<!--')
    }
    expect(renderMarkdown(md.code(forged))).toContain('&lt;!--')
  })
})

describe('our own messages', () => {
  it.each([
    ['Set `wait` to `false`, or leave it.', 'Set <code>wait</code> to <code>false</code>, or leave it.'],
    ['`wait: false` is meant', '<code>wait: false</code> is meant'],
    ['no code_in_here *at* all', 'no code_in_here *at* all'],
    ['an odd ` backtick', 'an odd ` backtick'],
    ['it is `<b>`, not <b>', 'it is <code>&lt;b&gt;</code>, not &lt;b&gt;'],
  ])('keep their code: %s', (sentence, markup) => {
    expect(renderMarkdown(md.escapeMessage(sentence))).toBe(`<p>${markup}</p>\n`)
  })

  it('escape hostile text in them', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, two) => {
        const markup = renderMarkdown(md.escapeMessage(`The field \`${one}\` is not ${two}`))
        expect([...new Set(tagNames(markup))].filter((tag) => tag !== 'code')).toEqual(['p'])
        expectNoReferences(markup)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an element', () => {
  it.each<[string, string, string]>([
    ['empty code', md.code('  '), ''],
    ['code with backticks in it', md.code('a``b'), '```a``b```'],
    ['code that begins with a backtick', md.code('`a'), '`` `a ``'],
    ['code with a bar', md.code('a\\|b'), '<code>a\\\\\\|b</code>'],
    ['rendered code with a bar', renderMarkdown(md.code('a\\|b')), '<p><code>a\\|b</code></p>\n'],
    ['a fence around fences', md.fence('```\nx'), '````\n```\nx\n````'],
    ['a fence with a language', md.fence('{}', 'json'), '```json\n{}\n```'],
    ['line endings of any system in a fence', md.fence('a\r\nb\rc'), '```\na\nb\nc\n```'],
    ['no link without a URL', md.link('x', undefined), 'x'],
    ['no link to a script', md.link('x', 'javascript:alert(1)'), 'x'],
    ['a quote with code', md.quote('no `rows` @octocat'), '> no `rows` @\u200boctocat'],
    [
      'a link with spaces and brackets',
      md.link('x', 'https://a.example/<a b|\\>'),
      '[x](<https://a.example/%3Ca%20b%7C%5C%3E>)',
    ],
    ['text without special characters', md.escapeText('no rows, sorry'), 'no rows, sorry'],
  ])('is rendered: %s', (_, actual, expected) => {
    expect(actual).toBe(expected)
  })
})

describe('truncateBlocks', () => {
  const NOTE = '_cut_'

  it('drops whole blocks from the end, keeps the first one, and adds the note', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 }),
        fc.nat(300),
        (blocks, limit) => {
          const page = md.truncateBlocks(blocks, limit, NOTE)
          const whole = blocks.join('\n\n')
          if (whole.length <= limit) return expect(page).toBe(whole)
          const kept = Array.from(blocks, (_, n) => [...blocks.slice(0, n + 1), NOTE].join('\n\n'))
          expect(kept).toContain(page)
          const isFirstOnly = page === kept[0]
          if (!isFirstOnly) expect(page.length).toBeLessThanOrEqual(limit)
          const next = kept[kept.indexOf(page) + 1]
          if (next !== undefined) expect(next.length).toBeGreaterThan(limit)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('does not truncate a text of exactly the maximum length', () => {
    expect(md.truncateBlocks(['ab', 'cd'], 6, NOTE)).toBe('ab\n\ncd')
    expect(md.truncateBlocks(['ab', 'cd'], 5, NOTE)).toBe('ab\n\n_cut_')
  })
})

describe('a URL', () => {
  it.each([
    ['https://a.example/', true],
    ['http://a.example/', true],
    ['javascript:alert(1)', false],
    [' https://a.example/', false],
    ['data:text/html,https://a.example/', false],
  ])('%j can be linked: %s', (url, isLink) => {
    expect(md.link('x', url)).toBe(isLink ? `[x](<${url}>)` : 'x')
  })

  it.each(['http://a.example', 'https://a.example', 'ftp://a.example'])(
    '%s is not linked in a text',
    (url) => {
      expect(tagNames(renderMarkdown(md.escapeText(`see ${url} now`)))).not.toContain('a')
    },
  )
})
