import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formsOf, redactor } from '../../src/runtime/redact.ts'

const KEY = 'k3y+with/odd"signs=='
/** As other tools write them: base64(1), Python's urlsafe_b64encode, encodeURIComponent, JSON. */
const FORMS: [string, string][] = [
  ['as it is', KEY],
  ['base64', 'azN5K3dpdGgvb2RkInNpZ25zPT0='],
  ['base64 of a password without a user', 'OmszeSt3aXRoL29kZCJzaWducz09'],
  ['base64 of the header', 'QmVhcmVyIGszeSt3aXRoL29kZCJzaWducz09'],
  ['part of a URL', 'k3y%2Bwith%2Fodd%22signs%3D%3D'],
  ['a string in JSON', 'k3y+with/odd\\"signs=='],
]

describe('the forms of a secret', () => {
  it.each(FORMS)('%s', (_, form) => {
    expect(redactor([KEY])(`before ${form} after ${form}.`)).toMatch(/^before \*\*\*=? after \*\*\*=?\.$/)
  })

  it('base64 for URLs, where that differs', () => {
    expect(redactor(['secret>>>???'])('/c2VjcmV0Pj4-Pz8_/ /c2VjcmV0Pj4+Pz8//')).toBe('/***/ /***/')
  })

  it.each([
    ['12345', 'no key'],
    ['', 'nothing'],
  ])('%j is none: too short', (secret) => {
    expect(formsOf(secret)).toEqual([])
    expect(redactor([secret])('12345 MTIzNDU= x')).toBe('12345 MTIzNDU= x')
  })

  it('one that goes on where another ends is taken whole', () => {
    expect(redactor(['secret%'])('secret%25 secret%')).toBe('*** ***')
    expect(redactor(['secret\\'])('"secret\\\\" "secret\\"')).toBe('"***" "***"')
  })

  it('six characters are enough', () => {
    expect(redactor(['123456'])('123456 MTIzNDU2')).toBe('*** ***')
  })
})

describe('a text', () => {
  it('loses every secret, and no more', () => {
    const redact = redactor([KEY, 'another-secret', ''])
    expect(redact(`a ${KEY}another-secret, another secret; ${KEY}`)).toBe('a ******, another secret; ***')
    expect(redactor([])(KEY)).toBe(KEY)
  })

  it('may be JSON in which the secret stands anywhere', () => {
    const json = JSON.stringify({ error: { message: `bad key ${KEY}`, headers: [`Bearer ${KEY}`] } })
    expect(JSON.parse(redactor([KEY])(json))).toEqual({
      error: { message: 'bad key ***', headers: ['Bearer ***'] },
    })
  })

  it('is not read as a pattern or as a replacement', () => {
    expect(redactor(['a.c+d$&'])('a.c+d$& abc+d$& $&')).toBe('*** abc+d$& $&')
  })
})

/** Well-formed, as everything in an environment is; an asterisk could make the secret of what is put in its place. */
const secret = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 30 })
  .filter((text) => !text.includes('*'))

const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, ''),
  (text) => btoa(String.fromCharCode(...new TextEncoder().encode(`Bearer ${text}`))).replace(/=+$/, ''),
  encodeURIComponent,
  (text) => JSON.stringify(text).slice(1, -1),
]

describe('whatever the secrets and the text are', () => {
  it('no form of any secret survives', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(fc.nat(20), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 8 }),
        (secrets, pieces) => {
          const forms = secrets.flatMap((each) => encodings.map((encode) => encode(each)))
          const text = pieces.map((piece) =>
            typeof piece === 'number' ? forms.at(piece % forms.length) : piece,
          )
          const clean = redactor(secrets)(text.join(''))
          for (const form of forms) expect(clean).not.toContain(form)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a text without them stays as it is, and a clean one too', () => {
    fc.assert(
      fc.property(secret, fc.string({ unit: 'grapheme' }), (hidden, text) => {
        const clean = redactor([hidden])(text)
        if (!formsOf(hidden).some((form) => text.includes(form))) expect(clean).toBe(text)
        expect(redactor([hidden])(clean)).toBe(clean)
      }),
    )
  })

  it('that another one begins with leaves no rest', () => {
    expect(redactor(['abcdef', 'abcdefgh'])('abcdefgh')).toBe('***')
  })

  it('may be in a URL with small letters, as many servers write it', () => {
    expect(redactor(['ab+cd/efgh'])('x=ab%2bcd%2fefgh')).toBe('x=***')
  })
})
