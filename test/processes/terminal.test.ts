import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { SPEC, SPEC_FILE, withEnvironment, type TestEnvironment } from '../e2e/test-environment.ts'
import { runProgram, type TerminalResult } from './terminal-process.ts'

const RUNS_FOREVER = [{ afterMs: 0, status: 'RUNNING' }]
const ENDS = [...RUNS_FOREVER, { afterMs: 600_000, status: 'SUCCESS' }]
const FIXTURES = fileURLToPath(new URL('../fixtures/specs', import.meta.url))

const urlOf = ({ forge }: TestEnvironment) => ['--api-url', forge.url]
const documentOf = ({ stdout }: TerminalResult) => JSON.parse(stdout) as Record<string, unknown>

/** No command for a runner, no colour, and no line that is written over. */
function expectPlain({ stdout, stderr }: TerminalResult): void {
  expect(stdout + stderr).not.toMatch(/^::|##\[|[\u001b\r]/m)
}

describe('validate in a pipe', () => {
  it('needs no key, and gives the verdict of the action', () =>
    withEnvironment(
      { files: { [SPEC_FILE]: SPEC, 'b.yml': SPEC.replace('8', '"8"') } },
      async (environment) => {
        const good = await runProgram(environment, ['validate', SPEC_FILE], { env: {} })
        expect(good).toMatchObject({ exitCode: 0, stderr: '' })
        expect(good.stdout).toContain(`${SPEC_FILE}: valid, nothing was trained.`)
        const bad = await runProgram(environment, ['validate', '*.yml'], { env: {} })
        expect(bad).toMatchObject({ exitCode: 1, stderr: '' })
        expect(bad.stdout).toMatch(/^b\.yml:9:\d+: error: hyperparameters\.batch_size/m)
        for (const result of [good, bad]) expectPlain(result)
        expect([...environment.forge.requests, ...environment.github.requests]).toEqual([])
      },
    ))

  it('ignores the variables of a step that runs it', () =>
    withEnvironment({}, async (environment) => {
      const env = {
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/models',
        GITHUB_API_URL: environment.github.url,
        GITHUB_OUTPUT: '/nowhere/output',
        'INPUT_GITHUB-TOKEN': 'ghs_token0123456789abcdef',
        INPUT_SPEC: 'nothing.yml',
      }
      const result = await runProgram(environment, ['validate', SPEC_FILE], { env })
      expect(result).toMatchObject({ exitCode: 0, stderr: '' })
      expectPlain(result)
      expect(environment.github.requests).toEqual([])
    }))

  it('agrees with the action about the whole corpus', () =>
    withEnvironment({ files: {} }, async (environment) => {
      cpSync(FIXTURES, environment.workspace, { recursive: true })
      for (const spec of ['valid/*', 'broken/*', 'broken/*.json']) {
        const inputs = { command: 'validate', spec, reuse: 'false', 'max-jobs': '1000' }
        const action = await environment.run({
          with: inputs,
          githubToken: '',
          env: { GITHUB_REPOSITORY: '' },
        })
        const args = ['validate', spec, '--reuse=false', '--max-jobs=1000', '--json']
        const terminal = await runProgram(environment, args)
        const { jobs, outcome, problems } = documentOf(terminal)
        expect([terminal.exitCode, outcome]).toEqual([action.exitCode, action.outputs['outcome']])
        expect(JSON.stringify(jobs)).toBe(action.outputs['jobs'])
        const first = action.annotations.map(({ level, message }) => `${level} ${message}`)
        const all = (problems as Record<string, string>[]).map(
          ({ level, file, line, column, message }) => `${level} ${file}:${line}:${column}: ${message}`,
        )
        expect(all).toEqual(expect.arrayContaining(first))
      }
    }))
})

describe('the commands for jobs in a pipe', () => {
  it('list, status and wait print lines, and one document with --json', () =>
    withEnvironment({}, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: ENDS })
      const old = environment.forge.addJob({ ageMs: 3_600_000 }).id
      const list = await runProgram(environment, ['list', ...urlOf(environment)])
      expect(list).toMatchObject({ exitCode: 0, stderr: '' })
      expect(list.stdout).toMatch(
        new RegExp(`\\n${id}  RUNNING {7}2026-.* UTC  pre-training\\n${old}  SUCCESS `),
      )
      const status = await runProgram(environment, ['status', id, '--json', ...urlOf(environment)])
      expect(status.exitCode).toBe(0)
      expect(documentOf(status)).toMatchObject({
        'job-id': id,
        status: 'RUNNING',
        outcome: 'running',
        problems: [],
      })
      const again = await runProgram(environment, ['status', id, ...urlOf(environment)])
      expect(again.stdout).toContain(
        `To cancel it: \`forge-training-job cancel ${id} --api-url ${environment.forge.url}\`.`,
      )
      expect(again.stdout).not.toContain('command:')
      const wait = await runProgram(environment, ['wait', id, ...urlOf(environment)])
      expect(wait).toMatchObject({ exitCode: 0, stderr: '' })
      expect(wait.stdout).toMatch(/^\d\d:\d\d:\d\d {2}SUCCESS .*\n\S+: trained.*, output model \S+\n$/m)
      for (const result of [list, status, wait]) expectPlain(result)
    }))

  it('cancel cancels, and a job that failed is red', () =>
    withEnvironment({}, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
      const cancel = await runProgram(environment, ['cancel', id, ...urlOf(environment)])
      expect(cancel).toMatchObject({ exitCode: 0, stderr: '' })
      expect(environment.operations.filter((operation) => operation === 'cancel')).toHaveLength(1)
      const wait = await runProgram(environment, ['wait', id, '--json', ...urlOf(environment)])
      expect(wait.exitCode).toBe(1)
      expect(documentOf(wait)).toMatchObject({ outcome: 'cancelled', problems: [{ level: 'error' }] })
      expect(wait.stderr).toContain('error: ')
    }))

  it('wrong arguments end with 2, a wrong key with 1', () =>
    withEnvironment({}, async (environment) => {
      const wrong = await runProgram(environment, ['wait'])
      expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
      const env = { MISTRAL_API_KEY: 'another-key-0123456789' }
      const refused = await runProgram(environment, ['list', ...urlOf(environment)], { env })
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('HTTP 401') })
      expect(refused.stdout + refused.stderr).not.toContain(env.MISTRAL_API_KEY)
    }))

  it('wait leaves the job when it is interrupted', () =>
    withEnvironment({ isRealTime: true }, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
      const result = await runProgram(environment, ['wait', id, ...urlOf(environment)], {
        onOutput: (text, child) => text.includes('RUNNING') && child.kill('SIGINT'),
      })
      expect(result.exitCode).toBe(130)
      expect(result.stderr).toBe(
        `The job goes on. To cancel it, or to wait again:
  forge-training-job cancel ${id} --api-url ${environment.forge.url}
  forge-training-job wait ${id} --api-url ${environment.forge.url}
`,
      )
      expect(environment.operations).not.toContain('cancel')
    }))

  it('end without a message when the reader has left', () =>
    withEnvironment({ isRealTime: true }, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
      const result = await runProgram(environment, ['wait', id, ...urlOf(environment)], {
        onOutput: (_, child) => child.stdout?.destroy(),
      })
      expect(result.stderr).toBe('')
    }))
})
