import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent } from './events.ts'
import { runAction } from './run-action.ts'
import type { StepOptions } from './step.ts'
import { VirtualClock } from './virtual-clock.ts'

/** The virtual clock runs at 20 times real speed while a process is busy: three minutes on a slow machine. */
const SLACK_MS = 3_600_000
const INPUTS = `
inputs:
  spec: { description: a }
  wait: { description: a, default: true }
  github-token: { description: a, default: '\${{ github.token }}' }
  matrix: { description: a, default: '\${{ toJSON(matrix) }}' }
  strategy: { description: a, default: '\${{ toJSON(strategy) }}' }
  job-status: { description: a, default: '\${{ job.status }}' }
  job-check-run-id: { description: a, default: '\${{ job.check_run_id }}' }
`
const PRINT_INPUTS = `
const inputs = Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_'))
console.log(JSON.stringify(Object.fromEntries(inputs)))
`

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-action-'))
  mkdirSync(join(root, 'workspace'))
})
afterEach(() => rmSync(root, { recursive: true }))

interface ActionText {
  readonly main: string
  readonly post?: string
  readonly postIf?: string
  readonly inputs?: string
}

/** Runs a step with an action that consists of these scripts. */
function run({ main, post, postIf, inputs = INPUTS }: ActionText, options: Partial<StepOptions> = {}) {
  const runs = ['using: node24', 'main: main.mjs', ...(post === undefined ? [] : ['post: post.mjs'])]
  if (postIf !== undefined) runs.push(`post-if: ${postIf}`)
  writeFileSync(join(root, 'action.yml'), `name: a\n${inputs}\nruns: { ${runs.join(', ')} }\n`)
  writeFileSync(join(root, 'main.mjs'), `import fs from 'node:fs'\n${main}`)
  writeFileSync(join(root, 'post.mjs'), post ?? '')
  return runAction({ action: root, workspace: join(root, 'workspace'), ...options })
}

function parsed(text: string | undefined): Record<string, unknown> {
  return JSON.parse(text ?? '{}') as Record<string, unknown>
}

describe('inputs', () => {
  it('come from the workflow, else from their defaults', async () => {
    const { log } = await run(
      { main: PRINT_INPUTS },
      {
        with: { Spec: 'a.yml' },
        githubToken: 'ghs_1',
        matrix: { seed: 1 },
        jobTotal: 2,
        run: { checkRunId: 5 },
      },
    )
    expect(parsed(log)).toEqual({
      INPUT_SPEC: 'a.yml',
      INPUT_WAIT: 'true',
      'INPUT_GITHUB-TOKEN': 'ghs_1',
      INPUT_MATRIX: '{\n  "seed": 1\n}',
      INPUT_STRATEGY: '{\n  "fail-fast": true,\n  "job-index": 0,\n  "job-total": 2,\n  "max-parallel": 2\n}',
      'INPUT_JOB-STATUS': 'success',
      'INPUT_JOB-CHECK-RUN-ID': '5',
    })
  })

  it('are empty or null without a value', async () => {
    const { log } = await run({ main: PRINT_INPUTS })
    expect(parsed(log)).toMatchObject({ INPUT_SPEC: '', 'INPUT_GITHUB-TOKEN': '', INPUT_MATRIX: 'null' })
  })

  it('that action.yml does not declare are an error', async () => {
    await expect(run({ main: '' }, { with: { spce: 'a' } })).rejects.toThrow("action.yml has no input 'spce'")
  })

  it('whose default uses an unknown context are an error', async () => {
    const inputs = "inputs: { key: { default: '${{ secrets.KEY }}' } }"
    await expect(run({ main: '', inputs })).rejects.toThrow("unknown name 'secrets'")
  })
})

