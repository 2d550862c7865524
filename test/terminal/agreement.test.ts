import { readdirSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { runMain } from '../../src/run-main.ts'
import { createMaskedRunner } from '../../src/runtime/runner.ts'
import type { Problem } from '../../src/terminal/format-document.ts'
import { runTerminal } from '../../src/terminal.ts'
import { FULL_POLICY } from '../policy/policies.ts'
import { WRONG_POLICIES } from '../policy/wrong-policies.ts'
import { fakeStep } from '../runtime/runner-in-folder.ts'
import { parseCommand } from '../simulator/runner/workflow-commands.ts'
import { fakeStream } from './fake-stream.ts'

// The action and the program for terminals are one core. Whatever one says about a file, the other says in the same bytes.

const FIXTURES = fileURLToPath(new URL('../fixtures/specs', import.meta.url))
const POLICY = '.github/forge-policy.yml'
const LEVELS = /^(error|warning|notice)$/
const never = new Promise<never>(() => undefined)
const exitSignals = { stopped: never, crashed: never, hasLogFailed: () => false }
const { takeLog, readFiles } = fakeStep()

interface Verdict {
  readonly isGreen: boolean
  readonly outcome: unknown
  readonly digest: unknown
  readonly jobs: unknown
  /** `level message`, where a message begins with its place. */
  readonly problems: readonly string[]
}

let workspace: string

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'agreement-'))
  mkdirSync(join(workspace, '.git'))
  mkdirSync(join(workspace, '.github'))
})

afterEach(() => rmSync(workspace, { recursive: true }))

async function verdictOfAction(spec: string): Promise<Verdict> {
  Object.assign(process.env, { INPUT_COMMAND: 'validate', INPUT_SPEC: spec, GITHUB_WORKSPACE: workspace })
  const isGreen = await runMain(process.env, exitSignals, createMaskedRunner(process.env))
  const { outputs } = readFiles()
  const { outcome, jobs } = outputs
  return {
    ...{ isGreen, outcome, jobs, digest: outputs['spec-digest'] },
    problems: takeLog().lines.flatMap(readProblem),
  }
}

/** From the eleventh on, an annotation is a line that begins with its level. */
function readProblem(line: string): readonly string[] {
  const command = parseCommand(line)
  if (command !== undefined) return LEVELS.test(command.name) ? [`${command.name} ${command.data}`] : []
  return /^(error|warning): /.test(line) ? [line.replace(':', '')] : []
}

async function verdictOfTerminal(spec: string): Promise<Verdict> {
  const [stdout, stderr] = [fakeStream(), fakeStream()]
  const host = { cwd: workspace, env: {}, stdout, stderr, exitSignals, stopSignal: () => undefined }
  const exitCode = await runTerminal({ ...host, args: ['validate', '--json', spec] })
  const { outcome, jobs, problems, ...outputs } = JSON.parse(stdout.text) as Record<string, unknown>
  return {
    isGreen: exitCode === 0,
    outcome,
    digest: outputs['spec-digest'],
    jobs: JSON.stringify(jobs),
    problems: (problems as readonly Problem[]).map(formatProblem),
  }
}

function formatProblem({ level, file, line, column, message }: Problem): string {
  // The message of an annotation without a line is about the whole file, which it names itself.
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return `${level} ${place === '' ? '' : `${place}: `}${message}`
}

async function expectAgreement(spec: string): Promise<Verdict> {
  const [action, terminal] = [await verdictOfAction(spec), await verdictOfTerminal(spec)]
  expect(terminal).toEqual(action)
  return action
}

describe('action and terminal agree on', () => {
  it.each(readdirSync(join(FIXTURES, 'broken')))('broken/%s', async (file) => {
    copyFileSync(join(FIXTURES, 'broken', file), join(workspace, file))
    const { isGreen, problems } = await expectAgreement(file)
    expect(isGreen).toBe(false)
    expect(problems.length).toBeGreaterThan(0)
  })

  it.each(readdirSync(join(FIXTURES, 'valid')))('valid/%s', async (file) => {
    copyFileSync(join(FIXTURES, 'valid', file), join(workspace, file))
    const { outcome, jobs } = await expectAgreement(file)
    expect(outcome).not.toBe('invalid')
    expect(jobs).toMatch(/"spec-digest":"v1-[0-9a-f]{64}"/)
  })

  const policies = [[FULL_POLICY], ...WRONG_POLICIES].map(([text]) => text)
  it.each(policies)('the policy %j', async (policy) => {
    const spec = readdirSync(join(FIXTURES, 'valid'))[0]!
    copyFileSync(join(FIXTURES, 'valid', spec), join(workspace, spec))
    writeFileSync(join(workspace, POLICY), policy)
    const { isGreen, problems } = await expectAgreement(spec)
    expect(isGreen).toBe(policy === FULL_POLICY)
    expect(problems.some((problem) => problem.startsWith('error'))).toBe(!isGreen)
  })

  it('the whole corpus at once, which has more problems than GitHub shows', async () => {
    for (const folder of ['broken', 'valid'])
      for (const file of readdirSync(join(FIXTURES, folder)))
        copyFileSync(join(FIXTURES, folder, file), join(workspace, `${folder}-${file}`))
    const { problems } = await expectAgreement('*.*')
    expect(problems.length).toBeGreaterThan(20)
  })
})
