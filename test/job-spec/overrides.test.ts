import { describe, expect, it } from '@jest/globals'
import { parseOverrides } from '../../src/job-spec/overrides.ts'

function read(text: string): readonly [line: number, path: string, value: unknown][] {
  const { overrides, faults } = parseOverrides(text)
  expect(faults).toEqual([])
  return overrides.map(({ line, path, content }) => [line, path.join(' '), content?.value])
}

function told(text: string): readonly string[] {
  return parseOverrides(text).faults.map(({ level, line, message }) => {
    return `${level === 'advice' ? 'advice ' : ''}${line}: ${message}`
  })
}

describe('a value', () => {
  it.each<[string, unknown]>([
    ['1000', 1000],
    ['1e-5', 1e-5],
    ['0x10', 16],
    ['9007199254740991', 9007199254740991],
    ['-0.5', -0.5],
    ['true', true],
    ['yes', 'yes'],
    ['010', 10],
    ['null', null],
    ['~', null],
    ['"123"', '123'],
    ["'it''s'", "it's"],
    ['"a\\tb # c"', 'a\tb # c'],
    ['mistral-small-latest', 'mistral-small-latest'],
    ['ft:mistral-small:octo:20260101:7c9e', 'ft:mistral-small:octo:20260101:7c9e'],
    ['a=b==', 'a=b=='],
    ['=', '='],
    ['two words', 'two words'],
    ['8 # eight', 8],
    ['a#b', 'a#b'],
    ['[a, 1, [true]]', ['a', 1, [true]]],
    ['{x: 1, "y": {z: [~]}}', { x: 1, y: { z: [null] } }],
    ['[]', []],
    ['{}', {}],
    ['---', '---'],
    ['... ', '...'],
    ['-1', -1],
    ['$(rm -rf /) `x` ;', '$(rm -rf /) `x` ;'],
    ['::error::x', '::error::x'],
  ])('%s is read as in a spec', (written, value) => {
    expect(read(`a.b=${written}`)).toEqual([[1, 'a b', value]])
  })

  it.each<[string, string]>([
    ['', 'a.b is set to nothing.'],
    [' \t', 'a.b is set to nothing.'],
    ['# comment', 'a.b is set to nothing.'],
    ['""', 'a.b is set to nothing.'],
    ["' '", 'a.b is set to nothing.'],
    ['|', 'a.b is set to nothing.'],
    ['{x: ""}', 'a.b is set to nothing.'],
    ['["a", " "]', 'a.b is set to nothing.'],
    ['.nan', 'a.b is .nan. Write a finite number.'],
    ['[-.inf]', 'a.b[0] is -.inf. Write a finite number.'],
    ['1e999', 'a.b is 1e999, too large to be sent exactly. The largest number allowed is 9007199254740991.'],
    ['9007199254740993', 'a.b is 9007199254740993, too large to be sent exactly.'],
    ['1e-400', 'a.b is 1e-400, so small that it would be sent as 0.'],
    ['&x b', 'a.b: Anchors (&), aliases (*) and tags (!) are for files.'],
    ['*x', 'a.b: Anchors (&), aliases (*) and tags (!) are for files.'],
    ['!!str 5', 'a.b: Anchors (&), aliases (*) and tags (!) are for files.'],
    ['!x 5', 'a.b: Anchors (&), aliases (*) and tags (!) are for files.'],
    ['[&x b]', 'a.b: Anchors (&), aliases (*) and tags (!) are for files.'],
    ['{x: 1, x: 2}', 'a.b.x is set twice, first on line 1. Remove one of the two.'],
    ['{<<: {x: 1}}', 'Merge keys (<<) are not part of YAML 1.2.'],
    ['{1: 2}', 'The key 1 is not text.'],
    ['b: c', 'a.b: This value holds another colon.'],
    ['[x]: y', 'a.b: This is more than one value.'],
    ['-', 'a.b: A list with dashes begins on the line below its key.'],
    ['- b', 'a.b: A list with dashes begins on the line below its key. On one line, write [a, b].'],
    ['[b', 'a.b: The [ here is not closed. Add ].'],
    ['{x: 1', 'a.b: The { here is not closed. Add }.'],
    ['"b', 'a.b: The text that begins here has no closing quote.'],
    ['"b" c', 'a.b: The value has ended before this'],
    ['@b', 'a.b: A value cannot begin with @ unless it is in quotes.'],
    ['%YAML 1.1', 'a.b: A value cannot begin with % unless it is in quotes.'],
    ['b\u0007', 'a.b: The control character U+0007 is not allowed here.'],
    ['b\rc', 'a.b: A line ends here with CR alone'],
    ['[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]', 'This is nested more than 32'],
  ])('%j is refused', (written, words) => {
    const faults = told(`a.b=${written}`)
    expect(faults).toEqual([expect.stringContaining(words)])
    expect(parseOverrides(`a.b=${written}`).overrides).toEqual([
      { line: 1, path: ['a', 'b'], pointer: '/a/b' },
    ])
  })

  it('of nothing says that an earlier step may not have set it', () => {
    expect(told('model_config.base_model=')).toEqual([
      '1: model_config.base_model is set to nothing. If the value is an output of an earlier step or job, that one has not set it: check the names of the step and of its output, and that it came to its end. To leave the field as it is in the file, remove the line.',
    ])
  })
})

