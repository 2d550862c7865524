import { describe, expect, it } from '@jest/globals'
import { createActionsRunner } from '../../src/runtime/runner.ts'
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
      runner.setOutputs(outputs)
      expect(readFiles().outputs).toEqual(outputs)
      const more = readRaw('OUTPUT').slice(length)
      return (['status', 'outcome'] as const).filter((name) => more.includes(`${name}<<`))
    })
    expect(sizes).toEqual([['status', 'outcome'], [], ['status'], ['status']])
  })

  it('are written verbatim, even if empty or with several lines', () => {
    const outputs = { empty: '', lines: 'a\nb=c\n\n d<<EOF\n', jobs: '[{"id":"::error::ä"}]' }
    start().setOutputs(outputs)
    expect(readFiles().outputs).toEqual(outputs)
    expect(takeLog().lines).toEqual([])
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
