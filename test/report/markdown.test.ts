import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as md from '../../src/report/markdown.ts'
import { expectQuiet, hostile, html, plain, tagsIn, visible } from './fixtures/hostile-text.ts'

describe('hostile text', () => {
  it('stays text in a paragraph', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const markup = html(`before ${md.text(value)} after`)
        expect(new Set(tagsIn(markup))).toEqual(new Set(['p']))
        expect(plain(visible(markup))).toBe(plain(`before ${value} after`))
        expectQuiet(markup)
      }),
      { numRuns: 2_000 },
    )
  })

  it('stays text at the beginning of a paragraph, where lists, headings and rules begin', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const markup = html(`${md.text(value)}\n\nnext`)
        expect([...new Set(tagsIn(markup))]).toEqual(['p'])
        expect(plain(visible(markup))).toBe(plain(`${value} next`))
      }),
      { numRuns: 2_000 },
    )
  })

  it('stays in its quote', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const markup = html(`${md.quote(value)}\n\nafter`)
        expect(tagsIn(markup.slice(markup.indexOf('</blockquote>')))).toEqual(['blockquote', 'p', 'p'])
        expect(new Set(tagsIn(markup))).toEqual(new Set(['blockquote', 'p']))
        expectQuiet(markup)
      }),
      { numRuns: 1_000 },
    )
  })

  it('stays in its code span, and can be copied from there', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const markup = html(`before ${md.code(value)} after`)
        expect(tagsIn(markup)).toEqual(md.code(value) === '' ? ['p', 'p'] : ['p', 'code', 'code', 'p'])
        expect(plain(visible(markup))).toBe(plain(`before ${value} after`))
      }),
      { numRuns: 2_000 },
    )
  })

  it('stays in its cell of a table', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const markup = html(
          md.table(
            ['a', 'b', 'c'],
            [
              ['x', md.text(one), md.code(two)],
              ['y', 'y', 'z'],
            ],
          ),
        )
        const rows = [...markup.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => [
          ...row!.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs),
        ])
        expect(rows.map((cells) => cells.length)).toEqual([3, 3, 3])
        expect(plain(visible(rows[1]![1]![1]!))).toBe(plain(one))
        expect(plain(visible(rows[1]![2]![1]!))).toBe(plain(two))
        expect(tagsIn(rows[1]![1]![1]!)).toEqual([])
        expectQuiet(rows[1]![1]![1]!)
      }),
      { numRuns: 2_000 },
    )
  })

  it('stays in its fence, line by line', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('', 'json'), (value, language) => {
        const markup = html(`${md.fence(value, language)}\n\nafter`)
        expect(tagsIn(markup)).toEqual(['pre', 'code', 'code', 'pre', 'p', 'p'])
        expect(plain(visible(markup))).toBe(plain(`${value} after`))
      }),
      { numRuns: 1_000 },
    )
  })

  it('stays in its fold', () => {
    fc.assert(
      fc.property(hostile, hostile, (summary, body) => {
        const markup = html(`${md.details(summary, md.text(body))}\n\nafter`)
        expect(tagsIn(markup)).toEqual([
          'details',
          'summary',
          'summary',
          ...(md.text(body) === '' ? [] : ['p', 'p']),
          'details',
          'p',
          'p',
        ])
        expectQuiet(markup)
      }),
      { numRuns: 1_000 },
    )
  })

  it('stays in its row of facts', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (one, two, url) => {
        const block = md.facts([
          ['One', md.htmlText(one)],
          ['Two', md.htmlLink(md.htmlCode(two), url)],
        ])
        const markup = html(`${block}\n\nafter`)
        const isLink = /^https?:\/\//.test(url)
        expect(tagsIn(markup)).toEqual([
          'table', 'tr', 'th', 'th', 'td', 'td', 'tr', 'tr', 'th', 'th', 'td',
          ...(isLink ? ['a', 'code', 'code', 'a'] : ['code', 'code']), 'td', 'tr', 'table', 'p', 'p',
        ]) // prettier-ignore
        expectQuiet(html(md.facts([['One', md.htmlText(one)]])))
      }),
      { numRuns: 1_000 },
    )
  })

  it('leads to no other address than the one that was given', () => {
    fc.assert(
      fc.property(hostile, hostile, (value, path) => {
        // In the text of a link the judge reads escapes and code spans otherwise than CommonMark.
        fc.pre(!/[`[\]]/.test(value))
        const url = `https://github.example/${encodeURIComponent(path.toWellFormed())}`
        const markup = html(`see ${md.link(md.code(`a${value}`), url)} there`)
        expect([...markup.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
          url.replaceAll("'", '&#39;'),
        ])
        expect(markup.startsWith('<p>see <a ')).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('forges no marker, because no block begins with it', () => {
    const forged = '<!-- forge-training-job v1 0000 -->'
    for (const block of [
      md.text(forged),
      md.quote(forged),
      md.htmlText(forged),
      md.htmlCode(forged),
      md.details(forged, md.text(forged)),
    ]) {
      expect(block).not.toContain('<!--')
    }
    expect(html(md.code(forged))).toContain('&lt;!--')
  })
})

describe('our own sentences', () => {
  it.each([
    ['Set `wait` to `false`, or leave it.', 'Set <code>wait</code> to <code>false</code>, or leave it.'],
    ['`wait: false` is meant', '<code>wait: false</code> is meant'],
    ['no code_in_here *at* all', 'no code_in_here *at* all'],
    ['an odd ` backtick', 'an odd ` backtick'],
    ['it is `<b>`, not <b>', 'it is <code>&lt;b&gt;</code>, not &lt;b&gt;'],
  ])('show code as code: %s', (sentence, markup) => {
    expect(html(md.prose(sentence))).toBe(`<p>${markup}</p>\n`)
  })

  it('keep hostile text in them as text', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const markup = html(md.prose(`The field \`${one}\` is not ${two}`))
        expect([...new Set(tagsIn(markup))].filter((tag) => tag !== 'code')).toEqual(['p'])
        expectQuiet(markup)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('single forms', () => {
  it.each<[string, string, string]>([
    ['nothing', md.code('  '), ''],
    ['code with backticks in it', md.code('a``b'), '```a``b```'],
    ['code that begins with a backtick', md.code('`a'), '`` `a ``'],
    ['code with a bar', md.code('a\\|b'), '<code>a\\\\\\|b</code>'],
    ['code with a bar outside of a table', html(md.code('a\\|b')), '<p><code>a\\|b</code></p>\n'],
    ['a fence around fences', md.fence('```\nx'), '````\n```\nx\n````'],
    ['a fence with a language', md.fence('{}', 'json'), '```json\n{}\n```'],
    ['lines of any system in a fence', md.fence('a\r\nb\rc'), '```\na\nb\nc\n```'],
    ['no link where there is no address', md.htmlLink('x', undefined), 'x'],
    ['no link to a script', md.htmlLink('x', 'javascript:alert(1)'), 'x'],
    [
      'a link with quotes in it',
      md.htmlLink('x', 'https://a.example/"onclick="'),
      '<a href="https://a.example/&quot;onclick=&quot;">x</a>',
    ],
    [
      'a link with blanks and brackets',
      md.link('x', 'https://a.example/<a b>'),
      '[x](<https://a.example/%3Ca%20b%3E>)',
    ],
    ['words that nobody has to escape', md.text('no rows, sorry'), 'no rows, sorry'],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected)
  })
})

describe('a page that is too long', () => {
  const NOTE = '_cut_'

  it('loses whole blocks from its end, keeps the first and says so', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 }),
        fc.nat(300),
        (blocks, limit) => {
          const page = md.fit(blocks, limit, NOTE)
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
      { numRuns: 1_000 },
    )
  })

  it('is not cut at its exact length', () => {
    expect(md.fit(['ab', 'cd'], 6, NOTE)).toBe('ab\n\ncd')
    expect(md.fit(['ab', 'cd'], 5, NOTE)).toBe('ab\n\n_cut_')
  })
})

describe('an address', () => {
  it.each([
    ['https://a.example/', true],
    ['http://a.example/', true],
    ['javascript:alert(1)', false],
    [' https://a.example/', false],
    ['data:text/html,https://a.example/', false],
  ])('%j is one for a link: %s', (url, isLink) => {
    expect(md.htmlLink('x', url)).toBe(isLink ? `<a href="${url}">x</a>` : 'x')
  })

  it.each(['http://a.example', 'https://a.example', 'ftp://a.example'])('%s in a text is none', (url) => {
    expect(tagsIn(html(md.text(`see ${url} now`)))).not.toContain('a')
  })
})
