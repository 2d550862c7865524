import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Larger than any genuine data; protects against decompression bombs. */
const MAX_INFLATED_BYTES = 1024 * 1024

/**
 * Compresses the first of ever smaller versions of a value whose base64 has at most `maxLength` characters. Undefined if
 * none of them fits. `redact` removes secrets that the service may have echoed.
 */
export function packFirstThatFits<T>(
  versions: Iterable<T>,
  encode: (version: T) => unknown,
  { maxLength, redact }: { readonly maxLength: number; readonly redact: (text: string) => string },
): string | undefined {
  for (const version of versions) {
    const json = Buffer.from(redact(JSON.stringify(encode(version))))
    // Repetitive data compresses well, but `unpack` rejects it.
    if (json.length > MAX_INFLATED_BYTES) continue
    const packed = deflateRawSync(json).toString('base64')
    if (packed.length <= maxLength) return packed
  }
  return undefined
}

/** Returns the JSON value; undefined if it is damaged. */
export function unpack(packed: string): unknown {
  try {
    const json = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES })
    return JSON.parse(json.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
