import { HOURS, type LongTraining, type Shift } from './long-scene.ts'
import { MINUTE_MS } from './environment.ts'
import { columns, indented } from './terminal.ts'

/** The schedule of demo/workflows/sync.yml. */
const EVERY_MS = 30 * MINUTE_MS

/** What the newest run warns of, as GitHub shows it. */
export function warnings({ newest }: LongTraining): readonly string[] {
  const lines = newest.lines.flatMap((line) => /^::warning[^:]*::(.*)/.exec(line)?.[1] ?? [])
  return ['', ...lines.map((line) => `  Warning: ${line}`), '']
}

/** The event, and what it starts. */
export function deployment({ events, deploy, deployments }: LongTraining): readonly string[] {
  return [
    '  The event that the sync has sent',
    '',
    ...indented(JSON.stringify(events.at(-1)?.payload, null, 2)),
    '',
    '  What it starts, from demo/workflows/deploy.yml',
    '',
    ...indented(deploy.from('name:').join('\n')),
    '',
    '  What that prints',
    '',
    ...indented(deployments.map(({ log }) => log).join('')),
    '',
  ]
}

/** What all of it took of a runner, and what waiting would have taken. */
export function costs({ shifts }: LongTraining): readonly string[] {
  const [submission, ...syncs] = shifts
  const scheduled = Math.round((syncs.at(-1)!.atMs - syncs[0]!.atMs) / EVERY_MS) + 1
  const quiet = median(syncs.filter(({ run, hasWritten }) => run.outcome === 'running' && !hasWritten))
  const others = scheduled - syncs.length
  const all = submission!.seconds + sum(syncs) + others * quiet
  const waiting = HOURS * 3600
  const rows = [
    ['the submission', submission!.seconds],
    [`the ${syncs.length} syncs of the ${scheduled} of a cron "7,37 * * * *" that were played`, sum(syncs)],
    [
      `the ${others} others: computed, ${quiet.toFixed(1)} s each, as those that had nothing to write`,
      others * quiet,
    ],
    ['all together', all],
    [`a step that waits ${HOURS} h (GitHub's own runners end a job after 6 h)`, waiting],
  ] as const
  return [
    '',
    '  Seconds of a runner, for the steps of the action alone',
    '',
    ...indented(columns(rows.map(([what, seconds]) => [what, seconds.toFixed(1).padStart(9)])).join('\n')),
    '',
    `  That is ${((100 * all) / waiting).toFixed(2)} %. GitHub bills each run as whole minutes: ${scheduled + 1} min against ${HOURS * 60} min.`,
  ]
}

function sum(shifts: readonly Shift[]): number {
  return shifts.reduce((seconds, shift) => seconds + shift.seconds, 0)
}

function median(shifts: readonly Shift[]): number {
  const sorted = shifts.map(({ seconds }) => seconds).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
