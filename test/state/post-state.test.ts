import { describe, expect, it } from '@jest/globals'
import { parsePostState } from '../../src/state/post-state.ts'
import { sampleState } from '../fakes/samples.ts'

describe('parsePostState', () => {
  it('returns undefined if nothing was saved', () => {
    expect(parsePostState('')).toBeUndefined()
  })

  it('returns what was saved, without notes that it does not know', () => {
    const state = sampleState({ notes: [{ code: 'taken-over' }] })
    const saved = { onCancel: 'cancel', jobIds: ['job-1'], states: [state] }
    const json = JSON.stringify(saved).replace('"notes":[', '"notes":[{"code":"quota-exhausted"},')
    expect(parsePostState(json)).toEqual(saved)
    expect(parsePostState('{"onCancel":"cancel","jobIds":[]}')).toEqual({ onCancel: 'cancel', jobIds: [] })
  })
})
