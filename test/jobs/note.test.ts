import { describe, expect, it } from '@jest/globals'
import { parseNote, parseNotes } from '../../src/jobs/note.ts'
import { SAMPLE_NOTES } from '../fakes/notes.ts'

describe('a saved note', () => {
  it.each(SAMPLE_NOTES)('is the same after it is read: $note', ({ note }) => {
    expect(parseNote(JSON.parse(JSON.stringify(note)))).toEqual(note)
  })

  it('keeps only the data of its code', () => {
    expect(parseNote({ code: 'job-lost', jobId: 'job-1' })).toStrictEqual({ code: 'job-lost' })
  })

  it.each([
    ['no object', undefined],
    ['no object', null],
    ['no object', 'The step was cancelled.'],
    ['without a code', {}],
    ['with a code that is no text', { code: 7 }],
    ['with the code of a newer version', { code: 'quota-exhausted' }],
    ['with the name of an inherited property', { code: 'toString' }],
    ['without its text', { code: 'obsolete-job-left' }],
    ['with another type of text', { code: 'obsolete-job-left', jobId: 7 }],
    ['with another type of optional text', { code: 'job-list-unsearchable', error: null }],
    ['with another type of number', { code: 'no-job-found', searchedMs: '5' }],
    ['with another type of boolean', { code: 'already-trained', isSameRun: 'yes' }],
    ['with another type of list', { code: 'matches-ambiguous', jobIds: 'job-1' }],
    ['with another type in a list', { code: 'matches-ambiguous', jobIds: ['job-1', 2] }],
    ['with the choice of a newer version', { code: 'nothing-submitted', because: 'bot' }],
  ])('is not read if it is %s: %j', (_, value) => {
    expect(parseNote(value)).toBeUndefined()
  })

  it('that cannot be read is dropped from its list', () => {
    const known = { code: 'taken-over' }
    expect(parseNotes([known, { code: 'quota-exhausted' }, 'text', known])).toEqual([known, known])
    expect(parseNotes(undefined)).toEqual([])
  })
})
