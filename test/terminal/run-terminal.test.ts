import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { runTerminal, type TerminalHost } from '../../src/terminal.ts'
import { ForgeSimulator } from '../simulator/forge.ts'
import { fakeStream } from './fake-stream.ts'

const KEY = 'forge-key-0123456789abcdef'
const SPEC =
  'job_type: pre_training\nmodel_config: { architecture: dense }\nhyperparameters: { training_steps: 5 }\n'
const POLICY = '.github/forge-policy.yml'
const never = new Promise<never>(() => undefined)

let folder: string
let forge: ForgeSimulator

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-'))
  forge = new ForgeSimulator({ key: KEY, timeline: () => [{ afterMs: 0, status: 'RUNNING' }] })
  await forge.start()
  for (const path of ['.git', '.github', 'training']) mkdirSync(join(folder, path))
  write('training/a.yml', SPEC)
})

afterEach(async () => {
  await forge.stop()
  rmSync(folder, { recursive: true })
})

const write = (path: string, text: string) => writeFileSync(join(folder, path), text)

async function run(args: readonly string[], host: Partial<TerminalHost> = {}) {
  const [stdout, stderr] = [fakeStream(), fakeStream()]
  const exitCode = await runTerminal({
    ...{ args, stdout, stderr, cwd: folder, env: { MISTRAL_API_KEY: KEY } },
    exitSignals: { stopped: never, crashed: never, hasLogFailed: () => false },
    stopSignal: () => undefined,
    ...host,
  })
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

describe('validate', () => {
  it('works in a folder of the repository, and names files from its root', async () => {
    write('training/b.yml', SPEC.replace('5', '-5'))
    const { exitCode, stdout, stderr } = await run(['validate', '*.yml'], { cwd: join(folder, 'training') })
    expect([exitCode, stderr]).toEqual([1, ''])
    expect(stdout).toContain('\ntraining/a.yml  pre-training')
    expect(stdout).toContain('\ntraining/b.yml:3:36: error: hyperparameters.training_steps is -5')
  })

  it('prints every problem, although GitHub shows ten', async () => {
    write('training/b.yml', Array.from({ length: 12 }, () => SPEC.replace('5', '-5')).join('---\n'))
    const { stdout } = await run(['validate', 'training/b.yml'])
    expect(stdout.match(/: error: /g)?.length).toBeGreaterThan(10)
    expect(stdout).not.toContain('GitHub')
  })

  it('ends with the number of problems, because valid specs are listed after them', async () => {
    write('training/b.yml', SPEC.replace('5', '-5').replace('dense', 'TODO'))
    const { stdout } = await run(['validate', 'training/*.yml'])
    expect(stdout).toMatch(/training\/a\.yml: valid.*\n2 errors, 2 warnings\.\n$/)
    expect((await run(['validate', 'training/a.yml'])).stdout).toMatch(/trained\.\n1 warning\.\n$/)
    write('training/a.yml', `${SPEC}dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]\n`)
    expect((await run(['validate', 'training/a.yml'])).stdout).toMatch(/valid, nothing was trained\.\n$/)
  })

  it('checks the policy file, and says what it would refuse', async () => {
    write(POLICY, 'version: 1\nlimits: { training-steps: 4 }\n')
    const refusing = await run(['validate', 'training/a.yml'])
    expect(refusing.exitCode).toBe(0)
    expect(refusing.stdout).toContain('would refuse training/a.yml (limits.training-steps).')
    write(POLICY, 'version: 1\nallow: { events: [push] }\n')
    expect((await run(['validate', 'training/a.yml'])).stdout).toContain('would allow these specs.')
    write(POLICY, 'version: 1\nlimit: {}\n')
    const broken = await run(['validate', 'training/a.yml'])
    expect(broken.exitCode).toBe(1)
    expect(broken.stdout).toContain(`\n${POLICY}:2:1: error: "limit" is not a field`)
  })
})

it('a list shows when each job was created and what it trains, or that there is none', async () => {
  expect((await run(['list', '--api-url', forge.url])).stdout).toMatch(
    /\nThe service lists no jobs for this key\.\n$/,
  )
  const [first, second] = [forge.addJob({}), forge.addJob({ timeline: [{ afterMs: 0, status: 'SUCCESS' }] })]
  const { stdout } = await run(['list', '--api-url', forge.url])
  expect(stdout).toMatch(
    new RegExp(`\n${first.id}  RUNNING       \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC  pre-training`),
  )
  expect(stdout).toMatch(new RegExp(`\n${second.id}  SUCCESS       .* UTC  ft:`))
})

it('a manifest is written where its path says in the folder, not at the root', async () => {
  const { id } = forge.addJob({ timeline: [{ afterMs: 0, status: 'SUCCESS' }] })
  const args = ['status', id, '--api-url', forge.url, '--manifest', 'model.json']
  expect((await run(args, { cwd: join(folder, 'training') })).exitCode).toBe(0)
  expect(readdirSync(join(folder, 'training')).sort()).toEqual(['a.yml', 'model.json'])
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'training/model.json'), 'utf8'))
  expect(manifest).toMatchObject({ jobs: [{ commit: '', run: { id: '', attempt: 1, url: '' } }] })
})

