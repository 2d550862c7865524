import type { IdentityEvidence } from './identity-evidence.ts'

/** Tells a schedule, what its steps logged, and what was violated. */
export function formatIdentityEvidence(
  evidence: IdentityEvidence,
  check: (evidence: IdentityEvidence) => readonly string[],
): string {
  const { schedule, steps, syncs, calls } = evidence
  const { events, ...conditions } = schedule
  return [
    JSON.stringify(conditions),
    ...events.map((event) => JSON.stringify(event)),
    ...[...steps, ...syncs].flatMap(({ run, end }) => {
      const { owner, run: ref } = run.holder
      return [
        '',
        `run ${ref.id}.${ref.attempt} of ${owner}: ${end}`,
        ...run.log.lines.map((line) => `  ${line}`),
      ]
    }),
    '',
    ...calls.map(
      ({ kind, jobId, request, sender }) =>
        `${jobId} (${request}) ${kind}, by run ${sender.holder.run.id} of ${sender.holder.owner}`,
    ),
    '',
    ...check(evidence),
  ].join('\n')
}
