import { describe, expect, it } from '@jest/globals'
import { actionsRunner } from '../../src/runtime/runner.ts'
import { stepAround } from './runner-in-folder.ts'

const { heard, told, bytesOf } = stepAround()
const start = () => actionsRunner(process.env)

describe('outputs', () => {
  it('are written again only when they have changed, also back to what they were', () => {
    const runner = start()
    const sizes = [
      { status: 'QUEUED', outcome: 'running' },
      { status: 'QUEUED', outcome: 'running' },
      { status: 'RUNNING', outcome: 'running' },
      { status: 'QUEUED', outcome: 'running' },
    ].map((outputs) => {
      const length = bytesOf('OUTPUT').length
      runner.publish(outputs)
      expect(told().outputs).toEqual(outputs)
      const more = bytesOf('OUTPUT').slice(length)
      return (['status', 'outcome'] as const).filter((name) => more.includes(`${name}<<`))
    })
    expect(sizes).toEqual([['status', 'outcome'], [], ['status'], ['status']])
  })

  it('arrive as they are, also empty and with several lines', () => {
    const outputs = { empty: '', lines: 'a\nb=c\n\n d<<EOF\n', jobs: '[{"id":"::error::ä"}]' }
    start().publish(outputs)
    expect(told().outputs).toEqual(outputs)
    expect(heard().lines).toEqual([])
  })
})

describe('the summary', () => {
  it('is the last one', async () => {
    const runner = start()
    await runner.writeSummary('# one, which is long')
    await runner.writeSummary('# two\n\n')
    expect(told().summary).toBe('# two\n\n')
  })

  it('is not written where the runner has none', async () => {
    await start().writeSummary('one')
    await actionsRunner({}).writeSummary('two')
    expect(told().summary).toBe('one')
  })
})

describe('inputs and state', () => {
  it('are read as the runner gives them, and empty where it gives none', () => {
    Object.assign(process.env, { 'INPUT_API-KEY': ' x\n', INPUT_SPEC: 'a\nb', STATE_handover: '{ }' })
    const runner = start()
    expect(['api-key', 'spec', 'wait'].map((name) => runner.input(name))).toEqual([' x\n', 'a\nb', ''])
    expect(['handover', 'nothing'].map((name) => runner.recall(name))).toEqual(['{ }', ''])
  })

  it('come back in the next step as they were remembered', () => {
    const value = '{"jobs":["1"],\n"isOver":false}'
    start().remember('handover', '{}')
    start().remember('handover', value)
    Object.assign(process.env, { STATE_handover: told().state['handover'] })
    expect(start().recall('handover')).toBe(value)
  })

  it('two summaries at once are not one', async () => {
    const runner = start()
    await Promise.all([runner.writeSummary('one'), runner.writeSummary('two')])
    expect(told().summary).toBe('two')
  })
})
