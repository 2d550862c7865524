import { describe, expect, it } from '@jest/globals'
import {
  type Codec,
  anyJson,
  dictionary,
  flag,
  list,
  mark,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  tuple,
  union,
  versioned,
} from '../../src/state/codec.ts'

interface Sample {
  readonly name: string
  readonly count?: number
}
const sample = object<Sample>({ name: required('n', text), count: optional('c', number) })

describe('an object', () => {
  it('is encoded under its own keys, without absent properties', () => {
    expect(sample.encode({ name: 'x', count: 0 })).toEqual({ n: 'x', c: 0 })
    expect(JSON.stringify(sample.encode({ name: 'x', count: undefined }))).toBe('{"n":"x"}')
  })

  it('is encoded without properties that have no field', () => {
    const more = { name: 'x', secret: 'y' }
    expect(sample.encode(more)).toEqual({ n: 'x' })
  })

  it('is decoded without unknown keys', () => {
    expect(sample.decode({ n: 'x', c: 0, later: [] })).toEqual({ name: 'x', count: 0 })
  })

  it.each([
    [undefined],
    [null],
    ['x'],
    [[]],
    [{}],
    [{ n: 7 }],
    [{ n: null }],
    [{ n: 'x', c: '0' }],
    [{ n: 'x', c: null }],
    [{ name: 'x' }],
    [Object.create({ n: 'x' })],
  ])('is not decoded from %j', (json) => {
    expect(sample.decode(json)).toBeUndefined()
  })
})

describe('a versioned object', () => {
  const codec = versioned(3, sample)

  it('has its version', () => {
    expect(codec.encode({ name: 'x' })).toEqual({ version: 3, n: 'x' })
    expect(codec.decode({ version: 3, n: 'x' })).toEqual({ name: 'x' })
  })

  it.each([{ n: 'x' }, { version: 2, n: 'x' }, { version: 4, n: 'x' }, { version: '3', n: 'x' }, 3, null])(
    'is not decoded from another version: %j',
    (json) => {
      expect(codec.decode(json)).toBeUndefined()
    },
  )
})

describe('a value', () => {
  it.each<readonly [string, unknown, unknown, unknown]>([
    ['text', text, 'x', 7],
    ['a number', number, -0.5, Infinity],
    ['a flag', flag, false, 0],
    ['a mark', mark, true, false],
    ['one of several', oneOf({ a: 1, b: 1 }), 'b', 'toString'],
    ['a list', list(text), ['a', 'b'], ['a', 1]],
    ['an empty list', list(text), [], {}],
    ['a pair', tuple(text, number), ['a', 1], ['a', 1, 2]],
    ['a pair of other types', tuple(text, number), ['a', 1], [1, 'a']],
    ['a dictionary', dictionary(number), { a: 1, constructor: 2 }, { a: 'x' }],
    ['other JSON', anyJson, { a: [null] }, undefined],
  ])('that is %s is decoded only from its own JSON', (_, codec, value, wrong) => {
    const anyCodec = codec as Codec<unknown>
    expect(anyCodec.decode(JSON.parse(JSON.stringify(anyCodec.encode(value))))).toEqual(value)
    expect(anyCodec.decode(wrong)).toBeUndefined()
  })

  it('under the key __proto__ changes no prototype', () => {
    const json: unknown = JSON.parse('{"__proto__":1}')
    const decoded = dictionary(number).decode(json)!
    expect(Object.entries(decoded)).toEqual([['__proto__', 1]])
    expect(JSON.stringify(dictionary(number).encode(decoded))).toBe('{"__proto__":1}')
  })
})

describe('a union', () => {
  type Shape = { readonly kind: 'circle'; readonly r: number } | { readonly kind: 'point' }
  const shape = union<Shape['kind'], Shape>(({ kind }) => kind, {
    circle: object({ kind: required('k', oneOf({ circle: true })), r: required('r', number) }),
    point: object({ kind: required('k', oneOf({ point: true })) }),
  })

  it('is decoded by the codec of its tag', () => {
    for (const value of [{ kind: 'circle', r: 1 }, { kind: 'point' }] as const)
      expect(shape.decode(shape.encode(value))).toEqual(value)
    expect(shape.encode({ kind: 'point', ...{ r: 1 } })).toEqual({ k: 'point' })
    for (const json of [{ k: 'square' }, { k: 'circle' }, {}]) expect(shape.decode(json)).toBeUndefined()
  })
})
