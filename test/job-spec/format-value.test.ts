import { describe, expect, it } from '@jest/globals'
import type { SourceNode } from '../../src/job-spec/document.ts'
import { joinWithOr, fieldPath, printable, describeValue } from '../../src/job-spec/format-value.ts'

describe('printable text', () => {
  it.each([
    ['as it is', 'as it is'],
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u0007\u00a0\u200b', '\\u0007\\u00a0\\u200b'],
    ['\u{e0001}', '\\u{e0001}'],
    ['\ud800', '\\ud800'],
    ['x'.repeat(60), 'x'.repeat(60)],
    [`${'x'.repeat(50)}${'y'.repeat(20)}`, `${'x'.repeat(40)}…${'y'.repeat(16)}`],
    ['😀'.repeat(50), `${'😀'.repeat(40)}…${'😀'.repeat(8)}`],
  ])('of %j', (text, expected) => {
    expect(printable(text)).toBe(expected)
  })
})

describe('the description of a value', () => {
  const nodeOf = (source: string): SourceNode => ({
    valuePosition: { line: 1, column: 1 },
    source,
    isQuoted: false,
  })

  it.each<[unknown, string, string]>([
    [[], '', 'an empty list'],
    [[1], '', 'a list'],
    [{}, '', 'a mapping'],
    ['text', 'text', '"text"'],
    [null, '~', '~'],
    [null, '', 'null'],
    [16, '0x10', '0x10'],
    [16, '', '16'],
  ])('of %j, written %j', (value, written, expected) => {
    expect(describeValue(value, nodeOf(written))).toBe(expected)
  })

  it('without a source is the value itself', () => {
    expect(describeValue(true, undefined)).toBe('true')
  })
})

describe('the field path', () => {
  it.each([
    ['', ''],
    ['/job_type', 'job_type'],
    ['/dataset_ids/12', 'dataset_ids[12]'],
    ['/a/b1', 'a.b1'],
    ['/a/1b', 'a.1b'],
    ['/a/b~1c', 'a.b/c'],
  ])('of %j', (pointer, expected) => {
    expect(fieldPath(pointer)).toBe(expected)
  })
})

describe('the alternatives', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('of %j', (items, expected) => {
    expect(joinWithOr(items)).toBe(expected)
  })
})
