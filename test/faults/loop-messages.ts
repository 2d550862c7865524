import type { LoopSchedule, SingleFault, Trouble } from './loop-schedule.ts'
import type { Exchange, LoopEvidence } from './loop-simulation.ts'
import { formatFields, formatResult, shortenLines } from './random-messages.ts'

/** Formats a run for people: its setup, all requests and changes, the result and the violations. */
export function formatLoopEvidence(
  evidence: LoopEvidence,
  check: (evidence: LoopEvidence) => readonly string[],
): string {
  const { schedule, exchanges, jobs, observations, states, endedMs } = evidence
  const events = [
    ...exchanges.map((exchange): [number, string] => [exchange.startMs, formatExchange(exchange)]),
    ...jobs
      .filter(({ label, old }) => label !== undefined || old !== undefined)
      .flatMap(({ id, label, changes }) =>
        changes.map(({ atMs, status }): [number, string] => [
          atMs,
          `service: ${id} of ${label ?? 'an old run'} is ${status}`,
        ]),
      ),
    ...[...observations].flatMap(([label, all]) =>
      all.map(({ atMs, status }): [number, string] => [atMs, `step: sees ${label} ${status}`]),
    ),
    [endedMs, 'step: ended'] as [number, string],
  ].sort(([a], [b]) => a - b)
  return [
    'setup',
    ...formatSchedule(schedule).map((line) => `  ${line}`),
    'events',
    ...shortenLines(events.map(([atMs, text]) => `  ${(atMs / 1000).toFixed(3).padStart(10)} s  ${text}`)),
    'result',
    ...(states ?? []).map(({ label, job, outcome, notes }) => {
      return `  ${label}: ${outcome ?? 'open'} ${job?.id ?? ''} ${notes.map(({ code }) => code).join(' ')}`
    }),
    'violations',
    ...check(evidence).map((text) => `  ${text}`),
  ].join('\n')
}

function formatSchedule(schedule: LoopSchedule): readonly string[] {
  const { jobs, oldJobs, timeoutMs, service, troubles, faults, githubTroubles } = schedule
  return [
    `timeout ${timeoutMs} ms; service ${formatFields(service)}`,
    ...jobs.map((job, n) => `${n}.yml ${formatFields(job)}`),
    ...oldJobs.map((job) => `old job ${formatFields(job)}`),
    ...[...troubles, ...faults].map(formatFault),
    ...githubTroubles.map((trouble) => `GitHub ${formatFields(trouble)}`),
  ]
}

function formatFault({ effect: { kind, ...rest }, ...fault }: Trouble | SingleFault): string {
  return `${formatFields(fault)}: ${kind} ${formatFields(rest)}`
}

function formatExchange({ key, endMs, result }: Exchange): string {
  return `step: ${key} -> ${formatResult(result)} at ${(endMs / 1000).toFixed(3)} s`
}
