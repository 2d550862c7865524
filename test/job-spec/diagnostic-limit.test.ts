import { describe, expect, it } from '@jest/globals'
import { parseText } from '../../src/job-spec/yaml/parse.ts'

describe('64 KiB of a repeated token', () => {
  it.each(['[', '{a: ', '- ', '? ', '[]', '"', ': ', '&a ', '!a ', '*a ', '%a\n', 'x: [\n', 'a:\n ', "'"])(
    'give one-line error messages: %j',
    (piece) => {
      const text = piece.repeat(65536 / piece.length)
      const { errors } = parseText(text)
      expect(errors.length).toBeGreaterThan(0)
      for (const { message } of errors) expect(message).toMatch(/^.{10,200}$/)
    },
  )
})
