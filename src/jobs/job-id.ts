const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Parses a job id, without surrounding blanks: 1 to 128 characters of `A-Z a-z 0-9 _ -`, which are safe in paths, logs,
 * Markdown and records. Undefined if it is anything else.
 *
 * Ids compare as strings. The contract promises UUIDs, whose case means nothing, so they are lower-cased. The case of
 * any other id may tell two jobs apart, so it stays.
 */
export function parseJobId(value: unknown): string | undefined {
  const id = typeof value === 'string' ? value.trim() : ''
  if (!JOB_ID.test(id)) return undefined
  return UUID.test(id) ? id.toLowerCase() : id
}

/** Whether the id is as the contract promises. */
export function isUuid(id: string): boolean {
  return UUID.test(id)
}
