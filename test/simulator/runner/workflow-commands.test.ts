import { describe, expect, it } from '@jest/globals'
import { parseLog, parseCommand } from './workflow-commands.ts'

describe('parseCommand', () => {
  it.each([
    ['::notice::hello', 'notice', {}, 'hello'],
    ['::NOTICE::any case', 'notice', {}, 'any case'],
    ['   \t::debug::after blanks', 'debug', {}, 'after blanks'],
    ['::endgroup::', 'endgroup', {}, ''],
    ['::error file=a.yml,line=3,col=7::wrong', 'error', { file: 'a.yml', line: '3', col: '7' }, 'wrong'],
    ['::error title=a%3Ab%2Cc%25::x', 'error', { title: 'a:b,c%' }, 'x'],
    ['::error::one%0Atwo%0D%25 done', 'error', {}, 'one\ntwo\r% done'],
    ['::error::%250A stays an escape', 'error', {}, '%0A stays an escape'],
    ['::error::%3A and %2C mean nothing in data', 'error', {}, '%3A and %2C mean nothing in data'],
    [
      '::warning file=,line=2::empty values are dropped',
      'warning',
      { line: '2' },
      'empty values are dropped',
    ],
    ['::warning title=a=b::the first = divides', 'warning', { title: 'a=b' }, 'the first = divides'],
    [
      '::warning title==a::and those after it are lost',
      'warning',
      { title: 'a' },
      'and those after it are lost',
    ],
    ['::error::a::b', 'error', {}, 'a::b'],
    ['##[group]Inputs', 'group', {}, 'Inputs'],
    ['loss=0.3 ##[error]in the middle', 'error', {}, 'in the middle'],
    ['##[error file=a.yml;line=3]a%3Bb%5Dc%0A', 'error', { file: 'a.yml', line: '3' }, 'a;b]c\n'],
    ['::unknown::##[error]second form in a line', 'error', {}, 'second form in a line'],
  ])('parses %s', (line, name, properties, data) => {
    expect(parseCommand(line)).toEqual({ name, properties, data })
  })

  it.each([
    'plain text',
    '',
    'not at the start ::error::x',
    '::error no end',
    '::unknown::x',
    '::error:x',
    '##[unknown]x',
    '##[error no end',
    // Only the first marker of a line counts.
    '##[unknown] ##[error]x',
  ])('finds no command in %j', (line) => {
    expect(parseCommand(line)).toBeUndefined()
  })
})

describe('parseLog', () => {
  it('separates commands and plain lines', () => {
    const { commands, plainLines } = parseLog(['a', '::group::G', 'b', '::endgroup::'])
    expect(commands.map(({ name }) => name)).toEqual(['group', 'endgroup'])
    expect(plainLines).toEqual(['a', 'b'])
  })

  it('ignores commands between stop-commands and its token', () => {
    const lines = [
      '::stop-commands::T0ken',
      '::error::x',
      '##[error]y',
      '::other::',
      '::t0ken::',
      '::error::z',
    ]
    const { annotations, plainLines } = parseLog(lines)
    expect(annotations).toEqual([{ level: 'error', message: 'z' }])
    expect(plainLines).toEqual(['::error::x', '##[error]y', '::other::'])
  })

  it.each(['', 'error', 'Debug'])('rejects the stop token "%s"', (token) => {
    expect(() => parseLog([`::stop-commands::${token}`])).toThrow(
      `the runner refuses the stop token '${token}'`,
    )
  })

  it('records the position of an annotation, without values that are not numbers', () => {
    const text = '::warning file=training/a.yml,line=4,endLine=5,col=x,title=Spec::bad'
    expect(parseLog([text]).annotations).toEqual([
      { level: 'warning', message: 'bad', title: 'Spec', file: 'training/a.yml', line: 4, endLine: 5 },
    ])
  })

  it('keeps ten annotations per level and 4,096 characters of a message, as GitHub does', () => {
    const errors = Array.from({ length: 12 }, (_, n) => `::error::${n}`)
    const { annotations, commands } = parseLog([...errors, `::notice::${'n'.repeat(5000)}`])
    expect(annotations.map(({ message }) => message.length)).toEqual([...Array<number>(10).fill(1), 4096])
    expect(commands).toHaveLength(13)
  })

  it('masks each value and each of its lines', () => {
    const { masks } = parseLog(['::add-mask::one%0A  two%0D%0A%0A', '::add-mask::one', '::add-mask:: '])
    expect(masks).toEqual(['one\n  two\r\n\n', 'one', 'two'])
  })
})
