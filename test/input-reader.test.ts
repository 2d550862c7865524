import { describe, expect, it } from '@jest/globals'
import { createInputReader } from '../src/input-reader.ts'

/** Reads as a runner does. */
function reader(environment: Readonly<Record<string, string>>) {
  return createInputReader(environment, (name) => environment[`INPUT_${name.toUpperCase()}`] ?? '')
}

describe('an input', () => {
  it('that the action does not declare has its default from action.yml', () => {
    const read = reader({ 'INPUT_MAX-JOBS': '3' })
    expect([read('max-jobs'), read('api-url'), read('spec')]).toEqual(['3', 'https://api.mistral.ai', ''])
  })

  it('that is set to nothing stays empty', () => {
    expect(reader({ 'INPUT_GITHUB-TOKEN': '', INPUT_WAIT: ' ' })('wait')).toBe(' ')
    expect(reader({ INPUT_WAIT: '' })('wait')).toBe('')
  })

  it('never has an expression as its default', () => {
    expect(reader({})('matrix')).toBe('')
  })
})

describe('the command', () => {
  it('is the one of the action, if it has only one', () => {
    expect(reader({ 'INPUT_FIXED-COMMAND': 'sync' })('command')).toBe('sync')
    expect(reader({ 'INPUT_FIXED-COMMAND': 'sync', INPUT_COMMAND: 'run' })('command')).toBe('sync')
    expect(reader({ INPUT_COMMAND: 'list' })('command')).toBe('list')
  })
})
