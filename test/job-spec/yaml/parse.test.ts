import { describe, expect, it } from '@jest/globals'
import { parseText } from '../../../src/job-spec/yaml/parse.ts'
import { explain } from '../../../src/job-spec/yaml/explain-yaml-error.ts'
import { decodeText } from '../../../src/job-spec/encoding.ts'

function value(text: string): unknown {
  const { documents, faults } = parseText(text)
  expect(faults).toEqual([])
  return documents[0]?.value
}

function messages(text: string): string[] {
  return parseText(text).faults.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

describe('aliases', () => {
  it('mean the anchor above them, also where they stand inside another anchor', () => {
    const text = 'a: &x 1\nb: &list [*x]\nc: &x 2\nd: *list\ne: *x\n'
    expect(value(text)).toEqual({ a: 1, b: [1], c: 2, d: [1], e: 2 })
  })

  it('repeat an anchor without defining again what is inside it', () => {
    expect(value('a: &m { b: &x 1 }\nc: &x 2\nd: *m\ne: *x\n')).toEqual({
      a: { b: 1 },
      c: 2,
      d: { b: 1 },
      e: 2,
    })
  })

  it('point at the anchor, whose value would have to change, and at their own key', () => {
    const [document] = parseText('a: &x [1]\nb: *x\n').documents
    expect(document?.parts.get('/b')).toMatchObject({
      key: { line: 2, column: 1 },
      value: { line: 1, column: 7 },
    })
    expect(document?.parts.get('/b/0')).toMatchObject({ value: { line: 1, column: 8 } })
  })

  it('tell what is wrong inside an anchor once', () => {
    expect(messages('a: &x { n: .nan }\nb: *x\nc: *x\n')).toEqual([
      '1:12 a.n is .nan. Write a finite number.',
    ])
    expect(messages('a: &x { n: 1, n: 2 }\nb: *x\n')).toHaveLength(1)
    expect(messages('a: &x { 1: 1 }\nb: *x\n')).toHaveLength(1)
  })
})

describe('limits', () => {
  it.each<[string, string, string]>([
    ['documents', 'a: 1\n---\n'.repeat(1200), '2000:1 The file holds more than 1000 documents. Split it.'],
    [
      'values',
      `a: [${'1,'.repeat(100_001)}]`,
      '1:200001 The document holds more than 100000 values once its aliases are written out.',
    ],
  ])('%s', (_name, text, message) => {
    expect(messages(text)).toEqual([message])
  })

  it('count what aliases expand to, in time', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]\n`)
    const text = `l0: &l0 [x]\n${levels.join('')}`
    expect(parseText(text).documents).toEqual([])
  })

  it('let 32 levels pass and no more', () => {
    const nested = (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(messages(nested(31))).toEqual([])
    expect(messages(nested(32))).toEqual([
      '1:35 This is nested more than 32 levels deep. Is a bracket too many, or an indentation wrong?',
    ])
    expect(
      messages(
        `a: &a [1]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}]\n`).join('')}`,
      ).length,
    ).toBeGreaterThan(0)
  })
})

