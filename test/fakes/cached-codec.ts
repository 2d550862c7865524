import type { DecodedRecord, RecordCodec } from '../../src/state/record-codec.ts'

/** The codec with a memory: in virtual time, decoding the same comments again and again is what takes most of the time. */
export function withCache(codec: RecordCodec): RecordCodec {
  const cache = new Map<string, DecodedRecord>()
  const decode = (body: string): DecodedRecord => {
    const decoded = cache.get(body) ?? codec.decode(body)
    cache.set(body, decoded)
    return decoded
  }
  return { ...codec, decode }
}
