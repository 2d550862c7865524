import { describe, expect, it } from '@jest/globals'
import { createNoticeCodec } from '../../src/state/notice-codec.ts'
import { hasMarker } from '../../src/state/record-codec.ts'
import { jobId } from '../fakes/forge-api.ts'

const CODEC = createNoticeCodec('7001#7', 'forge-key')
const MARKER = CODEC.encode(jobId(1))

describe('the marker of a notice', () => {
  it('names its job, wherever it is in the comment', () => {
    expect(CODEC.decode(MARKER)).toBe(jobId(1))
    expect(CODEC.decode(`Edited.\r\n${MARKER}\r\ntext`)).toBe(jobId(1))
  })

  it.each([
    ['another conversation', createNoticeCodec('7001#8', 'forge-key').encode(jobId(1))],
    ['another key', createNoticeCodec('7001#7', 'other-key').encode(jobId(1))],
    ['another job', MARKER.replace(jobId(1), jobId(2))],
    ['another conversation in clear text only', MARKER.replace('7001#7', '7001#8')],
    [
      'the signature of another conversation',
      createNoticeCodec('7001#8', 'forge-key').encode(jobId(1)).replace('7001#8', '7001#7'),
    ],
    ['a cut signature', MARKER.replace(/.{5} -->$/, ' -->')],
    ['no marker', 'text'],
  ])('does not count with %s', (_, body) => {
    expect(CODEC.decode(body)).toBeUndefined()
  })

  it('is not taken for that of a record', () => {
    expect(hasMarker(MARKER)).toBe(false)
  })
})
