import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { formatDocument } from '../../src/terminal/format-document.ts'
import { createProgressLine } from '../../src/terminal/progress-line.ts'
import { createTerminalRunner } from '../../src/terminal/terminal-runner.ts'
import { fakeStream } from './fake-stream.ts'

const KEY = 'forge-key-0123456789abcdef'
const HOSTILE = `\u001b[31m ::error::x ##[error]y \u009b1m \u202e ${KEY}`
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

function open({ isTerminal = false, isJson = false } = {}) {
  const columns = isTerminal ? 40 : undefined
  const [stdout, stderr] = [fakeStream(columns), fakeStream(columns)]
  const cleared: string[] = []
  const progress = {
    show: (text: string) => cleared.push(text),
    clear: () => cleared.push(''),
    stop: () => {},
  }
  const runner = createTerminalRunner({ stdout, stderr, isJson, progress, env: { 'INPUT_MAX-JOBS': '3' } })
  runner.maskSecret(KEY)
  return { stdout, stderr, runner, cleared }
}

describe('lines', () => {
  it('about a file begin with the place, as those of compilers', () => {
    const { stdout, stderr, runner } = open()
    runner.info('training/a.yml  DPO')
    runner.annotate('error', 'a.yml:3:5: batch_size is -1.', { file: 'a.yml', line: 3, column: 5 })
    runner.annotate('warning', 'a.yml: odd.', { file: 'a.yml' })
    runner.annotate('error', 'refused: bad', { file: 'a.yml', line: 2 })
    expect(stdout.text).toBe(
      'training/a.yml  DPO\na.yml:3:5: error: batch_size is -1.\na.yml: warning: odd.\na.yml:2: error: refused: bad\n',
    )
    expect(stderr.text).toBe('')
  })

  it('about no file go to stderr if they are errors or warnings', () => {
    const { stdout, stderr, runner } = open()
    runner.annotate('error', 'the key is refused', undefined, 'Input')
    expect([stdout.text, stderr.text]).toEqual(['', 'error: the key is refused\n'])
  })

  it('all go to stderr for --json', () => {
    const { stdout, stderr, runner } = open({ isJson: true })
    runner.info('one')
    runner.annotate('error', 'two', { file: 'a.yml' })
    expect([stdout.text, stderr.text]).toEqual(['', 'one\na.yml: error: two\n'])
  })

  it('have colours on a terminal only', () => {
    const print = (isTerminal: boolean) => {
      const { stdout, runner } = open({ isTerminal })
      runner.annotate('error', 'x', { file: 'a.yml', line: 1 })
      return stdout.text
    }
    expect(print(false)).toBe('a.yml:1: error: x\n')
    expect(print(true)).toBe('\u001b[1ma.yml:1\u001b[22m: \u001b[31merror\u001b[39m: x\n')
  })

  it('cannot act on the terminal or a runner, nor show the key', () => {
    for (const isTerminal of [false, true]) {
      const { stdout, stderr, runner, cleared } = open({ isTerminal })
      runner.info(HOSTILE)
      const [line] = stdout.text.split('\n')
      runner.annotate('error', HOSTILE, { file: HOSTILE })
      runner.annotate('warning', HOSTILE)
      runner.setOutputs({ status: HOSTILE, jobs: `["${KEY}"]` }, false)
      expect(line).not.toMatch(CONTROL)
      const ours = /\u001b\[(1|22|31|33|39)m/g
      const all = `${stdout.text}${stderr.text}`.replace(ours, '') + cleared.join('')
      expect(all).not.toMatch(CONTROL)
      expect(all).not.toContain(KEY)
      expect(all).not.toContain('##[')
      expect(JSON.stringify([runner.outputs, runner.problems])).not.toContain(KEY)
    }
  })

  it('replace heartbeats by the progress on a terminal only', () => {
    expect(open().runner).not.toHaveProperty('heartbeat')
    const { runner, stdout } = open({ isTerminal: true })
    runner.heartbeat?.('RUNNING for 5 min')
    expect(runner).toHaveProperty('heartbeat')
    expect(stdout.text).toBe('')
  })

  it('remove the progress first, and outputs give it the status', () => {
    const { runner, cleared } = open({ isTerminal: true })
    runner.setOutputs({ status: 'RUNNING' }, false)
    runner.info('x')
    expect(cleared).toEqual(['RUNNING', ''])
  })

  it('are all that the runner writes, and inputs all that it reads', async () => {
    const { stdout, stderr, runner } = open()
    runner.saveState('name', 'value')
    runner.debug('x')
    await runner.writeSummary('# Summary')
    expect([stdout.text, stderr.text, runner.getState('name')]).toEqual(['', '', ''])
    expect([runner.input('max-jobs'), runner.input('spec'), runner.hasPostStep]).toEqual(['3', '', false])
  })
})

describe('the document', () => {
  it('has the outputs, with values for `job` and `jobs`, and the problems', () => {
    const outputs = { outcome: 'valid', job: '', jobs: '[{"spec":"a"}]', 'jobs-file': '', 'comment-url': '' }
    const problems = [{ level: 'error', file: 'a', message: 'b' }] as const
    expect(JSON.parse(formatDocument(outputs, problems))).toEqual({
      outcome: 'valid',
      job: null,
      jobs: [{ spec: 'a' }],
      problems,
    })
    expect(JSON.parse(formatDocument({}, []))).toEqual({ job: null, jobs: [], problems: [] })
  })

  it('has no character on which a terminal acts, and the same value', () => {
    const text = formatDocument({ status: HOSTILE }, [])
    expect(text).not.toMatch(CONTROL)
    expect(JSON.parse(text)).toMatchObject({ status: HOSTILE })
  })
})

describe('the progress line', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('is written over each second, and leaves nothing', () => {
    const stream = { isTTY: true, columns: 80, text: '', write: (text: string) => (stream.text += text) }
    const line = createProgressLine(stream, () => Date.now())
    line.clear()
    line.show('QUEUED')
    expect(stream.text).toBe('')
    jest.advanceTimersByTime(2_000)
    expect(stream.text).toBe('\rQUEUED · 0:01\rQUEUED · 0:02')
    line.clear()
    line.show('RUN')
    jest.advanceTimersByTime(3_658_000)
    expect(stream.text).toMatch(/\rRUN · 1:01:00$/)
    line.stop()
    const { text } = stream
    expect(text).toMatch(/\r {15}\r$/)
    jest.advanceTimersByTime(60_000)
    expect(stream.text).toBe(text)
  })

  it.each([
    [20, 19],
    [0, 79],
    [undefined, 79],
  ])('fits a terminal of %p columns', (columns, length) => {
    const stream = { isTTY: true, columns, text: '', write: (text: string) => (stream.text += text) }
    createProgressLine(stream, () => Date.now()).show('x'.repeat(200))
    jest.advanceTimersByTime(1_000)
    expect(stream.text).toBe(`\r${'x'.repeat(length)}`)
  })

  it('does not exist in a pipe', () => {
    const stream = { write: jest.fn() }
    const line = createProgressLine(stream, () => Date.now())
    line.show('x')
    jest.advanceTimersByTime(5_000)
    line.clear()
    line.stop()
    expect(stream.write).not.toHaveBeenCalled()
  })
})
