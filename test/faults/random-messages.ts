import { TEST_START_MS } from '../fakes/clock.ts'
import type { Blow, Schedule } from './random-schedule.ts'
import type { Evidence, Exchange } from './random-world.ts'

/** A run as people read it: what was set up, what was said on the wire, what came of it, and what is wrong with that. */
export function scriptOf(evidence: Evidence, judge: (evidence: Evidence) => readonly string[]): string {
  const { schedule, traffic, trainings, truths, end, isGreen, isSettled, handover, stopMs, goneMs } = evidence
  const happenings = [
    ...traffic.map((exchange): [number, string] => [exchange.atMs, wire(exchange)]),
    ...schedule.others.map(({ atMs, what }): [number, string] => [atMs, `others: ${what}`]),
    ...truths
      .filter(({ isOurs }) => isOurs)
      .map(({ bornMs, id, spec }): [number, string] => [bornMs, `service: ${id} of ${spec ?? ''} is made`]),
    ...(stopMs < Infinity ? [[stopMs, `runner: ${schedule.stop?.by ?? ''}`] as [number, string]] : []),
    [goneMs, `step: gone (${end}), ${isGreen ? 'green' : 'red'}`] as [number, string],
  ].sort(([a], [b]) => a - b)
  return [
    'given',
    ...given(schedule).map((line) => `  ${line}`),
    'then',
    ...shortened(happenings.map(([atMs, words]) => `  ${(atMs / 1000).toFixed(3).padStart(10)} s  ${words}`)),
    'in the end',
    ...trainings.map(({ label, job, outcome, notes }) => {
      return `  ${label}: ${outcome ?? 'open'} ${job?.id ?? ''} ${notes.join(' ')}`
    }),
    `  left to post: ${JSON.stringify(handover)}`,
    ...(isSettled === undefined ? [] : [`  post: ${isSettled ? 'all is settled' : 'not all is settled'}`]),
    'violated',
    ...judge(evidence).map((words) => `  ${words}`),
  ].join('\n')
}

function given({ specs, inputs, service, courses, strikes, stop, comments }: Schedule): readonly string[] {
  return [
    `specs ${specs.join(', ')}; ${fields(inputs)}`,
    `service ${fields(service)}; its clock starts at ${new Date(TEST_START_MS).toISOString()}`,
    ...courses.map((course, n) => `job ${n + 1} ${fields(course)}`),
    ...strikes.map(({ operation, nth, times, blow }) => {
      return `${operation} ${nth}${times > 1 ? ` to ${nth + times - 1}` : ''}: ${blowWords(blow)}`
    }),
    ...comments.map((strike) => `comments ${fields(strike)}`),
    ...(stop === undefined ? [] : [`stop ${fields(stop)}`]),
  ]
}

function blowWords({ kind, ...rest }: Blow): string {
  return `${kind} ${fields(rest)}`
}

function fields(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
}

function wire({ by, operation, spec, id, doneMs, reply }: Exchange): string {
  const about = [spec, id].filter((word) => word !== undefined).join(' ')
  return `${by}: ${operation} ${about} -> ${replyWords(reply)}${doneMs === undefined ? '' : ` at ${(doneMs / 1000).toFixed(3)} s`}`
}

function replyWords(reply: Exchange['reply']): string {
  if (reply === undefined) return 'nobody heard it'
  if (!reply.ok) {
    const { kind, status, retryAfterMs } = reply.failure
    const wait = retryAfterMs === undefined ? '' : ` Retry-After ${retryAfterMs} ms`
    return `${kind}${status === undefined ? '' : ` ${status}`}${wait}`
  }
  const { value } = reply
  if ('jobs' in value && Array.isArray(value.jobs)) return `${value.jobs.length} jobs`
  return 'status' in value ? String(value.status) : 'ok'
}

/** A long wait is told by its beginning and its end. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= 60) return lines
  return [...lines.slice(0, 40), `  ... ${lines.length - 60} more ...`, ...lines.slice(-20)]
}
