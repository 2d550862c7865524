import { describe, expect, it } from '@jest/globals'
import { eitherOf, fieldPath, shown, shownValue } from '../../src/job-spec/format-value.ts'

describe('a text of a spec in a message', () => {
  it.each([
    ['as it is', 'as it is'],
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u0007\u00a0\u200b', '\\u0007\\u00a0\\u200b'],
    ['\u{e0001}', '\\u{e0001}'],
    ['\ud800', '\\ud800'],
    ['x'.repeat(60), 'x'.repeat(60)],
    [`${'x'.repeat(50)}${'y'.repeat(20)}`, `${'x'.repeat(40)}…${'y'.repeat(16)}`],
    ['😀'.repeat(50), `${'😀'.repeat(40)}…${'😀'.repeat(8)}`],
  ])('%j', (text, words) => {
    expect(shown(text)).toBe(words)
  })
})

describe('a value of a spec in a sentence', () => {
  const part = (written: string) => ({ value: { line: 1, column: 1 }, written, quoted: false })

  it.each<[unknown, string, string]>([
    [[], '', 'an empty list'],
    [[1], '', 'a list'],
    [{}, '', 'a mapping'],
    ['text', 'text', '"text"'],
    [null, '~', '~'],
    [null, '', 'null'],
    [16, '0x10', '0x10'],
    [16, '', '16'],
  ])('%j, written %j', (value, written, words) => {
    expect(shownValue(value, part(written))).toBe(words)
  })

  it('that was never written is as it is', () => {
    expect(shownValue(true, undefined)).toBe('true')
  })
})

describe('the path of a field', () => {
  it.each([
    ['', ''],
    ['/job_type', 'job_type'],
    ['/dataset_ids/12', 'dataset_ids[12]'],
    ['/a/b1', 'a.b1'],
    ['/a/1b', 'a.1b'],
    ['/a/b~1c', 'a.b/c'],
  ])('%j', (pointer, words) => {
    expect(fieldPath(pointer)).toBe(words)
  })
})

describe('a choice', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('%j', (words, sentence) => {
    expect(eitherOf(words)).toBe(sentence)
  })
})
