import { createHmac, timingSafeEqual } from 'node:crypto'

/** Differs from the marker of a record, so that no reader takes a notice for one. */
const MARKER = /<!-- forge-training-job-notice v1 (\S+#\d+) ([\w-]{1,128}) ([\w-]{43}) -->/

/** Reads and writes the markers of notices: the comments that announce the end of one job. */
export interface NoticeCodec {
  encode(jobId: string): string
  /** The id of the job that the comment announces; undefined if it is not a notice of ours in this conversation. */
  decode(body: string): string | undefined
}

/**
 * Creates the codec of a conversation, `<repository>#<number>`. Notices are signed like records, because every workflow of
 * the repository can write comments under our login, and a forged one would silence ours.
 */
export function createNoticeCodec(scope: string, apiKey: string): NoticeCodec {
  const secret = createHmac('sha256', apiKey).update('forge-training-job notice').digest()
  const sign = (jobId: string): string =>
    createHmac('sha256', secret).update(`${scope}\n${jobId}`).digest('base64url')
  return {
    encode: (jobId) => `<!-- forge-training-job-notice v1 ${scope} ${jobId} ${sign(jobId)} -->`,
    decode(body) {
      const [, markedScope, jobId = '', signature = ''] = MARKER.exec(body) ?? []
      if (markedScope !== scope) return undefined
      return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(jobId))) ? jobId : undefined
    },
  }
}
