import type { ApiResult } from '../../src/jobs/api.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import type { FaultEffect, RandomSchedule } from './random-schedule.ts'
import type { Evidence, ApiExchange } from './random-simulation.ts'

/** Formats a run for people: its setup, all events, the result and the violations. */
export function formatEvidence(evidence: Evidence, check: (evidence: Evidence) => readonly string[]): string {
  const {
    schedule,
    traffic,
    states,
    actualJobs,
    end,
    isSuccess,
    isSettled,
    postState,
    stoppedAtMs,
    exitedAtMs,
  } = evidence
  const events = [
    ...traffic.map((exchange): [number, string] => [exchange.atMs, formatExchange(exchange)]),
    ...schedule.externalEvents.map(({ atMs, action }): [number, string] => [atMs, `other client: ${action}`]),
    ...actualJobs
      .filter(({ isOurs }) => isOurs)
      .map(({ createdAtMs, id, spec }): [number, string] => [
        createdAtMs,
        `service: job ${id} of ${spec ?? ''} is created`,
      ]),
    ...(stoppedAtMs < Infinity
      ? [[stoppedAtMs, `runner: ${schedule.stop?.by ?? ''}`] as [number, string]]
      : []),
    [exitedAtMs, `step: exited (${end}), ${isSuccess ? 'passed' : 'failed'}`] as [number, string],
  ].sort(([a], [b]) => a - b)
  return [
    'setup',
    ...formatSchedule(schedule).map((line) => `  ${line}`),
    'events',
    ...shortenLines(events.map(([atMs, text]) => `  ${(atMs / 1000).toFixed(3).padStart(10)} s  ${text}`)),
    'result',
    ...states.map(({ label, job, outcome, notes }) => {
      return `  ${label}: ${outcome ?? 'open'} ${job?.id ?? ''} ${notes.map(({ code }) => code).join(' ')}`
    }),
    `  post state: ${JSON.stringify(postState)}`,
    ...(isSettled === undefined
      ? []
      : [`  post: ${isSettled ? 'everything is settled' : 'not everything is settled'}`]),
    'violations',
    ...check(evidence).map((text) => `  ${text}`),
  ].join('\n')
}

function formatSchedule({
  specs,
  inputs,
  service,
  timelines,
  faults,
  stop,
  commentFaults: comments,
}: RandomSchedule): readonly string[] {
  return [
    `specs ${specs.join(', ')}; ${formatFields(inputs)}`,
    `service ${formatFields(service)}; its clock starts at ${new Date(TEST_START_MS).toISOString()}`,
    ...timelines.map((timeline, n) => `job ${n + 1} ${formatFields(timeline)}`),
    ...faults.map(({ operation, nth, times, effect }) => {
      return `${operation} ${nth}${times > 1 ? ` to ${nth + times - 1}` : ''}: ${formatEffect(effect)}`
    }),
    ...comments.map((fault) => `comments ${formatFields(fault)}`),
    ...(stop === undefined ? [] : [`stop ${formatFields(stop)}`]),
  ]
}

function formatEffect({ kind, ...rest }: FaultEffect): string {
  return `${kind} ${formatFields(rest)}`
}

export function formatFields(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
}

function formatExchange({ caller, operation, spec, id, endedAtMs, result }: ApiExchange): string {
  const about = [spec, id].filter((part) => part !== undefined).join(' ')
  return `${caller}: ${operation} ${about} -> ${formatResult(result)}${endedAtMs === undefined ? '' : ` at ${(endedAtMs / 1000).toFixed(3)} s`}`
}

export function formatResult(result: ApiResult<object> | undefined): string {
  if (result === undefined) return 'no response received'
  if (!result.ok) {
    const { kind, status, retryAfterMs } = result.error
    const wait = retryAfterMs === undefined ? '' : ` Retry-After ${retryAfterMs} ms`
    return `${kind}${status === undefined ? '' : ` ${status}`}${wait}`
  }
  const { value } = result
  if ('jobs' in value && Array.isArray(value.jobs)) return `${value.jobs.length} jobs`
  return 'status' in value ? String(value.status) : 'ok'
}

/** Keeps the first and last lines of a long run. */
export function shortenLines(lines: readonly string[]): readonly string[] {
  if (lines.length <= 60) return lines
  return [...lines.slice(0, 40), `  ... ${lines.length - 60} more ...`, ...lines.slice(-20)]
}
