/**
 * npm run bench:start: measures how long `command: validate` takes from start to exit, and `command: run` from start to
 * the first byte that the service gets, relative to a Node that does nothing. In pairs, because the speed of a machine
 * changes from minute to minute. Fails above the limits. npm has no comparable action with its bundle, so a minimal one with
 * the same libraries is built and measured beside them.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PAIRS = 21
const SPEC = `job_type: supervised_fine_tuning
model_config: { base_model: mistral-small-latest }
dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]
hyperparameters: { learning_rate: 1e-5, training_steps: 1000 }
`
/** What most actions begin with. */
const MINIMAL_ACTION = `import * as core from '@actions/core'
import { getOctokit } from '@actions/github'
getOctokit('token')
core.info('ready')
`

const root = join(import.meta.dirname, '..')
const entry = join(root, 'dist/main/index.js')
const workspace = mkdtempSync(join(tmpdir(), 'bench-start-'))
const file = (name: string, text: string): string => {
  writeFileSync(join(workspace, name), text)
  return join(workspace, name)
}
const env = {
  INPUT_SPEC: 'spec.yml',
  INPUT_WAIT: 'true',
  INPUT_REUSE: 'true',
  INPUT_COMMENT: 'true',
  'INPUT_MAX-JOBS': '10',
  'INPUT_COMMIT-STATUS': 'false',
  'INPUT_ALLOW-UNKNOWN-FIELDS': 'false',
  'INPUT_ONLY-CHANGED': 'false',
  INPUT_NOTIFY: 'false',
  GITHUB_WORKSPACE: workspace,
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: file('event.json', '{}'),
  GITHUB_OUTPUT: file('output', ''),
  GITHUB_STATE: file('state', ''),
  GITHUB_STEP_SUMMARY: file('summary', ''),
  RUNNER_TEMP: workspace,
}
file('spec.yml', SPEC)

/** Milliseconds from start to exit. */
function measureExit(args: readonly string[]): number {
  const startMs = performance.now()
  const options = { env: { ...env, INPUT_COMMAND: 'validate' }, cwd: workspace, encoding: 'utf8' } as const
  const { status, stdout } = spawnSync(process.execPath, args, options)
  if (status !== 0) throw new Error(`exit code ${status}: ${stdout}`)
  return performance.now() - startMs
}

/** Milliseconds from the start of `command: run` until the service gets the first byte. */
async function measureFirstByte(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const inputs = {
    INPUT_COMMAND: 'run',
    'INPUT_API-KEY': 'k'.repeat(32),
    'INPUT_API-URL': `http://127.0.0.1:${port}`,
    // Without GitHub, so that the first request goes to the service.
    ACT: 'true',
    INPUT_COMMENT: 'false',
  }
  const startMs = performance.now()
  const child = spawn(process.execPath, [entry], {
    env: { ...env, ...inputs },
    cwd: workspace,
    stdio: 'ignore',
  })
  const isEarly = once(child, 'exit').then(() => {
    throw new Error('`run` ended without a request')
  })
  const firstByte = once(server, 'connection').then(async ([socket]) => {
    await once(socket as NodeJS.EventEmitter, 'data')
    return performance.now() - startMs
  })
  try {
    return await Promise.race([firstByte, isEarly])
  } finally {
    isEarly.catch(() => undefined)
    child.kill('SIGKILL')
    server.close()
  }
}

/** Bundles the minimal action as any action would be. Returns its path. */
function buildMinimalAction(): string {
  // Below the project, where its imports are found; ncc in another folder, so that it replaces none of them.
  const folder = join(root, 'build/bench')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.mjs'), MINIMAL_ACTION)
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
  const output = join(workspace, 'minimal')
  spawnSync(process.execPath, [ncc, 'build', join(folder, 'index.mjs'), '-o', output, '--no-cache', '-q'], {
    cwd: workspace,
    stdio: 'inherit',
  })
  rmSync(folder, { recursive: true })
  return join(output, 'index.mjs')
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** `maxRatio`: the ratio of today and room for noise; absent for what is only compared. */
interface Subject {
  readonly name: string
  readonly measure: () => number | Promise<number>
  readonly maxRatio?: number
}

try {
  const minimal = buildMinimalAction()
  const subjects: readonly Subject[] = [
    { name: 'validate, to its end', measure: () => measureExit([entry]), maxRatio: 4.5 },
    { name: 'run, to the first byte of a request', measure: measureFirstByte, maxRatio: 5.5 },
    {
      name: 'a minimal action with @actions/core and @actions/github',
      measure: () => measureExit([minimal]),
    },
  ]
  const pairs = new Map(subjects.map(({ name }): [string, [number, number][]] => [name, []]))
  for (let pair = 0; pair < PAIRS; pair++)
    for (const { name, measure } of subjects)
      pairs.get(name)?.push([measureExit(['--eval', '0']), await measure()])
  for (const { name, maxRatio } of subjects) {
    const measured = pairs.get(name) ?? []
    const ratio = median(measured.map(([bareMs, ms]) => ms / bareMs))
    const [bareMs, ms] = [
      median(measured.map(([first]) => first)),
      median(measured.map(([, second]) => second)),
    ]
    const limit = maxRatio === undefined ? '' : ` (at most ${maxRatio})`
    console.log(
      `${name}: ${ms.toFixed(0)} ms, a bare Node ${bareMs.toFixed(0)} ms: ${ratio.toFixed(2)} times${limit}`,
    )
    if (ratio > (maxRatio ?? Infinity)) process.exitCode = 1
  }
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
