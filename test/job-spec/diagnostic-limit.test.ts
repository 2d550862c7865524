import { describe, expect, it } from '@jest/globals'
import { parseText } from '../../src/job-spec/yaml/parse.ts'

describe('64 KiB', () => {
  it.each(['[', '{a: ', '- ', '? ', '[]', '"', ': ', '&a ', '!a ', '*a ', '%a\n', 'x: [\n', 'a:\n ', "'"])(
    'of %j get one line of text',
    (piece) => {
      const text = piece.repeat(65536 / piece.length)
      const { faults } = parseText(text)
      expect(faults.length).toBeGreaterThan(0)
      for (const { message } of faults) expect(message).toMatch(/^.{10,200}$/)
    },
  )
})
