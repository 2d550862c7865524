import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createActionsRunner } from '../../src/runtime/runner.ts'
import type { WorkflowCommand } from '../simulator/runner/workflow-commands.ts'
import { fakeStep } from './runner-in-folder.ts'

const KEY = 'k3y+with/odd"signs=='
const FORMS = [
  KEY,
  'azN5K3dpdGgvb2RkInNpZ25zPT0',
  'OmszeSt3aXRoL29kZCJzaWducz09',
  'QmVhcmVyIGszeSt3aXRoL29kZCJzaWducz09',
  'k3y%2Bwith%2Fodd%22signs%3D%3D',
  'k3y+with/odd\\"signs==',
]
const { takeLog, readFiles, readRaw } = fakeStep()
const start = () => createActionsRunner(process.env)

describe('a secret', () => {
  it('is masked by the runner in all variants', () => {
    start().maskSecret(KEY)
    const { commands, masks, plainLines } = takeLog()
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['add-mask']))
    expect(masks).toEqual(expect.arrayContaining(FORMS))
    expect(plainLines).toEqual([])
  })

  it.each(FORMS)('is redacted everywhere: %s', async (form) => {
    const runner = start()
    runner.maskSecret('another-long-secret')
    runner.maskSecret(KEY)
    takeLog()
    const text = `a ${form} b`
    expect(runner.redact(text)).toBe('a *** b')
    runner.info(text)
    runner.debug(text)
    runner.annotate('error', text, { file: `${form}.yml`, line: 1 }, text)
    runner.setOutputs({ job: text, 'job-id': 'another-long-secret' }, true)
    runner.saveState('postState', text)
    await runner.writeSummary(text)
    const { lines, commands, plainLines } = takeLog()
    expect(plainLines).toEqual(['a *** b'])
    expect(commands).toEqual([
      { name: 'debug', properties: {}, data: 'a *** b' },
      { name: 'error', properties: { title: 'a *** b', file: '***.yml', line: '1' }, data: 'a *** b' },
    ])
    const { outputs, state, summary } = readFiles()
    expect([outputs, state, summary]).toEqual([
      { job: 'a *** b', 'job-id': '***' },
      { postState: 'a *** b' },
      'a *** b',
    ])
    const bytes = (['OUTPUT', 'STATE', 'STEP_SUMMARY'] as const).map(readRaw)
    expect([...lines, ...bytes].join('\n')).not.toContain(form)
  })

  it('of several lines is redacted as a whole, and each line is masked', () => {
    const runner = start()
    runner.maskSecret('first line\nsecond line')
    expect(takeLog().masks).toEqual(expect.arrayContaining(['first line', 'second line']))
    runner.info('x first line\nsecond line y')
    expect(takeLog().plainLines).toEqual(['x *** y'])
  })

  it('that is very short is masked only by the runner, and an empty one not at all', () => {
    const runner = start()
    runner.maskSecret('')
    expect(takeLog().lines).toEqual([])
    runner.maskSecret('abc')
    expect(takeLog().masks).toEqual(['abc'])
    expect(runner.redact('abcd')).toBe('abcd')
  })

  it('does not affect another runner object', () => {
    start().maskSecret(KEY)
    expect(start().redact(KEY)).toBe(KEY)
  })
})

const HOSTILE = [
  '::error::x',
  '  ::stop-commands::x',
  'a\r\n::set-output name=a::b',
  '\n::add-mask::e',
  'a ##[error]x',
  'a \u001b]0;title\u0007 x',
  '###[group]x',
  'a%0A::error::x',
  'x::',
  ',line=9',
  ', title=x,file=y::',
]

/** The command in the only line that was printed, if any. Checks that the line has no old command or escape sequence. */
function takeLine(): { command: WorkflowCommand | undefined } {
  const { lines, commands } = takeLog()
  expect(lines).toHaveLength(1)
  const line = lines[0] ?? ''
  expect(line).not.toContain('##[')
  expect(line).toMatch(/^[^\0-\u0008\u000b-\u001f\u007f-\u009f]*$/)
  return { command: commands[0] }
}

describe('untrusted text', () => {
  it.each(HOSTILE)('is printed, not executed: %j', (text) => {
    const runner = start()
    runner.info(text)
    expect(takeLine().command).toBeUndefined()
    runner.debug(text)
    expect(takeLine()).toMatchObject({ command: { name: 'debug', properties: {} } })
    runner.annotate('warning', text, { file: text, line: 3, column: 5 }, text)
    const { command } = takeLine()
    const { name, properties } = command!
    expect([name, properties['line'], properties['col']]).toEqual(['warning', '3', '5'])
    expect(Object.keys(properties).sort()).toEqual(['col', 'file', 'line', 'title'])
    // All letters remain readable.
    const letters = text.replace(/[^a-z]/g, '')
    for (const text of [command!.data, properties['title'], properties['file']])
      expect(text?.replace(/[^a-z]/g, '')).toBe(letters)
  })

  it('is one line, and a command only if the action issues one', () => {
    const runner = start()
    const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 5 }))
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, text, (message, title) => {
        runner.info(message)
        expect(takeLine().command).toBeUndefined()
        runner.debug(message)
        expect(takeLine().command?.name).toBe('debug')
        runner.annotate('notice', message, { file: 'a.yml', line: 2 }, title)
        const { command } = takeLine()
        expect(command?.name).toBe('notice')
        const { title: _, ...location } = command!.properties
        expect(location).toEqual({ file: 'a.yml', line: '2' })
      }),
      { numRuns: 300 },
    )
  })
})

describe('an annotation', () => {
  it.each(['error', 'warning', 'notice'] as const)('has the level %s', (level) => {
    start().annotate(level, 'hello')
    expect(takeLog().annotations).toEqual([{ level, message: 'hello' }])
  })

  it.each([
    [{ file: 'a.yml' }, { file: 'a.yml' }],
    [
      { file: 'a.yml', line: 3 },
      { file: 'a.yml', line: 3 },
    ],
    [
      { file: 'dir/a b,c:d.yml', line: 3, column: 7 },
      { file: 'dir/a b,c:d.yml', line: 3, col: 7 },
    ],
  ])('has the location %j', (location, expected) => {
    start().annotate('error', 'm', location, 'Spec: a, b')
    expect(takeLog().annotations).toEqual([
      { level: 'error', message: 'm', title: 'Spec: a, b', ...expected },
    ])
  })
})
