import { describe, expect, it } from '@jest/globals'
import { stripComments } from '../../scripts/bundle/strip-comments.ts'

describe('stripComments', () => {
  it.each<[string, string, string]>([
    ['lines of comments', 'a\n  // why\n  /* and */ /* how */\nb\n', 'a\nb\n'],
    ['blocks of lines', '/**\n * What it does.\n */\nfunction f() {}\n', 'function f() {}\n'],
    ['comments at the end of a line', 'a() // why\nb() /* how */\n', 'a()\nb()\n'],
    ['comments at the end of the file', 'a\n// why', 'a\n'],
    ['comments between tokens, which stay apart', 'return/* why */x', 'return x'],
    ['comments in the middle of a line', 'f(/* the name */ 1)', 'f( 1)'],
    ['comments with a line break, which ends a statement', 'a /* why\n */ b', 'a\nb'],
    ['comments in the expressions of a template', '`${/* why */ 1} /* text */`', '`${ 1} /* text */`'],
  ])('removes %s', (_, text, expected) => {
    expect(stripComments(text)).toBe(expected)
  })

  it.each([
    ['licenses', '/*! MIT */\n/* @license MIT */\na\n'],
    ['strings', 'const s = "// no", t = \'/* no */\'\n'],
    ['regular expressions', 'const r = /\\/\\*x/g, u = /[/*]/\n'],
    ['templates', 'const t = `// no\n  /* no */`\n'],
    ['divisions', 'const q = a / b / c\n'],
  ])('keeps %s', (_, text) => {
    expect(stripComments(text)).toBe(text)
  })

  it('refuses text with characters that it uses itself', () => {
    expect(() => stripComments('"\u0001" // why')).toThrow('control characters')
  })
})