describe('keys', () => {
  it('with a meaning for JavaScript are keys like others', () => {
    const read = value('__proto__: { polluted: 1 }\nconstructor: 2\ntoString: 3\n')
    expect(Object.keys(read as object)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('are told where they were set first', () => {
    expect(messages('a: { b: 1 }\nc: 1\na: 2\nc: 2\nc: 3\n')).toEqual([
      '3:1 a is set twice, first on line 1. Remove one of the two.',
      '4:1 c is set twice, first on line 2. Remove one of the two.',
      '5:1 c is set twice, first on line 2. Remove one of the two.',
    ])
  })

  it('that are huge in number are read in the time of a test', () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1\n`).join('')
    expect(messages(text)).toEqual([])
  })
})

describe('rare complaints of the YAML reader', () => {
  it.each<[string, string]>([
    [
      'a: |2\n   x\n  y\n z: 1\n',
      '4:1 This line is indented differently from the lines that it belongs with. Give them all the same indentation.',
    ],
    ['a: |\n    \n  x\n', '3:3 The first lines of this text are indented further than the rest of it.'],
    ['- a\n-b: 1\n', '2:2 Put a space after the dash.'],
    ['- a\n :\n', '2:1 Every item of this list must begin with "- ".'],
    ['a: !x"y"\n', '1:6 A space is missing before this.'],
    ['&x - 1\n', '1:1 Begin a list with dashes on a line of its own, below its anchor or tag.'],
    ['&x ? a\n', '1:4 An anchor or a tag comes after a "-", "?" or ":", not before it.'],
    [`${'k'.repeat(1100)}: 1\n`, '1:1 This key is longer than 1024 characters. Is a quote not closed?'],
    ['a: &x b\nc: {*x :1}\n', '2:8 Put a space after the colon.'],
    ['a: {: : }\n', '1:7 This : does not belong here. Put the text in quotes if it belongs to it.'],
    [
      'a: !x!y 1\n',
      '1:4 This tag (!name) is not known. Remove it, or quote the value if the ! belongs to it.',
    ],
    [
      'a: !<__proto__> 1\n',
      '1:4 This tag (!name) is not known. Remove it, or quote the value if the ! belongs to it.',
    ],
    [
      'a: [\n- 1\n]\n',
      '1:4 The [ here is not closed. Add ], and indent all lines up to it further than the key.',
    ],
    [
      'a: { b: c\n  d: e }\n',
      '1:9 What begins here goes on in the next line. Is a colon or a comma missing, or is the next line indented too far?',
    ],
    [
      'a: "\\xZZ"\n',
      '1:5 \\x means nothing inside double quotes. Use single quotes, or write \\\\ for a backslash.',
    ],
    [
      'a: |\tx\n',
      '1:6 After | or > the text begins on the next line, so "x" does not belong here. Quote the value if it is one line.',
    ],
    [
      '...\n',
      '1:1 The file holds no spec, only comments or --- lines. Write job_type and model_config at least.',
    ],
    ['%YAML 1.2 1.3\n---\na: 1\n', '1:1 The line "%YAML 1.2 1.3" is not needed in a spec. Remove it.'],
    [
      '%FOO\n',
      '1:1 The file holds no spec, only comments or --- lines. Write job_type and model_config at least.',
    ],
    [
      'a: *x: 1\n',
      '1:8 The value has ended before this: a closing quote or bracket came too early, or a line break is missing.',
    ],
  ])('%j', (text, message) => {
    expect(messages(text)[0]).toBe(message)
  })

  it('are given in its own words where we have none', () => {
    const complaint = { code: 'NEW_CODE', message: 'Something\nelse', offset: 2 }
    expect(explain(complaint, 'a: b')).toEqual({ offset: 2, words: 'This is not YAML: Something\\nelse' })
  })
})

describe('the bytes of a file', () => {
  it('are UTF-8, with or without a mark', () => {
    expect(decodeText(new TextEncoder().encode('\ufeffé: 1'))).toBe('é: 1')
    expect(decodeText(new Uint8Array())).toBe('')
    expect(decodeText(new Uint8Array([0x61]))).toBe('a')
  })

  it.each<[string, number[], Record<string, unknown>]>([
    ['a zero byte', [0x61, 0x0a, 0x62, 0x00], { line: 2, column: 2 }],
    ['a broken character after whole ones', [0xc3, 0xa9, 0x0a, 0xc3, 0xa9, 0xff], { line: 2, column: 2 }],
    ['a surrogate', [0xed, 0xa0, 0x80], { line: 1, column: 1 }],
    ['an overlong slash', [0x61, 0xc0, 0xaf], { line: 1, column: 2 }],
  ])('say where %s is', (_name, bytes, place) => {
    expect(decodeText(new Uint8Array(bytes))).toMatchObject(place)
  })
})
