import { describe, expect, it } from '@jest/globals'
import { parseOverrides } from '../../src/job-spec/overrides.ts'

function parse(text: string): readonly [line: number, path: string, value: unknown][] {
  const { overrides, issues } = parseOverrides(text)
  expect(issues).toEqual([])
  return overrides.map(({ line, path, content }) => [line, path.join(' '), content?.value])
}

function messagesOf(text: string): readonly string[] {
  return parseOverrides(text).issues.map(({ level, line, message }) => {
    return `${level === 'warning' ? 'warning ' : ''}${line}: ${message}`
  })
}

describe('an override value', () => {
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
  ])('is parsed as in a spec: %s', (source, value) => {
    expect(parse(`a.b=${source}`)).toEqual([[1, 'a b', value]])
  })

  it.each<[string, string]>([
    ['', 'a.b is set to an empty value.'],
    [' \t', 'a.b is set to an empty value.'],
    ['# comment', 'a.b is set to an empty value.'],
    ['""', 'a.b is set to an empty value.'],
    ["' '", 'a.b is set to an empty value.'],
    ['|', 'a.b is set to an empty value.'],
    ['{x: ""}', 'a.b is set to an empty value.'],
    ['["a", " "]', 'a.b is set to an empty value.'],
    ['.nan', 'a.b is .nan. Write a finite number.'],
    ['[-.inf]', 'a.b[0] is -.inf. Write a finite number.'],
    ['1e999', 'a.b is 1e999, too large to be exact. The largest number allowed is 9007199254740991.'],
    ['9007199254740993', 'a.b is 9007199254740993, too large to be exact.'],
    ['1e-400', 'a.b is 1e-400, so small that it counts as 0.'],
    ['&x b', 'a.b: Anchors (&), aliases (*) and tags (!) work only in files.'],
    ['*x', 'a.b: Anchors (&), aliases (*) and tags (!) work only in files.'],
    ['!!str 5', 'a.b: Anchors (&), aliases (*) and tags (!) work only in files.'],
    ['!x 5', 'a.b: Anchors (&), aliases (*) and tags (!) work only in files.'],
    ['[&x b]', 'a.b: Anchors (&), aliases (*) and tags (!) work only in files.'],
    ['{x: 1, x: 2}', 'a.b.x is set twice, first on line 1. Remove one of the two.'],
    ['{<<: {x: 1}}', 'Merge keys (<<) are not part of YAML 1.2.'],
    ['{1: 2}', 'The key 1 is not text, and there is no such field.'],
    ['b: c', 'a.b: This value contains another colon.'],
    ['[x]: y', 'a.b: This is more than one value.'],
    ['-', 'a.b: A list with dashes must start on the line below its key.'],
    ['- b', 'a.b: A list with dashes must start on the line below its key. On one line, write [a, b].'],
    ['[b', 'a.b: This [ is not closed. Add ].'],
    ['{x: 1', 'a.b: This { is not closed. Add }.'],
    ['"b', 'a.b: The text that starts here has no closing quote.'],
    ['"b" c', 'a.b: The value ends before this'],
    ['@b', 'a.b: A value cannot start with @ unless it is in quotes.'],
    ['%YAML 1.1', 'a.b: A value cannot start with % unless it is in quotes.'],
    ['b\u0007', 'a.b: The control character U+0007 is not allowed.'],
    ['b\rc', 'a.b: This line ends with a lone CR'],
    ['[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]', 'Nested more than 32'],
  ])('is rejected: %j', (source, expected) => {
    const issues = messagesOf(`a.b=${source}`)
    expect(issues).toEqual([expect.stringContaining(expected)])
    expect(parseOverrides(`a.b=${source}`).overrides).toEqual([
      { line: 1, path: ['a', 'b'], pointer: '/a/b' },
    ])
  })

  it('that is empty may come from a missing output of an earlier step', () => {
    expect(messagesOf('model_config.base_model=')).toEqual([
      '1: model_config.base_model is set to an empty value. If the value is an output of an earlier step or job, that output was not set: check the names of the step and the output, and that the step or job ran to completion. To keep the value from the file, remove the line.',
    ])
  })
})

