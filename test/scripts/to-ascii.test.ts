import { describe, expect, it } from '@jest/globals'
import { toAscii } from '../../scripts/bundle/to-ascii.ts'

describe('toAscii', () => {
  it.each(['"…"', '`é ${1} 😀`', '"plain"'])('keeps the value of %s', (text) => {
    const ascii = toAscii(text)
    expect(ascii).toMatch(/^[ -~]*$/)
    expect(eval(ascii)).toBe(eval(text))
  })

  it.each(['/[…•]+/', '/😀/u', '/^[😀-😂]$/u'])('keeps what %s matches', (text) => {
    const [ascii, original] = [toAscii(text), text].map((each) => eval(each) as RegExp)
    for (const sample of ['…', '•', '😀', '😁', 'x']) expect(ascii?.test(sample)).toBe(original?.test(sample))
  })

  it('refuses raw templates', () => {
    expect(() => toAscii('String.raw`…`')).toThrow('raw template')
  })
})
