import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { push, RUNS_FOREVER } from '../e2e/pushes.ts'
import { withEnvironment, type TestEnvironment } from '../e2e/test-environment.ts'
import type { StepControl, StepResult } from '../simulator/runner/step.ts'

const MINUTE = 60_000

/** The service takes no submission for `forMs` from the first one on. Calls `onFirst` with that one. */
function throttleSubmissions(
  { forge, clock }: TestEnvironment,
  { forMs, onFirst }: { readonly forMs: number; readonly onFirst: () => void },
): void {
  let untilMs: number | undefined
  const when = (): boolean => {
    if (untilMs === undefined) onFirst()
    untilMs ??= clock.now() + forMs
    return clock.now() < untilMs
  }
  const headers = { 'retry-after': '30' }
  forge.addFault({ kind: 'status', status: 429, headers, on: { operation: 'create', when } })
}

/** Preloaded code that puts the wall clock of a process ahead. */
const clockAhead = (ms: number): string => `
const { Date: Real } = globalThis
globalThis.Date = class extends Real {
  constructor(...args) { super(...(args.length === 0 ? [Real.now() + ${ms}] : args)) }
  static now() { return Real.now() + ${ms} }
}`

/** All steps have the only job that was ever submitted. */
function expectOneJob({ forge }: TestEnvironment, results: readonly (StepResult | undefined)[]): void {
  expect(forge.accepted).toHaveLength(1)
  for (const result of results)
    expect(result?.outputs).toMatchObject({ outcome: 'submitted', 'job-id': forge.accepted[0]?.id })
}

describe('a step that starts while another one is submitting the same request gets its job', () => {
  const options = { forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }

  it('if the clock of its runner is six minutes ahead', () =>
    withEnvironment(options, async (environment) => {
      const preload = join(environment.workspace, 'ahead.cjs')
      writeFileSync(preload, clockAhead(6 * MINUTE))
      const env = { NODE_OPTIONS: `--require ${preload}` }
      let second: Promise<StepResult> | undefined
      throttleSubmissions(environment, {
        forMs: MINUTE,
        onFirst: () => {
          second = push(environment, 8124, { env })
        },
      })
      const first = await push(environment, 8123)
      expectOneJob(environment, [first, await second])
    }))

  it('if GitHub takes no writes for so long that the claim of the other one expires', () =>
    withEnvironment(options, async (environment) => {
      const { clock, github } = environment
      let second: Promise<StepResult> | undefined
      let [blockedFromMs, blockedUntilMs] = [Infinity, -Infinity]
      for (const operation of ['createComment', 'updateComment']) {
        const when = (): boolean => clock.now() >= blockedFromMs && clock.now() < blockedUntilMs
        github.addFault({ kind: 'status', status: 502, on: { operation, when } })
      }
      throttleSubmissions(environment, {
        forMs: 9 * MINUTE,
        onFirst: () => {
          blockedFromMs = clock.now()
          blockedUntilMs = blockedFromMs + 8 * MINUTE
          second = clock.sleep(4 * MINUTE).then(() => push(environment, 8124))
        },
      })
      const first = await push(environment, 8123)
      expectOneJob(environment, [first, await second])
    }))

  it('if the other one stands still for twelve minutes after its claim', () =>
    // A process that stands still keeps the clock from jumping, so the clock has to run faster.
    withEnvironment({ ...options, clockSpeed: 20 }, async (environment) => {
      const { clock, forge } = environment
      let first: StepControl | undefined
      let second: Promise<StepResult> | undefined
      const runSecond = async (): Promise<StepResult> => {
        first?.kill('SIGSTOP')
        clock.advance(12 * MINUTE)
        const result = await push(environment, 8124)
        first?.kill('SIGCONT')
        return result
      }
      const when = (): boolean => {
        second ??= runSecond()
        return false
      }
      // The last request before the submission.
      forge.addFault({ kind: 'delay', on: { operation: 'list', when } })
      const result = await push(environment, 8123, { onStart: (control) => (first = control) })
      expectOneJob(environment, [result, await second])
    }))
})

it('two workflows that start together train one job, though lists show their comments late', () =>
  withEnvironment(
    { forge: { timeline: RUNS_FOREVER }, github: { listDelayMs: 2_000 }, clockSpeed: 1 },
    async (environment) => {
      const files = ['.github/workflows/train.yml', '.github/workflows/nightly.yml']
      const results = await Promise.all(
        files.map((workflowFile, n) => push(environment, 8123 + n, { run: { workflowFile } })),
      )
      expectOneJob(environment, results)
      expect(environment.comments).toHaveLength(2)
    },
  ))
