/** Translates values of one type to JSON and back. */
export interface Codec<T> {
  encode(value: T): unknown
  /** Undefined if this is not the JSON of such a value. */
  decode(json: unknown): T | undefined
}

interface Field<T> {
  /** Name in the JSON. It must never change, because comments keep it. */
  readonly key: string
  readonly codec: Codec<T>
  readonly isOptional: boolean
}
interface RequiredField<T> extends Field<T> {
  readonly isOptional: false
}
interface OptionalField<T> extends Field<T> {
  readonly isOptional: true
}

/** One entry for each property of a type, so that a new property does not compile until it is encoded. */
export type Fields<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name]
    ? OptionalField<Exclude<T[Name], undefined>>
    : RequiredField<T[Name]>
}

export const required = <T>(key: string, codec: Codec<T>): RequiredField<T> => ({
  key,
  codec,
  isOptional: false,
})
export const optional = <T>(key: string, codec: Codec<T>): OptionalField<T> => ({
  key,
  codec,
  isOptional: true,
})

/** An object, property by property. Ignores unknown keys; rejects the object if one of its properties is invalid. */
export function object<T extends object>(fields: Fields<T>): Codec<T> {
  const entries = Object.entries<Field<unknown>>(fields)
  return {
    encode: (value) => {
      const json: Record<string, unknown> = {}
      for (const [name, { key, codec }] of entries) {
        const member: unknown = Reflect.get(value, name)
        if (member !== undefined) json[key] = codec.encode(member)
      }
      return json
    },
    decode: (json) => {
      if (!isObject(json)) return undefined
      const value: Record<string, unknown> = {}
      for (const [name, { key, codec, isOptional }] of entries) {
        const encoded = Object.hasOwn(json, key) ? json[key] : undefined
        if (encoded === undefined && isOptional) continue
        const member = encoded === undefined ? undefined : codec.decode(encoded)
        if (member === undefined) return undefined
        value[name] = member
      }
      // Complete: each property of the type has a field, and each field was decoded.
      return value as T
    },
  }
}

/** Adds the number of the format to an object. JSON of another format is not decoded. */
export function versioned<T extends object>(version: number, codec: Codec<T>): Codec<T> {
  return {
    encode: (value) => ({ version, ...(codec.encode(value) as object) }),
    decode: (json) => (isObject(json) && json['version'] === version ? codec.decode(json) : undefined),
  }
}

/** A union of objects, each with its own codec. Their JSON must differ, because the first that decodes it wins. */
export function union<Tag extends string, T>(
  tagOf: (value: T) => Tag,
  codecs: Readonly<Record<Tag, Codec<T>>>,
): Codec<T> {
  return {
    encode: (value) => codecs[tagOf(value)].encode(value),
    decode: (json) => {
      for (const codec of Object.values<Codec<T>>(codecs)) {
        const value = codec.decode(json)
        if (value !== undefined) return value
      }
      return undefined
    },
  }
}

export function list<T>(codec: Codec<T>): Codec<readonly T[]> {
  return {
    encode: (values) => values.map((value) => codec.encode(value)),
    decode: (json) => {
      if (!Array.isArray(json)) return undefined
      const values: T[] = []
      for (const each of json) {
        const value = codec.decode(each)
        if (value === undefined) return undefined
        values.push(value)
      }
      return values
    },
  }
}

/** An object with any keys. */
export function dictionary<T>(codec: Codec<T>): Codec<Readonly<Record<string, T>>> {
  const entries = list(tuple(text, codec))
  return {
    encode: (values) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, codec.encode(value)])),
    decode: (json) => {
      const decoded = isObject(json) ? entries.decode(Object.entries(json)) : undefined
      return decoded && Object.fromEntries(decoded)
    },
  }
}

export function tuple<A, B>(first: Codec<A>, second: Codec<B>): Codec<readonly [A, B]> {
  return {
    encode: ([a, b]) => [first.encode(a), second.encode(b)],
    decode: (json) => {
      if (!Array.isArray(json) || json.length !== 2) return undefined
      const [a, b] = [first.decode(json[0]), second.decode(json[1])]
      return a === undefined || b === undefined ? undefined : [a, b]
    },
  }
}

/** One of the keys of `values`. */
export function oneOf<T extends string>(values: Readonly<Record<T, unknown>>): Codec<T> {
  return literal((json): json is T => typeof json === 'string' && Object.hasOwn(values, json))
}

export const text = literal((json) => typeof json === 'string')
export const number = literal((json): json is number => typeof json === 'number' && Number.isFinite(json))
export const flag = literal((json) => typeof json === 'boolean')
/** A property whose only value is `true`. */
export const mark = literal((json) => json === true)
/** A property that is always absent. */
export const nothing: Codec<never> = { encode: (value) => value, decode: () => undefined }
/** JSON of another module, which validates it. */
export const anyJson: Codec<unknown> = { encode: (value) => value, decode: (json) => json }

/** A value that is its own JSON. */
export function literal<T>(isValue: (json: unknown) => json is T): Codec<T> {
  return { encode: (value) => value, decode: (json) => (isValue(json) ? json : undefined) }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
