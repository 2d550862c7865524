import type { JobEntry, Sweep } from './sweep-scene.ts'
import { MINUTE_MS } from './environment.ts'
import { columns, indented } from './terminal.ts'

/** The learning rate of a job as people write it. */
export function rateOf({ hyperparameters }: JobEntry): string {
  return hyperparameters.learning_rate.toExponential()
}

/** What the step has written about the first job so far. */
export function log({ newest, jobs }: Sweep): readonly string[] {
  const isOfFirst = (line: string): boolean => line.includes(jobs[0]?.spec ?? '')
  const lines = newest.lines.filter((line) => !line.startsWith('::') && isOfFirst(line))
  return ['', '  The log, as far as it is about the first of them', '', ...indented(lines.join('\n')), '']
}

export function table({ jobs }: Sweep): readonly string[] {
  const rows = jobs.map((job) => [job.spec, rateOf(job), job.status, job.outcome, job['output-model']])
  return [
    '  The output `jobs` as a table',
    '',
    ...indented(columns([['spec', 'rate', 'status', 'outcome', 'output-model'], ...rows]).join('\n')),
    '',
  ]
}

const SIGNS: Readonly<Record<string, string>> = { QUEUED: '.', VALIDATING: ':', RUNNING: '=' }
const ENDS: Readonly<Record<string, string>> = { SUCCESS: '+', FAILED: 'x' }
const CELL_MINUTES = 2

interface Change {
  readonly atMinute: number
  readonly status: string
}

/** When which status was seen, as the log has it. */
export function bars({ newest, jobs }: Sweep): readonly string[] {
  const rows = jobs.map((job) => {
    const changes = changesOf(job.spec, newest.lines)
    const startMinute = changes[0]?.atMinute ?? 0
    const cells = changes.map(({ atMinute, status }, n) => {
      const minutes = (changes[n + 1]?.atMinute ?? atMinute) - atMinute
      return ENDS[status] ?? (SIGNS[status] ?? '?').repeat(Math.ceil(minutes / CELL_MINUTES))
    })
    const minutes = (changes.at(-1)?.atMinute ?? startMinute) - startMinute
    return [rateOf(job), cells.join(''), `${minutes} min`]
  })
  const head = `each sign ${CELL_MINUTES} min: . queued, : validating, = training, + trained, x failed`
  return [
    '  The time line, from the log of the step',
    '',
    ...indented(columns([['rate', head, 'after'], ...rows]).join('\n')),
    '',
  ]
}

/** The first line about each status of a job. */
function changesOf(label: string, lines: readonly string[]): readonly Change[] {
  const seen = new Map<string, Change>()
  for (const line of lines) {
    const [, hour, minute, about, status = ''] = /^(\d\d):(\d\d):\d\d +(\S+) +([A-Z_]+)\b/.exec(line) ?? []
    if (about !== label || seen.has(status)) continue
    seen.set(status, { atMinute: Number(hour) * 60 + Number(minute), status })
  }
  return [...seen.values()]
}

export function requests({ watchRequests, newest }: Sweep): readonly string[] {
  const minutes = Math.round((Number(newest.outputs['elapsed-seconds']) * 1000) / MINUTE_MS)
  return [`  The watch over all eight made ${watchRequests} requests to the service in ${minutes} min.`, '']
}

/** The step as users write it, and what it did. */
export function winner({ workflow, winner: end }: Sweep): readonly string[] {
  return [
    '',
    '  The step, from demo/workflows/sweep.yml (here its evaluate.sh has the scores by heart)',
    '',
    ...workflow.from('- id: winner'),
    '',
    '  What it prints, and its output',
    '',
    ...indented(end?.log ?? ''),
    ...Object.entries(end?.outputs ?? {}).map(([name, value]) => `  ${name}=${value}`),
  ]
}
