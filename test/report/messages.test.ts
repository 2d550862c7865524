import { describe, expect, it } from '@jest/globals'
import { renderNote } from '../../src/report/messages.ts'
import { SAMPLE_NOTES } from '../fakes/notes.ts'

describe('the message of a note', () => {
  it.each(SAMPLE_NOTES)('is right: $note', ({ note, message }) => {
    expect(renderNote(note)).toBe(message)
  })
})
