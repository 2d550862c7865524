/** An annotation of the action. */
export interface Problem {
  readonly level: 'error' | 'warning' | 'notice'
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly message: string
}

/** What JSON leaves as it is, although terminals act on it or hide it. */
const UNSAFE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/**
 * The document of `--json`: the outputs of the action, in which `job` and `jobs` are values, not text, and the problems that it
 * would annotate.
 */
export function formatDocument(
  { job = '', jobs = '', ...outputs }: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): string {
  const { 'jobs-file': _, 'comment-url': __, ...rest } = outputs
  const document = { ...rest, job: parse(job, null), jobs: parse(jobs, []), problems }
  const text = JSON.stringify(document, null, 2)
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function parse(text: string, absent: unknown): unknown {
  return text === '' ? absent : (JSON.parse(text) as unknown)
}
