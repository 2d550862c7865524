import { describe, expect, it } from '@jest/globals'
import { parseText } from '../../../src/job-spec/yaml/parse.ts'
import { explainYamlError } from '../../../src/job-spec/yaml/explain-yaml-error.ts'
import { decodeText } from '../../../src/job-spec/encoding.ts'

function parse(text: string): unknown {
  const { documents, errors } = parseText(text)
  expect(errors).toEqual([])
  return documents[0]?.value
}

function messages(text: string): string[] {
  return parseText(text).errors.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

describe('aliases', () => {
  it('refer to the last anchor above them, also inside another anchor', () => {
    const text = 'a: &x 1\nb: &list [*x]\nc: &x 2\nd: *list\ne: *x\n'
    expect(parse(text)).toEqual({ a: 1, b: [1], c: 2, d: [1], e: 2 })
  })

  it('do not redefine anchors inside the anchored value', () => {
    expect(parse('a: &m { b: &x 1 }\nc: &x 2\nd: *m\ne: *x\n')).toEqual({
      a: { b: 1 },
      c: 2,
      d: { b: 1 },
      e: 2,
    })
  })

  it('have the position of the anchored value and of their own key', () => {
    const [document] = parseText('a: &x [1]\nb: *x\n').documents
    expect(document?.nodes.get('/b')).toMatchObject({
      keyPosition: { line: 2, column: 1 },
      valuePosition: { line: 1, column: 7 },
    })
    expect(document?.nodes.get('/b/0')).toMatchObject({ valuePosition: { line: 1, column: 8 } })
  })

  it('report an error inside an anchored value once', () => {
    expect(messages('a: &x { n: .nan }\nb: *x\nc: *x\n')).toEqual([
      '1:12 a.n is .nan. Write a finite number.',
    ])
    expect(messages('a: &x { n: 1, n: 2 }\nb: *x\n')).toHaveLength(1)
    expect(messages('a: &x { 1: 1 }\nb: *x\n')).toHaveLength(1)
  })
})

describe('the parser', () => {
  it.each<[string, string, string]>([
    ['documents', 'a: 1\n---\n'.repeat(1200), '2000:1 The file contains more than 1000 documents. Split it.'],
    [
      'values',
      `a: [${'1,'.repeat(100_001)}]`,
      '1:200001 The document contains more than 100000 values after its aliases are expanded.',
    ],
  ])('limits the number of %s', (_name, text, message) => {
    expect(messages(text)).toEqual([message])
  })

  it('limits the expansion of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]\n`)
    const text = `l0: &l0 [x]\n${levels.join('')}`
    expect(parseText(text).documents).toEqual([])
  })

  it('allows 32 levels of nesting and no more', () => {
    const nested = (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(messages(nested(31))).toEqual([])
    expect(messages(nested(32))).toEqual([
      '1:35 Nested more than 32 levels deep. Check for an extra bracket or wrong indentation.',
    ])
    expect(
      messages(
        `a: &a [1]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}]\n`).join('')}`,
      ).length,
    ).toBeGreaterThan(0)
  })
})

describe('keys', () => {
  it('may be names of object prototypes', () => {
    const read = parse('__proto__: { polluted: 1 }\nconstructor: 2\ntoString: 3\n')
    expect(Object.keys(read as object)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('that are duplicated are reported with the line of the first one', () => {
    expect(messages('a: { b: 1 }\nc: 1\na: 2\nc: 2\nc: 3\n')).toEqual([
      '3:1 a is set twice, first on line 1. Remove one of the two.',
      '4:1 c is set twice, first on line 2. Remove one of the two.',
      '5:1 c is set twice, first on line 2. Remove one of the two.',
    ])
  })

  it('are read in linear time', () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1\n`).join('')
    expect(messages(text)).toEqual([])
  })
})

