// npm run test:faults: the built action under every single fault of its exchanges, and under pairs of them, in virtual
// time and over real sockets. `--only TEXT` runs the schedules whose id contains the text, with their logs;
// `--sample N` runs every N-th.
import { parseArgs } from 'node:util'
import { inWorld } from '../e2e/world.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { INVARIANTS, TIMEOUT_MINUTES } from './invariants.ts'
import { schedules, type Schedule } from './schedule.ts'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    sample: { type: 'string', default: '1' },
    action: { type: 'string' },
    parallel: { type: 'string', default: '4' },
  },
})

const TIMELINE = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 20_000, status: 'RUNNING' },
  { afterMs: 120_000, status: 'SUCCESS' },
]

const startedMs = performance.now()
const chosen = schedules().filter(
  ({ id }, n) => (flags.only === undefined || id.includes(flags.only)) && n % Number(flags.sample) === 0,
)
const tally = new Map<string, { count: number; violations: number }>()
const waiting = [...chosen]
await Promise.all(Array.from({ length: Number(flags.parallel) }, work))
for (const [family, { count, violations }] of tally) {
  console.log(
    `${String(count).padStart(5)} schedules  ${String(violations).padStart(3)} violations  ${family}`,
  )
}
const violations = [...tally.values()].reduce((sum, each) => sum + each.violations, 0)
const seconds = Math.round((performance.now() - startedMs) / 1000)
console.log(`faults: ${chosen.length} schedules, ${violations} violations, ${seconds} s`)
process.exitCode = violations > 0 || chosen.length === 0 ? 1 : 0

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const broken = await judge(next)
    const { count = 0, violations: before = 0 } = tally.get(next.family) ?? {}
    tally.set(next.family, { count: count + 1, violations: before + broken.length })
    for (const line of broken) console.log(`VIOLATION  ${next.id}\n           ${line}`)
  }
}

/** Runs the action under a schedule and returns what it did wrong. */
function judge(schedule: Schedule): Promise<readonly string[]> {
  const { forge, github } = schedule
  return inWorld(
    {
      forge: { timeline: TIMELINE, resolveAliases: true, faults: [...forge] },
      github: { faults: [...github] },
    },
    async (world) => {
      world.forge.addJob({ ageMs: 3_600_000, timeline: TIMELINE })
      world.forge.addJob({ ageMs: 30_000, timeline: TIMELINE })
      const isTwinDue = schedule.hasTwin === true
      const result = await world.run({
        ...(flags.action === undefined ? {} : { action: flags.action }),
        with: { 'timeout-minutes': String(TIMEOUT_MINUTES) },
        ...(isAboutServiceOnly(schedule) ? { githubToken: '' } : {}),
        ...(isTwinDue ? { onStart: () => void twinOf(world) } : {}),
      })
      if (flags.only !== undefined) show(schedule, result)
      return Object.entries(INVARIANTS).flatMap(([name, holds]) => {
        const wrong = holds({ schedule, world, result })
        return wrong === undefined ? [] : [`${name}: ${wrong}`]
      })
    },
  )
}

/** Of two faults of the service GitHub hears nothing that it does not hear of each by itself; without it a run is shorter. */
function isAboutServiceOnly({ forge, github, hasTwin }: Schedule): boolean {
  return github.length === 0 && (forge.length > 1 || hasTwin === true)
}

/** Somebody else submits the same as soon as our request is there. */
async function twinOf({ forge }: Parameters<Parameters<typeof inWorld>[1]>[0]): Promise<void> {
  while (!forge.requests.some(({ operation }) => operation === 'create')) {
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  const { request } = forge.accepted[0] ?? {}
  const [sent] = forge.requests.filter(({ operation }) => operation === 'create')
  const same = request ?? (sent?.body as typeof request)
  if (same !== undefined) forge.addJob({ request: same, timeline: TIMELINE })
}

function show({ id, forge, github }: Schedule, { exitCode, lines, outputs }: StepResult): void {
  console.log(
    `\n${id}\n${JSON.stringify({ forge, github })}\nexit code ${exitCode}, outcome ${outputs['outcome']}, job ${outputs['job-id']}`,
  )
  for (const line of lines) if (!/^::(add-mask|debug)::/.test(line)) console.log(`  ${line}`)
}
