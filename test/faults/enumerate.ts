// npm run test:faults: runs the built action with every single fault and with pairs of faults, and several runs of one pull
// request, in virtual time and over real sockets. `--only TEXT` runs the schedules whose id contains the text and prints
// their logs; `--sample N` runs every N-th.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SPEC, SPEC_FILE, withEnvironment, type TestEnvironment } from '../e2e/test-environment.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { INVARIANTS, TIMEOUT_MINUTES, type Write } from './invariants.ts'
import { createSchedules, type FaultSchedule } from './schedule.ts'
import { createRunSeries, LONG_TIMELINE, startRunIn, type RunSeries } from './several-runs.ts'

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

/** A stopped step has a job that trains until it is cancelled. */
const ENDLESS_TIMELINE = TIMELINE.slice(0, 2)

const startedMs = performance.now()
const sample = createSchedules().filter((_, n) => n % Number(flags.sample) === 0)
const selected = [...sample, ...createRunSeries()].filter(
  ({ id }) => flags.only === undefined || id.includes(flags.only),
)
const totals = new Map<string, { count: number; violations: number }>()
const queue = [...selected]
await Promise.all(Array.from({ length: Number(flags.parallel) }, runQueue))
for (const [family, { count, violations }] of totals) {
  console.log(
    `${String(count).padStart(5)} schedules  ${String(violations).padStart(3)} violations  ${family}`,
  )
}
const violations = [...totals.values()].reduce((sum, each) => sum + each.violations, 0)
const seconds = Math.round((performance.now() - startedMs) / 1000)
console.log(`faults: ${selected.length} schedules, ${violations} violations, ${seconds} s`)
process.exitCode = violations > 0 || selected.length === 0 ? 1 : 0

async function runQueue(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const violated = 'check' in next ? await runSeries(next) : await runSchedule(next)
    const { count = 0, violations: previousViolations = 0 } = totals.get(next.family) ?? {}
    totals.set(next.family, { count: count + 1, violations: previousViolations + violated.length })
    for (const line of violated) console.log(`VIOLATION  ${next.id}\n           ${line}`)
  }
}

/** Runs the action with a schedule and returns the violated invariants. */
function runSchedule(schedule: FaultSchedule): Promise<readonly string[]> {
  const { forge, github, stop, hasTwin, specs = 1, datasets = 1 } = schedule
  const timeline = stop === undefined ? TIMELINE : ENDLESS_TIMELINE
  return withEnvironment(
    {
      forge: { timeline, resolveAliases: true, faults: [...forge] },
      github: { faults: [...github] },
      files: { [SPEC_FILE]: documents(specs, datasets) },
      // Post has little time: the machine must not use it up.
      clockSpeed: stop && 1,
    },
    async (environment) => {
      let operationsOfMain: readonly string[] = []
      environment.forge.addJob({ ageMs: 3_600_000, timeline: TIMELINE })
      environment.forge.addJob({ ageMs: 30_000, timeline: TIMELINE })
      const result = await environment.run({
        action: flags.action,
        with: {
          'timeout-minutes': String(TIMEOUT_MINUTES),
          ...(hasOnlyForgeFaults(schedule) ? { comment: 'false' } : {}),
        },
        // After a step that ended by itself, post does nothing (test/e2e), and starting it takes a third of the time.
        post: stop !== undefined,
        postJobStatus: stop?.jobStatus,
        env: recordWrites(environment),
        onStart: (control) => {
          if (hasTwin) void submitTwin(environment)
          if (stop) void environment.clock.sleep(stop.afterMs).then(() => control.kill(stop.signal))
        },
        onLine: (_, stage) => {
          if (stage === 'main') operationsOfMain = environment.operations
        },
      })
      if (flags.only !== undefined) printRun(schedule, result)
      const writes = readWrites(environment)
      return Object.entries(INVARIANTS).flatMap(([name, check]) => {
        const violation = check({ schedule, environment, result, operationsOfMain, writes })
        return violation === undefined ? [] : [`${name}: ${violation}`]
      })
    },
  )
}

/** Starts the runs of a series and returns its invariant if that is violated. */
function runSeries({ id, invariant, check }: RunSeries): Promise<readonly string[]> {
  return withEnvironment({ forge: { timeline: LONG_TIMELINE } }, async (environment) => {
    const start = startRunIn(environment, flags.action, (result) => {
      if (flags.only !== undefined) printRun({ id, forge: [], github: [] }, result)
    })
    const violation = await check(environment, start)
    return violation === undefined ? [] : [`${invariant}: ${violation}`]
  })
}

/** A spec file with so many documents, and so many datasets in each. */
function documents(count: number, datasets: number): string {
  const [dataset = ''] = /^ {2}- \S+$/m.exec(SPEC) ?? []
  const more = Array.from({ length: datasets - 1 }, () => `\n  - ${randomUUID()}`).join('')
  const document = SPEC.replace(dataset, `${dataset}${more}`)
  return Array.from({ length: count }, (_, n) => document.replace('steps: 1000', `steps: ${n + 1}000`)).join(
    '---\n',
  )
}

function writesFile({ workspace }: TestEnvironment): string {
  return join(workspace, 'writes.jsonl')
}

function recordWrites(environment: TestEnvironment): Record<string, string> {
  const preload = join(import.meta.dirname, 'record-writes.cjs')
  return { NODE_OPTIONS: `--require ${JSON.stringify(preload)}`, WRITES_FILE: writesFile(environment) }
}

function readWrites(environment: TestEnvironment): readonly Write[] {
  const lines = readFileSync(writesFile(environment), 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Write)
}

/**
 * Two faults of the service cause no other requests to GitHub than each of them alone. Without GitHub, the run is
 * shorter.
 */
function hasOnlyForgeFaults({ forge, github, hasTwin }: FaultSchedule): boolean {
  return github.length === 0 && (forge.length > 1 || hasTwin === true)
}

/** Another client submits the same request as soon as ours has arrived. */
async function submitTwin({ forge }: TestEnvironment): Promise<void> {
  while (!forge.requests.some(({ operation }) => operation === 'create')) {
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  const { request } = forge.accepted[0] ?? {}
  const [sent] = forge.requests.filter(({ operation }) => operation === 'create')
  const same = request ?? (sent?.body as typeof request)
  if (same !== undefined) forge.addJob({ request: same, timeline: TIMELINE })
}

function printRun(
  { id, forge, github }: Pick<FaultSchedule, 'id' | 'forge' | 'github'>,
  { exitCode, lines, outputs, post }: StepResult,
): void {
  console.log(
    `\n${id}\n${JSON.stringify({ forge, github })}\nexit code ${exitCode}, outcome ${outputs['outcome']}, job ${outputs['job-id']}`,
  )
  for (const line of [...lines, ...(post?.lines ?? [])])
    if (!/^::(add-mask|debug)::/.test(line)) console.log(`  ${line}`)
}
