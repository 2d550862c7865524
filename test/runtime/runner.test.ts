import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { actionsRunner } from '../../src/runtime/runner.ts'
import type { WorkflowCommand } from '../simulator/runner/workflow-commands.ts'
import { stepAround } from './runner-in-folder.ts'

const KEY = 'k3y+with/odd"signs=='
const FORMS = [
  KEY,
  'azN5K3dpdGgvb2RkInNpZ25zPT0',
  'OmszeSt3aXRoL29kZCJzaWducz09',
  'QmVhcmVyIGszeSt3aXRoL29kZCJzaWducz09',
  'k3y%2Bwith%2Fodd%22signs%3D%3D',
  'k3y+with/odd\\"signs==',
]
const { heard, told, bytesOf } = stepAround()
const start = () => actionsRunner(process.env)

describe('a secret', () => {
  it('is told to the runner in all its forms, before anything else', () => {
    start().hide(KEY)
    const { commands, masks, plain } = heard()
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['add-mask']))
    expect(masks).toEqual(expect.arrayContaining(FORMS))
    expect(plain).toEqual([])
  })

  it.each(FORMS)('goes out nowhere: %s', async (form) => {
    const runner = start()
    runner.hide('another-secret')
    runner.hide(KEY)
    heard()
    const text = `a ${form} b`
    expect(runner.redact(text)).toBe('a *** b')
    runner.info(text)
    runner.debug(text)
    runner.annotate('error', text, { file: `${form}.yml`, line: 1 }, text)
    runner.publish({ job: text, 'job-id': 'another-secret' })
    runner.remember('handover', text)
    await runner.writeSummary(text)
    const { lines, commands, plain } = heard()
    expect(plain).toEqual(['a *** b'])
    expect(commands).toEqual([
      { name: 'debug', properties: {}, data: 'a *** b' },
      { name: 'error', properties: { title: 'a *** b', file: '***.yml', line: '1' }, data: 'a *** b' },
    ])
    const { outputs, state, summary } = told()
    expect([outputs, state, summary]).toEqual([
      { job: 'a *** b', 'job-id': '***' },
      { handover: 'a *** b' },
      'a *** b',
    ])
    const bytes = (['OUTPUT', 'STATE', 'STEP_SUMMARY'] as const).map(bytesOf)
    expect([...lines, ...bytes].join('\n')).not.toContain(form)
  })

  it('of several lines is hidden as a whole, and each line is masked', () => {
    const runner = start()
    runner.hide('first line\nsecond line')
    expect(heard().masks).toEqual(expect.arrayContaining(['first line', 'second line']))
    runner.info('x first line\nsecond line y')
    expect(heard().plain).toEqual(['x *** y'])
  })

  it('that is very short is left to the runner, and nothing is no secret', () => {
    const runner = start()
    runner.hide('')
    expect(heard().lines).toEqual([])
    runner.hide('abc')
    expect(heard().masks).toEqual(['abc'])
    expect(runner.redact('abcd')).toBe('abcd')
  })

  it('of one runner object is no matter of another', () => {
    start().hide(KEY)
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

/** The command in the one line that was printed, if it is one. No line has an old command or an escape sequence. */
function only(): { command: WorkflowCommand | undefined } {
  const { lines, commands } = heard()
  expect(lines).toHaveLength(1)
  const line = lines[0] ?? ''
  expect(line).not.toContain('##[')
  expect(line).toMatch(/^[^\0-\u0008\u000b-\u001f\u007f-\u009f]*$/)
  return { command: commands[0] }
}

describe('text from elsewhere', () => {
  it.each(HOSTILE)('is shown and not obeyed: %j', (text) => {
    const runner = start()
    runner.info(text)
    expect(only().command).toBeUndefined()
    runner.debug(text)
    expect(only()).toMatchObject({ command: { name: 'debug', properties: {} } })
    runner.annotate('warning', text, { file: text, line: 3, column: 5 }, text)
    const { command } = only()
    const { name, properties } = command!
    expect([name, properties['line'], properties['col']]).toEqual(['warning', '3', '5'])
    expect(Object.keys(properties).sort()).toEqual(['col', 'file', 'line', 'title'])
    // All but the line breaks and the edge of the commands in it is there to read.
    const letters = text.replace(/[^a-z]/g, '')
    for (const shown of [command!.data, properties['title'], properties['file']])
      expect(shown?.replace(/[^a-z]/g, '')).toBe(letters)
  })

  it('is one line, and a command only where we make one, whatever it is', () => {
    const runner = start()
    const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 5 }))
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, text, (message, title) => {
        runner.info(message)
        expect(only().command).toBeUndefined()
        runner.debug(message)
        expect(only().command?.name).toBe('debug')
        runner.annotate('notice', message, { file: 'a.yml', line: 2 }, title)
        const { command } = only()
        expect(command?.name).toBe('notice')
        const { title: _, ...place } = command!.properties
        expect(place).toEqual({ file: 'a.yml', line: '2' })
      }),
      { numRuns: 300 },
    )
  })
})

describe('an annotation', () => {
  it.each(['error', 'warning', 'notice'] as const)('may be of level %s', (level) => {
    start().annotate(level, 'hello')
    expect(heard().annotations).toEqual([{ level, message: 'hello' }])
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
  ])('may have a place: %j', (place, expected) => {
    start().annotate('error', 'm', place, 'Spec: a, b')
    expect(heard().annotations).toEqual([{ level: 'error', message: 'm', title: 'Spec: a, b', ...expected }])
  })
})
