import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { createActionsRunner, type ActionsRunner } from '../../src/runtime/runner.ts'
import { fakeStep } from './runner-in-folder.ts'

const { takeLog, readFiles, readRaw } = fakeStep()
const start = () => createActionsRunner(process.env)

describe('outputs', () => {
  it('are written only when they have changed, even back to an earlier value', () => {
    const runner = start()
    const sizes = [
      { status: 'QUEUED', outcome: 'running' },
      { status: 'QUEUED', outcome: 'running' },
      { status: 'RUNNING', outcome: 'running' },
      { status: 'QUEUED', outcome: 'running' },
    ].map((outputs) => {
      const length = readRaw('OUTPUT').length
      runner.setOutputs(outputs, false)
      expect(readFiles().outputs).toEqual(outputs)
      const more = readRaw('OUTPUT').slice(length)
      return (['status', 'outcome'] as const).filter((name) => more.includes(`${name}<<`))
    })
    expect(sizes).toEqual([['status', 'outcome'], [], ['status'], ['status']])
  })

  it('are written verbatim, even if empty or with several lines', () => {
    const outputs = { empty: '', lines: 'a\nb=c\n\n d<<EOF\n', jobs: '[{"id":"::error::ä"}]' }
    start().setOutputs(outputs, true)
    expect(readFiles().outputs).toEqual(outputs)
    expect(takeLog().lines).toEqual([])
  })
})

describe('outputs of many jobs', () => {
  /** Bytes in the file after `jobs` were submitted one by one and each changed `changes` times. */
  function bytesWritten(jobs: number, changes: number): number {
    const runner = start()
    const before = readRaw('OUTPUT').length
    const entry = (n: number, status: string) =>
      `{"job-id":"${n}","status":"${status}","x":"${'y'.repeat(400)}"}`
    const statuses = Array.from({ length: jobs }, () => 'QUEUED')
    const write = (count: number, isFinal: boolean): void =>
      runner.setOutputs(
        {
          jobs: statuses
            .slice(0, count)
            .map((status, n) => entry(n, status))
            .join(),
        },
        isFinal,
      )
    for (let n = 1; n <= jobs; n++) write(n, false)
    for (let change = 0; change < changes; change++)
      for (let n = 0; n < jobs; n++) {
        statuses[n] = `S${change}`
        write(jobs, false)
      }
    statuses[0] = 'LAST'
    write(jobs, true)
    expect(readFiles().outputs['jobs']).toContain('LAST')
    return readRaw('OUTPUT').length - before
  }

  it('take space linear in the number of jobs, however often they change', () => {
    for (const jobs of [50, 100, 200]) {
      const [once, often] = [1, 20].map((changes) => bytesWritten(jobs, changes)) as [number, number]
      expect(often).toBeLessThan(jobs * 450 * 5 + 1024 * 1024)
      expect(often).toBeLessThan(once * 1.5)
    }
  })

  it('are written at once while they are few', () => {
    const runner = start()
    for (let n = 0; n < 50; n++) {
      runner.setOutputs({ jobs: `${'x'.repeat(400)}${n}` }, false)
      expect(readFiles().outputs['jobs']).toMatch(new RegExp(`x${n}$`))
    }
  })
})

describe('what cannot be written', () => {
  const unwritable = ['OUTPUT', 'STATE'] as const
  const writeAll = (runner: ActionsRunner): void => {
    runner.info('a line')
    runner.saveState('postState', 'the state')
    runner.setOutputs({ 'job-id': '1', status: 'QUEUED' }, true)
  }
  const folder = mkdtempSync(join(tmpdir(), 'unwritable-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('is nothing on a good day', () => {
    const runner = start()
    writeAll(runner)
    expect(runner.hasWriteFailed).toBe(false)
  })

  it.each(
    unwritable.flatMap(
      (kind) =>
        [
          [kind, folder],
          [kind, join(folder, 'missing')],
        ] as const,
    ),
  )('is logged once and stops nothing: %s is %s', (kind, path) => {
    process.env[`GITHUB_${kind}`] = path
    const runner = start()
    for (let n = 0; n < 2; n++) writeAll(runner)
    expect(runner.hasWriteFailed).toBe(true)
    const { plainLines, annotations } = takeLog()
    expect(plainLines).toEqual(['a line', 'a line'])
    expect(annotations).toEqual([{ level: 'error', message: expect.stringContaining(`GITHUB_${kind}`) }])
    expect(annotations[0]?.message).toContain(path)
    const { outputs, state } = readFiles()
    const expected = { OUTPUT: { 'job-id': '1', status: 'QUEUED' }, STATE: { postState: 'the state' } }
    expect({ OUTPUT: outputs, STATE: state }).toEqual({ ...expected, [kind]: {} })
  })

  it('is the log: the rest is written', () => {
    jest.spyOn(process.stdout, 'write').mockImplementation(() => {
      throw new Error('ENOSPC')
    })
    const runner = start()
    writeAll(runner)
    runner.annotate('error', 'x')
    expect(runner.hasWriteFailed).toBe(true)
    expect(readFiles()).toMatchObject({ outputs: { 'job-id': '1' }, state: { postState: 'the state' } })
  })

  it('is printed as old commands on a runner without command files', () => {
    process.env['GITHUB_OUTPUT'] = process.env['GITHUB_STATE'] = ''
    const runner = start()
    writeAll(runner)
    expect(runner.hasWriteFailed).toBe(false)
    expect(takeLog().lines.join('\n')).toMatch(
      /::save-state name=postState::the state[^]*::set-output name=status::QUEUED/,
    )
  })
})

describe('the summary', () => {
  it('replaces an earlier one', async () => {
    const runner = start()
    await runner.writeSummary('# one, which is long')
    await runner.writeSummary('# two\n\n')
    expect(readFiles().summary).toBe('# two\n\n')
  })

  it('is not merged with a concurrent one', async () => {
    const runner = start()
    await Promise.all([runner.writeSummary('one'), runner.writeSummary('two')])
    expect(readFiles().summary).toBe('two')
  })

  it('is not written on a runner without summaries', async () => {
    await start().writeSummary('one')
    await createActionsRunner({}).writeSummary('two')
    expect(readFiles().summary).toBe('one')
  })
})

describe('inputs and state', () => {
  it('are read verbatim, and empty if not set', () => {
    Object.assign(process.env, { 'INPUT_API-KEY': ' x\n', INPUT_SPEC: 'a\nb', STATE_postState: '{ }' })
    const runner = start()
    expect(['api-key', 'spec', 'wait'].map((name) => runner.input(name))).toEqual([' x\n', 'a\nb', ''])
    expect(['postState', 'nothing'].map((name) => runner.getState(name))).toEqual(['{ }', ''])
  })

  it('are restored verbatim in the next step', () => {
    const value = '{"jobIds":["1"],\n"isFinished":false}'
    start().saveState('postState', '{}')
    start().saveState('postState', value)
    Object.assign(process.env, { STATE_postState: readFiles().state['postState'] })
    expect(start().getState('postState')).toBe(value)
  })
})