describe('the environment', () => {
  it("is a runner's, with nothing inherited from this process", async () => {
    process.env['FROM_THE_TESTS'] = '1'
    const { log } = await run(
      { main: 'console.log(JSON.stringify({ ...process.env, cwd: process.cwd() }))' },
      {
        env: { RUNNER_ENVIRONMENT: 'github-hosted', MISTRAL_API_KEY: 'k' },
        githubApiUrl: 'http://127.0.0.1:1/api/v3',
      },
    )
    delete process.env['FROM_THE_TESTS']
    const variables = parsed(log)
    expect(variables).toMatchObject({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: 'http://127.0.0.1:1/api/v3',
      GITHUB_GRAPHQL_URL: 'http://127.0.0.1:1/api/graphql',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/12/merge',
      GITHUB_REF_NAME: '12/merge',
      GITHUB_SHA: 'c'.repeat(40),
      GITHUB_HEAD_REF: 'better-support-bot',
      GITHUB_BASE_REF: 'main',
      GITHUB_REPOSITORY: 'acme/models',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_WORKFLOW_REF: 'acme/models/.github/workflows/train.yml@refs/pull/12/merge',
      MISTRAL_API_KEY: 'k',
      RUNNER_ENVIRONMENT: 'github-hosted',
      // On macOS, the folder for temporary files is a symbolic link.
      cwd: realpathSync(join(root, 'workspace')),
    })
    // macOS gives each process a variable that starts with __CF_.
    const otherNames = Object.keys(variables).filter((name) => !/^(GITHUB|RUNNER|INPUT|__CF)_/.test(name))
    expect(otherNames.sort()).toEqual(['CI', 'HOME', 'MISTRAL_API_KEY', 'PATH', 'cwd'])
    expect(variables).not.toHaveProperty('GITHUB_TOKEN')
  })

  it('follows from the event and the run', async () => {
    const { log } = await run(
      { main: 'console.log(JSON.stringify(process.env))' },
      {
        event: pushEvent({ owner: 'o', repo: 'r', ref: 'refs/tags/v1', actor: 'mona' }),
        run: { id: 77, attempt: 3 },
      },
    )
    expect(parsed(log)).toMatchObject({
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_REF_TYPE: 'tag',
      GITHUB_REF_NAME: 'v1',
      GITHUB_SHA: 'e'.repeat(40),
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '3',
      GITHUB_ACTOR: 'mona',
      RUNNER_ENVIRONMENT: 'self-hosted',
    })
  })

  it('has an event file as old as the job', async () => {
    const clock = new VirtualClock({ startAt: Date.UTC(2026, 2, 2) })
    const main = `const file = process.env.GITHUB_EVENT_PATH
      console.log(JSON.stringify([JSON.parse(fs.readFileSync(file)).number, fs.statSync(file).mtime]))`
    const { log } = await run({ main }, { clock, event: pullRequestEvent({ number: 34 }) })
    clock.close()
    expect(log).toMatch(/^\[34,"2026-03-02T00:0/)
  })
})

describe('the result', () => {
  it('has what the step printed and wrote', async () => {
    const main = `
      const append = (name, text) => fs.appendFileSync(process.env[name], text)
      append('GITHUB_OUTPUT', 'job-id=1\\njob<<E\\n{\\n}\\nE\\n'); append('GITHUB_STEP_SUMMARY', '# S'); append('GITHUB_STATE', 'a=1')
      process.stdout.write('::add-mask::secret\\nprogress 1\\rprogress 2\\r\\n::error file=a.yml,line=2::bad')
      process.exitCode = 3`
    const result = await run({ main })
    expect(result).toMatchObject({
      exitCode: 3,
      signal: null,
      timedOut: false,
      cancelled: false,
      conclusion: 'failure',
      outputs: { 'job-id': '1', job: '{\n}' },
      state: { a: '1' },
      summary: '# S',
      lines: ['::add-mask::secret', 'progress 1', 'progress 2', '::error file=a.yml,line=2::bad'],
      plainLines: ['progress 1', 'progress 2'],
      masks: ['secret'],
      annotations: [{ level: 'error', file: 'a.yml', line: 2, message: 'bad' }],
      post: undefined,
    })
    expect(result.log).toBe('::add-mask::secret\nprogress 1\nprogress 2\n::error file=a.yml,line=2::bad\n')
  })

  it('includes stderr, and reports lines while the step runs', async () => {
    const seen: string[] = []
    const { lines } = await run(
      { main: 'console.error("x"); console.log("y")' },
      { onLine: (line) => seen.push(line) },
    )
    expect([...lines].sort()).toEqual(['x', 'y'])
    expect(seen).toEqual(lines)
  })

  it('measures virtual time with a clock', async () => {
    const clock = new VirtualClock()
    const { virtualMs } = await run({ main: 'setTimeout(() => {}, 36e5)' }, { clock })
    clock.close()
    expect(virtualMs).toBeGreaterThan(36e5)
    expect(virtualMs).toBeLessThan(36e5 + SLACK_MS)
  })

  it('is an error for a malformed command file', async () => {
    const step = run({ main: 'fs.writeFileSync(process.env.GITHUB_OUTPUT, "rubbish")' })
    await expect(step).rejects.toThrow('GITHUB_OUTPUT is malformed')
  })

  it.each([
    ['runs: { using: node20, main: a.mjs }', 'runs.using is "node20"'],
    ['runs: { using: node24, main: a.mjs, pre: b.mjs }', 'runs.pre'],
    ['runs: { using: node24 }', 'runs.main is missing'],
  ])('is an error for an unsupported action: %s', async (text, message) => {
    writeFileSync(join(root, 'action.yml'), text)
    await expect(runAction({ action: root, workspace: root })).rejects.toThrow(message)
  })
})

describe('post', () => {
  const post = `console.log(process.env['INPUT_JOB-STATUS'], process.env.STATE_job, process.env.MODEL)`

  it('receives state, exported variables and the status of the job', async () => {
    const main = `fs.writeFileSync(process.env.GITHUB_STATE, 'job=7'); fs.writeFileSync(process.env.GITHUB_ENV, 'MODEL=m')
      process.exitCode = 1`
    expect((await run({ main, post })).post?.lines).toEqual(['failure 7 m'])
    expect((await run({ main: '', post })).post?.lines).toEqual(['success undefined undefined'])
    expect((await run({ main: '', post }, { postJobStatus: 'cancelled' })).post?.lines).toEqual([
      'cancelled undefined undefined',
    ])
  })

  it('is skipped by its condition or by the caller', async () => {
    expect((await run({ main: '', post, postIf: 'failure()' })).post).toBeUndefined()
    expect((await run({ main: '', post, postIf: 'success()' })).post?.exitCode).toBe(0)
    expect((await run({ main: '', post }, { post: false })).post).toBeUndefined()
  })

  it('has its own command files', async () => {
    const main = 'fs.writeFileSync(process.env.GITHUB_OUTPUT, "a=1")'
    const result = await run({
      main,
      post: 'import fs from "node:fs"; fs.writeFileSync(process.env.GITHUB_OUTPUT, "b=2")',
    })
    expect([result.outputs, result.post?.outputs]).toEqual([{ a: '1' }, { b: '2' }])
  })
})

describe('a step that is stopped', () => {
  const STUBBORN = `
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name))
    setInterval(() => {}, 1000); console.log('ready')`
  const cancelWhenReady: Partial<StepOptions> = {
    onStart: (control) => {
      const timer = setInterval(() => {
        if (!control.lines.includes('ready')) return
        clearInterval(timer)
        control.cancel()
        control.cancel()
      }, 1)
    },
  }

  it('gets SIGINT, SIGTERM and SIGKILL with the configured delays', async () => {
    const ladder = { terminateAfterMs: 150, killAfterMs: 50 }
    const result = await run({ main: STUBBORN }, { ...cancelWhenReady, signalDelays: ladder })
    expect(result).toMatchObject({
      signal: 'SIGKILL',
      exitCode: null,
      cancelled: true,
      timedOut: false,
      conclusion: 'cancelled',
      signalsSent: ['SIGINT', 'SIGTERM', 'SIGKILL'],
      lines: ['ready', 'SIGINT', 'SIGTERM'],
    })
    expect(result.exitAfterSignalMs).toBeGreaterThanOrEqual(195)
  })

  it('gets no more signals after its exit, and post learns of the cancellation', async () => {
    const main = `process.on('SIGINT', () => process.exit(0)); setInterval(() => {}, 1000); console.log('ready')`
    const result = await run({ main, post: "console.log(process.env['INPUT_JOB-STATUS'])" }, cancelWhenReady)
    expect(result).toMatchObject({ exitCode: 0, signalsSent: ['SIGINT'], conclusion: 'cancelled' })
    expect(result.post?.lines).toEqual(['cancelled'])
  })

  it('is cancelled at a virtual time', async () => {
    const clock = new VirtualClock()
    const main = `const startedAt = Date.now(); setInterval(() => {}, 36e5)
      process.on('SIGINT', () => { console.log(Date.now() - startedAt); process.exit(1) })`
    const { lines } = await run({ main }, { clock, cancelAfterMs: 5_400_000 })
    clock.close()
    const [after] = lines.map(Number)
    expect(after).toBeGreaterThan(5_400_000 - SLACK_MS)
    expect(after).toBeLessThan(5_400_000 + SLACK_MS)
  })

  it('is cancelled after real time without a clock', async () => {
    const result = await run({ main: 'setInterval(() => {}, 1000)' }, { cancelAfterMs: 20 })
    expect(result).toMatchObject({ signal: 'SIGINT', cancelled: true })
  })

  it('is killed when it hangs', async () => {
    const result = await run({ main: 'for (;;);', post: 'console.log(1)' }, { timeoutMs: 200 })
    expect(result).toMatchObject({
      timedOut: true,
      signal: 'SIGKILL',
      cancelled: false,
      conclusion: 'failure',
    })
    expect(result.post).toBeDefined()
  })

  it('can be killed without notice, which keeps what it has written', async () => {
    const main = `fs.writeFileSync(process.env.GITHUB_OUTPUT, 'job-id=1'); fs.writeFileSync(process.env.GITHUB_STATE, 's=2')
      console.log('ready'); setInterval(() => {}, 1000)`
    const seen: unknown[] = []
    const result = await run(
      { main },
      {
        onStart: (control) => {
          const timer = setInterval(() => {
            if (!control.lines.includes('ready')) return
            clearInterval(timer)
            seen.push(control.outputs(), control.state())
            control.kill()
          }, 1)
        },
      },
    )
    expect(seen).toEqual([{ 'job-id': '1' }, { s: '2' }])
    expect(result).toMatchObject({ signal: 'SIGKILL', cancelled: false, outputs: { 'job-id': '1' } })
  })
})
