import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  createCommandFiles,
  commandFileVariables,
  parseAssignments,
  readCommandFiles,
} from './command-files.ts'

describe('parseAssignments', () => {
  it.each([
    ['an empty file', '', {}],
    ['a value', 'a=1\n', { a: '1' }],
    ['a missing final line feed', 'a=1', { a: '1' }],
    ['blank lines', '\n\na=1\n\nb=2\n', { a: '1', b: '2' }],
    ['an empty value', 'a=\n', { a: '' }],
    ['= in a value', 'a=b=c\n', { a: 'b=c' }],
    ['<< after =', 'a=b<<c\n', { a: 'b<<c' }],
    ['a repeated name, of which the last value counts', 'a=1\na=2\n', { a: '2' }],
    ['several lines', 'a<<END\none\ntwo\nEND\nb=1\n', { a: 'one\ntwo', b: '1' }],
    ['an empty multi-line value', 'a<<END\nEND\n', { a: '' }],
    ['a blank last line', 'a<<END\none\n\nEND\n', { a: 'one\n' }],
    ['a multi-line value that contains assignments', 'a<<END\nb=1\nc<<X\nEND', { a: 'b=1\nc<<X' }],
    ['= in the delimiter', 'a<<E=D\none\nE=D\n', { a: 'one' }],
    ['a carriage return as part of the value', 'a=1\r\nb<<END\none\r\nEND\n', { a: '1\r', b: 'one\r' }],
    ['a byte order mark', '\uFEFFa=1\n', { a: '1' }],
  ])('parses %s', (_, text, assignments) => {
    expect(parseAssignments(text)).toEqual(assignments)
  })

  it.each([
    ['a line without = or <<', 'a=1\nrubbish\n', "neither '=' nor '<<' in 'rubbish'"],
    ['no name', '=1\n', "no name in '=1'"],
    ['no name before <<', '<<END\nEND\n', "no name in '<<END'"],
    ['no delimiter', 'a<<\n\n', "no delimiter in 'a<<'"],
    ['a missing end delimiter', 'a<<END\none\nEND \n', "the end delimiter 'END' of 'a' is missing"],
    [
      'an end delimiter with a carriage return',
      'a<<END\none\nEND\r\n',
      "the end delimiter 'END' of 'a' is missing",
    ],
  ])('rejects %s', (_, text, message) => {
    expect(() => parseAssignments(text)).toThrow(message)
  })
})

describe('command files', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'command-files-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it('start empty and are named by five variables', () => {
    const files = createCommandFiles(join(directory, 'new'))
    expect(readCommandFiles(files)).toEqual({ outputs: {}, state: {}, exports: {}, paths: [], summary: '' })
    const names = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']
    expect(Object.keys(commandFileVariables(files)).sort()).toEqual(names)
  })

  it('are parsed', () => {
    const files = createCommandFiles(directory)
    writeFileSync(files.OUTPUT, 'job-id=1\n')
    writeFileSync(files.STATE, 'done=true\n')
    writeFileSync(files.ENV, 'MODEL=m\n')
    writeFileSync(files.PATH, '/opt/a\n/opt/b\n')
    writeFileSync(files.STEP_SUMMARY, '# Done\n')
    expect(readCommandFiles(files)).toEqual({
      outputs: { 'job-id': '1' },
      state: { done: 'true' },
      exports: { MODEL: 'm' },
      paths: ['/opt/a', '/opt/b'],
      summary: '# Done\n',
    })
  })

  it('are named in the error if they are malformed', () => {
    const files = createCommandFiles(directory)
    writeFileSync(files.STATE, 'rubbish')
    expect(() => readCommandFiles(files)).toThrow('GITHUB_STATE is malformed')
  })

  it('limit the summary to 1 MiB', () => {
    const files = createCommandFiles(directory)
    writeFileSync(files.STEP_SUMMARY, 'é'.repeat(512 * 1024))
    expect(readCommandFiles(files).summary).toHaveLength(512 * 1024)
    writeFileSync(files.STEP_SUMMARY, `${'é'.repeat(512 * 1024)}.`)
    expect(() => readCommandFiles(files)).toThrow('more than 1 MiB')
  })
})