describe('wrong arguments', () => {
  it('end with 2, before anything is sent', async () => {
    const { exitCode, stdout, stderr } = await run(['lst', '\u001b[2J'])
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: `lst` is not a command. Did you mean `list`?\nSee forge-training-job --help.\n',
    })
    expect((await run(['list', '\u001b[2J'])).stderr).not.toContain('\u001b')
    expect(forge.requests).toEqual([])
  })

  it.each(['list', 'status'])('a missing key is one of them: %s', async (command) => {
    const args = command === 'list' ? ['list'] : [command, '7c9e6679-7425-40de-944b-e07fc1f90ae7']
    const { exitCode, stderr } = await run(args, { env: { MISTRAL_API_KEY: ' ' } })
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('variable MISTRAL_API_KEY, which is not set'),
    ])
  })

  it('of the action itself end as its step does', async () => {
    const { exitCode, stderr } = await run(['status', 'abc'])
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error: `job-id` is `abc`, but must be')])
  })
})

describe('stopped', () => {
  it.each<[string, 'SIGINT' | 'SIGTERM', number, RegExp]>([
    [
      'wait',
      'SIGINT',
      130,
      /The job goes on.*\n {2}forge-training-job cancel ID --api-url URL\n {2}.* wait ID/,
    ],
    ['wait', 'SIGTERM', 143, /The job goes on/],
    ['cancel', 'SIGINT', 130, /may be cancelled or not:\n {2}forge-training-job status ID/],
  ] as const)(
    '%s by %s ends with %i and says what becomes of the job',
    async (command, signal, code, text) => {
      const { id } = forge.addJob({ timeline: [{ afterMs: 0, status: 'RUNNING' }] })
      const args = [command, id, '--api-url', forge.url]
      const stopped = Promise.resolve()
      const { exitCode, stderr } = await run(args, {
        exitSignals: { stopped, crashed: never, hasLogFailed: () => false },
        stopSignal: () => signal,
      })
      expect(exitCode).toBe(code)
      expect(stderr.replaceAll(id, 'ID').replaceAll(forge.url, 'URL')).toMatch(text)
    },
  )

  it('a command without a job says no more', async () => {
    const { exitCode, stderr } = await run(['list', '--api-url', forge.url], {
      exitSignals: { stopped: Promise.resolve(), crashed: never, hasLogFailed: () => false },
      stopSignal: () => 'SIGINT',
    })
    expect([exitCode, stderr]).toEqual([130, ''])
  })
})

it.each([
  ['--help', /^Usage: forge-training-job COMMAND/],
  ['--version', /^\d+\.\d+\.\d+\n$/],
])('%s needs nothing', async (arg, text) => {
  expect(await run([arg], { env: {} })).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(text),
    stderr: '',
  })
})
