import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { secretVariants, createRedactor } from '../../src/runtime/redact.ts'

const KEY = 'k3y+with/odd"signs=='
/** As encoded by other tools: base64(1), Python's urlsafe_b64encode, encodeURIComponent, JSON. */
const VARIANTS: [string, string][] = [
  ['plain', KEY],
  ['base64', 'azN5K3dpdGgvb2RkInNpZ25zPT0='],
  ['base64 of a password without a user', 'OmszeSt3aXRoL29kZCJzaWducz09'],
  ['base64 of the header', 'QmVhcmVyIGszeSt3aXRoL29kZCJzaWducz09'],
  ['part of a URL', 'k3y%2Bwith%2Fodd%22signs%3D%3D'],
  ['a string in JSON', 'k3y+with/odd\\"signs=='],
]

describe('a secret', () => {
  it.each(VARIANTS)('is redacted: %s', (_, variant) => {
    expect(createRedactor([KEY])(`before ${variant} after ${variant}.`)).toMatch(
      /^before \*\*\*=? after \*\*\*=?\.$/,
    )
  })

  it('is redacted in URL-safe base64', () => {
    expect(
      createRedactor(['long secret >>>???'])('/bG9uZyBzZWNyZXQgPj4-Pz8_/ /bG9uZyBzZWNyZXQgPj4+Pz8//'),
    ).toBe('/***/ /***/')
  })

  it.each([
    ['SUCCESS', 'short'],
    ['123456789012345', 'short'],
    ['', 'empty'],
  ])('is not redacted if it is too short: %j', (secret) => {
    expect(secretVariants(secret)).toEqual([])
    expect(createRedactor([secret])('SUCCESS 123456789012345 x')).toBe('SUCCESS 123456789012345 x')
  })

  it('is redacted as a whole if one variant starts with another', () => {
    expect(
      createRedactor(['a-long-secret-of-mine%'])('a-long-secret-of-mine%25 a-long-secret-of-mine%'),
    ).toBe('*** ***')
    expect(
      createRedactor(['a-long-secret-of-mine\\'])('"a-long-secret-of-mine\\\\" "a-long-secret-of-mine\\"'),
    ).toBe('"***" "***"')
  })

  it('is redacted from 16 characters on', () => {
    expect(createRedactor(['1234567890123456'])('1234567890123456 MTIzNDU2Nzg5MDEyMzQ1Ng')).toBe('*** ***')
  })
})

describe('createRedactor', () => {
  it('redacts every secret and nothing else', () => {
    const redact = createRedactor([KEY, 'another-long-secret', ''])
    expect(redact(`a ${KEY}another-long-secret, another long secret; ${KEY}`)).toBe(
      'a ******, another long secret; ***',
    )
    expect(createRedactor([])(KEY)).toBe(KEY)
  })

  it('redacts secrets anywhere in JSON', () => {
    const json = JSON.stringify({ error: { message: `bad key ${KEY}`, headers: [`Bearer ${KEY}`] } })
    expect(JSON.parse(createRedactor([KEY])(json))).toEqual({
      error: { message: 'bad key ***', headers: ['Bearer ***'] },
    })
  })

  it('does not treat a secret as a regular expression or replacement pattern', () => {
    expect(createRedactor(['a.c+d$&a.c+d$&a.c+d$&'])('a.c+d$&a.c+d$&a.c+d$& abc+d$&abc+d$&abc+d$& $&')).toBe(
      '*** abc+d$&abc+d$&abc+d$& $&',
    )
  })
})

/** No asterisks, because `***` could then contain a secret. */
const secret = fc
  .string({ unit: 'grapheme', minLength: 16, maxLength: 40 })
  .filter((text) => !text.includes('*'))

const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, ''),
  (text) => btoa(String.fromCharCode(...new TextEncoder().encode(`Bearer ${text}`))).replace(/=+$/, ''),
  encodeURIComponent,
  (text) => JSON.stringify(text).slice(1, -1),
]

describe('any text with any secrets', () => {
  it('contains no variant of a secret after redaction', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(fc.nat(20), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 8 }),
        (secrets, pieces) => {
          const variants = secrets.flatMap((each) => encodings.map((encode) => encode(each)))
          const text = pieces.map((piece) =>
            typeof piece === 'number' ? variants.at(piece % variants.length) : piece,
          )
          const redacted = createRedactor(secrets)(text.join(''))
          for (const variant of variants) expect(redacted).not.toContain(variant)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is unchanged without secrets, and when redacted twice', () => {
    fc.assert(
      fc.property(secret, fc.string({ unit: 'grapheme' }), (secretText, text) => {
        const redacted = createRedactor([secretText])(text)
        if (!secretVariants(secretText).some((variant) => text.includes(variant))) expect(redacted).toBe(text)
        expect(createRedactor([secretText])(redacted)).toBe(redacted)
      }),
    )
  })

  it('is redacted fully if one secret starts with another', () => {
    expect(createRedactor(['abcdefghijklmnop', 'abcdefghijklmnopqr'])('abcdefghijklmnopqr')).toBe('***')
  })

  it('is redacted in a URL with lower-case escapes', () => {
    expect(createRedactor(['ab+cd/efghijklmnop'])('x=ab%2bcd%2fefghijklmnop')).toBe('x=***')
  })
})