describe('the lines of the set input', () => {
  it('include blank lines in their numbers, and ignore whitespace around path and value', () => {
    expect(parse('\n a = 1 \r\n\n\tb.c\t=\t x y \n')).toEqual([
      [2, 'a', 1],
      [4, 'b c', 'x y'],
    ])
    expect(parse('')).toEqual([])
  })

  it.each<[string, string]>([
    ['a.b', '"a.b" has no =. Write path=value, such as hyperparameters.batch_size=16.'],
    ['a: 1', 'Write = instead of the colon: a=1'],
    ['"hyperparameters.batch_size": 16,', 'Write = instead of the colon: hyperparameters.batch_size=16,'],
    [
      'hyperparameters:\n  batch_size: 16\n  training_steps: 5',
      '"hyperparameters:\\n  batch_size: 16\\n  training_steps: 5" has no =. Write the full path and the value on one line',
    ],
    // centreon/centreon#10282
    ['"hyperparameters.batch_size=16"', 'Remove the quotes around "'],
    ["'hyperparameters.batch_size=16',", 'Remove the quotes around "\''],
    ['- hyperparameters.batch_size=16', 'Remove "-" from the start of the line.'],
    ['--hyperparameters.batch_size=16', 'Remove "--" from the start of the line.'],
    ['--set hyperparameters.batch_size=16', 'Remove "--set" from the start of the line.'],
    ['export hyperparameters.batch_size=16', 'Remove "export" from the start of the line.'],
    ['$.hyperparameters.batch_size=16', 'Remove "$." from the start of the line.'],
    ['hyperparameters.batch_size:=16', 'Write = instead of :=.'],
    ['hyperparameters.batch_size==16', 'Write = instead of ==.'],
    ['dataset_ids+=x', 'Write = instead of +=.'],
    ['{"hyperparameters":{"batch_size":16}}', 'This is a JSON object. Write one path=value per line'],
    // docker/build-push-action#481, #543, #174
    ['job_type=dpo,auto_start=true', 'Put auto_start on a line of its own.'],
    // docker/build-push-action#310
    ['job_type=dpo\\nauto_start=true', 'Put auto_start on a line of its own.'],
    // docker/build-push-action#380: without | YAML joins the lines.
    ['job_type=dpo auto_start=true', 'Put auto_start on a line of its own.'],
    ['job_type=dpo, auto_start=true', 'Put auto_start on a line of its own.'],
    ['job_type=dpo;hyperparameters.batch_size=16', 'Put hyperparameters.batch_size on a line of its own.'],
    ['job_type=dpo&auto_start=true', 'Put auto_start on a line of its own.'],
    // docker/build-push-action#374
    [
      'hyperparameters={\n  "batch_size": 16,\n  "training_steps": 5\n}',
      'The value of hyperparameters has several lines, but an override has one. toJSON writes line breaks. Use jq -c,',
    ],
    ['dataset_ids=[\n  "a",\n  "b=c"\n]', 'The value of dataset_ids has several lines'],
    [
      '# batch_size=8',
      '"# batch_size=8" is not an override, and this input does not support comments. Remove the line.',
    ],
    ['=3', 'The field before the = is missing.'],
    ['.=3', 'The path "." has an extra dot.'],
    ['.a=3', 'The path ".a" has an extra dot.'],
    ['a.=3', 'The path "a." has an extra dot.'],
    ['a..b=3', 'The path "a..b" has an extra dot.'],
    ['a. .b=3', 'The path "a. .b" has an extra dot.'],
    ['dataset_ids[12]=x', 'Write the index of a list item after a dot: dataset_ids.12=value.'],
    ['dataset_ids[0]=x', 'Write the index of a list item after a dot: dataset_ids.0=value.'],
    [`${'a.'.repeat(40)}a=1`, 'has more than 32 parts.'],
    [`a=${'x'.repeat(19_999)}`, 'This line has 20001 characters, more than 20000.'],
  ])('are rejected if malformed (case %#)', (line, expected) => {
    expect(messagesOf(`x=1\n${line}`)).toEqual([expect.stringContaining(expected)])
  })

  it('end a value of several lines with its bracket, and are joined to nothing by one that is not closed', () => {
    expect(messagesOf('a={\n}\nb=1\nc')).toEqual([
      expect.stringContaining('1: The value of a has several lines'),
      expect.stringContaining('4: "c" has no ='),
    ])
    expect(messagesOf('a={\nb=1\nc')).toEqual([
      '1: a: This { is not closed. Add }.',
      expect.stringContaining('3: "c" has no ='),
    ])
  })

  it('may have separators in a value', () => {
    expect(parse('a.b=x, y=z\nmodel_config={base_model: "a job_typ=x"}')).toEqual([
      [1, 'a b', 'x, y=z'],
      [2, 'model_config', { base_model: 'a job_typ=x' }],
    ])
  })

  it('may reach the maximum length and depth', () => {
    expect(messagesOf(`${'a.'.repeat(31)}a=1`)).toEqual([])
    expect(parse(`a=${'x'.repeat(19_998)}`)).toHaveLength(1)
    expect(messagesOf('x[y].0=1\nx[0].y=1')).toEqual([])
  })

  it('override earlier lines about the same field, with a warning', () => {
    expect(messagesOf('a.b=1\nc=2\na.b=3\na . b=x')).toEqual([
      'warning 1: a.b is set again on line 3, and that value takes precedence. Is one of the two a mistake?',
    ])
    const { overrides } = parseOverrides('a.b=1\nc=2\na.b=3')
    expect(overrides.map(({ line, pointer }) => [line, pointer])).toEqual([
      [2, '/c'],
      [3, '/a/b'],
    ])
  })

  it('must not set a field both as a whole and in part', () => {
    expect(messagesOf('a={x: 1}\na.y=2')).toEqual([
      '2: a.y is part of a, and line 1 sets a. Set only one of the two.',
    ])
    expect(messagesOf('a.y.z=2\na={x: 1}')).toEqual([
      '2: a.y.z is part of a, and line 1 sets a.y.z. Set only one of the two.',
    ])
    expect(messagesOf('a.b=1\na.bc=2\nab=3')).toEqual([])
  })

  it('number at most 100', () => {
    const lines = (number: number) => Array.from({ length: number }, (_, n) => `a${n}=1`).join('\n\n')
    expect(messagesOf(lines(100))).toEqual([])
    expect(messagesOf(lines(101))).toEqual([
      '201: There are more than 100 lines. Put the values into the file instead.',
    ])
  })

  it('report all problems at once, in order', () => {
    const issues = messagesOf('a=1\nb\nc=[\na.x=2\n=4\na=2')
    expect(issues.map((fault) => fault.split(':')[0])).toEqual(['warning 1', '2', '3', '4', '5', '6'])
  })
})