describe('rare errors of the YAML parser', () => {
  it.each<[string, string]>([
    [
      'a: |2\n   x\n  y\n z: 1\n',
      '4:1 This line is indented differently from the rest of its block. Give all lines of the block the same indentation.',
    ],
    ['a: |\n    \n  x\n', '3:3 The first lines of this text are indented further than the rest.'],
    ['- a\n-b: 1\n', '2:2 Put a space after the dash.'],
    ['- a\n :\n', '2:1 Every item of this list must start with "- ".'],
    ['a: !x"y"\n', '1:6 A space is missing before this.'],
    ['&x - 1\n', '1:1 Start a list with dashes on a new line, below its anchor or tag.'],
    ['&x ? a\n', '1:4 An anchor or a tag must follow the "-", "?" or ":", not precede it.'],
    [`${'k'.repeat(1100)}: 1\n`, '1:1 This key is longer than 1024 characters. Is a quote not closed?'],
    ['a: &x b\nc: {*x :1}\n', '2:8 Put a space after the colon.'],
    ['a: {: : }\n', '1:7 This : is not allowed here. Put the text in quotes if the : is part of it.'],
    ['a: !x!y 1\n', '1:4 This tag (!name) is unknown. Remove it, or quote the value if the ! is part of it.'],
    [
      'a: !<__proto__> 1\n',
      '1:4 This tag (!name) is unknown. Remove it, or quote the value if the ! is part of it.',
    ],
    [
      'a: [\n- 1\n]\n',
      '1:4 This [ is not closed. Add ], and indent all lines up to it further than the key.',
    ],
    [
      'a: { b: c\n  d: e }\n',
      '1:9 The text that starts here continues on the next line. Is a colon or a comma missing, or is the next line indented too far?',
    ],
    [
      'a: "\\xZZ"\n',
      '1:5 \\x is not a valid escape in double quotes. Use single quotes, or write \\\\ for a backslash.',
    ],
    [
      'a: |\tx\n',
      '1:6 After | or >, the text starts on the next line, so "x" is not allowed here. Quote the value if it is a single line.',
    ],
    [
      '...\n',
      '1:1 The file contains no spec, only comments or --- lines. Add at least job_type and model_config.',
    ],
    ['%YAML 1.2 1.3\n---\na: 1\n', '1:1 The line "%YAML 1.2 1.3" is not needed. Remove it.'],
    [
      '%FOO\n',
      '1:1 The file contains no spec, only comments or --- lines. Add at least job_type and model_config.',
    ],
    [
      'a: *x: 1\n',
      '1:8 The value ends before this. Is a closing quote or bracket in the wrong place, or a line break missing?',
    ],
  ])('are explained: %j', (text, message) => {
    expect(messages(text)[0]).toBe(message)
  })

  it('keep the message of the parser if it is unknown', () => {
    const error = { code: 'NEW_CODE', message: 'Something\nelse', offset: 2 }
    expect(explainYamlError(error, 'a: b')).toEqual({
      offset: 2,
      message: 'Invalid YAML: Something\\nelse',
    })
  })
})

describe('decoding a file', () => {
  it('accepts UTF-8 with or without a byte order mark', () => {
    expect(decodeText(new TextEncoder().encode('\ufeffé: 1'))).toBe('é: 1')
    expect(decodeText(new Uint8Array())).toBe('')
    expect(decodeText(new Uint8Array([0x61]))).toBe('a')
  })

  it.each<[string, number[], Record<string, unknown>]>([
    ['a zero byte', [0x61, 0x0a, 0x62, 0x00], { line: 2, column: 2 }],
    ['a broken character after whole ones', [0xc3, 0xa9, 0x0a, 0xc3, 0xa9, 0xff], { line: 2, column: 2 }],
    ['a surrogate', [0xed, 0xa0, 0x80], { line: 1, column: 1 }],
    ['an overlong slash', [0x61, 0xc0, 0xaf], { line: 1, column: 2 }],
  ])('reports the position of %s', (_name, bytes, location) => {
    expect(decodeText(new Uint8Array(bytes))).toMatchObject(location)
  })
})