describe('the lines', () => {
  it('are counted with the blank ones, and blanks around path and value mean nothing', () => {
    expect(read('\n a = 1 \r\n\n\tb.c\t=\t x y \n')).toEqual([
      [2, 'a', 1],
      [4, 'b c', 'x y'],
    ])
    expect(read('')).toEqual([])
  })

  it.each<[string, string]>([
    ['a.b', '"a.b" has no =. Write path=value, such as hyperparameters.batch_size=16.'],
    ['a: 1', '"a: 1" has no =.'],
    [
      '# batch_size=8',
      '"# batch_size=8" is not an override, and the input has no comments. Remove the line.',
    ],
    ['=3', 'There is no field before the =.'],
    ['.=3', 'The path "." has a dot too many.'],
    ['.a=3', 'The path ".a" has a dot too many.'],
    ['a.=3', 'The path "a." has a dot too many.'],
    ['a..b=3', 'The path "a..b" has a dot too many.'],
    ['a. .b=3', 'The path "a. .b" has a dot too many.'],
    ['dataset_ids[12]=x', 'An item of a list is written with a dot: dataset_ids.12=value.'],
    ['dataset_ids[0]=x', 'An item of a list is written with a dot: dataset_ids.0=value.'],
    [`${'a.'.repeat(40)}a=1`, 'has more than 32 parts.'],
    [`a=${'x'.repeat(19_999)}`, 'This line has 20001 characters, more than 20000.'],
  ])('of this form are refused: %#', (line, words) => {
    expect(told(`x=1\n${line}`)).toEqual([expect.stringContaining(words)])
  })

  it('may be as long and as deep as that', () => {
    expect(told(`${'a.'.repeat(31)}a=1`)).toEqual([])
    expect(read(`a=${'x'.repeat(19_998)}`)).toHaveLength(1)
    expect(told('x[y].0=1\nx[0].y=1')).toEqual([])
  })

  it('about one field are one override, the last, and the others are pointed out', () => {
    expect(told('a.b=1\nc=2\na.b=3\na . b=x')).toEqual([
      'advice 1: a.b is set again on line 3, and that value counts. Is one of the two a slip?',
    ])
    const { overrides } = parseOverrides('a.b=1\nc=2\na.b=3')
    expect(overrides.map(({ line, pointer }) => [line, pointer])).toEqual([
      [2, '/c'],
      [3, '/a/b'],
    ])
  })

  it('must not set a field both as a whole and in part', () => {
    expect(told('a={x: 1}\na.y=2')).toEqual(['2: a.y is a part of a, and line 1 sets a. Set one of the two.'])
    expect(told('a.y.z=2\na={x: 1}')).toEqual([
      '2: a.y.z is a part of a, and line 1 sets a.y.z. Set one of the two.',
    ])
    expect(told('a.b=1\na.bc=2\nab=3')).toEqual([])
  })

  it('are at most 100', () => {
    const lines = (number: number) => Array.from({ length: number }, (_, n) => `a${n}=1`).join('\n\n')
    expect(told(lines(100))).toEqual([])
    expect(told(lines(101))).toEqual(['201: There are more than 100 lines. Write the values into the file.'])
  })

  it('tell everything that is wrong at once, in their order', () => {
    const faults = told('a=1\nb\nc=[\na.x=2\n=4\na=2')
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['advice 1', '2', '3', '4', '5', '6'])
  })
})
