import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { escapeLogLine } from '../../src/runtime/escape-log-line.ts'
import { parseCommand } from '../simulator/runner/workflow-commands.ts'

const WHITESPACE = [' ', '\t', '\u00a0', '\u2003', '\u3000', '\ufeff', '\u0085', '\v', '\f']
/** More whitespace than any runner skips. */
const LEADING_COMMAND = new RegExp(`^[${WHITESPACE.join('')}]*::`)
const HOSTILE = [
  '::',
  ':',
  '#',
  '##',
  '[',
  ']',
  '##[',
  'error',
  'add-mask',
  'stop-commands',
  'set-env name=PATH',
  ' title=x',
  '\r',
  '\n',
  '\u2028',
  '\u2029',
  '\0',
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\ud800',
  ...WHITESPACE,
]
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 14,
  })
  .map((pieces) => pieces.join(''))

describe('escapeLogLine', () => {
  it.each([
    ['a command', '::error::x', ': :error::x'],
    ['a command after whitespace', '  \t::stop-commands::x', '  \t: :stop-commands::x'],
    ['a command after Unicode whitespace', '\u00a0\u3000::error::x', '\u00a0\u3000: :error::x'],
    ['three colons', ':::error::x', ': ::error::x'],
    ['a command in the second line', 'a\n::error::x', 'a ::error::x'],
    ['a command after an empty line', '\r\n::error::x', ' : :error::x'],
    ['an old command', '##[error]x', '# #[error]x'],
    [
      'old commands inside the line',
      'loss=0.3 ##[add-mask]x ##[group]y',
      'loss=0.3 # #[add-mask]x # #[group]y',
    ],
    ['an old command among other symbols', '###[[error]', '## #[[error]'],
    ['both', '::error::##[error]x', ': :error::# #[error]x'],
    ['several lines', 'one\r\ntwo\u2028three\u2029\n\n four', 'one two three  four'],
    ['colours', '\u001b[31mred\u001b[0m', '\ufffd[31mred\ufffd[0m'],
    [
      'other control characters',
      'a\0b\bc\u007fd\u0085e\u009bf\vg\fh',
      'a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh',
    ],
    ['bidirectional controls', 'a\u202eb\u2066c', 'a\ufffdb\ufffdc'],
    ['a lone surrogate', 'a\ud83db', 'a\ufffdb'],
  ])('escapes %s', (_, text, line) => {
    expect(escapeLogLine(text)).toBe(line)
  })

  it.each([
    '',
    '  a: b :: c # d ## e [f] #[g]',
    ' : :',
    'https://api.example/v1?x=%0A%3A#top',
    '\tindented, äöü 模型 🚀 👩‍🔬',
  ])('keeps harmless text: %j', (text) => {
    expect(escapeLogLine(text)).toBe(text)
  })

  it('returns one line without a command for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = escapeLogLine(text)
        expect(parseCommand(line)).toBeUndefined()
        expect(line).not.toMatch(LEADING_COMMAND)
        expect(line).not.toContain('##[')
        expect(line).toMatch(/^[^\0-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]*$/)
        expect(line.isWellFormed()).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => expect(escapeLogLine(escapeLogLine(text))).toBe(escapeLogLine(text))),
    )
  })

  it('keeps every letter and digit', () => {
    const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu)
    fc.assert(fc.property(anyText, (text) => expect(letters(escapeLogLine(text))).toEqual(letters(text))))
  })
})
